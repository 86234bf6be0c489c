"""Ink on a page: black and white, connected blobs, letter height; rules and dotted leaders taken away."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.components import Labels, alone, components
from saraban.extract.images import A4_INCHES, Gray
from saraban.extract.page import Box
from saraban.extract.ruling import without_slanted, without_straight
from saraban.extract.shrink import shrunk

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

LARGE = 2.7
"""Taller than that, in letter heights, is no letter, not even one with marks run into it."""

_SHRINK = 8
THRESHOLD = (110, 215)
_DARK_PAPER = 90
_BLOBS_OF_NOISE = 25_000
_LETTER_INCHES = (0.03, 0.25)
_DOT_TALL, _DOT_WIDE, _DOT_GAP, _DOTS_MIN = 0.36, 0.6, 1.4, 5
_DOT_DRIFT = 0.16


@dataclass(frozen=True, slots=True)
class Blobs:
    """Connected pieces of ink, one entry each; `label` is their number in the labelled image."""

    label: Ints
    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    area: Ints

    def __len__(self) -> int:
        return len(self.label)

    def of(self, chosen: Flags | NDArray[np.intp]) -> Blobs:
        """Some of them."""
        return Blobs(*(getattr(self, name)[chosen] for name in self.__slots__))

    def with_more(self, more: Blobs) -> Blobs:
        """These and others, numbered anew in this order."""
        pairs = ((getattr(self, name), getattr(more, name)) for name in self.__slots__[1:])
        numbers = np.arange(1, len(self) + len(more) + 1, dtype=np.int32)
        return Blobs(numbers, *(np.concatenate(pair) for pair in pairs))

    @property
    def boxes(self) -> Ints:
        """Left, top, width and height of each, one a row."""
        return np.stack([self.left, self.top, self.width, self.height], axis=1)

    @property
    def height(self) -> Ints:
        """Height of each, in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> Ints:
        """Width of each, in pixels."""
        return self.right - self.left

    @property
    def middle(self) -> tuple[Ints, Ints]:
        """Column and row of the middle of each."""
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a page without rules: even-lit gray, labelled image, its blobs, and the dotted leaders.

    `letter` is the height of a consonant in pixels, 0 where nothing has the size of print; `large` marks the
    pixels of blobs too tall for a letter: emblems, signatures, print that a stamp has run into.
    """

    gray: Gray
    labels: Labels
    blobs: Blobs
    dots: Flags
    leaders: tuple[Box, ...]
    large: Flags
    letter: float
    ratio: float

    def mask(self, rows: int | None = None) -> Gray:
        """The ink as 255 on 0, of so many rows from the top or of all."""
        # OpenCV compares no picture of one pixel
        return (self.labels[:rows] > 0).view(np.uint8) * np.uint8(255)


def find_ink(gray: Gray, dpi: int, *, slanted: bool = True) -> Ink:
    """Separate ink from paper, and what may be letters from rules and leaders. `slanted`: also from rules askew."""
    dpi = at_least(dpi, gray.shape)
    even = even_light(gray)
    bare, ratio = _bare(even, dpi)
    held = [components(bare)]
    if len(held[0][1]) > _BLOBS_OF_NOISE:
        even = np.asarray(cv2.medianBlur(even, 3), np.uint8)
        bare, ratio = _bare(even, dpi)
        held = [components(bare)]
    # large: nobody else may hold on to them
    labels, stats = without_slanted(bare, held.pop(), dpi) if slanted else held.pop()
    blobs = blobs_of(stats)
    return ink_of(even, labels, blobs, letter_height(blobs, dpi), ratio)


def _bare(even: Gray, dpi: int) -> tuple[Gray, float]:
    """The ink of an even-lit page without level and upright rules, and its share of the page with them."""
    mask = _threshold(even)
    return without_straight(mask, dpi), float(np.count_nonzero(mask)) / mask.size


def at_least(dpi: int, shape: tuple[int, ...]) -> int:
    """The resolution of a page no larger than A4, whatever its file says."""
    return max(dpi, round(int(max(shape)) / A4_INCHES))


def ink_of(gray: Gray, labels: Labels, blobs: Blobs, letter: float, ratio: float) -> Ink:
    """Ink with what follows from the size of its letters."""
    dots, leaders = _leaders(blobs, letter, labels.shape)
    tall = blobs.of(blobs.height > LARGE * letter)
    large = alone(labels, tall.boxes, tall.label)
    return Ink(gray, labels, blobs, dots, leaders, large, letter, ratio)


def even_light(gray: Gray) -> Gray:
    """The page as if evenly lit on white paper: shadows, tinted paper and negative scans evened out."""
    height, width = gray.shape
    small = shrunk(gray, (max(1, width // _SHRINK), max(1, height // _SHRINK)))
    if float(np.median(small)) < _DARK_PAPER:
        gray, small = np.asarray(255 - gray, np.uint8), np.asarray(255 - small, np.uint8)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 5)
    if int(paper.min()) >= 250:
        return gray
    full = cv2.resize(np.maximum(paper, 1), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, full, scale=255), np.uint8)


def letter_height(blobs: Blobs, dpi: int) -> float:
    """The height of a consonant: the median height of blobs of the size of print, weighed by their ink."""
    tall, wide = blobs.height, blobs.width
    low, high = max(7.0, _LETTER_INCHES[0] * dpi), _LETTER_INCHES[1] * dpi
    print_like = (tall >= low) & (tall <= high) & (wide >= 0.15 * tall) & (wide <= 4 * tall)
    if not print_like.any():
        return 0.0
    heights, weights = tall[print_like], blobs.area[print_like]
    order = np.argsort(heights)
    total = np.cumsum(weights[order])
    return float(heights[order][np.searchsorted(total, total[-1] / 2)])


def _threshold(gray: Gray) -> Gray:
    level, _ = cv2.threshold(gray[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    level = min(max(level, THRESHOLD[0]), THRESHOLD[1])
    return np.asarray(cv2.threshold(gray, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def blobs_of(stats: Ints) -> Blobs:
    """The pieces of ink as `components` tells of them."""
    left, top, width, height, area = (np.ascontiguousarray(stats[1:, column]) for column in range(5))
    numbers = np.arange(1, len(stats), dtype=np.int32)
    return Blobs(numbers, left, top, left + width, top + height, area)


def _leaders(blobs: Blobs, letter: float, shape: tuple[int, ...]) -> tuple[Flags, tuple[Box, ...]]:
    """Which blobs are dots of a leader (rows of dots or dashes), and the box of each leader."""
    dots = (blobs.height <= _DOT_TALL * letter) & (blobs.width <= _DOT_WIDE * letter)
    chosen = np.flatnonzero(dots)
    if not letter or len(chosen) < _DOTS_MIN:
        return np.zeros(len(blobs), np.bool_), ()
    across = (blobs.left[chosen] + blobs.right[chosen]) // 2
    down = (blobs.top[chosen] + blobs.bottom[chosen]) // 2
    wide, tall = round(_DOT_GAP * letter) // 2, max(1, round(_DOT_DRIFT * letter) // 2)
    row = _rows(across, down, (2 * wide + 1, 2 * tall + 1))
    flags = np.zeros(len(blobs), np.bool_)
    boxes: list[Box] = []
    for number in np.flatnonzero(np.bincount(row) >= _DOTS_MIN).tolist():
        x, y = across[row == number], down[row == number]
        box = (int(x.min()) - wide, int(y.min()) - tall, int(x.max()) + wide + 1, int(y.max()) + tall + 1)
        if box[3] - box[1] <= letter:
            flags[chosen[row == number]] = True
            boxes.append((max(0, box[0]), max(0, box[1]), min(shape[1], box[2]), min(shape[0], box[3])))
    return flags, tuple(boxes)


def _rows(across: Ints, down: Ints, reach: tuple[int, int]) -> NDArray[np.intp]:
    """A number for each dot, the same for all that hang together: no further apart than `reach`, sideways and down."""
    order = np.argsort(across, kind="stable")
    x, y = across[order], down[order]
    pairs = [np.zeros((2, 0), np.intp)]
    for step in range(1, len(x)):
        near = x[step:] - x[:-step] <= reach[0]
        if not near.any():
            break
        first = np.flatnonzero(near & (np.abs(y[step:] - y[:-step]) <= reach[1]))
        pairs.append(np.stack((first, first + step)))
    one, other = np.concatenate(pairs, axis=1)
    row, before = np.arange(len(x)), np.zeros(0, np.intp)
    while not np.array_equal(row, before):
        before = row
        row = row.copy()
        least = np.minimum(row[one], row[other])
        np.minimum.at(row, one, least)
        np.minimum.at(row, other, least)
        row = row[row]
    found = np.empty_like(row)
    found[order] = row
    return found
