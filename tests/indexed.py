"""A folder of generated records for tests of the index, and what its index answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.search_records import as_bytes, records
from saraban.app.index.query import build
from saraban.app.index.search import search
from saraban.app.index.store import Store
from saraban.app.output import RECORDS

COUNT = 40
QUESTIONS = (
    {"text": "คลอง"},
    {"text": "๒๕"},
    {"kind": "memo"},
    {"flagged": "any"},
    {"action": "approve"},
    {"from": "2000", "to": "2010"},
)


def generated(folder: Path) -> Path:
    """An output folder with so many records."""
    (folder / RECORDS).mkdir(parents=True)
    for name, record in records(COUNT):
        (folder / RECORDS / name).write_bytes(as_bytes(record))
    return folder


def answers(store: Store) -> list[set[str]]:
    return [
        {hit.id for hit in search(store, replace(build(question), size=1000)).hits} for question in QUESTIONS
    ]


def nothing(line: str) -> None:
    raise AssertionError(line)
