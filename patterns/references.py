"""Other documents that this one cites (อ้างถึง, ตามหนังสือ…, คำสั่ง…ที่)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.normalize.dates import find_dates
from saraban.normalize.numbers import NUMBER_SHAPE, NumberRefused, parse_number
from saraban.patterns.marks import URGENCY_SHAPE, urgency_of
from saraban.patterns.pattern import SECONDS, Hit, Pattern, label, shape, unwrapped

_LETTER = shape(
    rf"""(?P<kind>หนังสือ|บันทึกข้อความ|บันทึก|วิทยุ|โทรสาร|ว\.|ประกาศ|{label("อ้างถึง")}|ตาม|ที่อ้างถึง)
    [^\n\t]{{0,120}}?(?P<urgency>{URGENCY_SHAPE}[ ]?)?(?:\n[ \t]*)?(?<!ครั้ง)ที่[ ]?(?P<number>{NUMBER_SHAPE})"""
)
_ORDER = shape(
    r"""(?P<kind>คำสั่ง)(?!ศาล)[^\n\t]{0,90}?(?P<urgency>)(?:เลข)?ที่[ ]?(?P<number>(?:พิเศษ[ ]?)?\d{1,5}[ ]?/[ ]?(?:2[45]\d\d|\d\d)(?!\d))"""
)
_DATED = shape(
    rf"(?P<urgency>{URGENCY_SHAPE}[ ]?(?:ที่[ ]?)?)?(?P<kind>)(?P<number>{NUMBER_SHAPE})(?=[ \n]*(?:ลงวันที่|ลว\.?))"
)
_DATING = regex.compile(r"ลง[ \n]?วันที่|ลว")
_BACK = 60  # a number and its urgency stand within so many characters before ลงวันที่
_ITS_DATE = shape(r"[ \n\t]{0,3}(?:ลง[ \n]?วันที่|ลว\.?|ฉบับ[ ]?ลงวันที่)[ ]?")

_KINDS = {"คำสั่ง": "order", "ประกาศ": "announcement", "บันทึก": "memo", "บันทึกข้อความ": "memo"}


def _scan(string: str) -> Iterator[Hit]:
    """Each cited number once, whichever words introduce it."""
    string = unwrapped(string)
    taken: set[int] = set()
    for match in _candidates(string):
        hit = _reference(match, string)
        if hit is not None and not taken & (span := set(range(*match.span("number")))):
            taken |= span
            yield hit


def _candidates(string: str) -> Iterator[regex.Match[str]]:
    yield from _ORDER.finditer(string, timeout=SECONDS)
    yield from _LETTER.finditer(string, timeout=SECONDS)
    for dating in _DATING.finditer(string):
        begin = max(dating.start() - _BACK, 0)
        yield from _DATED.finditer(string, begin, dating.end(), timeout=SECONDS)


def _reference(match: regex.Match[str], string: str) -> Hit | None:
    try:
        number = parse_number(match["number"].removeprefix("พิเศษ"))
    except NumberRefused:
        return None
    order = match["kind"] == "คำสั่ง"
    stop, date, doubts, printed = _date_after(string, match.end("number"))
    bare = number.prefix is None and not number.circular and not order
    if number.serial is None or (bare and date is None):
        return None
    urgency = (
        urgency_of(match["urgency"].removesuffix("ที่ ").removesuffix("ที่").strip())
        if match["urgency"]
        else None
    )
    value = {"number": str(number), "date": date, "urgency": urgency}
    kind = _KINDS.get(match["kind"], "letter")
    start = match.start("urgency") if match["urgency"] else match.start("number")
    return Hit(start, stop, value, {"kind": kind, "date_raw": printed}, (*number.doubts, *doubts))


def _date_after(string: str, at: int) -> tuple[int, str | None, tuple[str, ...], str | None]:
    """The date printed right after a number (ลงวันที่ …): where it ends, its EDTF, its doubts, its text."""
    lead = _ITS_DATE.match(string, at)
    if lead is None:
        return at, None, (), None
    window = string[lead.end() : lead.end() + 60]
    found = next(find_dates(window), None)
    if found is None or window[: found.start].strip():
        return at, None, ("reference_date_unreadable",), None
    if found.date is None:
        return (
            lead.end() + found.stop,
            None,
            (found.refused.reason if found.refused else "unreadable_date",),
            None,
        )
    return lead.end() + found.stop, found.date.edtf, found.date.doubts, found.date.raw


PATTERNS = (
    Pattern(
        id="reference",
        fills="references",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11.6: อ้างถึง",
        scan=_scan,
        finds={
            "ตามหนังสือ ด่วนที่สุด ที่ (สปท) ๑๘๕๖/๒๕๕๙ ลงวันที่ ๒๕ สิงหาคม ๒๕๕๙ ที่แนบ": {
                "number": "(สปท) 1856/2559", "date": "2016-08-25", "urgency": "most_urgent",
            },
            "มีคำสั่งที่ 478/2564 ลงวันที่ 22 กุมภาพันธ์ 2564 แต่งตั้ง": {
                "number": "478/2564", "date": "2021-02-22", "urgency": None,
            },
            "อ้างถึง หนังสือกรมป่าไม้ ที่ ทส ๑๖๐๑/ว ๙๙ ลงวันที่ ๒ มิถุนายน ๒๕๖๐": {
                "number": "ทส 1601/ว 99", "date": "2017-06-02", "urgency": None,
            },
            "กค. 0530.3/ว.61 ลว 31 พ.ค.2544": {"number": "กค 0530.3/ว 61", "date": "2001-05-31", "urgency": None},
        },
        ignores={
            "ที่ กษ ๐๒๒๑/ ๙๕๔ วันที่ ๑๙ กันยายน ๒๕๕๙": "the document's own number",
            "ครั้งที่ 1/2564": "a meeting",
        },
    ),
)  # fmt: skip
