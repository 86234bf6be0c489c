"""Two databases behind one way of asking: SQLite in a file of the output folder, PostgreSQL for a cluster.

Statements are written once. `?` stands for a parameter; {id}, {bytes} and {now} for the few words
that differ.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from saraban.extract.errors import EngineMissing, LedgerFailed

Row = tuple[Any, ...]

POSTGRES = ("postgresql://", "postgres://")
_SQLITE_WORDS = {
    "id": "INTEGER PRIMARY KEY",
    "bytes": "BLOB",
    "now": "CAST(strftime('%s', 'now') AS INTEGER)",
    "tables": "sqlite_master",
    "table": "name",
}
_POSTGRES_WORDS = {
    "id": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "bytes": "BYTEA",
    "now": "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)",
    "tables": "information_schema.tables",
    "table": "table_name",
}
# Runs change the rows of a ledger in orders of their own: one after the other they cannot wait for each other in a ring.
_ONE_WRITER = "SELECT pg_advisory_xact_lock(7267224)"
_WAIT_SECONDS = 30
_LOG_PAGES = 256  # of 4 kB, before the log is folded into the file
_NONE: Mapping[str, Callable[..., str | None]] = {}
_ROWS = 500
_STEPS = 5000  # of SQLite's machine between two looks at the clock, well under a millisecond


class Database(Protocol):
    """A connection. Everything that is asked within `transaction` holds together, and is durable after it.

    Whatever the database refuses is raised as LedgerFailed, with what to do.
    """

    def ask(self, statement: str, *values: object) -> list[Row]:
        """Run one statement; its rows."""
        ...

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """The rows of a long answer, some hundred in memory at a time."""
        ...

    def many(self, statement: str, rows: Iterable[Row]) -> None:
        """Run one statement for each of the rows of values, all sent at once."""
        ...

    def transaction(self) -> Any:
        """A context: all of it, or on an exception nothing of it."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


Functions = Mapping[str, Callable[..., "str | bytes | int | float | None"]]
"""Functions that statements may call, by name; the same arguments give the same value."""


def connect(
    address: str | Path,
    *,
    read_only: bool = False,
    seconds: float | None = None,
    functions: Functions = _NONE,
) -> Database:
    """Open a SQLite file, made where there is none, or a PostgreSQL database by its URL.

    `read_only`: nothing can be changed through it. `seconds`: a statement that takes longer is broken off.
    `functions`: for SQLite alone.
    Raises LedgerFailed, or EngineMissing where the driver of PostgreSQL is not installed.
    """
    if is_postgres(address):
        return _Postgres(str(address), read_only=read_only, seconds=seconds)
    return _Sqlite(Path(address), read_only=read_only, seconds=seconds, functions=functions)


def is_postgres(address: str | Path) -> bool:
    """Whether an address is that of a PostgreSQL database."""
    return isinstance(address, str) and address.startswith(POSTGRES)


class _Sqlite:
    """Write-ahead log, each commit on the disk before it counts; one writer at a time."""

    def __init__(self, file: Path, *, read_only: bool, seconds: float | None, functions: Functions) -> None:
        self._file = file
        self._seconds, self._until = seconds, 0.0
        with self._named():
            # A path as a URI: a name with ? or # would else be cut there.
            mode = "rwc" if not read_only else "ro&immutable=1" if _rests(file) else "ro"
            self._connection = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=_WAIT_SECONDS,
                isolation_level=None,
            )
            if not read_only:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
                self._connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            for name, function in functions.items():
                self._connection.create_function(name, -1, function, deterministic=True)
        if seconds is not None:
            self._connection.set_progress_handler(self._is_late, _STEPS)

    def ask(self, statement: str, *values: object) -> list[Row]:
        self._until = time.monotonic() + (self._seconds or 0)
        with self._named():
            return self._connection.execute(_worded(statement, "sqlite"), values).fetchall()

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        self._until = time.monotonic() + (self._seconds or 0)
        with self._named():
            cursor = self._connection.execute(_worded(statement, "sqlite"), values)
            while rows := cursor.fetchmany(_ROWS):
                yield from rows

    def many(self, statement: str, rows: Iterable[Row]) -> None:
        with self._named():
            self._connection.executemany(_worded(statement, "sqlite"), rows)

    def _is_late(self) -> bool:
        return time.monotonic() > self._until

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            # A read that turns into a write would fail at once where somebody else writes.
            self.ask("BEGIN IMMEDIATE")
            yield
            self.ask("COMMIT")
        except BaseException:  # a signal may come at any moment
            if self._connection.in_transaction:
                self._connection.rollback()
            raise

    def close(self) -> None:
        """Fold the log into the file, so that the file alone is the ledger and its bytes can be checked."""
        with self._named():
            self._connection.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerFailed(_advice(str(error), self._file.name)) from error


def _rests(file: Path) -> bool:
    """Whether nobody can change the file: without this SQLite wants to write beside it, and could not be asked at all."""
    log = file.with_name(f"{file.name}-wal")
    try:
        if not os.statvfs(file.parent).f_flag & os.ST_RDONLY:
            return False
        return not (log.exists() and log.stat().st_size)
    except OSError:
        return False


class _Postgres:
    """One connection; several runs may share the database."""

    def __init__(self, url: str, *, read_only: bool, seconds: float | None) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise EngineMissing(
                'the driver of PostgreSQL is missing; pip install "saraban[cluster]"'
            ) from error
        self._errors = psycopg.Error
        with self._named():
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=_WAIT_SECONDS)
            self._connection.execute("SET synchronous_commit = on")
            if read_only:
                self._connection.execute("SET default_transaction_read_only = on")
            if seconds is not None:
                self._connection.execute(f"SET statement_timeout = {round(seconds * 1000)}")

    def ask(self, statement: str, *values: object) -> list[Row]:
        with self._named():
            # bytes come as they are, where they would else be written out in hexadecimal digits
            cursor = self._connection.execute(_worded(statement, "postgres"), values, binary=True)
            return cursor.fetchall() if cursor.description else []

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        with self._named(), self._connection.transaction(), self._connection.cursor("rows") as cursor:
            cursor.itersize = _ROWS
            yield from cursor.execute(_worded(statement, "postgres"), values)

    def many(self, statement: str, rows: Iterable[Row]) -> None:
        with self._named():
            self._connection.cursor().executemany(_worded(statement, "postgres"), rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._named(), self._connection.transaction():
            self._connection.execute(_ONE_WRITER)
            yield

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise LedgerFailed(_advice(str(error).strip().partition("\n")[0], "the database")) from error


@lru_cache(maxsize=256)
def _worded(statement: str, kind: str) -> str:
    if kind == "sqlite":
        return statement.format_map(_SQLITE_WORDS)
    return statement.format_map(_POSTGRES_WORDS).replace("?", "%s")


def _advice(said: str, name: str) -> str:
    if "full" in said:
        return f"the ledger cannot be written ({said}); make room and run again: what is done is kept"
    if "malformed" in said or "not a database" in said:
        return f"{name} is damaged ({said}); move it away and run again: all files are read anew"
    if "locked" in said:
        return f"another program holds {name} ({said}); close it and run again"
    if "unable to open" in said:
        return f"{name} cannot be opened ({said}); check the permissions of it and of its folder"
    return f"the ledger failed: {said}; what was done before is kept, run again"
