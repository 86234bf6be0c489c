"""Documents by the time of their issue, each column parted by agency."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from saraban.app.charts.chart import Chart, Row
from saraban.app.charts.figures import Figures
from saraban.app.web.language import Both, Language, in_language
from saraban.app.web.told import BUDDHIST
from saraban.normalize.months import SHORT

DOCUMENTS: Both = ("ฉบับ", "documents")
OTHERS: Both = ("หน่วยงานอื่น", "others")
UNKNOWN: Both = ("ไม่ทราบหน่วยงาน", "not known")

_AGENCIES = 6  # with a colour of their own
_COLUMNS = 48  # in one chart
_YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class _Scale:
    """Steps of time in order, each `width` months long: months, years or tens of years, counted from the year 0."""

    id: str
    title: Both
    steps: range
    width: int


def over_time(figures: Figures, language: Language) -> tuple[Chart, ...]:
    """By months, where all fit into one chart. Else by years or tens of years, and by the months that hold most."""
    return tuple(_chart(figures, scale, language) for scale in _scales(figures.issued.by_month()))


def _scales(counts: Counter[int]) -> Iterator[_Scale]:
    """`counts`: documents by month, counted from the year 0."""
    first, last = min(counts, default=0), max(counts, default=-1)
    title = ("เอกสารตามเดือนและส่วนราชการ", "Documents by month and agency")
    if last - first >= _COLUMNS:
        yield _years(first // 12, last // 12)
        title = ("เดือนที่มีเอกสารมากที่สุด", "The months with most documents")
        first = max(sorted(counts), key=lambda at: sum(counts[at + n] for n in range(_COLUMNS)))
        last = max(at for at in counts if at < first + _COLUMNS)
    yield _Scale("months", title, range(first, last + 1), 1)


def _years(first: int, last: int) -> _Scale:
    if last - first < _COLUMNS:
        title = ("เอกสารตามปีและส่วนราชการ", "Documents by year and agency")
        return _Scale("years", title, range(first, last + 1), _YEAR)
    title = ("เอกสารตามช่วงสิบปีและส่วนราชการ", "Documents by ten years and agency")
    return _Scale("years", title, range(first // 10, last // 10 + 1), 10 * _YEAR)


def _chart(figures: Figures, scale: _Scale, language: Language) -> Chart:
    first, counts = figures.issued.parted(scale.steps, scale.width, _AGENCIES)
    left = figures.documents - sum(map(sum, counts))

    def say(both: Both) -> str:
        return in_language(both, language)

    return Chart(
        id=scale.id,
        title=say(scale.title),
        unit=say(DOCUMENTS),
        name=say(("เวลา", "time")),
        rows=tuple(
            Row(_named(step, scale.width, language), tuple(pieces))
            for step, pieces in zip(scale.steps, counts, strict=True)
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


def _named(step: int, width: int, language: Language) -> str:
    """2016-09 is ก.ย. 59, 2016 is 2559, the ten years from 2010 are those from 2553."""
    ahead = BUDDHIST if language == "th" else 0
    year, month = divmod(step * width, _YEAR)
    year += ahead
    if width > _YEAR:
        return f"{year}–{(year + 9) % 100:02}"
    if width == _YEAR:
        return str(year)
    return f"{SHORT[month] if language == 'th' else calendar.month_abbr[month + 1]} {year % 100:02}"
