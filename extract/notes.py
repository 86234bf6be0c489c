"""What was written on a paper and not read: a decision may stand there, so the record says that it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from saraban.extract.flow import Place, around
from saraban.extract.page import Box, Mark, Page
from saraban.extract.record import Document, Field

_NOT_DECIDED_ON = frozenset({"enclosure", "other", "blank"})
_ENDS = ("closing", "signatories")
_WIDE = 4.0  # line heights that notes are wide together at least: words, not strokes
_UNREAD = {"action": None, "text": None, "actor": None, "date": None, "mark": "written"}


def with_unread(documents: Sequence[Document], pages: Sequence[Page]) -> list[Document]:
    """The documents; those with handwriting that was not read where decisions are written (เกษียนหนังสือ) have a
    disposition without words, flagged: below what ends the text, or in the margin to its left.
    """
    return [_with_note(document, pages) for document in documents]


def _with_note(document: Document, pages: Sequence[Page]) -> Document:
    known = document.many("dispositions")
    if document.kind in _NOT_DECIDED_ON or any(one.members.get("mark") == "written" for one in known):
        return document
    for page in pages[document.pages[0] - 1 : document.pages[1]]:
        box = _note(page, _end(document, page))
        if box is not None:
            lines = [line.number for line in page.lines if line.box and line.box[1] < box[1]]
            near = (max(lines, default=1),) * 2
            place = Place(page.number, near, box, None, None, None, None, by_hand=True)
            note = Field(value=dict(_UNREAD), place=place, reasons=("handwriting_unread",))
            return document.put("dispositions", (*known, note))
    return document


def _end(document: Document, page: Page) -> int:
    """How far down on a page the text of a document reaches: to what it asks for, or to who signed it first."""
    found: list[int] = []
    for name in _ENDS:
        first = next(iter(document.many(name)), None)
        place = first.place if first else None
        if place is not None and place.page == page.number and place.box is not None:
            found.append(place.box[3])
    return min(found, default=page.height)


def _note(page: Page, end: int) -> Box | None:
    """The box of the handwriting on a page that is no text, where decisions are written."""
    boxed = [line.box for line in page.lines if line.box is not None and line.stamp is None]
    if not boxed:
        return None
    left, high = median(box[0] for box in boxed), median(box[3] - box[1] for box in boxed)
    unread = [mark.box for mark in page.marks if _is_unread(mark)]
    notes = [box for box in unread if box[1] > end or box[2] < left]
    wide = sum(box[2] - box[0] for box in notes)
    return around(notes) if wide >= _WIDE * high else None


def _is_unread(mark: Mark) -> bool:
    return mark.kind == "handwriting" and not mark.lines
