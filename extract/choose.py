"""Which finding fills a field that a document has once, and why the others did not."""

from __future__ import annotations

from collections.abc import Callable

from saraban.extract.find import Finding
from saraban.extract.reading import Reading
from saraban.patterns.pattern import shape

_LAST_DATE = ("order", "regulation", "announcement", "certificate")
_AGENCY = {
    "memo": ("agency-labelled",),
    "letter": ("agency-address", "agency-beside-number", "agency-speaking"),
    "certificate": ("agency-beside-number", "agency-certifying"),
    "stamped_letter": ("agency-above-date", "agency-speaking"),
    "message": ("agency-from",),
} | dict.fromkeys(("order", "regulation", "announcement", "statement"), ("agency-title",))
"""Where each kind prints its office, best place first."""
_BODY = shape(
    r"^[ \t]*(?:ด้วย|ตามที่|ตาม(?!คำสั่ง)|เนื่องจาก|เนื่องด้วย|อนุสนธิ|โดยที่|สืบเนื่อง|พร้อม(?:หนังสือ)?นี้|อาศัยอำนาจ|จึงเรียน|เพื่อโปรด)"
)


def body_start(reading: Reading) -> int:
    """Where the text of a document begins: after its head's labels, at a line that opens a paragraph."""
    flow, extent = reading.flow, reading.extent
    heads = [one.stop for one in (*reading.of("to")[:1], *reading.of("subject")[:1])]
    after = flow.line_at(min(heads)) + 1 if heads else extent.first
    for index in range(after, extent.last + 1):
        line = flow.string(index)
        if _BODY.match(line) or len(line) > 200:
            return flow.lines[index].start
    last = flow.lines[extent.last]
    return last.stop + 1


def _head(reading: Reading, name: str) -> list[Finding]:
    """The findings of a field that stand before the text, outside receipt stamps."""
    stop = body_start(reading)
    return [one for one in _unstamped(reading, name) if one.start < stop]


def _unstamped(reading: Reading, name: str) -> list[Finding]:
    """The findings of a field that stand outside receipt stamps."""
    stamps = [(one.start, one.stop) for one in reading.of("receipts")]
    return [one for one in reading.of(name) if not any(start <= one.start < end for start, end in stamps)]


def _first(name: str) -> Callable[[Reading], Finding | None]:
    def choose(reading: Reading) -> Finding | None:
        return next(iter(_head(reading, name)), None)

    return choose


_OWN_NUMBER = ("document-number", "document-number-parted", "document-number-torn")
_DATES = ("date-alone", "date-day-apart", "date-day-unread", "date-day-split")
# Letters before 2506, and some offices since, count in the year alone: 318/2474.
_NUMBERS = (
    {"order": ("order-number", "document-number"), "announcement": ("order-number", "announcement-number")}
    | dict.fromkeys(("letter", "memo"), (*_OWN_NUMBER, "order-number"))
    | dict.fromkeys(("minutes", "regulation", "statement"), ())
    | {"certificate": ("order-number", "certificate-number")}
)
"""Which rules may give each kind its number, best first; other kinds take `_OWN_NUMBER`."""


def _number(reading: Reading) -> Finding | None:
    rules = _NUMBERS.get(reading.extent.kind, _OWN_NUMBER)
    found = [one for one in reading.of("document_number") if one.rule in rules]
    return min(found, key=lambda one: rules.index(one.rule), default=None)


def _date(reading: Reading) -> Finding | None:
    """The issued date: last one given (สั่ง ณ วันที่) on orders, in the head of letters and memos."""
    kind = reading.extent.kind
    if kind in ("minutes", "routing_slip"):
        return None
    given = [one for one in reading.of("date") if one.rule == "date-given"]
    alone = [one for one in reading.of("date") if one.rule in _DATES]
    if kind in _LAST_DATE:
        return next(iter((given or alone)[-1:]), None)
    if kind == "stamped_letter":
        return next(iter(alone[-1:]), None)
    wanted = ("date-labelled", *_DATES) if kind in ("memo", "message") else ("date-day-apart", *_DATES)
    head = [one for one in _head(reading, "date") if one.rule in wanted and one.start >= _form_start(reading)]
    head.sort(key=lambda one: wanted.index(one.rule))
    return next(iter(head or (alone[-1:] if kind in ("statement", "message") else [])), None)


