"""Printed Thai dates (วันที่) to days of the common era, or to a refusal with its reason.

Thai official paper counts years in four eras, shortens and misspells its months, leaves out what a
reader can supply, and had another New Year before 1941. Whatever can be read in one way is read;
what can be read in two is given with a doubt and the other reading; the rest is refused. Nothing
depends on today's date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from saraban.normalize.calendars import Meaning, meaning_of
from saraban.normalize.dateparts import Parts, combine, meaning_of_parts, range_between, read_parts
from saraban.normalize.dateshapes import BARE_YEARS, DATE
from saraban.normalize.datewords import Word, quarter_number, words
from saraban.normalize.digits import to_arabic
from saraban.normalize.eras import DateRefused, Era, era_of, read_year
from saraban.normalize.months import Month
from saraban.normalize.periods import fiscal_year, quarter
from saraban.normalize.text import clean
from saraban.normalize.times import TimeRefused, parse_time

__all__ = ["DateMatch", "DateRefused", "PrintedDate", "find_dates", "parse_date"]


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, and the days of the common era that it covers.

    `edtf` is the value; `raw` what is printed; `calendar` the era of the print (BE พ.ศ., CE ค.ศ.,
    RS ร.ศ., CS จ.ศ.) and `year` its year there in full, None where a range has two. `kind` is day,
    month, year, range, fiscal_year or quarter. `alternatives` are other readings (EDTF), `doubts`
    the reasons why a person should look.
    """

    edtf: str
    raw: str
    calendar: str
    year: int | None
    first: datetime.date
    last: datetime.date
    kind: str
    alternatives: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date found in a text, at `[start:stop]` without its label: read, or refused."""

    start: int
    stop: int
    date: PrintedDate | None
    refused: DateRefused | None

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why a person should look: the doubts of the date, or the reason why there is none."""
        if self.date is not None:
            return self.date.doubts
        return (self.refused.reason,) if self.refused is not None else ()


def parse_date(text: str, *, near: int | None = None) -> PrintedDate:
    """Read a text that is one date, a label such as ลงวันที่ before it, an hour (เวลา … น.) after it or not.

    `near` is the year of the context in พ.ศ.; it gives two-digit years their century.
    Raises DateRefused, and nothing else, for every other text.
    """
    cleaned = clean(text)
    string = cleaned.string
    kinds, found = words(string)
    for shape in (DATE, BARE_YEARS):
        for match in shape.finditer(kinds):
            start, stop = found[match.start()].start, found[match.end() - 1].stop
            if _LABEL.fullmatch(string, 0, start) and _ends(string[stop:]):
                meaning = _meaning(match, found[match.start() : match.end()], string, near)
                meaning = _in_place(meaning, match, string[:start])
                return _printed(meaning, cleaned.quote(start, stop))
    raise DateRefused("not_a_date")


def find_dates(string: str, *, near: int | None = None) -> Iterator[DateMatch]:
    """Every date in a cleaned text, in order; one that cannot be read carries its refusal.

    A span has the weekday with it and the label not. A month without a year, a bare number and a
    number that only looks like a date (a phone, a section, a document's number) are not found.
    """
    arabic = to_arabic(string)
    kinds, found = words(arabic)
    for match in DATE.finditer(kinds):
        if not _stands(match, kinds, found, arabic):
            continue
        start, stop = found[match.start()].start, found[match.end() - 1].stop
        try:
            meaning = _meaning(match, found[match.start() : match.end()], arabic, near)
        except DateRefused as refused:
            if not _doubtful_refusal(match, refused):
                yield DateMatch(start, stop, None, refused)
        else:
            meaning = _in_place(meaning, match, arabic[max(0, start - 24) : start])
            yield DateMatch(start, stop, _printed(meaning, string[start:stop]), None)


# Each text can be cut into these in one way only, so that matching is linear.
_LABEL = re.compile(
    r"(?:[\s:.…(\[“\"*-]|ลง|สั่ง|ประกาศ|ให้ไว้|ออก|เมื่อ|ภาย|ตั้งแต่|ระหว่าง|ประจำ|ใน|ณ|จน|ถึง|ก่อน|วัน|ที่|เดือน|ลว)*+"
)
_END = re.compile(r"[\s.,;:)\]”\"*]*+")
# What stands before letters that are an agency's and not a month's: สำนักงาน ก.พ., ที่ กค.
_AGENCY = re.compile("(?:สำนักงาน|คณะกรรมการ|ที่)[ ]?$")
# What counts with a number of its own, which then is no day: ฉบับที่ 4 กันยายน 2563, ราคา 1.2.2564.
_COUNTER = re.compile(
    "(?:(?:ฉบับ|ครั้ง|รุ่น|ชุด|เล่ม|ตอน|สมัย|ลำดับ|หมู่|ข้อ|หน้า|ชั้น|เขต|ปี)(?:ที่)?|งวดที่|มาตรา|ราคา|จำนวน|เลขที่)[ ]?$"
)
_DAYLESS = re.compile("l[oNd]{0,3}$")


def _ends(rest: str) -> bool:
    """Whether nothing follows a date but marks, or the hour of that day."""
    if _END.fullmatch(rest):
        return True
    if len(rest) > 60:
        return False
    try:
        parse_time(rest)
    except TimeRefused:
        return False
    return True


