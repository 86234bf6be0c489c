"""Tones (วรรณยุกต์) between two lines: where lines stand close, the tone on a vowel is nearer to the line above than to its own.

A vowel below its consonant (สระอุ สระอู) hangs right under the foot of its line; a tone stands right on a vowel of the line below.
"""

from __future__ import annotations

import numpy as np

from saraban.extract.bands import Band
from saraban.extract.ink import Flags, Ink, Ints

_ON = 0.2  # of a line's height: how far at most a tone stands above its vowel
_VOWEL = 0.7  # of a line's height: taller is no vowel above a consonant
_ASIDE = 0.2  # of a line's height, that a tone reaches beyond the end of its vowel
_STROKE, _FULL = (
    0.4,
    0.7,
)  # of a line's height, and of its box: mai ek is a short solid stroke, no vowel below is


def with_their_tones(ink: Ink, lines: list[Band], owner: Ints) -> Ints:
    """The line of each label (-1 and -2: none, see `lines`), tones given back to the line that their vowel is in."""
    owner, whose = owner.copy(), owner[ink.blobs.label]
    for number, line in enumerate(lines):
        for tone in np.flatnonzero(whose == number):
            vowel = _vowel_under(ink, line, whose, int(tone))
            if vowel is not None:
                owner[ink.blobs.label[tone]] = whose[vowel]
    return owner


def _vowel_under(ink: Ink, line: Band, whose: Ints, at: int) -> int | None:
    """The vowel of another line that a piece of ink below this line stands on; None where there is none, or the piece
    is nearer to this line and may be a vowel below it.
    """
    blobs, unit = ink.blobs, line.height
    middle = (float(blobs.left[at]) + float(blobs.right[at])) / 2
    below = float(blobs.top[at]) - line.at(middle).foot
    if below <= 0:
        return None
    gap = blobs.top - int(blobs.bottom[at])
    under: Flags = (whose >= 0) & (whose != whose[at]) & (np.abs(gap) <= _ON * unit)
    under &= (blobs.height <= _VOWEL * unit) & (blobs.bottom > blobs.bottom[at])
    under &= (blobs.left <= middle) & (blobs.right + _ASIDE * unit >= middle)
    if not under.any():
        return None
    nearest = int(np.flatnonzero(under)[np.abs(gap[under]).argmin()])
    full = float(blobs.area[at]) / (int(blobs.width[at]) * int(blobs.height[at]))
    stroke = blobs.height[at] <= _STROKE * unit and blobs.height[at] >= blobs.width[at] and full >= _FULL
    return nearest if stroke or gap[nearest] < below else None
