"""Writing by hand among print: digits that stand out of their line, lines whose letters stand unevenly.

In print the digits of a line are as high as each other, to a few hundredths. A clerk who puts day and running
number into a typed letter writes them half as high again, or more. What a reader says of its own certainty
does not tell the two apart: it has learned print far better than any one hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from saraban.extract.ink import Flags
from saraban.extract.lines import INK, Strip
from saraban.extract.page import Box

_CLASSES = ("๐๑๓", "๒๔๕๖๗๘๙", "0123456789")
_HIGHEST = (1.25, 1.5, 1.5)  # heights of consonants; print stays below 1.0, 1.25 and 1.25
_STANDS_OUT = 1.25  # times the height of the other digits of the line
_FEWEST = 3
_LETTER = (0.5, 3.5)  # heights of consonants
_LEVEL = 0.12  # of that height, that letters of print differ by in their height and the line they stand on
_EVEN = 0.75  # of the letters of print that do so, or more; where a stamp or a stroke runs through it, fewer


def by_hand(strip: Strip, characters: Sequence[str], boxes: Sequence[Box]) -> tuple[int, ...]:
    """The digits of a line that stand out of its print, by their places in `characters`.

    `boxes`: those of the characters on the page; only their columns count.
    """
    inked: Flags = strip.pixels < INK
    written: list[int] = []
    for digits, highest in zip(_CLASSES, _HIGHEST, strict=True):
        heights = {
            at: _height(inked[:, box[0] - strip.box[0] : box[2] - strip.box[0]]) / strip.unit
            for at, (character, box) in enumerate(zip(characters, boxes, strict=True))
            if character in digits
        }
        usual = median(heights.values()) if len(heights) >= _FEWEST else highest
        limit = min(highest, usual * _STANDS_OUT)
        written += [at for at, height in heights.items() if height > limit]
    return tuple(sorted(written))


def _height(inked: Flags) -> int:
    """Rows from the highest ink to the lowest."""
    rows = np.flatnonzero(inked.any(axis=1))
    return int(rows[-1] - rows[0] + 1) if len(rows) else 0


def stands_unevenly(strip: Strip) -> bool:
    """Whether the letters of a line are not as high as each other and on one line, as those of print are.

    Strokes too few to tell are uneven. A line of print may be as well, where it was read badly.
    """
    inked = (strip.pixels < INK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(inked)
    tall = stats[1:, cv2.CC_STAT_HEIGHT] / strip.unit
    letters = (tall >= _LETTER[0]) & (tall <= _LETTER[1])
    if letters.sum() < _FEWEST:
        return True
    foot = (stats[1:, cv2.CC_STAT_TOP] / strip.unit + tall)[letters]
    off = np.maximum(np.abs(foot - np.median(foot)), np.abs(tall[letters] - np.median(tall[letters])))
    return bool((off <= _LEVEL).mean() < _EVEN)
