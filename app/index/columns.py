"""What documents are counted and put in order by, column by column: some hundred of them in one row of the database.

A search may find half of all documents. To count them by kind, agency, year, decision and reason, each would have to be
fetched with its words; here all columns are read at once, and a word is looked up where it is shown. A word stands
there as its code, one of the numbers from 1 on, so that counting is adding up by position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Any

import numpy as np

from saraban.app.batch.database import Database
from saraban.app.index.tables import Ids
from saraban.extract.errors import IndexFailed

_NUMBERS, _WORDS = ("day", "month"), ("kind", "agency", "actions", "reasons")
_NAMES = (*_NUMBERS, *_WORDS)
_TYPE = "<i4"
_SIZE = 512
"""Documents in a row."""
_TOGETHER = 500
_NONE = 0
_MONTHS = 100
_MOST = 1 << 24
"""Above all days, months and codes."""
_STAMPED = (
    "INSERT INTO index_meta VALUES ('columns', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_KEPT = 10_000  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What a document is counted by, in the order of its columns. `day`: of issue, 0 of none.

    `month`: of issue, 100 times the year and the month, 0 in its place where it is not certain; 0 of none.
    `actions`, `reasons`: several between | and |, "" of none, as the other words are where there is none. A reason
    stands there as often as there are values that wait for it.
    """

    day: int
    month: int
    kind: str
    agency: str
    actions: str
    reasons: str

    def cells(self, codes: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Names of columns, each with what stands there. `codes`: of the words."""
        yield from (("day", self.day), ("month", self.month))
        yield from (
            (name, codes[word] if word else _NONE) for name, word in zip(_WORDS, self.words(), strict=True)
        )

    def words(self) -> tuple[str, ...]:
        """Its words, "" where there is none."""
        return self.kind, self.agency, self.actions, self.reasons


@dataclass(frozen=True, slots=True)
class _Held:
    """What stood in the columns when they had this stamp, and some of the words by their codes."""

    stamp: str
    columns: Mapping[str, Ids]
    words: dict[int, str]


class Kept:
    """What was read of the columns of an index, for as long as they are as they were; threads may share it.

    Whatever changes them notes a new stamp, which no other state of them has, as part of the same change.
    """

    def __init__(self) -> None:
        self._held: _Held | None = None

    def held(self, database: Database) -> _Held:
        """What stands there. It is read anew where the index notes another stamp than it did, or none at all; both are
        asked within a transaction that sees the index as it is at one moment.
        """
        found = database.ask("SELECT value FROM index_meta WHERE key = 'columns'")
        held = self._held
        if not found or held is None or held.stamp != found[0][0]:
            held = _Held(str(found[0][0]) if found else "", _read(database), {})
            self._held = held if found else None
        return held


class Columns:
    """The columns of all documents: that of a name holds at `id` what stands there of the document of that id."""

    def __init__(self, database: Database, kept: Kept | None = None) -> None:
        """Read all of them, 24 bytes a document; with `kept` only where they are others than those that it keeps."""
        self._database = database
        held = kept.held(database) if kept else _Held("", _read(database), {})
        self._columns, self._words = held.columns, held.words

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
        return {str(year): n for year, n in _counted(self._columns["month"][ids] // _MONTHS) if year}

    def counts(self, name: str, ids: Ids) -> dict[int, int]:
        """How many of some documents have each word in a column, by its code; but for those that have none."""
        return {code: n for code, n in _counted(self._columns[name][ids]) if code != _NONE}

    def most(self, name: str, ids: Ids, count: int) -> tuple[int, dict[int, int]]:
        """How many words some documents have in a column; and of the most frequent, so many and all that are as frequent
        as the last of them, how many documents have each, by its code.
        """
        numbers = np.bincount(self._columns[name][ids])
        numbers[:1] = 0  # those that have none
        codes = np.flatnonzero(numbers)
        found = numbers[codes]
        if count < len(codes):
            codes = codes[found >= np.partition(found, -count)[-count]]
        return len(found), dict(zip(codes.tolist(), numbers[codes].tolist(), strict=True))

    def cells(self, name: str, ids: Ids) -> Ids:
        """What stands in a column of some documents, in their order."""
        return self._columns[name][ids]

    def named(self, counts: Mapping[int, int]) -> dict[str, int]:
        """The words of codes, each with what stands beside its code."""
        words = self.words(counts)
        return {words[code]: n for code, n in counts.items()}

    def words(self, codes: Iterable[int]) -> Mapping[int, str]:
        """The words of codes. Raises IndexFailed where one has none."""
        asked, known = [*codes], self._words
        words = {code: known[code] for code in asked if code in known}
        if len(words) < len(asked):
            new = self._looked_up([code for code in asked if code not in words])
            if len(known) + len(new) <= _KEPT:
                known.update(new)
            words.update(new)
        if len(words) < len(asked):
            raise _damaged()
        return words

    def _looked_up(self, codes: Sequence[int]) -> Mapping[int, str]:
        """The words of those codes that have one. To read all is faster than to ask for very many."""
        if len(codes) <= _TOGETHER:
            return dict(some_of(self._database, "SELECT code, word FROM index_word WHERE code", codes))
        every = dict[int, str](self._database.ask("SELECT code, word FROM index_word"))
        return {code: every[code] for code in codes if code in every}

    def holds(self, document: int, values: Values, codes: Mapping[str, int]) -> bool:
        """Whether a document stands there with these values."""
        return all(
            document < len(self._columns[name]) and self._columns[name][document] == cell
            for name, cell in values.cells(codes)
        )


def enter(database: Database, entered: Mapping[int, Values]) -> None:
    """Put the values of documents into their places; what was read of the columns before holds no more."""
    if entered:
        database.ask(_STAMPED, token_hex())
    codes = _coded(database, sorted({word for values in entered.values() for word in values.words() if word}))
    blocks = defaultdict(list)
    for document in entered:
        blocks[document // _SIZE].append(document)
    for block, documents in blocks.items():
        held = database.ask(f"SELECT {', '.join(_NAMES)} FROM index_block WHERE id = ?", block)
        columns = {
            name: _opened([held[0][at]]).copy() if held else _empty() for at, name in enumerate(_NAMES)
        }
        for document in documents:
            for name, cell in entered[document].cells(codes):
                columns[name][document % _SIZE] = cell
        changed = ", ".join(f"{name} = excluded.{name}" for name in _NAMES)
        database.ask(
            f"INSERT INTO index_block (id, {', '.join(_NAMES)}) VALUES (?{', ?' * len(_NAMES)})"
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            block,
            *(columns[name].tobytes() for name in _NAMES),
        )


def _read(database: Database) -> Mapping[str, Ids]:
    """The columns as they stand there, by their names."""
    held = {row[0]: row[1:] for row in database.ask(f"SELECT id, {', '.join(_NAMES)} FROM index_block")}
    nothing = (_empty().tobytes(),) * len(_NAMES)
    rows = [held.get(block, nothing) for block in range(max(held, default=0) + 1)]
    return {name: _opened(column) for name, column in zip(_NAMES, zip(*rows, strict=True), strict=True)}


def _coded(database: Database, words: Sequence[str]) -> Mapping[str, int]:
    """The codes of words, those that are new entered with the next numbers."""
    sums = {word: sum_of(word) for word in words}
    held = dict(some_of(database, "SELECT sum, code FROM index_word WHERE sum", [*sums.values()]))
    free = int(database.ask("SELECT coalesce(max(code), 0) + 1 FROM index_word")[0][0])
    new = [
        (code, sums[word], word) for code, word in enumerate((w for w in words if sums[w] not in held), free)
    ]
    database.many("INSERT INTO index_word VALUES (?, ?, ?)", new)
    held.update((found, code) for code, found, _ in new)
    return {word: held[sums[word]] for word in words}


def sum_of(word: str) -> int:
    """What a word is told by. Of a million words two have the same with a probability of 1 in 10,000,000."""
    return int.from_bytes(sha256(word.encode("utf-8")).digest()[:8], "big", signed=True)


def some_of(database: Database, ask: str, asked: Sequence[object]) -> Iterator[Any]:
    """The rows of a statement that ends in a column: where it is one of what is asked for, some hundred at a time."""
    for begin in range(0, len(asked), _TOGETHER):
        some = asked[begin : begin + _TOGETHER]
        yield from database.ask(f"{ask} IN ({', '.join('?' * len(some))})", *some)


def _counted(cells: Ids) -> Iterable[tuple[int, int]]:
    """What stands there, none of it below 0, each with how often it does."""
    numbers = np.bincount(cells)
    found = np.flatnonzero(numbers)
    return zip(found.tolist(), numbers[found].tolist(), strict=True)


def _empty() -> Ids:
    return np.full(_SIZE, _NONE, _TYPE)


def _opened(rows: Sequence[bytes]) -> Ids:
    """The cells of some rows of a column, one after the other. Raises IndexFailed where they cannot be what was entered."""
    cells = np.frombuffer(b"".join(rows), _TYPE) if {*map(len, rows)} == {4 * _SIZE} else _empty() - 1
    if cells.min() < _NONE or cells.max() > _MOST:
        raise _damaged()
    return cells


def _damaged() -> IndexFailed:
    return IndexFailed("the index is damaged; saraban index OUT --rebuild makes it anew from the records")
