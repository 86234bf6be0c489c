"""When a year of each era began and ended, and which day of the common era a printed one was.

Every era is one table of years, each a stretch of days; a printed day or month is the one of its
name inside that stretch. So 15 กุมภาพันธ์ 2470 is 1928-02-15, and no มกราคม 2483 was ever.
Sources: พ.ร.บ. ปีประดิทิน พุทธศักราช 2483 (years begin on 1 January from 2484; 2483 had nine months);
years from 1 April 2432 (ร.ศ. 108, 1889) on began on 1 April.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from saraban.normalize import edtf
from saraban.normalize.edtf import Span
from saraban.normalize.eras import DateRefused, Year


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a printed date means, with the readings (EDTF) left over and the reasons to doubt it."""

    span: Span
    kind: str
    calendar: str
    year: int | None
    alternatives: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def meaning_of(year: Year, month: int | None = None, day: int | None = None) -> Meaning:
    """A printed year, or a month or a day of it. DateRefused where there was no such day."""
    kind = "year" if month is None else "month" if day is None else "day"
    if month is not None:
        _check(year, month, day)
    strict = year_span(year)
    readings = [strict] if month is None else [s for s in _named(strict, month, day) if _inside(s, strict)]
    loose = _loose(year, month, day)
    if len(readings) != 1:
        _refuse(year, month, day, loose)
    others = tuple(dict.fromkeys(s.edtf for s in loose if s.edtf != readings[0].edtf))
    doubts = year.doubts + _doubts(year, others)
    others += tuple(meaning_of(also, month, day).span.edtf for also in year.also)
    return Meaning(readings[0], kind, year.era, year.number, others, doubts)


def year_span(year: Year) -> Span:
    """The days of a year of its era.

    A year of จ.ศ. changed about the middle of April, by a reckoning that the printed year does not
    give: its span is from the earliest day to the latest, and its EDTF says "about" (~).
    """
    number = year.number
    if year.era == "CE":
        return edtf.year(number)
    if year.era == "RS":
        return edtf.months((number + 1781, 4), (number + 1782, 3))
    if year.era == "CS":
        first = datetime.date(number + 638, 4, 13)
        return Span(first, datetime.date(number + 639, 4, 16), f"{number + 638}-04~/{number + 639}-04~")
    if number == 2483:
        return edtf.months((1940, 4), (1940, 12))
    if 2432 <= number <= 2482:
        return edtf.months((number - 543, 4), (number - 542, 3))
    return edtf.year(number - 543)


def check_weekday(meaning: Meaning, weekday: int) -> Meaning:
    """Hold a day against the weekday printed with it (Monday 0).

    A weekday that fits the reading and none of the others settles an old New Year; one that does
    not fit is the doubt `weekday_mismatch`, never a repair.
    """
    fits = meaning.span.first.weekday() == weekday
    others = [s for s in meaning.alternatives if datetime.date.fromisoformat(s).weekday() == weekday]
    if not fits:
        return replace(meaning, doubts=(*meaning.doubts, "weekday_mismatch"))
    if others or "old_new_year" not in meaning.doubts:
        return meaning
    settled = tuple(doubt for doubt in meaning.doubts if doubt != "old_new_year")
    return replace(meaning, alternatives=(), doubts=settled)


def _check(year: Year, month: int, day: int | None) -> None:
    """Refuse what no calendar has, whatever the year."""
    if not 1 <= month <= 12:
        raise DateRefused("no_such_month")
    if day is not None and not 1 <= day <= 31:
        raise DateRefused("no_such_day")
    if day is not None and day > monthrange(2000, month)[1]:
        raise DateRefused("day_not_in_month")
    if year.era == "BE" and year.number >= 2600:
        raise DateRefused("year_out_of_range")


def _named(span: Span, month: int, day: int | None) -> Iterator[Span]:
    """The month, or the day of it, in each common year that the span touches."""
    for common in range(span.first.year, span.last.year + 1):
        if day is None:
            yield edtf.month(common, month)
        elif day <= monthrange(common, month)[1]:
            yield edtf.day(common, month, day)


def _inside(span: Span, whole: Span) -> bool:
    return whole.first <= span.first and span.last <= whole.last


def _loose(year: Year, month: int | None, day: int | None) -> list[Span]:
    """The readings of writers who reckon an old year otherwise: from January, as today, or from April."""
    if year.era != "BE" or year.number > 2483:
        return []
    if month is None:
        return [edtf.year(year.number - 543)]
    if month > 3:
        return []
    both = Span(datetime.date(year.number - 543, 1, 1), datetime.date(year.number - 542, 12, 31), "")
    return list(_named(both, month, day))


def _doubts(year: Year, others: tuple[str, ...]) -> tuple[str, ...]:
    if year.era == "CS":
        return ("year_bounds_approximate",)
    if year.era == "BE" and year.number < 2432:
        return ("before_solar_calendar",)
    return ("old_new_year",) if others else ()


def _refuse(year: Year, month: int | None, day: int | None, loose: list[Span]) -> NoReturn:
    if month == 2 and day == 29:
        raise DateRefused("not_a_leap_year", tuple(span.edtf for span in loose))
    if year.era == "CS" and month is not None:
        both = _named(year_span(year), month, day)
        raise DateRefused("year_boundary", tuple(span.edtf for span in both))
    raise DateRefused("january_to_march_2483", tuple(span.edtf for span in loose))
