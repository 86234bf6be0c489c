"""What stands out of a line and belongs to it: a day or a running number by hand beside the print.

Handwriting is taller than print and set apart from it, so letters of one height in a row do not take it up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saraban.extract.bands import Band
from saraban.extract.ink import LARGE, Ink, Ints
from saraban.extract.page import Box

_FEW, _HOST = 3, 5  # letters at most of what is joined, at least of the line that it joins
_TALL, _WIDE = 5.0, 10.0  # letter heights: more is an emblem or a signature
_APART, _CLOSE = 6.0, 3.2  # letter heights between a line and a few letters, and a large piece of ink
_LYING = 2.0  # wider than that for its height is a stroke
_OVERLAP = 0.6  # of the line's height
_ABOVE, _BELOW = 2.5, 1.2  # line heights that handwriting may reach beyond the print
_TALL_ABOVE, _FREE = 1.3, 0.8  # letter heights: of ink above or below, and of the paper between
_UNDER = 0.7  # of a width that two pieces share when one stands above the other
_FOREIGN = 0.3  # of the height of another line, that handwriting may run into


@dataclass(frozen=True, slots=True)
class _Addition:
    """A few letters in a row, or one large piece of ink; `near` is how far its line may be, in pixels."""

    box: Box
    labels: Ints
    near: float


def join_additions(ink: Ink, lines: list[Band], groups: list[Ints]) -> tuple[list[Band], list[Ints]]:
    """The lines of a page with the handwriting beside them; `groups` are the labels of each line's letters."""
    few = [index for index, labels in enumerate(groups) if len(labels) <= _FEW and _written(ink, labels)]
    waiting = [_of_chain(ink, lines[index], groups[index]) for index in few]
    waiting += _large(ink)
    alone = _alone(ink, waiting, groups)
    hosts = {index: lines[index] for index in range(len(lines)) if len(groups[index]) >= _HOST}
    labels = dict(enumerate(groups))
    joined: set[int] = set()
    for _ in range(_FEW):  # what is joined brings its line nearer to what follows
        for place, addition in enumerate(waiting):
            index = _host(addition, hosts) if alone[place] and place not in joined else None
            if index is not None:
                joined.add(place)
                labels[index] = np.concatenate([labels[index], addition.labels])
                left, _, right, _ = addition.box
                line = hosts[index]
                hosts[index] = line.over(min(left, line.left), max(right, line.right))
    gone = {few[place] for place in joined if place < len(few)}
    kept = [index for index in range(len(lines)) if index not in gone]
    return [hosts.get(index, lines[index]) for index in kept], [labels[index] for index in kept]


def _written(ink: Ink, labels: Ints) -> bool:
    """Whether these may be letters and are not strokes that lie."""
    part = ink.blobs.of((labels - 1).astype(np.intp))
    return bool((part.width <= _LYING * part.height).all())


def _of_chain(ink: Ink, line: Band, labels: Ints) -> _Addition:
    return _Addition((line.left, round(line.top), line.right, round(line.foot)), labels, _APART * ink.letter)


def _large(ink: Ink) -> list[_Addition]:
    """The pieces of ink too tall for letters and not too large for handwriting."""
    blobs = ink.blobs
    chosen = (blobs.height > LARGE * ink.letter) & (blobs.height <= _TALL * ink.letter)
    part = blobs.of(chosen & (blobs.width <= _WIDE * ink.letter))
    return [
        _Addition((int(left), int(top), int(right), int(bottom)), np.asarray([label]), _CLOSE * ink.letter)
        for label, left, top, right, bottom in zip(
            part.label, part.left, part.top, part.right, part.bottom, strict=True
        )
    ]


def _alone(ink: Ink, waiting: list[_Addition], groups: list[Ints]) -> list[bool]:
    """Which additions have no tall ink right above or below them: those that do are parts of an emblem."""
    blobs, unit = ink.blobs, ink.letter
    lined = np.concatenate([*(labels for labels in groups if len(labels) > _FEW), np.zeros(0, np.int32)])
    tall = blobs.of((blobs.height > _TALL_ABOVE * unit) & ~np.isin(blobs.label, lined))
    found = []
    for addition in waiting:
        others = tall.of(~np.isin(tall.label, addition.labels))
        mine = blobs.of((addition.labels - 1).astype(np.intp))
        shared = np.minimum.outer(mine.right, others.right) - np.maximum.outer(mine.left, others.left)
        under = shared >= _UNDER * np.minimum.outer(mine.width, others.width)
        _, top, _, bottom = addition.box
        near = (others.bottom >= top - _FREE * unit) & (others.top <= bottom + _FREE * unit)
        found.append(not (under & near).any())
    return found


def _host(addition: _Addition, hosts: dict[int, Band]) -> int | None:
    """The line that an addition stands beside; None where there is none, or it runs into another line."""
    left, top, right, bottom = addition.box
    best, least = None, addition.near
    for index, host in hosts.items():
        line, unit = host.at((left + right) / 2), host.height
        shared = min(bottom, line.foot) - max(top, line.top)
        gap = max(line.left - right, left - line.right)
        level = line.top - _ABOVE * unit <= top and bottom <= line.foot + _BELOW * unit
        if level and shared >= _OVERLAP * min(unit, bottom - top) and -unit < gap <= least:
            best, least = index, gap
        elif gap < 0 and shared > _FOREIGN * unit:
            return None
    return best
