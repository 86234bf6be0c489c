"""Texts in PostgreSQL: an inverted index of pairs of neighbouring bytes of the packed texts.

It tells which texts hold all pairs of a term; whether they stand one after the other, the packed text tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from saraban.app.batch.database import Database, Row
from saraban.app.index.packed import pack
from saraban.app.index.tables import Condition, Ids
from saraban.app.index.words import clusters


class PostgresTexts:
    """The pairs are made by the database, and kept nowhere but in the index."""

    tables: Sequence[str] = (
        # The cost keeps the planner from making the pairs of every text anew where a term is in most of them.
        """DO $$ BEGIN IF to_regprocedure('index_pairs(bytea)') IS NULL THEN
            CREATE FUNCTION index_pairs(bytea) RETURNS smallint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            COST 100000 AS '
                SELECT array_agg(DISTINCT CAST(get_byte($1, n) * 256 + get_byte($1, n + 1) - 32768 AS smallint))
                FROM generate_series(0, length($1) - 2) AS n';
        END IF; END $$""",
        "CREATE TABLE IF NOT EXISTS index_body (document INTEGER PRIMARY KEY, printed BYTEA NOT NULL,"
        " subject TEXT, sum BIGINT NOT NULL, packed BYTEA NOT NULL)",
        "CREATE INDEX IF NOT EXISTS index_body_pairs ON index_body USING gin (index_pairs(packed))",
    )
    drop: Sequence[str] = ("DROP TABLE IF EXISTS index_body", "DROP FUNCTION IF EXISTS index_pairs(bytea)")
    settling: Sequence[str] = ("VACUUM ANALYZE index_body", "ANALYZE index_document", "ANALYZE index_day")
    reading = "BEGIN ISOLATION LEVEL REPEATABLE READ"

    def insert(self, database: Database, rows: Sequence[Row], packed: Sequence[bytes]) -> None:
        """Enter texts."""
        whole = [(*row, one) for row, one in zip(rows, packed, strict=True)]
        database.many("INSERT INTO index_body VALUES (?, ?, ?, ?, ?)", whole)

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out."""
        of = "document IN (SELECT id FROM index_document WHERE record = ?)"
        database.ask(f"DELETE FROM index_body WHERE {of}", record)

    def having(self, terms: Sequence[str]) -> Condition:
        """Those that have all pairs, and the terms themselves."""
        packed = [pack(clusters(term)) for term in terms]
        pairs = {256 * one + other - 0x8000 for term in packed for one, other in pairwise(term)}
        checks = " AND ".join(["position(? in packed) > 0"] * len(packed))
        if not pairs:  # single letters alone: nearly every text has them
            return f"SELECT document FROM index_body WHERE {checks}", tuple(packed)
        asked = "index_pairs(packed) @> CAST(? AS SMALLINT[])"
        return f"SELECT document FROM index_body WHERE {asked} AND {checks}", (sorted(pairs), *packed)

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        return f"position(? in {column}) > 0", (pack(clusters(term)),)

    def ids(self, database: Database, asked: Condition) -> Ids:
        """All ids that a statement gives."""
        statement, values = asked
        found = database.ask(f"SELECT string_agg(int4send(id), '') FROM ({statement}) AS asked", *values)[0][
            0
        ]
        return np.frombuffer(bytes(found or b""), ">i4")

    def faults(self, database: Database) -> str | None:
        """PostgreSQL checks its pages itself."""
        return None
