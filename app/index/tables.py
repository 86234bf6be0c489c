"""The tables of the index, and the one way in which the two databases differ: how texts are found.

SQLite has a full-text table (FTS5) of pairs of neighbouring clusters, PostgreSQL an inverted index of pairs of bytes.
Either tells which documents hold all pairs of a term; whether they stand one after the other, the packed text of those
documents tells. Pairs alone, without their places, take a third of the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from saraban.app.batch.database import Database, Row
from saraban.app.index.packed import pack, unpack
from saraban.app.index.words import clusters

FORMAT = "saraban/index/1"
NAMES = tuple(f"index_{name}" for name in ("document", "body", "day", "record", "meta"))

COMMON = (
    "CREATE TABLE IF NOT EXISTS index_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # stamp: size and time of the file; review: the last correction that was taken in, 0 for none
    """CREATE TABLE IF NOT EXISTS index_record (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, sha256 TEXT NOT NULL,
        source TEXT NOT NULL, source_sha256 TEXT NOT NULL, review BIGINT NOT NULL)""",
    # What is asked for and counted; keys as `plain` or `number_key` makes them, several between | and |
    """CREATE TABLE IF NOT EXISTS index_document (
        id INTEGER PRIMARY KEY, record INTEGER NOT NULL, anchor TEXT NOT NULL, kind TEXT NOT NULL,
        page INTEGER NOT NULL, day INTEGER, year INTEGER, date TEXT, number TEXT, agency TEXT,
        number_key TEXT, e_number_key TEXT, loose_key TEXT, codes TEXT NOT NULL,
        receipts TEXT NOT NULL, actions TEXT NOT NULL, flags TEXT NOT NULL,
        agency_packed {bytes}, to_packed {bytes}, office_packed {bytes})""",
    "CREATE INDEX IF NOT EXISTS index_document_record ON index_document (record)",
    """CREATE TABLE IF NOT EXISTS index_day (
        document INTEGER NOT NULL, field TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS index_day_document ON index_day (document)",
    "CREATE INDEX IF NOT EXISTS index_day_first ON index_day (first)",
    # A stretch of days may begin long before the day that is asked for; there are few.
    "CREATE INDEX IF NOT EXISTS index_day_long ON index_day (last) WHERE last > first",
)

_ENOUGH = 6

Condition = tuple[str, tuple[object, ...]]
"""A piece of a statement and the values of its parameters."""


