"""Documents found as a table for spreadsheets: the same of the command line and of the web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saraban.app.index.cells import BOM, csv_line
from saraban.app.index.search import Hit

_COLUMNS = (
    "id", "kind", "number", "date", "subject", "agency", "source", "page", "found_on", "actions", "flags", "snippet",
)  # fmt: skip


def csv_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """A head, and a line a document; UTF-8 with its mark, no cell of which a spreadsheet would run."""
    yield BOM + csv_line(_COLUMNS)
    for hit in hits:
        yield csv_line(_cells(hit))


def decisions(hit: Hit) -> Iterator[str]:
    """What was decided; of another paper that passes this one on with the name of that."""
    for one in hit.actions:
        yield one.action if one.document == hit.document else f"{one.action} (on {one.document})"


def _cells(hit: Hit) -> Iterator[object]:
    for name in _COLUMNS:
        if name == "flags":
            yield ", ".join(f"{flag.field or 'document'}: {flag.reason}" for flag in hit.flags)
        elif name == "actions":
            yield ", ".join(decisions(hit))
        elif name == "snippet":
            yield "".join(piece.text for piece in hit.snippet)
        else:
            yield getattr(hit, name)
