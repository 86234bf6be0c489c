"""Handwriting beside print is a line of its own, where it is taller and stands on another foot."""

import numpy as np
import pytest

from saraban.extract.ink import find_ink
from saraban.extract.lines import find_lines

DPI = 300


def lines(tall: int, foot: int, gap: int) -> int:
    """How many lines there are of twelve letters of print behind eight others: `tall` and `foot` pixels."""
    page = np.full((900, 1600), 255, np.uint8)
    for row in range(4):  # what the size of print is on this page
        letters(page, 200, 140 + 120 * row, (40, 30))
    letters(page, 60, foot, (tall, 8))
    letters(page, 60 + 8 * 44 - 14 + gap, 700, (40, 12))
    return len(find_lines(find_ink(page, DPI))) - 4


def letters(page, left: int, foot: int, size: tuple[int, int]) -> None:
    """Frames of letters in a row. `size`: how tall, and how many."""
    tall, count = size
    for at in range(left, left + count * 44, 44):
        page[foot - tall : foot, at : at + 30] = 0
        page[foot - tall + 8 : foot, at + 8 : at + 22] = 255


@pytest.mark.parametrize(
    ("tall", "foot", "gap", "count"),
    [(60, 720, 70, 2), (60, 720, 30, 1), (60, 700, 70, 1), (42, 712, 70, 1)],
    ids=["taller and lower", "too close", "on one foot", "as tall as print"],
)
def test_a_note_beside_a_post_is_parted_from_it(tall, foot, gap, count):
    assert lines(tall, foot, gap) == count
