"""Which field of which document a person spoke of, told so that another reading of the same file finds it again.

The bytes of the file are the same, so paper and pages are; what the machine finds on them may differ. A field is
known by its document and its name; an entry of a list by its place on the page, for its number in the list means
nothing. What cannot be found again with certainty is not found: a correction that lands on another value would be
worse than one that lands nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from saraban.extract.record import REPEATED, SINGLE

Json = Mapping[str, Any]
KIND = "kind"
"""The path of the document's kind, which is no field of its own."""

_PATH = re.compile(r"[a-z_]{1,40}(\.(0|[1-9][0-9]{0,5}))?(\.[a-z_]{1,40})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FieldPath:
    """`date`; `meeting.date` (a member); `receipts.0` (an entry of a list); `receipts.0.date`. ValueError if none."""

    name: str
    index: int | None = None
    member: str | None = None

    @classmethod
    def parse(cls, text: str) -> FieldPath:
        """The path of its text."""
        if not _PATH.fullmatch(text):
            raise ValueError("a field is named like document_number, receipts.0 or receipts.0.date")
        name, *rest = text.split(".")
        index = int(rest.pop(0)) if rest and rest[0].isdecimal() else None
        if name not in (*SINGLE, *REPEATED, KIND) or (index is None) == (name in REPEATED):
            raise ValueError("no field has that name, or an entry of a list lacks its number, counted from 0")
        return cls(name, index, rest[0] if rest else None)

    @property
    def entry(self) -> FieldPath:
        """The path without its member."""
        return FieldPath(self.name, self.index)

    def __str__(self) -> str:
        return ".".join(str(part) for part in (self.name, self.index, self.member) if part is not None)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands: page, first and last line on it, box in pixels, and the size of that page in pixels."""

    page: int
    lines: tuple[int, int]
    box: tuple[int, int, int, int] | None
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A field as it was when a person spoke of it.

    `nth`: which of the documents that begin on its first page this one was, and of how many. `twin`: which of the
    entries that stand on the same spot with the same print, and of how many. `raw` is the print of the entry.
    """

    document: str
    kind: str
    pages: tuple[int, int]
    lines: tuple[int, int]
    nth: tuple[int, int]
    field: str
    spot: Spot | None
    raw: str | None
    twin: tuple[int, int]

    @property
    def path(self) -> FieldPath:
        """The field, taken apart."""
        return FieldPath.parse(self.field)

    def as_dict(self) -> dict[str, Any]:
        """As the chain of corrections holds it."""
        return asdict(self)

    @classmethod
    def of(cls, told: Json) -> Anchor:
        """The anchor that the chain holds. Raises KeyError, TypeError or ValueError where it is none."""
        spot = told["spot"]
        FieldPath.parse(told["field"])
        return cls(
            document=told["document"],
            kind=told["kind"],
            pages=_pair(told["pages"]),
            lines=_pair(told["lines"]),
            nth=_pair(told["nth"]),
            field=told["field"],
            spot=_spot(spot["page"], spot, spot["size"]) if spot else None,
            raw=told["raw"],
            twin=_pair(told["twin"]),
        )


def entries(document: Json, name: str) -> list[Json]:
    """The entries of a field of a document: none, one, or those of a list."""
    found = document["fields"].get(name)
    return list(found) if isinstance(found, list) else [found] if found else []


def document_named(record: Json, name: str) -> Json | None:
    """The document `d2` of a record."""
    return next((one for one in record["documents"] if one["id"] == name), None)


def make_anchor(record: Json, document: Json, path: FieldPath) -> Anchor:
    """The anchor of a field of this record; the entry need not be there if the field is no list."""
    found = entries(document, path.name)
    index = path.index or 0
    spots = [spot_of(record, one) for one in found]
    same = [n for n, one in enumerate(found) if (spots[n], one["raw"]) == (spots[index], found[index]["raw"])]
    return Anchor(
        document=document["id"],
        kind=document["kind"],
        pages=_pair(document["pages"]),
        lines=_pair(document["lines"]),
        nth=nth_of(record, document),
        field=str(path),
        spot=spots[index] if found else None,
        raw=found[index]["raw"] if found else None,
        twin=(same.index(index), len(same)) if found else (0, 1),
    )


def nth_of(record: Json, document: Json) -> tuple[int, int]:
    """Which of the documents that begin on its first page a document is, and of how many."""
    begun = [one["id"] for one in record["documents"] if one["pages"][0] == document["pages"][0]]
    return begun.index(document["id"]), len(begun)


def spot_of(record: Json, entry: Json) -> Spot | None:
    """Where an entry of this record stands."""
    at = entry["at"]
    if at is None:
        return None
    page = next((one for one in record["pages"] if one["number"] == at["page"]), None)
    return _spot(at["page"], at, (page["width"], page["height"]) if page else (0, 0))


def _spot(page: int, at: Json, size: Sequence[int]) -> Spot:
    box = at["box"]
    left, top, right, bottom = box or (0, 0, 0, 0)
    return Spot(int(page), _pair(at["lines"]), (left, top, right, bottom) if box else None, _pair(size))


def _pair(two: Sequence[int]) -> tuple[int, int]:
    first, last = two
    return int(first), int(last)
