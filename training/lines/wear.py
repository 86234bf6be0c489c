"""What printing, scanning and copying do to a line: blur, broken strokes, noise, rules, specks, stamps."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Field = NDArray[np.float32]

_TILE: Field = np.random.default_rng(20240501).standard_normal((384, 3072)).astype(np.float32)


def _even(tile: NDArray[np.generic]) -> Field:
    """The tile with deviation 1."""
    field = np.asarray(tile, np.float32)
    return np.asarray(field / field.std(), np.float32)


_GRAINS = {0: _TILE} | {scale: _even(cv2.GaussianBlur(_TILE, (0, 0), scale)) for scale in (0.7, 1.5, 6.0)}


def noise(shape: tuple[int, ...], scale: float, rng: random.Random) -> Field:
    """A field of noise with deviation 1; `scale`: the size of its grains, 0 (each pixel its own), 0.7, 1.5 or 6."""
    tile = _GRAINS[scale]
    if shape[0] > tile.shape[0] or shape[1] > tile.shape[1]:
        tile = np.tile(tile, (-(-shape[0] // tile.shape[0]), -(-shape[1] // tile.shape[1])))
    top, left = rng.randint(0, tile.shape[0] - shape[0]), rng.randint(0, tile.shape[1] - shape[1])
    return tile[top : top + shape[0], left : left + shape[1]]


def press(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """The ink as a printer or copier lays it: soft, thicker or thinner, never gone."""
    soft: Gray = np.asarray(cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.25, 0.045 * unit + 0.3)), np.uint8)
    if rng.random() < 0.5:
        return soft
    tone = soft * np.float32(255.0 / _full(soft))
    thin, gain = max(0.0, rng.uniform(-60, 60)), rng.uniform(1.1, 2.2)
    return np.asarray(np.clip((tone - thin) * gain, 0, 255), np.uint8)


def dry(ink: Gray, rng: random.Random) -> Gray:
    """Toner or ribbon running out: strokes with holes and pale stretches."""
    holes = np.maximum(noise(ink.shape, rng.choice((0.7, 1.5)), rng) - np.float32(0.3), 0)
    pale = np.maximum(noise(ink.shape, 6.0, rng), 0) * np.float32(rng.uniform(0, 0.25))
    kept = np.clip(1 - holes * np.float32(rng.uniform(0.1, 0.5)) - pale, 0.2, 1)
    return np.asarray(ink * kept, np.uint8)


def level_for(ink: Gray, area: float) -> float:
    """The level of ink that `area` pixels of it exceed, and most of its strokes."""
    above = np.cumsum(np.bincount(ink.ravel(), minlength=256)[::-1])[::-1]
    return float(np.clip(np.searchsorted(-above, -area), 25, 0.55 * _full(ink)))


def bilevel(ink: Gray, level: float, rng: random.Random) -> Gray:
    """Black where the ink exceeds the level, white elsewhere, as by a fax or a bad scan: with frayed edges."""
    rough = ink + noise(ink.shape, 0.7, rng) * np.float32(rng.uniform(0.0, 0.13) * level)
    return np.asarray((rough > level) * np.uint8(255), np.uint8)


def cut_out(gray: Gray) -> Gray:
    """White paper but for the ink and a pixel around it, as `extract/lines.py` cuts lines out of pages."""
    level, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)
    paper = float(np.median(gray[::2, ::2]))
    ink = cv2.dilate((gray < max(level, 0.5 * paper)).astype(np.uint8), np.ones((3, 3), np.uint8))
    light = np.clip(gray * np.float32(255 / max(paper, 1.0)), 0, 255)
    return np.where(ink.astype(np.bool_), light, 255).astype(np.uint8)


def _full(ink: Gray) -> float:
    """How dark the middle of its thin strokes is."""
    inked = ink[ink > 40]
    return float(np.percentile(inked, 70)) if len(inked) else 255.0


def scan(ink: Gray, bad: float, rng: random.Random) -> Gray:
    """The picture of the ink on its paper; `bad`: 0 clean to 1 hardly readable."""
    paper = 255 - rng.random() ** 2 * 60 * bad
    depth = rng.uniform(1 - 0.45 * bad, 1.0) * (paper - rng.uniform(0, 60 * (0.2 + bad)))
    light = np.full(ink.shape, paper, np.float32)
    if rng.random() < bad:
        light += noise(ink.shape, 6.0, rng) * np.float32(rng.uniform(0, 9) * bad)
    gray = light - ink * np.float32(depth / 255)
    if rng.random() < 0.3 + 0.6 * bad:
        gray += noise(ink.shape, rng.choice((0, 0.7, 1.5)), rng) * np.float32(
            rng.uniform(1, 16) * (0.15 + bad)
        )
    return np.clip(gray, 0, 255).astype(np.uint8)


def jpeg(gray: Gray, bad: float, rng: random.Random) -> Gray:
    """Saved as JPEG and read again."""
    quality = round(rng.uniform(85 - 65 * bad, 95))
    packed = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
