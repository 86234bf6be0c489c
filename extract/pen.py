"""Handwriting (ลายมือเขียน) and signatures (ลายมือชื่อ): where they stand, and no words made of what was not read.

On a page whose print was read well, a line that the engine itself does not believe is not print; where its letters
also stand at uneven heights it was written by hand, and what the engine made of it is no text. A signature is ink
larger than letters, right above a name in brackets or the words before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean, median

import numpy as np
import regex

from saraban.extract.choices import SIGNS
from saraban.extract.flow import around
from saraban.extract.ink import Blobs, Ink
from saraban.extract.page import Box, Line, Mark

READ_WELL = 0.9
"""The middle line of a page of print is read at least so surely, however much is written on it."""
_UNREAD, _UNSURE = 0.7, 0.8  # below: not believed; written lines that can be read stay below the other
_NAME = regex.compile(r"^\W{0,2}[(\[]?[ ]?(?:นาย|นาง|นางสาว|พล|พัน|ร้อย|ว่าที่|ดร|รศ|ผศ|ศ\.)|^\([^\d()]{5,}")
_ABOVE, _ASIDE = 3.0, 1.0  # of a name's line height and width: how far around the name its signature reaches
_STROKE = 1.4  # letter heights: taller is no letter of the size of the print
_LARGEST = 0.35  # of the page's width: what is wider is a rule or a line of joined print


def part_writing(lines: Sequence[Line], ink: Ink) -> tuple[tuple[Line, ...], tuple[Mark, ...]]:
    """The lines of a page without those that were written by hand and not read, numbered anew; the signatures
    and the handwriting on it, that of lines which stay with their numbers. These are marked as by hand all over.
    """
    own = [line for line in lines if line.stamp is None and line.confidences]
    if not own or median(map(_sure, own)) < READ_WELL:
        return tuple(lines), ()
    written = {line.number: line for line in own if line.uneven and _sure(line) < _UNSURE}
    unread = [line for line in written.values() if _sure(line) < _UNREAD]
    kept = [_by_hand(line) if line.number in written else line for line in lines if line not in unread]
    numbers = {line.number: at for at, line in enumerate(kept, start=1)}
    kept = [replace(line, number=numbers[line.number]) for line in kept]
    signatures = _signatures(kept, ink)
    notes = [
        Mark("handwriting", line.box, lines=(numbers[line.number],) if line.number in numbers else ())
        for line in written.values()
        if line.box and not _within(line.box, signatures)
    ]
    return tuple(kept), (*(Mark("signature", box) for box in signatures), *notes)


def _sure(line: Line) -> float:
    """How sure the engine is of the letters of a line, on average; check boxes are none."""
    pairs = zip(line.text, line.confidences or (), strict=False)
    return fmean([sure for letter, sure in pairs if letter not in SIGNS.values()] or [1.0])


def _by_hand(line: Line) -> Line:
    return replace(line, by_hand=tuple(range(len(line.text))))


def _signatures(lines: Sequence[Line], ink: Ink) -> list[Box]:
    """The boxes of what is written large above each name, in the order of the names."""
    print_boxes = [line.box for line in lines if line.box]
    found: list[Box] = []
    for line in lines:
        if line.box is None or line.stamp is not None or not _NAME.match(line.text):
            continue
        strokes = _strokes_above(line.box, ink, print_boxes)
        box = around([_box_of(strokes, at) for at in range(len(strokes))])
        if box is not None and box not in found:
            found.append(box)
    return found


def _strokes_above(name: Box, ink: Ink, print_boxes: Sequence[Box]) -> Blobs:
    """The pieces of ink larger than letters that stand right above a name, and in no other line."""
    left, top, right, bottom = name
    high, wide = bottom - top, right - left
    blobs = ink.blobs
    across, down = (blobs.left + blobs.right) / 2, (blobs.top + blobs.bottom) / 2
    near = (across > left - _ASIDE * high) & (across < right + _ASIDE * wide / 2)
    near &= (down > top - _ABOVE * high) & (down < top) & (blobs.width < _LARGEST * ink.gray.shape[1])
    near &= (blobs.height > _STROKE * ink.letter) | (blobs.width > 2 * _STROKE * ink.letter)
    for line in print_boxes:
        if line[1] < top:
            near &= ~((down > line[1]) & (down < line[3]) & (across > line[0]) & (across < line[2]))
    return blobs.of(np.asarray(near, np.bool_))


def _box_of(blobs: Blobs, at: int) -> Box:
    return int(blobs.left[at]), int(blobs.top[at]), int(blobs.right[at]), int(blobs.bottom[at])


def _within(box: Box, others: Sequence[Box]) -> bool:
    """Whether the middle of a box lies in one of others."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(one[0] <= across <= one[2] and one[1] <= down <= one[3] for one in others)
