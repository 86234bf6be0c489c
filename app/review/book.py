"""The book of corrections of an output folder: `review.jsonl`, read, followed as it grows, and added to.

    book = Book(out)
    reading = read_record(out, "a.pdf-0123abcd.json")
    shown = book.effective(reading)                 # what the page shows
    seen = Seen(reading.name, reading.sha256, "d2", "receipts.0.date", after=0)
    book.add(seen, Said("corrected", who="สมศรี", typed="๑๙ ก.ย. ๒๕๕๙", why="ลายมือ"))

One book may be used by several threads, and the same file by several processes.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.app.batch.chain import ADVICE, REVIEW, Break, Checkpoint, Event, follow
from saraban.app.batch.trail import Trail
from saraban.app.output import RECORDS
from saraban.app.review.anchor import FieldPath, document_named, entries
from saraban.app.review.corrections import Correction, Effective, Said, Seen, effective, last_event
from saraban.app.review.stating import stated
from saraban.extract.errors import NoSuchField, OutputFailed, ReviewConflict, TrailBroken
from saraban.extract.source import printable


@dataclass(frozen=True, slots=True)
class Reading:
    """A record as it lies in `records/`: its file's name, the sha256 of its bytes, and what it says."""

    name: str
    sha256: str
    record: dict[str, Any]


def read_record(out: Path, name: str) -> Reading:
    """The record of this name in an output folder, with or without `.json`. Raises NoSuchField."""
    file = name if name.endswith(".json") else f"{name}.json"
    if file != os.path.basename(file) or "\0" in file:
        raise NoSuchField(f"{printable(name)} is no name of a record; saraban review OUT lists them")
    try:
        data = (out / RECORDS / file).read_bytes()
        return Reading(file, hashlib.sha256(data).hexdigest(), json.loads(data))
    except (OSError, ValueError) as error:
        what = f"there is no record {printable(name)} in {printable(out)} that can be read"
        raise NoSuchField(f"{what}; saraban review OUT lists them") from error


class Book:
    """The corrections of an output folder, those added meanwhile included.

    Raises TrailBroken where the file is not what was written, OutputFailed where the system refuses it.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._lock = threading.RLock()
        self._stamp, self._size = (0, 0), 0
        self._head = Checkpoint(0, "")
        self._said: list[Correction] = []
        self._by_source: dict[str, list[Correction]] = {}

    def all(self) -> tuple[Correction, ...]:
        """Every correction, in order."""
        with self._lock:
            self._follow()
            return tuple(self._said)

    def of(self, source: str) -> tuple[Correction, ...]:
        """The corrections of the file with this sha256, in order."""
        with self._lock:
            self._follow()
            return tuple(self._by_source.get(source, ()))

    def since(self, n: int) -> tuple[Correction, ...]:
        """The corrections after event `n`: of their `source` the index must be brought up to date."""
        return tuple(one for one in self.all() if one.n > n)

    def head(self) -> Checkpoint:
        """The last event; 0 where there is none."""
        with self._lock:
            self._follow()
            return self._head

    def effective(self, reading: Reading) -> Effective:
        """A record with what people said beside what was read."""
        return effective(reading.record, reading.sha256, self.of(reading.record["source"]["sha256"]))

    def add(self, seen: Seen, said: Said) -> Correction:
        """Write down what a person says of a field; it is durable when this returns.

        Raises NoSuchField; BadValue where what was typed, or a name, cannot be understood; ReviewConflict where
        somebody else spoke of the entry, or the file was read anew, since the person saw it; TrailBroken;
        OutputFailed.
        """
        with self._lock, Trail(self.out) as trail, Trail(self.out, REVIEW) as review:
            head = review.append_many(self._event(seen, said))
            # The trail, whose checkpoints people keep elsewhere, knows of it: an end cut off here is seen there.
            trail.append("reviewed", n=head.n, sha256=head.sha256, record=seen.record)
            self._follow()
            return next(one for one in reversed(self._said) if one.n == head.n)

    def _event(self, seen: Seen, said: Said) -> Iterator[tuple[str, dict[str, Any]]]:
        yield said.what, self._facts(seen, said)

    def _facts(self, seen: Seen, said: Said) -> dict[str, Any]:
        """The event, made when nobody else can add one."""
        reading = read_record(self.out, seen.record)
        if reading.sha256 != seen.reading:
            raise ReviewConflict("the file was read anew since you saw it; look at it again")
        try:
            path = FieldPath.parse(seen.field)
        except ValueError as error:
            raise NoSuchField(f"{printable(seen.field)}: {error}") from error
        shown = self.effective(reading).record
        document = document_named(shown, seen.document)
        if document is None or (path.index is not None and path.index >= len(entries(document, path.name))):
            raise NoSuchField(f"{reading.name} has no {printable(seen.document)} {seen.field}")
        last = last_event(document, path)
        if last != seen.after:
            raise ReviewConflict(self._whose(last, seen))
        kept = {"source": reading.record["source"]["sha256"], "record": reading.name}
        return {
            **kept,
            "reading": reading.sha256,
            "after": last,
            **stated(reading.record, document, path, said),
        }

    def _whose(self, last: int, seen: Seen) -> str:
        one = next((one for one in self._said if one.n == last), None)
        if one is None or seen.after > last:
            return f"event {seen.after} is not the last of {seen.field}; look at it again"
        return f"{one.who} said {one.what} of {one.anchor.field} at {one.at} (event {last}); look at it again"

    def _follow(self) -> None:
        """Take in what was added since. A last line without its end is no event: its writer is at work, or dead."""
        try:
            with (self.out / REVIEW).open("rb") as stream:
                now = os.fstat(stream.fileno())
                if self._size and ((now.st_dev, now.st_ino) != self._stamp or now.st_size < self._size):
                    self._forget()
                self._stamp = now.st_dev, now.st_ino
                stream.seek(self._size)
                for one in follow(stream, self._head if self._size else None):
                    if isinstance(one, Event):
                        self._take(one)
                        self._size = stream.tell()
                    elif not one.half:
                        raise _broken(one)
        except FileNotFoundError:
            self._forget()
        except OSError as error:
            raise OutputFailed(f"{REVIEW}: {error.strerror}; check permissions and the disk") from error

    def _take(self, event: Event) -> None:
        self._head = Checkpoint(event.n, event.sha256)
        if event.event == "tail_repaired":
            return
        try:
            one = Correction.of(event)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"event {event.n} ({printable(event.event)}) tells of no correction"
            raise _broken(Break(event.n, what)) from error
        self._said.append(one)
        self._by_source.setdefault(one.source, []).append(one)

    def _forget(self) -> None:
        self._said, self._by_source = [], {}
        self._head, self._size, self._stamp = Checkpoint(0, ""), 0, (0, 0)


def _broken(found: Break) -> TrailBroken:
    return TrailBroken(f"{REVIEW}: {found.message}; {ADVICE[REVIEW]}")
