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
