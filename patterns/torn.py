"""Numbers and dates of a head of which a part was not read: by hand, under a stamp, or in pieces.

What stands is taken, what does not is missing, and each of these is always flagged: the office that
wrote and the month it wrote in are worth having while a person reads the rest.
"""

from __future__ import annotations

import regex

from saraban.normalize.dates import DateRefused, parse_date
from saraban.normalize.months import FULL
from saraban.normalize.numbers import MARK_SHAPE, NumberRefused, parse_number
from saraban.patterns import date, number
from saraban.patterns.pattern import Hit, Pattern, by_shape, shape

_HEAD = rf"^[ \t.]*{number.AT}[ .:]{{0,3}}"
_OFFICE = r"\d(?:[ .]{0,2}\d){1,9}"
_PARTED = shape(
    rf"""{_HEAD}(?P<value>(?P<letters>[ก-ฮ]{{2,4}})\.?[ ]?
    (?P<office>\d(?:[ .]{{0,2}}\d){{3,9}}[ ]?)(?P<stroke>/?(?:[ ]?/)?)[ ]?(?P<rest>(?:(?<=/[ ]?)|(?=ว))(?:ว[ .]?)?\d(?:[ ]?\d){{0,5}}))[ .]*{number.END}"""
)
_TORN = shape(
    rf"""{_HEAD}(?P<value>(?P<letters>[ก-ฮ]{{2,4}})\.?[ ]?(?P<office>{_OFFICE})[ ]?(?:/|(?=ว)))
    (?![ ]?/?(?:{MARK_SHAPE}[ .]?)?\d(?:[ ]?\d){{0,6}}[ .]*{number.END})[ ]?[^\n\t]{{0,14}}$"""
)
_MONTH = rf"(?:{'|'.join(FULL)})[ ]?(?:พ\.?[ ]?ศ\.?[ ]?)?2[45]\d\d"
_APART = shape(rf"^[ \t]*(?P<day>\d{{1,2}})[ ]*\n(?:[ \t]*\n)?[ \t]*(?P<month>{_MONTH})[ .]*$")
_UNREAD = shape(
    rf"""^(?![ \t]*{date.STRAY}(?:วันที่[ ]?)?\d[\d ]{{0,3}}{_MONTH})[ \t]*(?:วันที่[ ]?)?
    (?P<junk>[^\n\t]{{0,5}}?[^\n\t\d])[ ]?(?P<month>{_MONTH})[ .]*$"""
)
_SPLIT = shape(rf"^[ \t]*(?:วันที่[ ]?)?(?P<day>[1-3][ ]\d)[ ]?(?P<month>{_MONTH})[ .]*$")


def _parted(match: regex.Match[str]) -> Hit | None:
    """A number read in pieces, or without its stroke: put together, and doubted."""
    office, rest = (match[part].replace(" ", "") for part in ("office", "rest"))
    spaced = " " in match["office"].strip() or " " in match["rest"].removeprefix("ว ")
    if match["stroke"] == "/" and not spaced:
        return None  # whole: see document-number
    try:
        found = parse_number(f"{match['letters']} {office}/{rest}")
    except NumberRefused:
        return None
    return Hit(*match.span("value"), str(found), found.parts(), (*found.doubts, "digits_parted"))


def _torn(match: regex.Match[str]) -> Hit | None:
    """Letters and owner code of a number whose serial is there and cannot be read."""
    office = match["office"].replace(" ", "")
    try:
        found = parse_number(f"{match['letters']} {office}/")
    except NumberRefused:
        return None
    parted = ("digits_parted",) if office != match["office"] else ()
    doubts = (*found.doubts, *parted, "serial_unreadable")
    return Hit(*match.span("value"), str(found), found.parts(), doubts)


def _day_apart(match: regex.Match[str]) -> Hit | None:
    """A day by hand stands taller than the print and is read as a line of its own above the month."""
    return _date(match, f"{match['day']} {match['month']}", match.start("day"), "day_apart")


def _day_unread(match: regex.Match[str]) -> Hit | None:
    """The month and year of a date whose day is there and cannot be read."""
    return _date(match, match["month"], match.start("junk"), "day_unreadable")


