"""Is an index what was entered? Its pages, its words against its texts, its tables, and every row."""

from __future__ import annotations

from saraban.app.batch.database import Row
from saraban.app.index.columns import Columns, sum_of
from saraban.app.index.entries import values_of
from saraban.app.index.held import checksum
from saraban.app.index.store import Store, failing
from saraban.extract.errors import IndexFailed

_PIECE = 2000
_DAYS = "SELECT document, field, first, last FROM index_day WHERE document >= ? AND document < ?"
_COUNTED = "SELECT id, kind, day, date, agency, actions, flags FROM index_document ORDER BY id"
_WHOLE = """SELECT index_document.*, printed, subject, sum FROM index_document
    JOIN index_body ON document = id WHERE id >= ? AND id < ?"""
_TOP = "SELECT coalesce(max(id), 0) + 1 FROM index_document"
_UNEVEN = """SELECT
    (SELECT count(*) FROM index_document LEFT JOIN index_record ON index_record.id = record WHERE index_record.id IS NULL)
    + (SELECT count(*) FROM index_document LEFT JOIN index_body ON document = id WHERE document IS NULL)
    + (SELECT count(*) FROM index_body LEFT JOIN index_document ON document = id WHERE id IS NULL)"""


def fault(store: Store) -> str | None:
    """What is damaged, in a few words; None where nothing is. It reads all of the index."""
    try:
        with failing():
            if (said := store.texts.faults(store.database)) is not None:
                return said
            if lost := store.database.ask(_UNEVEN)[0][0]:
                return f"{lost} documents without record or text"
            if lost := _miscounted(store):
                return f"{lost} documents are not counted as what they are"
            changed = _changed(store)
    except IndexFailed as error:
        return str(error.__cause__ or error)
    return f"{changed} documents are not what was entered" if changed else None


def _changed(store: Store) -> int:
    """How many documents have another checksum than the one that was entered with them."""
    changed = 0
    for low in range(0, int(store.database.ask(_TOP)[0][0]), _PIECE):
        piece = (low, low + _PIECE)
        days: dict[int, list[Row]] = {}
        for document, *day in store.database.ask(_DAYS, *piece):
            days.setdefault(document, []).append(tuple(day))
        for row in store.database.ask(_WHOLE, *piece):
            columns, text, entered = row[2:-3], row[-3:-1], row[-1]
            changed += entered != checksum(columns, text, days.get(row[0], ()))
    return changed


def _miscounted(store: Store) -> int:
    """How many documents stand in the columns with other values than in their rows, or with words that are unknown."""
    ask, columns = store.database.ask, Columns(store.database)
    codes = {word: code for code, found, word in ask("SELECT * FROM index_word") if sum_of(word) == found}
    lost = 0
    for document, *row in ask(_COUNTED):
        values = values_of(*row)
        known = codes.keys() >= {word for word in values.words() if word}
        lost += not (known and columns.holds(document, values, codes))
    return lost
