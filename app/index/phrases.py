"""Texts in SQLite: a full-text table (FTS5) of pairs of neighbouring clusters, each with its places.

A term is a phrase of its pairs: where they stand one after the other, its clusters do, so that no text has to be looked
into. Pairs are rarer than clusters, and phrases of them are found several times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

import numpy as np

from saraban.app.batch.database import Database
from saraban.app.index.held import opened, packed_of
from saraban.app.index.packed import cut, pack
from saraban.app.index.tables import Condition, Ids
from saraban.app.index.words import clusters


class SqliteTexts:
    """FTS5 over a view that makes the pairs anew out of the texts: so the one can be held against the other."""

    tables: Sequence[str] = (
        "CREATE VIEW IF NOT EXISTS index_pairs AS"
        " SELECT document AS rowid, pairs_of(printed) AS pairs FROM index_body",
        "CREATE VIRTUAL TABLE IF NOT EXISTS index_text USING fts5("
        "pairs, content = 'index_pairs', tokenize = 'ascii', columnsize = 0)",
    )
    drop: Sequence[str] = ("DROP TABLE IF EXISTS index_text", "DROP VIEW IF EXISTS index_pairs")
    filling: Sequence[str] = ()
    settling: Sequence[str] = ("INSERT INTO index_text (index_text) VALUES ('optimize')", "PRAGMA optimize")
    reading = "BEGIN"

    def open(self, database: Database) -> None:
        """There is nothing to make ready."""

    def insert(self, database: Database, packed: Sequence[tuple[int, bytes]]) -> None:
        """Enter texts."""
        pairs = [(document, " ".join(_pairs(one))) for document, one in packed]
        database.many("INSERT INTO index_text (rowid, pairs) VALUES (?, ?)", pairs)

    def remove(self, database: Database, record: int) -> None:
        """Take the texts of a record out; FTS5 wants the former words once more."""
        database.ask(
            "INSERT INTO index_text (index_text, rowid, pairs)"
            " SELECT 'delete', document, pairs_of(printed) FROM index_body"
            " WHERE document IN (SELECT id FROM index_document WHERE record = ?)",
            record,
        )

    def having(self, terms: Sequence[str]) -> Condition:
        """Each term a phrase of its pairs; a single cluster is the beginning of the pairs that it begins."""
        asked = []
        for term in terms:
            *pairs, last = _pairs(pack(clusters(term)))
            asked.append(f'"{" ".join(pairs)}"' if pairs else f'"{last}" *')
        match = " AND ".join(asked)
        return "SELECT rowid AS document FROM index_text WHERE index_text MATCH ?", (match,)

    def holds(self, column: str, term: str) -> Condition:
        """Whether a packed column holds a term."""
        return f"instr({column}, ?) > 0", (pack(clusters(term)),)

    def ids(self, database: Database, terms: Sequence[str], asked: Condition | None) -> Ids:
        """The documents that hold all terms and of which a condition holds."""
        where, values = asked or ("1 = 1", ())
        source = "index_document"
        if terms:
            having, match = self.having(terms)
            source = f"({having}) AS found" + (" JOIN index_document ON id = found.document" if asked else "")
            values = (*match, *values)
        column = "document" if terms else "id"
        statement = f"SELECT group_concat({column}) FROM {source} WHERE {where}"
        found = database.ask(statement, *values)[0][0]
        return np.fromstring(str(found or ""), np.int64, sep=",")

    def faults(self, database: Database) -> str | None:
        """What SQLite says of its pages, and FTS5 of its words against the texts (rank 1)."""
        said = database.ask("PRAGMA quick_check(1)")
        if said != [("ok",)]:
            return str(said[0][0])
        database.ask("INSERT INTO index_text (index_text, rank) VALUES ('integrity-check', 1)")
        return None


def pairs_of(printed: bytes) -> str:
    """The pairs of neighbouring clusters of a text as it is held, each a word of hexadecimal digits, in their order.

    The last cluster stands alone.
    """
    return " ".join(_pairs(packed_of(opened(printed))))


def _pairs(packed: bytes) -> list[str]:
    codes = [one.hex() for one in cut(packed)]
    return list(starmap(str.__add__, zip(codes, [*codes[1:], ""], strict=False)))
