"""Writing by hand: handwriting faces made uneven, in ink and size of their own."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lines.faces import Face
from training.lines.typeset import Manner, Patch, set_type
from training.lines.wear import noise

Gray = NDArray[np.uint8]


def write(text: str, fonts: Sequence[Face], unit: float, rng: random.Random) -> Patch:
    """The ink of a text written by a hand in a slot of a line whose print is `unit` high.

    Raises ValueError if the faces lack a character of the text.
    """
    hand = unit * rng.uniform(0.95, 1.5)
    patch = set_type(text, fonts, Manner(hand, spread=rng.uniform(-0.06, 0.15)))
    ink = _shaken(patch, hand, rng)
    ink = _stroked(ink, unit, rng)
    return Patch(ink, patch.base + round(unit * rng.uniform(-0.05, 0.3)), patch.left, patch.advance)


def _shaken(patch: Patch, unit: float, rng: random.Random) -> Gray:
    """Each pixel fetched from near where it stood: slant, wander of the base line, uneven strokes."""
    height, width = patch.ink.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    slant = rng.gauss(0.05, 0.15)
    across = np.linspace(0, width / unit, width, dtype=np.float32)
    wander = 0.06 * unit * np.sin(across * rng.uniform(0.3, 0.9) + rng.uniform(0, 6)) * rng.uniform(0, 2)
    rough = noise(patch.ink.shape, 6.0, rng) * np.float32(rng.uniform(0.2, 1.0) * 0.05 * unit)
    other = noise(patch.ink.shape, 6.0, rng) * np.float32(rng.uniform(0.2, 1.0) * 0.05 * unit)
    columns += (rows - patch.base) * np.float32(slant) + rough
    rows += wander.astype(np.float32) + other
    return np.asarray(cv2.remap(patch.ink, columns, rows, cv2.INTER_LINEAR), np.uint8)


def _stroked(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """Thinner or thicker strokes and the ink of another pen."""
    kind = rng.random()
    if kind > 0.5:
        thick = np.asarray(cv2.dilate(ink, np.ones((2, 2), np.uint8)), np.uint8)
        if unit > 22 and kind > 0.85:
            thick = np.asarray(cv2.dilate(thick, np.ones((2, 2), np.uint8)), np.uint8)
        ink = thick
    return np.asarray(ink * rng.uniform(0.6, 1.0), np.uint8)
