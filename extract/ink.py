"""Ink on a page: black and white, connected blobs, letter height; rules and dotted leaders taken away."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.components import alone, components
from saraban.extract.images import A4_INCHES, Gray
from saraban.extract.page import Box
from saraban.extract.ruling import without_slanted, without_straight

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
    bare, ratio = _bare(even, dpi)
    held = [components(bare)]
    if len(held[0][1]) > _BLOBS_OF_NOISE:
        even = np.asarray(cv2.medianBlur(even, 3), np.uint8)
        bare, ratio = _bare(even, dpi)
        held = [components(bare)]
    labels, stats = without_slanted(bare, held.pop(), dpi)  # large: nobody else may hold on to them
    blobs = _blobs(stats)
    return _ink(even, labels, blobs, letter_height(blobs, dpi), ratio)


def _bare(even: Gray, dpi: int) -> tuple[Gray, float]:
    """The ink of an even-lit page without level and upright rules, and its share of the page with them."""
    mask = _threshold(even)
    return without_straight(mask, dpi), float(np.count_nonzero(mask)) / mask.size


def at_least(dpi: int, shape: tuple[int, ...]) -> int:
    """The resolution of a page no larger than A4, whatever its file says."""
    return max(dpi, round(int(max(shape)) / A4_INCHES))


def without_ink(ink: Ink, region: Flags) -> Ink:
    """The same page without the ink of a region; pieces across its edge are what is left of them."""
    whole = ~np.isin(ink.blobs.label, np.unique(ink.labels[region]))
    if whole.all():
        return ink
    kept, torn = ink.blobs.of(whole), ink.blobs.of(~whole)
    left, top = int(torn.left.min()), int(torn.top.min())
    here = np.s_[top : int(torn.bottom.max()), left : int(torn.right.max())]
    rest = (np.append(False, ~whole)[ink.labels[here]] & ~region[here]).astype(np.uint8)
    pieces, stats = components(rest)
    stats[:, :2] += (left, top)
    labels = np.append(0, np.where(whole, np.cumsum(whole), 0)).astype(np.int32)[ink.labels]
    labels[here][rest > 0] = pieces[rest > 0] + len(kept)
    blobs = kept.with_more(_blobs(stats))
    return _ink(ink.gray, labels, blobs, ink.letter, ink.ratio)


def _ink(gray: Gray, labels: Ints, blobs: Blobs, letter: float, ratio: float) -> Ink:
    """Ink with what follows from the size of its letters."""
    dots, leaders = _leaders(blobs, letter, labels.shape)
    tall = blobs.of(blobs.height > LARGE * letter)
    boxes = np.stack([tall.left, tall.top, tall.width, tall.height], axis=1)
    return Ink(gray, labels, blobs, dots, leaders, alone(labels, boxes, tall.label), letter, ratio)


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
    level = min(max(level, THRESHOLD[0]), THRESHOLD[1])
    return np.asarray(cv2.threshold(gray, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _blobs(stats: Ints) -> Blobs:
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
    canvas = np.zeros(shape[:2], np.uint8)
    canvas[down, across] = 1
    wide, tall = round(_DOT_GAP * letter) // 2, max(1, round(_DOT_DRIFT * letter) // 2)
    joined = cv2.dilate(canvas, np.ones((2 * tall + 1, 2 * wide + 1), np.uint8))
    row = cv2.connectedComponents(joined, ltype=cv2.CV_16U)[1][down, across].astype(np.intp)
    flags = np.zeros(len(blobs), np.bool_)
    boxes: list[Box] = []
    for number in np.flatnonzero(np.bincount(row) >= _DOTS_MIN).tolist():
        x, y = across[row == number], down[row == number]
        box = (int(x.min()) - wide, int(y.min()) - tall, int(x.max()) + wide + 1, int(y.max()) + tall + 1)
        if box[3] - box[1] <= letter:
            flags[chosen[row == number]] = True
            boxes.append((max(0, box[0]), max(0, box[1]), min(shape[1], box[2]), min(shape[0], box[3])))
    return flags, tuple(boxes)
