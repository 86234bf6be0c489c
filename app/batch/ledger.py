"""The ledger of a batch: every input, every source behind it, every page, and what became of each.

An input is a path. A source is what was found there: bytes (by their hash) under one configuration of programs, model
and rules; several inputs may hold the same bytes, which are read once. What is in hand is leased to a run; the first
end of a piece of work counts, whoever brings it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from saraban.app.batch.database import Database, connect
from saraban.extract.errors import LedgerFailed

FORMAT = "saraban/ledger/1"
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
        bytes BIGINT NOT NULL, pages INTEGER NOT NULL,
        state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, owner TEXT, until BIGINT,
        record TEXT, record_sha256 TEXT, record_bytes BIGINT,
        code TEXT, message TEXT NOT NULL DEFAULT '', exit_code INTEGER NOT NULL DEFAULT 0,
        UNIQUE (sha256, config))""",
    """CREATE TABLE IF NOT EXISTS page (
        source BIGINT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0, owner TEXT, until BIGINT, result {bytes},
        code TEXT, message TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, number))""",
    "CREATE INDEX IF NOT EXISTS input_waiting ON input (tries, id) WHERE state = 'waiting'",
    "CREATE INDEX IF NOT EXISTS input_source ON input (source)",
    "CREATE INDEX IF NOT EXISTS source_ready ON source (id) WHERE state = 'ready'",
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


class Ledger:
    """The tables, and the run that has them in hand. `owner` names this run among others on the same database."""

    def __init__(self, database: Database, owner: str = "") -> None:
        self.database = database
        self.owner = owner

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
        """All changes within hold together, and are on the disk afterwards."""
        with self.database.transaction():
            yield

    def start(self, facts: str) -> int:
        """Note that a run begins; its number."""
        insert = "INSERT INTO run (started, facts) VALUES (CAST({now} AS TEXT), ?) RETURNING id"
        return int(self.database.ask(insert, facts)[0][0])

    def end(self, run: int) -> None:
        """Note that the run came to its end."""
        self.database.ask("UPDATE run SET ended = CAST({now} AS TEXT) WHERE id = ?", run)

    def take_over(self) -> None:
        """Free what a run that is gone had in hand. Only for whoever alone holds the ledger."""
        with self.together():
            for table in ("input", "source", "page"):
                self.database.ask(
                    f"UPDATE {table} SET owner = NULL, until = NULL WHERE owner IS NOT NULL"  # noqa: S608
                )

    def admit(self, run: int, config: str, found: Iterable[Seen]) -> int:
        """Enter what was found; how many of it are to be read, for they are new or changed since, or the
        configuration is another.
        """
        waiting = 0
        with self.together():
            for one in found:
                known = self.database.ask("SELECT stamp, config, state FROM input WHERE path = ?", one.path)
                if known and known[0][:2] == (one.stamp, config) and one.state == "waiting":
                    self.database.ask("UPDATE input SET run = ? WHERE path = ?", run, one.path)
                    waiting += known[0][2] == "waiting"
                    continue
                self._enter(run, config, one)
                waiting += one.state == "waiting"
        return waiting

    def _enter(self, run: int, config: str, one: Seen) -> None:
        """Write a new or changed input down. Its former source stays until the new one is known."""
        self.database.ask(
            "INSERT INTO input (path, run, stamp, config, state, code, message, exit_code)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET run = excluded.run,"
            " stamp = excluded.stamp, config = excluded.config, state = excluded.state, code = excluded.code,"
            " message = excluded.message, exit_code = excluded.exit_code, tries = 0, owner = NULL, until = NULL",
            *(one.path, run, one.stamp, config, one.state, one.code, one.message, one.exit_code),
        )

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
