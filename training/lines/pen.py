"""Writing by hand: handwriting faces made uneven, figures drawn stroke by stroke."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np
import regex
from numpy.typing import NDArray

from training.lines.faces import Face
from training.lines.patch import Patch, join
from training.lines.strokes import Hand, draw
from training.lines.typeset import Manner, set_type
from training.lines.wear import noise

Gray = NDArray[np.uint8]

_STRETCHES = regex.compile(r"[๐-๙0-9](?:[๐-๙0-9/.,:\- ]*[๐-๙0-9/])?|[^๐-๙0-9]+")
_DRAWN = 0.6  # the share of hands whose figures are drawn by strokes


def write(text: str, fonts: Sequence[Face], unit: float, rng: random.Random) -> Patch:
    """The ink of a text written by a hand in a slot of a line whose print is `unit` pixels high.

    Raises ValueError if the faces lack a character of the text.
    """
    size = unit * rng.uniform(0.9, 1.45)
    hand = Hand.some(size, rng)
    manner = Manner(size, spread=rng.uniform(-0.06, 0.15))
    if rng.random() < _DRAWN:
        patches = [
            draw(part, hand, rng) if part[0].isdecimal() else _lettered(part, fonts, manner, rng)
            for part in _STRETCHES.findall(text)
        ]
    else:
        patches = [_lettered(text, fonts, manner, rng)]
    patch = join(patches, size)
    ink = _shaken(patch, size, rng)
    rise = round(unit * rng.uniform(-0.05, 0.3))
    ink = np.asarray(ink * rng.uniform(0.7, 1.0), np.uint8)
    return Patch(ink, patch.base + rise, patch.left, patch.advance - unit * max(0, rng.uniform(-1, 0.4)))


def _lettered(text: str, fonts: Sequence[Face], manner: Manner, rng: random.Random) -> Patch:
    """The text in a handwriting face, with the pen that the hand has."""
    patch = set_type(text, fonts, manner)
    times = (
        0
        if fonts[0].bold or manner.unit < 14
        else (rng.random() > 0.5) + (manner.unit > 22 and rng.random() > 0.6)
    )
    ink = cv2.dilate(patch.ink, np.ones((2, 2), np.uint8), iterations=times) if times else patch.ink
    return Patch(np.asarray(ink, np.uint8), patch.base, patch.left, patch.advance)


def _shaken(patch: Patch, unit: float, rng: random.Random) -> Gray:
    """Each pixel fetched from near where it stood: slant, wander of the base line, uneven strokes."""
    height, width = patch.ink.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    across = np.linspace(0, width / unit, width, dtype=np.float32)
    wander = 0.06 * unit * np.sin(across * rng.uniform(0.3, 0.9) + rng.uniform(0, 6)) * rng.uniform(0, 2)
    rough, other = (
        noise(patch.ink.shape, 6.0, rng) * np.float32(rng.uniform(0.01, 0.05) * unit) for _ in range(2)
    )
    columns += (rows - patch.base) * np.float32(rng.gauss(0.03, 0.1)) + rough
    rows += wander.astype(np.float32) + other
    return np.asarray(cv2.remap(patch.ink, columns, rows, cv2.INTER_LINEAR), np.uint8)
