"""A value whose line ends where a stamp lies is doubted: more of it may be under the ink."""

import pytest

from saraban.extract.covered import under_marks
from saraban.extract.flow import Place
from saraban.extract.page import Box, Line, Mark, MarkKind, Page
from saraban.extract.record import Document, Field

LINE: Box = (200, 300, 500, 340)


def doubted(mark: Box, kind: MarkKind = "stamp", *, place: Box = LINE, line: Box = LINE) -> bool:
    page = Page(
        number=1,
        text_from="ocr",
        lines=(Line(1, "เรียน ประธาน", line),),
        width=1000,
        height=1400,
        marks=(Mark(kind, mark),),
    )
    where = Place(1, (1, 1), place, 0.99, 0.99, None, None)
    to = Field(value="ประธาน", place=where)
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 1), fields={"to": to})
    (told,) = under_marks([document], [page])
    field = told.fields["to"]
    assert isinstance(field, Field)
    return "stamp_over_end" in field.reasons


@pytest.mark.parametrize("kind", ["stamp", "seal"])
def test_a_line_that_ends_at_a_stamp_or_under_it_is_cut(kind: MarkKind) -> None:
    assert doubted((480, 250, 800, 400), kind)
    assert doubted((520, 250, 800, 400), kind), "a letter's width is left between them"


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ((600, 250, 800, 400), "the stamp begins far behind the end of the line"),
        ((300, 250, 520, 400), "the stamp ends where the line does"),
        ((480, 100, 800, 310), "the stamp lies above"),
        ((480, 330, 800, 500), "the stamp lies below"),
    ],
)
def test_other_stamps_cut_nothing(mark: Box, why: str) -> None:
    assert not doubted(mark), why


def test_a_value_in_the_middle_of_its_line_is_whole() -> None:
    assert not doubted((480, 250, 800, 400), place=(200, 300, 350, 340))


def test_pens_and_emblems_cut_nothing() -> None:
    assert not doubted((480, 250, 800, 400), "signature")
    assert not doubted((480, 250, 800, 400), "emblem")


def parted(right: int, value: tuple[int, int], lines: tuple[int, int] = (1, 1)) -> bool:
    """Whether a value from one column to another is doubted in a line that goes on at column `right` as line 2."""
    words = (Line(1, "เรียน อธิบดีกรม", LINE), Line(2, "ส่งเสริมการข้าว", (right, 298, right + 300, 338)))
    page = Page(number=1, text_from="ocr", lines=words, width=1000, height=1400)
    place = Place(1, lines, (value[0], 300, value[1], 340), 0.99, 0.99, None, None)
    to = Field(value="อธิบดีกรม", place=place)
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 2), fields={"to": to})
    field = under_marks([document], [page])[0].fields["to"]
    assert isinstance(field, Field)
    return field.reasons == ("line_parted",)


def test_a_value_ends_in_doubt_where_its_line_was_parted() -> None:
    assert parted(495, (250, 500))
    assert parted(495, (497, 700), (2, 2)), "and so it begins"
    assert parted(505, (250, 500))


def test_columns_and_the_rest_of_a_parted_line_are_whole() -> None:
    assert not parted(540, (250, 500)), "a column begins there"
    assert not parted(495, (250, 400)), "it ends before"
    assert not parted(495, (600, 700), (2, 2)), "it begins farther on"
    assert not parted(495, (250, 795), (1, 2)), "it was put together again"
