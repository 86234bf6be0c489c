"""The index as it is kept: a SQLite file beside the records, or tables in a PostgreSQL database.

It holds nothing that the records and the corrections do not tell. Whatever is wrong with it, it is made anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from saraban.app.batch.database import Database, Row, connect, is_postgres
from saraban.app.index import columns
from saraban.app.index.bytepairs import PostgresTexts
from saraban.app.index.held import checksum
from saraban.app.index.phrases import SqliteTexts, pairs_of
from saraban.app.index.tables import COMMON, FORMAT, NAMES, TextTables
from saraban.app.index.words import VERSION
from saraban.extract.errors import IndexFailed, LedgerFailed

if TYPE_CHECKING:
    from saraban.app.index.entries import Entry

FILE = "index.sqlite"
_MADE_BY = f"{FORMAT}, words {VERSION}"
_DOCUMENT = "INSERT INTO index_document VALUES (" + ", ".join("?" * 19) + ")"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A record as the index has it. `stamp`: of the file as it was then; `sha256` of its bytes; `review`: the last
    correction of it, 0 for none; `id` 0 where the index does not have it yet.
    """

    name: str
    stamp: str
    sha256: str
    source: str
    source_sha256: str
    review: int
    id: int = 0


class Store:
    """An index that is open. Raises IndexFailed whatever the database refuses."""

    def __init__(self, address: str | Path, *, read_only: bool = False, seconds: float | None = None) -> None:
        self.address = address
        self.kept = columns.Kept()
        self.texts: TextTables = PostgresTexts(seconds) if is_postgres(address) else SqliteTexts()
        with failing():
            self.database: Database = connect(
                address, read_only=read_only, seconds=seconds, functions={"pairs_of": pairs_of}
            )
        try:
            if not read_only:
                self._make()
            with failing():
                self.texts.open(self.database)
        except BaseException:
            self.close()
            raise

    def _make(self) -> None:
        with failing():
            if not is_postgres(self.address):  # a crash may cost the last records, which are entered again
                self.database.ask("PRAGMA synchronous = NORMAL")
            with self.database.transaction():
                if self.made_by() not in (None, _MADE_BY):
                    self._drop()
                for statement in (*COMMON, *self.texts.tables):
                    self.database.ask(statement)
                made_by = "INSERT INTO index_meta VALUES ('made_by', ?) ON CONFLICT DO NOTHING"
                self.database.ask(made_by, _MADE_BY)

    def made_by(self) -> str | None:
        """What made the index; None where there is none."""
        held = "SELECT 1 FROM {tables} WHERE {table} = 'index_meta'"
        with failing():
            if not self.database.ask(held):
                return None
            found = self.database.ask("SELECT value FROM index_meta WHERE key = 'made_by'")
        return str(found[0][0]) if found else None

    def is_whole(self) -> bool:
        """Whether it was made by this version."""
        return self.made_by() == _MADE_BY

    def noted(self, key: str) -> str | None:
        """What was noted under a key, None where nothing was."""
        with failing():
            found = self.database.ask("SELECT value FROM index_meta WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def note(self, key: str, value: str) -> None:
        """Note something about the index itself."""
        with failing():
            self.database.ask(
                "INSERT INTO index_meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value,
            )

    def clear(self) -> None:
        """Throw all of it away."""
        with failing(), self.database.transaction():
            self._drop()
            for statement in (*COMMON, *self.texts.tables):
                self.database.ask(statement)
            self.database.ask("INSERT INTO index_meta VALUES ('made_by', ?)", _MADE_BY)

    def _drop(self) -> None:
        for statement in (*self.texts.drop, *(f"DROP TABLE IF EXISTS {name}" for name in NAMES)):
            self.database.ask(statement)

    def known(self) -> dict[str, Known]:
        """The records that it has, by name."""
        with failing():
            rows = self.database.ask(
                "SELECT id, name, stamp, sha256, source, source_sha256, review FROM index_record"
            )
        return {row[1]: _known(row) for row in rows}

    def enter(self, made: Sequence[tuple[Known, Sequence[Entry]]]) -> None:
        """Take records in, each in the place of what was known of it: all of them, or on an error none."""
        with self._changing():
            for known, _ in made:
                self._remove(known.name)
            record, document = self._free("index_record"), self._free("index_document")
            records, documents, texts, days = [], [], [], []
            packed, values = [], {}
            for number, (known, found) in enumerate(made, record):
                records.append((number, known.name, known.stamp, known.sha256, *_origin(known)))
                for entry in found:
                    documents.append((document, number, *entry.row))
                    texts.append((document, *entry.text, checksum(entry.row, entry.text, entry.days)))
                    days += [(document, *day) for day in entry.days]
                    packed.append((document, entry.packed))
                    values[document] = entry.values
                    document += 1
            self.database.many("INSERT INTO index_record VALUES (?, ?, ?, ?, ?, ?, ?)", records)
            self.database.many(_DOCUMENT, documents)
            self.database.many("INSERT INTO index_day VALUES (?, ?, ?, ?)", days)
            columns.enter(self.database, values)
            self.database.many("INSERT INTO index_body VALUES (?, ?, ?, ?)", texts)
            self.texts.insert(self.database, packed)

    def stamped(self, known: Sequence[Known]) -> None:
        """Note that files have other stamps and the same bytes."""
        with self._changing():
            self.database.many(
                "UPDATE index_record SET stamp = ? WHERE name = ?", [(one.stamp, one.name) for one in known]
            )

    def remove(self, names: Sequence[str]) -> None:
        """Forget records that are gone."""
        with self._changing():
            for name in names:
                self._remove(name)

    def counts(self) -> tuple[int, int]:
        """How many records and documents it has."""
        with failing():
            ask = "SELECT (SELECT count(*) FROM index_record), (SELECT count(*) FROM index_document)"
            records, documents = self.database.ask(ask)[0]
        return int(records), int(documents)

    def fill(self) -> None:
        """Make ready for very many records; until it is settled, searches are slow."""
        self._ask_all(self.texts.filling)

    def settle(self) -> None:
        """Fold what was entered piece by piece into one, so that it is found fast; worth it after many changes."""
        self._ask_all(self.texts.settling)

    def _ask_all(self, statements: Sequence[str]) -> None:
        with failing():
            for statement in statements:
                self.database.ask(statement)

    def _remove(self, name: str) -> None:
        found = self.database.ask("SELECT id FROM index_record WHERE name = ?", name)
        for (record,) in found:
            self.texts.remove(self.database, record)
            of = "document IN (SELECT id FROM index_document WHERE record = ?)"
            self.database.ask(f"DELETE FROM index_body WHERE {of}", record)
            self.database.ask(f"DELETE FROM index_day WHERE {of}", record)
            self.database.ask("DELETE FROM index_document WHERE record = ?", record)
            self.database.ask("DELETE FROM index_record WHERE id = ?", record)

    def _free(self, table: str) -> int:
        return int(self.database.ask(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")[0][0])

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """All that is asked within sees the index as it is at one moment, whoever changes it meanwhile."""
        with failing():
            self.database.ask(self.texts.reading)
            try:
                yield
            finally:
                self.database.ask("COMMIT")

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """A change that holds together; one writer at a time also on PostgreSQL."""
        with failing(), self.database.transaction():
            self.database.ask("SELECT value FROM index_meta WHERE key = 'made_by'")
            yield

    def close(self) -> None:
        """Let go of it."""
        with failing():
            self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def failing() -> Iterator[None]:
    """What the database refuses, in words about the index."""
    try:
        yield
    except LedgerFailed as error:
        said = str(error.__cause__ or error).strip().partition("\n")[0]
        advice = "saraban index OUT --rebuild makes it anew from the records"
        raise IndexFailed(f"the index cannot be used ({said}); {advice}") from (error.__cause__ or error)


def _known(row: Row) -> Known:
    return Known(
        id=row[0],
        name=row[1],
        stamp=row[2],
        sha256=row[3],
        source=row[4],
        source_sha256=row[5],
        review=row[6],
    )


def _origin(known: Known) -> tuple[object, ...]:
    return known.source, known.source_sha256, known.review