def _in_place(meaning: Meaning, match: re.Match[str], before: str) -> Meaning:
    """The doubts that the words before a date raise: a counter's number, a day left blank."""
    if match.lastgroup in ("days", "numeric", "parted", "english") and _COUNTER.search(before):
        return replace(meaning, doubts=(*meaning.doubts, "number_of_a_counter"))
    if meaning.kind in ("month", "year") and _DAYLESS.search(
        match.string[max(0, match.start() - 4) : match.start()]
    ):
        return replace(meaning, doubts=(*meaning.doubts, "day_missing"))
    return meaning


def _printed(meaning: Meaning, raw: str) -> PrintedDate:
    return PrintedDate(
        meaning.span.edtf,
        raw,
        meaning.calendar,
        meaning.year,
        meaning.span.first,
        meaning.span.last,
        meaning.kind,
        meaning.alternatives,
        meaning.doubts,
    )


def _meaning(match: re.Match[str], found: Sequence[Word], string: str, near: int | None) -> Meaning:
    shape = match.lastgroup
    if shape == "academic":
        raise DateRefused("academic_year")
    if shape in ("numeric", "numbered"):
        return _numeric(found, string, near)
    if shape in ("fiscal", "quarter"):
        return _period(found, string, near)
    if shape in ("parted", "english"):
        found = [word for word in found if word.kind not in "sda"]
    if shape == "english":  # December 5, 2019
        found = sorted(found, key=lambda word: "12kx4".index(word.kind))
    if shape == "pair":
        found = [word if word.kind != "s" else Word("d", word.start, word.stop) for word in found]
    ends, joins = read_parts(found, string)
    if shape == "english" and (ends[0].year or "") < "2400":
        ends = [replace(ends[0], era="CE")]
    meaning = combine(ends, joins, near=near)
    if shape == "pair" and meaning.span.last.year - meaning.span.first.year != 1:
        raise DateRefused("not_a_date")
    return meaning


def _numeric(found: Sequence[Word], string: str, near: int | None) -> Meaning:
    """Day first, as all Thai paper has it; year first when it has four digits."""
    printed = [string[word.start : word.stop] for word in found if word.kind in "1234k"]
    era = next((era_of(string[word.start : word.stop]) for word in found if word.kind == "e"), None)
    if len(printed[0]) == 4:
        printed.reverse()
        era = "CE" if printed[2] < "2101" else "BE"
    day, month, year = printed
    try:
        return meaning_of_parts(Parts(None, int(day), Month(int(month)), era, year), near=near)
    except DateRefused as refused:
        if refused.reason != "no_such_month" or not 1 <= int(day) <= 12:
            raise
        swapped = meaning_of(read_year(year, era, near=near), int(day), int(month))
        raise DateRefused("no_such_month", (swapped.span.edtf,)) from None


def _period(found: Sequence[Word], string: str, near: int | None) -> Meaning:
    """A fiscal year, a quarter, or a range of either."""
    quarters: list[int] = []
    years: list[Meaning] = []
    era: Era | None = None
    fiscal = any(word.kind == "f" for word in found)
    for word in found:
        printed = string[word.start : word.stop]
        if word.kind == "q":
            quarters.append(quarter_number(printed))
        elif word.kind == "1":
            quarters.append(int(printed))
        elif word.kind == "e":
            era = era_of(printed)
        elif word.kind in "42k":
            year = read_year(printed, era, near=near)
            near = year.number if year.era == "BE" else near
            years += [quarter(number, year, fiscal=fiscal) for number in quarters] or [fiscal_year(year)]
    if len(years) == 1:
        return years[0]
    if years[0].span.first > years[-1].span.first:
        raise DateRefused("range_backwards")
    return range_between(years[0], years[-1])


def _stands(match: re.Match[str], kinds: str, found: Sequence[Word], string: str) -> bool:
    """Whether a shape in the midst of a text is a date, and not a number, an agency or a figure."""
    matched, before = match[0], kinds[match.start() - 1 : match.start()]
    start, stop = found[match.start()].start, found[match.end() - 1].stop
    with_year = matched[-1] in "42k35B"
    if match.lastgroup == "months":
        agency = _AGENCY.search(string, max(0, start - 12), start)
        clear = "c" not in matched or "4" in matched or "e" in matched or before == "o"
        return with_year and clear and not agency
    if match.lastgroup == "days":
        return with_year or not (matched[-1] == "u" or "N" in matched or ("c" in matched and before != "l"))
    if match.lastgroup == "numbered":  # 5 เดือน 3 ปี is a stretch of time
        return before == "l" or matched[0] == "w"
    if match.lastgroup == "numeric":
        dashed = string[start - 1 : start] == "-" or string[stop : stop + 1] == "-"
        long = "4" in matched or "s" in matched or before == "l"
        return long and not dashed and " " not in string[start:stop]
    return match.lastgroup != "years" or "e" in matched or "4" in matched


def _doubtful_refusal(match: re.Match[str], refused: DateRefused) -> bool:
    """Whether a shape with an impossible year is rather no date: 5/3/1056, มค.3007."""
    weak = match.lastgroup == "numeric" or (match.lastgroup == "months" and "c" in match[0])
    return weak and refused.reason.startswith("year")
