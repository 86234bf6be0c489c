"""The index brought up to date with the records of an output folder and with what people said of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from saraban.app.index.columns import some_of
from saraban.app.index.entries import Entry, Json, entries, storable
from saraban.app.index.store import Known, Store, failing
from saraban.app.output import RECORDS
from saraban.app.review.book import Book, Reading
from saraban.extract.errors import IndexFailed
from saraban.extract.source import printable

_TOGETHER = 200
"""Records that are entered as one change; what a crash cuts off is entered the next time."""
_NO_RECORD = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""What reading a file raises that is gone or holds no record."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done. `entered`: records taken in, new or changed; `gone`: records that are no more there;
    `unread`: files in `records/` that hold no record.
    """

    entered: int
    gone: int
    unread: tuple[str, ...]


def refresh(out: Path, store: Store) -> Brought:
    """Bring the index up to date with `out/records` and `out/review.jsonl`.

    A record counts as changed when the size or time of its file and then its bytes are others, or when somebody
    corrected it. Doing it twice changes nothing; killed in between, it goes on where it was. Raises IndexFailed, and
    TrailBroken where the corrections are not what was written.
    """
    book, known = Book(out), store.known()
    last = _last_events(book)
    lasting, unread, entered = set(), [], 0
    restamped: list[Known] = []
    batch: list[tuple[Known, Sequence[Entry]]] = []
    for file in _files(out):
        former = known.get(file.name)
        lasting.add(file.name)
        try:
            stamp = _stamp(file)
            if former and former.stamp == stamp and former.review == last.get(former.source_sha256, 0):
                continue
            made = _made(file, stamp, book, last)
        except _NO_RECORD:
            unread.append(file.name)
            continue
        if former and (former.sha256, former.review) == (made[0].sha256, made[0].review):
            restamped.append(made[0])
            continue
        batch.append(made)
        entered += 1
        if len(batch) == _TOGETHER:
            store.enter(batch)
            batch = []
    store.enter(batch)
    store.stamped(restamped)
    gone = [name for name in known if name not in lasting or name in unread]
    store.remove(gone)
    return Brought(entered, len(gone), tuple(unread))


def refresh_said(out: Path, store: Store) -> Brought:
    """Take in what people said of records, where no file of a record has changed. Raises as `refresh`."""
    book = Book(out)
    last = _last_events(book)
    files = [out / RECORDS / name for name in _reviewed_since(store, last)]
    try:
        made = [_made(file, _stamp(file), book, last) for file in files]
    except _NO_RECORD:
        return refresh(out, store)
    for begin in range(0, len(made), _TOGETHER):
        store.enter(made[begin : begin + _TOGETHER])
    return Brought(len(made), 0, ())


def refresh_one(out: Path, store: Store, name: str) -> None:
    """Bring the index up to date with one record, as after a correction of it."""
    file, book = out / RECORDS / name, Book(out)
    try:
        store.enter([_made(file, _stamp(file), book, _last_events(book))])
    except FileNotFoundError:
        store.remove([name])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFailed(
            f"{printable(name)} cannot be read ({error}); saraban verify says what is wrong"
        ) from error


def _made(file: Path, stamp: str, book: Book, last: dict[str, int]) -> tuple[Known, list[Entry]]:
    """A record read from its file, with what people said of it."""
    data = file.read_bytes()
    return entered(
        file.name, stamp, data, lambda record, sha256: _reviewed(file.name, record, sha256, (book, last))
    )


Review = Callable[[Json, str], tuple[int, Json]]
"""Of a record and the sha256 of its bytes: the last correction of it, and the record with what people said."""


def entered(
    name: str, stamp: str, data: bytes, review: Review = lambda record, _: (0, record)
) -> tuple[Known, list[Entry]]:
    """What the index holds of a record, by its bytes. Raises ValueError, KeyError or TypeError where it is none."""
    sha256 = hashlib.sha256(data).hexdigest()
    last, record = review(json.loads(data), sha256)
    source = record["source"]
    known = Known(
        name=name,
        stamp=stamp,
        sha256=sha256,
        source=storable(source["name"]),
        source_sha256=source["sha256"],
        review=last,
    )
    return known, list(entries(record))


def _reviewed(name: str, record: Json, sha256: str, said: tuple[Book, dict[str, int]]) -> tuple[int, Json]:
    book, events = said
    last = events.get(record["source"]["sha256"], 0)
    return last, book.effective(Reading(name, sha256, dict(record))).record if last else record


def _files(out: Path) -> list[Path]:
    folder = out / RECORDS
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        what = f"{printable(folder)}: {error.strerror}; name the folder that was given to saraban read --out"
        raise IndexFailed(what) from error
    return [folder / name for name in names if name.endswith(".json") and not name.startswith(".")]


def _stamp(file: Path) -> str:
    """What changes whenever a file is written anew."""
    now = file.stat()
    return f"{now.st_size}:{now.st_mtime_ns}:{now.st_ino}"


def _last_events(book: Book) -> dict[str, int]:
    """The number of the last correction of each source, by its hash."""
    return {one.source: one.n for one in book.all()}


def _reviewed_since(store: Store, last: Mapping[str, int]) -> list[str]:
    """The records that were taken in with another last correction than that of their source."""
    ask = "SELECT name, source_sha256, review FROM index_record WHERE"
    with failing():
        found = store.database.ask(f"{ask} review <> 0")
        others = [*last.keys() - {row[1] for row in found}]
        found += some_of(store.database, f"{ask} review = 0 AND source_sha256", others)
    return [name for name, source, review in found if review != last.get(source, 0)]
