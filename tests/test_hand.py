"""Digits written by hand stand out of the print around them."""

from __future__ import annotations

import numpy as np
import pytest

from saraban.extract.hand import by_hand
from saraban.extract.lines import Strip
from saraban.extract.page import Box

UNIT = 20.0
FOOT = 60


def drawn(digits: list[tuple[str, float]]) -> tuple[int, ...]:
    """What is seen in a line at (100, 500) of signs with their heights, in heights of consonants."""
    pixels = np.full((80, 30 * len(digits)), 255, np.uint8)
    boxes: list[Box] = []
    for place, (_, height) in enumerate(digits):
        pixels[FOOT - round(height * UNIT) : FOOT, 30 * place + 5 : 30 * place + 20] = 0
        boxes.append((100 + 30 * place, 500, 125 + 30 * place, 580))
    strip = Strip((100, 500, 100 + pixels.shape[1], 580), pixels, UNIT)
    return by_hand(strip, [sign for sign, _ in digits], boxes)


def test_print_is_print() -> None:
    thai = [("๐", 0.75), ("๒", 1.1), ("๔", 1.0), ("๑", 0.75), ("/", 1.4), ("๙", 1.1), ("๕", 1.05), ("๗", 1.0)]
    assert drawn(thai) == ()
    assert drawn([(digit, 1.15) for digit in "0123456789"]) == ()


@pytest.mark.parametrize("height", [1.6, 2.2])
def test_a_day_written_into_a_typed_date(height: float) -> None:
    assert drawn([("๔", height), ("ม", 1.0), ("๒", 1.1), ("๕", 1.05), ("๕", 1.05), ("๑", 0.75)]) == (0,)


def test_where_print_gives_the_measure_a_little_is_enough() -> None:
    assert drawn([("0", 1.0), ("8", 1.0), ("0", 1.0), ("9", 1.0), ("/", 1.4), ("9", 1.4), ("1", 1.1)]) == (5,)


def test_a_number_that_is_all_by_hand() -> None:
    assert drawn([("๐", 1.3), ("๕", 1.7), ("๖", 1.1)]) == (0, 1)


def test_what_is_no_digit_or_has_no_ink_is_not_asked() -> None:
    assert drawn([("(", 2.0), ("ก", 2.0), ("๔", 0.0)]) == ()
