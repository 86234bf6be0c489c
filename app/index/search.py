"""The answers: how many documents there are, those of one page, and how all of them divide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as it stands on the page; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool


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
