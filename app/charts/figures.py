"""The figures behind the charts: counted by the index, told by the trail and by the corrections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saraban.app.batch.chain import TRAIL
from saraban.app.index.store import Store, failing
from saraban.app.review.book import Book

# A line of the trail begins so (`chain.canonical`); whether it is whole, `saraban verify` tells.
_EVENT = re.compile(
    rb'\{"at":"(?P<at>\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z)","before":"[0-9a-f]{64}","event":"(?P<event>[a-z_]+)"'
)
_MONTH = re.compile(r"(\d{4}-\d\d)(?:-\d\d)?~?(?:/\1(?:-\d\d)?~?)?")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted. Keys that are None: not known.

    `months`: documents by month ("2016-09") and agency; `kinds`: documents; `reasons`: values that wait for a person,
    by reason; `reviews`: entries by what was said of them last; `written`: when the last run wrote its records.
    """

    documents: int
    flagged: int
    months: Counter[tuple[str | None, str | None]]
    kinds: Counter[str]
    reasons: Counter[str]
    reviews: Counter[str]
    written: tuple[datetime, ...]


def gather(out: Path, store: Store, book: Book) -> Figures:
    """The figures of an output folder, whose index is up to date. Raises IndexFailed, TrailBroken."""
    with failing():
        ask = store.database.ask
        dated = ask(  # most dates are days: by their months there are fewer rows
            "SELECT CASE WHEN length(date) = 10 THEN substr(date, 1, 7) ELSE date END AS month, agency, count(*)"
            " FROM index_document GROUP BY month, agency"
        )
        kinds = ask("SELECT kind, count(*) FROM index_document GROUP BY kind")
        flags = ask("SELECT flags, count(*) FROM index_document WHERE flags <> '' GROUP BY flags")
    months: Counter[tuple[str | None, str | None]] = Counter()
    for date, agency, count in dated:
        months[_month(date), agency] += count
    reasons: Counter[str] = Counter()
    for found, count in flags:
        for flag in found.strip("|").split("|"):
            reasons[flag.partition(":")[2]] += count
    by_kind: Counter[str] = Counter(dict(kinds))
    return Figures(
        documents=by_kind.total(),
        flagged=sum(count for _, count in flags),
        months=months,
        kinds=by_kind,
        reasons=reasons,
        reviews=_reviews(book),
        written=last_written(out),
    )


def _month(date: str | None) -> str | None:
    """The month that a date lies in; None where it has none, or several."""
    found = _MONTH.fullmatch(date or "")
    return found[1] if found else None


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
    times: list[str] = []
    begun = True
    for line in lines:
        found = _EVENT.match(line)
        if found is None:
            continue
        if found["event"] == b"run_started":
            begun = True
        elif found["event"] == b"record_written":
            if begun:
                times, begun = [], False
            times.append(found["at"].decode())
    with suppress(ValueError):  # a damaged time, of which saraban verify tells
        return sorted(datetime.fromisoformat(one) for one in times)
    return []
