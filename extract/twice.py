"""What a file prints in two places: a value that stands letter for letter, and well read, in another place as well needs
no second look for its letters, nor for where it ends.

A subject is told again in the text, an enclosure has the name of the law that the letter is about, a number stands on
the letter and on the slip. Names of persons are left out: print loses their marks in both places alike.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import partial

import regex

from saraban.extract.flow import Flow, Place
from saraban.extract.offices import DOUBT
from saraban.extract.record import Document, Field

_LETTERS = frozenset({"low_confidence", "unknown_prefix"})
_ENDS = frozenset({"long_title", "title_end_unsure", "subject_end_unsure"})
_TEXTS = ("subject", "to", "agency", "document_number")
_SHORTEST = 6  # letters: of fewer, other words are made as well
_AFTER = regex.compile(r"[ \t)\]”\",]|\n(?:เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)[ \t]")
"""What stands behind a text that ends: at the end of a line it may go on in the next, but not in one with a label."""


def settle_repeated(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents without the doubts of texts and numbers that another place of the file prints as they are."""
    return tuple(_settled(document, flow) for document in documents)


def _settled(document: Document, flow: Flow) -> Document:
    for name in _TEXTS:
        field = document.one(name)
        if field is not None and isinstance(field.value, str):
            document = document.put(name, _confirmed(field, field.value, flow, _LETTERS | _ENDS))
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
        elsewhere = place.page != own.page or place.lines[0] > own.lines[1] or place.lines[1] < own.lines[0]
        sure = place.weakest is None or place.weakest >= DOUBT
        ends = not whole or _AFTER.match(flow.text.string, match.end()) is not None
        if elsewhere and sure and ends:
            return place.page
    return None
