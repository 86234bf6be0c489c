"""Streaks that hold letters of a line together are told, and the values that they run into are doubted."""

import cv2
import numpy as np
import pytest

from saraban.extract.covered import under_marks
from saraban.extract.flow import Place
from saraban.extract.ink import find_ink
from saraban.extract.page import Box, Line, Mark, Page
from saraban.extract.record import Document, Field
from saraban.extract.streaks import streaks_of

LINES = (Line(1, "หัวหน้าศูนย์", (200, 290, 500, 335)), Line(2, "โทร", (200, 490, 500, 535)))


def printed(streak: Box | None = None) -> np.ndarray:
    """A page at 200 dpi with two rows of rings as large as letters, the upper one twice as long as what of it was
    read, and a streak from the one point to the other.
    """
    page = np.full((1000, 1000), 255, np.uint8)
    for row, width in ((312, 900), (512, 500)):
        for left in range(212, width, 40):
            cv2.circle(page, (left, row), 11, (0,), 1)
    if streak is not None:
        cv2.line(page, streak[:2], streak[2:], (0,), 2)
    return page


def told(streak: Box | None, *marks: Mark) -> list[tuple[int, ...]]:
    return [mark.lines for mark in streaks_of(find_ink(printed(streak), 200, slanted=False), LINES, marks)]


def test_a_streak_through_letters_is_told_with_the_lines_that_it_runs_into() -> None:
    assert told(None) == []
    assert set(told((480, 300, 960, 322))) == {(1,)}
    assert told((480, 400, 960, 422)) == [], "between the lines it takes no letter along"


def test_a_level_rule_is_taken_off_the_page_and_leaves_its_letters() -> None:
    assert told((480, 312, 960, 312)) == []


def test_strokes_of_a_signature_are_none() -> None:
    assert told((480, 300, 960, 322), Mark("signature", (400, 250, 990, 350))) == []


def doubted(place: Box, lines: tuple[int, int] = (1, 1)) -> bool:
    streak = Mark("streak", (510, 300, 900, 330), lines=(1,))
    page = Page(number=1, text_from="ocr", lines=LINES, width=1000, height=1000, marks=(streak,))
    post = Field(value="หัวหน้า", place=Place(1, lines, place, 0.99, 0.99, None, None))
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 2), fields={"to": post})
    field = under_marks([document], [page])[0].fields["to"]
    assert isinstance(field, Field)
    return "streak_through" in field.reasons


@pytest.mark.parametrize("place", [(200, 290, 500, 335), (550, 290, 700, 335)])
def test_a_value_that_a_streak_runs_through_or_right_up_to_is_doubted(place: Box) -> None:
    assert doubted(place)


def test_values_farther_off_and_on_other_lines_are_not() -> None:
    assert not doubted((200, 290, 400, 335)), "the streak begins farther to the right"
    assert not doubted((200, 490, 560, 535), (2, 2)), "another line"
