"""Connected pieces of ink, and the box of each."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.images import Gray

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Labels = NDArray[np.uint16] | NDArray[np.int32]
"""An image of numbers of pieces, 0 where there is none: of two bytes where these hold them, for pages are large."""

_SHORT_MAX = 65_000


def components(mask: Gray, connectivity: int = 8) -> tuple[Labels, Ints]:
    """The pieces of ink of a mask: an image of their numbers (0: paper), and a row for each number, paper included, of
    left, top, width, height and area: what `cv2.connectedComponentsWithStats` gives, but for the row of paper.

    OpenCV counts every pixel of a page, and pages are mostly paper; counting the runs of ink in its rows alone takes a
    fifth of the time.
    """
    starts, ends, down = _runs(mask)
    short = len(starts) < _SHORT_MAX or _beginnings(mask) < _SHORT_MAX
    kind = cv2.CV_16U if short else cv2.CV_32S
    count, found = cv2.connectedComponents(mask, connectivity=connectivity, ltype=kind)
    labels: Labels = np.asarray(found, np.uint16) if short else np.asarray(found, np.int32)
    stats = np.zeros((count, 5), np.int32)
    if count == 1:
        return labels, stats
    owner = labels[down, starts]
    right, left = np.zeros(count, np.int32), np.full(count, mask.shape[1], np.int32)
    np.minimum.at(left, owner, starts)
    np.maximum.at(right, owner, ends)
    top, bottom = np.zeros(count, np.int32), np.zeros(count, np.int32)
    top[owner[::-1]] = down[::-1]
    bottom[owner] = down
    area = np.bincount(owner, weights=ends - starts, minlength=count)
    stats[1:] = np.stack([left, top, right - left, bottom - top + 1, area], axis=1)[1:]
    return labels, stats


def _beginnings(mask: Gray) -> int:
    """How many runs of ink have none right above where they begin: no fewer numbers are given out on the way."""
    first = mask.copy()
    cv2.subtract(mask[:, 1:], mask[:, :-1], dst=first[:, 1:])
    cv2.subtract(first[1:], mask[:-1], dst=first[1:])
    return int(cv2.countNonZero(first))


def _runs(mask: Gray) -> tuple[Ints, Ints, Ints]:
    """The runs of ink in the rows of a mask, row by row from the top: first column, the one after the last, and row.

    With paper on either side of a row its ink changes at the beginning of each run and after its end, in turns.
    """
    height, width = mask.shape
    change = np.empty((height, width + 1), np.bool_)
    np.not_equal(mask[:, 1:], mask[:, :-1], out=change[:, 1:-1])
    np.not_equal(mask[:, 0], 0, out=change[:, 0])
    np.not_equal(mask[:, -1], 0, out=change[:, -1])
    places = np.flatnonzero(change).astype(np.int32)
    starts, ends = places[::2], places[1::2]
    down = starts // np.int32(width + 1)
    before = down * np.int32(width + 1)
    return starts - before, ends - before, down


def chosen_of(mask: Gray, labels: Labels, chosen: Flags) -> Gray:
    """The pieces of a mask that are chosen by their numbers, as 255 on 0. Paper is most of a page, and not looked up."""
    found, inked = np.zeros_like(mask), np.flatnonzero(mask)
    found.ravel()[inked] = chosen[labels.ravel()[inked]] * np.uint8(255)
    return found


def alone(labels: Labels, stats: Ints, numbers: Ints) -> Flags:
    """The pixels of a few pieces. `stats`: left, top, width and height of each of these first."""
    found = np.zeros(labels.shape, np.bool_)
    for number, (left, top, width, height) in zip(numbers.tolist(), stats[:, :4].tolist(), strict=True):
        here = np.s_[top : top + height, left : left + width]
        found[here] |= labels[here] == number
    return found
