"""The answers: how many documents there are, those of one page, and how all of them divide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from saraban.app.index.columns import Columns
from saraban.app.index.conditions import condition
from saraban.app.index.held import opened, parted
from saraban.app.index.query import Query
from saraban.app.index.snippets import Piece, snippet
from saraban.app.index.store import Store, failing
from saraban.app.index.tables import Ids
from saraban.extract.errors import BadQuery, IndexFailed

__all__ = ["SECONDS", "Action", "Facet", "Flag", "Found", "Hit", "Piece", "find", "matching", "search"]

SECONDS = 1.0
"""How long a search may take."""
SHOWN = 100
"""Values of a facet that are told."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason for review; `field` is its path in the document ("date", "receipts.0"), empty of the document itself."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Action:
    """A decision that somebody made; `document`: where it says so, the document itself or one that passes it on."""

    action: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document. `id`: name of its record, "/", and its id there; it lasts as long as the record does.

    `page`: the first page of the document; `found_on`: the page where the first of the terms stands, else the same.
    `date` is EDTF. What was corrected stands corrected.
    """

    id: str
    record: str
    document: str
    source: str
    kind: str
    number: str | None
    date: str | None
    subject: str | None
    agency: str | None
    page: int
    found_on: int
    actions: tuple[Action, ...]
    flags: tuple[Flag, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """How all documents found divide by `name`: (value, count), the most frequent first, `SHOWN` at most.

    Names: kind, agency, year (of the common era), action, reason. A value may be asked for as it stands.
    `values`: how many different ones there are.
    """

    name: str
    counts: tuple[tuple[str, int], ...]
    values: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query. `total`: documents on all pages; `hits`: those of the page that was asked for."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]


def search(store: Store, query: Query) -> Found:
    """The documents that a query asks for, those issued last first; those without a date after all others.

    Raises BadQuery where it takes too long, IndexFailed where the index cannot be read.
    """
    try:
        with store.reading():
            ids = matching(store, query)
            columns = Columns(store.database, store.kept)
            begin = (query.page - 1) * query.size
            newest = columns.newest(ids, min(begin + query.size, len(ids)))
            hits = tuple(_hits(store, newest[begin:], query.terms))
            return Found(len(ids), hits, _facets(columns, ids))
    except IndexFailed as error:
        if _is_late(error):
            what = f"the search took longer than {SECONDS:g} second; ask for more: a number, a year, a longer word"
            raise BadQuery(what, "too_slow") from error
        raise


def matching(store: Store, query: Query) -> Ids:
    """The documents that a query asks for, as the tables count them. Raises as `search`, but IndexFailed of any cause."""
    with failing():
        return store.texts.ids(store.database, query.terms, condition(query, store.texts))


def everything(store: Store) -> Ids:
    """All documents. Raises IndexFailed."""
    with failing():
        return store.texts.ids(store.database, (), None)


def find(store: Store, document: str) -> Hit | None:
    """A document by its id; None where there is none."""
    record, _, anchor = document.rpartition("/")
    ask = (
        "SELECT index_document.id FROM index_document JOIN index_record ON index_record.id = record"
        " WHERE name = ? AND anchor = ?"
    )
    with failing():
        found = store.database.ask(ask, record.replace("\0", ""), anchor.replace("\0", ""))
        return next(_hits(store, [found[0][0]], ()), None) if found else None


def _hits(store: Store, ids: Sequence[int], terms: Sequence[str]) -> Iterator[Hit]:
    if not ids:
        return
    marks = ", ".join("?" * len(ids))
    found = store.database.ask(
        "SELECT index_document.id, name, anchor, source, kind, number, date, subject, agency, page, actions, flags, printed"
        " FROM index_document JOIN index_record ON index_record.id = record"
        f" JOIN index_body ON document = index_document.id WHERE index_document.id IN ({marks})",
        *ids,
    )
    rows = {row[0]: row for row in found}
    for one in ids:
        row = rows[one]
        _, name, anchor, source, kind, number, date, subject, agency, page, actions, flags, printed = row
        before, pieces = snippet(opened(bytes(printed)), terms)
        yield Hit(
            id=f"{name}/{anchor}",
            record=name,
            document=anchor,
            source=source,
            kind=kind,
            number=number,
            date=date,
            subject=subject,
            agency=agency,
            page=page,
            found_on=page + before,
            actions=tuple(Action(*one.split(":", 1)) for one in parted(actions)),
            flags=tuple(Flag(*one.split(":", 1)) for one in parted(flags)),
            snippet=pieces,
        )


def _facets(columns: Columns, ids: Ids) -> tuple[Facet, ...]:
    """How all documents found divide. What several share is looked up and taken apart once."""
    agencies, most = columns.most("agency", ids, SHOWN)
    return (
        _facet("kind", columns.named(columns.counts("kind", ids))),
        replace(_facet("agency", columns.named(most)), values=agencies),
        _facet("year", columns.years(ids)),
        _facet("action", _apart(columns.named(columns.counts("actions", ids)))),
        _facet("reason", _apart(columns.named(columns.counts("reasons", ids)))),
    )


def _facet(name: str, found: Mapping[str, int]) -> Facet:
    some = [(-n, value) for value, n in found.items()]
    return Facet(name, tuple((value, -n) for n, value in nsmallest(SHOWN, some)), len(some))


def _apart(found: Mapping[str, int]) -> Mapping[str, int]:
    """How many documents have each of the words that stand together."""
    counts: Counter[str] = Counter()
    for words, n in found.items():
        for word in dict.fromkeys(parted(words)):
            counts[word] += n
    return counts


def _is_late(error: IndexFailed) -> bool:
    said = str(error.__cause__)
    return "interrupted" in said or "statement timeout" in said
