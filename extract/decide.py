"""Findings of one document to its fields: which finding fills a field, which lost and why, what to doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from saraban.extract.find import Finding, TimedOut
from saraban.extract.flow import Flow
from saraban.extract.lexicon import unknown_words
from saraban.extract.page import Engine
from saraban.extract.record import REPEATED, Check, Field
from saraban.extract.split import Extent
from saraban.normalize.dates import DateRefused, parse_date
from saraban.normalize.digits import has_thai_digit
from saraban.patterns.pattern import Hit, shape

NUMERIC = (
    "document_number", "e_document_number", "date", "receipts", "references", "register_notes", "meeting",
    "dates_mentioned", "meetings_mentioned", "contacts", "laws_cited",
)  # fmt: skip
"""Fields whose wrong digit is a wrong record: one doubtful digit flags them."""
SURE_DIGIT = 0.90
"""A digit read with less confidence flags a numeric value. Good print reads at 0.90–0.97."""
SURE_TEXT = 0.75
"""A text read with less confidence on average is flagged."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "memo": ("agency", "document_number", "date", "subject", "to", "signatories"),
    "letter": ("document_number", "agency", "date", "subject", "to", "signatories"),
    "stamped_letter": ("document_number", "to", "date"),
    "order": ("document_number", "subject", "date", "agency", "signatories"),
    "regulation": ("date", "agency", "subject", "signatories"),
    "announcement": ("date", "agency", "subject", "signatories"),
    "statement": ("date",),
    "certificate": ("document_number", "date", "signatories"),
    "minutes": ("meeting",),
    "routing_slip": ("subject", "to"),
    "message": ("date",),
}
"""What the form of each kind requires: missing there, a field is there with no value, and flagged."""

