"""The chain of a bundle as witness: issued ≤ received ≤ decided ≤ next document issued.

A file lies newest document first. What another page proves wrong is corrected when it leaves exactly
one possibility, otherwise only flagged. A corrected value keeps what was read, names the page that
corrected it, and is always flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from saraban.extract.record import Check, Document, Field

_SLOWEST = timedelta(days=366)
"""A document is received and decided on within a year: a later stamp has its year misread."""
_LONGEST = timedelta(days=45)
"""A document lies no longer than this in one office before the next is written: wider, nothing is proved."""


_RECEIVED = ("received_before_issued", "received_after_next_issued", "received_long_after_issued")
_DECIDED = ("decided_before_issued", "decided_after_next_issued", "decided_long_after_issued")


def reconcile(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with their values checked, and where it is proved corrected, against each other."""
    result = list(documents)
    for at, document in enumerate(result):
        below = next((one for one in result[at + 1 :] if one.kind not in ("enclosure", "blank")), None)
        if below is not None:
            result[at] = document = _e_number(document, below)
            result[result.index(below)] = _register(below, document)
    for at, document in enumerate(result):
        result[at] = _in_window(document, result[:at])
    return tuple(result)


def corrected(field: Field, value: object, witness: Document, why: str) -> Field:
    """The field with another value, proved by another document; what was read stays in the parts."""
    parts = {
        **field.parts,
        "read": field.parts.get("read", field.value),  # corrected twice, it was still read once
        "corrected_from": {"document": witness.id, "page": witness.pages[0], "why": why},
    }
    return replace(field, value=value, parts=parts, reasons=(*field.reasons, "corrected_from_page"))


def _e_number(slip: Document, below: Document) -> Document:
    """The number on a slip against the head of the paper it carries: ว is easily read as 2."""
    field, own = slip.one("e_document_number"), below.one("document_number")
    if field is None or own is None or not field.value or not own.value:
        return slip
    if field.value == own.value:
        return slip.put("e_document_number", _checked(field, "same_number_below", passed=True))
    read, head = field.parts, own.parts
    same_owner = (read.get("prefix"), read.get("office")) == (head.get("prefix"), head.get("office"))
    if same_owner and head.get("circular") and read.get("serial") == f"2{head.get('serial')}":
        changed = corrected(field, own.value, below, "ว was read as 2")
        changed = replace(changed, parts={**changed.parts, **head})
    else:
        changed = _checked(
            replace(field, reasons=(*field.reasons, "witnesses_disagree")), "same_number_below", passed=False
        )
    return slip.put("e_document_number", changed)


def _register(document: Document, above: Document) -> Document:
    """A stamp's register number against the slip above, which repeats it in print."""
    if above.kind != "routing_slip":
        return document
    printed = [(_digits(one.members.get("number")), one.members) for one in above.many("receipts")]

    def check(stamp: Field) -> Field:
        value = stamp.members
        number = str(value.get("number") or "")
        for digits, slip in printed:
            if digits and number.partition("/")[0] == digits:
                if "/" in number:
                    value = {**value, "number": digits}
                    stamp = corrected(stamp, value, above, "the slip repeats the register number")
                if slip.get("date") and value.get("date") != slip["date"]:
                    stamp = corrected(
                        stamp, {**value, "date": slip["date"]}, above, "the slip repeats number and day"
                    )
        return stamp

    return document.each("receipts", check)


def _digits(number: object) -> str | None:
    digits = "".join(char for char in str(number or "").split(" ")[-1] if char.isdigit() or char == "/")
    return digits if digits and "/" not in digits else None


def _in_window(document: Document, above: Sequence[Document]) -> Document:
    """Receipts and decisions between the day of issue and the issue of the next document up the pile."""
    issued = issued_on(document)
    if issued is None:
        return document
    newer = next((one for one in reversed(above) if issued_on(one)), None)
    until = issued_on(newer) if newer else None
    if until is not None and until < issued:
        until = None  # not a chain, or a day misread: nothing is proved

    def check(field: Field) -> Field:
        return _dated(field, issued, until, document, newer)

    document = document.each("receipts", check)
    return document.each("dispositions", check)


def _dated(field: Field, issued: date, until: date | None, own: Document, newer: Document | None) -> Field:
    value = field.members
    day = _day(value.get("date"))
    if day is None:
        return field
    passed = issued <= day <= (until or issued + _SLOWEST)
    if passed or "corrected_from_page" in field.reasons:
        return _checked(field, "not_before_issued", passed=True) if passed else field
    early, late, slow = _DECIDED if "action" in value else _RECEIVED
    reason = early if day < issued else late if until else slow
    field = _checked(replace(field, reasons=(*field.reasons, reason)), "within_chain", passed=False)
    possible = _same_day_of_month(day, issued, until)
    if possible is None or newer is None:
        return field
    why = f"only {possible} lies between the issue of this document and of the next"
    return corrected(field, {**value, "date": possible.isoformat()}, newer if newer else own, why)


def _same_day_of_month(day: date, issued: date, until: date | None) -> date | None:
    """The one date in the window that has the printed day of the month; None when none or several have."""
    if until is None or until - issued > _LONGEST:
        return None
    days = [issued + timedelta(days=n) for n in range((until - issued).days + 1)]
    possible = [one for one in days if one.day == day.day]
    return possible[0] if len(possible) == 1 else None


def issued_on(document: Document) -> date | None:
    """The day of issue, None when it was not read to the day."""
    field = document.one("date")
    return _day(field.value) if field else None


def _day(edtf: object) -> date | None:
    try:
        return date.fromisoformat(str(edtf)) if edtf and len(str(edtf)) == 10 else None
    except ValueError:
        return None


def _checked(field: Field, name: str, *, passed: bool) -> Field:
    return replace(field, checks=(*field.checks, Check(name, passed)))
