"""Print that has broken into flecks, or fades: which loose ink belongs to the letters of a line.

Copies of copies lose the thin strokes of their letters first, most of all in the small print under signatures. What is
left of a letter there may be no larger than dust, stand in a row like the dots of a leader, or be paler than ink.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.images import Gray
from saraban.extract.ink import Blobs, Flags, Ink
from saraban.extract.page import Box

_ALIKE = (
    0.7  # of the dots of a leader that are as large as its middle one, or more; other ink stands in its row
)
_DRIFT, _PIXELS = (
    0.34,
    1.5,
)  # of a dot's width and height: what scanning makes of it; small ones differ by a pixel
_STROKE = 2.0  # times as tall as a dot
_PALE = 232  # a stroke that fades is darker than that; paper is not
_REACH = 0.7  # of a line's height: how wide around its ink its flecks are sought
_PRINT = 1.4  # letter heights of the page: what is near larger print or writing is dust
_MOST = 0.15  # of a line's ink: where more around it is pale, it is the paper


def without_false_dots(ink: Ink) -> Ink:
    """The same page, its flecks of broken letters no dots: a leader is one character set again and again, so that
    its dots are as large as each other. Where flecks stand as close as dots, a line still goes on across them.

    Nor are the tones (วรรณยุกต์) of the line below, that reach up between the dots and are taller.
    """
    dots = np.zeros(len(ink.blobs), np.bool_)
    for box in ink.leaders:
        here = _dots_in(ink, box)
        if _alike(ink.blobs.of(here)):
            dots |= here & ~_taller(ink.blobs, here)
    return replace(ink, dots=dots)


def _dots_in(ink: Ink, box: Box) -> Flags:
    across, down = ink.blobs.middle
    inside = (across >= box[0]) & (across <= box[2]) & (down >= box[1]) & (down <= box[3])
    return np.asarray(ink.dots & inside, np.bool_)


def _alike(dots: Blobs) -> bool:
    """Whether dots are as large as each other, but for a few that are something else."""
    sizes = np.stack([dots.width, dots.height])
    usual = np.median(sizes, axis=1, keepdims=True)
    alike = np.abs(sizes - usual) <= np.maximum(_PIXELS, _DRIFT * usual)
    return bool(alike.all(axis=0).mean() >= _ALIKE)


def _taller(blobs: Blobs, dots: Flags) -> Flags:
    """Which pieces of ink are strokes, twice as tall as these dots are: dots swell in print by less than that."""
    usual = float(np.median(blobs.height[dots]))
    return np.asarray((blobs.height > _STROKE * usual) & (blobs.height > blobs.width), np.bool_)


def is_broken(ink: Ink, box: Box) -> bool:
    """Whether the print in a box of the page has broken: flecks stand there in a row, as if they were a leader."""
    left, top, right, bottom = box
    return any(
        one[0] < right
        and one[2] > left
        and top < (one[1] + one[3]) / 2 < bottom
        and not _dots_in(ink, one).any()
        for one in ink.leaders
    )


def flecks_near(gray: Gray, own: Flags, others: Flags, size: tuple[float, float]) -> Flags:
    """Loose ink and pale strokes in the picture of a line that belong to its letters.

    `own`: the ink of the line with the paper around it; `others`: the same of its neighbours. `size`: the height
    of its letters and that of the page's, in pixels.
    """
    none = np.zeros(own.shape, np.bool_)
    pale = (gray < _PALE) & ~others & ~own
    if size[0] > _PRINT * size[1] or not pale.any():
        return none
    near = around(own, _REACH * size[0])
    count, pieces = cv2.connectedComponents(pale.astype(np.uint8))
    mine = np.zeros(count, np.bool_)
    mine[pieces[near]] = True
    mine[0] = False
    found = np.asarray(mine[pieces], np.bool_)
    return found if found.sum() <= _MOST * own.sum() else none


def around(ink: Flags, reach: float) -> Flags:
    """Ink and the paper around it; `reach`: how wide the brush is, in pixels."""
    side = max(3, round(reach) | 1)
    return np.asarray(cv2.dilate(ink.astype(np.uint8), np.ones((side, side), np.uint8)), np.bool_)
