"""Pictures of lines for training, cut out as `extract/lines.py` cuts them out of pages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lines import wear
from training.lines.clutter import Setting, clutter, pad
from training.lines.digits import DIGITS, Cut
from training.lines.faces import Face
from training.lines.patch import Patch, blank, join, lay
from training.lines.pen import write
from training.lines.typeset import Case, Manner, set_type
from training.text.line import LineText, Run

Gray = NDArray[np.uint8]

_CROP_ABOVE, _CROP_BELOW, _CROP_ASIDE = 0.95, 0.6, 0.35  # as in extract/chains.py


class Painter:
    """Paints lines of text in the given faces. `hard`: 0 clean print, 1 the mixture of good and bad scans."""

    def __init__(self, fonts: Sequence[Face], hard: float = 1.0) -> None:
        self._case = Case(fonts)
        self._hard = hard

    def paint(self, line: LineText, rng: random.Random) -> Gray:
        """A grey picture of the line, dark on light, alike for the same state of `rng`.

        Raises ValueError if the faces lack a character of the line.
        """
        unit, bad = _unit(rng), self._badness(rng)
        sheet = self._compose(line, unit, rng)
        ink = _turned(sheet.ink, rng.gauss(0, 0.25 + 1.6 * line.stamp) if rng.random() < 0.6 else 0.0)
        ink = _cropped(ink, sheet.base, unit, rng)
        area = np.count_nonzero(ink > 90) * rng.uniform(0.88 - 0.12 * bad, 1.3)
        if bad:
            ink = wear.press(ink, unit, rng)
        if rng.random() < 0.3 * bad:
            ink = wear.dry(ink, rng)
        if line.stamp:
            ink = pad(ink, rng)
        level = wear.level_for(ink, area)
        ink = clutter(ink, Setting(unit, bad, line.stamp), rng)
        if bad > 0.2 and rng.random() < 0.45:
            ink = wear.bilevel(ink, level, rng)
        return _saved(wear.scan(ink, bad, rng), bad, rng)

    def _badness(self, rng: random.Random) -> float:
        """0 to 1: a third nearly clean, half as offices scan, a fifth bad."""
        kind = rng.random()
        low, high = (0.0, 0.12) if kind < 0.3 else (0.12, 0.6) if kind < 0.8 else (0.6, 1.0)
        return self._hard * rng.uniform(low, high)

    def _compose(self, line: LineText, unit: float, rng: random.Random) -> Patch:
        """The ink of all runs side by side."""
        fonts = self._case.choose("".join(run.text for run in line.runs if not run.pen), False, rng)
        manner = _manner(unit, 0.3 if line.stamp else 0.12, rng)
        if any(digit in run.text for run in line.runs if not run.pen for digit in DIGITS):
            manner = replace(manner, digits=Cut.some(fonts[0], rng))
        sheet = join([self._run(run, fonts, manner, rng) for run in line.runs], unit)
        if rng.random() < 0.6:
            return sheet
        width = max(8, round(sheet.ink.shape[1] * rng.uniform(0.82, 1.2)))
        ink = cv2.resize(sheet.ink, (width, sheet.ink.shape[0]), interpolation=cv2.INTER_LINEAR)
        return Patch(np.asarray(ink, np.uint8), sheet.base, sheet.left, width)

    def _run(self, run: Run, fonts: tuple[Face, ...], manner: Manner, rng: random.Random) -> Patch:
        if run.pen and run.text.strip():
            patch = write(run.text, self._case.choose(run.text, True, rng), manner.unit, rng)
        else:
            patch = set_type(run.text, self._case.bolder(fonts) if run.bold else fonts, manner)
        if not run.leader:
            return patch
        dots = set_type("." * run.leader, fonts, Manner(manner.unit * rng.uniform(0.8, 1.1)))
        sheet = blank(manner.unit, max(patch.advance, dots.advance))
        lay(sheet, patch, rng.uniform(0, 1) ** 2 * (sheet.advance - patch.advance))
        if rng.random() < 0.8:
            lay(sheet, dots, 0)
        return sheet


def _saved(gray: Gray, bad: float, rng: random.Random) -> Gray:
    """The picture as it comes out of a file, and cut out of its page."""
    if bad and rng.random() < 0.4:
        gray = wear.jpeg(gray, bad, rng)
    return wear.cut_out(gray) if rng.random() < 0.6 else gray


def _unit(rng: random.Random) -> float:
    """Height of a consonant in pixels: print of 12 to 18 points scanned at 100 to 300 dpi."""
    return float(np.clip(rng.lognormvariate(2.87, 0.32), 8.5, 38))


def _manner(unit: float, apart: float, rng: random.Random) -> Manner:
    """How the print of a line is spaced; `apart`: how often letters stand each for itself, as types do."""
    kind = rng.random()
    if kind < apart:
        return Manner(unit, spread=rng.uniform(-0.03, 0.25), wobble=max(0.0, rng.uniform(-0.06, 0.06)) * unit)
    return Manner(unit, gap=rng.uniform(-0.1, 0.8) if kind < 0.45 else 0.0)


def _turned(ink: Gray, degrees: float) -> Gray:
    if not degrees:
        return ink
    height, width = ink.shape
    most = np.degrees(0.5 * height / width)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.clip(degrees, -most, most)), 1.0)
    return np.asarray(cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR), np.uint8)


def _cropped(ink: Gray, base: int, unit: float, rng: random.Random) -> Gray:
    """The strip of the line: from its consonants up and down for the marks, further where ink sticks out."""
    inked = ink > 60
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return ink
    jitter = [unit * rng.gauss(0, 0.08) for _ in range(4)]
    above, below, aside = _CROP_ABOVE, _CROP_BELOW, _CROP_ASIDE
    if rng.random() < 0.15:
        above, below, aside = (size * rng.uniform(0, 1.7) for size in (above, below, aside))
    top = min(base - (1 + above) * unit + jitter[0], rows[0] - 1)
    bottom = max(base + below * unit + jitter[1], rows[-1] + 2)
    left = columns[0] - max(0.0, aside * unit + jitter[2])
    right = columns[-1] + max(0.0, aside * unit + jitter[3])
    return _window(ink, (round(left), round(top), round(right) + 1, round(bottom)))


def _window(ink: Gray, box: tuple[int, int, int, int]) -> Gray:
    """The part of the ink in the box, with blank where the box goes beyond."""
    left, top, right, bottom = box
    out = np.zeros((bottom - top, right - left), np.uint8)
    rows = slice(max(0, top), min(ink.shape[0], bottom))
    columns = slice(max(0, left), min(ink.shape[1], right))
    out[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left] = ink[rows, columns]
    return out
