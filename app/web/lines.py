"""The lines of a page that hold what somebody searched for: where on the scan it says so."""

from __future__ import annotations

from collections.abc import Sequence

from saraban.app.index.query import build
from saraban.app.index.words import clusters, folded
from saraban.app.web.holdings import Json
from saraban.extract.errors import BadQuery

_PARTED = "\x1f"


def terms_of(text: str) -> tuple[str, ...]:
    """The words of a search in index form; none of what is no search."""
    try:
        return build({"text": text}).terms
    except BadQuery:
        return ()


def lines_with(lines: Sequence[Json], terms: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that hold one of the words. A phrase that runs over the end of a line is on none."""
    wanted = [_joined(term) for term in terms]
    if not wanted:
        return frozenset()
    rows = {line["number"]: _joined(folded(line["text"])) for line in lines}
    return frozenset(number for number, row in rows.items() if any(one in row for one in wanted))


def _joined(form: str) -> str:
    """The clusters, each between two bars, so that none is found within another."""
    return _PARTED + _PARTED.join(clusters(form)) + _PARTED
