"""Where pairs of neighbouring bytes stand in many packed texts that are laid one behind the other (a part).

An inverted index with places, as full-text indexes are: a term stands wherever its pairs stand at their distances, so
that no text has to be looked into. The list of places of a pair is one value of a database; numpy takes it apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from saraban.app.index.tables import Ids

END = b"\0"
"""Stands behind each text; `pack` never makes it."""
_GAPS = "<u2"
_FAR = 0xFFFF
"""So far on, and no place there."""

Held = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Part:
    """Texts laid one behind the other. `documents`: their ids in this order; `begins`: where each begins, and where the
    last one ends; `is_held`: of each, whether it is there still, and is what is looked for.
    """

    documents: Ids
    begins: Ids
    is_held: Held

    def having(self, places: Ids) -> Held:
        """Of each text, whether it is held and one of some places, which are in their order, lies in it."""
        before = np.searchsorted(places, self.begins)
        found: Held = self.is_held & (before[1:] > before[:-1])
        return found

    def narrowed(self, is_held: Held) -> Part:
        """With others held."""
        return replace(self, is_held=is_held)

    def texts(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The documents that are held, each with its text."""
        spans = pairwise(self.begins.tolist())
        for document, (begin, end), is_held in zip(self.documents.tolist(), spans, self.is_held, strict=True):
            if is_held:
                yield document, data[begin : end - len(END)]


def laid(texts: Sequence[bytes]) -> tuple[bytes, Ids]:
    """Texts one behind the other; where each begins, and where the last one ends."""
    begins = accumulate((len(text) + len(END) for text in texts), initial=0)
    return b"".join(text + END for text in texts), np.fromiter(begins, np.int64)


def places_in(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each pair of neighbouring bytes, as 256 times the first and the second, with its places as `opened` reads them:
    the gaps from one to the next, two bytes each.
    """
    if len(data) < 2:
        return
    cells = np.frombuffer(data, np.uint8).astype(np.uint16)
    pairs = cells[:-1] << 8 | cells[1:]
    places = np.argsort(pairs, kind="stable").astype(np.int32)
    found = pairs[places]
    firsts = np.flatnonzero(np.diff(found, prepend=~found[:1]))
    gaps = np.diff(places, prepend=np.int32(0))
    gaps[firsts] = places[firsts]
    ends = np.cumsum(gaps // _FAR + 1)
    told = np.full(ends[-1], _FAR, _GAPS)
    told[ends - 1] = gaps % _FAR
    edges = [0, *ends[firsts[1:] - 1].tolist(), len(told)]
    for pair, (begin, end) in zip(found[firsts].tolist(), pairwise(edges), strict=True):
        yield pair, told[begin:end].tobytes()


def opened(told: bytes) -> Ids:
    """The places of a pair, in their order."""
    gaps = np.frombuffer(told, _GAPS)
    places: Ids = np.cumsum(gaps, dtype=np.int64)
    is_place = gaps != _FAR
    return places if is_place.all() else places[is_place]


def read_back(pairs: Mapping[int, bytes], size: int) -> bytes:
    """What has these pairs at their places, and is so long. Raises ValueError or IndexError where nothing has."""
    data = np.zeros(size, np.uint8)
    places = {pair: opened(told) for pair, told in pairs.items()}
    for pair, at in places.items():
        data[at] = pair >> 8
    is_so = (
        (data[at] == pair >> 8).all() and (data[at + 1] == pair & 0xFF).all() for pair, at in places.items()
    )
    if sum(map(len, places.values())) != size - 1 or not all(is_so):
        raise ValueError("pairs of bytes do not fit together")
    return data.tobytes()


def pairs_of(term: bytes) -> Sequence[int]:
    """The pairs of neighbouring bytes of a term, in their order."""
    return [256 * one + other for one, other in pairwise(term)]


def cover(term: bytes, sizes: Mapping[int, int]) -> Sequence[tuple[int, int]]:
    """Pairs that together hold every byte of a term, with the shortest lists in sum, each after where it stands in the
    term; the shortest list first.
    """
    # For so many bytes from the beginning on: the sum, and the pairs. The last one either touches the one before or
    # shares a byte with it.
    before: tuple[float, list[tuple[int, int]]] = (0, [])
    now: tuple[float, list[tuple[int, int]]] = (float("inf"), [])
    for at, pair in enumerate(pairs_of(term)):
        size, chosen = min(before, now)
        before, now = now, (size + sizes.get(pair, 0), [*chosen, (at, pair)])
    return sorted(now[1], key=lambda one: sizes.get(one[1], 0))


class Marks:
    """Places marked and asked for: of two long lists faster than to look for those of one in the other."""

    def __init__(self, size: int) -> None:
        self._marked = np.zeros(size, np.bool_)

    def followed(self, some: Ids, others: Ids, after: int) -> Ids:
        """Those of some places that have one of the others so many bytes behind them; both are in their order."""
        within = some[: np.searchsorted(some, len(self._marked) - after)]
        self._marked[others] = True
        found: Ids = within[self._marked[within + after]]
        self._marked[others] = False
        return found
