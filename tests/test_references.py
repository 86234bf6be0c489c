"""References: what is cited is never lost silently, and what only looks cited is not taken."""

import pytest

from saraban.normalize.text import clean
from saraban.patterns.pattern import Hit
from saraban.patterns.references import PATTERNS

DAY = "ลงวันที่ ๕ มีนาคม ๒๕๖๓"


def found(printed: str) -> list[Hit]:
    return [hit for pattern in PATTERNS for hit in pattern.scan(clean(printed).string)]


@pytest.mark.parametrize(
    ("printed", "number", "date", "doubts"),
    [
        (f"คำสั่งกรมป่าไม้ ที่ พิเศษ ๑๒/๒๕๖๓ {DAY}", "พิเศษ 12/2563", "2020-03-05", ()),
        (f"ตามหนังสือที่ ทส ๑๖๐๑/๑๒ {DAY}", "ทส 1601/12", "2020-03-05", ()),
        (f"ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ฉบับ{DAY}", "ทส 1601/12", "2020-03-05", ()),
        ("ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ลง ๕ มี.ค.๒๕๖๓", "ทส 1601/12", "2020-03-05", ()),
        ("ตามคำสั่งที่ ๑๒/๒๕๖๓ สั่ง ณ วันที่ ๕ มีนาคม ๒๕๖๓", "12/2563", "2020-03-05", ()),
        (f"ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ๓๔ {DAY}", "ทส 1601/12", "2020-03-05", ("digits_follow_number",)),
        (f"ตามหนังสือที่ ทส ๑๖๐๑/๑๒ - ๓ {DAY}", "ทส 1601/12", "2020-03-05", ("digits_follow_number",)),
        ("ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ๓๔ ที่แจ้ง", "ทส 1601/12", None, ("digits_follow_number",)),
        ("ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ลงวันที่ มีนาคม ๒๕๖๓", "ทส 1601/12", "2020-03", ("not_one_day",)),
        ("ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ลงวันที่ ๓๑ กันยายน ๒๕๖๓", "ทส 1601/12", None, ("day_not_in_month",)),
        ("ตามหนังสือที่ ทส ๑๖๐๑/๑๒ ลงวันที่ดังกล่าว", "ทส 1601/12", None, ("reference_date_unreadable",)),
        (f"หนังสือ ที่ มท O809.2/ว 3 {DAY}", None, "2020-03-05", ("reference_number_unreadable",)),
        (f"หนังสือ ที่ มท O809.2/ ว 3 {DAY}", None, "2020-03-05", ("reference_number_unreadable",)),
        (f"ตามหนังสือ ที่ นร 1008.5/6-1 {DAY}", None, "2020-03-05", ("reference_number_unreadable",)),
        (f"คำสั่งที่ 478/2021 {DAY}", None, "2020-03-05", ("reference_number_unreadable",)),
    ],
)
def test_number_date_and_doubts(
    printed: str, number: str | None, date: str | None, doubts: tuple[str]
) -> None:
    [hit] = found(printed)
    assert hit.value == {"number": number, "date": date, "urgency": None}
    assert hit.doubts == doubts


@pytest.mark.parametrize("second", ["๑๓/๒๕๖๓", "ที่ ๑๓/๒๕๖๓"])
def test_two_numbers_before_one_date(second: str) -> None:
    hits = found(f"ตามคำสั่งกรมป่าไม้ ที่ ๑๒/๒๕๖๓ และ {second} {DAY}")
    assert [(hit.value, hit.doubts) for hit in hits] == [
        ({"number": "12/2563", "date": "2020-03-05", "urgency": None}, ("date_shared",)),
        ({"number": "13/2563", "date": "2020-03-05", "urgency": None}, ()),
    ]


def test_the_urgency_of_an_unreadable_number_is_kept() -> None:
    [hit] = found(f"อ้างถึง หนังสือ ด่วนที่สุด ที่ มท O809.2/ว 3 {DAY}")
    assert hit.value == {"number": None, "date": "2020-03-05", "urgency": "most_urgent"}


@pytest.mark.parametrize(
    "printed",
    [
        f"ตามสัญญาจ้าง เลขที่ จ 45/2561 {DAY}",
        f"โฉนดที่ดินเลขที่ 45/61 {DAY}",
        f"ตามคดีหมายเลขดำที่ อ 12/2560 {DAY}",
        f"หนังสือ ที่ประชุม 5 คน {DAY}",
        f"ตามประกาศ ฉบับที่ 5 {DAY}",
    ],
)
def test_what_is_no_letter(printed: str) -> None:
    assert found(printed) == []
