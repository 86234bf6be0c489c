"""A finding as a field: its place, the checks it passed, and every reason to doubt it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import regex

from saraban.extract.find import Finding
from saraban.extract.flow import Place
from saraban.extract.handdays import with_day
from saraban.extract.lexicon import broken_words, unknown_words
from saraban.extract.page import Engine
from saraban.extract.reading import Reading
from saraban.extract.record import Check, Field
from saraban.extract.statutes import is_published
from saraban.normalize.dates import DateRefused, parse_date
from saraban.normalize.digits import has_thai_digit
from saraban.patterns.pattern import Hit, shape

NUMERIC = (
    "document_number", "e_document_number", "date", "receipts", "references", "register_notes", "meeting",
    "dates_mentioned", "meetings_mentioned", "contacts", "laws_cited",
)  # fmt: skip
"""Fields whose wrong digit is a wrong record: one doubtful digit flags them."""
_WRITTEN_IN = ("document_number", "e_document_number", "date", "receipts", "register_notes")
"""Fields whose digits clerks write into what is typed or stamped."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Read with less confidence, a value is flagged. `digits`: of the digits of a numeric value; `letter`: of the
    least sure letter of a text, mostly a wrong one; `text`: of a value on average; `head`: of the head of a form,
    stamps and handwriting and all, on average.
    """

    digits: float
    letter: float
    text: float
    head: float


_MEASURED = Limits(digits=0.97, letter=0.60, text=0.98, head=0.85)
"""Where confidences are probabilities: `digits` is that of all digits of the value being right."""
_GUESSED = Limits(digits=0.90, letter=0.60, text=0.75, head=0.75)
"""Where they are Tesseract's own: `digits` is of the least sure one. Good print reads at 0.90 to 0.93."""

_WORDS = ("subject", "to", "agency", "signatories", "enclosures", "meeting", "laws_cited")
"""Fields of words, in which a word that is none shows a misread letter."""
_ENDS_IN_LETTER = regex.compile(r"[0-9][A-Za-z]")
"""In Thai print no Latin letter stands right behind a number: an engine prints it for a digit, ๔e๒ for ๔๐๒."""
_WEEKDAY = shape("จันทร์|อังคาร|พุธ|พุฒ|พฤหัส|ศุกร์|เสาร์|อาทิตย์")


def limits_of(engine: Engine | None) -> Limits:
    """The limits for what that engine read."""
    return _MEASURED if engine is not None and engine.calibration is not None else _GUESSED


def field_of(reading: Reading, finding: Finding) -> Field:
    """A finding as a field: its place, checks, and every reason to doubt it."""
    hit = in_century(finding.hit, reading.near)
    place = reading.flow.place(finding.start, finding.stop)
    raw = reading.flow.text.quote(finding.start, finding.stop)
    hit = with_day(hit, raw) if finding.fills == "date" else hit
    reasons = list(hit.doubts)
    if place.page in reading.ocr_pages:
        reasons += _misread(reading, finding.fills, raw, place)
        if finding.fills in NUMERIC and _ENDS_IN_LETTER.match(reading.flow.text.string, finding.stop - 1):
            reasons.append("digits_follow_number")
        if finding.fills in _WORDS:
            reasons += _misspelt(_words_of(hit.value, names=False))
        if finding.fills == "closing":  # what it asks for is the known verbs of its words: others are lost
            reasons += _unread_verbs(str(hit.parts["text"]))
    if finding.fills in _WORDS and unknown_words(_words_of(hit.value)):
        reasons.append("unknown_words")
    if finding.fills == "laws_cited" and is_published(str(hit.value)):
        reasons = [one for one in reasons if one != "low_confidence"]
    return Field(
        value=hit.value,
        raw=raw,
        parts=hit.parts,
        place=place,
        rule=finding.rule,
        checks=_checks(replace(finding, hit=hit), raw),
        reasons=tuple(reasons),
    )


def _misread(reading: Reading, fills: str, raw: str, place: Place) -> Iterator[str]:
    """Why a value that an engine read may be misread."""
    if reading.engine and reading.engine.lacks_digits and any(char.isdigit() for char in raw):
        yield "engine_lacks_digits"
    numeric, worded = fills in NUMERIC, fills in _WORDS
    limits = limits_of(reading.engine)
    digits = place.digits if limits is _MEASURED else place.weakest_digit
    least = (
        (place.confidence, limits.text),
        (digits if numeric else None, limits.digits),
        (place.weakest if worded else None, limits.letter),
    )
    if any(confidence is not None and confidence < limit for confidence, limit in least):
        yield "low_confidence"
    if fills in _WRITTEN_IN and place.by_hand:
        yield "handwritten"
    if numeric and _mixed(raw):
        yield "mixed_digits"


def _misspelt(text: str) -> Iterator[str]:
    """What in the words themselves shows that a letter or a bracket was lost or misread."""
    if broken_words(text):
        yield "broken_word"
    if any(text.count(one) != text.count(other) for one, other in ("()", "“”")):
        yield "bracket_lost"


def _unread_verbs(text: str) -> Iterator[str]:
    if broken_words(text):
        yield "broken_word"
    if unknown_words(text):
        yield "unknown_words"


def _words_of(value: object, *, names: bool = True) -> str:
    """What of a value is made of words: a text, a signatory's name and position, an enclosure's title.

    Without `names`, those of persons are left out: they are made of words in any way.
    """
    if not isinstance(value, Mapping):
        return str(value)
    if "position" not in value:
        return f"{value.get('title') or ''} {value.get('body') or ''} {value.get('place') or ''}"
    acting = [f"{one['capacity']} {one['post'] or ''}" for one in value["acting"]]
    return " ".join([str(value["name"] or "") if names else "", str(value["position"] or ""), *acting])


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
