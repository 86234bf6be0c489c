"""Ink taken off a page, without looking at all of the page again."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.components import Labels, alone, components
from saraban.extract.images import Gray
from saraban.extract.ink import Blobs, Flags, Ink, Ints, at_least, blobs_of, ink_of, letter_height


def without_ink(ink: Ink, region: Flags) -> Ink:
    """The same page without the ink of a region; pieces across its edge are what is left of them."""
    left, top, wide, high = cv2.boundingRect(region.view(np.uint8))
    there = np.s_[top : top + high, left : left + wide]
    touched = np.flatnonzero(np.bincount(ink.labels[there][region[there]], minlength=1)[1:])
    if not len(touched):
        return ink
    torn = ink.blobs.of(touched)
    here = np.s_[torn.top.min() : torn.bottom.max(), torn.left.min() : torn.right.max()]
    gone = alone(ink.labels, torn.boxes, torn.label)[here]
    pieces, stats = components((gone & ~region[here]).view(np.uint8))
    most = len(ink.blobs) + len(stats)
    labels = ink.labels.astype(np.promote_types(ink.labels.dtype, np.min_scalar_type(most)))
    np.copyto(labels[here], 0, where=gone)
    for number, place in enumerate(_places(stats[1:]), start=1):
        labels[here][place][pieces[place] == number] = len(ink.blobs) + number
    stats[:, :2] += (here[1].start, here[0].start)
    blobs = ink.blobs.with_more(blobs_of(stats))
    return ink_of(ink.gray, labels, _numbered_anew(labels, blobs, torn.label), ink.letter, ink.ratio)


def lightened(ink: Ink, gray: Gray, dpi: int) -> Ink:
    """The same page where some ink was taken off its picture: `gray` is nowhere darker than before."""
    darkest = cv2.minMaxLoc(ink.gray, (ink.labels > 0).view(np.uint8))[1]
    rest = without_ink(ink, (gray > darkest) & (ink.gray <= darkest))
    return ink_of(
        gray, rest.labels, rest.blobs, letter_height(rest.blobs, at_least(dpi, gray.shape)), ink.ratio
    )


def _numbered_anew(labels: Labels, blobs: Blobs, gone: Ints) -> Blobs:
    """The blobs that are left, numbered from 1 without gaps: the last of them take the numbers of those that are gone.

    Only these are numbered anew in the image as well: it is large.
    """
    left = np.delete(blobs.label, gone - 1)
    last = np.asarray(left[left > len(left)], np.intp)
    free = gone[gone <= len(left)]
    order = np.arange(len(left))
    order[free - 1] = last - 1
    for number, given, place in zip(last, free, _places(blobs.of(last - 1).boxes), strict=True):
        labels[place][labels[place] == number] = given
    return replace(blobs.of(order), label=np.arange(1, len(left) + 1, dtype=np.int32))


def _places(boxes: Ints) -> list[tuple[slice, slice]]:
    """The part of a page that each box (left, top, width, height first) covers."""
    return [np.s_[y : y + high, x : x + wide] for x, y, wide, high in boxes[:, :4].tolist()]
