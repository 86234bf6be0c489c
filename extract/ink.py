"""Ink on a page: black and white, connected blobs, letter height; rules and dotted leaders taken away."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.components import components
from saraban.extract.images import Gray
from saraban.extract.page import Box
from saraban.extract.ruling import without_rules

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

LARGE = 2.7
"""Taller than that, in letter heights, is no letter, not even one with marks run into it."""

_SHRINK = 8
_THRESHOLD = (110, 215)
_DARK_PAPER = 90
_BLOBS_OF_NOISE = 25_000
_LETTER_INCHES = (0.03, 0.25)
_A4_INCHES = 11.69
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

    @property
    def height(self) -> Ints:
        """Height of each, in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> Ints:
        """Width of each, in pixels."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a page without rules: even-lit gray, labelled image, its blobs, and the dotted leaders.

    `letter` is the height of a consonant in pixels, 0 where nothing has the size of print; `large` marks the
    pixels of blobs too tall for a letter: emblems, signatures, print that a stamp has run into.
    """

    gray: Gray
    labels: Ints
    blobs: Blobs
    dots: Flags
    leaders: tuple[Box, ...]
    large: Flags
    letter: float
    ratio: float


def find_ink(gray: Gray, dpi: int) -> Ink:
    """Separate ink from paper, and what may be letters from rules and leaders."""
    dpi = at_least(dpi, gray.shape)
    even = even_light(gray)
    mask = _threshold(even)
    if cv2.connectedComponents(mask)[0] > _BLOBS_OF_NOISE:
        even = np.asarray(cv2.medianBlur(even, 3), np.uint8)
        mask = _threshold(even)
    ratio = float(np.count_nonzero(mask)) / mask.size
    labels, blobs = _label(without_rules(mask, dpi))
    return _ink(even, labels, blobs, letter_height(blobs, dpi), ratio)


def at_least(dpi: int, shape: tuple[int, ...]) -> int:
    """The resolution of a page no larger than A4, whatever its file says."""
    return max(dpi, round(max(shape) / _A4_INCHES))


def without_ink(ink: Ink, region: Flags) -> Ink:
    """The same page without the ink of a region; pieces across its edge are what is left of them."""
    rest = ((ink.labels > 0) & ~region).astype(np.uint8)
    return _ink(ink.gray, *_label(rest), ink.letter, ink.ratio)


def _ink(gray: Gray, labels: Ints, blobs: Blobs, letter: float, ratio: float) -> Ink:
    """Ink with what follows from the size of its letters."""
    dots, leaders = _leaders(blobs, letter, labels.shape)
    tall = np.zeros(len(blobs) + 1, np.bool_)
    tall[blobs.label[blobs.height > LARGE * letter]] = True
    return Ink(gray, labels, blobs, dots, leaders, tall[labels], letter, ratio)


def even_light(gray: Gray) -> Gray:
    """The page as if evenly lit on white paper: shadows, tinted paper and negative scans evened out."""
    if float(np.median(gray[::4, ::4])) < _DARK_PAPER:
        gray = np.asarray(255 - gray, np.uint8)
    height, width = gray.shape
    small = cv2.resize(
        gray, (max(1, width // _SHRINK), max(1, height // _SHRINK)), interpolation=cv2.INTER_AREA
    )
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
    level = min(max(level, _THRESHOLD[0]), _THRESHOLD[1])
    return np.asarray(cv2.threshold(gray, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _label(mask: Gray) -> tuple[Ints, Blobs]:
    labels, stats = components(mask)
    left, top, width, height, area = (np.ascontiguousarray(stats[1:, column]) for column in range(5))
    numbers = np.arange(1, len(stats), dtype=np.int32)
    return labels, Blobs(numbers, left, top, left + width, top + height, area)


def _leaders(blobs: Blobs, letter: float, shape: tuple[int, ...]) -> tuple[Flags, tuple[Box, ...]]:
    """Which blobs are dots of a leader (rows of dots or dashes), and the box of each leader."""
    dots = (blobs.height <= _DOT_TALL * letter) & (blobs.width <= _DOT_WIDE * letter)
    chosen = np.flatnonzero(dots)
    if not letter or len(chosen) < _DOTS_MIN:
        return np.zeros(len(blobs), np.bool_), ()
    across = (blobs.left[chosen] + blobs.right[chosen]) // 2
    down = (blobs.top[chosen] + blobs.bottom[chosen]) // 2
    canvas = np.zeros(shape[:2], np.uint8)
    canvas[down, across] = 1
    reach = np.ones((max(3, round(_DOT_DRIFT * letter) | 1), round(_DOT_GAP * letter) | 1), np.uint8)
    rows, stats = components(np.asarray(cv2.dilate(canvas, reach), np.uint8))
    row = rows[down, across]
    counts = np.bincount(row, minlength=len(stats))
    long = (counts >= _DOTS_MIN) & (stats[:, cv2.CC_STAT_HEIGHT] <= letter)
    long[0] = False
    flags = np.zeros(len(blobs), np.bool_)
    flags[chosen[long[row]]] = True
    boxes = tuple((int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[long])
    return flags, boxes
