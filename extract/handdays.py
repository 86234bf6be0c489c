"""A day by hand (วันที่เขียนด้วยมือ) that is no day: the ๑ of a clerk, who draws its tail upward, is read as 9.

In a date of Thai digits no one writes an Arabic 9, and ๙ is read as what it is: 9๒ ตุลาคม ๒๕๕๙ is the 12th. A day that may be one as it was read (๒9) stands.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from saraban.normalize.dates import DateRefused, parse_date
from saraban.normalize.digits import to_arabic
from saraban.patterns.pattern import Hit

_UNREAD = "day_unreadable"
_DAY = regex.compile(
    r"(?<![0-9๐-๙])(?=[๐-๙]?9)(?P<day>[๐-๙9]{2})(?P<rest>[ ]?[^0-9๐-๙]{3,30}[๐-๙]{4})(?![0-9๐-๙])"
)


def with_day(hit: Hit, raw: str) -> Hit:
    """A date without its day with the one that was written, always doubted; `raw`: the date as it was read."""
    match = _DAY.search(raw) if _UNREAD in hit.doubts else None
    if match is None:
        return hit
    try:
        date = parse_date(to_arabic(match["day"].replace("9", "1") + match["rest"]))
    except DateRefused:
        return hit
    doubts = tuple("figure_mended" if doubt == _UNREAD else doubt for doubt in hit.doubts)
    return replace(hit, value=date.edtf, parts={**hit.parts, "date_raw": date.raw}, doubts=doubts)
