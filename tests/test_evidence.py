"""Every reason to doubt a value: the model, the engine's confidence, the words, the century."""

from __future__ import annotations

import dataclasses

import pytest

from saraban.extract.confidence import KINDS, Calibration, Curve
from saraban.extract.evidence import field_of, in_century
from saraban.extract.find import find
from saraban.extract.flow import Flow, around
from saraban.extract.lexicon import broken_words, unknown_words
from saraban.extract.page import Box, Boxes, Engine, Line, Page, packed
from saraban.extract.reading import Reading
from saraban.extract.record import Field
from saraban.extract.split import Extent
from saraban.patterns import patterns
from saraban.patterns.pattern import Hit

WHOLE = Engine(ocr="tesseract 5", model="whole", model_sha256="0" * 64)
_ANY = Calibration((Curve((0.0, 1.0), (0.0, 1.0)),) * len(KINDS))
MEASURED = dataclasses.replace(WHOLE, calibration=_ANY)
STOCK = dataclasses.replace(WHOLE, lacks_digits=frozenset("๔๖๗๘๙"))


def read(
    text: str,
    name: str,
    *,
    engine: Engine = WHOLE,
    sure: float = 0.95,
    worst: float | None = None,
    hand: tuple[int, ...] = (),
) -> Field:
    """The one field of that name in a line that an engine read so sure, its last character as the `worst`, the
    characters at some places by hand.
    """
    boxes: list[Box] = [(at * 10, 0, at * 10 + 9, 30) for at in range(len(text))]
    confidences = [sure] * (len(text) - 1) + [sure if worst is None else worst]
    line = Line(1, text, around(boxes), Boxes(boxes), packed(confidences), hand)
    flow = Flow.of([Page(number=1, text_from="ocr", lines=(line,))])
    findings, late = find(patterns(), flow.text.string, 0)
    found = [one for one in findings if one.fills == name]
    assert len(found) == 1
    return field_of(Reading(flow, Extent(0, 0, "letter"), found, late, engine, frozenset({1})), found[0])


def test_a_value_read_well_by_a_whole_model_is_not_doubted() -> None:
    field = read("ที่ กษ ๐๒๐๑/๙๕๔", "document_number")
    assert (field.value, field.reasons) == ("กษ 0201/954", ())
    assert field.place is not None
    assert field.place.box == (40, 0, 149, 30)


@pytest.mark.parametrize("digits", ["๐๒๐๑/๑๒๓", "0201/123"])
def test_digits_of_a_model_that_lacks_some_are_always_doubted(digits: str) -> None:
    assert "engine_lacks_digits" in read(f"ที่ กษ {digits}", "document_number", engine=STOCK).reasons


def test_words_of_a_model_that_lacks_digits_are_not() -> None:
    assert read("เรียน อธิบดีกรมป่าไม้", "to", engine=STOCK).reasons == ()


def test_an_unsure_digit_is_doubted() -> None:
    assert "low_confidence" in read("ที่ กษ ๐๒๐๑/๙๕๔", "document_number", sure=0.85).reasons


@pytest.mark.parametrize(("sure", "doubted"), [(0.998, False), (0.995, True)])
def test_probabilities_of_all_digits_count_together(sure: float, doubted: bool) -> None:
    """Seven digits of 0.998 are all right with 0.986; of 0.995 with 0.966."""
    field = read("ที่ กษ ๐๒๐๑/๙๕๔", "document_number", engine=MEASURED, sure=sure)
    assert ("low_confidence" in field.reasons) == doubted


@pytest.mark.parametrize(("sure", "doubted"), [(0.985, False), (0.975, True)])
def test_a_text_is_doubted_where_it_is_read_badly(sure: float, doubted: bool) -> None:
    field = read("เรียน อธิบดีกรมป่าไม้", "to", engine=MEASURED, sure=sure)
    assert ("low_confidence" in field.reasons) == doubted


@pytest.mark.parametrize(("worst", "doubted"), [(0.65, False), (0.55, True)])
def test_one_letter_that_is_likely_wrong_doubts_a_text(worst: float, doubted: bool) -> None:
    text = "เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"
    field = read(text, "to", engine=MEASURED, sure=0.999, worst=worst)
    assert ("low_confidence" in field.reasons) == doubted


def test_a_digit_by_hand_is_doubted_where_clerks_write() -> None:
    assert read("ที่ กษ ๐๒๐๑/๙๕๔", "document_number", hand=(14,)).reasons == ("handwritten",)
    assert read("โทร. ๐ ๒๕๗๙ ๕๒๑๖", "contacts", hand=(8,)).reasons == ()


