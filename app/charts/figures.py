"""The figures behind the charts: counted by the index, told by the trail and by the corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saraban.app.batch.chain import TRAIL
from saraban.app.charts.issued import Issued
from saraban.app.index.columns import Columns
from saraban.app.index.held import parted
from saraban.app.index.search import everything
from saraban.app.index.store import Store
from saraban.app.index.tables import Ids
from saraban.app.review.book import Book

# A line of the trail begins so (`chain.canonical`); whether it is whole, `saraban verify` tells.
# {"at":"2026-11-21T09:30:00.000Z","before":"<64 digits>","event":"record_written"
_AT, _EVENT = slice(7, 31), slice(118, 133)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted.

    `issued`: documents by month and agency; `kinds`: documents; `reasons`: values that wait for a person,
    by reason; `reviews`: entries by what was said of them last; `written`: when the last run wrote its records.
    """

    documents: int
    flagged: int
    issued: Issued
    kinds: Counter[str]
    reasons: Counter[str]
    reviews: Counter[str]
    written: tuple[datetime, ...]


def gather(out: Path, store: Store, book: Book) -> Figures:
    """The figures of an output folder, whose index is up to date. Raises IndexFailed, TrailBroken."""
    with store.reading():
        columns, ids = Columns(store.database), everything(store)
        reasons: Counter[str] = Counter()
        for found, n in (flagged := columns.named(columns.counts("reasons", ids))).items():
            for reason in parted(found):
                reasons[reason] += n
        return Figures(
            documents=len(ids),
            flagged=sum(flagged.values()),
            issued=_issued(columns, ids),
            kinds=Counter(columns.named(columns.counts("kind", ids))),
            reasons=reasons,
            reviews=_reviews(book),
            written=last_written(out),
        )


def _issued(columns: Columns, ids: Ids) -> Issued:
    agencies = columns.cells("agency", ids)
    return Issued.of(columns.cells("month", ids), agencies, columns.words(columns.counts("agency", ids)))


def _reviews(book: Book) -> Counter[str]:
    """What was said last of each entry that people spoke of, as it was named then."""
    last = {(one.source, one.anchor.document, str(one.anchor.path.entry)): one.what for one in book.all()}
    return Counter(last.values())


def last_written(out: Path) -> tuple[datetime, ...]:
    """When the last run that wrote records wrote each of them, in order (UTC); empty where the trail tells of none."""
    try:
        with (out / TRAIL).open("rb") as lines:
            return tuple(_of_last_run(lines))
    except FileNotFoundError:
        return ()


def _of_last_run(lines: Iterable[bytes]) -> list[datetime]:
    times: list[bytes] = []
    begun = True
    for line in lines:
        event = line[_EVENT]
        if event.startswith(b'run_started"'):
            begun = True
        elif event.startswith(b'record_written"'):
            if begun:
                times, begun = [], False
            times.append(line[_AT])
    with suppress(ValueError):  # a damaged time, of which saraban verify tells
        return sorted(datetime.fromisoformat(one.decode()) for one in times)
    return []
