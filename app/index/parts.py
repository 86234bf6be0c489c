"""Parts in PostgreSQL: texts laid one behind the other, the list of places of each pair in them one row.

A part never changes. What is removed from it is noted, and left out where it is found.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from saraban.app.batch.database import Database
from saraban.app.index.places import Marks, Part, cover, laid, opened, pairs_of, places_in, read_back
from saraban.app.index.tables import Ids
from saraban.extract.errors import IndexFailed, LedgerFailed

TABLES = (
    # Gaps hardly grow smaller when they are compressed, and to open them takes time. To say so once more would wait for
    # all who read.
    """DO $$ BEGIN IF to_regclass('index_place') IS NULL THEN
        CREATE TABLE index_part (
            part INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, documents BYTEA NOT NULL,
            begins BYTEA NOT NULL);
        CREATE TABLE index_place (pair INTEGER, part INTEGER, places BYTEA NOT NULL, PRIMARY KEY (pair, part));
        CREATE TABLE index_gone (part INTEGER, document INTEGER, PRIMARY KEY (part, document));
        ALTER TABLE index_part ALTER COLUMN documents SET STORAGE EXTERNAL, ALTER COLUMN begins SET STORAGE EXTERNAL;
        ALTER TABLE index_place ALTER COLUMN places SET STORAGE EXTERNAL;
    END IF; END $$""",
)
_KINDS = ("part", "place", "gone")
_CELLS = "<i4"
_PARTS = """SELECT part, documents, begins, (
        SELECT string_agg(int4send(document), '') FROM index_gone WHERE index_gone.part = index_part.part)
    FROM index_part"""
_WORN = """SELECT part FROM index_part WHERE octet_length(documents) <= 8 * (
    SELECT count(*) FROM index_gone WHERE index_gone.part = index_part.part)"""


class Search:
    """The documents of all parts that hold some terms, one term after the other. `seconds`: it may take no longer."""

    def __init__(self, database: Database, seconds: float | None) -> None:
        self._database = database
        self._until = float("inf") if seconds is None else time.monotonic() + seconds
        self._parts = _parts(database)
        self._marks = Marks(max((int(part.begins[-1]) for part in self._parts.values()), default=0))

    def narrow(self, term: bytes) -> None:
        """Hold on to those alone that have a term. Raises LedgerFailed where that takes too long."""
        if len(term) == 1:
            self._narrow_to_letter(term[0])
            return
        starts: dict[int, Ids] | None = None
        for at, pair in cover(term, self._sizes(pairs_of(term))):
            read = self._read([pair], self._parts if starts is None else starts)
            starts = dict(self._followed(starts, read, at))
        found = starts or {}
        self._parts = {
            part: self._parts[part].narrowed(self._parts[part].having(at)) for part, at in found.items()
        }

    def documents(self) -> Ids:
        """What has not been left behind."""
        return np.concatenate(
            [np.empty(0, np.int64), *(one.documents[one.is_held] for one in self._parts.values())]
        )

    def _followed(
        self, starts: Mapping[int, Ids] | None, read: Iterable[tuple[int, Ids]], at: int
    ) -> Iterator[tuple[int, Ids]]:
        """Those starts of a term after which a pair stands, by their parts; at first all. `at`: so far after."""
        for part, places in read:
            if starts is None:
                found = places[np.searchsorted(places, at) :] - at
            else:
                found = self._marks.followed(starts[part], places, at)
            if len(found):
                yield part, found

    def _narrow_to_letter(self, letter: int) -> None:
        """Any pair that begins with it will do; the longest lists are read first, and leave few documents."""
        sizes = self._sizes(range(256 * letter, 256 * letter + 256))
        pairs, step = sorted(sizes, key=lambda pair: -sizes[pair]), 1
        found = {part: np.zeros_like(one.is_held) for part, one in self._parts.items()}
        left = dict(self._parts)
        while pairs and left:
            for part, places in self._read(pairs[:step], left):
                found[part] |= self._parts[part].having(places)
            left = {part: one for part, one in left.items() if (one.is_held & ~found[part]).any()}
            pairs, step = pairs[step:], 2 * step
        self._parts = {part: one.narrowed(found[part]) for part, one in self._parts.items()}

    def _sizes(self, pairs: Sequence[int]) -> Mapping[int, int]:
        """How long the lists of some pairs are, those that there are."""
        ask = "SELECT pair, sum(octet_length(places)) FROM index_place WHERE pair = ANY(?) GROUP BY pair"
        return {pair: int(size) for pair, size in self._database.ask(ask, list(pairs))}

    def _read(self, pairs: Sequence[int], parts: Collection[int]) -> Iterator[tuple[int, Ids]]:
        """The places of some pairs in some parts."""
        if time.monotonic() > self._until:
            raise LedgerFailed("statement timeout")
        ask = "SELECT part, places FROM index_place WHERE pair = ANY(?) AND part = ANY(?)"
        for part, told in self._database.ask(ask, list(pairs), list(parts)) if parts else ():
            yield part, opened(told)


def lay(database: Database, texts: Sequence[tuple[int, bytes]]) -> None:
    """Make a part of some texts, by their ids."""
    data, begins = laid([text for _, text in texts])
    documents = np.array([document for document, _ in texts])
    part = int(database.ask("SELECT coalesce(max(part), 0) + 1 FROM index_part")[0][0])
    database.ask(
        "INSERT INTO index_part VALUES (?, ?, ?, ?, ?)",
        part,
        int(documents.min()),
        int(documents.max()),
        documents.astype(_CELLS).tobytes(),
        begins.astype(_CELLS).tobytes(),
    )
    database.many(
        "INSERT INTO index_place VALUES (?, ?, ?)", ((pair, part, told) for pair, told in places_in(data))
    )


def worn(database: Database) -> Sequence[int]:
    """The parts of which half or more is gone."""
    return [part for (part,) in database.ask(_WORN)]


def erase(database: Database, part: int) -> None:
    """Throw a part away."""
    for kind in _KINDS:
        database.ask(f"DELETE FROM index_{kind} WHERE part = ?", part)


def texts_of(database: Database, part: int) -> Sequence[tuple[int, bytes]]:
    """What has not been removed from a part: ids and texts. Raises IndexFailed where its lists do not fit together."""
    with fitting():
        told = _parts(database)[part]
        pairs = dict[int, bytes](database.ask("SELECT pair, places FROM index_place WHERE part = ?", part))
        return [*told.texts(read_back(pairs, int(told.begins[-1])))]


@contextmanager
def fitting() -> Iterator[None]:
    """Lists that numpy cannot take apart, or lay beside each other, are not what was entered: raises IndexFailed."""
    try:
        yield
    except (ValueError, IndexError) as error:
        what = "the index is damaged; saraban index OUT --rebuild makes it anew from the records"
        raise IndexFailed(what) from ValueError(f"corrupt lists of places: {error}")


def numbers(database: Database) -> Sequence[int]:
    """All parts."""
    return [part for (part,) in database.ask("SELECT part FROM index_part ORDER BY part")]


def _parts(database: Database) -> dict[int, Part]:
    found = {}
    for part, documents, begins, gone in database.ask(_PARTS):
        ids = np.frombuffer(documents, _CELLS)
        is_held = ~np.isin(ids, np.frombuffer(gone or b"", ">i4"))
        found[part] = Part(ids, np.frombuffer(begins, _CELLS), is_held)
    return found