def _form_start(reading: Reading) -> int:
    """Where the head of a form begins: what stands above its number and office are stamps and marks."""
    if reading.extent.kind == "message":
        return 0
    rules = (*_OWN_NUMBER, "agency-labelled")
    heads = [
        one.start for one in (*reading.of("document_number"), *reading.of("agency")) if one.rule in rules
    ]
    return min(heads, default=0)


def _subject(reading: Reading) -> Finding | None:
    of_rules = ("subject-ministerial", "subject-regulation") if reading.extent.kind == "regulation" else ()
    rules = (*of_rules, "subject")
    found = [one for one in reading.of("subject") if one.rule in rules]
    return min(found, key=lambda one: rules.index(one.rule), default=None)


def _addressee(reading: Reading) -> Finding | None:
    """เรียน and its like; ถึง only where nothing else salutes."""
    if reading.extent.kind in ("order", "regulation", "announcement", "minutes", "certificate", "statement"):
        return None
    found = reading.of("to")
    polite = [one for one in found if one.hit.parts.get("salutation") != "ถึง"]
    if reading.extent.kind in ("stamped_letter", "message"):
        return next((one for one in found if one.hit.parts.get("salutation") == "ถึง"), None)
    return next(iter(polite), None)


def _agency(reading: Reading) -> Finding | None:
    for rule in _AGENCY.get(reading.extent.kind, ()):
        found = [one for one in _unstamped(reading, "agency") if one.rule == rule]
        if rule == "agency-address":
            found = [one for one in found if one.start < body_start(reading)]
        if found:
            return found[-1] if rule == "agency-above-date" else found[0]
    return None


def _closing(reading: Reading) -> Finding | None:
    if reading.extent.kind not in ("memo", "letter", "stamped_letter", "message"):
        return None
    return next(iter(reading.of("closing")), None)


def _meeting(reading: Reading) -> Finding | None:
    return next(iter(reading.of("meeting")), None) if reading.extent.kind == "minutes" else None


def _copy_mark(reading: Reading) -> Finding | None:
    """The first mark; where a copy says at its foot that it is certified (สำเนาถูกต้อง), that one."""
    marks = reading.of("copy_mark")
    first = next(iter(marks), None)
    if first is None or first.hit.value != "copy":
        return first
    return next((one for one in marks if one.hit.value == "true_copy"), first)


def rivals(reading: Reading, name: str, winner: Finding) -> list[tuple[Finding, str]]:
    """The findings of the same field with another value, each with the reason why it lost."""
    others = [one for one in reading.of(name) if one is not winner and one.hit.value != winner.hit.value]
    return [(one, _why_lost(reading, one, winner)) for one in others if one.hit.value is not None]


def _why_lost(reading: Reading, rival: Finding, winner: Finding) -> str:
    stamps = [(one.start, one.stop) for one in reading.of("receipts")]
    if any(start <= rival.start < end for start, end in stamps):
        return "in_receipt_stamp"
    if rival.start < _form_start(reading):
        return "above_the_form"
    if rival.start >= body_start(reading) > winner.start:
        return "below_the_head"
    return "rule_outranked" if rival.rule != winner.rule else "not_first"


CHOICES: dict[str, Callable[[Reading], Finding | None]] = {
    "document_number": _number,
    "date": _date,
    "subject": _subject,
    "to": _addressee,
    "agency": _agency,
    "urgency": _first("urgency"),
    "secrecy": _first("secrecy"),
    "copy_mark": _copy_mark,
    "closing": _closing,
    "e_document_number": lambda reading: next(iter(reading.of("e_document_number")), None),
    "meeting": _meeting,
}
