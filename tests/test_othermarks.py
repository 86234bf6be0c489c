"""A tone mark that a value lost, told by the same words elsewhere in the file."""

from __future__ import annotations

import pytest

from saraban.extract.flow import Flow
from saraban.extract.othermarks import with_other_marks
from saraban.extract.page import Line, Page
from saraban.extract.record import Document, Field


def reasons(name: str, value: object, *lines: str) -> tuple[str, ...]:
    """The reasons for review of a field, in a file of some lines."""
    read = tuple(Line(number, line) for number, line in enumerate(lines, 1))
    flow = Flow.of([Page(number=1, text_from="ocr", lines=read)])
    field = Field(value=value, place=None)
    fields = {name: (field,) if isinstance(value, dict) else field}
    one = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, len(lines)), fields=fields)
    return with_other_marks([one], flow)[0].many(name)[0].reasons


def test_a_mark_that_the_text_below_prints() -> None:
    read = "แนวทางเก็บกักนำท้ายฤดูฝน"
    below = "แจ้งแนวทางเก็บกักน้ำท้าย", "ฤดูฝน เพื่อให้กรมถือปฏิบัติ"
    assert reasons("subject", read, f"เรื่อง {read}", *below) == ("marks_differ",)


def test_a_mark_over_the_end_of_a_line() -> None:
    read = "ขอเลือนการประชุมประชาคม"
    assert reasons("subject", read, f"เรื่อง {read}", "จึงขอเลื่อนการ", "ประชุมประชาคม") == ("marks_differ",)


def test_a_post_is_looked_at_like_a_subject() -> None:
    post = {"name": None, "title": None, "position": "ผู้อำนวยการโครงการส่งนำสาธิต", "acting": []}
    lines = "ผู้อำนวยการโครงการส่งนำสาธิต", "เรียน ผู้อำนวยการโครงการส่งน้ำสาธิต"
    assert reasons("signatories", post, *lines) == ("marks_differ",)


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("แนวทางเก็บกักน้ำท้ายฤดูฝน", ["แนวทางเก็บกักน้ำท้ายฤดูฝน", "แนวทางเก็บกักนำท้ายฤดูฝน"]),
        ("สำนักงานท่าเรือคลองสาธิต", ["สำนักงานท่าเรือคลองสาธิต"] * 2 + ["สำนักง่านท่าเรือคลองสาธิต"]),
        ("ขอนำส่งรายงาน", ["ขอนำส่งรายงาน", "ใช้น้ำประปา"]),
        ("ขอนำส่ง", ["ขอนำส่ง", "ขอน้ำส่ง"]),
    ],
    ids=["the value has the mark", "invented once", "other words", "too few letters to be the same words"],
)
def test_what_is_not_doubted(value: str, lines: list[str]) -> None:
    assert reasons("subject", value, *lines) == ()
