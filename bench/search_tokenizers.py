"""FTS5 tables of SQLite's own tokenizers over the records of `bench search`: the texts alone, each query a phrase."""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bench.search_records import records
from saraban.app.index.words import clusters, folded

TOGETHER = 200
"""Records that are entered as one change."""


class Stopwatch:
    """Seconds spent within `with`, by the clock and of this process' processor, one after the other added up."""

    def __init__(self) -> None:
        self.clock = self.processor = 0.0

    def __enter__(self) -> Self:
        self.clock -= time.perf_counter()
        self.processor -= time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter()
        self.processor += time.process_time()


@dataclass(frozen=True, slots=True)
class Way:
    """A row of the table: what making it (None: it was there) and asking it took; its size in bytes; documents found, missed and false."""

    name: str
    spent: Stopwatch | None
    size: int
    times: Sequence[Stopwatch]
    found: int
    missed: int
    false: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """A table: its file, its tokenizer, and the form in which it gets texts and queries."""

    file: Path
    tokenizer: str
    form: Callable[[str], str]


def fts5(name: str, how: Tokens, count: int, asked: Sequence[str], truth: Sequence[set[int]]) -> Way:
    """Make the table and ask it."""
    how.file.unlink(missing_ok=True)
    with closing(sqlite3.connect(how.file)) as database:
        spent = _made(database, how, count)
        times, answers = [], []
        for one in asked:
            phrase = ('"' + how.form(one).replace('"', '""') + '"',)
            with Stopwatch() as took:
                database.execute("SELECT count(*) FROM held WHERE held MATCH ?", phrase).fetchall()
            times.append(took)
            answers.append(
                {row[0] for row in database.execute("SELECT rowid FROM held WHERE held MATCH ?", phrase)}
            )
    return Way(name, spent, how.file.stat().st_size, times, *compared(answers, truth))


def _made(database: sqlite3.Connection, how: Tokens, count: int) -> Stopwatch:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(
        f"CREATE VIRTUAL TABLE held USING fts5(text, content = '', tokenize = '{how.tokenizer}')"
    )
    spent, numbered = Stopwatch(), enumerate(records(count))
    while batch := [
        (number, text_of(record)) for number, (_, record) in itertools.islice(numbered, TOGETHER)
    ]:
        with spent:
            rows = [(number, how.form(text)) for number, text in batch]
            database.executemany("INSERT INTO held (rowid, text) VALUES (?, ?)", rows)
            database.commit()
    with spent:
        database.execute("INSERT INTO held (held) VALUES ('optimize')")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return spent


def compared(answers: Sequence[set[int]], truth: Sequence[set[int]]) -> tuple[int, int, int]:
    """Documents found, missed and false over all queries."""
    pairs = list(zip(answers, truth, strict=True))
    return (
        sum(len(found & true) for found, true in pairs),
        sum(len(true - found) for found, true in pairs),
        sum(len(found - true) for found, true in pairs),
    )


def coded(text: str) -> str:
    """The clusters of a text as words of figures: FTS5's own phrases of clusters, with their places."""
    return " ".join(one.encode("utf-16-be").hex() for one in clusters(folded(text)))


def text_of(record: dict[str, Any]) -> str:
    """All lines of a record."""
    return "\n".join(line["text"] for page in record["pages"] for line in page["lines"])
