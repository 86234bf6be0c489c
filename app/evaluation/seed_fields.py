"""What each key of a `seed_truth.json` says about which field of a record. See `seeds` for the counting.

A reader takes what is told under a key, and all that is told of the document; it yields items, and the
names of things told that no field holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import regex

from saraban.app.evaluation import seed_people as people
from saraban.app.evaluation.seed_values import (
    Told,
    date_part,
    dates_of,
    lines_of,
    number_of,
    others_of,
    value_part,
    words_of,
)
from saraban.app.evaluation.truth import Item, Part, Span

Reader = Callable[[Any, Told], Iterator[Item | str]]

ABSENT_WHEN_NULL = {
    "urgency": "urgency",
    "secrecy": "secrecy",
    "enclosures": "enclosures",
    "receipt_stamps": "receipts",
}
"""Keys whose null says that the field has no value."""

COMPLETE = frozenset({"receipts", "signatories", "register_notes", "enclosures"})
"""Fields of which a truth that has any entry has all."""

_YEAR = regex.compile(r"(?:พ\.ศ\.|พุทธศักราช)\s*\d")


def _value(field: str, rule: str, make: Callable[[Any], object], told: Any, _: Told) -> Iterator[Item]:
    yield Item(field=field, parts=(value_part(field, told, rule, make=make),), lines=lines_of(told))


def _reads(field: str, rule: str = "exact", make: Callable[[Any], object] = lambda told: told) -> Reader:
    return partial(_value, field, rule, make)


def _date(told: Any, fields: Told) -> Iterator[Item]:
    if "document_number" in fields:
        yield Item(field="date", parts=(date_part("date", told),), lines=lines_of(told))
    else:
        yield from dates_of("dates_mentioned", told, fields)


def _register_notes(told: Any, _: Told) -> Iterator[Item]:
    for note in told:
        read = note["as_read"]
        parts = [
            Part(row="register_notes.book", path="book", value=read["book"], rule="text"),
            Part(row="register_notes.number", path="number", value=read["number"], rule="register"),
        ]
        date = read.get("date") or ("year_be" in read and str(read["year_be"] - 543))
        if date:
            parts.append(Part(row="register_notes.date", path="date", value=date))
        yield Item(field="register_notes", parts=tuple(parts), lines=lines_of(note))


def _receipt(told: Any, fields: Told) -> Iterator[Item | str]:
    yield from _stamp({"unit": fields.get("receiving_unit"), **told}, lines_of(told["number"], told["date"]))


def _receipts(told: Any, _: Told) -> Iterator[Item | str]:
    for stamp in told:
        yield from _stamp(stamp, lines_of(stamp))


_STAMP = {"unit": ("office", "agency"), "number": ("number", "register"), "time": ("time", "exact")}


def _stamp(stamp: Told, lines: Span | None) -> Iterator[Item | str]:
    parts = [
        value_part(f"receipts.{path}", stamp[key], rule, path=path, make=words_of)
        for key, (path, rule) in _STAMP.items()
        if key in stamp
    ]
    if "date" in stamp:
        parts.append(date_part("receipts.date", stamp["date"], path="date"))
    yield Item(field="receipts", parts=tuple(parts), lines=lines)
    yield from others_of("receipts", stamp, {*_STAMP, "date"})


def _enclosures(told: Any, _: Told) -> Iterator[Item]:
    for enclosure in told:
        read = enclosure["as_read"]
        parts = (
            Part(row="enclosures.title", path="title", value=read["title"], rule="text"),
            Part(row="enclosures.count", path="count", value=read["quantity"]),
            Part(row="enclosures.unit", path="unit", value=read["unit"]),
        )
        yield Item(field="enclosures", parts=parts, lines=lines_of(enclosure))


def _references(told: Any, _: Told) -> Iterator[Item]:
    for reference in told:
        read = reference["as_read"]
        parts = [
            Part(row=f"references.{key}", path=key, value=read[key])
            for key in ("number", "date", "urgency")
            if key in read
        ]
        yield Item(field="references", parts=tuple(parts), lines=lines_of(reference))


def _order(told: Any, _: Told) -> Iterator[Item | str]:
    read = told["as_read"]
    parts = (
        Part(row="references.number", path="number", value=f"{read['number']}/{read['year_be']}"),
        Part(row="references.date", path="date", value=read["date"]),
    )
    yield Item(field="references", parts=parts, lines=lines_of(told))
    yield from (f"order.{key}" for key in ("issuer", "subject") if key in read)


def _meetings(told: Any, _: Told) -> Iterator[Item | str]:
    for meeting in told:
        read = meeting["as_read"]
        parts = (
            Part(row="meetings_mentioned.number", path="number", value=f"{read['no']}/{read['year_be']}"),
            Part(row="meetings_mentioned.date", path="date", value=read["date"]),
        )
        yield Item(field="any_meeting", parts=parts, lines=lines_of(meeting))
        yield from (f"meetings.{key}" for key in ("body", "place", "chair", "vice") if key in read)


def _laws(told: Any, _: Told) -> Iterator[Item | str]:
    for law in told:
        part = value_part("laws_cited", law, "law")
        literal = law["raw"]  # what is read of an amendment is no part of the law's name
        part = replace(part, value=law.get("expected", literal), as_read=literal)
        if _YEAR.search(literal):
            yield Item(field="any_law", parts=(part,), lines=lines_of(law))
        else:
            yield "laws without a year"


def _nothing(_told: Any, _: Told) -> Iterator[Item]:
    """Told once more elsewhere: the reader of another key counts it."""
    return iter(())


FIELDS: Mapping[str, Reader] = {
    "copy_mark": _reads("copy_mark"),
    "register_notes": _register_notes,
    "e_document_number": _reads("e_document_number", make=number_of),
    "receiving_unit": _nothing,
    "receipt": _receipt,
    "receipt_stamps": _receipts,
    "subject": _reads("subject", "text"),
    "addressee": _reads("to", "text"),
    "agency": _reads("agency", "agency", words_of),
    "phone": partial(people.contact, "phone"),
    "fax": partial(people.contact, "fax"),
    "urgency": _reads("urgency"),
    "secrecy": _reads("secrecy"),
    "document_number": _reads("document_number", make=number_of),
    "date": _date,
    "body": _reads("closing", "first", lambda told: told["purpose"]),
    "closing_phrase": _reads("closing", "first", lambda told: told["purpose"]),
    "checkboxes": people.checkboxes,
    "dispositions": people.dispositions,
    "disposition_signature": people.disposition_signature,
    "signatory": people.signatories,
    "signatures": people.signatories,
    "signatories": people.signatories,
    "enclosures": _enclosures,
    "references": _references,
    "order": _order,
    "meetings": _meetings,
    "legal_references": _laws,
    "body_dates": partial(dates_of, "dates_mentioned"),
    "schedule": partial(dates_of, "dates_mentioned"),
    "dates": partial(dates_of, "dates_mentioned"),
    "event_date": partial(dates_of, "dates_mentioned"),
    "duration": partial(dates_of, "dates_mentioned"),
    "fiscal_years": partial(dates_of, "fiscal_years"),
    "years": partial(dates_of, "years"),
    "year_ranges": partial(dates_of, "years"),
}
