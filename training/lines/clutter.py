"""What stands over and around a line: rules, frames, seals, specks, remains of the lines above and below."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lines.wear import noise

Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a line stands. `unit`: height of a consonant in pixels; `bad`: 0 clean to 1; `stamp`: in a stamp."""

    unit: float
    bad: float
    stamp: bool


def clutter(ink: Gray, setting: Setting, rng: random.Random) -> Gray:
    """The ink of a strip with other ink on it, seldom more than one kind; the text stays readable."""
    for often, kind in _KINDS:
        share = often(setting)
        if share and rng.random() < share:
            ink = kind(ink, setting.unit, rng)
    return ink


def pad(ink: Gray, rng: random.Random) -> Gray:
    """The text of a stamp: its colour as grey, and its pad's uneven ink."""
    depth = rng.uniform(0.45, 1.0) * (1 - rng.uniform(0, 0.22) * np.abs(noise(ink.shape, 6.0, rng)))
    return np.asarray(ink * np.clip(depth, 0.25, 1), np.uint8)


def _rule(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """A line, dotted or drawn, under the text."""
    row = round(ink.shape[0] - unit * rng.uniform(0.02, 0.55))
    thick = max(1, round(unit * rng.uniform(0.03, 0.09)))
    line = np.zeros_like(ink)
    line[max(0, row - thick) : row] = round(rng.uniform(90, 255))
    if rng.random() < 0.5:
        pitch = max(2, round(unit * rng.uniform(0.18, 0.4)))
        line[:, np.arange(ink.shape[1]) % pitch >= max(1, pitch * 2 // 5)] = 0
    return np.asarray(np.maximum(ink, line), np.uint8)


def _frame(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """Sides of a box around the line."""
    out = ink.copy()
    height, width = ink.shape
    thick, shade = max(1, round(unit * rng.uniform(0.04, 0.11))), round(rng.uniform(110, 255))
    lean = rng.gauss(0, 0.01)
    for side in rng.sample("lrtb", rng.choice((1, 1, 2, 3))):
        off = max(0, round(unit * rng.uniform(-0.05, 0.16)))
        if side in "lr":
            at = off if side == "l" else width - 1 - off
            ends = (at, 0), (at + round(lean * height), height)
        else:
            at = off if side == "t" else height - 1 - off
            ends = (0, at), (width, at + round(np.clip(lean * width, -0.1 * unit, 0.1 * unit)))
        cv2.line(out, *ends, shade, thick, cv2.LINE_AA)
    return out


def _seal(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """Rims of a round or square seal in grey across the text."""
    over = np.zeros_like(ink)
    height, width = ink.shape
    radius = unit * rng.uniform(3.5, 8)
    centre = round(rng.uniform(0, width)), round(rng.uniform(-0.5, 1.5) * height)
    thick, shade = max(1, round(unit * rng.uniform(0.05, 0.12))), round(rng.uniform(40, 150))
    if rng.random() < 0.7:
        for size in (radius, radius * rng.uniform(0.68, 0.85)):
            cv2.circle(over, centre, round(size), shade, thick, cv2.LINE_AA)
    else:
        box = cv2.boxPoints((centre, (3 * radius, radius), rng.uniform(-6, 6)))
        cv2.polylines(over, [np.asarray(box, np.int32)], True, shade, thick, cv2.LINE_AA)
    return np.asarray(np.maximum(ink, over), np.uint8)


def _remains(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """The feet of the line above, or the tops of the line below, at the edge of the strip."""
    height, width = ink.shape
    other = np.roll(ink, rng.randrange(width // 4, width), axis=1)
    reach = min(height // 5, max(1, round(unit * rng.uniform(0.08, 0.32))))
    rows = np.flatnonzero((other > 60).sum(axis=1) > 0.06 * width)
    if not len(rows):
        return ink
    out = ink.copy()
    if rng.random() < 0.5:
        part = other[max(0, rows[-1] + 1 - reach) : rows[-1] + 1]
        out[: len(part)] = np.maximum(out[: len(part)], part)
    else:
        part = other[rows[0] : rows[0] + reach]
        out[height - len(part) :] = np.maximum(out[height - len(part) :], part)
    return out


def _specks(ink: Gray, unit: float, rng: random.Random) -> Gray:
    out = ink.copy()
    height, width = ink.shape
    for _ in range(rng.randint(1, 3 + width // max(1, round(3 * unit)))):
        at = rng.randrange(width), rng.randrange(height)
        size = max(0, round(unit * abs(rng.gauss(0, 0.035))))
        cv2.circle(out, at, size, round(rng.uniform(80, 255)) if rng.random() < 0.75 else 0, -1)
    return out


def _streak(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """Rows that a fax or a dirty scanner has lost or smeared."""
    out = ink.copy()
    for _ in range(rng.randint(1, 2)):
        row = rng.randrange(ink.shape[0])
        thick = max(1, round(0.04 * unit))
        if rng.random() < 0.7:
            out[row : row + thick] //= 3
        else:
            out[row : row + thick] = np.maximum(out[row : row + thick], round(rng.uniform(50, 200)))
    return out


def _back(ink: Gray, unit: float, rng: random.Random) -> Gray:
    """The print on the other side shines through."""
    back = np.roll(
        ink[:, ::-1], (round(unit * rng.uniform(-1.5, 1.5)), rng.randrange(ink.shape[1])), axis=(0, 1)
    )
    soft = np.asarray(cv2.GaussianBlur(back, (0, 0), 0.08 * unit + 0.6), np.uint8)
    return np.asarray(np.maximum(ink, soft * rng.uniform(0.05, 0.2)), np.uint8)


_KINDS: tuple[tuple[Callable[[Setting], float], Callable[[Gray, float, random.Random], Gray]], ...] = (
    (lambda where: 0.02 + 0.06 * where.bad + 0.15 * where.stamp, _rule),
    (lambda where: 0.02 * (where.bad > 0) + 0.3 * where.stamp, _frame),
    (lambda where: 0.07 * where.bad, _seal),
    (lambda where: 0.2 * where.bad, _remains),
    (lambda where: 0.4 * where.bad, _specks),
    (lambda where: 0.08 * where.bad, _streak),
    (lambda where: 0.12 * where.bad, _back),
)
