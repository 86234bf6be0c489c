"""The tables of the index, and the one way in which the two databases differ: how texts are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from saraban.app.batch.database import Database

FORMAT = "saraban/index/5"
"""Another one where the tables, or what they hold of a record, change: an index of another format is made anew."""
NAMES = tuple(f"index_{name}" for name in ("document", "body", "day", "record", "block", "word", "meta"))

LOOSE_KEPT = "length(loose_key) <= 500"
"""Numbers that can be asked for by what engines misread in them: a key of PostgreSQL may not be much longer."""

COMMON = (
    "CREATE TABLE IF NOT EXISTS index_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # stamp: size and time of the file; review: the last correction that was taken in, 0 for none
    """CREATE TABLE IF NOT EXISTS index_record (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, sha256 TEXT NOT NULL,
        source TEXT NOT NULL, source_sha256 TEXT NOT NULL, review BIGINT NOT NULL)""",
    # What is asked for and counted; keys as `plain` or `number_key` makes them, several between | and |; an action is
    # approve:d2 where d2 is the document that it stands on
    """CREATE TABLE IF NOT EXISTS index_document (
        id INTEGER PRIMARY KEY, record INTEGER NOT NULL, anchor TEXT NOT NULL, kind TEXT NOT NULL,
        page INTEGER NOT NULL, day INTEGER, date TEXT, number TEXT, agency TEXT,
        number_key TEXT, e_number_key TEXT, loose_key TEXT, codes TEXT NOT NULL,
        receipts TEXT NOT NULL, actions TEXT NOT NULL, flags TEXT NOT NULL,
        agency_packed {bytes}, to_packed {bytes}, office_packed {bytes})""",
    "CREATE INDEX IF NOT EXISTS index_document_record ON index_document (record)",
    f"CREATE INDEX IF NOT EXISTS index_document_loose ON index_document (loose_key) WHERE {LOOSE_KEPT}",
    """CREATE TABLE IF NOT EXISTS index_day (
        document INTEGER NOT NULL, field TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS index_day_document ON index_day (document)",
    # Of all that a search wants of it, so that half of all documents are found without the table.
    "CREATE INDEX IF NOT EXISTS index_day_first ON index_day (first, field, document)",
    # A stretch of days may begin long before the day that is asked for; there are few.
    "CREATE INDEX IF NOT EXISTS index_day_long ON index_day (last) WHERE last > first",
    # The text of a document as printed, compressed, and the checksum of all that is held of it
    """CREATE TABLE IF NOT EXISTS index_body (
        document INTEGER PRIMARY KEY, printed {bytes} NOT NULL, subject TEXT, sum BIGINT NOT NULL)""",
    # What documents are counted and put in order by (`columns`): values of some hundred in one row, the words by their code
    """CREATE TABLE IF NOT EXISTS index_block (
        id INTEGER PRIMARY KEY, day {bytes} NOT NULL, month {bytes} NOT NULL, kind {bytes} NOT NULL,
        agency {bytes} NOT NULL, actions {bytes} NOT NULL, reasons {bytes} NOT NULL)""",
    # sum: of the word, which may be longer than a key of PostgreSQL
    """CREATE TABLE IF NOT EXISTS index_word (
        code INTEGER PRIMARY KEY, sum BIGINT NOT NULL UNIQUE, word TEXT NOT NULL)""",
)

Ids = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
"""Ids of documents, or what stands of them in a column."""

Condition = tuple[str, tuple[object, ...]]
"""A piece of a statement and the values of its parameters."""


class TextTables(Protocol):
    """How one of the databases finds texts.

    `filling`: before the first of many are entered, `settling` after many. `reading`: begins a transaction in which
    everything is seen as it is at one moment.
    """

    tables: Sequence[str]
    drop: Sequence[str]
    filling: Sequence[str]
    settling: Sequence[str]
    reading: str

    def open(self, database: Database) -> None:
        """Make a connection ready to ask, when the tables are there."""
        ...

    def insert(self, database: Database, packed: Sequence[tuple[int, bytes]]) -> None:
        """Enter texts by the ids of their documents, each as `pack` makes it."""
        ...

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out, before its documents are."""
        ...

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        ...

    def ids(self, database: Database, terms: Sequence[str], asked: Condition | None) -> Ids:
        """The documents that hold all terms, and of which a condition holds on their rows in the table of documents; None
        where it holds of all. They are handed over as one value: a row for each takes ten times as long.
        """
        ...

    def faults(self, database: Database) -> str | None:
        """What is damaged, None where nothing is."""
        ...
