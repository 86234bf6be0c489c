"""A broken word is put right when the list of words and the file agree on what it was."""

from __future__ import annotations

import pytest

from saraban.extract.flow import Flow, Place
from saraban.extract.page import Line, Page, packed
from saraban.extract.record import Document, Field
from saraban.extract.spelling import settle_words


def settled(subject: str, text: str, *, sure: float = 0.5) -> Field:
    """The subject of a letter with one line below it, the whole of it read so sure."""
    lines = (
        Line(1, subject, confidences=packed([sure] * len(subject))),
        Line(2, text, confidences=packed([0.99] * len(text))),
    )
    flow = Flow.of([Page(number=1, text_from="ocr", lines=lines)])
    field = Field(value=subject, place=Place(1, (1, 1), None, sure, sure, None, None))
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 2), fields={"subject": field})
    right = settle_words([document], flow)[0].one("subject")
    assert right is not None
    return right


@pytest.mark.parametrize(
    ("read", "text", "right"),
    [
        ("การปรับอัดราค่าน้ำ", "ได้ปรับอัตราค่าน้ำ", "การปรับอัตราค่าน้ำ"),
        ("ใบแจ้งรายชือผู้แทน", "ส่งรายชื่อผู้แทน", "ใบแจ้งรายชื่อผู้แทน"),
        ("คำสั่ง ก.อบด. เรื่องการโอน", "ตามที่ ก.อบต. กำหนด", "คำสั่ง ก.อบต. เรื่องการโอน"),
        ("การใช้ระบบ Smar Pump", "ระบบ Smart Pump", "การใช้ระบบ Smart Pump"),
    ],
)
def test_a_broken_word_is_taken_from_the_file(read: str, text: str, right: str) -> None:
    field = settled(read, text)
    assert field.value == right
    assert field.parts["read"] == read
    assert field.reasons == ("corrected_from_page",)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("การปรับอัดราค่าน้ำ", "ได้ปรับราคาค่าน้ำ"),
        ("การปรับอัตราค่าน้ำ", "ได้ปรับอัดราค่าน้ำ"),
        ("ผลการสอบข้อเท็จจริง", "พลการ ไม่ได้สอบ"),
    ],
)
def test_what_the_file_does_not_print_or_what_is_whole_stands(read: str, text: str) -> None:
    field = settled(read, text)
    assert (field.value, field.reasons) == (read, ())


def test_a_latin_word_that_was_read_surely_stands() -> None:
    assert settled("การใช้ระบบ Smar Pump", "ระบบ Smart Pump", sure=0.99).reasons == ()
