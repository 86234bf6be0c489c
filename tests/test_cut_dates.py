"""Dates in a text whose beginning was not read: a day under a stamp or by hand, a month misread, a paper cited by its
day alone. What is left is doubted; the same words in a whole sentence are not.
"""

import pytest

from saraban.patterns.date import PATTERNS

(MENTIONED,) = (pattern for pattern in PATTERNS if pattern.fills == "dates_mentioned")


def doubts(text: str) -> list[tuple[object, tuple[str, ...]]]:
    return [(hit.value, hit.doubts) for hit in MENTIONED.scan(text)]


@pytest.mark.parametrize(
    ("text", "value", "doubt"),
    [
        ("หนังสือเทศบาลตำบลหนองแสงทองสาธิต ลง\nตุลาคม 2567", "2024-10", "day_missing"),
        ("วันที่กำหนด - ก.พ. 2565", "2022-02", "day_missing"),
        ("ตั้งแต่วันที่ 1 -พฤษภาคม 2567", "2024-05", "day_missing"),
        ("แก้ไขซ้อบังคับ ว่าด้วยเครื่องแต่งกาย พ.ศ. 2545", "2002", "law_unread"),
        ("เครื่องแต่งกาย (ฉบับที่ 2) พ.ศ. 2551", "2008", "law_unread"),
        ("ให้ไว้ ณ วันที่ 13 กรอ4าคม พ.ศ. 2563", "2020", "day_missing"),
        ('เรียน ผู้ว่าราชการจังหวัด\n"งสีอกรบป้องกัน\nลงวันที่ 11 กรกฎาคม 2554', "2011-07-11", "reference_number_unreadable"),
    ],
)  # fmt: skip
def test_the_rest_of_a_date_is_doubted(text: str, value: str, doubt: str) -> None:
    assert (value, True) in [(found, doubt in why) for found, why in doubts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "รายงานผลการปฏิบัติงานประจำเดือน\nตุลาคม 2567",
        "ภายในเดือนตุลาคม 2567",
        "เริ่มก่อสร้างตั้งแต่\nตุลาคม 2567",
        "ประกาศใช้เมื่อ พ.ศ. 2563",
        "ตามประกาศผลการสอบแข่งขัน ลงวันที่ 10 เมษายน 2549",
        "สัญญาจ้างก่อสร้าง\nลงวันที่ 10 เมษายน 2549",
        "เมื่อวันที่ 10 เมษายน 2549",
    ],
)
def test_whole_dates_are_not(text: str) -> None:
    assert [why for _, why in doubts(text)] == [()]
