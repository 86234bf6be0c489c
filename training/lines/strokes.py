"""Figures drawn stroke by stroke, as a hand writes them: no two alike."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lines.patch import Patch, blank

Points = NDArray[np.float32]

_TABLE = Path(__file__).parent / "strokes.tsv"
_FINE = 2  # drawn that many times larger, then made small, for even edges of strokes of any width
_STEPS = np.linspace(0, 1, 6, endpoint=False, dtype=np.float32)[:, None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One way to write a sign: its width and strokes, points (x, y, breadth if it changes) in heights of a consonant,
    y down from its top.
    """

    width: float
    strokes: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes. `unit`: height of a consonant, `pen`: width of a stroke (both pixels); `slant`: right
    per up; `loose`: how far points stray, `space`: between figures (both in units).
    """

    unit: float
    pen: float
    slant: float
    loose: float
    space: float

    @classmethod
    def some(cls, unit: float, rng: random.Random) -> Hand:
        """Anybody's hand, with consonants about `unit` pixels high."""
        pen = max(1.0, unit * rng.uniform(0.05, 0.13))
        return cls(unit, pen, rng.gauss(0.1, 0.15), rng.uniform(0.02, 0.06), rng.uniform(0.05, 0.4))


@cache
def figures() -> dict[str, tuple[Figure, ...]]:
    """The ways to write each sign that can be drawn."""
    return read(_TABLE)


def read(table: Path) -> dict[str, tuple[Figure, ...]]:
    """The figures of a table like `strokes.tsv`, by sign."""
    ways: dict[str, list[Figure]] = {}
    for row in table.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        sign, width, strokes = row.split("\t")
        points = tuple(
            np.array([point.split(",") for point in stroke.split()], np.float32) / np.float32(10)
            for stroke in strokes.split(";")
        )
        ways.setdefault(sign, []).append(Figure(float(width) / 10, points))
    return {sign: tuple(some) for sign, some in ways.items()}


def draw(text: str, hand: Hand, rng: random.Random) -> Patch:
    """The ink of a text of figures. The same way of writing for a sign all through the text.

    Raises KeyError if a sign of the text cannot be drawn (see `figures`).
    """
    ways = {sign: rng.choice(figures()[sign]) for sign in sorted(set(text) - {" "})}
    at, strokes = 0.0, []
    for sign in text:
        if sign == " ":
            at += 0.5
            continue
        size, rise = rng.gauss(1, 0.06), rng.gauss(0, 0.05)
        strokes += [
            _placed(stroke * size + (at, 1 - size + rise), hand, rng) for stroke in ways[sign].strokes
        ]
        at += ways[sign].width * size + hand.space * rng.uniform(0.6, 1.4)
    patch = blank(hand.unit, at * hand.unit)
    return Patch(_inked(patch, strokes, hand), patch.base, patch.left, patch.advance)


def _placed(points: Points, hand: Hand, rng: random.Random) -> Points:
    """The curve of a stroke in pixels, relative to the left end of the base line."""
    stray = [(rng.gauss(0, hand.loose), rng.gauss(0, hand.loose)) for _ in points]
    points = points + np.array(stray, np.float32)
    points[:, 1] -= 1
    points[:, 0] -= points[:, 1] * np.float32(hand.slant)
    return np.asarray(curve(points) * np.float32(hand.unit), np.float32)


def curve(points: Points) -> Points:
    """A smooth curve through the points (Catmull-Rom), in whatever they measure."""
    ends = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = (ends[i : len(ends) - 3 + i, None, :] for i in range(4))
    t = _STEPS[None]
    bend = 2 * before - 5 * start + 4 * end - after, 3 * (start - end) + after - before
    between = start + 0.5 * t * (end - before + t * (bend[0] + t * bend[1]))
    return np.concatenate([between.reshape(-1, points.shape[1]), points[-1:]])


def _inked(patch: Patch, strokes: list[Points], hand: Hand) -> NDArray[np.uint8]:
    height, width = patch.ink.shape
    fine = np.zeros((height * _FINE, width * _FINE), np.uint8)
    corner = np.array((patch.left, patch.base), np.float32)
    lines = [np.round((curve + corner) * _FINE * 16).astype(np.int32) for curve in strokes]
    cv2.polylines(fine, lines, False, 255, max(1, round(hand.pen * _FINE)), cv2.LINE_AA, 4)
    return np.asarray(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
