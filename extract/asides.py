"""Print and handwriting (ลายมือเขียน) side by side, chained into one line: a note in the margin and a post are two lines."""

from __future__ import annotations

import numpy as np

from saraban.extract.bands import Band
from saraban.extract.ink import Blobs, Ink, Ints

_GAP = 1.2  # letter heights: no word stands closer to a note beside it
_FEWEST = 5  # letters of each side: fewer tell no height
_TALLER, _OFF = 1.25, 0.25  # times the height of the other side, and letter heights from its foot


def part_asides(ink: Ink, lines: list[Band], groups: list[Ints]) -> tuple[list[Band], list[Ints]]:
    """The lines of a page, each parted at the widest gap where one side is much taller than the other and stands on
    another foot; `groups` are the labels of each line's letters.
    """
    bands: list[Band] = []
    parted: list[Ints] = []
    for line, labels in zip(lines, groups, strict=True):
        letters = ink.blobs.of((labels - 1).astype(np.intp))
        letters = letters.of(np.argsort(letters.left, kind="stable"))
        at = _seam(letters, line) if len(letters) >= 2 * _FEWEST else 0
        sides = [letters.of(np.arange(at)), letters.of(np.arange(at, len(letters)))] if at else []
        bands += [_band(side) for side in sides] or [line]
        parted += [np.asarray(side.label, np.int32) for side in sides] or [labels]
    return bands, parted


def _seam(letters: Blobs, line: Band) -> int:
    """How many letters, from the left, stand before the gap between handwriting and print; 0 where none is."""
    gaps = letters.left[1:] - np.maximum.accumulate(letters.right)[:-1]
    within = gaps[_FEWEST - 1 : len(gaps) - _FEWEST + 1]
    if not len(within) or within.max() <= _GAP * line.height:
        return 0
    at = int(np.argmax(within)) + _FEWEST
    tall = [float(np.median(letters.height[side])) for side in (slice(at), slice(at, None))]
    foot = [float(np.median(letters.bottom[side])) for side in (slice(at), slice(at, None))]
    unlike = max(tall) > _TALLER * min(tall) and abs(foot[0] - foot[1]) > _OFF * line.height
    return at if unlike else 0


def _band(letters: Blobs) -> Band:
    top, foot = float(np.median(letters.top)), float(np.median(letters.bottom))
    return Band(int(letters.left.min()), top, int(letters.right.max()), foot)
