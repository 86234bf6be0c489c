"""What must be there, as the trail tells it: each record and each source with its hash, and how the last run ended."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from typing import Any

from saraban.app.batch.chain import Checkpoint, Event, path_bytes
from saraban.app.output import RECORDS, SUPERSEDED


class Expected:
    """Filled event by event. It lives in a file that the system deletes, so that memory stays flat.

    `files`: name → sha256 of what the last run wrote at its end. `open`: the event because of which these may have
    changed since: a run that has not ended or was stopped, or a retry that was not run yet; None when the last run has ended.
    `review`: the last correction that the trail knows of; None when it knows of none.
    """

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.open: Event | None = None
        self.review: Checkpoint | None = None
        self.runs = 0
        self._store = sqlite3.connect("")
        self._store.execute(
            "CREATE TABLE file (folder, name, sha256, source, PRIMARY KEY (folder, name)) WITHOUT ROWID"
        )
        self._store.execute("CREATE TABLE source (path PRIMARY KEY, sha256, record, failed) WITHOUT ROWID")

    def note(self, event: Event) -> None:
        """What follows from an event; those that change no file are passed over."""
        facts = event.facts
        match event.event:
            case "run_started":
                self.open, self.runs = event, self.runs + 1
            case "retried":
                self.open = event
            case "run_ended":
                self.open = None if facts["outcome"] == "finished" else event
                self.files = dict(facts["files"])
            case "record_written":
                self._put(RECORDS, facts["record"], facts["sha256"], facts["source_sha256"])
                self._put_source(facts["source_path"], facts["source_sha256"], facts["record"])
            case "record_superseded":
                self._remove(facts["record"])
                self._put(SUPERSEDED, facts["now"], facts["sha256"])
            case "record_lost":
                self._remove(facts["record"])
            case "input_same":
                self._put_source(facts["path"], self._source_of(facts["record"]), facts["record"])
            case "reviewed":
                self.review = Checkpoint(int(facts["n"]), str(facts["sha256"]))
            case "input_failed":
                failed = (path_bytes(facts["path"]),)
                self._store.execute("UPDATE source SET failed = TRUE WHERE path = ?", failed)

    def inside(self, folder: str) -> Iterator[tuple[bytes, str]]:
        """The name and sha256 of each file that must be in a folder, by name."""
        rows = self._store.execute("SELECT name, sha256 FROM file WHERE folder = ? ORDER BY name", (folder,))
        yield from rows

    def holds(self, folder: str, name: bytes) -> bool:
        """Whether a file of this name must be in a folder."""
        wanted = "SELECT 1 FROM file WHERE folder = ? AND name = ?"
        return self._store.execute(wanted, (folder, name)).fetchone() is not None

    def sources(self) -> Iterator[tuple[bytes, str]]:
        """The path and sha256 of each input of which there is a record.

        Not one that failed when it was read again and whose former record is among the superseded.
        """
        rows = self._store.execute(
            "SELECT path, sha256 FROM source WHERE NOT failed OR EXISTS "
            "(SELECT 1 FROM file WHERE folder = ? AND name = record) ORDER BY path",
            (RECORDS,),
        )
        yield from rows

    def close(self) -> None:
        """Give the memory back."""
        self._store.close()

    def _put(self, folder: str, record: Any, sha256: str, source: str = "") -> None:
        self._store.execute("REPLACE INTO file VALUES (?, ?, ?, ?)", (folder, _name(record), sha256, source))

    def _remove(self, record: Any) -> None:
        gone = (RECORDS, _name(record))
        self._store.execute("DELETE FROM file WHERE folder = ? AND name = ?", gone)

    def _source_of(self, record: Any) -> str:
        """The sha256 of the source from which a record was made; KeyError when the trail tells of none."""
        wanted = "SELECT source FROM file WHERE folder = ? AND name = ?"
        row = self._store.execute(wanted, (RECORDS, _name(record))).fetchone()
        if row is None:
            raise KeyError(record)
        return str(row[0])

    def _put_source(self, path: Any, sha256: str, record: Any) -> None:
        row = (path_bytes(path), sha256, _name(record), False)
        self._store.execute("REPLACE INTO source VALUES (?, ?, ?, ?)", row)


def _name(record: Any) -> bytes:
    return os.path.basename(path_bytes(record))
