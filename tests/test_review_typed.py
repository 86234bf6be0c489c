"""What a person types for a field: understood as print is, or refused with what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.app.review.anchor import FieldPath
from saraban.app.review.typed import understand
from saraban.extract.errors import BadValue


def understood(field: str, typed: str, *, exactly: bool = False) -> object:
    return understand(FieldPath.parse(field), typed, exactly=exactly)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("date", "๑๙ กันยายน ๒๕๕๙", "2016-09-19"),
        ("date", "19 ก.ย. 2559", "2016-09-19"),
        ("date", "วันที่ ๑๙/๙/๒๕๕๙", "2016-09-19"),
        ("date", "2016-09-19", "2016-09-19"),
        ("date", "๒๐๑๖-๐๙-๑๙", "2016-09-19"),
        ("date", "2559-09-19", "2016-09-19"),
        ("date", "กันยายน ๒๕๕๙", "2016-09"),
        ("date", "2016-09", "2016-09"),
        ("date", "2559", "2016"),
        ("date", "2016", "2016"),
        ("date", "2016~", "2016~"),
        ("date", "2016-09-19 / 2016-09-21", "2016-09-19/2016-09-21"),
        ("date", "19 - 21 กันยายน 2559", "2016-09-19/2016-09-21"),
        ("date", "19 ก\u200b.ย. 2559", "2016-09-19"),
        ("meeting.date", "๑ ม.ค. ๒๕๖๓", "2020-01-01"),
        ("dates_mentioned.3", "ปีงบประมาณ พ.ศ. ๒๕๖๒", "2018-10-01/2019-09-30"),
        ("document_number", "กษ ๐๒๐๑.๐๖/ว ๘๕๓๗", "กษ 0201.06/ว 8537"),
        ("document_number", "ที่ กษ0201.06/ว.8537".replace("ว.", "ว"), "กษ 0201.06/ว 8537"),
        ("document_number", "๔๗๘/๒๕๖๔", "478/2564"),
        ("references.0.number", "นร 0505/ว(ล) 123", "นร 0505/ว(ล) 123"),
        ("receipts.0.number", "ผส ๗๓๕๐", "ผส 7350"),
        ("receipts.0.number", "4410", "4410"),
        ("receipts.0.time", "๑๐.๒๖ น.", "10:26"),
        ("receipts.0.time", "10.26", "10:26"),
        ("receipts.0.time", "08:30/16:00", "08:30/16:00"),
        ("urgency", "ด่วนที่สุด", "most_urgent"),
        ("urgency", "Urgent", "urgent"),
        ("secrecy", "ลับ มาก", "secret"),
        ("copy_mark", "สำเนาคู่ฉบับ", "file_copy"),
        ("closing", "ทราบ, ถือปฏิบัติ", ["acknowledge", "comply"]),
        ("closing", "approve", ["approve"]),
        ("kind", "บันทึกข้อความ", "memo"),
        ("dispositions.1.mark", "checked", "checked"),
        ("dispositions.1.action", "อนุมัติ", "approve"),
        ("contacts.0.number", "๐ ๒๒๗๙ ๔๑๑๐", "0-2279-4110"),
        ("contacts.0.number", "Saraban@Example.go.th", "saraban@example.go.th"),
        ("contacts.0.kind", "โทรสาร", "fax"),
        ("enclosures.0.count", "๑๒", 12),
        ("subject", "  ขอ\nความ  อนุเคราะห์ ๓ เรื่อง ", "ขอ ความ อนุเคราะห์ 3 เรื่อง"),
        ("subject", "ขอนํ้า", "ขอน้ำ"),
        (
            "signatories.0.acting",
            "รักษาราชการแทน อธิบดีกรมป่าไม้; ปฏิบัติราชการแทน",
            [
                {"capacity": "รักษาราชการแทน", "post": "อธิบดีกรมป่าไม้"},
                {"capacity": "ปฏิบัติราชการแทน", "post": None},
            ],
        ),
    ],
)
def test_typed_values_become_canonical(field: str, typed: str, value: object) -> None:
    assert understood(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("date", "", "empty"),
        ("date", " \u200b ", "empty"),
        ("date", "31 กันยายน 2559", "day_not_in_month"),
        ("date", "2016-09-31", "no_such_day"),
        ("date", "2016-13", "no_such_day"),
        ("date", "0000-01-01", "no_such_day"),
        ("date", "2016-09-19/2016-09-01", "range_backwards"),
        ("date", "19 ก.ย. 59", "uncertain"),
        ("date", "วันอังคารที่ 19 กันยายน 2559", "uncertain"),
        ("date", "15 กุมภาพันธ์ 2470", "uncertain"),
        ("date", "เมื่อวาน", "not_a_date"),
        ("date", "19 กันยายน", "no_year"),
        ("document_number", "hello", "no_digits"),
        ("document_number", "0201.06 8537", "no_slash"),
        ("document_number", "12/2016", "year_not_buddhist"),
        ("receipts.0.number", "สบก 3817/14 มิย 61", "uncertain"),
        ("receipts.0.number", "เลขรับ", "no_digits"),
        ("receipts.0.time", "25.10", "no_such_time"),
        ("receipts.0.time", "สาย", "not_a_time"),
        ("urgency", "เร็วๆ", "not_a_choice"),
        ("closing", "ทราบ, นอน", "not_a_choice"),
        ("contacts.0.number", "abc", "not_a_phone"),
        ("contacts.0.number", "0-2279-4110 ต่อ 5", "not_a_phone"),
        ("enclosures.0.count", "หลาย", "not_a_count"),
        ("enclosures.0.count", "-1", "not_a_count"),
        ("signatories.0.acting", "อธิบดี", "not_a_capacity"),
        ("subject", "ก" * 2001, "too_long"),
        ("subject", "a\x00b", "control_character"),
        ("subject", "a\x1b[2Jb", "control_character"),
        ("subject", "\ud800", "control_character"),
        ("receipts.0", "3763", "has_members"),
    ],
    ids=ascii,
)
def test_what_cannot_be_understood_is_refused_with_what_was_typed(
    field: str, typed: str, reason: str
) -> None:
    with pytest.raises(BadValue) as refused:
        understood(field, typed)
    assert refused.value.reason == reason
    assert refused.value.typed == typed or reason == "has_members"
    assert str(refused.value).isprintable()


def test_a_number_that_is_known_nowhere_can_be_kept_exactly() -> None:
    with pytest.raises(BadValue):
        understood("document_number", "ท.ด. ๓ ก/๒๔๗๐ ข")
    assert understood("document_number", "ท.ด. ๓ ก/๒๔๗๐ ข", exactly=True) == "ท.ด. 3 ก/2470 ข"
    with pytest.raises(BadValue):
        understood("date", "เมื่อวาน", exactly=True)


def test_an_uncertain_date_is_told_with_its_readings() -> None:
    with pytest.raises(BadValue, match=r"2016-09-19 \(two_digit_year\).*type the date"):
        understood("date", "๑๙ ก.ย. ๕๙")
    with pytest.raises(BadValue, match="1928-02-15 or 1927-02-15"):
        understood("date", "15 กุมภาพันธ์ 2470")


_FIELDS = (
    "date",
    "document_number",
    "receipts.0.number",
    "receipts.0.time",
    "contacts.0.number",
    "subject",
    "closing",
)


@given(st.sampled_from(_FIELDS), st.text(max_size=60))
def test_whatever_is_typed_is_a_value_or_a_refusal(field: str, typed: str) -> None:
    try:
        value = understood(field, typed)
    except BadValue:
        return
    again = ", ".join(value) if isinstance(value, list) else str(value)
    assert understood(field, again, exactly=True) == value, "a canonical value is understood as itself"
