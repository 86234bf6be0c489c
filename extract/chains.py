"""Letters of one height, chained from left to right: the lines of a page before their marks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean

import numpy as np

from saraban.extract.ink import LARGE, Blobs, Ink

_BODY_TALL = 0.6
_BODY_WIDE = 15.0
_GAP, _GAP_ALIGNED, _GAP_BLOTTED = 3.2, 6.0, 25.0
_GAP_UNLIKE, _UNLIKE, _SETTLED = 0.8, 0.55, 4  # after large print small letters follow only close by
_LAST, _TELLING = 7, 12  # letters whose middle height goes on, and that tell how a chain leans
_IN_LINE = 0.85  # of the height of a letter or its line: what they share when it follows
_CLOSED = 60.0  # letter heights after which a chain has ended
_CLOSED_EVERY = 64  # letters between looking for such
_LEANS_FROM, _LEANS, _LEANS_MOST = 5, 0.03, 0.2  # letters; pixels down for each to the right


@dataclass(slots=True)
class Chain:
    """Letters of one line while it grows; `members` index the body blobs, `top` and `foot` are those of the
    last letters, the middle ones of them.
    """

    members: list[int] = field(default_factory=list)
    right: int = 0
    top: float = 0.0
    foot: float = 0.0
    last: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, member: int, left: int, top: int, right: int, foot: int) -> None:
        """Continue the line with a letter."""
        self.members.append(member)
        self.right = max(self.right, right)
        self.last = [*self.last[1 - _TELLING :], (left, top, foot)]
        self.top = _middle([top for _, top, _ in self.last[-_LAST:]])
        self.foot = _middle([foot for _, _, foot in self.last[-_LAST:]])

    @property
    def slope(self) -> float | None:
        """How many pixels the line falls for each to the right, for stamps are set askew: the middle one of the
        slopes between any two of the last letters. None for a few letters.
        """
        if len(self.last) < _LEANS_FROM:
            return None
        unit = self.foot - self.top
        slopes = [
            (foot - before) / (left - start)
            for (start, _, before), (left, _, foot) in combinations(self.last, 2)
            if left - start > 2 * unit
        ]
        slope = _middle(slopes) if slopes else 0.0
        return slope if _LEANS <= abs(slope) <= _LEANS_MOST else 0.0

    def fall(self, x: int) -> float:
        """How much lower than its last letters the line is to be expected at x, in pixels."""
        return (self.slope or 0.0) * (x - fmean(left for left, _, _ in self.last[-_LAST:]))


def _middle(values: list[int] | list[float]) -> float:
    """The median, in a fifth of the time that `statistics` takes: it is asked for with every letter."""
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def chain_letters(ink: Ink) -> tuple[Blobs, list[Chain]]:
    """The letters of a page from left to right, and the chains they form."""
    tall, wide = ink.blobs.height, ink.blobs.width
    fit = (tall >= _BODY_TALL * ink.letter) & (tall <= LARGE * ink.letter) & (wide <= _BODY_WIDE * ink.letter)
    body = ink.blobs.of(fit & ~ink.dots) if ink.letter else ink.blobs.of(np.zeros(len(ink.blobs), np.bool_))
    body = body.of(np.argsort(body.left, kind="stable"))
    chains: list[Chain] = []
    open_chains: list[Chain] = []
    edges = (edge.tolist() for edge in (body.left, body.top, body.right, body.bottom))
    for index, (left, top, right, bottom) in enumerate(zip(*edges, strict=True)):
        if not index % _CLOSED_EVERY:
            open_chains = [c for c in open_chains if left - c.right <= _CLOSED * ink.letter]
        chain = _chain_for(open_chains, (left, top, bottom), ink)
        if chain is None:
            chain = Chain()
            chains.append(chain)
            open_chains.append(chain)
        chain.add(index, left, top, right, bottom)
    return body, chains


def _chain_for(chains: list[Chain], blob: tuple[int, int, int], ink: Ink) -> Chain | None:
    """The chain that a letter at (left, top, bottom) continues: the one it fits best in height and place."""
    left, top, bottom = blob
    tall = bottom - top
    best, best_cost = None, math.inf
    for chain in chains:
        foot, head = chain.foot, chain.top
        if top - foot >= tall or head - bottom >= tall:  # a line far above or below, as most are
            continue
        unit = max(foot - head, 1.0)
        if tall > 2.4 * unit:
            continue
        least = min(unit, tall)
        shared = ((bottom if bottom < foot else foot) - (top if top > head else head)) / least
        if shared <= -1.0:
            continue
        if shared < _IN_LINE:  # perhaps the line leans
            fall = chain.fall(left)
            foot, head = foot + fall, head + fall
            shared = (min(bottom, foot) - max(top, head)) / least
        if shared < 0.6:
            continue
        gap = (left - chain.right) / ink.letter
        if gap > _CLOSED:
            continue
        offset = min(abs(bottom - foot), abs(top - head)) / unit
        aligned = abs(bottom - foot) < 0.15 * unit and len(chain.members) > 1
        if gap > _GAP_UNLIKE and tall < _UNLIKE * unit and len(chain.members) >= _SETTLED:
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
