"""What can still be had from a date that was refused because an engine read a day or a year wrongly.

The month and year of a letter are worth having when its day by hand was read as 92, and a year whose
digits were read apart (๒๕๔ ๑) is that year. What is taken is always doubted; a date that is whole and
cannot be (๓๑ กันยายน) stays refused.
"""

from __future__ import annotations

import regex

from saraban.normalize.dates import DateMatch, DateRefused, parse_date
from saraban.normalize.months import FULL
from saraban.patterns.pattern import Hit, shape

YEAR_APART = r"2[ ]?[45][ ]?\d[ ]?\d"
"""Regex source of a Buddhist year whose digits may stand apart."""

_MONTH = rf"(?:{'|'.join(FULL)})"
_ERA = r"[ ]?(?:พ\.?[ ]?ศ\.?|พุทธศักราช)?[ ]?"
_IMPOSSIBLE = shape(rf"\d{{1,3}}[ ]?(?:เดือน[ ]?)?(?P<month>{_MONTH}{_ERA}2[45]\d\d)(?!\d)")
_APART = shape(rf"(?P<day>\d{{1,2}})[ ]?(?:เดือน[ ]?)?(?P<month>{_MONTH}){_ERA}(?P<year>{YEAR_APART})(?!\d)")
_YEARS = ("year_digits", "year_split", "no_year")


def rest_of(string: str, refused: DateMatch) -> Hit | None:
    """The month of a day that no month has, or the day of a year in pieces; None where nothing is sure.

    `string` is the text in which the date was found; the span of the hit counts in it.
    """
    if "no_such_day" in refused.doubts:
        found = _IMPOSSIBLE.match(string, refused.start)
        return found and _hit(found, found["month"], "day_unreadable")
    if any(reason in _YEARS for reason in refused.doubts):
        found = _APART.match(string, refused.start)
        year = found["year"].replace(" ", "") if found else ""
        return found and _hit(found, f"{found['day']} {found['month']} {year}", "digits_parted")
    return None


def _hit(found: regex.Match[str], printed: str, doubt: str) -> Hit | None:
    try:
        date = parse_date(printed)
    except DateRefused:
        return None
    parts = {"calendar": date.calendar, "year": date.year, "kind": date.kind, "date_raw": date.raw}
    return Hit(*found.span(), date.edtf, parts, (*date.doubts, doubt))
