"""The answers: how many documents there are, those of one page, and how all of them divide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from saraban.app.batch.database import Row
from saraban.app.index.conditions import statement
from saraban.app.index.entries import opened
from saraban.app.index.query import Query
from saraban.app.index.snippets import Piece, snippet
from saraban.app.index.store import Store, failing
from saraban.extract.errors import BadQuery, IndexFailed
from saraban.extract.likeness import same_number

__all__ = ["SECONDS", "Facet", "Flag", "Found", "Hit", "Piece", "find", "search"]

SECONDS = 1.0
"""How long a search may take."""
SHOWN = 100
"""Values of a facet that are told."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason for review; `field` is its path in the document ("date", "receipts.0"), empty of the document itself."""

    field: str
    reason: str


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
    asked, values = statement(query, store.texts)
    try:
        with failing():
            rows = store.database.ask(asked, *values)
            if query.similar is not None:
                rows = _similar(store, rows, query.similar)
            begin = (query.page - 1) * query.size
            # As they stand in their columns; comparing rows whole, without a key, is several times as fast.
            first = nsmallest(min(begin + query.size, len(rows)), rows)
            hits = tuple(_hits(store, [row[1] for row in first[begin:]], query.terms))
    except IndexFailed as error:
        if _is_late(error):
            what = f"the search took longer than {SECONDS:g} second; ask for more: a number, a year, a longer word"
            raise BadQuery(what) from error
        raise
    return Found(len(rows), hits, _facets(rows))


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


def _similar(store: Store, rows: Sequence[Row], asked: str) -> list[Row]:
    """Those whose number is the same but for what engines lose and misread."""
    if not rows:
        return []
    found = store.database.ask(
        "SELECT id, loose_key FROM index_document WHERE length(loose_key) = ?", len(asked)
    )
    keys: dict[int, str] = dict(found)
    return [row for row in rows if same_number(keys.get(row[1], ""), asked)]


def _hits(store: Store, ids: Sequence[int], terms: Sequence[str]) -> Iterator[Hit]:
    if not ids:
        return
    marks = ", ".join("?" * len(ids))
    found = store.database.ask(
        "SELECT index_document.id, name, anchor, source, kind, number, date, subject, agency, page, flags, printed, packed"
        " FROM index_document JOIN index_record ON index_record.id = record"
        f" JOIN index_body ON document = index_document.id WHERE index_document.id IN ({marks})",
        *ids,
    )
    rows = {row[0]: row for row in found}
    for one in ids:
        _, name, anchor, source, kind, number, date, subject, agency, page, flags, printed, packed = rows[one]
        before, pieces = snippet(opened(bytes(printed)), bytes(packed), terms)
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
            flags=tuple(Flag(*one.split(":", 1)) for one in _parted(flags)),
            snippet=pieces,
        )


def _facets(rows: Sequence[Row]) -> tuple[Facet, ...]:
    """One pass over all documents found; what several share is taken apart once."""
    columns = list(zip(*rows, strict=True))[2:] or [()] * 5
    kinds, agencies, years, actions, flags = map(Counter, columns)
    return (
        _facet("kind", kinds),
        _facet("agency", agencies),
        _facet("year", Counter({str(year): n for year, n in years.items() if year is not None})),
        _facet("action", _apart(actions, lambda one: one)),
        _facet("reason", _apart(flags, lambda one: one.partition(":")[2])),
    )


def _facet(name: str, found: Counter[str]) -> Facet:
    some = [(-n, value) for value, n in found.items() if value]
    return Facet(name, tuple((value, -n) for n, value in nsmallest(SHOWN, some)), len(some))


def _apart(found: Counter[str], named: Callable[[str], str]) -> Counter[str]:
    """How many documents have each of the keys that stand together; a key counts once a document."""
    counts: Counter[str] = Counter()
    for keys, n in found.items():
        for key in {named(one) for one in _parted(keys)}:
            counts[key] += n
    return counts


def _parted(keys: str) -> Iterable[str]:
    return keys.strip("|").split("|") if keys else ()


def _is_late(error: IndexFailed) -> bool:
    said = str(error.__cause__)
    return "interrupted" in said or "statement timeout" in said
