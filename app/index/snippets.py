"""Where in a text the words that were asked for stand, quoted as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

import regex

from saraban.app.index.held import PAGE_END
from saraban.app.index.words import BARRIER, clusters, folded, placed

_AROUND = 60
"""Clusters shown before and after the first of the words."""
_WINDOW = 150
"""Letters that mostly hold so many clusters."""
_UNSHOWN = regex.compile(r"[\p{C}\p{Zl}\p{Zp}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as it stands on the page; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool


def snippet(printed: str, terms: Sequence[str]) -> tuple[int, tuple[Piece, ...]]:
    """How many pages before the one where the first of the words stands, and the words there with some around them.

    `printed`: pages parted by form feeds, then what people corrected. Without words the beginning.
    """
    asked = [clusters(term) for term in terms]
    place = _place(printed, terms)
    middle = round((place or 0) * len(printed))
    # To trace all of a long document would take a hundred times as long as what is shown of it.
    for width in (_WINDOW, 8 * _WINDOW, len(printed)):
        begin, end = _between(printed, middle - width), _between(printed, middle + width)
        at, pieces = _quoted(printed[begin:end], asked)
        if place is None or any(one.is_hit for one in pieces):
            break
    return printed.count(PAGE_END, 0, begin + at), pieces


def _place(printed: str, terms: Sequence[str]) -> float | None:
    """The place of the first of the words; None where there is none.

    The index form and the printed text run alike but for spaces: it is nearly right, mostly.
    """
    form = folded(printed) if terms else ""
    places = [at for at in map(form.find, terms) if at >= 0]
    return min(places) / len(form) if places else None


def _between(text: str, at: int) -> int:
    """A place near by that parts no letter from its marks."""
    at = max(0, min(at, len(text)))
    while 0 < at < len(text) and category(text[at])[0] not in "LNZ":
        at -= 1
    return at


def _quoted(text: str, asked: Sequence[Sequence[str]]) -> tuple[int, tuple[Piece, ...]]:
    """Where the first of the words begins in a text, and what is shown of it."""
    found = placed(text)
    row = found.clusters
    spans = sorted(span for one in asked for span in _spans(row, one))
    if not row:
        return 0, ()
    begin = max(0, spans[0][0] - _AROUND) if spans else 0
    end = min(len(row), (spans[0][1] if spans else _AROUND) + _AROUND)
    pieces: list[Piece] = []
    at = found.place(begin, begin)[0]
    for first, last in _joined(spans):
        if first >= end or last <= begin:
            continue
        start, stop = found.place(max(first, begin), min(last, end) - 1)
        pieces += (Piece(text[at:start], False), Piece(text[max(at, start) : stop], True))
        at = max(at, stop)
    pieces.append(Piece(text[at : found.place(end - 1, end - 1)[1]], False))
    shown = tuple(Piece(_line(one.text), one.is_hit) for one in pieces if one.text)
    first = spans[0][0] if spans else 0
    return found.place(first, first)[0], shown


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap or touch, as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _spans(row: Sequence[str], asked: Sequence[str]) -> list[tuple[int, int]]:
    """Where the clusters that are asked for stand in a row of them."""
    size, wanted = len(asked), list(asked)
    return [
        (at, at + size) for at, one in enumerate(row) if one == wanted[0] and row[at : at + size] == wanted
    ]


def _line(text: str) -> str:
    """As one line, without what a terminal obeys or hides."""
    return _UNSHOWN.sub(lambda odd: " " if odd[0].isspace() or BARRIER in odd[0] else "", text)
