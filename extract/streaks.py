"""Streaks through print, as a worn fax machine, a dirty scanner glass or a pen leaves them: those not quite level or
upright stay, hold letters together, and take them along where no line is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from saraban.extract.ink import LARGE, Ink, Ints
from saraban.extract.page import Box, Line, Mark

_LONG = 4.0  # letters: no piece of print as wide is so empty; none is taller than LARGE
_EMPTY = 0.25  # of its box that is ink
_HOLDS = 0.3  # letters that it is high besides: a stroke alone is thinner
_CORE = 0.6  # letters: that far above and below its middle a line has its consonants


def streaks_of(ink: Ink, lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The pieces of ink on a page that are streaks and the letters in them, outside of its marks, where they run into
    a printed line or right up to it; each with the numbers of those lines.
    """
    return tuple(_running_into(ink, lines, marks))


def _running_into(ink: Ink, lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[Mark]:
    printed = [(line.number, line.box) for line in lines if line.box is not None and line.stamp is None]
    for left, top, right, bottom in _long_pieces(ink).tolist():
        middle = ((left + right) // 2, (top + bottom) // 2)
        if any(_holds(mark.box, middle) for mark in marks):
            continue
        box = (left, top, right, bottom)
        crossed = tuple(number for number, line in printed if _meet(box, line, ink.letter))
        if crossed:
            yield Mark("streak", box, lines=crossed)


def _long_pieces(ink: Ink) -> Ints:
    """Left, top, right and bottom of each piece of ink that is long and all but empty."""
    blobs = ink.blobs
    short, long = np.minimum(blobs.width, blobs.height), np.maximum(blobs.width, blobs.height)
    least = np.where(blobs.height > blobs.width, LARGE, _LONG) * ink.letter
    chosen = (long >= least) & (short >= _HOLDS * ink.letter) & (short <= LARGE * ink.letter)
    chosen &= blobs.area < _EMPTY * blobs.width * blobs.height
    return np.stack([blobs.left, blobs.top, blobs.right, blobs.bottom], axis=1)[chosen]


def _holds(box: Box, point: tuple[int, int]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _meet(streak: Box, line: Box, letter: float) -> bool:
    """Whether a streak runs through the consonants of a line, or ends no further than a letter beside them."""
    middle, near = (line[1] + line[3]) / 2, _CORE * letter
    level = min(streak[3], middle + near) - max(streak[1], middle - near) > _HOLDS * letter
    return level and line[0] - letter < streak[2] and streak[0] < line[2] + letter
