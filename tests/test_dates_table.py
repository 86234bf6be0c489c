"""The table of printed dates, `dates.tsv`: every form, its EDTF or the reason why it is refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from saraban.normalize.dates import DateRefused, find_dates, parse_date
from saraban.normalize.text import clean

_EDTF_EDGE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?~?")


@dataclass(frozen=True)
class Row:
    line: int
    printed: str
    near: int | None
    expected: str
    doubts: tuple[str, ...]
    alternatives: tuple[str, ...]

    @property
    def reason(self) -> str | None:
        return self.expected[1:] if self.expected.startswith("!") else None


def _rows() -> Iterator[Row]:
    lines = Path(__file__).with_name("dates.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        printed, near, expected, doubts, others = [*line.split("\t"), "", ""][:5]
        yield Row(
            number,
            printed.replace("\\n", "\n"),
            int(near) if near else None,
            expected,
            tuple(doubts.split(",")) if doubts else (),
            tuple(others.split()),
        )


ROWS = list(_rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.line}: {row.printed}")
def test_row(row: Row) -> None:
    if row.reason is not None:
        with pytest.raises(DateRefused) as refused:
            parse_date(row.printed, near=row.near)
        assert (refused.value.reason, refused.value.alternatives) == (row.reason, row.alternatives)
        return
    date = parse_date(row.printed, near=row.near)
    assert (date.edtf, date.doubts, date.alternatives) == (row.expected, row.doubts, row.alternatives)
    assert date.raw in row.printed


@pytest.mark.parametrize("row", [row for row in ROWS if row.reason is None], ids=lambda row: row.printed)
def test_the_interval_is_what_the_edtf_says(row: Row) -> None:
    date = parse_date(row.printed, near=row.near)
    edges = date.edtf.split("/")
    assert all(_EDTF_EDGE.fullmatch(edge) for edge in edges)
    assert date.first.isoformat().startswith(edges[0].rstrip("~"))
    assert date.last.isoformat().startswith(edges[-1].rstrip("~"))
    assert date.first <= date.last
    assert (date.kind == "day") == (date.first == date.last)


def test_the_table_is_long_and_has_no_form_twice() -> None:
    assert len(ROWS) >= 220
    forms = [(row.printed, row.near) for row in ROWS]
    assert len(forms) == len(set(forms))


def test_the_raw_is_what_is_printed() -> None:
    date = parse_date("ลงวันที่  ๘ เมษายน  พ.ศ. ๒๕๕๘ ")
    assert (date.raw, date.calendar, date.year, date.kind) == ("๘ เมษายน  พ.ศ. ๒๕๕๘", "BE", 2558, "day")


def test_a_range_of_two_years_has_no_one_year() -> None:
    date = parse_date("31 ธันวาคม 2558 - 1 มกราคม 2559")
    assert (date.year, date.kind, date.last) == (None, "range", datetime.date(2016, 1, 1))


# A line as a page has it, after cleaning; the dates in it by their value, a refusal by its reason.
FOUND = {
    "ที่ รง ๐๕๐๓/ ๓๑๒ วันที่ ๑๑ มิถุนายน ๒๕๖๒": ["2019-06-11"],
    "รับที่ ๒๙๐๕\nวันที่ ๑๑ มิ.ย. ๖๒ เวลา ๑๑.๔๗": ["2019-06-11"],
    "ที่ (สนช) ๗๔๒/๒๕๕๘ ลงวันที่ ๘ เมษายน ๒๕๕๘ ที่แนบ": ["2015-04-08"],
    "สบก 3817/14 มิย 61": ["2018-06-14"],
    "คำสั่งที่ 235/2563 ลงวันที่ 4 มิถุนายน 2563": ["2020-06-04"],
    "ตาม พ.ร.บ. ระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔": ["1991"],
    "พระราชบัญญัติลักษณะปกครองท้องที่พุทธศักราช 2457": ["1914-04/1915-03"],
    "ตั้งแต่วันที่ ๑ ต.ค. ๒๕๖๑ ถึงวันที่ ๓๐ ก.ย. ๒๕๖๒ รวม ๓๖๕ วัน": ["2018-10-01/2019-09-30"],
    "16 มิ.ย. 2559 และ 20 มิ.ย. 2559": ["2016-06-16", "2016-06-20"],
    "วันที่ 31 ก.ย. 2559": ["day_not_in_month"],
    "ภายในวันที่ 30 กันยายน นี้": ["no_year"],
    "ข้อ 5. 15 มกราคม 2559": ["2016-01-15"],
    "1) 15 มกราคม 2559 2) 16 มกราคม 2559": ["2016-01-15", "2016-01-16"],
    "กค. 0530.3/ว.61 ลว 31 พ.ค.2544": ["2001-05-31"],
    "วันที่ 19 ก.พ. 64 10.26 น.": ["2021-02-19"],
    "เริ่มใช้ 5.1.62 ลว. 5.1.62": ["2019-01-05"],
    "ฉบับที่ 2 พ.ศ. 2560": ["2017"],
    "ไทยเมื่อ 1 มกราคม 2484 และ 1 มกราคม 2483": ["1941-01-01", "january_to_march_2483"],
    "วันที่ 20/8/2562 เวลา 09:30": ["2019-08-20"],
    "เดือน กค. 2552": ["2009-07"],
    "ในสองไตรมาสแรกของปีงบประมาณ 2566": ["2022-10-01/2023-09-30"],
    "(ฉบับที่ ..) พ.ศ. ๒๕....": ["year_incomplete"],
    "ระหว่างวันที่ 16 ส.ค. – 13 ก.พ. 2566": ["range_backwards"],
}

NOT_FOUND = {
    "โทร. ๐ ๒๒๘๑ ๕๙๕๕, 0-2281-5955, 081-234-5678": "phones",
    "หรือโทร 098-983-0414": "a phone",
    "ข้อ ๕.๑.๒ และ 5.5.3": "sections",
    "ข้อ 5.1.12": "a section, not the fifth of January",
    "จำนวน 1,500.50 บาท": "money",
    "ปุ๋ยสูตร 0-0-60": "a formula",
    "ที่ (สนช) ๗๔๒/๒๕๕๘": "a document's number",
    "ที่ ทส 1604.03/ว 2916": "a document's number",
    "กค. 0530.3/ว.61": "the letters of a ministry",
    "ที่ กค 2559/12": "the letters of a ministry",
    "กพ 0017/2559 มค 0032": "the letters of provinces",
    "ครั้งที่ 7/2561 คำสั่งที่ 235/2563": "numbers with a year",
    "สำนักงาน ก.พ. 2551": "an agency",
    "มติ อ.ก.พ.ร. 2551": "an agency",
    "มาตรา 5 ก.พ.ร. 2559": "an agency",
    "ก.ค.ศ. 2559": "an agency",
    "สายทาง มค.3007 และ สก.009": "roads",
    "จำนวน 2559 คน": "a bare number",
    "จำคุก 5 เดือน 3 ปี 2563": "a stretch of time",
    "Version May": "a word",
    "on 5 - 7 October 2022": "a range in English",
    "เลขที่ 12/34 หมู่ 5": "a house",
    "อายุ 25 ปี 50 คน": "an age",
    "ระหว่างเดือนมกราคมถึงมีนาคม": "months alone",
    "10300 ถนนพหลโยธิน": "a postcode",
    "วันที่ ........ เดือน ............ พ.ศ. ........": "an empty form",
    "นาย 1\nก.พ.": "two lines of a signature",
}


@pytest.mark.parametrize(("printed", "values"), FOUND.items())
def test_found(printed: str, values: list[str]) -> None:
    string = clean(printed).string
    found = list(find_dates(string))
    assert [m.date.edtf if m.date else m.refused.reason if m.refused else "" for m in found] == values


@pytest.mark.parametrize(("printed", "why"), NOT_FOUND.items())
def test_not_found(printed: str, why: str) -> None:
    string = clean(printed).string
    assert [string[m.start : m.stop] for m in find_dates(string)] == [], why


COUNTED = ["ฉบับที่ 4 กันยายน 2563", "รุ่นที่ 12 มีนาคม ๒๕๖๕", "หมู่ 3 มีนาคม ๒๕๖๕", "ครั้งที่ 2 มกราคม 2560"]


@pytest.mark.parametrize("printed", [*COUNTED, "ข้อ 5 มีนาคม 2560", "ราคา 1.2.2564"])
def test_the_number_of_a_counter_is_no_certain_day(printed: str) -> None:
    [match] = find_dates(clean(printed).string)
    assert match.doubts == ("number_of_a_counter",)


def test_a_day_left_blank_in_a_text_is_told() -> None:
    found = list(find_dates("ลงวันที่ ...... เดือน ......... พ.ศ. 2566 และ วันที่     มีนาคม 2566"))
    assert [(one.date.edtf, one.doubts) for one in found if one.date] == [
        ("2023", ("day_missing",)),
        ("2023-03", ("day_missing",)),
    ]


def test_spans_have_the_weekday_and_not_the_label() -> None:
    line = "ใน วันพุธ ที่ 5 กันยายน 2561 ภายในวันที่ 16 - 17 มิ.ย. 59 (พ.ศ. 2552-2557)"
    assert [line[m.start : m.stop] for m in find_dates(line)] == [
        "วันพุธ ที่ 5 กันยายน 2561",
        "16 - 17 มิ.ย. 59",
        "พ.ศ. 2552-2557",
    ]


def test_thai_digits_need_no_cleaning() -> None:
    [match] = find_dates("ลงวันที่ ๘ เมษายน ๒๕๕๘")
    assert match.date is not None
    assert (match.date.raw, match.date.edtf) == ("๘ เมษายน ๒๕๕๘", "2015-04-08")
