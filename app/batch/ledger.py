"""The ledger of a batch: every input, every source behind it, every page, and what became of each.

An input is a path. A source is what was found there: bytes (by their hash) under one configuration of programs, model
and rules; several inputs may hold the same bytes, which are read once. What is in hand is leased to a run; the first
end of a piece of work counts, whoever brings it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from saraban.app.batch.database import Database, connect
from saraban.app.batch.work import Ending
from saraban.extract.errors import LedgerFailed

FORMAT = "saraban/ledger/2"
FILE = "ledger.sqlite"
TRIES = 2
"""How often a piece of work may take its worker with it before it is put into quarantine."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS run (id {id}, started TEXT NOT NULL, ended TEXT, facts TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS input (
        id {id}, path {bytes} NOT NULL UNIQUE, run BIGINT NOT NULL, stamp TEXT NOT NULL, config TEXT NOT NULL,
        state TEXT NOT NULL, source BIGINT, tries INTEGER NOT NULL DEFAULT 0, owner TEXT, until BIGINT,
        code TEXT, message TEXT NOT NULL DEFAULT '', exit_code INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE IF NOT EXISTS source (
        id {id}, sha256 TEXT NOT NULL, config TEXT NOT NULL, input BIGINT NOT NULL, packed {bytes} NOT NULL,
        pages INTEGER NOT NULL,
        state TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0,
        tries INTEGER NOT NULL DEFAULT 0, owner TEXT, until BIGINT,
        record TEXT, record_sha256 TEXT, record_bytes BIGINT,
        code TEXT, message TEXT NOT NULL DEFAULT '', exit_code INTEGER NOT NULL DEFAULT 0,
        UNIQUE (sha256, config))""",
    """CREATE TABLE IF NOT EXISTS page (
        source BIGINT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, owner TEXT, until BIGINT, result {bytes},
        code TEXT, message TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, number))""",
    "CREATE TABLE IF NOT EXISTS alike (path {bytes} PRIMARY KEY, other {bytes} NOT NULL)",
    "CREATE INDEX IF NOT EXISTS input_waiting ON input (tries, id) WHERE state = 'waiting'",
    "CREATE INDEX IF NOT EXISTS input_source ON input (source)",
    "CREATE INDEX IF NOT EXISTS source_ready ON source (id) WHERE state = 'ready'",
    "CREATE INDEX IF NOT EXISTS source_gone ON source (id) WHERE gone = 1",
    "CREATE INDEX IF NOT EXISTS source_record ON source (record)",
    "CREATE INDEX IF NOT EXISTS page_queued ON page (tries, source, number) WHERE state = 'queued'",
    "CREATE INDEX IF NOT EXISTS page_open ON page (source) WHERE state = 'queued'",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An input as the run finds it. `stamp` changes whenever the file does; a `code` says why it is no input."""

    path: bytes
    stamp: str = ""
    state: str = "waiting"
    code: str | None = None
    message: str = ""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of some inputs on their way in: how many are to be read, how many are done already, how many are
    skipped, those that cannot be read at all, the records that were missing, and files of which each has a name that
    looks like that of the other.
    """

    waiting: int
    done: int
    skipped: int
    failed: tuple[Ending, ...]
    lost_records: tuple[str, ...]
    alike: tuple[tuple[bytes, bytes], ...] = ()


_TO_RETRY = (
    "(state IN ('failed', 'quarantined') OR state = 'opened' AND source IN"
    " (SELECT id FROM source WHERE source.state IN ('partial', 'failed', 'quarantined')))"
)

_WORSE = "CASE WHEN source.exit_code > input.exit_code THEN source.exit_code ELSE input.exit_code END"
ENDINGS = f"""SELECT input.path, CASE WHEN input.state <> 'opened' THEN input.state
    WHEN source.state IN ('reading', 'ready') THEN 'waiting'
    WHEN source.input <> input.id AND source.state IN ('read', 'partial', 'no_text') THEN 'same'
    ELSE source.state END,
    coalesce(input.code, source.code), CASE WHEN input.code IS NULL THEN coalesce(source.message, '')
    ELSE input.message END, {_WORSE}, source.record, source.id, source.pages, other
    FROM input LEFT JOIN source ON source.id = input.source LEFT JOIN alike ON alike.path = input.path"""
"""One row an input: path, outcome, code, message, exit code, record, the id and pages of its source, and the path of
another file whose name looks the same.
"""

Whole = Callable[[str, int], bool]
"""Whether the file of a record stands on the disk with that many bytes."""

_KNOWN = (
    "SELECT stamp, input.config, input.state, source, source.state, record, record_bytes"
    " FROM input LEFT JOIN source ON source.id = input.source WHERE path = ?"
)


class Ledger:
    """The tables, and the run that has them in hand. `owner` names this run among others on the same database."""

    def __init__(self, database: Database, owner: str = "") -> None:
        self.database = database
        self.owner = owner
        self._changing = False

    @classmethod
    def open(cls, address: str | Path, *, owner: str) -> Ledger:
        """The ledger at that address, made where there is none. Raises LedgerFailed."""
        database = connect(address)
        with database.transaction():
            for statement in _TABLES:
                database.ask(statement)
            database.ask("INSERT INTO meta VALUES ('format', ?) ON CONFLICT DO NOTHING", FORMAT)
        ledger = cls(database, owner)
        ledger.check_format()
        return ledger

    @classmethod
    def look_at(cls, address: str | Path) -> Ledger:
        """A ledger that is there, to read in it only. Raises LedgerFailed."""
        ledger = cls(connect(address, read_only=True))
        ledger.check_format()
        return ledger

    def check_format(self) -> None:
        """Refuse what another version of saraban wrote in another form."""
        found = self.database.ask("SELECT value FROM meta WHERE key = 'format'")
        if found != [(FORMAT,)]:
            raise LedgerFailed(f"the ledger has another format than {FORMAT}; choose another --out")

    @contextmanager
    def together(self) -> Iterator[None]:
        """All changes within hold together, and are on the disk afterwards. Within another one it is part of that."""
        if self._changing:
            yield
            return
        self._changing = True
        try:
            with self.database.transaction():
                yield
        finally:
            self._changing = False

    def start(self, facts: str) -> int:
        """Note that a run begins; its number."""
        insert = "INSERT INTO run (started, facts) VALUES (CAST({now} AS TEXT), ?) RETURNING id"
        return int(self.database.ask(insert, facts)[0][0])

    def end(self, run: int) -> None:
        """Note that the run came to its end."""
        self.database.ask("UPDATE run SET ended = CAST({now} AS TEXT) WHERE id = ?", run)

    def take_over(self) -> None:
        """Free what a run that is gone had in hand. Only for whoever alone holds the ledger."""
        self.held("owner = NULL, until = NULL WHERE owner IS NOT NULL")

    def held(self, change: str, *values: object) -> None:
        """Make a change to whatever is in hand, whether input, source or page."""
        with self.together():
            for table in ("input", "source", "page"):
                self.database.ask(f"UPDATE {table} SET {change}", *values)

    def admit(self, run: int, config: str, found: Iterable[Seen], whole: Whole) -> Admitted:
        """Enter what was found. What is new, changed since, was read under another configuration, or whose record is
        no longer whole on the disk, is to be read; for all else nothing is done.
        """
        waiting = done = skipped = 0
        failed: list[Ending] = []
        lost: list[str] = []
        with self.together():
            for one in found:
                known = self.database.ask(_KNOWN, one.path)
                if not known or known[0][:2] != (one.stamp, config) or one.state != "waiting":
                    self._enter(run, config, one)
                    state = one.state
                    if state == "failed":
                        failed.append(Ending(one.path, state, one.code, one.message, one.exit_code, None))
                else:
                    _, _, state, source, source_state, record, size = known[0]
                    self.database.ask("UPDATE input SET run = ? WHERE path = ?", run, one.path)
                    if record is not None and not whole(record, size):
                        self._unread(source)
                        lost.append(record)
                        source_state = "reading"
                    state = "waiting" if source_state in ("reading", "ready") else state
                waiting += state == "waiting"
                skipped += state == "skipped"
                done += one.state == "waiting" != state
        return Admitted(waiting, done, skipped, tuple(failed), tuple(lost))

    def _unread(self, source: int) -> None:
        """The record of a source is gone: all of it is to be read again."""
        self.database.ask(
            "UPDATE source SET state = 'reading', record = NULL, tries = 0 WHERE id = ?", source
        )
        self.database.ask(
            "UPDATE page SET state = 'queued', result = NULL, code = NULL, message = '', tries = 0"
            " WHERE source = ?",
            source,
        )

    def _enter(self, run: int, config: str, one: Seen) -> None:
        """Write a new or changed input down. Its former source stays until the new one is known."""
        self.database.ask(
            "INSERT INTO input (path, run, stamp, config, state, code, message, exit_code)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET run = excluded.run,"
            " stamp = excluded.stamp, config = excluded.config, state = excluded.state, code = excluded.code,"
            " message = excluded.message, exit_code = excluded.exit_code, tries = 0, owner = NULL, until = NULL",
            *(one.path, run, one.stamp, config, one.state, one.code, one.message, one.exit_code),
        )

    def retry(self) -> list[bytes]:
        """Have everything done again that failed, was put into quarantine, or lacks pages; the inputs concerned. What
        was read of a source is kept.
        """
        with self.together():
            inputs = self.database.ask(f"SELECT path FROM input WHERE {_TO_RETRY} ORDER BY path")
            self.database.ask(
                f"UPDATE input SET state = 'waiting', tries = 0, code = NULL, message = '', exit_code = 0 WHERE {_TO_RETRY}"
            )
            self.database.ask(
                "UPDATE page SET state = 'queued', code = NULL, message = '', tries = 0"
                " WHERE state IN ('failed', 'quarantined')"
            )
            self.database.ask(
                "UPDATE source SET code = NULL, message = '', exit_code = 0, tries = 0, state = CASE WHEN EXISTS"
                " (SELECT 1 FROM page WHERE page.source = source.id AND page.state = 'queued') THEN 'reading'"
                " ELSE 'ready' END WHERE state IN ('partial', 'failed', 'quarantined')"
            )
        return [bytes(path) for (path,) in inputs]

    def worst_exit_code(self, run: int | None) -> int:
        """Of all inputs that the run was given, or of all."""
        rows = self.database.ask(
            f"SELECT max({_WORSE}) FROM input LEFT JOIN source ON source.id = input.source WHERE run = coalesce(?, run)",
            run,
        )
        return int(rows[0][0] or 0)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
