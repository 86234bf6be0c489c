"""The pages of a document as the web page shows them: what is boxed on the picture, and the text line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saraban.app.web.fields import FieldView, Flag
from saraban.app.web.holdings import Json
from saraban.app.web.language import Both
from saraban.app.web.lines import lines_with
from saraban.app.web.words import MARKS, either, reason
from saraban.extract.source import TEXT


@dataclass(frozen=True, slots=True)
class MarkView:
    """Something on a page that is no print."""

    title: Both
    kind: str
    box: Sequence[int]
    state: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the scan: what is boxed on it, its text line by line, and what is to be known about it.

    `found`: the numbers of the lines that hold what was searched for.
    """

    number: int
    width: int
    height: int
    picture: bool
    fields: tuple[FieldView, ...]
    marks: tuple[MarkView, ...]
    lines: tuple[Json, ...]
    found: frozenset[int]
    warnings: tuple[tuple[Flag, str], ...]


def scan_of(
    record: Json, number: int, fields: tuple[FieldView, ...], terms: tuple[str, ...]
) -> PageView | None:
    """A page of a record, None where the record does not hold it. `fields`: those of the document; `terms`: the words
    that were searched for, in index form.
    """
    page = next((one for one in record["pages"] if one["number"] == number), None)
    if page is None:
        return None
    return PageView(
        number=number,
        width=page["width"],
        height=page["height"],
        picture=bool(page["width"]) and record["source"]["media_type"] != TEXT,
        fields=tuple(one for one in fields if one.page == number and one.box),
        marks=tuple(
            MarkView(either(MARKS, one["kind"]), one["kind"], one["box"], one["state"] or "")
            for one in page["marks"]
        ),
        lines=tuple(page["lines"]),
        found=lines_with(page["lines"], terms),
        warnings=tuple(
            (Flag(one["code"], reason(one["code"])), one["message"])
            for one in record["warnings"]
            if one["page"] == number
        ),
    )