# Kinds that have no head of their own: nothing in their text is their number, addressee or receipt.
_HEADLESS = ("enclosure", "other", "blank")
_FREE_TEXT = ("subject", "closing", "enclosures")
"""Fields of running words, in which dates and laws are mentioned as anywhere else."""
_WORDS = ("subject", "to", "agency", "signatories", "enclosures")
"""Fields of words, in which a word that is none shows a misread letter."""
_OFFICE_MARKS = ("receipts", "register_notes", "dispositions")
_LAST_DATE = ("order", "regulation", "announcement", "certificate")
_AGENCY = {
    "memo": ("agency-labelled",),
    "letter": ("agency-address", "agency-beside-number"),
    "certificate": ("agency-beside-number", "agency-certifying"),
    "stamped_letter": ("agency-above-date",),
    "message": ("agency-from",),
} | dict.fromkeys(("order", "regulation", "announcement", "statement"), ("agency-title",))
"""Where each kind prints its office, best place first."""
_WEEKDAY = shape("จันทร์|อังคาร|พุธ|พุฒ|พฤหัส|ศุกร์|เสาร์|อาทิตย์")
_BODY = shape(
    r"^[ \t]*(?:ด้วย|ตามที่|ตาม(?!คำสั่ง)|เนื่องจาก|เนื่องด้วย|อนุสนธิ|โดยที่|สืบเนื่อง|พร้อม(?:หนังสือ)?นี้|อาศัยอำนาจ|จึงเรียน|เพื่อโปรด)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One document while it is being decided: where it is, what was found in it, how it was read."""

    flow: Flow
    extent: Extent
    findings: Sequence[Finding]
    late: Sequence[TimedOut]
    engine: Engine | None
    ocr_pages: frozenset[int]
    near: int | None = None  # the Buddhist year that the file itself prints in full most often

    def of(self, name: str) -> list[Finding]:
        """The findings that could fill a field, in order of place."""
        return [finding for finding in self.findings if finding.fills == name]


def decide(reading: Reading) -> dict[str, Field | tuple[Field, ...]]:
    """The fields of a document."""
    kind = reading.extent.kind
    chosen: dict[str, list[Finding]] = {}
    for name, choose in _SINGLE.items():
        winner = choose(reading) if kind not in _HEADLESS or name == "subject" else None
        if winner is not None:
            chosen[name] = [winner]
    for name in sorted(REPEATED, key="dates_mentioned".__eq__):  # dates last: others hold dates too
        if kind in _HEADLESS and name in _OFFICE_MARKS:
            continue
        chosen[name] = _apart(reading.of(name), chosen)
    if kind == "regulation":
        chosen["laws_cited"] = [one for one in chosen["laws_cited"] if not _own_name(reading, one)]
    fields: dict[str, Field | tuple[Field, ...]] = {}
    for name, winners in chosen.items():
        made = tuple(field_of(reading, winner) for winner in winners)
        if name in REPEATED:
            if made:
                fields[name] = made
        else:
            fields[name] = made[0]
    _note_missing(reading, fields)
    return fields


def _own_name(reading: Reading, law: Finding) -> bool:
    """A regulation's own name: in its heading, and where it says what it is called."""
    if law.hit.parts.get("kind") not in ("regulation", "rule", "ordinance"):
        return False
    line = reading.flow.line_at(law.start)
    return line - reading.extent.first < 3 or "นี้เรียกว่า" in reading.flow.string(line)


def _note_missing(reading: Reading, fields: dict[str, Field | tuple[Field, ...]]) -> None:
    """Required and timed-out fields that were not found stand there without a value, and say so."""
    missing = [(name, "not_found") for name in REQUIRED.get(reading.extent.kind, ()) if name not in fields]
    missing += [(one.fills, "rule_timed_out") for one in reading.late if one.fills not in fields]
    for name, reason in missing:
        empty = Field(value=None, reasons=(reason,))
        fields[name] = (empty,) if name in REPEATED else empty


def field_of(reading: Reading, finding: Finding) -> Field:
    """A finding as a field: its place, checks, and every reason to doubt it."""
    hit = in_century(finding.hit, reading.near)
    place = reading.flow.place(finding.start, finding.stop)
    raw = reading.flow.text.quote(finding.start, finding.stop)
    reasons = list(hit.doubts)
    if place.page in reading.ocr_pages:
        digits = any(char.isdigit() for char in raw)
        if reading.engine and reading.engine.lacks_digits and digits:
            reasons.append("engine_lacks_digits")
        unsure = (
            finding.fills in NUMERIC and place.weakest_digit is not None and place.weakest_digit < SURE_DIGIT
        )
        if unsure or (place.confidence is not None and place.confidence < SURE_TEXT):
            reasons.append("low_confidence")
        if finding.fills in _WORDS and unknown_words(_words_of(hit.value)):
            reasons.append("unknown_words")
        if finding.fills in NUMERIC and _mixed(raw):
            reasons.append("mixed_digits")
    return Field(
        value=hit.value,
        raw=raw,
        parts=hit.parts,
        place=place,
        rule=finding.rule,
        checks=_checks(replace(finding, hit=hit), raw),
        reasons=tuple(reasons),
    )


def _words_of(value: object) -> str:
    """What of a value is made of words: a text, the position of a signatory, the title of an enclosure."""
    if not isinstance(value, Mapping):
        return str(value)
    acting = [f"{one['capacity']} {one['post']}" for one in value.get("acting", ())]
    return " ".join([str(value.get("position") or value.get("title") or ""), *acting])


def in_century(hit: Hit, near: int | None) -> Hit:
    """The hit with a two-digit year read in the century of its file; a year far from it stays in doubt."""
    printed = hit.parts.get("date_raw")
    if near is None or not isinstance(printed, str) or "two_digit_year" not in hit.doubts:
        return hit
    try:
        date = parse_date(printed, near=near)
    except DateRefused:
        return hit
    value = {**hit.value, "date": date.edtf} if isinstance(hit.value, Mapping) else date.edtf
    doubts = tuple(one for one in hit.doubts if one != "two_digit_year" and one not in date.doubts)
    return replace(hit, value=value, parts={**hit.parts, "year": date.year}, doubts=(*doubts, *date.doubts))


def _mixed(raw: str) -> bool:
    """Thai and Arabic digits in one value: clerks seldom, engines often."""
    return has_thai_digit(raw) and any(char in "0123456789" for char in raw)


def _checks(finding: Finding, raw: str) -> tuple[Check, ...]:
    """The tests that a number or date went through; a weekday is tested where one is printed."""
    hit = finding.hit
    if finding.fills in ("document_number", "e_document_number"):
        tests = {"serial_present": "serial_missing"}
        if hit.parts.get("prefix"):
            tests["known_prefix"] = "unknown_prefix"
    elif finding.fills == "date":
        tests = {"calendar": "", "day_present": "day_missing", "full_year": "two_digit_year"}
        if _WEEKDAY.search(raw):
            tests["weekday"] = "weekday_mismatch"
    else:
        return ()
    return tuple(
        Check(name, hit.value is not None and doubt not in hit.doubts) for name, doubt in tests.items()
    )


def _apart(findings: list[Finding], chosen: dict[str, list[Finding]]) -> list[Finding]:
    """Findings of a repeated field without those that stand inside what already fills another."""
    taken = [
        (one.start, one.stop) for name, winners in chosen.items() if name not in _FREE_TEXT for one in winners
    ]
    kept: list[Finding] = []
    for finding in findings:
        if any(start <= finding.start and finding.stop <= stop for start, stop in taken):
            continue
        if (kept and finding.start < kept[-1].stop) or "no_year" in finding.hit.doubts:
            continue
        kept.append(finding)
    return kept


# --- which finding fills a single field ---------------------------------------------------------------


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


def _number(reading: Reading) -> Finding | None:
    rule = dict.fromkeys(("order", "announcement", "certificate"), "order-number").get(
        reading.extent.kind, "document-number"
    )
    if reading.extent.kind == "letter" and not any(one.rule == rule for one in reading.of("document_number")):
        rule = "order-number"  # letters before 2506, and some offices since, count in the year alone
    if reading.extent.kind in ("minutes", "regulation", "statement"):
        return None
    rules = (rule, "document-number-parted") if rule == "document-number" else (rule,)
    found = [one for one in reading.of("document_number") if one.rule in rules]
    return _warned(found[:1], [one for one in found[1:] if one.start < body_start(reading)])


def _date(reading: Reading) -> Finding | None:
    """The issued date: last one given (สั่ง ณ วันที่) on orders, in the head of letters and memos."""
    kind = reading.extent.kind
    if kind in ("minutes", "routing_slip"):
        return None
    given = [one for one in reading.of("date") if one.rule == "date-given"]
    alone = [one for one in reading.of("date") if one.rule in ("date-alone", "date-day-apart")]
    if kind in _LAST_DATE:
        return next(iter((given or alone)[-1:]), None)
    if kind == "stamped_letter":
        return next(iter(alone[-1:]), None)
    wanted = (
        ("date-labelled", "date-alone") if kind in ("memo", "message") else ("date-day-apart", "date-alone")
    )
    head = [one for one in _head(reading, "date") if one.rule in wanted and one.start >= _form_start(reading)]
    head.sort(key=lambda one: wanted.index(one.rule))
    return next(iter(head or (alone[-1:] if kind in ("statement", "message") else [])), None)


def _form_start(reading: Reading) -> int:
    """Where the head of a form begins: what stands above its number and office are stamps and marks."""
    if reading.extent.kind == "message":
        return 0
    rules = ("document-number", "document-number-parted", "agency-labelled")
    heads = [
        one.start for one in (*reading.of("document_number"), *reading.of("agency")) if one.rule in rules
    ]
    return min(heads, default=0)


def _subject(reading: Reading) -> Finding | None:
    return next(iter(reading.of("subject")), None)


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
        if found:
            return found[-1] if rule == "agency-above-date" else found[0]
    return None


def _closing(reading: Reading) -> Finding | None:
    if reading.extent.kind not in ("memo", "letter", "stamped_letter", "message"):
        return None
    return next(iter(reading.of("closing")), None)


def _meeting(reading: Reading) -> Finding | None:
    return next(iter(reading.of("meeting")), None) if reading.extent.kind == "minutes" else None


def _warned(first: list[Finding], rivals: Iterable[Finding]) -> Finding | None:
    """The first finding; rivals with another value in the same head are a reason to look."""
    if not first:
        return None
    winner = first[0]
    if any(rival.hit.value != winner.hit.value for rival in rivals):
        return replace(winner, hit=replace(winner.hit, doubts=(*winner.hit.doubts, "several_candidates")))
    return winner


_SINGLE: dict[str, Callable[[Reading], Finding | None]] = {
    "document_number": _number,
    "date": _date,
    "subject": _subject,
    "to": _addressee,
    "agency": _agency,
    "urgency": _first("urgency"),
    "secrecy": _first("secrecy"),
    "copy_mark": lambda reading: next(iter(reading.of("copy_mark")), None),
    "closing": _closing,
    "e_document_number": lambda reading: next(iter(reading.of("e_document_number")), None),
    "meeting": _meeting,
}
