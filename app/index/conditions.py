"""A query as a condition. Whatever was typed is a parameter, never a piece of it."""

from __future__ import annotations

from collections.abc import Iterator
from string import digits

import regex

from saraban.app.index.query import ANY, Query
from saraban.app.index.tables import LOOSE_KEPT, Condition, TextTables

_WHOSE = {"any": ("issued", "received", "decided")}
_CODE = regex.compile(r"\(?[ก-ฮ.]{1,8}\)?[0-9.]*")
_FIRST, _LAST = 0, 1 << 30


def condition(query: Query, texts: TextTables) -> Condition | None:
    """What a query asks for but for its terms, of a row of the table of documents; None where it asks for nothing."""
    pieces = list(_pieces(query, texts))
    if not pieces:
        return None
    where = " AND ".join(f"({piece})" for piece, _ in pieces)
    return where, tuple(one for _, more in pieces for one in more)


def _pieces(query: Query, texts: TextTables) -> Iterator[Condition]:
    if query.kind is not None:
        yield "kind = ?", (query.kind,)
    if query.number is not None:
        pattern = _like(query.number).replace("*", "%")
        yield _either("number_key LIKE ? ESCAPE '!'", "e_number_key LIKE ? ESCAPE '!'"), (pattern, pattern)
    if query.agency is not None:
        yield _agency(query.agency, texts)
    if query.to_office is not None:
        yield texts.holds("to_packed", query.to_office)
    if query.receipt is not None:
        office, values = texts.holds("office_packed", query.receipt)
        yield _either("receipts LIKE ? ESCAPE '!'", office), (f"%|{_like(query.receipt)}|%", *values)
    if query.action is not None:
        yield "actions LIKE ? ESCAPE '!'", (f"%|{_like(query.action)}:%",)
    if query.flagged == ANY:
        yield "flags <> ''", ()
    elif query.flagged is not None:
        yield "flags LIKE ? ESCAPE '!'", (f"%:{_like(query.flagged)}|%",)
    if query.similar is not None:
        yield _similar(query.similar)
    if query.first is not None or query.last is not None:
        yield _days(query)


def _agency(asked: str, texts: TextTables) -> Condition:
    """Letters and owner code are asked for as a whole; else กษ would find every เกษตร."""
    if _CODE.fullmatch(asked):
        code = asked.strip("()").rstrip(".") if asked.count(".") == 1 else asked.strip("()")
        return "codes LIKE ? ESCAPE '!'", (f"%|{_like(code)}|%",)
    return texts.holds("agency_packed", asked)


def _similar(loose: str) -> Condition:
    """The number itself, and all that differ from it in one digit (`same_number`); the index form has no digits but these."""
    others = (
        f"{loose[:at]}{digit}{loose[at + 1 :]}"
        for at, one in enumerate(loose)
        if one in digits
        for digit in digits
        if digit != one
    )
    keys = (loose, *others)
    return f"{LOOSE_KEPT} AND loose_key IN ({', '.join('?' * len(keys))})", keys


def _days(query: Query) -> Condition:
    """Days overlap: those that begin within, and those that begin before and are long enough."""
    first = query.first if query.first is not None else _FIRST
    last = query.last if query.last is not None else _LAST
    whose = _WHOSE.get(query.dated, (query.dated,))
    named = f"field IN ({', '.join('?' * len(whose))})"
    within = f"SELECT document FROM index_day WHERE first BETWEEN ? AND ? AND {named}"
    long = f"SELECT document FROM index_day WHERE last > first AND last >= ? AND first < ? AND {named}"
    return f"id IN ({within} UNION {long})", (first, last, *whose, first, first, *whose)


def _either(one: str, other: str) -> str:
    return f"{one} OR {other}"


def _like(text: str) -> str:
    """A text for LIKE, where it stands for itself."""
    return regex.sub(r"([%_!])", r"!\1", text)
