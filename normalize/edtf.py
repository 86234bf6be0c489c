"""Days, months, years and stretches of time, written as EDTF.

EDTF is the Extended Date/Time Format (ISO 8601-2), levels 0 and 1; years are of the common era.
It is only ever written here, never read, so a few lines do what a parser library would bring.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days: `first` and `last` belong to it, `edtf` says it at the precision known."""

    first: datetime.date
    last: datetime.date
    edtf: str


def day(year: int, month: int, number: int) -> Span:
    """One day. ValueError where the calendar has no such day."""
    date = datetime.date(year, month, number)
    return Span(date, date, date.isoformat())


def month(year: int, number: int) -> Span:
    """One month, "2016-09"."""
    last = monthrange(year, number)[1]
    return Span(datetime.date(year, number, 1), datetime.date(year, number, last), f"{year:04}-{number:02}")


def year(number: int) -> Span:
    """One year from 1 January, "2016"."""
    return Span(datetime.date(number, 1, 1), datetime.date(number, 12, 31), f"{number:04}")


def days(first: datetime.date, last: datetime.date) -> Span:
    """From one day to another, "2018-10-01/2019-09-30"."""
    return Span(first, last, f"{first.isoformat()}/{last.isoformat()}")


def months(first: tuple[int, int], last: tuple[int, int]) -> Span:
    """From one (year, month) to another, "1927-04/1928-03"."""
    return between(month(*first), month(*last))


def between(left: Span, right: Span) -> Span:
    """From the beginning of one stretch to the end of another, each edge at its own precision."""
    start, stop = left.edtf.split("/")[0], right.edtf.split("/")[-1]
    return Span(left.first, right.last, f"{start}/{stop}")
