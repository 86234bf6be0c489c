"""A text that another place of the file prints as it was read is not doubted any more."""

import pytest

from saraban.extract.flow import Flow, Place
from saraban.extract.page import Line, Page, packed
from saraban.extract.record import Document, Field
from saraban.extract.twice import settle_repeated

SUBJECT = "ขอเชิญร่วมปลูกป่าชายเลน"
UNSURE = ("low_confidence",)
OPEN = ("subject_end_unsure",)


def settled(
    text: str, reasons: tuple[str, ...], *, name: str = "subject", value: object = SUBJECT, sure: float = 0.99
) -> Field:
    """The field that the first line of a page says, the lines of `text` below it read so sure."""
    read = [SUBJECT, *text.split("\n")]
    lines = tuple(
        Line(number, line, confidences=packed([0.5 if number == 1 else sure] * len(line)))
        for number, line in enumerate(read, start=1)
    )
    flow = Flow.of([Page(number=1, text_from="ocr", lines=lines)])
    field = Field(value=value, place=Place(1, (1, 1), None, 0.5, 0.5, None, None), reasons=reasons)
    held = (field,) if name == "enclosures" else field
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, len(read)), fields={name: held})
    right = settle_repeated([document], flow)[0]
    return right.many(name)[0] if name == "enclosures" else right.one(name) or field


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"ตามที่{SUBJECT}นั้น", UNSURE),
        ("ตามที่ขอเชิญร่วม\nปลูกป่า ชายเลนนั้น", UNSURE),
        (f"ตามที่{SUBJECT} นั้น", OPEN),
        (f"{SUBJECT}\nเรียน ผู้ใหญ่บ้าน", (*OPEN, *UNSURE)),
    ],
    ids=["in a sentence", "over two lines", "with its end", "above a label"],
)
def test_another_place_answers_a_doubt_and_is_named(text, reasons):
    field = settled(text, reasons)
    assert (field.value, field.reasons, field.parts["printed_again"]) == (SUBJECT, (), 1)


@pytest.mark.parametrize(
    ("text", "reasons", "sure"),
    [
        ("ด้วยจังหวัดจะปลูกป่าชายเลน", UNSURE, 0.99),
        (f"ตามที่{SUBJECT}นั้น", UNSURE, 0.8),
        (f"ตามที่{SUBJECT}ประจำปี นั้น", OPEN, 0.99),
        (f"ตามที่{SUBJECT}\nประจำปี นั้น", OPEN, 0.99),
        (f"ตามที่{SUBJECT} นั้น", (*UNSURE, "unknown_words"), 0.99),
        (f"ตามที่{SUBJECT} นั้น", ("corrected_from_page",), 0.99),
    ],
    ids=["nowhere else", "badly read there", "goes on", "end of a line", "no word", "corrected"],
)
def test_other_doubts_stay(text, reasons, sure):
    field = settled(text, reasons, sure=sure)
    assert (field.reasons, field.parts) == (reasons, {})


def test_of_an_enclosure_the_end_alone_is_confirmed():
    value = {"title": SUBJECT, "count": 1, "unit": "ฉบับ"}
    text = f"ตามที่{SUBJECT} นั้น"
    assert settled(text, ("title_end_unsure",), name="enclosures", value=value).reasons == ()
    assert settled(text, UNSURE, name="enclosures", value=value).reasons == UNSURE


def test_a_number_within_a_longer_one_is_another():
    reasons = ("unknown_prefix",)
    assert settled("ตามหนังสือที่ 0107/12 นั้น", reasons, name="document_number", value="0107/12").reasons == ()
    for other in ("0107/123", "10107/12"):
        found = settled(f"ตามหนังสือที่ {other} นั้น", reasons, name="document_number", value="0107/12")
        assert found.reasons == reasons


DAY = "2008-02-14"