def test_thai_and_arabic_digits_in_one_number_are_doubted() -> None:
    assert "mixed_digits" in read("ที่ กษ ๐๒๐๑/95๔", "document_number").reasons


def test_a_verb_misread_in_what_the_writer_asks_for_is_doubted() -> None:
    assert read("จึงเรียนมาเพื่อโปรดทราบและถือปฎบต", "closing").reasons == ("unknown_words",)
    assert read("จึงเรียนมาเพื่อโปรดพิจารณาตำเนินการต่อไป", "closing").reasons == ("broken_word",)
    assert read("จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติ", "closing").reasons == ()


def test_a_latin_letter_right_behind_a_number_is_a_misread_digit() -> None:
    assert read("โทร. ๐ ๒๖๖๙ ๑๑๗๐ ต่อ ๔e๒", "contacts").reasons == ("digits_follow_number",)
    assert read("โทร. ๐ ๒๖๖๙ ๑๑๗๐ ต่อ ๔๐๒ e-mail", "contacts").reasons == ()


def test_a_word_that_is_none_is_doubted() -> None:
    assert read("เรียน กณบดีกณะวิทยาศาสตร์", "to").reasons == ("broken_word", "unknown_words")
    assert read("เรียน คณบดีคณะวิทยาศาสตร์", "to").reasons == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา", []),
        ("อบต. บ้านใหม่ อ.เมือง", []),
        ("เป็นระดับที่ลูงขึ้น", ["ลูง"]),
        ("Smart OBEC 2560", []),
    ],
)
def test_unknown_words(text: str, unknown: list[str]) -> None:
    assert unknown_words(text) == unknown


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("อัดราเงินเดือน", ["อัดรา"]),
        ("การใช้ทีดินของรัฐ", ["ทีดิน"]),
        ("อัตราเงินเดือน", []),
        ("สถานที่คิดต่อราชการ", ["คิดต่อ", "สถานที่คิดต่อ"]),
        ("ผลการสอบข้อเท็จจริง", []),
        ("ขอเชิญประชุม ครั้งที่ 3", []),
        ("กองส่งเสริมจริยธรรงการวิจัย", ["จริยธรรง"]),
        ("ค่าจ้างเหมา งวดที 2", ["งวดที 2"]),
        ("ภายใน 3 นาที 2 วินาที เวที 1", []),
    ],
)
def test_broken_words(text: str, broken: list[str]) -> None:
    assert broken_words(text) == broken


def test_a_word_in_pieces_and_a_bracket_without_its_partner_are_doubted() -> None:
    assert read("เรื่อง อัดราเงินเดือน", "subject").reasons == ("broken_word",)
    assert read("เรื่อง การเชื่อมโยงข้อมูล (Data Link", "subject").reasons == ("bracket_lost",)


def test_the_century_of_two_digits_is_that_of_the_file() -> None:
    hit = Hit(0, 9, "2032-09-19", {"date_raw": "๑๙ ก.ย. ๗๕"}, ("two_digit_year",))
    settled = in_century(hit, 2475)
    assert (settled.value, settled.doubts) == ("1932-09-19", ())
    assert in_century(hit, None) is hit
    far = in_century(hit, 2559)
    assert set(far.doubts) == {"two_digit_year", "year_far_from_context"}


ACT = "พระราชบัญญัติควบคุมอาคาร พ.ศ."


@pytest.mark.parametrize(
    ("law", "doubted"),
    [
        (f"{ACT} ๒๕๒๒", False),
        (f"{ACT} ๒๕๒๓", True),
        ("พระราชบัญญัติควบคุมอาการ พ.ศ. ๒๕๒๒", True),
        ("พระราชบัญญัติควบคุมอาคาร (ฉบับที่ ๒) พ.ศ. ๒๕๒๒", True),
        ("พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖", True),
    ],
    ids=["as published", "another year", "another letter", "an amendment", "several acts of one name"],
)
def test_an_act_as_it_was_published_needs_no_second_look(law: str, doubted: bool) -> None:
    field = read(f"ตาม{law} นั้น", "laws_cited", engine=MEASURED, sure=0.9)
    assert ("low_confidence" in field.reasons) is doubted


def test_an_act_read_by_a_model_that_lacks_digits_is_doubted_however_it_reads() -> None:
    field = read(f"ตาม{ACT} ๒๕๒๒ นั้น", "laws_cited", engine=STOCK)
    assert field.reasons == ("engine_lacks_digits",)
