"""The chain of a bundle as witness: issued ≤ received ≤ decided ≤ next document issued.

The next document is one that links to it: it passes it on, answers it or refers to it; without such a link the one on
top of it, if both have one addressee or their numbers one ministry's letters. Strangers that lie together prove nothing
of each other. What another page proves wrong is corrected when it leaves exactly one possibility,
otherwise only flagged. A corrected value keeps what was read, names the page that corrected it, and is always flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from saraban.extract.record import Check, Document, Field, Link

_SLOWEST = timedelta(days=366)
"""A document is received and decided on within a year: a later stamp has its year misread."""
_LONGEST = timedelta(days=45)
"""A document lies no longer than this in one office before the next is written: wider, nothing is proved."""

_CAME_OF_IT = ("forwards", "answers", "refers_to")
_RECEIVED = ("received_before_issued", "received_after_next_issued", "received_long_after_issued")
_DECIDED = ("decided_before_issued", "decided_after_next_issued", "decided_long_after_issued")


def reconcile(documents: Sequence[Document], links: Sequence[Link]) -> tuple[Document, ...]:
    """The documents with their values checked, and where it is proved corrected, against each other."""
    result = list(documents)
    for at, document in enumerate(result):
        below = next((one for one in result[at + 1 :] if one.kind not in ("enclosure", "blank")), None)
        if below is not None:
            result[result.index(below)] = _register(below, document)
    return tuple(_in_window(document, _next(document, result, links)) for document in result)


def _next(document: Document, documents: Sequence[Document], links: Sequence[Link]) -> Document | None:
    """The document first issued of those that came of this one; None when none that is dated did."""
    sources = {one.source for one in links if one.target == document.id and one.relation in _CAME_OF_IT}
    came = [one for one in documents if one.id in sources and issued_on(one) is not None]
    if came:
        return min(came, key=lambda one: issued_on(one) or date.max)
    above = [one for one in documents[: documents.index(document)] if issued_on(one) is not None]
    return above[-1] if above and _are_kin(above[-1], document) else None


def _are_kin(one: Document, other: Document) -> bool:
    """Whether two documents have one addressee, or numbers that begin with the same letters."""
    mine, theirs = ((_said(each, "to"), _letters(each)) for each in (one, other))
    return any(a is not None and a == b for a, b in zip(mine, theirs, strict=True))


def _said(document: Document, name: str) -> object:
    field = document.one(name)
    return field.value if field else None


def _letters(document: Document) -> object:
    field = document.one("document_number")
    return field.parts.get("prefix") if field else None


def corrected(field: Field, value: object, witness: Document, why: str) -> Field:
    """The field with another value, proved by another document; what was read stays in the parts."""
    parts = {
        **field.parts,
        "read": field.parts.get("read", field.value),  # corrected twice, it was still read once
        "corrected_from": {"document": witness.id, "page": witness.pages[0], "why": why},
    }
    return replace(field, value=value, parts=parts, reasons=(*field.reasons, "corrected_from_page"))


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


def _in_window(document: Document, newer: Document | None) -> Document:
    """Receipts and decisions between the day of issue and the issue of the document that came of it."""
    issued = issued_on(document)
    if issued is None:
        return document
    until = issued_on(newer) if newer else None
    if until is not None and until < issued:
        until = None  # a day misread: nothing is proved

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
        return checked(field, "not_before_issued", passed=True) if passed else field
    early, late, slow = _DECIDED if "action" in value else _RECEIVED
    reason = early if day < issued else late if until else slow
    field = checked(replace(field, reasons=(*field.reasons, reason)), "within_chain", passed=False)
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


def checked(field: Field, name: str, *, passed: bool) -> Field:
    """The field with a check that it passed or failed."""
    return replace(field, checks=(*field.checks, Check(name, passed)))
