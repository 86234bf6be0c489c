"""Receipt stamps (ตรารับ): office, register number, date, time, in the many shapes of practice.

A stamp is a run of short lines: an office, รับที่ and a number, a day, a time, in this order, some of
them missing. What tells it from the head of a letter (office, address, day) is a label (รับ, วันที่,
เวลา) or a day printed short (๑๙ ก.ย. ๕๙).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from saraban.normalize.agencies import is_known_prefix
from saraban.normalize.dates import DateMatch, find_dates
from saraban.normalize.times import find_times
from saraban.patterns.agency import ORGANISATION, trimmed
from saraban.patterns.pattern import Hit, Pattern, shape

_NUMBER = r"(?:(?:[ก-ฮA-Za-z][ก-ฮA-Za-z.]{0,6}[ ]?)?\d{1,6}(?:[ ]?/[ ]?\d{1,4})?)"
_RECEIVED = shape(
    rf"(?:^|[ \t])(?P<label>(?:เลข(?:ทะเบียน)?)?[ ]?รับ[ ]?(?:ที่|เลขที่|หนังสือ)?|เลข(?:ที่)?[ ]?รับ(?:ที่)?|เลขรับ)[ .:]{{0,4}}(?P<value>{_NUMBER})?[ .…]*(?=$|\t|[ ]วัน)"
)
_BARE_NUMBER = shape(
    r"^[ \t]*(?:(?:ที่|เลขที่)[ ]?(?P<value>\d{1,6}(?:[ ]?/[ ]?\d{1,4})?)|(?P<value>[ก-ฮ]{2,4}[ ]\d{2,6}))[ .]*$"
)
_OFFICE = shape(
    rf"^[ \t]*(?P<value>(?:{ORGANISATION}|ปลัด|อธิบดี)[^\n\t\d]{{0,60}}?(?:\d{{1,2}}(?!\d)[^\n\t\d]{{0,20}}?)?)[ .]*(?=$|\t|[ ](?:เลข)?รับที่)"
)
_TIME_LABEL = shape(r"^[ \t]*เวลา")
_LABELLED_DAY = shape(r"^[ \t]*วัน[ ]?ที่")
_NAME = shape(r"^[ \t]*\([^()\n]{5,60}\)[ \t]*$")
_NO_OFFICE = shape(
    r"[-☐☑(\[\d]|ด่วน|ลับ|สำเนา|ต้นฉบับ|เรื่อง|เรียน|บันทึกข้อความ|จึง|ที่[ ]|วัน|เวลา|ถนน|โทร|ขอแสดง|สิ่งที่|อ้างถึง|[^\n]*(?:\d{3}|\d[ ]?/)"
)
_DIGIT = regex.compile("[0-9]")
_LONG_DAY = shape(r"[ก-์]{5,}")


@dataclass(frozen=True, slots=True)
class _Row:
    """What one line of a stamp says, with the spans of what it says it with."""

    start: int
    stop: int
    office: str | None = None
    received: bool = False
    number: str | None = None
    date: DateMatch | None = None
    time: str | None = None
    short_day: bool = False
    labelled: bool = False

    @property
    def stamped(self) -> bool:
        """Whether the line can stand in a stamp at all."""
        return bool(self.office or self.received or self.number or self.date or self.time or self.labelled)


def _row(line: str, offset: int) -> _Row:
    """Read one line as a row of a stamp."""
    if len(line) > 110 or not line.strip():
        return _Row(offset, offset + len(line))
    numeric = _DIGIT.search(line) is not None
    received = _RECEIVED.search(line) if "รับ" in line else None
    bare = _BARE_NUMBER.search(line) if numeric and not received else None
    office = _OFFICE.search(line)
    date = next(find_dates(line), None) if numeric else None
    if (
        date is not None
        and line[: date.start].strip(" .:") not in ("", "วันที่", "วัน ที่", "วันที่รับ", "ลงวันที่")
        and not received
    ):
        date = None  # a date inside a sentence
    time = next(find_times(line), None) if numeric else None
    labelled = bool(_TIME_LABEL.search(line) or _LABELLED_DAY.search(line))
    if time is not None and line[: time.start].strip(" .:\t") and not (date or labelled or received):
        time = None
    inside = office is not None and date is not None and date.start < office.end("value")
    found = received or bare
    printed = found.group("value") if found else None
    return _Row(
        offset + len(line) - len(line.lstrip()),
        offset + len(line.rstrip()),
        office=_office(office["value"]) if office and not inside else None,
        received=received is not None,
        number=" ".join(printed.split()) if printed else None,
        date=date,
        time=time.value if time else None,
        short_day=date is not None and not _LONG_DAY.search(line[date.start : date.stop]),
        labelled=labelled,
    )


def _office(printed: str) -> str:
    """The name of an office without the dots that lead on from it; those of an abbreviation stay."""
    return trimmed(printed.lstrip(" .\t"))


def _scan(string: str) -> Iterator[Hit]:
    run: list[_Row] = []
    offset = 0
    above = ""
    for line in [*string.split("\n"), ""]:
        row = _row(line, offset)
        offset += len(line) + 1
        if _NAME.match(above):  # what stands under a name is a position
            row = _Row(row.start, row.stop)
        if row.received and not run and not row.office:
            row = _headed(row, above, offset - len(line) - 1)
        above = line
        if row.stamped and not (run and (row.office and not row.received and _filled(run))):
            run.append(row)
            continue
        if not line.strip() and run and run[-1].received and run[-1].date is None:
            continue  # a blank line between the number and the day of one stamp
        yield from _stamp(run)
        run = [row] if row.stamped else []
    yield from _stamp(run)


def _headed(row: _Row, above: str, offset: int) -> _Row:
    """The row of a register number with the short line above it as its office, however it is written."""
    office = _office(above)
    if not 3 <= len(office) <= 60 or _NO_OFFICE.match(office) or next(find_dates(office), None) is not None:
        return row
    return replace(row, start=offset - 1 - len(above.lstrip()), office=office)


def _filled(run: list[_Row]) -> bool:
    """A run that has a day, a number or a time already: an office after it opens the next stamp."""
    return any(row.date or row.number or row.time for row in run)


def _stamp(run: list[_Row]) -> Iterator[Hit]:
    """The receipt that a run of rows is, when it is one."""
    while run and run[-1].office and not run[-1].received:  # an office at the end heads what follows
        run = run[:-1]
    if not run:
        return
    received = any(row.received for row in run)
    office = next((row.office for row in run if row.office), None)
    number = next((row.number for row in run if row.number), None)
    days = [row for row in run if row.date]
    dated = next(
        (row for row in days if row.time), next(iter(days), None)
    )  # the hour stands by the day of receipt
    time = next((row.time for row in run if row.time), None)
    stamped_day = dated is not None and (dated.short_day or dated.labelled)
    labelled = any(row.labelled for row in run)
    # A day in full below an office is the day of a letter as well: without a number or an hour it tells nothing.
    by_day = stamped_day and (
        number or time or (office and labelled and dated is not None and dated.short_day)
    )
    if not ((received and (number or dated)) or by_day):
        return
    yield _hit(run, office, number, dated, time)


def _hit(
    run: list[_Row], office: str | None, number: str | None, dated: _Row | None, time: str | None
) -> Hit:
    doubts: tuple[str, ...] = ()
    edtf = None
    parts: dict[str, object] = {}
    if dated is not None and dated.date is not None:
        match = dated.date
        edtf = match.date.edtf if match.date else None
        doubts = match.doubts
        if match.date is not None:
            parts = {"date_raw": match.date.raw, "year": match.date.year}
    others = [row.date.date.edtf for row in run if row.date and row.date.date and row.date.date.edtf != edtf]
    if others:
        parts["other_dates"] = others
        doubts = (*doubts, "several_dates")
    if number and "/" in number:
        doubts = (*doubts, "number_with_stroke")
    letters = regex.match(r"[ก-ฮ]{1,4}(?=[ ]?\d)", number or "")
    if letters and not is_known_prefix(letters[0]):
        doubts = (*doubts, "unknown_prefix")
    value = {"office": office, "number": number, "date": edtf, "time": time}
    if None in (office, number, edtf):
        doubts = (*doubts, "incomplete_stamp")
    return Hit(run[0].start, run[-1].stop, value, parts, doubts)


PATTERNS = (
    Pattern(
        id="receipt-stamp",
        fills="receipts",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: ตรารับหนังสือ",
        scan=_scan,
        finds={
            "ปลัดกระทรวงสาธิต\nรับที่ ๔๘๒๑\nวันที่ ๗ ก.ค. ๖๑ เวลา ๑๔.๓๕": {
                "office": "ปลัดกระทรวงสาธิต", "number": "4821", "date": "2018-07-07", "time": "14:35",
            },
            "กรมชายฝั่งสาธิต\nวันที่ 8 พ.ย. 62\n09.17 น.": {
                "office": "กรมชายฝั่งสาธิต", "number": None, "date": "2019-11-08", "time": "09:17",
            },
            "ฝ่ายอำนวยการ (สชล. หนังสือภายนอก) รับที่ ชป 20417\n\nวันที่ 12 พ.ค. 2560": {
                "office": "ฝ่ายอำนวยการ (สชล. หนังสือภายนอก)", "number": "ชป 20417", "date": "2017-05-12", "time": None,
            },
            "กระทรวงสาธิต\nรับที่ ๒๐๔๔/๐\nวันที่ ๓ มิ.ย. ๒๕๖๒\nเวลา.....": {
                "office": "กระทรวงสาธิต", "number": "2044/0", "date": "2019-06-03", "time": None,
            },
            "กองช่าง ๒\nรับที่ ๕๕\nวันที่ ๓ มิ.ย. ๖๒": {
                "office": "กองช่าง 2", "number": "55", "date": "2019-06-03", "time": None,
            },
            "สพป.สาธิต เขต ๓\nเลขรับ ๗๗\nวันที่ ๓ มิ.ย. ๖๒": {
                "office": "สพป.สาธิต เขต 3", "number": "77", "date": "2019-06-03", "time": None,
            },
            "รับที่ ๗๘\nวันที่ ๓ มิ.ย. ๖๒": {"office": None, "number": "78", "date": "2019-06-03", "time": None},
        },
        ignores={
            "กรมป่าไม้\nถนนพหลโยธิน กทม. ๑๐๙๐๐\n๒๕ สิงหาคม ๒๕๕๙": "the head of a letter",
            "(นายสมชาย ใจดี)\nผู้อำนวยการกองคลัง\n๒๑ ก.ย. ๒๕๕๙": "a signature with its day",
            "วันที่ ๔ กรกฎาคม ๒๕๖๐": "the date of the document itself",
            "กรมชายฝั่งสาธิต\nวันที่ ๒๔ มกราคม ๒๕๖๓": "the foot of a stamped letter",
        },
    ),
)  # fmt: skip
