"""Texts in PostgreSQL: pairs of neighbouring bytes of the packed texts, each with its places.

Texts that have been entered wait, and are looked through one by one; when there are many, they are laid one behind the
other as a part. When half of a part is gone, its other texts wait once more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from saraban.app.batch.database import Database
from saraban.app.index import parts
from saraban.app.index.held import opened, packed_of
from saraban.app.index.packed import pack
from saraban.app.index.tables import Condition, Ids
from saraban.app.index.words import clusters

# A second processor is asked to help where the planner would not think it worth the while: half the time. A third one
# mostly is not there.
_PLANNED = (
    "SELECT set_config('parallel_setup_cost', '100', false), set_config('parallel_tuple_cost', '0.001', false),"
    " set_config('max_parallel_workers_per_gather', '1', false), set_config('jit', 'off', false),"
    " set_config('work_mem', '64MB', false)"
)
_PIECE = 2000
_FULL = 1 << 22
"""Bytes of texts that are made a part: some thousand letters. To look through as many takes a few milliseconds."""
_WRONG = "a text is found by other words than its own"


class PostgresTexts:
    """Lists of places are made and taken apart by this program; the database keeps them."""

    tables: Sequence[str] = (
        "CREATE TABLE IF NOT EXISTS index_text (document INTEGER PRIMARY KEY, packed BYTEA NOT NULL)",
        *parts.TABLES,
    )
    drop: Sequence[str] = (
        "DROP TABLE IF EXISTS index_text, index_part, index_place, index_gone, index_often",
        "DROP FUNCTION IF EXISTS index_pairs(bytea)",  # of an earlier format, as is index_often
    )
    filling: Sequence[str] = ()
    settling: Sequence[str] = (
        "VACUUM (FULL, ANALYZE) index_text",  # small, in the place of all that waited before
        "VACUUM ANALYZE index_place",
        "ANALYZE index_body",
        "ANALYZE index_document",
        "ANALYZE index_day",
    )
    reading = "BEGIN ISOLATION LEVEL REPEATABLE READ"

    def __init__(self, seconds: float | None = None, full: int = _FULL) -> None:
        """`seconds`: to find texts may take no longer. `full`: bytes of texts that are made a part."""
        self._seconds, self._full = seconds, full

    def open(self, database: Database) -> None:
        """Have the planner told what it cannot know."""
        database.ask(_PLANNED)

    def insert(self, database: Database, packed: Sequence[tuple[int, bytes]]) -> None:
        """Enter texts."""
        _wait(database, packed)
        size = database.ask("SELECT coalesce(sum(octet_length(packed)), 0) FROM index_text")[0][0]
        if size >= self._full:
            for part in parts.worn(database):
                left = parts.texts_of(database, part)
                parts.erase(database, part)
                _wait(database, left)
            self._lay(database)

    def _lay(self, database: Database) -> None:
        """Make parts of the texts that wait, but for the last ones where they are too few."""
        some: list[tuple[int, bytes]] = []
        size = 0
        for document, packed in database.ask("SELECT document, packed FROM index_text ORDER BY document"):
            some.append((document, packed))
            size += len(packed)
            if size >= self._full:
                parts.lay(database, some)
                database.ask("DELETE FROM index_text WHERE document <= ?", document)
                some, size = [], 0

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out. To note it of a part that does not have them does no harm."""
        of = "FROM index_document WHERE record = ?"
        database.ask(f"DELETE FROM index_text WHERE document IN (SELECT id {of})", record)
        database.ask(
            f"INSERT INTO index_gone SELECT part, id FROM (SELECT id {of}) AS removed"
            " JOIN index_part ON id BETWEEN first AND last ON CONFLICT DO NOTHING",
            record,
        )

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        return f"position(? in {column}) > 0", (pack(clusters(term)),)

    def ids(self, database: Database, terms: Sequence[str], asked: Condition | None) -> Ids:
        """The documents that hold all terms, and of which a condition on their rows holds."""
        if not terms:
            return _told(database, "id", "index_document", asked or ("1 = 1", ()))
        packed = [pack(clusters(term)) for term in terms]
        where = " AND ".join(["position(? in packed) > 0"] * len(packed))
        waiting = _told(database, "document", "index_text", (where, tuple(packed)))
        with parts.fitting():
            search = parts.Search(database, self._seconds)
            for term in sorted(packed, key=len, reverse=True):
                search.narrow(term)
            found = np.concatenate([waiting, search.documents()])
        if asked is None:
            return found
        return np.intersect1d(found, _told(database, "id", "index_document", asked), assume_unique=True)

    def faults(self, database: Database) -> str | None:
        """Texts that are not those of the texts as printed; its pages PostgreSQL checks itself."""
        seen: list[int] = []
        for part in (None, *parts.numbers(database)):
            told = _waiting(database) if part is None else parts.texts_of(database, part)
            for begin in range(0, len(told), _PIECE):
                some = dict(told[begin : begin + _PIECE])
                ask = "SELECT document, printed FROM index_body WHERE document = ANY(?)"
                printed = {
                    document: packed_of(opened(text)) for document, text in database.ask(ask, list(some))
                }
                if printed != some:
                    return _WRONG
            seen += (document for document, _ in told)
        every = [
            document for (document,) in database.ask("SELECT document FROM index_body ORDER BY document")
        ]
        return None if sorted(seen) == every else _WRONG


def _wait(database: Database, texts: Sequence[tuple[int, bytes]]) -> None:
    database.many("INSERT INTO index_text VALUES (?, ?)", texts)


def _waiting(database: Database) -> Sequence[tuple[int, bytes]]:
    return [
        (document, packed) for document, packed in database.ask("SELECT document, packed FROM index_text")
    ]


def _told(database: Database, column: str, table: str, asked: Condition) -> Ids:
    """Ids as one value: a row for each takes ten times as long."""
    where, values = asked
    told = database.ask(f"SELECT string_agg(int4send({column}), '') FROM {table} WHERE {where}", *values)
    return np.frombuffer(told[0][0] or b"", ">i4")
