"""The records of an output folder, and the files that they were read from. Nothing else can be reached through it."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
from collections import OrderedDict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.app.batch.ledger import FILE, Ledger
from saraban.app.output import RECORDS
from saraban.app.review.book import Book, Reading
from saraban.app.review.corrections import Correction, Effective
from saraban.app.review.masking import masked_effective
from saraban.extract.errors import NoOutput, NoSuchField
from saraban.extract.page import Page
from saraban.extract.record import SCHEMA
from saraban.extract.source import Source, printable

Json = dict[str, Any]
Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds: a cheap sign of which state of a file it is."""

_KEPT = 32
_RECORD_BYTES_MAX = 1 << 28


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reading, and the record with what people had said of it up to their event `head`."""

    stamp: Stamp
    reading: Reading
    shown: Effective
    head: int


class Holdings:
    """What an output folder holds. A record that is replaced while somebody looks is read anew.

    `ledger`: where the account of the batch is, None for the one in the folder. Raises NoOutput where there is
    nothing of `saraban read --out`.
    """

    def __init__(self, out: Path, ledger: str | None = None) -> None:
        self.out = out
        self.book = Book(out)
        self._ledger: str | Path = ledger or out / FILE
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        if not (out / RECORDS).is_dir():
            raise NoOutput(f"{printable(out)} holds no records; name the folder that was given to --out")

    def reading(self, name: str) -> Reading:
        """The record in the file of that name. Raises NoSuchField. Not to be changed: others see it, too."""
        return self._current(name).reading

    def shown(self, name: str) -> Json:
        """The same with what people said beside what the machine read, citizen numbers masked. Raises NoSuchField,
        TrailBroken.
        """
        return self._current(name).shown.record

    def orphaned(self, name: str) -> tuple[Correction, ...]:
        """What people said of things that the record of their file no longer has. Raises as `shown`."""
        return self._current(name).shown.orphaned

    def stamp(self, name: str) -> Stamp:
        """Changes when the record does. Raises NoSuchField."""
        return self._current(name).stamp

    def _current(self, name: str) -> _Kept:
        descriptor = self._open(name)
        with os.fdopen(descriptor, "rb") as stream:
            found = os.fstat(descriptor)
            stamp, head = (found.st_size, found.st_mtime_ns), self.book.head().n
            with self._lock:
                kept = self._kept.get(name)
                if kept is not None and (kept.stamp, kept.head) == (stamp, head):
                    self._kept.move_to_end(name)
                    return kept
            if kept is not None and kept.stamp == stamp:
                reading = kept.reading
            else:
                data = stream.read(_RECORD_BYTES_MAX)
                reading = Reading(name, hashlib.sha256(data).hexdigest(), _parsed(data, name))
        said = self.book.of(reading.record["source"]["sha256"])
        shown = masked_effective(self.book.effective(reading) if said else Effective(reading.record))
        return self._keep(name, _Kept(stamp, reading, shown, head))

    def _keep(self, name: str, made: _Kept) -> _Kept:
        with self._lock:
            self._kept[name] = made
            self._kept.move_to_end(name)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _open(self, name: str) -> int:
        """A descriptor of the file of a record: a plain file that lies in the folder itself, never a link."""
        missing = NoSuchField(f"there is no record {printable(name[:100])}")
        if "/" in name or "\0" in name or name.startswith(".") or not name.endswith(".json"):
            raise missing
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(self.out / RECORDS / name, flags)
        except (OSError, UnicodeEncodeError) as error:
            raise missing from error
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise missing
        return descriptor

    def source(self, name: str) -> Source | None:
        """The file that a record was read from, by the ledger; None where the ledger does not know it, or it is gone."""
        told = self.reading(name).record["source"]
        for path in self._paths(name):
            if path.is_file():
                return Source(
                    path, told["name"], told["sha256"], told["bytes"], told["media_type"], told["pages"]
                )
        return None

    def _paths(self, name: str) -> list[Path]:
        """Where the bytes of a record were found: every input that held them."""
        if isinstance(self._ledger, Path) and not self._ledger.is_file():
            return []
        ledger = Ledger.look_at(self._ledger)
        with closing(ledger.database) as database:
            found = database.ask(
                "SELECT input.path FROM source JOIN input ON input.source = source.id WHERE source.record = ?"
                " ORDER BY input.id LIMIT 8",
                name,
            )
        return [Path(os.fsdecode(bytes(path))) for (path,) in found]


def page_of(record: Json, number: int) -> Page:
    """A page of a record as its reader left it, as far as its picture needs that. Raises NoSuchField."""
    for page in record["pages"]:
        if page["number"] == number:
            return Page(
                number=number,
                text_from=page["text_from"],
                lines=(),
                width=page["width"],
                height=page["height"],
                dpi=page["dpi"],
                rotation=page["rotation"],
                skew=page["skew"],
            )
    raise NoSuchField(f"the record has no page {number}")


def _parsed(data: bytes, name: str) -> Json:
    broken = NoSuchField(f"{printable(name)} is no record: saraban verify says what is wrong")
    try:
        made = json.loads(data)
    except ValueError as error:
        raise broken from error
    if not isinstance(made, dict) or made.get("schema") != SCHEMA:
        raise broken
    return made
