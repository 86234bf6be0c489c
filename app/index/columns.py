"""What documents are counted and put in order by, column by column: some hundred of them in one row of the database.

A search may find half of all documents. To count them by kind, agency, year, decision and reason, each would have to be
fetched with its words; here all columns are read at once, and a word is looked up where it is shown. A word stands
there as its code, eight bytes of its hash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from saraban.app.batch.database import Database
from saraban.app.index.tables import Ids

_NUMBERS, _WORDS = ("day", "year"), ("kind", "agency", "actions", "reasons")
_NAMES = (*_NUMBERS, *_WORDS)
_TYPES = dict.fromkeys(_NUMBERS, "<i4") | dict.fromkeys(_WORDS, "<i8")
_SIZE = 512
"""Documents in a row."""
_TOGETHER = 500
_NONE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What a document is counted by, in the order of its columns. `day`: of issue, 0 of none; `year`: 0 of none.

    `actions`, `reasons`: several between | and |, "" of none, as the other words are where there is none.
    """

    day: int
    year: int
    kind: str
    agency: str
    actions: str
    reasons: str

    def cells(self) -> Iterator[tuple[str, int]]:
        """Names of columns, each with what stands there."""
        yield from (("day", self.day), ("year", self.year))
        yield from ((name, code_of(getattr(self, name))) for name in _WORDS)


class Columns:
    """The columns of all documents: that of a name holds at `id` what stands there of the document of that id."""

    def __init__(self, database: Database) -> None:
        """Read all of them: 40 bytes a document."""
        self._database = database
        rows = {row[0]: row[1:] for row in database.ask(f"SELECT id, {', '.join(_NAMES)} FROM index_block")}
        blocks = [rows.get(block) for block in range(max(rows, default=-1) + 1)]
        self._columns = {
            name: np.concatenate(
                [_empty(name), *(_opened(name, row[at]) if row else _empty(name) for row in blocks)]
            )[_SIZE:]
            for at, name in enumerate(_NAMES)
        }

    def newest(self, ids: Ids, count: int) -> list[int]:
        """The first of some documents, those issued last before others, those without a date last; else by their id."""
        days = self._columns["day"][ids]
        if count < len(ids):
            last = np.partition(days, len(ids) - count)[len(ids) - count]
            ids, days = ids[days >= last], days[days >= last]
        first: list[int] = ids[np.lexsort((ids, -days))][:count].tolist()
        return first

    def years(self, ids: Ids) -> dict[str, int]:
        """How many of some documents are of each year."""
        return {str(year): n for year, n in self.counts("year", ids).items()}

    def counts(self, name: str, ids: Ids) -> dict[int, int]:
        """How many of some documents have each word in a column, by its code; but for those that have none."""
        cells, numbers = np.unique(self._columns[name][ids], return_counts=True)
        found = dict(zip(cells.tolist(), numbers.tolist(), strict=True))
        found.pop(_NONE, None)
        return found

    def words(self, codes: Sequence[int]) -> Mapping[int, str]:
        """The words of codes."""
        found: dict[int, str] = {}
        for begin in range(0, len(codes), _TOGETHER):
            some = codes[begin : begin + _TOGETHER]
            marks = ", ".join("?" * len(some))
            found.update(
                self._database.ask(f"SELECT code, word FROM index_word WHERE code IN ({marks})", *some)
            )
        return found

    def holds(self, document: int, values: Values) -> bool:
        """Whether a document stands there with these values."""
        return all(
            document < len(self._columns[name]) and self._columns[name][document] == cell
            for name, cell in values.cells()
        )


def enter(database: Database, entered: Mapping[int, Values]) -> None:
    """Put the values of documents into their places."""
    blocks = defaultdict(list)
    for document in entered:
        blocks[document // _SIZE].append(document)
    for block, documents in blocks.items():
        held = database.ask(f"SELECT {', '.join(_NAMES)} FROM index_block WHERE id = ?", block)
        columns = {
            name: _opened(name, held[0][at]).copy() if held else _empty(name)
            for at, name in enumerate(_NAMES)
        }
        for document in documents:
            for name, cell in entered[document].cells():
                columns[name][document % _SIZE] = cell
        changed = ", ".join(f"{name} = excluded.{name}" for name in _NAMES)
        database.ask(
            f"INSERT INTO index_block (id, {', '.join(_NAMES)}) VALUES (?{', ?' * len(_NAMES)})"
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            block,
            *(columns[name].tobytes() for name in _NAMES),
        )
    words = {getattr(values, name) for values in entered.values() for name in _WORDS}
    rows = [(code_of(word), word) for word in sorted(words) if word]
    database.many("INSERT INTO index_word VALUES (?, ?) ON CONFLICT (code) DO NOTHING", rows)


def code_of(word: str) -> int:
    """A number for a word, 0 for none. Of a million words two have the same with a probability of 1 in 10,000,000."""
    return int.from_bytes(sha256(word.encode("utf-8")).digest()[:8], "big", signed=True) if word else _NONE


def _empty(name: str) -> Ids:
    return np.full(_SIZE, _NONE, _TYPES[name])


def _opened(name: str, data: Any) -> Ids:
    return np.frombuffer(bytes(data), _TYPES[name])
