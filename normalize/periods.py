"""Years that are no calendar years: ปีงบประมาณ (the fiscal year) and its quarters (ไตรมาส)."""

from __future__ import annotations

import datetime
from dataclasses import replace

from saraban.normalize import edtf
from saraban.normalize.calendars import Meaning, meaning_of
from saraban.normalize.edtf import Span
from saraban.normalize.eras import DateRefused, Year

_SETTLED = 2504
"""The first fiscal year (พ.ศ.) converted; before it the year began on several other days."""


def fiscal_year(year: Year) -> Meaning:
    """ปีงบประมาณ พ.ศ. 2562 is named for the year it ends in: 2018-10-01/2019-09-30.

    DateRefused `fiscal_year_before_2504`, with the present reckoning offered, for earlier ones.
    """
    common = _common(year)
    span = edtf.days(datetime.date(common - 1, 10, 1), datetime.date(common, 9, 30))
    if common + 543 < _SETTLED:
        raise DateRefused("fiscal_year_before_2504", (span.edtf,))
    return Meaning(span, "fiscal_year", year.era, year.number, (), year.doubts)


def quarter(number: int, year: Year, *, fiscal: bool) -> Meaning:
    """The first to fourth quarter of a fiscal year, or of a year that is not said to be one.

    ไตรมาส 1/2563 does not say which: the calendar year is given, the fiscal one is the alternative
    and `quarter_of_which_year` the doubt.
    """
    if not 1 <= number <= 4:
        raise DateRefused("no_such_quarter")
    common = _common(year)
    calendar_quarter = _months(common, 3 * number - 2)
    fiscal_quarter = _months(common, 3 * number - 5)
    if fiscal:
        return replace(fiscal_year(year), span=fiscal_quarter, kind="quarter")
    whole = meaning_of(year)
    return replace(
        whole,
        span=calendar_quarter,
        kind="quarter",
        alternatives=(fiscal_quarter.edtf,),
        doubts=(*whole.doubts, "quarter_of_which_year"),
    )


def _months(common: int, month: int) -> Span:
    """Three months from the given one; months below 1 lie in the year before."""
    year, first = (common, month) if month > 0 else (common - 1, month + 12)
    last = edtf.month(year, first + 2).last
    return edtf.days(datetime.date(year, first, 1), last)


def _common(year: Year) -> int:
    if year.era == "CE":
        return year.number
    if year.era != "BE" or year.number <= 2483:
        raise DateRefused("fiscal_year_before_2504")
    return year.number - 543
