"""Texts in PostgreSQL: an inverted index of pairs of neighbouring bytes of the packed texts.

It tells which texts hold all pairs of a term; whether they stand one after the other, the packed text tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from saraban.app.batch.database import Database
from saraban.app.index.entries import opened, packed_of
from saraban.app.index.packed import pack
from saraban.app.index.tables import Condition, Ids
from saraban.app.index.words import clusters

_INDEX = "CREATE INDEX IF NOT EXISTS index_text_pairs ON index_text USING gin (index_pairs(packed))"
# Without figures of its own the planner takes a pair for rare and asks the index. Where a term is in nearly every text it
# would else read them all, and make the pairs of each anew: a minute for 100,000.
_UNCOUNTED = "ALTER INDEX index_text_pairs ALTER COLUMN 1 SET STATISTICS 0"
# The pairs that at least half of the texts hold, as every 64th of them tells. It decides how a term is looked for and
# never what is found.
_OFTEN = """INSERT INTO index_often SELECT pair FROM (
        SELECT DISTINCT document, unnest(index_pairs(packed)) AS pair FROM index_text WHERE mod(document, 64) = 0) AS held
    GROUP BY pair HAVING 2 * count(*) >= (SELECT count(*) FROM index_text WHERE mod(document, 64) = 0)"""
# A second processor is asked to help where the planner would not think it worth the while: half the time. A third one
# mostly is not there. Places of texts that do not fit into memory would have the pairs of whole pages made anew.
_PLANNED = (
    "SELECT set_config('parallel_setup_cost', '100', false), set_config('parallel_tuple_cost', '0.001', false),"
    " set_config('max_parallel_workers_per_gather', '1', false), set_config('jit', 'off', false),"
    " set_config('work_mem', '64MB', false)"
)
_PIECE = 2000
_ENOUGH = 12


class PostgresTexts:
    """The pairs are made by the database, and kept nowhere but in the index."""

    tables: Sequence[str] = (
        """DO $$ BEGIN IF to_regprocedure('index_pairs(bytea)') IS NULL THEN
            CREATE FUNCTION index_pairs(bytea) RETURNS smallint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS '
                SELECT ARRAY(SELECT CAST(get_byte($1, n) * 256 + get_byte($1, n + 1) - 32768 AS smallint)
                    FROM generate_series(0, length($1) - 2) AS n)';
        END IF; END $$""",
        "CREATE TABLE IF NOT EXISTS index_text (document INTEGER PRIMARY KEY, packed BYTEA NOT NULL)",
        "CREATE TABLE IF NOT EXISTS index_often (pair SMALLINT PRIMARY KEY)",
        _INDEX,
        _UNCOUNTED,
    )
    drop: Sequence[str] = (
        "DROP TABLE IF EXISTS index_text, index_often",
        "DROP FUNCTION IF EXISTS index_pairs(bytea)",
    )
    filling: Sequence[str] = ("DROP INDEX IF EXISTS index_text_pairs",)
    settling: Sequence[str] = (
        "SET maintenance_work_mem = '256MB'",
        _INDEX,
        _UNCOUNTED,
        "DELETE FROM index_often",
        _OFTEN,
        "VACUUM ANALYZE index_text",
        "ANALYZE index_body",
        "ANALYZE index_document",
        "ANALYZE index_day",
    )
    reading = "BEGIN ISOLATION LEVEL REPEATABLE READ"

    def __init__(self) -> None:
        self.often: frozenset[int] = frozenset()

    def open(self, database: Database) -> None:
        """Have the planner told what it cannot know, and learn which pairs tell little."""
        database.ask(_PLANNED)
        self.often = frozenset(pair for (pair,) in database.ask("SELECT pair FROM index_often"))

    def insert(self, database: Database, packed: Sequence[tuple[int, bytes]]) -> None:
        """Enter texts."""
        database.many("INSERT INTO index_text VALUES (?, ?)", packed)

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out."""
        of = "document IN (SELECT id FROM index_document WHERE record = ?)"
        database.ask(f"DELETE FROM index_text WHERE {of}", record)

    def having(self, terms: Sequence[str]) -> Condition:
        """Those that have all pairs and, where a term is more than one pair, the terms themselves.

        Pairs that every second text holds are not asked for: to look into all texts one after the other, with two
        processors, takes less time than to look into half of them by their places.
        """
        packed = [pack(clusters(term)) for term in terms]
        rare = [[pair for pair in _pairs(term) if pair not in self.often] for term in packed]
        pairs = sorted({pair for some in rare for pair in _some(some)})
        looked = [term for term, some in zip(packed, rare, strict=True) if len(term) != 2 or not some]
        where = ["index_pairs(packed) @> CAST(? AS SMALLINT[])"] if pairs else []
        where += ["position(? in packed) > 0"] * len(looked)
        values = ([pairs] if pairs else []) + looked
        return f"SELECT document FROM index_text WHERE {' AND '.join(where)}", tuple(values)

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        return f"position(? in {column}) > 0", (pack(clusters(term)),)

    def places(
        self, database: Database, documents: Sequence[int], terms: Sequence[str]
    ) -> Mapping[int, float]:
        """By the bytes of the packed texts, about one a letter."""
        if not documents or not terms:
            return {}
        first = ", ".join("nullif(position(? in packed), 0)" for _ in terms)
        found = database.ask(
            f"SELECT document, least({first}), length(packed) FROM index_text"
            f" WHERE document IN ({', '.join('?' * len(documents))})",
            *(pack(clusters(term)) for term in terms),
            *documents,
        )
        return {document: (at - 1) / size for document, at, size in found if at}

    def ids(self, database: Database, asked: Condition) -> Ids:
        """All ids that a statement gives."""
        statement, values = asked
        told = database.ask(f"SELECT string_agg(int4send(id), '') FROM ({statement}) AS asked", *values)
        found = told[0][0]
        return np.frombuffer(bytes(found or b""), ">i4")

    def faults(self, database: Database) -> str | None:
        """Packed texts that are not those of the texts as printed; its pages PostgreSQL checks itself."""
        top = int(database.ask("SELECT coalesce(max(document), 0) FROM index_body")[0][0])
        for low in range(0, top + 1, _PIECE):
            ask = (
                "SELECT printed, packed FROM index_body FULL JOIN index_text USING (document)"
                " WHERE document >= ? AND document < ?"
            )
            for printed, packed in database.ask(ask, low, low + _PIECE):
                if None in (printed, packed) or packed_of(opened(bytes(printed))) != bytes(packed):
                    return "a text is found by other words than its own"
        return None


def _pairs(packed: bytes) -> Sequence[int]:
    return [256 * one + other - 0x8000 for one, other in pairwise(packed)]


def _some(pairs: Sequence[int]) -> Sequence[int]:
    """Pairs spread over a term: enough to leave few documents, whose texts are looked into anyway."""
    return pairs[:: -(-len(pairs) // _ENOUGH)] if pairs else pairs
