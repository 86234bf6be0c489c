"""Meetings mentioned: the day beside the number, and when it is to be doubted."""

import pytest

from saraban.normalize.text import clean
from saraban.patterns.meetings import PATTERNS
from saraban.patterns.pattern import Hit


def found(printed: str) -> list[Hit]:
    return [hit for pattern in PATTERNS for hit in pattern.scan(clean(printed).string)]


@pytest.mark.parametrize(
    ("printed", "date", "doubts"),
    [
        ("มติคณะกรรมการ ครั้งที่ ๕/๒๕๖๔ วันที่ ๗ ธันวาคม ๒๕๖๔ ให้", "2021-12-07", ()),
        ("ประชุมครั้งที่ 5/2564 (เมื่อวันที่ 7 ธันวาคม 2564)", "2021-12-07", ()),
        ("ประชุมครั้งที่ 5/2564 เมื่อวันที่ 7 ธันวาคม 2563", "2020-12-07", ("year_mismatch",)),
        ("ประชุมครั้งที่ ๕/๖๔", None, ("two_digit_year",)),
        ("ประชุมครั้งที่ 5/2564 ซึ่งแจ้งเมื่อวันที่ 7 ธันวาคม 2564", None, ()),
        ("ลงวันที่ 7 ธันวาคม 2564 ตามมติคณะกรรมการ ครั้งที่ 5/2564", None, ()),
    ],
)
def test_day_and_doubts(printed: str, date: str | None, doubts: tuple[str, ...]) -> None:
    (hit,) = found(printed)
    assert isinstance(hit.value, dict)
    assert (hit.value["date"], hit.doubts) == (date, doubts)


@pytest.mark.parametrize("printed", ["ประชุม ปี 2553 ครั้งที่ 4/2553", "เดือนพฤษภาคม 2553 มีการประชุมครั้งที่ 4/2553"])
def test_a_bare_month_or_year_is_no_day_of_a_meeting(printed: str) -> None:
    (hit,) = found(printed)
    assert (hit.value, hit.doubts) == ({"number": "4/2553", "date": None}, ())


@pytest.mark.parametrize("turn", ["การคัดเลือก", "การสรรหา", "การประกวดราคา"])
def test_the_turn_of_a_selection_is_no_meeting(turn: str) -> None:
    assert found(f"คณะกรรมการได้ดำเนิน{turn} ครั้งที่ ๒/๒๕๖๗ แล้ว") == []


def test_a_day_that_cannot_be_is_refused_and_told() -> None:
    (hit,) = found("ประชุมครั้งที่ 5/2564 เมื่อวันที่ 31 กันยายน 2564")
    assert hit.value == {"number": "5/2564", "date": None}
    assert len(hit.doubts) == 1


def test_several_in_one_sentence() -> None:
    hits = found("ที่ประชุมคณะทำงาน ครั้งที่ 1/2563 เมื่อวันที่ 15 มกราคม 2563 และครั้งที่ 2/2563 เมื่อวันที่ 17 ธันวาคม 2563")
    assert [hit.value for hit in hits] == [
        {"number": "1/2563", "date": "2020-01-15"},
        {"number": "2/2563", "date": "2020-12-17"},
    ]
