"""Chains of letters as bands: from where to where a line stands, how high, and how it leans."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from saraban.extract.chains import Chain
from saraban.extract.ink import Blobs, Ints
from saraban.extract.page import Box

Numbers = NDArray[np.float64]

ABOVE, BELOW, ASIDE = 0.95, 0.6, 0.35
"""How far a line's box reaches beyond its consonants, in consonant heights: room for vowels and marks."""

_TONES = 1.2  # consonant heights from a line to the middle of a tone that stands on a vowel
_SLOPE_LETTERS, _LEVEL = 10, 0.45  # fewer letters tell no slope; a line that falls less, in heights, is level


@dataclass(frozen=True, slots=True)
class Band:
    """The band between top and foot of the consonants of a line, and its ends.

    `slope`: how many pixels the line falls for each to the right; `top` and `foot` are those of its middle.
    """

    left: int
    top: float
    right: int
    foot: float
    slope: float = 0.0

    @property
    def height(self) -> float:
        """The height of a consonant, in pixels."""
        return self.foot - self.top

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2

    def fall(self, x: Numbers) -> Numbers:
        """How much lower the line lies at each x than in its middle, in pixels."""
        return self.slope * (x - self.middle)

    def at(self, x: float) -> Band:
        """The band as it lies at x."""
        fall = self.slope * (x - self.middle)
        return replace(self, top=self.top + fall, foot=self.foot + fall) if fall else self

    def over(self, left: int, right: int) -> Band:
        """The same line between other ends."""
        return replace(self.at((left + right) / 2), left=left, right=right)

    def box(self, shape: tuple[int, ...]) -> Box:
        """The band with the room that marks need, within a page of that shape."""
        unit = self.height
        return (
            max(0, round(self.left - ASIDE * unit)),
            max(0, round(self.top - ABOVE * unit)),
            min(shape[1], round(self.right + ASIDE * unit)),
            min(shape[0], round(self.foot + BELOW * unit)),
        )


def bands_of(body: Blobs, chains: list[Chain], letter: float) -> list[Band]:
    """The bands of all chains; those too short to tell how they lean do so like the nearest that can."""
    bands, telling = [], []
    for chain in chains:
        part = body.of(np.asarray(chain.members))
        slope = chain.slope if len(part) < _SLOPE_LETTERS else _slope_of(part, letter)
        bands.append(_band_of(part, slope or 0.0, letter))
        if slope is not None:
            telling.append(bands[-1])
    if not any(band.slope for band in telling):
        return bands
    return [
        band if chain.slope is not None else _leaning(band, telling)
        for band, chain in zip(bands, chains, strict=True)
    ]


def _leaning(band: Band, others: list[Band]) -> Band:
    """A short line with the slope of the nearest one."""
    nearest = min(others, key=lambda other: _distance(band, other))
    return _sloping(band, nearest.slope)


def _distance(one: Band, other: Band) -> float:
    """How far two lines are apart, in pixels: up and down, and where they do not overlap sideways, too."""
    aside = max(one.left - other.right, other.left - one.right, 0)
    return aside + abs(other.at(one.middle).foot - one.foot)


def _sloping(band: Band, slope: float) -> Band:
    """The band with a slope, where that is to be seen."""
    seen = abs(slope) * (band.right - band.left) >= _LEVEL * band.height
    return replace(band, slope=slope) if seen else band


def _band_of(part: Blobs, slope: float, letter: float) -> Band:
    """The band of some letters. One or two say little about it: they take the height of the page's."""
    foot, top = float(np.median(part.bottom)), float(np.median(part.top))
    if len(part) < 4 and abs(foot - top - letter) < 0.5 * letter:
        top = foot - letter
    band = _sloping(Band(int(part.left.min()), top, int(part.right.max()), foot), slope)
    if not band.slope:
        return band
    fall = band.fall((part.left + part.right) / 2)
    top, foot = float(np.median(part.top - fall)), float(np.median(part.bottom - fall))
    return replace(band, top=top, foot=foot)


def _slope_of(part: Blobs, letter: float) -> float | None:
    """How much the letters of a line, given from left to right, fall a pixel; None for a short line."""
    if len(part) < _SLOPE_LETTERS:
        return None
    third = len(part) // 3
    run = float(np.median(part.left[-third:]) - np.median(part.left[:third]))
    fall = float(np.median(part.bottom[-third:]) - np.median(part.bottom[:third]))
    return fall / run if run > 5 * letter else None


def absorb_marks(lines: list[Band], groups: list[Ints]) -> tuple[list[Band], list[Ints]]:
    """Marks tall enough to make chains of their own go to the line that they stand above, in or below."""
    order = sorted(range(len(lines)), key=lambda i: -len(groups[i]))
    kept: list[int] = []
    labels = dict(enumerate(groups))
    for index in order:
        small = lines[index]
        hosts = [k for k in kept if len(groups[k]) >= 2 * len(groups[index]) and _carries(lines[k], small)]
        host = min(hosts, key=lambda k: _apart(lines[k], small), default=None)
        if host is None:
            kept.append(index)
        else:
            labels[host] = np.concatenate([labels[host], groups[index]])
    kept.sort()
    return [lines[k] for k in kept], [labels[k] for k in kept]


def _carries(line: Band, marks: Band) -> bool:
    unit = line.height
    line = line.at(marks.middle)
    middle = (marks.top + marks.foot) / 2
    beside = line.left - unit <= marks.left and marks.right <= line.right + unit
    within = line.top - _TONES * unit <= middle <= line.foot + BELOW * unit
    return beside and within and marks.height < 1.4 * unit


def _apart(line: Band, marks: Band) -> float:
    """How far marks are from the consonants of a line, in pixels."""
    line = line.at(marks.middle)
    return max(line.top - marks.foot, marks.top - line.foot, 0.0)
