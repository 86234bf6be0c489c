"""The record: what is known of one file, with the evidence for each value. Plain JSON underneath."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from saraban import __version__
from saraban.extract.flow import Place
from saraban.extract.page import Engine, Page, PageWarning
from saraban.extract.source import Source

SCHEMA = "saraban/record/1"

SINGLE = (
    "document_number", "date", "subject", "to", "agency", "urgency", "secrecy", "copy_mark", "closing",
    "e_document_number", "meeting",
)  # fmt: skip
REPEATED = (
    "references", "enclosures", "receipts", "signatories", "dispositions", "contacts", "dates_mentioned", "laws_cited",
    "register_notes", "meetings_mentioned",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """A test that a value passed or failed."""

    name: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Rival:
    """Another value that was found for a single field, and the reason why it lost."""

    value: object
    raw: str | None
    place: Place | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value with its evidence. `reasons` says why a person must look; empty: nobody needs to."""

    value: object
    raw: str | None = None
    parts: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    rule: str | None = None
    checks: tuple[Check, ...] = ()
    reasons: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()

    @property
    def members(self) -> Mapping[str, Any]:
        """The members of a value that has some (a receipt's office, number, date …); empty for others."""
        return self.value if isinstance(self.value, Mapping) else {}

    def as_dict(self) -> dict[str, Any]:
        """The field as the record's JSON holds it."""
        return {
            "value": self.value,
            "raw": self.raw,
            "parts": dict(self.parts),
            "at": _at(self.place),
            "rule": self.rule,
            "confidence": self.place.confidence if self.place else None,
            "checks": [{"name": check.name, "passed": check.passed} for check in self.checks],
            "rivals": [
                {"value": one.value, "raw": one.raw, "at": _at(one.place), "why": one.why}
                for one in self.rivals
            ],
            "review": {"reasons": list(dict.fromkeys(self.reasons))} if self.reasons else None,
        }


def _at(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    box = list(place.box) if place.box else None
    return {"page": place.page, "lines": list(place.lines), "box": box}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the file: kind, where it begins and ends, its fields by name."""

    id: str
    kind: str
    pages: tuple[int, int]
    lines: tuple[int, int]
    fields: Mapping[str, Field | tuple[Field, ...]]
    reasons: tuple[str, ...] = ()  # why a person must look at the kind of the document

    def one(self, name: str) -> Field | None:
        """A single field, None when absent."""
        found = self.fields.get(name)
        return found if isinstance(found, Field) else None

    def said(self, name: str) -> str | None:
        """The value of a single field as text, None when absent or not read."""
        field = self.one(name)
        return str(field.value) if field and field.value else None

    def many(self, name: str) -> tuple[Field, ...]:
        """A repeated field, empty when absent."""
        found = self.fields.get(name, ())
        return found if isinstance(found, tuple) else (found,)

    def put(self, name: str, field: Field | tuple[Field, ...]) -> Document:
        """The document with another field of that name."""
        return replace(self, fields={**self.fields, name: field})

    def each(self, name: str, change: Callable[[Field], Field]) -> Document:
        """The document with a change made to each entry of a repeated field."""
        fields = self.many(name)
        return self.put(name, tuple(map(change, fields))) if fields else self

    def every(self, change: Callable[[Field], Field]) -> Document:
        """The document with a change made to each of its fields, and each entry of those that are repeated."""
        fields = {
            name: tuple(map(change, found)) if isinstance(found, tuple) else change(found)
            for name, found in self.fields.items()
        }
        return replace(self, fields=fields)

    def as_dict(self) -> dict[str, Any]:
        """The document as the record's JSON holds it, fields in the order of the schema."""
        fields: dict[str, Any] = {}
        for name in (*SINGLE, *REPEATED):
            found = self.fields.get(name)
            if isinstance(found, Field):
                fields[name] = found.as_dict()
            elif found:
                fields[name] = [one.as_dict() for one in found]
        return {
            "id": self.id,
            "kind": self.kind,
            "pages": list(self.pages),
            "lines": list(self.lines),
            "review": {"reasons": list(self.reasons)} if self.reasons else None,
            "fields": fields,
        }


@dataclass(frozen=True, slots=True)
class Link:
    """How two documents of the file belong together, and what says so."""

    source: str
    target: str
    relation: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is known of one file. The same file read with the same options gives the same record."""

    source: Source
    engine: Engine | None
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    links: tuple[Link, ...] = ()
    warnings: tuple[PageWarning, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether any page holds any text."""
        return any(document.kind != "blank" for document in self.documents)

    def as_dict(self) -> dict[str, Any]:
        """The record as JSON, design of `saraban/record/1`."""
        source, engine = self.source, self.engine
        return {
            "schema": SCHEMA,
            "source": {
                "name": source.name,
                "sha256": source.sha256,
                "bytes": source.size,
                "media_type": source.media_type,
                "pages": source.pages,
            },
            "engine": {
                "saraban": __version__,
                "ocr": engine.ocr if engine else None,
                "model": engine.model if engine else None,
                "model_sha256": engine.model_sha256 if engine else None,
                "lacks_digits": "".join(sorted(engine.lacks_digits)) if engine else None,
                "cage": list(engine.cage) if engine else None,
            },
            "pages": [_page(page) for page in self.pages],
            "documents": [document.as_dict() for document in self.documents],
            "links": [
                {"from": link.source, "to": link.target, "relation": link.relation, "reason": link.reason}
                for link in self.links
            ],
            "warnings": [
                {"code": warning.code, "page": warning.page, "message": warning.message}
                for warning in self.warnings
            ],
        }

    def json(self) -> str:
        """The record as one line of JSON, Thai letters as they are."""
        # A lone surrogate (a file name of odd bytes) is escaped: UTF-8 has no form for it.
        text = json.dumps(self.as_dict(), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _page(page: Page) -> dict[str, Any]:
    sure = [one for line in page.lines for one in line.confidences or ()]
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "dpi_source": page.dpi_source,
        "rotation": page.rotation,
        "skew": round(page.skew, 2),
        "text_from": page.text_from,
        "confidence": round(sum(sure) / len(sure), 4) if sure else None,
        "marks": [
            {
                "kind": mark.kind,
                "box": list(mark.box),
                "angle": round(mark.angle, 1),
                "ink": mark.ink,
                "state": mark.state,
                "lines": list(mark.lines),
            }
            for mark in page.marks
        ],
        "lines": [
            {
                "number": line.number,
                "text": line.text,
                "box": list(line.box) if line.box else None,
                "confidence": None if line.confidence is None else round(line.confidence, 4),
            }
            for line in page.lines
            if line.text.strip()
        ],
    }
