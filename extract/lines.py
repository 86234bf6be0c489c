"""Where the lines of a page are: letters of one height, chained from left to right."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from saraban.extract.images import Gray
from saraban.extract.ink import LARGE, Blobs, Flags, Ink, Ints, find_ink
from saraban.extract.page import Box

ABOVE, BELOW, ASIDE = 0.95, 0.6, 0.35
"""How far a line's box reaches beyond its consonants, in consonant heights: room for vowels and marks."""

_BODY_TALL = 0.6
_BODY_WIDE = 15.0
_GAP, _GAP_ALIGNED, _GAP_BLOTTED = 3.2, 6.0, 25.0
_GAP_UNLIKE, _UNLIKE, _SETTLED = 0.8, 0.55, 4  # after large print small letters follow only close by
_EDGE = 0.012
_SPECK = 0.13
_MARK_ABOVE = 1.1  # a tone on a vowel stands as high as that above the consonants
_MARK_ASIDE = 1.1  # a final ะ, a full stop or a quotation mark is no letter of full height
_BELOW_COSTS = 2.5  # marks below stand close to their consonants, marks above may be far from theirs
_SKEW_MIN, _SKEW_MAX = 0.2, 12.0


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of print: its box on the page, the pixels of that box without its neighbours' ink, and `unit`,
    the height of its consonants in pixels.
    """

    box: Box
    pixels: Gray
    unit: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A page made straight and its lines in reading order. `skew`: degrees it was turned by to be straight."""

    gray: Gray
    skew: float
    ink_ratio: float
    strips: tuple[Strip, ...]


@dataclass(slots=True)
class _Chain:
    """Letters of one line while it grows; `members` index the body blobs."""

    members: list[int]
    right: int
    tops: list[int] = field(default_factory=list)
    bottoms: list[int] = field(default_factory=list)

    def band(self) -> tuple[float, float]:
        return float(np.median(self.tops[-7:])), float(np.median(self.bottoms[-7:]))


@dataclass(frozen=True, slots=True)
class _Line:
    """The band between top and foot of the consonants of a line, and its ends."""

    left: int
    top: float
    right: int
    foot: float

    @property
    def height(self) -> float:
        return self.foot - self.top

    def box(self, shape: tuple[int, ...]) -> Box:
        unit = self.height
        return (
            max(0, round(self.left - ASIDE * unit)),
            max(0, round(self.top - ABOVE * unit)),
            min(shape[1], round(self.right + ASIDE * unit)),
            min(shape[0], round(self.foot + BELOW * unit)),
        )


def find_lines(gray: Gray, dpi: int, ink: Ink | None = None) -> Layout:
    """The text lines of a page, top to bottom and left to right, on the page made straight.

    `ink`: that of this page, where it is known already.
    """
    ink = ink or find_ink(gray, dpi)
    body, chains = _body_chains(ink)
    skew = _skew(body, chains, ink.letter)
    if abs(skew) >= _SKEW_MIN:
        gray = _turned(gray, skew)
        ink = find_ink(gray, dpi)
        body, chains = _body_chains(ink)
    else:
        skew = 0.0
    lines = [_line(body, chain, ink.letter) for chain in chains]
    lines, groups = _absorb(lines, [body.label[chain.members] for chain in chains])
    owner = _owners(ink, lines, groups)
    strips = [_strip(ink, owner, number, line) for number, line in enumerate(lines)]
    found = [(line, strip) for line, strip in zip(lines, strips, strict=True) if _is_print(line, gray.shape)]
    ordered = _reading_order(found)
    return Layout(ink.gray, skew, ink.ratio, ordered)


def _body_chains(ink: Ink) -> tuple[Blobs, list[_Chain]]:
    tall, wide = ink.blobs.height, ink.blobs.width
    fit = (tall >= _BODY_TALL * ink.letter) & (tall <= LARGE * ink.letter) & (wide <= _BODY_WIDE * ink.letter)
    body = ink.blobs.of(fit & ~ink.dots) if ink.letter else ink.blobs.of(np.zeros(len(ink.blobs), np.bool_))
    body = body.of(np.argsort(body.left, kind="stable"))
    chains: list[_Chain] = []
    open_chains: list[_Chain] = []
    for index in range(len(body)):
        left, top, bottom = int(body.left[index]), int(body.top[index]), int(body.bottom[index])
        open_chains = [c for c in open_chains if left - c.right <= 60 * ink.letter]
        chain = _chain_for(open_chains, (left, top, bottom), ink)
        if chain is None:
            chain = _Chain([], 0)
            chains.append(chain)
            open_chains.append(chain)
        chain.members.append(index)
        chain.right = max(chain.right, int(body.right[index]))
        chain.tops.append(top)
        chain.bottoms.append(bottom)
    return body, chains


def _chain_for(chains: list[_Chain], blob: tuple[int, int, int], ink: Ink) -> _Chain | None:
    """The chain that a letter at (left, top, bottom) continues: the one it fits best in height and place."""
    left, top, bottom = blob
    best, best_cost = None, math.inf
    for chain in chains:
        band_top, band_foot = chain.band()
        unit = max(band_foot - band_top, 1.0)
        overlap = min(bottom, band_foot) - max(top, band_top)
        if overlap < 0.6 * min(unit, bottom - top) or bottom - top > 2.4 * unit:
            continue
        gap = (left - chain.right) / ink.letter
        offset = min(abs(bottom - band_foot), abs(top - band_top)) / unit
        aligned = abs(bottom - band_foot) < 0.15 * unit and len(chain.members) > 1
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


