"""What a file prints in two places: a value that stands letter for letter, and well read, in another place as well needs
no second look for its letters, nor for where it ends.

A subject is told again in the text, an enclosure has the name of the law that the letter is about, a number stands on
the letter and on the slip. Names of persons are left out: print loses their marks in both places alike.

A day, a number or a law that is mentioned needs none where another field, elsewhere in the file and not doubted, says the
same, however it is printed there (1 ธ.ค. 57, 1 ธันวาคม 2557): at `DOUBT` or above it is wrong once in ten times at most, and
would have to be misread for just another one that is printed. What clerks write into the head of a form is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

import regex

from saraban.extract.flow import Flow, Place
from saraban.extract.offices import DOUBT
from saraban.extract.record import Document, Field

_LETTERS = frozenset({"low_confidence", "unknown_prefix"})
_DIGITS = _LETTERS | {"month_misprinted"}
_ENDS = frozenset({"long_title", "title_end_unsure", "subject_end_unsure"})
_TEXTS = ("subject", "to", "agency", "document_number")
_MENTIONED = ("dates_mentioned", "references", "meetings_mentioned", "laws_cited", "contacts")
_KINDS = {
    "date": "day", "dates_mentioned": "day", "document_number": "number", "e_document_number": "number",
    "references": "number", "meetings_mentioned": "meeting", "meeting": "meeting",
    "laws_cited": "law", "contacts": "contact",
}  # fmt: skip
"""What the value of a field, or its number, says: the same day or number may fill several fields."""
_UNLISTED = frozenset({"unknown_prefix"})
"""Letters of an office that no table holds: printed and read in two places, they are its own (กพช)."""
_DAY = regex.compile(r"\d{4}-\d\d-\d\d")
_SHORTEST = 6  # letters: of fewer, other words are made as well
_AFTER = regex.compile(r"[ \t)\]”\",]|\n(?:เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)[ \t]")
"""What stands behind a text that ends: at the end of a line it may go on in the next, but not in one with a label."""


Said = tuple[str, object]
"""A kind of number and the number: the day 2008-02-14, the contact 0-2241-9044."""
Told = Mapping[Said, Sequence[Place]]
"""Where what nobody doubts is printed."""


def settle_repeated(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents without the doubts of texts and numbers that another place of the file prints as they are."""
    told = _told(documents)
    return tuple(_settled(document, flow, told) for document in documents)


def _settled(document: Document, flow: Flow, told: Told) -> Document:
    for name in _TEXTS:
        field = document.one(name)
        if field is not None and isinstance(field.value, str):
            document = document.put(name, _confirmed(field, field.value, flow, _LETTERS | _ENDS))
    for name in _MENTIONED:
        document = document.each(name, partial(_mentioned, name=name, told=told))
    return document.each("enclosures", partial(_title, flow=flow))


def _title(field: Field, flow: Flow) -> Field:
    """An enclosure with an end that is sure; its letters may be doubted for how many it says there are."""
    return _confirmed(field, str(field.members.get("title") or ""), flow, _ENDS)


def _confirmed(field: Field, text: str, flow: Flow, answered: Set[str]) -> Field:
    """The field without its reasons for review, where another place answers them all."""
    if not field.reasons or not answered >= set(field.reasons) or field.place is None:
        return field
    page = _elsewhere(text, field.place, flow, whole=not _ENDS.isdisjoint(field.reasons))
    if page is None:
        return field
    return replace(field, reasons=(), parts={**field.parts, "printed_again": page})


def _elsewhere(text: str, own: Place, flow: Flow, *, whole: bool) -> int | None:
    """The page of another place that prints a text, every letter well read. `whole`: it must end there."""
    letters = [regex.escape(letter) for letter in text if not letter.isspace()]
    if len(letters) < _SHORTEST:
        return None
    again = regex.compile(r"(?<!\d)" + r"\s*".join(letters) + r"(?!\d)")
    for match in again.finditer(flow.text.string):
        place = flow.place(*match.span())
        sure = place.weakest is None or place.weakest >= DOUBT
        ends = not whole or _AFTER.match(flow.text.string, match.end()) is not None
        if _apart(own, place) and sure and ends:
            return place.page
    return None


def _told(documents: Sequence[Document]) -> Told:
    """Every day, number and law that stands in a field without any doubt but that of whose letters stand in it."""
    told: defaultdict[Said, list[Place]] = defaultdict(list)
    for document in documents:
        for name in _KINDS:
            for field in document.many(name):
                if field.place is not None and set(field.reasons) <= _UNLISTED:
                    for said in _said(name, field):
                        told[said].append(field.place)
    return told


def _said(name: str, field: Field) -> list[Said]:
    """What a field says, part by part; nothing where a part of it is none that could be confirmed."""
    parts: list[Said]
    if not field.members:
        parts = [(_KINDS[name], field.value)] if field.value else []
    elif name == "contacts":
        parts = [("contact", f"{field.members['number']} {field.members['extension'] or ''}")]
    else:
        numbers = [(_KINDS[name], field.members.get("number")), ("day", field.members.get("date"))]
        parts = [(kind, value) for kind, value in numbers if value is not None]
    whole = all(kind != "day" or _DAY.fullmatch(str(value)) for kind, value in parts)
    return parts if whole else []


def _mentioned(field: Field, name: str, told: Told) -> Field:
    """The field without a doubt of its digits or of its month, where another place says all that it says."""
    own, said = field.place, _said(name, field)
    answered = bool(field.reasons) and set(field.reasons) <= _DIGITS
    if "low_confidence" in field.reasons and field.members.get("urgency"):
        return field  # ด่วนมาก may be the word that was read badly
    if not answered or own is None or not said or not _is_well_read(own):
        return field
    places = [next((one for one in told.get(each, ()) if _apart(own, one)), None) for each in said]
    pages = [place.page for place in places if place is not None]
    if len(pages) < len(said):
        return field
    return replace(field, reasons=(), parts={**field.parts, "printed_again": pages[0]})


def _is_well_read(place: Place) -> bool:
    """Whether the digits of a place were read well together, or by no engine at all."""
    return place.confidence is None or (place.digits or 0.0) >= DOUBT


def _apart(own: Place, other: Place) -> bool:
    """Whether two places share no line."""
    return other.page != own.page or other.lines[0] > own.lines[1] or other.lines[1] < own.lines[0]
