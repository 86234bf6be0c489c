"""Tones (วรรณยุกต์) between two lines: where lines stand close, the tone on a vowel is nearer to the line above than to its own,
or touches it.

A vowel below its consonant (สระอุ สระอู) hangs right under the foot of its line; a tone stands right on a vowel of the line below.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.bands import Band, Numbers
from saraban.extract.ink import Blobs, Flags, Ink, Ints

_ON = 0.2  # of a line's height: how far at most a tone stands above its vowel
_VOWEL, _INTO = (
    0.7,
    0.15,
)  # of a line's height: the height of vowels above consonants, and how far they reach down to these
_ASIDE = 0.2  # of a line's height, that a tone reaches beyond the end of its vowel
_STROKE, _FULL = (
    0.4,
    0.7,
)  # of a line's height, and of its box: mai ek is a short solid stroke, no vowel below is
_TALL, _ALIKE, _LETTERS = (
    0.6,
    0.2,
    5,
)  # heights of letters in a line of print, and how many there are at least
_LETTER = 0.3  # of a line's height: what reaches higher than that above its foot is a letter
_HANGS = (
    0.3  # of a line's height: the feet of letters, also of bold ones, reach less far below that of their line
)


def with_their_tones(ink: Ink, lines: list[Band], owner: Ints) -> tuple[Ink, Ints]:
    """The line of each label (-1 and -2: none, see `lines`), tones given back to the line that their vowel is in; and the
    ink with those cut off that touch a letter above.
    """
    ink, owner = _cut_off(ink, lines, owner)
    owner, whose = owner.copy(), owner[ink.blobs.label]
    marks = _vowels(ink.blobs, lines, whose), whose
    for number, line in _printed(ink, lines, whose):
        below = _below(ink.blobs.top, ink.blobs, line)
        for tone in np.flatnonzero((whose == number) & (below > -1)).tolist():
            piece = ink.blobs.of(np.asarray([tone]))
            vowel = _vowel_under(ink, line, marks, (number, piece))
            if vowel is not None and (vowel[1] < below[tone] or _is_stroke(piece, line.height)):
                owner[piece.label] = whose[vowel[0]]
    return ink, owner


def _cut_off(ink: Ink, lines: list[Band], owner: Ints) -> tuple[Ink, Ints]:
    """The ink with tones that touch a letter above as pieces of their own, and the line of each label: that of the letter."""
    whose = owner[ink.blobs.label]
    marks = _vowels(ink.blobs, lines, whose), whose
    found = [
        (number, part)
        for number, line in _printed(ink, lines, whose)
        for letter in np.flatnonzero((whose == number) & _hangs(ink.blobs, line)).tolist()
        if (part := _stroke_below(ink, line, letter)) is not None
        and _vowel_under(ink, line, marks, (number, part)) is not None
    ]
    if not found:
        return ink, owner
    labels, blobs = ink.labels.copy(), ink.blobs
    for _, part in found:
        left, top, right, bottom = (int(edge[0]) for edge in (part.left, part.top, part.right, part.bottom))
        here = labels[top:bottom, left:right]
        here[here == part.label[0]] = len(blobs) + 1
        blobs = blobs.with_more(part)
    dots = np.append(ink.dots, np.zeros(len(found), np.bool_))
    lines_of = np.append(owner, np.asarray([number for number, _ in found], np.int32))
    return replace(ink, labels=labels, blobs=blobs, dots=dots), lines_of


def _printed(ink: Ink, lines: list[Band], whose: Ints) -> list[tuple[int, Band]]:
    """The lines, each with its number, that most letters of are of one height: strokes of signatures are no tones."""
    found = []
    for number, line in enumerate(lines):
        tall = ink.blobs.height[whose == number] / line.height
        tall = tall[tall >= _TALL]
        alike = np.count_nonzero(np.abs(tall - 1) <= _ALIKE)
        if alike >= _LETTERS and 2 * alike >= len(tall):
            found.append((number, line))
    return found


def _below(places: Ints, blobs: Blobs, line: Band) -> Numbers:
    """How far below the foot of a line these places of some pieces of ink are, in pixels."""
    return np.asarray(places - line.foot - line.fall((blobs.left + blobs.right) / 2), np.float64)


def _hangs(blobs: Blobs, line: Band) -> Flags:
    """Which pieces of ink are letters of a line that reach far below its foot."""
    high, low = (_below(places, blobs, line) / line.height for places in (blobs.top, blobs.bottom))
    return np.asarray((high <= -_LETTER) & (low >= _HANGS), np.bool_)


def _stroke_below(ink: Ink, line: Band, letter: int) -> Blobs | None:
    """The short solid stroke that hangs on a letter below the foot of its line, with the label of the letter."""
    blobs = ink.blobs
    left, right, bottom = int(blobs.left[letter]), int(blobs.right[letter]), int(blobs.bottom[letter])
    foot = round(line.at((left + right) / 2).foot)
    label = blobs.label[letter]
    hanging = (ink.labels[foot:bottom, left:right] == label).view(np.uint8)
    for row in range(foot, bottom):  # the foot of a letter is not exactly that of its line
        _, _, stats, _ = cv2.connectedComponentsWithStats(hanging[row - foot :])
        for x, y, wide, high, area in stats[1:].tolist():
            edges = (label, left + x, row + y, left + x + wide, row + y + high, area)
            part = Blobs(*(np.asarray([edge], np.int32) for edge in edges))
            if row + y + high == bottom and _is_stroke(part, line.height):
                return part
    return None


def _is_stroke(piece: Blobs, unit: float) -> bool:
    """Whether a piece of ink is an upright stroke as short and solid as mai ek, beside letters of that height."""
    wide, high = int(piece.width[0]), int(piece.height[0])
    return wide <= high <= _STROKE * unit and int(piece.area[0]) >= _FULL * wide * high


def _vowels(blobs: Blobs, lines: list[Band], whose: Ints) -> Flags:
    """Which pieces of ink are marks above the consonants of their lines."""
    found = np.zeros(len(blobs), np.bool_)
    for number, line in enumerate(lines):
        over = _below(blobs.bottom, blobs, line) <= (_INTO - 1) * line.height
        found |= (whose == number) & over & (blobs.height <= _VOWEL * line.height)
    return found


def _vowel_under(
    ink: Ink, line: Band, marks: tuple[Flags, Ints], mine: tuple[int, Blobs]
) -> tuple[int, int] | None:
    """The vowel of another line that a piece of ink of a line stands on: its index, and the pixels between. `marks`: which
    pieces are vowels, and the line of each.
    """
    blobs, unit, (vowels, whose), (number, piece) = ink.blobs, line.height, marks, mine
    middle = float(piece.left[0] + piece.right[0]) / 2
    gap = blobs.top - piece.bottom[0]
    under: Flags = vowels & (whose != number) & (np.abs(gap) <= _ON * unit) & (blobs.bottom > piece.bottom[0])
    under &= (blobs.left <= middle) & (blobs.right + _ASIDE * unit >= middle)
    if not under.any():
        return None
    nearest = int(np.flatnonzero(under)[np.abs(gap[under]).argmin()])
    return nearest, int(gap[nearest])
