"""Days as numbers, so that a date, a month and a range are asked for alike: by the days that they cover.

A day is `datetime.date.toordinal`: 1 is the first day of the year 1 of the common era.
"""

from __future__ import annotations

import datetime
from calendar import monthrange

import regex

from saraban.normalize.dates import DateRefused, parse_date

_EDTF = regex.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")
_MONTH = regex.compile(r"([0-9]{4}-([0-9]{2}))(?:-[0-9]{2})?~?(?:/\1(?:-[0-9]{2})?~?)?")

Days = tuple[int, int]
"""First and last day, both of them included."""


def days_of(edtf: object) -> Days | None:
    """The days that a date of a record covers (EDTF, levels 0 and 1, as `normalize` writes it); None of no date."""
    if not isinstance(edtf, str):
        return None
    edges = [_edge(one) for one in edtf.split("/")]
    first, last = edges[0], edges[-1]
    if len(edges) > 2 or first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def covered(text: str) -> Days | None:
    """The days that a date covers as a person writes it: in any printed form, or as ISO 8601."""
    if (found := days_of(text)) is not None and text < "2101":  # a larger year is one of พ.ศ.
        return found
    try:
        date = parse_date(text)
    except DateRefused:
        return None
    return date.first.toordinal(), date.last.toordinal()


def _edge(text: str) -> Days | None:
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = datetime.date(year or 0, month or 1, day or 1)
        last = datetime.date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def month_of(edtf: str | None) -> int:
    """100 times the year that a date of a record begins in, and the month where all of it surely lies in one; 0 of none."""
    if edtf is None or days_of(edtf) is None:
        return 0
    month = _MONTH.fullmatch(edtf)
    return 100 * int(edtf[:4]) + (int(month[2]) if month else 0)
