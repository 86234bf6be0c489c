"""Letters of one height, chained from left to right: the lines of a page before their marks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from saraban.extract.ink import LARGE, Blobs, Ink, Ints
from saraban.extract.page import Box

Numbers = NDArray[np.float64]

ABOVE, BELOW, ASIDE = 0.95, 0.6, 0.35
"""How far a line's box reaches beyond its consonants, in consonant heights: room for vowels and marks."""

_BODY_TALL = 0.6
_BODY_WIDE = 15.0
_GAP, _GAP_ALIGNED, _GAP_BLOTTED = 3.2, 6.0, 25.0
_GAP_UNLIKE, _UNLIKE, _SETTLED = 0.8, 0.55, 4  # after large print small letters follow only close by
_SKEW_MAX = 12.0
_SLOPE_LETTERS, _LEVEL = 10, 0.45  # fewer letters tell no slope; a line that falls less, in heights, is level
_NEAREST = 3  # lines whose slope a short one shares


@dataclass(slots=True)
class Chain:
    """Letters of one line while it grows; `members` index the body blobs, `top` and `foot` are those of the
    last letters, the middle ones of them.
    """

    members: list[int] = field(default_factory=list)
    right: int = 0
    top: float = 0.0
    foot: float = 0.0
    tops: list[int] = field(default_factory=list)
    feet: list[int] = field(default_factory=list)

    def add(self, member: int, top: int, right: int, foot: int) -> None:
        """Continue the line with a letter."""
        self.members.append(member)
        self.right = max(self.right, right)
        self.tops, self.feet = [*self.tops[-6:], top], [*self.feet[-6:], foot]
        self.top, self.foot = median(self.tops), median(self.feet)


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


def chain_letters(ink: Ink) -> tuple[Blobs, list[Chain]]:
    """The letters of a page from left to right, and the chains they form."""
    tall, wide = ink.blobs.height, ink.blobs.width
    fit = (tall >= _BODY_TALL * ink.letter) & (tall <= LARGE * ink.letter) & (wide <= _BODY_WIDE * ink.letter)
    body = ink.blobs.of(fit & ~ink.dots) if ink.letter else ink.blobs.of(np.zeros(len(ink.blobs), np.bool_))
    body = body.of(np.argsort(body.left, kind="stable"))
    chains: list[Chain] = []
    open_chains: list[Chain] = []
    for index in range(len(body)):
        left, top, bottom = int(body.left[index]), int(body.top[index]), int(body.bottom[index])
        open_chains = [c for c in open_chains if left - c.right <= 60 * ink.letter]
        chain = _chain_for(open_chains, (left, top, bottom), ink)
        if chain is None:
            chain = Chain()
            chains.append(chain)
            open_chains.append(chain)
        chain.add(index, top, int(body.right[index]), bottom)
    return body, chains


def _chain_for(chains: list[Chain], blob: tuple[int, int, int], ink: Ink) -> Chain | None:
    """The chain that a letter at (left, top, bottom) continues: the one it fits best in height and place."""
    left, top, bottom = blob
    best, best_cost = None, math.inf
    for chain in chains:
        unit = max(chain.foot - chain.top, 1.0)
        overlap = min(bottom, chain.foot) - max(top, chain.top)
        if overlap < 0.6 * min(unit, bottom - top) or bottom - top > 2.4 * unit:
            continue
        gap = (left - chain.right) / ink.letter
        offset = min(abs(bottom - chain.foot), abs(top - chain.top)) / unit
        aligned = abs(bottom - chain.foot) < 0.15 * unit and len(chain.members) > 1
        if gap > _GAP_UNLIKE and bottom - top < _UNLIKE * unit and len(chain.members) >= _SETTLED:
            continue
        if gap > _GAP and not (gap <= _GAP_ALIGNED and aligned) and not _bridged(chain.right, blob, ink):
            continue
        cost = max(gap, 0.0) + 3 * offset
        if cost < best_cost:
            best, best_cost = chain, cost
    return best


def _bridged(right: int, blob: tuple[int, int, int], ink: Ink) -> bool:
    """Whether the gap between a chain and a letter is filled: by dotted leaders, the blank of a form, or by
    ink that hangs together with a stamp, a signature or the line above.
    """
    left, top, bottom = blob
    low, high = top, bottom + 0.6 * ink.letter
    filled = sum(
        max(0, min(left, box[2]) - max(right, box[0]))
        for box in ink.leaders
        if low <= (box[1] + box[3]) / 2 <= high
    )
    if filled < 0.5 * (left - right) and left - right < _GAP_BLOTTED * ink.letter:
        filled += int(np.count_nonzero(ink.large[top:bottom, right:left].any(axis=0)))
    return filled >= 0.5 * (left - right)


def bands_of(body: Blobs, chains: list[Chain], letter: float) -> list[Band]:
    """The bands of all chains; those too short to tell how they lean do so like the long ones near them."""
    bands = [_band_of(body, chain, letter) for chain in chains]
    long = [band for band, chain in zip(bands, chains, strict=True) if len(chain.members) >= _SLOPE_LETTERS]
    if not any(band.slope for band in long):
        return bands
    return [
        band if len(chain.members) >= _SLOPE_LETTERS else _leaning(band, long)
        for band, chain in zip(bands, chains, strict=True)
    ]


def _leaning(band: Band, others: list[Band]) -> Band:
    """A short line with the middle slope of the nearest ones."""
    near = sorted(others, key=lambda other: abs(other.at(band.middle).foot - band.foot))[:_NEAREST]
    slope = median(other.slope for other in near)
    return (
        replace(band, slope=slope) if abs(slope) * (band.right - band.left) >= _LEVEL * band.height else band
    )


def _band_of(body: Blobs, chain: Chain, letter: float) -> Band:
    """The band of a chain. One or two letters say little about it: they take the height of the page's."""
    part = body.of(np.asarray(chain.members))
    foot, top = float(np.median(part.bottom)), float(np.median(part.top))
    if len(part) < 4 and abs(foot - top - letter) < 0.5 * letter:
        top = foot - letter
    band = Band(int(part.left.min()), top, int(part.right.max()), foot)
    slope = _slope_of(part, letter)
    if slope is None or abs(slope) * (band.right - band.left) < _LEVEL * band.height:
        return band
    sloping = replace(band, slope=slope)
    fall = sloping.fall((part.left + part.right) / 2)
    top, foot = float(np.median(part.top - fall)), float(np.median(part.bottom - fall))
    return replace(sloping, top=top, foot=foot)


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
        host = next(
            (k for k in kept if len(groups[k]) >= 2 * len(groups[index]) and _carries(lines[k], small)), None
        )
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
    within = line.top - ABOVE * unit <= middle <= line.foot + BELOW * unit
    return beside and within and marks.height < 1.4 * unit


def skew_of(body: Blobs, chains: list[Chain], letter: float) -> float:
    """Degrees that the long lines of a page fall to the right; the middle of them by length."""
    slopes, weights = [], []
    for chain in chains:
        part = body.of(np.asarray(chain.members))
        slope = _slope_of(part, letter)
        if slope is not None and part.right.max() - part.left.min() >= 15 * letter:
            slopes.append(slope)
            weights.append(len(part))
    if not slopes:
        return 0.0
    order = np.argsort(slopes)
    total = np.cumsum(np.asarray(weights)[order])
    degrees = math.degrees(math.atan(slopes[order[np.searchsorted(total, total[-1] / 2)]]))
    return degrees if abs(degrees) <= _SKEW_MAX else 0.0
