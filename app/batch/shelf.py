"""The records of an output folder: written whole, put away when their file has changed, each step on the trail."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from saraban.app.batch.ledger import Ledger
from saraban.app.batch.queue import Queue
from saraban.app.batch.trail import Trail
from saraban.app.batch.work import Ended, Work, Written
from saraban.app.output import RECORDS, SUPERSEDED, record_name, sweep, sync_folder, write_whole
from saraban.extract.errors import OutputFailed
from saraban.extract.source import printable
from saraban.extract.stored import unpack_source


class Shelf:
    """Where the records of a run stand. Whoever makes one holds the output folder."""

    def __init__(self, out: Path, ledger: Ledger, trail: Trail, config: str) -> None:
        self.out = out
        self.trail = trail
        self._ledger = ledger
        self._config = config

    def sweep(self) -> None:
        """Clear away what a killed run left half written. Only for whoever alone holds the folder."""
        sweep(self.out / RECORDS)

    def write(self, work: Work, record: bytes, ended: Ended) -> Written:
        """Put a record on the disk, then on the trail. Raises OutputFailed."""
        source = unpack_source(work.packed)
        name = self._free_name(source.name, source.sha256)
        write_whole(self.out / RECORDS, name, record)
        sha256 = hashlib.sha256(record).hexdigest()
        self.trail.append(
            "record_written",
            record=name,
            sha256=sha256,
            bytes=len(record),
            source_path=work.path,
            source_sha256=source.sha256,
            source_bytes=source.size,
            config=self._config,
        )
        return Written(name, sha256, len(record), ended)

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
