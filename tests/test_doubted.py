"""A doubted letter is put right where one other letter alone makes a word or a name."""

from __future__ import annotations

from saraban.extract.doubted import settle_letters, settle_marks
from saraban.extract.flow import Flow, Place
from saraban.extract.page import Line, Page, packed
from saraban.extract.record import Document, Field


def document(printed: str, name: str, value: object, doubted: str) -> tuple[Document, Flow]:
    """A document with one field, whose line was read with the letters `doubted` unsure."""
    at = printed.find(doubted) if doubted else len(printed)
    sure = packed(0.7 if at <= i < at + len(doubted) else 0.99 for i in range(len(printed)))
    flow = Flow.of([Page(number=1, text_from="ocr", lines=(Line(1, printed, confidences=sure),))])
    place = Place(1, (1, 1), None, 0.97, 0.7, None, None)
    field = Field(value=value, place=place, reasons=("low_confidence",))
    fields = {name: (field,) if name == "signatories" else field}
    return Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 1), fields=fields), flow


def addressee(read: str, doubted: str) -> tuple[object, tuple[str, ...]]:
    one, flow = document(f"เรียน {read}", "to", read, doubted)
    field = settle_letters([one], flow)[0].one("to")
    assert field is not None
    return field.value, field.reasons


def signed(name: str, doubted: str) -> object:
    value: object = {"name": name, "title": "นาย", "position": None, "acting": []}
    one, flow = document(f"(นาย{name})", "signatories", value, doubted)
    return settle_letters([one], flow)[0].many("signatories")[0].members["name"]


def test_the_one_letter_that_makes_a_word_is_taken_and_flagged() -> None:
    assert addressee("คณบดีกณะวิทยาศาสตร์", "กณ") == (
        "คณบดีคณะวิทยาศาสตร์",
        ("low_confidence", "corrected_by_list"),
    )


def test_what_the_engine_was_sure_of_stands() -> None:
    assert addressee("คณบดีกณะวิทยาศาสตร์", "") == ("คณบดีกณะวิทยาศาสตร์", ("low_confidence",))


def test_a_text_that_stays_broken_stands_as_it_was_read() -> None:
    assert addressee("คณบดีกณะวิทยฬฮสตร์", "กณ")[0] == "คณบดีกณะวิทยฬฮสตร์"


def test_a_name_with_one_reading_in_the_lists_is_that_name() -> None:
    assert signed("ทมล ใจดี", "ทม") == "กมล ใจดี"


def test_a_name_that_no_list_knows_and_nobody_doubted_stands() -> None:
    assert signed("กันทะวัง ใจดี", "ใจ") == "กันทะวัง ใจดี"


def post(read: str, doubted: str) -> object:
    value: object = {"name": "ปรีชา ทองมา", "title": "นาย", "position": read, "acting": []}
    one, flow = document(read, "signatories", value, doubted)
    return settle_letters([one], flow)[0].many("signatories")[0].members["position"]


def test_a_post_begins_with_a_title_of_which_two_letters_may_be_lost() -> None:
    assert post("เตตาธิการสภาการศึกษา", "เตตา") == "เลขาธิการสภาการศึกษา"
    assert post("เตตาธิการสภาการศึกษา", "ศึกษา") == "เตตาธิการสภาการศึกษา", "what was not doubted stands"
    assert post("เลขาริการสภาการศึกษา", "าริ") != "เลขานุการสภาการศึกษา", "two letters off, where one will do"
    assert post("เตตตธิการสภาการศึกษา", "เตตตธิ") != "เลขาธิการสภาการศึกษา", "three letters are no slip"


def received(office: str | None) -> tuple[object, tuple[str, ...], object]:
    """The office of a receipt, its reasons for review, and what was read before, after its marks were settled."""
    receipt = Field(value={"office": office, "number": "77"})
    one = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 1), fields={"receipts": (receipt,)})
    field = settle_marks([one])[0].many("receipts")[0]
    return field.members["office"], field.reasons, field.parts.get("read")


def test_marks_that_the_office_of_a_stamp_lost_are_put_back_and_flagged() -> None:
    for read, right in (
        ("ประมงท้องถินสาธิต", "ประมงท้องถิ่นสาธิต"),
        ("ศูนย์สือสารสาธิต", "ศูนย์สื่อสารสาธิต"),
        ("ชมรมเรือบ้านใหม", "ชมรมเรือบ้านใหม่"),
    ):
        assert received(read) == (right, ("corrected_by_list",), {"office": read, "number": "77"})


def test_an_office_of_whole_words_and_none_at_all_stand() -> None:
    for office in ("ประมงท้องถิ่นสาธิต", "สทร.", None):
        assert received(office) == (office, (), None)