class TextTables(Protocol):
    """How one of the databases keeps texts. A row: id of the document, its packed text, its text as printed, subject,
    checksum of all that is held of it.
    """

    tables: Sequence[str]
    drop: Sequence[str]
    settling: Sequence[str]

    def insert(self, database: Database, rows: Sequence[Row]) -> None:
        """Enter texts."""
        ...

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out."""
        ...

    def having(self, terms: Sequence[str]) -> Condition:
        """The documents that hold all terms, as ids in a column `document`."""
        ...

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        ...

    def faults(self, database: Database) -> str | None:
        """What is damaged, None where nothing is."""
        ...


class SqliteTexts:
    """FTS5 over a view that makes the pairs anew out of the packed texts: so the one can be held against the other."""

    tables: Sequence[str] = (
        "CREATE TABLE IF NOT EXISTS index_body ("
        "document INTEGER PRIMARY KEY, packed BLOB NOT NULL, printed BLOB NOT NULL, subject TEXT, sum BIGINT NOT NULL)",
        "CREATE VIEW IF NOT EXISTS index_pairs AS"
        " SELECT document AS rowid, pairs_of(packed) AS pairs FROM index_body",
        "CREATE VIRTUAL TABLE IF NOT EXISTS index_text USING fts5("
        "pairs, content = 'index_pairs', tokenize = 'ascii', detail = none, columnsize = 0)",
    )
    drop: Sequence[str] = ("DROP TABLE IF EXISTS index_text", "DROP VIEW IF EXISTS index_pairs")
    settling: Sequence[str] = ("INSERT INTO index_text (index_text) VALUES ('optimize')", "PRAGMA optimize")

    def insert(self, database: Database, rows: Sequence[Row]) -> None:
        """Enter texts."""
        database.many("INSERT INTO index_body VALUES (?, ?, ?, ?, ?)", rows)
        pairs = [(row[0], pairs_of(row[1])) for row in rows]
        database.many("INSERT INTO index_text (rowid, pairs) VALUES (?, ?)", pairs)

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out; FTS5 wants the former words once more."""
        of = "document IN (SELECT id FROM index_document WHERE record = ?)"
        database.ask(
            "INSERT INTO index_text (index_text, rowid, pairs)"
            f" SELECT 'delete', document, pairs_of(packed) FROM index_body WHERE {of}",
            record,
        )
        database.ask(f"DELETE FROM index_body WHERE {of}", record)

    def having(self, terms: Sequence[str]) -> Condition:
        """One pair, or the beginning of one, is the term itself; more may stand apart and are looked up."""
        asked, checks, packed = [], "", []
        for term in map(clusters, terms):
            pairs = [f'"{one}"' for one in _some(_pairs(term)[:-1])]
            asked.append(" AND ".join(pairs) or f'"{pack(term).hex()}" *')
            if len(term) > 2:
                checks += " AND instr(packed, ?) > 0"
                packed.append(pack(term))
        found = "SELECT index_text.rowid AS document FROM index_text"
        if packed:
            found += " JOIN index_body ON index_body.document = index_text.rowid"
        return f"{found} WHERE index_text MATCH ?{checks}", (" AND ".join(asked), *packed)

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        return f"instr({column}, ?) > 0", (pack(clusters(term)),)

    def faults(self, database: Database) -> str | None:
        """What SQLite says of its pages, and FTS5 of its words against the texts (rank 1)."""
        said = database.ask("PRAGMA quick_check(1)")
        if said != [("ok",)]:
            return str(said[0][0])
        database.ask("INSERT INTO index_text (index_text, rank) VALUES ('integrity-check', 1)")
        return None


class PostgresTexts:
    """An inverted index of the pairs of neighbouring bytes of the packed texts, made by the database and kept nowhere
    else; whether they stand in a row, the text tells.
    """

    tables: Sequence[str] = (
        """DO $$ BEGIN IF to_regprocedure('index_pairs(bytea)') IS NULL THEN
            CREATE FUNCTION index_pairs(bytea) RETURNS smallint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS '
                SELECT array_agg(DISTINCT CAST(get_byte($1, n) * 256 + get_byte($1, n + 1) - 32768 AS smallint))
                FROM generate_series(0, length($1) - 2) AS n';
        END IF; END $$""",
        "CREATE TABLE IF NOT EXISTS index_body (document INTEGER PRIMARY KEY, packed BYTEA NOT NULL,"
        " printed BYTEA NOT NULL, subject TEXT, sum BIGINT NOT NULL)",
        "CREATE INDEX IF NOT EXISTS index_body_pairs ON index_body USING gin (index_pairs(packed))",
    )
    drop: Sequence[str] = ()
    settling: Sequence[str] = ("ANALYZE index_body", "ANALYZE index_document", "ANALYZE index_day")

    def insert(self, database: Database, rows: Sequence[Row]) -> None:
        """Enter texts."""
        database.many("INSERT INTO index_body VALUES (?, ?, ?, ?, ?)", rows)

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

    def faults(self, database: Database) -> str | None:
        """PostgreSQL checks its pages itself."""
        return None


def pairs_of(packed: bytes) -> str:
    """The distinct pairs of neighbouring clusters of a packed text, each as a word of hexadecimal digits.

    The last cluster stands alone; a single cluster is the beginning of the pairs that it begins.
    """
    return " ".join(dict.fromkeys(_pairs(list(unpack(packed)))))


def _pairs(found: Sequence[str]) -> list[str]:
    codes = [_code(one) for one in found]
    return [one + other for one, other in zip(codes, [*codes[1:], ""], strict=False)]


def _some(pairs: Sequence[str]) -> Sequence[str]:
    """Pairs spread over a term: enough to leave few documents, whose texts are looked into anyway."""
    return pairs[:: -(-len(pairs) // _ENOUGH)] if pairs else pairs


@lru_cache(maxsize=1 << 16)
def _code(cluster: str) -> str:
    return pack((cluster,)).hex()
