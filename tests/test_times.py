"""Printed times of day: what is read, what is refused, and what only looks like a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.normalize.digits import to_thai
from saraban.normalize.text import clean
from saraban.normalize.times import TimeRefused, find_times, parse_time

READ = {
    "เวลา ๑๐.๒๖": "10:26",
    "๐๙:๕๙": "09:59",
    "เวลา ๐๙:๕๙": "09:59",
    "16.01 น.": "16:01",
    "16.01น.": "16:01",
    "16.01 น": "16:01",
    "๐๘.๓๐-๑๖.๐๐ น.": "08:30/16:00",
    "๐๘.๓๐ - ๑๖.๐๐ นาฬิกา": "08:30/16:00",
    "08.30–16.30 น.": "08:30/16:30",
    "เวลา 09.00 – 12.00 น.": "09:00/12:00",
    "เวลา 21.00 น. ถึง 04.00 น.": "21:00/04:00",
    "ตั้งแต่เวลา ๘.๓๐ น. ถึงเวลา ๑๖.๓๐ น.": "08:30/16:30",
    "9.30 นาฬิกา": "09:30",
    "๙ นาฬิกา": "09:00",
    "๙ นาฬิกา ๓๐ นาที": "09:30",
    "เวลา 9 น.": "09:00",
    "เวลาประมาณ 13.00 น.": "13:00",
    "เวลา 1330": "13:30",
    "๑๓๓๐ น.": "13:30",
    "13:05:59": "13:05",
    "เวลา 00.30 น.": "00:30",
    "24.00 น.": "24:00",
    "เวลา : 10.26": "10:26",
    "(เวลา 14.00 น.)": "14:00",
}

REFUSED = {
    "10.26": "not_a_time",
    "08.30-16.00": "not_a_time",
    "2.50": "not_a_time",
    "เวลา.....": "not_a_time",
    "เวลา": "not_a_time",
    "": "not_a_time",
    "25.00 น.": "no_such_time",
    "10.75 น.": "no_such_time",
    "24.30 น.": "no_such_time",
    "เวลา 10.5": "not_a_time",
    "9 น.": "not_a_time",
    "กย. 59": "not_a_time",
}

NO_TIME = {
    "ราคา 10.50 บาท": "money",
    "ข้อ 5.12": "a section",
    "ระยะเวลา 10.30 ชั่วโมง": "a duration",
    "ระยะเวลา 10 ปี": "a duration",
    "ภายในเวลา 15 วัน": "a term",
    "กษ 0201.06/ว 8537": "a document's number",
    "เปิดทุกวัน 8.30-16.30": "nothing shows that these are times",
    "มาตราส่วน 1:50000": "a scale",
    "สัดส่วน 1:10": "a ratio",
    "โทร. 0 2281 5955": "a phone",
    "30 สิงหาคม 2565 น.ส.สมหญิง": "a title",
    "พ.ศ. 2559 นายก": "a year",
    "10.20.30.40 น.": "an address of a machine",
    "วันที่ 20.08.2562": "a date",
}


@pytest.mark.parametrize(("printed", "value"), READ.items())
def test_read(printed: str, value: str) -> None:
    assert parse_time(printed) == value
    assert [match.value for match in find_times(clean(printed).string)] == [value]


@pytest.mark.parametrize(("printed", "reason"), REFUSED.items())
def test_refused(printed: str, reason: str) -> None:
    with pytest.raises(TimeRefused) as refused:
        parse_time(printed)
    assert refused.value.reason == reason
    assert list(find_times(clean(printed).string)) == []


@pytest.mark.parametrize(("printed", "why"), NO_TIME.items())
def test_not_found(printed: str, why: str) -> None:
    assert list(find_times(clean(printed).string)) == [], why


def test_spans_leave_the_label_and_keep_the_unit() -> None:
    line = "วันที่ 19 ก.ย. 59 เวลา 10.26 น. และวันที่ 20 เวลา 08.30 - 16.00 น. ณ ห้องประชุม"
    assert [(line[m.start : m.stop], m.value) for m in find_times(line)] == [
        ("10.26 น.", "10:26"),
        ("08.30 - 16.00 น.", "08:30/16:00"),
    ]


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.booleans(),
    st.sampled_from(["{}.{} น.", "{}:{}", "เวลา {}.{}"]),
)
def test_every_minute_of_the_day_comes_back(hour: int, minute: int, thai: bool, style: str) -> None:
    printed = style.format(f"{hour:02}", f"{minute:02}")
    assert parse_time(to_thai(printed) if thai else printed) == f"{hour:02}:{minute:02}"


@given(st.text("0123456789๐๙.:-–/ น.เวลานาฬิกาถึงที", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    string = clean(text).string
    for match in find_times(string):
        assert parse_time("เวลา " + string[match.start : match.stop]) == match.value
    try:
        value = parse_time(text)
    except TimeRefused:
        return
    assert all(len(part) == 5 and part[:2] <= "24" and part[3:] <= "59" for part in value.split("/"))
