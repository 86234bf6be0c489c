"""`saraban review`: what waits for a person, and what a person says of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from saraban.app.output import RECORDS
from saraban.app.refused import refused
from saraban.app.review.book import Book, read_record
from saraban.app.review.corrections import Correction, Said, Seen
from saraban.app.review.masking import masked_correction
from saraban.app.review.queue import Task, Wanted, make_queue
from saraban.extract.errors import NoOutput, SarabanError
from saraban.extract.source import printable

_QUEUE = "saraban/queue/1"


def print_queue(out: Path, wanted: Wanted, *, as_json: bool) -> int:
    """Print the queue of an output folder as two lines a value, or as JSON; the exit code."""
    try:
        _must_be_output(out)
        queue = make_queue(out, wanted)
    except SarabanError as error:
        return refused(error)
    if as_json:
        tasks = [one.as_dict() for one in queue.tasks]
        orphaned = [asdict(one) for one in queue.orphaned]
        print(json.dumps({"schema": _QUEUE, "tasks": tasks, "orphaned": orphaned}, ensure_ascii=True))
        return 0
    for one in queue.tasks:
        print(_lines(one))
    print(f"{len(queue.tasks):,} values wait for a person")
    for lost in queue.orphaned:
        print(printable(f"fits nothing any more: event {lost.n}, {lost.record} {_what(lost)}"))
    return 0


def say(out: Path, place: str, field: str, said: Said, *, after: int = 0) -> int:
    """Write down what a person says of a field of `RECORD/dN`; the exit code.

    `after`: the last event of the field that the person knows of; somebody's word is never passed over unseen.
    """
    record, _, document = place.rpartition("/")
    try:
        _must_be_output(out)
        reading = read_record(out, record)
        made = Book(out).add(Seen(reading.name, reading.sha256, document, field, after), said)
    except SarabanError as error:
        return refused(error)
    print(printable(f"event {made.n}: {_what(masked_correction(made))}"))
    return 0


def _must_be_output(out: Path) -> None:
    if not (out / RECORDS).is_dir():
        raise NoOutput(
            f"{printable(out)} is no output folder: it holds no {RECORDS}; name the one given to --out"
        )


def _lines(task: Task) -> str:
    sure = "" if task.confidence is None else f"  {task.confidence:.2f}"
    page = "" if task.page is None else f"  page {task.page}"
    where = f"{task.record.removesuffix('.json')}/{task.document}  {task.kind}  {task.field}{page}{sure}"
    value = task.value if isinstance(task.value, str) else json.dumps(task.value, ensure_ascii=False)
    return "\n".join((printable(where), printable(f"    {value}  ({', '.join(task.reasons)})")))


def _what(one: Correction) -> str:
    value = "" if one.value is None else f" {json.dumps(one.value, ensure_ascii=False)}"
    return f"{one.anchor.document} {one.anchor.field} {one.what}{value}, by {one.who}"
