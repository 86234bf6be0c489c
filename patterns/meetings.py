"""Meetings that a text mentions (การประชุมครั้งที่ n/พ.ศ.), with the day where it stands beside."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.normalize.dates import DateMatch, find_dates
from saraban.patterns.pattern import Hit, Pattern, by_shape, shape

_MENTION = shape(
    r"(?P<value>ครั้งที่[ ]?(?P<number>[0-9]{1,3})[ ]?/[ ]?(?P<year>2[45][0-9]{2}|[0-9]{2})(?![0-9/]))"
)
_MEETING = regex.compile(r"ประชุม|กรรม(?:การ|าธิการ)|มติ|คณะ|สภา|บอร์ด|[ก-ฮ]\.[ก-ฮ]\.")
_NOT_BY_TURN = regex.compile(
    r"(?:สมัคร|สอบ|ประมูล|ประกวด|เสนอราคา|คัดเลือก|สรรหา|อบรม|รุ่น|โครงการ|แก้ไข)[ก-๎]{0,12}[ ]?$"
)
_HEAD = regex.compile(r"^[ \t]*รายงานการประชุม[^\n]*\n?[^\n]*\Z", regex.MULTILINE)
_LEADS = regex.compile(r"[ \n]{0,2}\(?[ ]?(?:เมื่อ)?(?:ใน|ลง)?[ ]?(?:วัน)?(?:ที่)?[ ]?")

_BEFORE = 300  # characters of the sentence that may tell body and day before the number


def _mention(match: regex.Match[str]) -> Hit | None:
    """None unless the words before tell that it is a meeting, and not the head of its own minutes."""
    string, start = match.string, match.start()
    before = string[max(0, start - _BEFORE) : start]
    line = before.rpartition("\n")[2]
    if _HEAD.search(before) or _NOT_BY_TURN.search(line) or not _MEETING.search(before[-160:]):
        return None
    number = f"{match['number']}/{match['year']}"
    found, doubts = _day(string, match.end(), before, line)
    date = found.date if found else None
    doubts += found.doubts if found else ()
    if date is not None and date.year is not None and date.year % 100 != int(match["year"]) % 100:
        doubts += ("year_mismatch",)
    if len(match["year"]) == 2:
        doubts += ("two_digit_year",)
    parts = {"number": int(match["number"]), "year": int(match["year"])}
    return Hit(*match.span("value"), {"number": number, "date": date.edtf if date else None}, parts, doubts)


def _day(string: str, end: int, before: str, line: str) -> tuple[DateMatch | None, tuple[str, ...]]:
    """The meeting's day: right behind, or before it in the sentence, or alone on the line above.

    A bare month or year is no day of a meeting; a date that is refused may be one.
    """
    behind = next(_days(string[end : end + 80]), None)
    if behind is not None and _LEADS.fullmatch(string, end, end + behind.start):
        return behind, ()
    told = list(_days(line))
    if told and "ประชุม" in line[told[-1].stop :]:
        return told[-1], ()
    above = before[: len(before) - len(line)].rstrip().rpartition("\n")[2].strip()
    alone = next(_days(above), None)
    if alone is not None and alone.start == 0 and alone.stop == len(above):
        return alone, ("date_from_line_above",)
    return None, ()


def _days(string: str) -> Iterator[DateMatch]:
    return (one for one in find_dates(string) if one.date is None or one.date.kind in ("day", "range"))


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        id="meeting-mentioned",
        fills="meetings_mentioned",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 25: ครั้งที่ของการประชุมนับตามปี",
        scan=by_shape(_MENTION, _mention, wraps=True),
        finds={
            "ที่ประชุมคณะกรรมการฯ ครั้งที่ ๖/๒๕๖๑ เมื่อวันพุธที่ ๕ กันยายน ๒๕๖๑ มีมติ": {
                "number": "6/2561",
                "date": "2018-09-05",
            },
            "เมื่อวันที่ 9 เมษายน 2562 สำนักงานได้จัดการประชุม ก.พ.ต. ครั้งที่ 2/2562 โดยมี": {
                "number": "2/2562",
                "date": "2019-04-09",
            },
            "9 เมษายน 2562\n\nคณะอนุกรรมการด้านแผน ครั้งที่ 3 / 2562 ณ ห้องประชุม": {
                "number": "3/2562",
                "date": "2019-04-09",
            },
            "ก.ท. ในการประชุมครั้งที่ 6/2550 เมื่อในวันที่ 12 กรกฎาคม 2550 ได้มีมติ": {
                "number": "6/2550",
                "date": "2007-07-12",
            },
            "รับรองรายงานการประชุมครั้งที่ 4/2559 ต่อไป": {"number": "4/2559", "date": None},
        },
        ignores={
            "รายงานการประชุมสภาตำบลบ้านนา\nครั้งที่ 1/2558": "the head of the minutes of that meeting",
            "คณะกรรมการรับสมัครครั้งที่ 1/2564": "a turn of something else",
            "คณะกรรมการดำเนินการสรรหา ครั้งที่ ๓/๒๕๖๗": "a turn of something else",
            "ปรับปรุงครั้งที่ 2/2563": "nothing tells of a meeting",
            "ที่ประชุมครั้งที่ 14": "no year",
        },
    ),
)
