"""Where in a text the words that were asked for stand, quoted as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from saraban.app.index.entries import PAGE_END
from saraban.app.index.words import BARRIER, clusters, folded, stretches

_AROUND = 60
"""Clusters shown before and after the first of the words."""
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
    for number, page in enumerate(pages):
        if any(_spans(clusters(folded(page)), one) for one in asked):
            return min(number, len(pages) - 1), _quoted(page, asked)
    at = 0 if asked else _first_with_text(pages)
    # A phrase that runs over the end of a page stands on none of them.
    return at, _quoted(printed if asked else pages[at], asked)


def _first_with_text(pages: Sequence[str]) -> int:
    return next((number for number, page in enumerate(pages) if page.strip()), 0)


def _quoted(text: str, asked: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    found = stretches(text)
    row = [one.cluster for one in found]
    spans = sorted(span for one in asked for span in _spans(row, one))
    if not found:
        return ()
    begin = max(0, spans[0][0] - _AROUND) if spans else 0
    end = min(len(found), (spans[0][1] if spans else 0) + _AROUND * (1 if spans else 2))
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
