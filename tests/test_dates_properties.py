"""Laws of dates: what is printed comes back, nothing is guessed, no text does harm."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from saraban.normalize.dates import DateRefused, find_dates, parse_date
from saraban.normalize.digits import to_thai
from saraban.normalize.months import CLIPPED
from saraban.normalize.text import clean
from tests.pace import is_quick

FULL = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
DOTLESS = [name.replace(".", "") for name in SHORT]
WEEKDAYS = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]

OF_THE_PLACE = ("number_of_a_counter", "day_missing")
"""Doubts that the words before a date raise."""

DAYS = st.dates(datetime.date(1889, 4, 1), datetime.date(2056, 12, 31))
STYLES = (
    "{day} {full} {year}",
    "{day} {full} พ.ศ. {year}",
    "วันที่ {day} เดือน {full} พุทธศักราช {year}",
    "{day} {short} {year}",
    "ลว. {day} {short}{year}",
    "{day} {dotless} {year}",
    "{day} {dotless}. พ.ศ.{year}",
    "วัน{weekday}ที่ {day} {full} {year}",
    "วัน{weekday} ที่ {day} {short} {year}",
    "{day}/{month}/{year}",
    "{day:02}-{month:02}-{year}",
    "{day}.{month}.{year}",
    "{day}-{short}-{year}",
    "{day} {full} ค.ศ. {common}",
    "{day}/{month}/{common}",
    "{common}-{month:02}-{day:02}",
)


def buddhist_year(date: datetime.date) -> int:
    """The year that Thai paper of that day printed, by the calendar of its time."""
    if date < datetime.date(1941, 1, 1) and date.month < 4:
        return date.year + 542
    return date.year + 543


def printed(date: datetime.date, style: str, *, thai: bool) -> str:
    text = style.format(
        day=date.day,
        month=date.month,
        full=FULL[date.month - 1],
        short=SHORT[date.month - 1],
        dotless=DOTLESS[date.month - 1],
        weekday=WEEKDAYS[date.weekday()],
        year=buddhist_year(date),
        common=date.year,
    )
    return to_thai(text) if thai else text


@given(DAYS, st.sampled_from(STYLES), st.booleans())
@example(datetime.date(1940, 12, 31), STYLES[0], True)
@example(datetime.date(1941, 1, 1), STYLES[0], True)
@example(datetime.date(1940, 3, 31), STYLES[0], False)
@example(datetime.date(1889, 4, 1), STYLES[1], False)
@settings(max_examples=400)
def test_every_day_comes_back_in_every_style(date: datetime.date, style: str, thai: bool) -> None:
    read = parse_date(printed(date, style, thai=thai))
    assert read.edtf == date.isoformat()
    assert read.first == read.last == date
    assert "weekday_mismatch" not in read.doubts


@given(st.dates(datetime.date(1889, 4, 1), datetime.date(1913, 3, 31)))
def test_every_day_of_rattanakosin_years_comes_back(date: datetime.date) -> None:
    year = buddhist_year(date) - 2324
    assert parse_date(f"{date.day} {FULL[date.month - 1]} ร.ศ. {year}").edtf == date.isoformat()


@given(DAYS, DAYS, st.sampled_from([" - ", "–", " ถึงวันที่ "]))
def test_ranges_come_back(one: datetime.date, other: datetime.date, join: str) -> None:
    first, last = sorted((one, other))
    text = printed(first, STYLES[0], thai=False) + join + printed(last, STYLES[0], thai=True)
    assert parse_date(text).edtf == f"{first.isoformat()}/{last.isoformat()}"


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31)), st.integers(-5, 5))
def test_the_context_gives_a_short_year_its_century(date: datetime.date, off: int) -> None:
    year = date.year + 543
    read = parse_date(f"{date.day} {SHORT[date.month - 1]} {year % 100:02}", near=year + off)
    assert (read.edtf, read.year, read.doubts) == (date.isoformat(), year, ())


@given(st.integers(0, 40), st.sampled_from([*FULL, *SHORT]), st.integers(2300, 2700), st.booleans())
@settings(max_examples=300)
def test_nothing_is_guessed(day: int, month: str, year: int, thai: bool) -> None:
    """A date that is read has the printed day, month and year, and nobody else's."""
    text = f"{day} {month} {year}"
    try:
        read = parse_date(to_thai(text) if thai else text)
    except DateRefused:
        return
    assert read.year == year
    assert read.first == read.last
    assert read.first.day == day
    assert month in (FULL[read.first.month - 1], SHORT[read.first.month - 1])
    assert buddhist_year(read.first) == year or "before_solar_calendar" in read.doubts


