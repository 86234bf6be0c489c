"""When the document was issued (วัน เดือน ปี), and every date that its text mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import regex

from saraban.normalize.dates import DateMatch, find_dates
from saraban.normalize.months import FULL, SHORT
from saraban.patterns.pattern import SECONDS, Hit, Pattern, shape, unwrapped
from saraban.patterns.refused import YEAR_APART, rest_of

AUTHORITY = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11–25: วัน เดือน ปี"
_LABELLED = shape(
    r"(?:^[ .]{0,3}|[ \t])(?:วัน[ ]?ที่|วันที|วัน[ ]?-[ ]?เวลา)[ .:]{0,3}(?P<date>[^\n\t]{3,40})(?=$|\t)"
)
# The date of a letter prints its month in full; a short one (๒๑ ก.ย. ๕๙) is a stamp's or a signature's.
STRAY = r"(?:['’‘\"“”][ ]?(?=\d\d(?!\d)))?"
"""Regex source of the end of a stroke by hand, read as a quotation mark before a day that has both its digits."""

# A month that begins its line has lost its day; one below a number alone has it there (see date-day-apart).
_BARE = shape(
    rf"""(?:^[ \t]*{STRAY}|\t)(?P<date>(?:วันที่[ ]?)?\d{{1,3}}[ ]?(?:เดือน[ ]?)?[ก-์]{{4,12}}[ ]?(?:พ\.?[ ]?ศ\.?|พุทธศักราช)?[ ]?
    (?:\d{{4}}|{YEAR_APART})
    |(?<!^[ \t]*\d{{1,2}}[ ]*\n(?:[ \t]*\n)?[ \t]*)[ก-์]{{4,12}}[ ](?:พ\.ศ\.[ ]?)?2[45]\d\d)[ .]*$"""
)
_GIVEN = shape(r"(?:สั่ง|ประกาศ|ให้ไว้|ออกให้)(?:มา)?[ ]?ณ[ ]?(?:วัน(?:[ ]?ที่)?)?[ ]?(?P<date>[^\n\t]{3,60})")


def hit_of(match: DateMatch, offset: int = 0) -> Hit:
    """A date found, or refused with its reason, as a hit."""
    if match.date is None:
        alternatives = list(match.refused.alternatives) if match.refused else []
        return Hit(
            match.start + offset, match.stop + offset, None, {"alternatives": alternatives}, match.doubts
        )
    date = match.date
    parts: dict[str, object] = {
        "calendar": date.calendar,
        "year": date.year,
        "kind": date.kind,
        "date_raw": date.raw,
    }
    if date.alternatives:
        parts["alternatives"] = list(date.alternatives)
    return Hit(match.start + offset, match.stop + offset, date.edtf, parts, date.doubts)


def _issued(looks: regex.Pattern[str], *kinds: str) -> Callable[[str], Iterator[Hit]]:
    def scan(string: str) -> Iterator[Hit]:
        for match in looks.finditer(string, timeout=SECONDS):
            first = next(find_dates(match["date"]), None)
            if first is None or match["date"][: first.start].strip(" .:") not in ("", "วันที่", "วัน"):
                continue
            if first.date is not None and first.date.kind not in kinds:
                continue
            hit = hit_of(first, match.start("date"))
            rest = rest_of(match["date"], first) if first.date is None else None
            if rest is not None:
                start = match.start("date")
                hit = replace(rest, start=rest.start + start, stop=rest.stop + start)
            if first.date is not None and first.date.kind == "month":  # the day was not written, or not read
                hit = replace(hit, doubts=tuple(dict.fromkeys((*hit.doubts, "day_missing"))))
            yield hit

    return scan


_LONE = shape(r"(?<![\d/.])\d{1,2}[ ]{1,2}\Z")
_DASHED = shape(rf"(?:\d|{'|'.join(map(regex.escape, (*FULL, *SHORT)))})[ ]{{0,2}}[-–—][ ]{{0,2}}\Z")
_BETWEEN = shape(r"ระหว่าง(?:วัน)?(?:ที่)?[ ]?\Z")
_UNTIL = shape(r"[ ]?(?:[-–—]|ถึง|และ|กับ|จน|,)")


# What may stand before a month that has no day; the name of a month or a year in a sentence has such a word.
_LEADS = shape(
    r"(?:เดือน|ประจำ|ใน|ถึง|ตั้งแต่|ต้น|ปลาย|กลาง|สิ้น|ราว|และ|แต่|ช่วง|เมื่อ|รอบ|งวด|หลัง|ก่อน|จน|[-–—(,])[ \n]?\Z"
)
_NO_DAY = shape(r"(?<!ทุก)วัน(?:ที่)?(?:กำหนด)?[ ]?[-–—_.… 0-9]{0,12}\Z")
_NO_MONTH = shape(r"(?<!ทุก)วันที่[ ]?\d{1,2}[ ](?=\S*[ก-๎])[^\s()]{3,14}[ ]?\Z")


def _mentioned(string: str) -> Iterator[Hit]:
    printed, string = string, unwrapped(string)
    for match in find_dates(string):
        hit = hit_of(match)
        law = (
            ("law_unread",)
            if _is_year(match) and _LAW_YEAR.search(string, max(match.start - 140, 0), match.start)
            else ()
        )
        yield replace(hit, doubts=(*hit.doubts, *_half_read(match, string), *_cut_off(match, printed), *law))


def _is_year(match: DateMatch) -> bool:
    return match.date is not None and match.date.kind == "year"


def _cut_off(match: DateMatch, printed: str) -> Iterator[str]:
    """What shows that the words which a date ends were not read."""
    if _lost_day(match, printed):
        yield "day_missing"
    if _unknown_paper(match, printed):
        yield "reference_number_unreadable"


def _lost_day(match: DateMatch, printed: str) -> bool:
    """Whether a month or a year is the end of a day whose beginning was not read: what is written by hand, or lies under a
    stamp, leaves a month at the beginning of its line, or behind วันที่.
    """
    kind = match.date.kind if match.date else ""
    before = max(match.start - 40, 0)
    if kind == "year":
        return _NO_MONTH.search(printed, before, match.start) is not None
    if kind != "month":
        return False
    begins = not printed[printed.rfind("\n", 0, match.start) + 1 : match.start].strip()
    return (begins and not _LEADS.search(printed, before, match.start)) or (
        _NO_DAY.search(printed, before, match.start) is not None
    )


_LAW_YEAR = shape(r"(?:ว่าด้วย[^\n]{2,120}|\(ฉบับที่[ ]?\d{1,3}\))[ \n]?\Z")
_DATED = shape(r"(?:ลง[ \n]?วันที่|ล[ุู]?ว\.?)[ ]?\Z")
_PAPER = shape(
    r"หนังสือ|คำ(?:สั่ง|ร้อง|ขอ|พิพากษา|แถลง|ฟ้อง)|ประกาศ|บันทึก|สัญญา|ข้อ(?:ตกลง|บังคับ|บัญญัติ|สั่ง|เสนอ)|มติ|ใบ|ระเบียบ|กฎ|พระราช|วิทยุ|โทร|เช็ค|รายงาน|แบบ|แผน"
    r"|โครงการ|จดหมาย|เอกสาร|ฎีกา|ว\.|ที่[ ]?[ก-ฮ(0-9]|เลข|/"
)
_LABELLED_LINE = shape(r"^[ \t]*(?:เรื่อง|เรียน|กราบเรียน|ถึง)[ ][^\n]*\n")


def _unknown_paper(match: DateMatch, printed: str) -> bool:
    """Whether a day is that of a cited paper (ลงวันที่) of which not even the kind was read."""
    if not _DATED.search(printed, max(match.start - 12, 0), match.start):
        return False
    before = printed[max(match.start - 250, 0) : match.start]
    since = max((one.end() for one in _LABELLED_LINE.finditer(before)), default=0)
    return _PAPER.search(before, since) is None


def _half_read(match: DateMatch, string: str) -> Iterator[str]:
    """What shows that a day is the end of several whose beginning was not read (๑๐ - ๑๔ ม.ค.)."""
    before = max(match.start - 16, 0)
    if _LONE.search(string, before, match.start):
        yield "number_before_day"
    one = match.date is not None and match.date.kind == "day"
    between = _BETWEEN.search(string, before, match.start) and not _UNTIL.match(string, match.stop)
    if one and (between or _DASHED.search(string, before, match.start)):
        yield "range_half_read"


PATTERNS = (
    Pattern(
        id="date-given",
        fills="date",
        authority=AUTHORITY,
        scan=_issued(_GIVEN, "day", "month"),
        finds={
            "สั่ง ณ วันที่ ๔ มิถุนายน พ.ศ. ๒๕๖๓": "2020-06-04",
            "ประกาศ ณ วันที่ ๑๖ เดือน กรกฎาคม พ.ศ. ๒๕๔๐": "1997-07-16",
            "ประกาศ ณ วันที่ ๒๖ พฤศจิกายน พ.ศ. ๒๕๔ ๓": "2000-11-26",
        },
        ignores={"ณ วันที่ ๑ มกราคม ๒๕๖๐": "a date in a sentence"},
    ),
    Pattern(
        id="date-labelled",
        fills="date",
        authority=AUTHORITY,
        scan=_issued(_LABELLED, "day", "month"),
        finds={
            "ที่ รง ๐๕๐๓/ ๓๑๒ วันที่ ๑๑ มิถุนายน ๒๕๖๒": "2019-06-11",
            "วันที่ ๗ มีนาคม ๒๕๖๑": "2018-03-07",
            ". วันที่ ๗ มีนาคม ๒๕๖๑": "2018-03-07",
        },
        ignores={"ภายในวันที่ ๑๗ มีนาคม ๒๕๖๑": "a deadline", "ลงวันที่ ๘ เมษายน ๒๕๕๘": "another document's date"},
    ),
    Pattern(
        id="date-alone",
        fills="date",
        authority=AUTHORITY,
        scan=_issued(_BARE, "day", "month"),
        finds={
            "๘ เมษายน ๒๕๕๘": "2015-04-08",
            "กันยายน 2552": "2009-09",
            "๑๘   มิถุนายน  ๒๔๙๑": "1948-06-18",
            "ถนนสามเสน กทม. ๑๐๒๐๐\nกันยายน 2552": "2009-09",
            "7๒ มกราคม ๒๕๖๐": "2017-01",
            "๑๔ มีนาคม ๒๕ ๖๐": "2017-03-14",
            "' ๒๓ มิถุนายน ๒๕๖๐": "2017-06-23",
        },
        ignores={
            "เขต ๓\n๑๒\nกันยายน 2552": "the day stands above: see date-day-apart",
            "๒๑ ก.ย. ๒๕๕๙": "a stamp or a signature, not an issued date",
            "ประชุมวันที่ ๑ กันยายน ๒๕๕๙": "a date in a sentence",
        },
    ),
    Pattern(
        id="dates-mentioned",
        fills="dates_mentioned",
        authority="any date in the text",
        scan=_mentioned,
        finds={
            "ในวันพุธที่ ๕ กันยายน ๒๕๖๑ เวลา ๑๓.๓๐ น.": "2018-09-05",
            "(๒๙ มี.ค. – ๒ เม.ย. ๖๑)": "2018-03-29/2018-04-02",
            "ปีงบประมาณ พ.ศ. ๒๕๖๐": "2016-10-01/2017-09-30",
            "๓๑ ม.ค. - ๑๑ ก.พ. ๖๕": "2022-01-31/2022-02-11",
            "ม.ค. - ๑๑ ก.พ. ๖๕": "2022-02-11",
            "ระหว่างวันที่ ๑๑ กุมภาพันธ์ ๒๕๖๕ เวลา ๙.๐๐ น.": "2022-02-11",
        },
        ignores={"ครั้งที่ ๗/๒๕๖๑": "a meeting's number", "โทร. ๐ ๒๕๖๑ ๐๗๗๗": "a telephone number"},
    ),
)
