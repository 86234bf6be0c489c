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

from saraban.app.evaluation.seed_values import (
    Told,
    confidence_of,
    date_part,
    lines_of,
    number_of,
    person_of,
    value_part,
    words_of,
)
from saraban.app.evaluation.truth import Item, Part, Span, as_list, spaced

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

_VERBS = {"ทราบ": "acknowledge", "มอบ": "assign", "แจ้ง": "inform"}
_YEAR = regex.compile(r"(?:พ\.ศ\.|พุทธศักราช)\s*\d")
_ABOUT = frozenset({"line", "lines", "note", "raw", "label", "resolves_to", "confidence", "evidence"})


def _value(field: str, rule: str, make: Callable[[Any], object], told: Any, _: Told) -> Iterator[Item]:
    yield Item(field=field, parts=(value_part(field, told, rule, make=make),), lines=lines_of(told))


def _reads(field: str, rule: str = "exact", make: Callable[[Any], object] = lambda told: told) -> Reader:
    return partial(_value, field, rule, make)


def _date(told: Any, fields: Told) -> Iterator[Item]:
    if "document_number" in fields:
        yield Item(field="date", parts=(date_part("date", told),), lines=lines_of(told))
    else:
        yield from _dates("dates_mentioned", told, fields)


def _dates(row: str, told: Any, _: Told) -> Iterator[Item]:
    for date in as_list(told):
        yield Item(field="any_date", parts=(date_part(row, date),), lines=lines_of(date))


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
    yield from _others("receipts", stamp, {*_STAMP, "date"})


def _others(row: str, told: Told, known: set[str]) -> Iterator[str]:
    for key in told:
        if key not in known and key not in _ABOUT and told[key] is not None:
            yield f"{row}.{key}"


def _contact(kind: str, told: Any, _: Told) -> Iterator[Item]:
    read = told["as_read"]
    parts = [
        Part(row="contacts.kind", path="kind", value=kind),
        Part(row="contacts.number", path="number", value=read["number"], rule="digits"),
    ]
    extension = read.get("extension", read.get("internal"))
    if extension:
        parts.append(Part(row="contacts.extension", path="extension", value=extension, rule="digits"))
    yield Item(field="contacts", parts=tuple(parts), lines=lines_of(told))


def _checkboxes(told: Any, _: Told) -> Iterator[Item]:
    for box in told:
        mark = "checked" if box["checked"] else "unchecked"
        parts = (
            Part(row="dispositions.action", path="action", value=box["action"]),
            Part(row="dispositions.mark", path="mark", value=mark),
        )
        yield Item(field="dispositions", parts=parts)


def _dispositions(told: Any, _: Told) -> Iterator[Item | str]:
    for act in told:
        confidence = confidence_of(act, corrected="expected" in act)
        read, expected = act["as_read"] or {}, act.get("expected") or {}
        verb = expected.get("verb", read.get("verb"))
        parts = [
            Part(row="dispositions.text", path="text", value=act["raw"], rule="text", confidence=confidence),
            Part(
                row="dispositions.actor",
                path="actor",
                value=act["actor"],
                rule="person",
                confidence=confidence,
            ),
        ]
        if verb in _VERBS:
            as_read = _VERBS.get(read.get("verb", ""))
            action = Part(
                row="dispositions.action",
                path="action",
                value=_VERBS[verb],
                as_read=as_read,
                confidence=confidence,
            )
            parts.append(action)
        if "edtf" in act:
            parts.append(date_part("dispositions.date", act, path="date"))
        yield Item(field="dispositions", parts=tuple(parts), lines=lines_of(act))
        if "assignee" in expected or "assignee_raw" in read:
            yield "dispositions.assignee"


def _disposition_signature(told: Any, fields: Told) -> Iterator[Item | str]:
    name = told["typed_name"]
    part = value_part("dispositions.actor", name, "person", make=person_of)
    yield Item(field="any_name", parts=(part,), lines=lines_of(name))
    yield Item(field="signatories", parts=(part,), counted=False)
    yield from _dates("dispositions.date", told["date"], fields)
    yield from _others("disposition_signature", told, {"typed_name", "date"})


def _signatories(told: Any, fields: Told) -> Iterator[Item | str]:
    for person in as_list(told):
        yield from _signatory(person, fields)


def _signatory(person: Told, fields: Told) -> Iterator[Item | str]:
    name = value_part("signatories.name", person["typed_name"], "name", make=person_of)
    also = [regex.sub(r"\s*\(.*?\)\s*", "", str(name.value))]  # a rank in parentheses may be left out
    if "rank" in person:
        also.append(f"{person['rank']['raw']}{name.value}")
    name = replace(name, also=tuple(also))
    parts = [name]
    if "position" in person:
        position = value_part("signatories.position", person["position"], "position", make=words_of)
        if acting := person.get("on_behalf_of"):
            joined = [spaced(post, acting["raw"]) for post in (position.value, position.as_read)]
            position = replace(position, value=joined[0], as_read=joined[1])
        if office := person.get("organisation"):
            position = replace(position, also=(spaced(position.value, office["raw"]),))
        parts.append(position)
    lines = lines_of(person["typed_name"], person.get("position"), person.get("on_behalf_of"))
    yield Item(field="signatories", parts=tuple(parts), lines=lines)
    if "date" in person:
        yield from _dates("signatories.date", person["date"], fields)
    known = {"typed_name", "rank", "position", "on_behalf_of", "organisation", "date"}
    yield from _others("signatories", person, known)


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
    "phone": partial(_contact, "phone"),
    "fax": partial(_contact, "fax"),
    "urgency": _reads("urgency"),
    "secrecy": _reads("secrecy"),
    "document_number": _reads("document_number", make=number_of),
    "date": _date,
    "body": _reads("closing", "first", lambda told: told["purpose"]),
    "closing_phrase": _reads("closing", "first", lambda told: told["purpose"]),
    "checkboxes": _checkboxes,
    "dispositions": _dispositions,
    "disposition_signature": _disposition_signature,
    "signatory": _signatories,
    "signatures": _signatories,
    "signatories": _signatories,
    "enclosures": _enclosures,
    "references": _references,
    "order": _order,
    "meetings": _meetings,
    "legal_references": _laws,
    "body_dates": partial(_dates, "dates_mentioned"),
    "schedule": partial(_dates, "dates_mentioned"),
    "dates": partial(_dates, "dates_mentioned"),
    "event_date": partial(_dates, "dates_mentioned"),
    "duration": partial(_dates, "dates_mentioned"),
    "fiscal_years": partial(_dates, "fiscal_years"),
    "years": partial(_dates, "years"),
    "year_ranges": partial(_dates, "years"),
}
