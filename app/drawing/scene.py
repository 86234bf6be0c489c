"""What is to be drawn of a record: for each page its lines, marks, fields, bounds and warnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from saraban.extract.page import Box, Mark, Page, PageWarning
from saraban.extract.record import REPEATED, SINGLE, Document, Field, Record

Layer = Literal["line", "mark", "field"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One box on a page. `name`: the number of a line, the kind of a mark, the name of a field; `text`: what it says;
    `box`: None where it has no place on the page; `reasons`: why a person should look, empty where nobody needs to.
    """

    layer: Layer
    name: str
    text: str
    box: Box | None
    reasons: tuple[str, ...] = ()
    document: str = ""

    @property
    def flagged(self) -> bool:
        """Whether a person should look."""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a document begins or ends on a page: the row of pixels."""

    document: Document
    row: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A page with all that is to be drawn on it."""

    page: Page
    lines: tuple[Shape, ...]
    marks: tuple[Shape, ...]
    fields: tuple[Shape, ...]
    bounds: tuple[Bound, ...]
    documents: tuple[Document, ...]
    warnings: tuple[PageWarning, ...]


def scenes(record: Record) -> Iterator[Scene]:
    """What is to be drawn on each page of a record, in order.

    A field without a place (not found, or known from elsewhere) is told on the first page of its document.
    """
    for page in record.pages:
        here = tuple(one for one in record.documents if one.pages[0] <= page.number <= one.pages[1])
        yield Scene(
            page=page,
            lines=tuple(
                Shape("line", str(line.number), line.text, line.box)
                for line in page.lines
                if line.text.strip()
            ),
            marks=tuple(Shape("mark", mark.kind, _told(mark), mark.box) for mark in page.marks),
            fields=tuple(shape for document in here for shape in _fields(document, page.number)),
            bounds=tuple(bound for document in here for bound in _bounds(document, page)),
            documents=here,
            warnings=tuple(warning for warning in record.warnings if warning.page == page.number),
        )


def _told(mark: Mark) -> str:
    """What is known of a mark: the state of a check box, colour and angle of a stamp."""
    parts = [mark.state or "", "" if mark.ink == "black" else mark.ink]
    return " ".join([*filter(None, parts), f"{mark.angle:+.1f}°" if abs(mark.angle) >= 0.5 else ""]).strip()


def _fields(document: Document, number: int) -> Iterator[Shape]:
    for name in (*SINGLE, *REPEATED):
        for field in document.many(name):
            page = field.place.page if field.place else document.pages[0]
            if page == number:
                box = field.place.box if field.place else None
                yield Shape(
                    "field", name, shown(field), box, tuple(dict.fromkeys(field.reasons)), document.id
                )


def shown(field: Field) -> str:
    """A value for people: its members that are known, one after the other; – where there is none."""
    return _plain(field.value) or "–"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return " · ".join(filter(None, map(_plain, value.values())))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value)))
    return "" if value is None else str(value)


def _bounds(document: Document, page: Page) -> Iterator[Bound]:
    boxes = {line.number: line.box for line in page.lines if line.box}
    first, last = (boxes.get(number) for number in document.lines)
    if page.number == document.pages[0] and first is not None:
        yield Bound(document, first[1], begins=True)
    if page.number == document.pages[1] and last is not None:
        yield Bound(document, last[3], begins=False)
