"""Corrections given back as truths: what people confirmed or corrected, and nothing else, is what a scan should say.

`saraban evaluate OUT` reads the sources of OUT anew and compares them with these. Of a list only the entries that people
spoke of are known; that an entry is not there at all cannot be compared, and is counted as not scored.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saraban.app.batch.chain import Event, path_bytes, scan
from saraban.app.evaluation.gold import rule_of
from saraban.app.evaluation.truth import ExpectedDocument, Item, Part, Place, Span, Truth
from saraban.app.review.anchor import KIND, FieldPath, Json
from saraban.app.review.book import Book, Reading, read_record
from saraban.app.review.corrections import Correction, place
from saraban.app.review.states import standing_of
from saraban.extract.record import REPEATED


@dataclass(slots=True)
class _Known:
    """What people know of one document."""

    pages: Span
    kind: str | None = None
    items: list[Item] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def corrected_truths(out: Path) -> Iterator[Truth]:
    """One truth for each source of an output folder of which people spoke, by the name of its record.

    Raises ValueError where the bytes of a source are not those that people saw; OSError, TrailBroken.
    """
    book = Book(out)
    spoken = {one.source for one in book.all()}
    for path, record, sha256 in sorted(_sources(out), key=lambda one: one[1]):
        if sha256 not in spoken:
            continue
        if path.exists() and _sha256(path) != sha256:
            raise ValueError(f"{path} was changed since it was read; run saraban read again")
        truth = _truth(path, read_record(out, record), book.of(sha256))
        if truth.documents or truth.not_scored:
            yield truth


def _sources(out: Path) -> list[tuple[Path, str, str]]:
    """Each input with a record that counts: its path, the name of the record, its sha256."""
    found: dict[str, tuple[Path, str, str]] = {}
    for event in scan(out):
        if not isinstance(event, Event):
            continue
        facts = event.facts
        match event.event:
            case "record_written":
                path = Path(os.fsdecode(path_bytes(facts["source_path"])))
                found[facts["record"]] = (path, facts["record"], facts["source_sha256"])
            case "record_superseded" | "record_lost":
                found.pop(facts["record"], None)
    return list(found.values())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _truth(scan: Path, reading: Reading, said: Sequence[Correction]) -> Truth:
    record, not_scored = reading.record, Counter[str]()
    known = {one["id"]: _Known((one["pages"][0], one["pages"][1])) for one in record["documents"]}
    for name, path, corrections in _spoken(reading, said):
        where = known.get(name)
        if where is None:
            not_scored["spoken of, and in no document any more"] += len(corrections)
            continue
        lines = _lines(corrections[-1]) if where.pages[0] == where.pages[1] else None
        _add(where, path, standing_of(None, corrections), lines, not_scored)
    told = [one for one in known.values() if one.kind or one.items or one.absent]
    # The others on their pages stand there, too, so that each is compared with its own.
    kept = {
        name: one
        for name, one in known.items()
        if any(one.pages[0] <= other.pages[1] and other.pages[0] <= one.pages[1] for other in told)
    }
    documents = (
        ExpectedDocument(
            name=f"{scan.name} {name}",
            kind=one.kind,
            place=Place(pages=one.pages),
            items=tuple(one.items),
            absent=tuple(one.absent),
        )
        for name, one in kept.items()
    )
    return Truth(scan=scan, documents=tuple(documents), not_scored=not_scored)


def _spoken(
    reading: Reading, said: Sequence[Correction]
) -> Iterator[tuple[str, FieldPath, list[Correction]]]:
    """Each entry that people spoke of: the id of its document, its path, what they said.

    An entry of a list that the last reading has no more was on its page all the same: it belongs to the one document
    of that page. Of others nobody knows to which document they belong: the id is "".
    """
    placed = place(reading.record, reading.sha256, said)
    for (name, path), corrections in placed.slots.items():
        yield name, path, corrections
    lost: dict[tuple[str, str, FieldPath], list[Correction]] = {}
    for one in placed.orphaned:
        key = (one.reading, one.anchor.document, one.anchor.path.entry)
        lost.setdefault(key, []).append(one)
    for (_, _, path), corrections in lost.items():
        yield _only_document(reading.record, corrections[-1]), path, corrections


def _only_document(record: Json, one: Correction) -> str:
    spot = one.anchor.spot
    if spot is None or one.anchor.path.index is None:
        return ""
    here = [doc["id"] for doc in record["documents"] if doc["pages"][0] <= spot.page <= doc["pages"][1]]
    return str(here[0]) if len(here) == 1 else ""


def _lines(one: Correction) -> Span | None:
    return one.anchor.spot.lines if one.anchor.spot else None


def _add(
    known: _Known,
    path: FieldPath,
    standing: Mapping[str, tuple[str, Any]],
    lines: Span | None,
    not_scored: Counter[str],
) -> None:
    """What stands of one entry."""
    if not standing:
        return
    if path.name == KIND:
        known.kind = str(standing[""][1]) if standing[""][1] else None
    elif all(what == "absent" for what, _ in standing.values()):
        if path.name in REPEATED:
            not_scored[f"{path.name} that are not there"] += 1
        else:
            known.absent.append(path.name)
    else:
        parts = tuple(_part(path.name, key, *said) for key, said in standing.items())
        known.items.append(Item(field=path.name, parts=parts, lines=lines))


def _part(name: str, key: str, what: str, value: Any) -> Part:
    row = f"{name}.{key}" if key else name
    readable = what != "unreadable"
    return Part(row=row, path=key, value=value or None, rule=rule_of(name, key), readable=readable)
