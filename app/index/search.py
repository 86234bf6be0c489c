"""The answers: how many documents there are, those of one page, and how all of them divide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    """How all documents found divide by `name`: (value, count), the most frequent first.

    Names: kind, agency, year (of the common era), action, reason. A value may be asked for as it stands.
    """

    name: str
    counts: tuple[tuple[str, int], ...]


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
            rows.sort(key=_newest_first)
            begin = (query.page - 1) * query.size
            hits = tuple(_hits(store, [row[0] for row in rows[begin : begin + query.size]], query.terms))
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


def _newest_first(row: Row) -> tuple[int, int]:
    return -(row[1] or 0), row[0]


def _similar(store: Store, rows: Sequence[Row], asked: str) -> list[Row]:
    """Those whose number is the same but for what engines lose and misread."""
    if not rows:
        return []
    found = store.database.ask(
        "SELECT id, loose_key FROM index_document WHERE length(loose_key) = ?", len(asked)
    )
    keys: dict[int, str] = dict(found)
    return [row for row in rows if same_number(keys.get(row[0], ""), asked)]


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
    kinds, agencies, years, actions, flags = (Counter(row[at] for row in rows) for at in range(2, 7))
    return (
        Facet("kind", _counted(kinds)),
        Facet("agency", _counted(agencies)),
        Facet("year", _counted(Counter({str(year): n for year, n in years.items() if year is not None}))),
        Facet("action", _counted(_apart(actions, lambda one: one))),
        Facet("reason", _counted(_apart(flags, lambda one: one.partition(":")[2]))),
    )


def _apart(found: Counter[str], named: Callable[[str], str]) -> Counter[str]:
    """How many documents have each of the keys that stand together; a key counts once a document."""
    counts: Counter[str] = Counter()
    for keys, n in found.items():
        for key in {named(one) for one in _parted(keys)}:
            counts[key] += n
    return counts


def _parted(keys: str) -> Iterable[str]:
    return keys.strip("|").split("|") if keys else ()


def _counted(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    some = [(value, n) for value, n in found.items() if value]
    return tuple(sorted(some, key=lambda one: (-one[1], one[0])))


def _is_late(error: IndexFailed) -> bool:
    said = str(error.__cause__)
    return "interrupted" in said or "statement timeout" in said
