"""The meeting that minutes record (รายงานการประชุม): body, number, day, place, hour."""

from __future__ import annotations

import regex

from saraban.normalize.dates import find_dates
from saraban.normalize.times import find_times
from saraban.patterns.pattern import Hit, Pattern, by_shape, one_line, shape

_MINUTES = shape(
    r"""^[ \t]*(?P<value>(?:รายงาน|บันทึก)การประชุม[ \n]?(?P<body>[^\n]{0,160}?(?:\n(?![ \t]*(?:ครั้งที่|เมื่อ|วัน|ณ[ ]|เรื่อง|-|$))[^\n]{2,100}){0,2}?)
    [ \t\n]*ครั้งที่[ ]?(?P<number>\d{1,3})(?:[ ]?/[ ]?|[ \n]?(?:ประจำ)?ปี[ ]?(?:พ\.ศ\.[ ]?)?)(?P<year>2[45]\d\d|\d\d(?!\d))
    (?:[ \t\n]*(?:เมื่อ|ใน)?[ ]?(?P<when>วัน[^\n]{5,90}))?
    (?:[ \t\n]*ณ[ ]?(?P<place>[^\n]{3,160}))?)"""
)
_OPENED = shape(r"^[ \t]*(?:เริ่ม|เปิด)(?:การ)?ประชุม[^\n]{0,50}$")


def _meeting(match: regex.Match[str]) -> Hit | None:
    when = match["when"] or ""
    found = next(find_dates(when), None)
    opened = _OPENED.search(match.string, match.end())
    time = next(find_times(when), None) or (next(find_times(opened[0]), None) if opened else None)
    doubts: tuple[str, ...] = ("date_missing",)
    date = None
    if found is not None:
        date = found.date.edtf if found.date else None
        doubts = found.doubts
    place = match["place"]
    if place is None and " ณ " in when:
        place = when.partition(" ณ ")[2]
    value = {
        "body": one_line(match["body"]).strip() or None,
        "number": f"{match['number']}/{match['year']}",
        "date": date,
        "time": time.value if time else None,
        "place": one_line(place) if place else None,
    }
    return Hit(*match.span("value"), value, {}, doubts)


PATTERNS = (
    Pattern(
        id="minutes",
        fills="meeting",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 25: รายงานการประชุม",
        scan=by_shape(_MINUTES, _meeting),
        finds={
            "รายงานการประชุมคณะทำงานจัดระเบียบคลอง\nครั้งที่ ๙/๒๕๖๑\nเมื่อวันพุธที่ ๕ กันยายน ๒๕๖๑ เวลา ๐๙.๓๐ น.\nณ ห้องประชุม ๒": {
                "body": "คณะทำงานจัดระเบียบคลอง", "number": "9/2561", "date": "2018-09-05", "time": "09:30",
                "place": "ห้องประชุม 2",
            },
            "รายงานการประชุมสภาตำบลบ้านนา\nครั้งที่ 1/2558": {
                "body": "สภาตำบลบ้านนา", "number": "1/2558", "date": None, "time": None, "place": None,
            },
            "รายงานการประชุมคณะกรรมการห้องสมุด\nครั้งที่ ๑ ประจำปี ๒๕๖๕\nเมื่อวันที่ ๘ เมษายน ๒๕๖๕": {
                "body": "คณะกรรมการห้องสมุด", "number": "1/2565", "date": "2022-04-08", "time": None, "place": None,
            },
        },
        ignores={"การประชุมครั้งที่ ๑/๒๕๖๓": "a meeting that is mentioned", "รายงานการประชุมประจำเดือน": "no number"},
    ),
)  # fmt: skip