def _line(body: Blobs, chain: _Chain, letter: float) -> _Line:
    """The band of a chain. One or two letters say little about it: they take the height of the page's."""
    part = body.of(np.asarray(chain.members))
    foot, top = float(np.median(part.bottom)), float(np.median(part.top))
    if len(part) < 4 and abs(foot - top - letter) < 0.5 * letter:
        top = foot - letter
    return _Line(int(part.left.min()), top, int(part.right.max()), foot)


def _absorb(lines: list[_Line], groups: list[Ints]) -> tuple[list[_Line], list[Ints]]:
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


def _carries(line: _Line, marks: _Line) -> bool:
    unit = line.height
    middle = (marks.top + marks.foot) / 2
    beside = line.left - unit <= marks.left and marks.right <= line.right + unit
    within = line.top - ABOVE * unit <= middle <= line.foot + BELOW * unit
    return beside and within and marks.height < 1.3 * unit


def _owners(ink: Ink, lines: list[_Line], groups: list[Ints]) -> Ints:
    """For each label the line that it belongs to; -1 nobody's (paper, dots, specks), -2 anybody's (too large)."""
    blobs = ink.blobs
    owner = np.full(len(blobs) + 1, -1, np.int32)
    owner[blobs.label[blobs.height > LARGE * ink.letter]] = -2
    least = np.full(len(blobs) + 1, np.inf)
    centre = (blobs.left + blobs.right) / 2
    speck = np.maximum(blobs.width, blobs.height) < _SPECK * ink.letter
    loose: Flags = ~ink.dots & ~speck & (blobs.height <= LARGE * ink.letter)
    for number, line in enumerate(lines):
        unit = line.height
        inside = (centre >= line.left - _MARK_ASIDE * unit) & (centre <= line.right + _MARK_ASIDE * unit)
        above = np.maximum(line.top - blobs.bottom, 0) / unit
        below = np.maximum(blobs.top - line.foot, 0) / unit
        distance = np.maximum(above, _BELOW_COSTS * below)
        mine = loose & inside & (above <= _MARK_ABOVE) & (below <= BELOW) & (distance < least[blobs.label])
        owner[blobs.label[mine]] = number
        least[blobs.label[mine]] = distance[mine]
    for number, labels in enumerate(groups):
        owner[labels] = number
    return owner


def _is_print(line: _Line, shape: tuple[int, ...]) -> bool:
    """False for the shadow of the paper's edge and for a single upright stroke."""
    height, width = shape
    inside = line.right > _EDGE * width and line.left < (1 - _EDGE) * width
    inside = inside and line.foot > _EDGE * height and line.top < (1 - _EDGE) * height
    return inside and line.right - line.left > 0.3 * line.height


def _strip(ink: Ink, owner: Ints, number: int, line: _Line) -> Strip:
    """The picture of a line: its box, larger where its own marks stick out, and no ink of its neighbours."""
    left, top, right, bottom = line.box(ink.gray.shape)
    mine = ink.blobs.of(owner[ink.blobs.label] == number)
    if len(mine):
        aside = round(ASIDE * line.height)
        left, right = min(left, int(mine.left.min()) - aside), max(right, int(mine.right.max()) + aside)
        top, bottom = min(top, int(mine.top.min()) - 1), max(bottom, int(mine.bottom.max()) + 1)
    height, width = ink.gray.shape
    box = (max(0, left), max(0, top), min(right, width), min(bottom, height))
    return Strip(box, _pixels(ink, owner, number, box), line.height)


def _pixels(ink: Ink, owner: Ints, number: int, box: Box) -> Gray:
    left, top, right, bottom = box
    whose = owner[ink.labels[top:bottom, left:right]]
    mine = ((whose == number) | (whose == -2)).astype(np.uint8)
    mine = cv2.dilate(mine, np.ones((3, 3), np.uint8)).astype(np.bool_)
    return np.where(mine, ink.gray[top:bottom, left:right], 255).astype(np.uint8)


def _reading_order(found: list[tuple[_Line, Strip]]) -> tuple[Strip, ...]:
    """Top to bottom; lines that stand side by side from left to right."""
    rows: list[list[tuple[_Line, Strip]]] = []
    for line, strip in sorted(found, key=lambda item: item[0].top + item[0].foot):
        row = rows[-1] if rows else []
        level = (line.top + line.foot) / 2
        if row and all(level < other.foot and not _over(line, other) for other, _ in row):
            row.append((line, strip))
        else:
            rows.append([(line, strip)])
    return tuple(strip for row in rows for _, strip in sorted(row, key=lambda item: item[0].left))


def _over(one: _Line, other: _Line) -> bool:
    return one.left < other.right and other.left < one.right


def _skew(body: Blobs, chains: list[_Chain], letter: float) -> float:
    """Degrees that the long lines of a page fall to the right; the middle of them by length."""
    slopes, weights = [], []
    for chain in chains:
        part = body.of(np.asarray(chain.members))
        if len(part) < 10 or part.right.max() - part.left.min() < 15 * letter:
            continue
        third = len(part) // 3
        rise = np.median(part.bottom[-third:]) - np.median(part.bottom[:third])
        run = np.median(part.left[-third:]) - np.median(part.left[:third])
        if run > 5 * letter:
            slopes.append(float(rise / run))
            weights.append(len(part))
    if not slopes:
        return 0.0
    order = np.argsort(slopes)
    total = np.cumsum(np.asarray(weights)[order])
    degrees = math.degrees(math.atan(slopes[order[np.searchsorted(total, total[-1] / 2)]]))
    return degrees if abs(degrees) <= _SKEW_MAX else 0.0


def _turned(gray: Gray, degrees: float) -> Gray:
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = int(np.median(gray[::4, ::4]))
    turned = cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return np.asarray(turned, np.uint8)
