"""The printed ๗ and ๙ of older book types, with ball ends and contrast: no free face has their shapes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lines.faces import HELD_OUT, Face
from training.lines.patch import Patch, blank, join
from training.lines.strokes import Figure, Points, curve, read

DIGITS = "๗๙"

_TABLE = Path(__file__).parent / "type.tsv"
_SERIF = frozenset({"kinnari", "taviraj", "notoserifthai", "pridi", "maitree"})
_ODDS, _ODDS_SERIF = 0.07, 0.35  # a line in eight over all faces
_FINE = 4  # drawn that many times larger, so that breadths come in quarters of a pixel
_STEM = 0.2  # breadth of an upright stroke in the table, in heights of a figure


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut of the figures. `figures`: each sign's; `size`: height of a low figure in heights of a consonant;
    `wide`: stretch sideways; `slant`: right per up; `contrast`: 0 all strokes of one breadth, 1 as the table has it;
    `weight`: times the stem of the face; `eyed`: its balls have a hole.
    """

    figures: dict[str, Figure]
    size: float
    wide: float
    slant: float
    contrast: float
    weight: float
    eyed: bool

    @classmethod
    def some(cls, face: Face, rng: random.Random) -> Cut | None:
        """A cut that goes with the face, or none: most lines keep the figures of their face, held-out ones all."""
        odds = 0.0 if face.family in HELD_OUT else _ODDS_SERIF if face.family in _SERIF else _ODDS
        if rng.random() >= odds:
            return None
        figures = {sign: _varied(rng.choice(ways), rng) for sign, ways in _cuts().items()}
        slant = rng.gauss(0.2 if face.path.stem.endswith(("Italic", "Oblique")) else 0.0, 0.03)
        size, wide = rng.uniform(0.66, 0.95), rng.gauss(1, 0.06)
        contrast, weight = rng.uniform(0.6, 1.2), rng.uniform(0.8, 1.1)
        return cls(figures, size, wide, slant, contrast, weight, rng.random() < 0.15)

    def set_type(self, text: str, face: Face, unit: float, spread: float) -> Patch:
        """The ink of a text of ๗ and ๙ as if set in the face, with consonants `unit` pixels high.

        `spread`: extra space after each in units. Raises KeyError if the text has other characters.
        """
        drawn = {sign: self._drawn(self.figures[sign], face, unit, spread) for sign in sorted(set(text))}
        return join([drawn[sign] for sign in text], unit)

    def _drawn(self, figure: Figure, face: Face, unit: float, spread: float) -> Patch:
        height = self.size * unit
        patch = blank(unit, (figure.width + 0.15) * self.wide * height + spread * unit)
        fine = np.zeros((patch.ink.shape[0] * _FINE, patch.ink.shape[1] * _FINE), np.uint8)
        corner = np.array((patch.left + 0.07 * height, patch.base), np.float32)
        for stroke in figure.strokes:
            points = curve(stroke)[::2]
            at = (self._placed(points[:, :2]) * np.float32(height) + corner) * _FINE
            broad = self._breadth(points[:, 2], face) * np.float32(height * _FINE)
            _ink(fine, at, np.maximum(broad, np.float32(0.4 * _FINE)), 255)
            if self.eyed and len(stroke) == 1:
                _ink(fine, at, broad * np.float32(0.4), 0)
        size = patch.ink.shape[::-1]
        ink = np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.uint8)
        return Patch(ink, patch.base, patch.left, patch.advance)

    def _breadth(self, table: Points, face: Face) -> Points:
        """Breadths in the face, in heights of a figure: heavier faces have little larger balls, lighter ones hardly
        smaller ones.
        """
        more = float(np.clip(face.stem * self.weight / self.size - _STEM, -0.05, 0.1))
        ball = np.maximum(table - np.float32(1.2 * _STEM), 0)
        stroke = _STEM + (table - ball - _STEM) * self.contrast + more
        return np.asarray(stroke + ball - 0.5 * more * (ball > 0), np.float32)

    def _placed(self, points: Points) -> Points:
        up = 1 - points[:, 1]
        return np.stack([points[:, 0] * np.float32(self.wide) + up * np.float32(self.slant), -up], axis=1)


@cache
def _cuts() -> dict[str, tuple[Figure, ...]]:
    return read(_TABLE)


def _varied(figure: Figure, rng: random.Random) -> Figure:
    """The figure as another punch cutter would have it: here a bit wider, there lower, smooth all the same."""
    strength, often, begin = (
        np.array([rng.uniform(*span), rng.uniform(*span)], np.float32)
        for span in ((-0.05, 0.05), (2, 5), (0, 6))
    )
    strokes = []
    for stroke in figure.strokes:
        shift = strength * np.sin(often * stroke[:, 1::-1] + begin)
        strokes.append(np.hstack([stroke[:, :2] + shift, stroke[:, 2:]]).astype(np.float32))
    return Figure(figure.width, tuple(strokes))


def _ink(fine: NDArray[np.uint8], at: Points, broad: Points, ink: int) -> None:
    """Draws a stroke of changing breadth."""
    corners = np.round(at * 16).astype(int).tolist()
    thick = np.maximum(1, np.round(broad)).astype(int).tolist()
    for start, end, breadth in zip(corners, corners[1:] + corners[-1:], thick, strict=True):
        cv2.line(fine, start, end, ink, breadth, cv2.LINE_8, 4)
