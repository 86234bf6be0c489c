"""A patch of ink, and patches laid side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

ABOVE, BELOW = 1.6, 1.0
"""Room of a patch above its consonants and below its base line, in heights of a consonant."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Ink (0 none, 255 full) of a stretch. `base`: the row that its letters stand on; `left`: the column where it
    begins, ink may stick out before it; `advance`: its width in pixels up to where the next one begins.
    """

    ink: Gray
    base: int
    left: int
    advance: float


def blank(unit: float, width: float) -> Patch:
    """No ink yet, room for a stretch that wide with consonants `unit` pixels high."""
    left, base = round(unit), round((1 + ABOVE) * unit)
    ink = np.zeros((base + round(BELOW * unit), max(0, round(width)) + 2 * left), np.uint8)
    return Patch(ink, base, left, width)


def lay(sheet: Patch, patch: Patch, at: float) -> None:
    """Adds a patch to the ink of the sheet, `at` pixels after its beginning, base line on base line.

    Ink beyond the sheet is lost.
    """
    top, left = sheet.base - patch.base, sheet.left + round(at) - patch.left
    rows = slice(max(0, top), min(sheet.ink.shape[0], top + patch.ink.shape[0]))
    columns = slice(max(0, left), min(sheet.ink.shape[1], left + patch.ink.shape[1]))
    part = patch.ink[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    np.maximum(sheet.ink[rows, columns], part, out=sheet.ink[rows, columns])


def join(patches: Sequence[Patch], unit: float) -> Patch:
    """The patches side by side in one."""
    sheet = blank(unit, sum(patch.advance for patch in patches))
    at = 0.0
    for patch in patches:
        lay(sheet, patch, at)
        at += patch.advance
    return sheet
