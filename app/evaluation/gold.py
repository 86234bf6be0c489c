"""Truths of the corpus: `documents/KIND/NAME/gold.toml` for every scan (or the transcript) of NAME.

The gold file names for each document of the file its kind, its pages, the values of its fields (`as_read`: what
the page says literally, where the value is known from elsewhere) and the fields that are absent. Everything is compared exactly, kinds and limits too; where text (not a number, a
date or a code) differs by a few letters it is near. A repeated field that is named has all its entries; a
key of an entry that is not named has no value. A field named neither way is not scored. Links are all
known: a further one is an invention.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saraban.app.evaluation.truth import ExpectedDocument, ExpectedLink, Item, Part, Place, Truth, as_list
from saraban.extract.record import SINGLE

NAME = "gold.toml"

_RULES = {"subject": "line", "to": "line", "agency": "line", "closing": "list"}
_TEXTS = frozenset({"office", "title", "name", "position", "text", "actor", "body", "place"})
KEYS = {
    "references": ("number", "date", "urgency"),
    "enclosures": ("title", "count", "unit"),
    "receipts": ("office", "number", "date", "time"),
    "signatories": ("title", "name", "position", "acting"),
    "dispositions": ("action", "text", "actor", "date", "mark"),
    "contacts": ("kind", "number", "extension"),
    "register_notes": ("book", "number", "date"),
    "meetings_mentioned": ("number", "date"),
    "meeting": ("body", "number", "date", "time", "place"),
}
"""The keys of the values that have keys."""


def read_gold(path: Path, *, transcripts: bool = False) -> Iterator[Truth]:
    """One truth for each scan of the document, or one for its transcript.

    `path` is CORPUS/documents/KIND/NAME/gold.toml; the scans are CORPUS/scans/NAME.* and
    CORPUS/scans/NAME--RECIPE.*, the transcript CORPUS/transcripts/NAME.txt.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    name, corpus = path.parent.name, path.parents[3]
    scans = (
        [corpus / "transcripts" / f"{name}.txt"]
        if transcripts
        else sorted([*corpus.glob(f"scans/{name}.*"), *corpus.glob(f"scans/{name}--*.*")])
    )
    for scan in scans:
        yield _truth(scan, told)


def _truth(scan: Path, told: dict[str, Any]) -> Truth:
    documents = told.get("document", [])
    names = [f"{scan.name} d{number}" for number in range(1, len(documents) + 1)]
    links = (
        ExpectedLink(
            source=f"{scan.name} d{link['from']}",
            target=f"{scan.name} d{link['to']}",
            relations=frozenset({link["relation"]}),
        )
        for link in told.get("link", [])
    )
    return Truth(
        scan=scan,
        documents=tuple(_document(name, document) for name, document in zip(names, documents, strict=True)),
        links=tuple(links),
        all_documents=True,
        all_links=True,
    )


def _document(name: str, told: dict[str, Any]) -> ExpectedDocument:
    first, last = told["pages"]
    fields = told.get("fields", {})
    return ExpectedDocument(
        name=name,
        kind=told["kind"],
        place=Place(pages=(first, last), scored=True),
        items=tuple(_item(field, entry) for field in fields for entry in as_list(fields[field])),
        absent=tuple(told.get("absent", ())),
        complete=frozenset(field for field in fields if field not in SINGLE),
    )


def _item(field: str, told: dict[str, Any]) -> Item:
    value, literal = told["value"], told.get("as_read")
    if field not in KEYS:
        return Item(field=field, parts=(Part(row=field, value=value, rule=rule_of(field), as_read=literal),))
    parts = []
    for key in KEYS[field]:
        rule = rule_of(field, key)
        as_read = literal.get(key) if literal else None
        parts.append(
            Part(row=f"{field}.{key}", path=key, value=value.get(key) or None, rule=rule, as_read=as_read)
        )
    return Item(field=field, parts=tuple(parts))


def rule_of(field: str, key: str = "") -> str:
    """How a field, or the key of its value, is compared: exactly; text may be near."""
    if not key:
        return _RULES.get(field, "exact")
    return "list" if key == "acting" else "line" if key in _TEXTS else "exact"
