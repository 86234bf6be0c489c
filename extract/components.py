"""Connected pieces of ink, and the box of each."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.images import Gray

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


def components(mask: Gray, connectivity: int = 8) -> tuple[Ints, Ints]:
    """The pieces of ink of a mask: an image of their numbers (0: paper), and a row for each number, paper included, of
    left, top, width, height and area: what `cv2.connectedComponentsWithStats` gives, but for the row of paper.

    OpenCV counts every pixel of a page, and pages are mostly paper; counting its ink alone takes a third of the time.
    """
    count, found = cv2.connectedComponents(mask, connectivity=connectivity, ltype=cv2.CV_32S)
    labels = np.asarray(found, np.int32)
    stats = np.zeros((count, 5), np.int32)
    if count == 1:
        return labels, stats
    across, down = np.asarray(cv2.findNonZero(mask), np.int32).reshape(-1, 2).T  # row by row from the top
    owner = labels[down, across]
    right, left = np.zeros(count, np.int32), np.full(count, mask.shape[1], np.int32)
    np.minimum.at(left, owner, across)
    np.maximum.at(right, owner, across)
    top, bottom = np.zeros(count, np.int32), np.zeros(count, np.int32)
    top[owner[::-1]] = down[::-1]
    bottom[owner] = down
    area = np.bincount(owner, minlength=count)
    stats[1:] = np.stack([left, top, right - left + 1, bottom - top + 1, area], axis=1)[1:]
    return labels, stats


def alone(labels: Ints, stats: Ints, numbers: Ints) -> Flags:
    """The pixels of a few pieces. `stats`: left, top, width and height of each of these first."""
    found = np.zeros(labels.shape, np.bool_)
    for number, (left, top, width, height) in zip(numbers.tolist(), stats[:, :4].tolist(), strict=True):
        here = np.s_[top : top + height, left : left + width]
        found[here] |= labels[here] == number
    return found