def mentions(
    *fields: tuple[str, object, tuple[str, ...], tuple[int, int]], digits: float = 0.95
) -> tuple[str, ...]:
    """The reasons left of the first of some fields, each with its name, value, reasons and page and line."""
    made: dict[str, tuple[Field, ...]] = {}
    for name, value, reasons, (page, line) in fields:
        place = Place(page, (line, line), None, 0.99, 0.96, 0.96, digits)
        made[name] = (*made.get(name, ()), Field(value=value, place=place, reasons=reasons))
    document = Document(id="d1", kind="letter", pages=(1, 2), lines=(1, 9), fields=made)
    flow = Flow.of([Page(number=1, text_from="ocr", lines=(Line(1, "๑"),))])
    return settle_repeated([document], flow)[0].many(fields[0][0])[0].reasons


def cited(number: str, day: str | None = DAY, urgency: str | None = None) -> dict[str, object]:
    return {"number": number, "date": day, "urgency": urgency}


@pytest.mark.parametrize(
    ("name", "value", "others"),
    [
        ("dates_mentioned", DAY, [("date", DAY, (2, 1))]),
        ("references", cited("มท 0808.2/ว 41"), [("references", cited("มท 0808.2/ว 41"), (1, 7))]),
        ("references", cited("กค 1/2"), [("document_number", "กค 1/2", (2, 1)), ("date", DAY, (2, 2))]),
        ("laws_cited", "พระราชบัญญัติสาธิต พ.ศ. 2540", [("laws_cited", "พระราชบัญญัติสาธิต พ.ศ. 2540", (1, 6))]),
    ],
    ids=["a day and the head", "cited twice", "number and day of another paper", "a law"],
)
def test_a_mention_is_answered_by_a_field_elsewhere_that_says_the_same(name, value, others):
    told = [(field, said, (), place) for field, said, place in others]
    assert mentions((name, value, UNSURE, (1, 3)), *told) == ()


@pytest.mark.parametrize(
    ("own", "other", "digits"),
    [
        (("dates_mentioned", DAY, UNSURE, (1, 3)), ("date", "2008-02-15", (), (2, 1)), 0.95),
        (("dates_mentioned", DAY, UNSURE, (1, 3)), ("date", DAY, UNSURE, (2, 1)), 0.95),
        (("dates_mentioned", DAY, UNSURE, (1, 3)), ("meetings_mentioned", cited("2/51"), (), (1, 3)), 0.95),
        (("dates_mentioned", DAY, UNSURE, (1, 3)), ("date", DAY, (), (2, 1)), 0.85),
        (("dates_mentioned", "2008", UNSURE, (1, 3)), ("dates_mentioned", "2008", (), (2, 1)), 0.95),
        (("dates_mentioned", DAY, ("mixed_digits", *UNSURE), (1, 3)), ("date", DAY, (), (2, 1)), 0.95),
        (("date", DAY, UNSURE, (1, 3)), ("dates_mentioned", DAY, (), (2, 1)), 0.95),
        (("references", cited("กค 1/2"), UNSURE, (1, 3)), ("date", DAY, (), (2, 1)), 0.95),
        (
            ("references", cited("กค 1/2", urgency="urgent"), UNSURE, (1, 3)),
            ("references", cited("กค 1/2"), (), (2, 1)),
            0.95,
        ),
    ],
    ids=[
        "another day",
        "doubted there too",
        "the same line",
        "badly read here",
        "a year alone",
        "another doubt",
        "the paper's own day",
        "the day alone",
        "a mark of speed besides",
    ],
)
def test_a_mention_stays_doubted(own, other, digits):
    assert mentions(own, other, digits=digits) == own[2]


def test_a_month_that_lost_a_letter_is_answered_too():
    doubted = ("month_misprinted", "low_confidence")
    assert mentions(("dates_mentioned", DAY, doubted, (1, 3)), ("date", DAY, (), (2, 1))) == ()
    assert mentions(("dates_mentioned", DAY, doubted, (1, 3)), ("date", "2008-03-14", (), (2, 1))) == doubted


def test_letters_of_an_office_that_no_table_holds_are_its_own_where_two_places_print_them():
    said = cited("(กพช) 217/2565")
    for other in (("references", said, ("unknown_prefix",), (2, 1)), ("references", said, (), (2, 1))):
        assert mentions(("references", said, ("unknown_prefix",), (1, 3)), other) == ()
    alone = mentions(("references", said, ("unknown_prefix",), (1, 3)), ("date", DAY, (), (2, 1)))
    assert alone == ("unknown_prefix",)