def _day_split(match: regex.Match[str]) -> Hit | None:
    """The two digits of a numbering stamp stand apart."""
    printed = f"{match['day'].replace(' ', '')} {match['month']}"
    return _date(match, printed, match.start("day"), "digits_parted") or _date(
        match, match["month"], match.start("day"), "day_unreadable"
    )


def _date(match: regex.Match[str], printed: str, start: int, doubt: str) -> Hit | None:
    try:
        found = parse_date(printed)
    except DateRefused:
        return None
    parts = {"calendar": found.calendar, "year": found.year, "kind": found.kind, "date_raw": found.raw}
    return Hit(start, match.end("month"), found.edtf, parts, (*found.doubts, doubt))


PATTERNS = (
    Pattern(
        id="document-number-parted",
        fills="document_number",
        authority=number.AUTHORITY,
        scan=by_shape(_PARTED, _parted),
        finds={
            "ที่ มท 080 8 .2/ ว 223": "มท 0808.2/ว 223",
            "ที่ มท 080 9.3/12": "มท 0809.3/12",
            "ที่ มท ๐๘๐๔.๕ว ๔๘๔": "มท 0804.5/ว 484",
            "ที่ มท 080 8.2/ ว 22 3": "มท 0808.2/ว 223",
            "ที่ มท 0808.2/ /ว 223": "มท 0808.2/ว 223",
        },
        ignores={
            "ที่ มท 0808.2/ว 223": "whole: see document-number",
            "ที่ มท 0808.2 1352": "no stroke and no ว: which is the serial?",
        },
    ),
    Pattern(
        id="document-number-torn",
        fills="document_number",
        authority=number.AUTHORITY,
        scan=by_shape(_TORN, _torn),
        finds={
            "ที่ มท 0809.2/gg1": "มท 0809.2/",
            "ที่ ศธ 04005/d": "ศธ 04005/",
            "ที่ ศธ.0514.1.12/ -": "ศธ 0514.1.12/",
            "ที่ มท 0809.2/ ว B1": "มท 0809.2/",
            "ที่ มท 080 7.1ว g015": "มท 0807.1/",
        },
        ignores={
            "ที่ มท 0809.2/ว 28": "whole: see document-number",
            "ที่ มท ตามหนังสือ/ฉบับนี้": "no owner code",
            "ที่ มท 0809 กันยายน": "no stroke and no ว",
        },
    ),
    Pattern(
        id="date-day-apart",
        fills="date",
        authority=date.AUTHORITY,
        scan=by_shape(_APART, _day_apart),
        finds={"๔\nมีนาคม ๒๕๕๑": "2008-03-04", "12\n\nตุลาคม 2559": "2016-10-12"},
        ignores={"๓๑\nกันยายน ๒๕๕๙": "no such day", "เขต 3\nมีนาคม ๒๕๕๑": "the number of an office"},
    ),
    Pattern(
        id="date-day-unread",
        fills="date",
        authority=date.AUTHORITY,
        scan=by_shape(_UNREAD, _day_unread),
        finds={
            "P8 กุมภาพันธ์ 2551": "2008-02",
            "' 8 กุมภาพันธ์ 2551": "2008-02",
            "3C พฤษภาคม ๒๕๕๑": "2008-05",
            "27/ พฤษภาคม 2551": "2008-05",
        },
        ignores={
            "๒๘ กุมภาพันธ์ ๒๕๕๑": "whole: see date-alone",
            "ประจำเดือนมกราคม 2551": "words before the month",
        },
    ),
    Pattern(
        id="date-day-split",
        fills="date",
        authority=date.AUTHORITY,
        scan=by_shape(_SPLIT, _day_split),
        finds={"1 4 กุมภาพันธ์ 2549": "2006-02-14", "2 9มีนาคม ๒๕๕๐": "2007-03-29", "3 9 มีนาคม ๒๕๕๐": "2007-03"},
        ignores={"14 กุมภาพันธ์ 2549": "whole: see date-alone", "12 4 มีนาคม 2549": "more than two digits"},
    ),
)
