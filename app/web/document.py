"""A document as the web page shows it: its fields, its pages, and its place in the bundle."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.app.index.decisions import DECIDED
from saraban.app.review.corrections import value_of
from saraban.app.web.bundle import Neighbour, bundle, single, span
from saraban.app.web.fields import FieldView, absent, fields_of
from saraban.app.web.holdings import Json
from saraban.app.web.language import Both, Language
from saraban.app.web.scans import PageView, scan_of
from saraban.app.web.words import KINDS
from saraban.extract.errors import NoSuchField

PAGES_SHOWN = 6
"""How many pages of a long document one web page holds."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """All that the page of a document shows. `first`: its first page; `elsewhere`: how many
    entries of lists stand on pages that it does not show; `absent`: fields that the document does not have; `before` and `after`: the first page of other parts of a long one."""

    record: str
    id: str
    title: Both
    kind: str
    headline: str
    first: int
    span: str
    fields: tuple[FieldView, ...]
    elsewhere: int
    absent: tuple[tuple[str, Both], ...]
    scans: tuple[PageView, ...]
    bundle: tuple[Neighbour, ...]
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown: the name of the record, the id of the document, the page of the file to begin with (None:
    the first of the document), the words that were searched for in index form, and the language.
    """

    record: str
    document: str
    page: int | None = None
    terms: tuple[str, ...] = ()
    language: Language = "th"


def document_view(record: Json, asked: Asked) -> DocumentView:
    """A document of a record. Raises NoSuchField."""
    found = document_of(record, asked.document)
    start, end = found["pages"]
    at = min(max(start, asked.page or start), end)
    numbers = range(at, min(end, at + PAGES_SHOWN - 1) + 1)
    every = tuple(fields_of(found, numbers, asked.language))
    fields = tuple(one for one in every if one.shown or one.page is None or not one.is_entry)
    scans = tuple(scan_of(record, number, fields, asked.terms) for number in numbers)
    return DocumentView(
        record=asked.record,
        id=asked.document,
        title=KINDS[found["kind"]],
        kind=found["kind"],
        headline=" ".join(filter(None, (single(found, "document_number"), single(found, "subject")))),
        first=start,
        span=span(found["pages"]),
        fields=fields,
        elsewhere=len(every) - len(fields),
        absent=absent(found),
        scans=tuple(one for one in scans if one is not None),
        bundle=tuple(bundle(record, asked.document, asked.language)),
        before=max(start, at - PAGES_SHOWN) if at > start else None,
        after=numbers.stop if numbers.stop <= end else None,
    )


def document_of(record: Json, identity: str) -> Json:
    """A document of a record by its id. Raises NoSuchField."""
    for one in record["documents"]:
        if one["id"] == identity:
            return one  # type: ignore[no-any-return]
    raise NoSuchField("the record has no such document")


def place_of_decision(record: Json, document: str, action: str) -> tuple[str, int | None]:
    """The path of the first entry that tells of a decision, and its page; empty where there is none. Raises NoSuchField."""
    for number, entry in enumerate(document_of(record, document)["fields"].get("dispositions", ())):
        value = value_of(entry) or {}
        if value.get("action") == action and value.get("mark") in DECIDED:
            return f"dispositions.{number}", entry["at"]["page"] if entry["at"] else None
    return "", None
