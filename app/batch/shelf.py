"""The records of an output folder: written whole, put away when their file has changed, each step on the trail."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from saraban.app.batch.ledger import Ledger
from saraban.app.batch.queue import Queue
from saraban.app.batch.report import REPORT_JSON, REPORT_TXT
from saraban.app.batch.trail import Trail
from saraban.app.batch.work import Ended, Ending, Work, Written
from saraban.app.output import RECORDS, SUPERSEDED, record_name, sweep, sync_folder, write_whole
from saraban.extract.errors import OutputFailed
from saraban.extract.source import printable
from saraban.extract.stored import unpack_source

Event = tuple[str, dict[str, object]]
_RESTED = 3600.0


class Shelf:
    """Where the records of a run stand. Whoever makes one holds the output folder."""

    def __init__(self, out: Path, ledger: Ledger, trail: Trail, config: str) -> None:
        self.out = out
        self.trail = trail
        self._ledger = ledger
        self.config = config
        self._written: list[Event] = []

    def sweep(self, *, alone: bool) -> None:
        """Clear away what a killed run left half written; of others who share the folder, what rested for an hour."""
        rested = 0.0 if alone else _RESTED
        sweep(self.out / RECORDS, rested=rested)
        sweep(self.out, REPORT_JSON, REPORT_TXT, rested=rested)

    def write(self, work: Work, record: bytes, ended: Ended) -> Written:
        """Write a record; `settle` makes it last. Raises OutputFailed."""
        source = unpack_source(work.packed)
        name = self._free_name(source.name, source.sha256)
        write_whole(self.out / RECORDS, name, record, sync=False)
        sha256 = hashlib.sha256(record).hexdigest()
        facts = {
            "record": name,
            "sha256": sha256,
            "bytes": len(record),
            "source_path": work.path,
            "source_sha256": source.sha256,
            "source_bytes": source.size,
            "config": self.config,
        }
        self._written.append(("record_written", facts))
        return Written(name, sha256, len(record), ended)

    def settle(
        self,
        endings: Iterable[Ending],
        *,
        lost: Iterable[str] = (),
        alike: Iterable[tuple[bytes, bytes]] = (),
    ) -> None:
        """Have what was written since the last time on the disk and on the trail, and on the trail the inputs that
        have no record of their own, the records that were `lost`, and the names that look `alike`.
        """
        events, self._written = self._written, []
        if events:
            sync_folder(self.out / RECORDS)
        events += (("record_lost", {"record": record}) for record in lost)
        events += (("names_alike", {"path": path, "other": other}) for path, other in alike)
        self.trail.append_many([*events, *filter(None, map(_event, endings))])

    def put_away(self, queue: Queue) -> None:
        """Move the records whose files have changed, or are no more read, out of the way of those that count."""
        for source, record, sha256 in queue.gone():
            if record is not None:
                self._move(record, sha256)
            queue.forget(source)

    def _move(self, record: str, sha256: str) -> None:
        """Idempotent: a run that was killed in between does it again."""
        former = self.out / RECORDS / record
        if not former.exists():
            return
        name = f"{record.removesuffix('.json')}.{sha256[:8]}.json"
        self.trail.append("record_superseded", record=record, sha256=sha256, now=name)
        try:
            (self.out / SUPERSEDED).mkdir(exist_ok=True)
            os.replace(former, self.out / SUPERSEDED / name)
            sync_folder(self.out / SUPERSEDED)
            sync_folder(self.out / RECORDS)
        except OSError as error:
            what = f"{printable(record)} cannot be moved to {SUPERSEDED}: {error.strerror}; make room and run again"
            raise OutputFailed(what) from error

    def _free_name(self, name: str, sha256: str) -> str:
        """The name of a record; a longer piece of the hash where another source has that name already."""
        for digits in (8, 16, 64):
            wanted = record_name(name, sha256, digits)
            held = self._ledger.database.ask(
                "SELECT 1 FROM source WHERE record = ? AND sha256 <> ? LIMIT 1", wanted, sha256
            )
            if not held:
                return wanted
        raise OutputFailed(f"the name {printable(name)} is taken by another record; choose another --out")


def _event(ending: Ending) -> Event | None:
    """What the trail says of an input that has no record of its own."""
    if ending.outcome == "same":
        return "input_same", {"path": ending.path, "record": ending.record}
    if ending.outcome in ("failed", "quarantined"):
        return "input_failed", {"path": ending.path, "code": ending.code, "message": ending.message}
    return None
