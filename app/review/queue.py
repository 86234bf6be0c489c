"""The queue (คิวตรวจ): every value that asks for a person and that nobody has spoken of yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from os import SEEK_END
from pathlib import Path
from typing import Any, Literal

from saraban.app.batch.chain import TRAIL
from saraban.app.output import RECORDS
from saraban.app.review.anchor import KIND, FieldPath, Json
from saraban.app.review.book import Book, Reading, read_record
from saraban.app.review.corrections import Correction, is_open, last_event, value_of
from saraban.app.review.masking import masked_correction, masked_effective

Order = Literal["oldest", "doubtful", "kind"]

_WRITTEN = b'"event":"record_written"'
"""What a line of the trail that tells of a written record has in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A field that a person should look at.

    `record`: the name of the record; `reading`: its sha256; `document`: d2; `kind` of that document; `field`: the
    path of the entry, `kind` for the document itself. `value`: as it holds now; `confidence`: 0 to 1, None where
    nobody can tell; `page`: None where no place is known. `since`: when the file was first read (UTC); "" unknown.
    `after`: the last event of the entry, 0 for none.
    """

    record: str
    reading: str
    document: str
    kind: str
    field: str
    value: Any
    raw: str | None
    reasons: tuple[str, ...]
    confidence: float | None
    page: int | None
    since: str
    after: int

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tasks, in which order. `kind`: of documents; `reason`: a reason for review; None: all."""

    by: Order = "oldest"
    kind: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The tasks in their order, and the corrections that fit nothing any more."""

    tasks: tuple[Task, ...]
    orphaned: tuple[Correction, ...]


def make_queue(out: Path, wanted: Wanted) -> Queue:
    """The queue of an output folder, citizen numbers masked: every record is read. Raises what `Book` raises."""
    book, since = Book(out), FirstRead(out).times()
    tasks: list[Task] = []
    orphaned: list[Correction] = []
    met: set[str] = set()
    for reading in readings(out):
        shown = masked_effective(book.effective(reading))
        met.add(reading.record["source"]["sha256"])
        orphaned += shown.orphaned
        tasks += tasks_of(reading, shown.record, since.get(reading.name, ""))
    orphaned += (masked_correction(one) for one in book.all() if one.source not in met)
    return Queue(tuple(ordered(tasks, wanted)), tuple(sorted(orphaned, key=lambda one: one.n)))


def readings(out: Path) -> Iterator[Reading]:
    """Every record of an output folder, by name."""
    for file in sorted((out / RECORDS).glob("*.json")):
        yield read_record(out, file.name)


def tasks_of(reading: Reading, shown: Json, since: str = "") -> Iterator[Task]:
    """The tasks of one effective record, in the order of its documents and fields."""
    for document in shown["documents"]:
        for path, entry in _entries(document):
            if not is_open(entry):
                continue
            at = entry.get("at")
            yield Task(
                record=reading.name,
                reading=reading.sha256,
                document=document["id"],
                kind=value_of(document),
                field=str(path),
                value=value_of(entry),
                raw=entry.get("raw"),
                reasons=tuple(entry["review"]["reasons"]),
                confidence=entry.get("confidence"),
                page=at["page"] if at else document["pages"][0] if path.name == KIND else None,
                since=since,
                after=last_event(document, path),
            )


def ordered(tasks: Iterable[Task], wanted: Wanted) -> list[Task]:
    """Those that are wanted, the first to look at first.

    Most doubtful is what the engine was least sure of; where nobody can tell, what has most reasons.
    """
    kept = [
        one
        for one in tasks
        if wanted.kind in (None, one.kind) and (wanted.reason is None or wanted.reason in one.reasons)
    ]
    return sorted(kept, key=_KEYS[wanted.by])


class FirstRead:
    """When the file of each record was first read (UTC), as the trail tells it; it follows a trail that grows.

    The lines are taken as they are: whether somebody changed them is told by `saraban verify`, and too slow here.
    """

    def __init__(self, out: Path) -> None:
        self._trail, self._end = out / TRAIL, 0
        self._at: dict[str, str] = {}

    def times(self) -> Mapping[str, str]:
        """The times by the names of records."""
        with suppress(FileNotFoundError), self._trail.open("rb") as stream:
            if stream.seek(0, SEEK_END) < self._end:  # another trail than it was
                self._end, self._at = 0, {}
            stream.seek(self._end)
            for line in stream:
                if not line.endswith(b"\n"):
                    break  # half a line: it is still being written
                self._end += len(line)
                if _WRITTEN in line:
                    self._note(line)
        return self._at

    def _note(self, line: bytes) -> None:
        with suppress(ValueError, KeyError, TypeError):
            event = json.loads(line)
            if event["event"] == "record_written":
                self._at.setdefault(str(event["facts"]["record"]), str(event["at"]))


def _entries(document: Json) -> Iterator[tuple[FieldPath, Json]]:
    yield FieldPath(KIND), document
    for name, found in document["fields"].items():
        if isinstance(found, list):
            yield from ((FieldPath(name, index), entry) for index, entry in enumerate(found))
        else:
            yield FieldPath(name), found


def _place(task: Task) -> tuple[Any, ...]:
    return task.record, int(task.document[1:])


def _doubt(task: Task) -> tuple[Any, ...]:
    unknown = task.confidence is None
    return unknown, task.confidence if task.confidence is not None else 0.0, -len(task.reasons)


_KEYS: Mapping[Order, Callable[[Task], tuple[Any, ...]]] = {
    "oldest": lambda task: (task.since, *_place(task)),
    "doubtful": lambda task: (*_doubt(task), *_place(task)),
    "kind": lambda task: (task.kind, *_place(task)),
}