@given(st.text("0123456789", min_size=1, max_size=6), st.text("0123456789", min_size=1, max_size=6))
def test_digits_are_never_bent_into_a_date(day: str, year: str) -> None:
    try:
        read = parse_date(f"{day} กันยายน {year}")
    except DateRefused:
        return
    assert len(day) <= 2
    assert int(day) == read.first.day
    assert int(year) == read.year or (len(year) == 2 and "two_digit_year" in read.doubts)


@given(st.integers(1, 31), st.text("กคจตธนพภมยรศสาิีุฎฏ.", min_size=2, max_size=10))
@settings(max_examples=300)
def test_a_strange_month_is_refused_or_doubted(day: int, month: str) -> None:
    assume(month.replace(".", "") not in {*FULL, *DOTLESS})
    try:
        read = parse_date(f"{day} {month} 2559")
    except DateRefused:
        return
    assert "month_misprinted" in read.doubts or month.replace(".", "") in CLIPPED


_MARKS = ["พ.ศ.", "ค.ศ. ", "ร.ศ. ", "จ.ศ. ", "ปี ", "ปีงบประมาณ ", "ไตรมาสที่ 1", "25", "59", "2559", "2483"]
_LABELS = [
    "วันที่ ",
    "ฉบับที่ ",
    "พฤหัส ",
    "Dec ",
    "MAY",
    "วันศุกร์ที่ ",
    "ลว. ",
    "เดือน",
    "ถึง",
    " และ ",
    "....",
    "ข้อ ",
    "ที่ กค ",
]
_PIECES = st.sampled_from([*FULL, *SHORT, *DOTLESS, *_MARKS, *_LABELS, *"0123456789๐๕๙/-–.,: \n()"])
JUNK = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join))


@given(JUNK, st.one_of(st.none(), st.integers(2400, 2600)))
@settings(max_examples=600)
def test_any_text_is_read_or_refused(text: str, near: int | None) -> None:
    try:
        read = parse_date(text, near=near)
    except DateRefused as refused:
        reason = refused.reason
    else:
        reason = "read"
        assert read.first <= read.last
        assert read.raw in text
    assert re.fullmatch("[a-z0-9_]+", reason)


@given(JUNK, st.one_of(st.none(), st.integers(2400, 2600)))
@example("0ก.ก. พศ0", None)
@settings(max_examples=600)
def test_what_is_found_is_what_its_quote_says(text: str, near: int | None) -> None:
    string = clean(text).string
    end = 0
    for match in find_dates(string, near=near):
        assert end <= match.start < match.stop
        end = match.stop
        quote = string[match.start : match.stop]
        if match.date is not None:
            kept = tuple(doubt for doubt in match.doubts if doubt not in OF_THE_PLACE)
            assert parse_date(quote, near=near) == replace(match.date, doubts=kept)
        else:
            assert match.refused is not None
            with pytest.raises(DateRefused) as refused:
                parse_date(quote, near=near)
            assert refused.value.reason == match.refused.reason


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "๑",
        "1 ",
        "1-",
        "1, ",
        "1 และ ",
        "วันที่ ",
        "ก.ย. ",
        "1 ก.ย. - ",
        "พ.ศ. ",
        "พ.ศ. 2559-",
        ".",
        "…",
        " ",
        "ปี",
        "ลง",
        "1/",
        "กันยา",
        "Dec ",
        "ข้อ 1 มีนาคม 2560 ",
        "\n1",
    ],
)
def test_long_junk_takes_no_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))

    def read() -> None:
        list(find_dates(text))
        with pytest.raises(DateRefused):
            parse_date(text)

    assert is_quick(read, 2)
