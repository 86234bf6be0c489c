"""Where in a text the words that were asked for stand, quoted as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from saraban.app.index.entries import PAGE_END
from saraban.app.index.words import BARRIER, clusters, folded, stretches

_AROUND = 60
"""Clusters shown before and after the first of the words."""
_WINDOW = 5 * _AROUND
"""Letters that hold so many clusters, whatever marks they have."""
_UNSHOWN = regex.compile(r"[\p{C}\p{Zl}\p{Zp}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as it stands on the page; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool


def snippet(printed: str, terms: Sequence[str]) -> tuple[int, tuple[Piece, ...]]:
    """How many pages before the one where the first of the words stands, and the words there with some around them.

    `printed`: pages parted by form feeds, then what people corrected. Without words its beginning.
    """
    pages = printed.split(PAGE_END)
    asked = [clusters(term) for term in terms]
    if not asked:
        at = next((number for number, page in enumerate(pages) if page.strip()), 0)
        return at, _quoted(pages[at][: 2 * _WINDOW], ())
    for number, page in enumerate(pages):
        row = clusters(folded(page))
        if spans := [span for one in asked for span in _spans(row, one)]:
            return number, _near(page, min(spans)[0] / len(row), asked)
    return 0, _quoted(printed, asked)  # a phrase that runs over the end of a page stands on none of them


def _near(page: str, share: float, asked: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    """The words at about that share of a page. To trace all of a page takes ten times as long as what is shown of it."""
    middle = round(share * len(page))
    begin, end = _between(page, middle - _WINDOW), _between(page, middle + _WINDOW)
    pieces = _quoted(page[begin:end], asked)
    return pieces if any(one.is_hit for one in pieces) else _quoted(page, asked)


def _between(page: str, at: int) -> int:
    """A place that parts no letter from its marks."""
    at = max(0, min(at, len(page)))
    while 0 < at < len(page) and not page[at].isspace():
        at -= 1
    return at


def _quoted(text: str, asked: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    found = stretches(text)
    row = [one.cluster for one in found]
    spans = sorted(span for one in asked for span in _spans(row, one))
    if not found:
        return ()
    begin = max(0, spans[0][0] - _AROUND) if spans else 0
    end = min(len(found), (spans[0][1] if spans else _AROUND) + _AROUND)
    pieces: list[Piece] = []
    at = found[begin].start
    for first, last in _joined(spans):
        if first >= end or last <= begin:
            continue
        start, stop = found[max(first, begin)].start, found[min(last, end) - 1].stop
        pieces += (Piece(text[at:start], False), Piece(text[max(at, start) : stop], True))
        at = max(at, stop)
    pieces.append(Piece(text[at : found[end - 1].stop], False))
    return tuple(Piece(_line(one.text), one.is_hit) for one in pieces if one.text)


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
        (at, at + size)
        for at, one in enumerate(row)
        if one == wanted[0] and list(row[at : at + size]) == wanted
    ]


def _line(text: str) -> str:
    """As one line, without what a terminal obeys or hides."""
    return _UNSHOWN.sub(lambda odd: " " if odd[0].isspace() or BARRIER in odd[0] else "", text)
