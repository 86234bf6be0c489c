"""Documents by the time of their issue, each column parted by agency."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from saraban.app.charts.chart import Chart, Row
from saraban.app.charts.figures import Figures
from saraban.app.charts.svg import seen
from saraban.app.web.language import Both, Language, in_language
from saraban.app.web.told import BUDDHIST
from saraban.normalize.months import SHORT

DOCUMENTS: Both = ("ฉบับ", "documents")
OTHERS: Both = ("หน่วยงานอื่น", "others")
UNKNOWN: Both = ("ไม่ทราบหน่วยงาน", "not known")

_AGENCIES = 6  # with a colour of their own
_COLUMNS = 48  # in one chart


@dataclass(frozen=True, slots=True)
class _Scale:
    """Steps of time in order: months ("2016-09"), years ("2016") or tens of years ("201"), and how they begin."""

    id: str
    title: Both
    steps: tuple[str, ...]

    def step_of(self, month: str) -> str:
        """The step that a month is in."""
        return month[: len(self.steps[0])]


def over_time(figures: Figures, language: Language) -> tuple[Chart, ...]:
    """By months, where all fit into one chart. Else by years or tens of years, and by the months that hold most."""
    counts = Counter[int]()
    for (month, _), n in figures.months.items():
        if month is not None:
            counts[int(month[:4]) * 12 + int(month[5:]) - 1] += n
    return tuple(_chart(figures, scale, language) for scale in _scales(counts))


def _scales(counts: Counter[int]) -> Iterator[_Scale]:
    """`counts`: documents by month, counted from the year 0."""
    first, last = min(counts, default=0), max(counts, default=-1)
    title = ("เอกสารตามเดือนและส่วนราชการ", "Documents by month and agency")
    if last - first >= _COLUMNS:
        yield _years(first // 12, last // 12)
        title = ("เดือนที่มีเอกสารมากที่สุด", "The months with most documents")
        first = max(sorted(counts), key=lambda at: sum(counts[at + n] for n in range(_COLUMNS)))
        last = max(at for at in counts if at < first + _COLUMNS)
    steps = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))
    yield _Scale("months", title, tuple(steps))


def _years(first: int, last: int) -> _Scale:
    if last - first < _COLUMNS:
        title = ("เอกสารตามปีและส่วนราชการ", "Documents by year and agency")
        return _Scale("years", title, tuple(f"{year:04}" for year in range(first, last + 1)))
    title = ("เอกสารตามช่วงสิบปีและส่วนราชการ", "Documents by ten years and agency")
    return _Scale("years", title, tuple(f"{ten:03}" for ten in range(first // 10, last // 10 + 1)))


def _chart(figures: Figures, scale: _Scale, language: Language) -> Chart:
    first, counts = _parted(figures, scale)
    pieces = range(len(first) + 2)
    left = figures.documents - counts.total()

    def say(both: Both) -> str:
        return in_language(both, language)

    return Chart(
        id=scale.id,
        title=say(scale.title),
        unit=say(DOCUMENTS),
        name=say(("เวลา", "time")),
        rows=tuple(
            Row(_named(step, language), tuple(counts[step, at] for at in pieces)) for step in scale.steps
        ),
        series=(*first, say(OTHERS), say(UNKNOWN)),
        upright=True,
        note=say(
            (
                f"นับตามวันที่ของหนังสือ อีก {left:,} ฉบับอยู่นอกช่วงนี้หรือไม่ทราบเดือนแน่ชัด",
                f"By the date of the document. {left:,} more lie outside, or have no certain month.",
            )
        ),
    )


def _parted(figures: Figures, scale: _Scale) -> tuple[list[str], Counter[tuple[str, int]]]:
    """The agencies that have most, and how many documents each step has of each of them, of others, and of unknown ones."""
    shown, dated = set(scale.steps), Counter[tuple[str, str]]()
    known = Counter[str]()
    for (month, agency), n in figures.months.items():
        if month is not None and scale.step_of(month) in shown:
            dated[scale.step_of(month), seen(agency)] += n
            known[seen(agency)] += n
    del known[""]
    first = [name for name, _ in known.most_common(_AGENCIES)]
    counts = Counter[tuple[str, int]]()
    for (step, agency), n in dated.items():
        piece = first.index(agency) if agency in first else len(first) + (not agency)
        counts[step, piece] += n
    return first, counts


def _named(step: str, language: Language) -> str:
    """2016-09 is ก.ย. 59, 2016 is 2559, 201 are the ten years from 2553."""
    ahead = BUDDHIST if language == "th" else 0
    if len(step) == 3:
        year = int(step) * 10 + ahead
        return f"{year}–{(year + 9) % 100:02}"
    year = int(step[:4]) + ahead
    if len(step) == 4:
        return str(year)
    month = int(step[5:])
    return f"{SHORT[month - 1] if language == 'th' else calendar.month_abbr[month]} {year % 100:02}"
