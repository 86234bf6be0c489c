"""A tone stands with the vowel under it, though the line above may be nearer; a vowel below its consonant stays there."""

from __future__ import annotations

import numpy as np

from saraban.extract.ink import find_ink
from saraban.extract.lines import Strip, find_lines

H, PITCH, LEFT = 30, 66, 200  # height of a consonant, from line to line, where they begin
FEET = (400, 400 + PITCH)


def page_of_two_lines(feet: tuple[int, int] = FEET) -> np.ndarray:
    page = np.full((1000, 1600), 255, np.uint8)
    for foot in feet:
        for letter in range(20):
            ring(page, LEFT + 34 * letter, foot - H, 24, H)
    return page


def ring(page: np.ndarray, left: int, top: int, wide: int, high: int) -> None:
    page[top : top + high, left : left + wide] = 0
    page[top + 4 : top + high - 4, left + 4 : left + wide - 4] = 255


def strips(page: np.ndarray) -> tuple[Strip, ...]:
    found = find_lines(find_ink(page, 300))
    assert len(found) == 2
    return found


def inked(strip: Strip, left: int, top: int, wide: int, high: int) -> bool:
    """Whether a place of the page is shown as ink with a line."""
    x, y = left - strip.box[0], top - strip.box[1]
    part = strip.pixels[max(0, y) : max(0, y + high), x : x + wide]
    return bool(part.size and (part < 128).mean() > 0.5)


def test_a_tone_right_under_the_line_above_goes_with_its_vowel() -> None:
    page, vowel = page_of_two_lines(), FEET[1] - H - 16
    ring(page, LEFT + 170, vowel, 24, 12)
    tone = (LEFT + 188, vowel - 13, 6, 10)
    page[tone[1] : tone[1] + tone[3], tone[0] : tone[0] + tone[2]] = 0
    upper, lower = strips(page)
    assert tone[1] - FEET[0] < 8  # nearer to the line above than to the consonants of its own
    assert inked(lower, *tone)
    assert not inked(upper, *tone)


def test_a_vowel_below_its_consonant_stays_though_one_of_the_next_line_is_near() -> None:
    page, vowel = page_of_two_lines(), FEET[1] - H - 12
    ring(page, LEFT + 170, vowel, 24, 9)
    below = (LEFT + 182, FEET[0] + 2, 12, 17)
    ring(page, *below)
    upper, lower = strips(page)
    assert 0 < vowel - below[1] - below[3] < 6
    assert inked(upper, *below)
    assert not inked(lower, *below)


def test_a_tone_between_the_dots_of_a_leader_is_none_of_them() -> None:
    page, vowel = page_of_two_lines(), FEET[1] - H - 16
    for dot in range(LEFT + 700, LEFT + 1200, 14):
        page[FEET[0] + 9 : FEET[0] + 13, dot : dot + 4] = 0
    for letter in range(20, 30):
        ring(page, LEFT + 34 * letter, FEET[1] - H, 24, H)
    ring(page, LEFT + 34 * 24, vowel, 24, 12)
    tone = (LEFT + 34 * 24 + 18, vowel - 13, 6, 10)
    page[tone[1] - 2 : tone[1] + tone[3], tone[0] - 4 : tone[0] + tone[2] + 4] = 255
    page[tone[1] : tone[1] + tone[3], tone[0] : tone[0] + tone[2]] = 0
    _, lower = strips(page)
    assert inked(lower, *tone)


def test_a_tone_that_touches_the_letter_above_is_cut_off_from_it() -> None:
    foot, next_foot = FEET[0], FEET[1] - 6
    page, vowel = page_of_two_lines((foot, next_foot)), next_foot - H - 16
    ring(page, LEFT + 170, vowel, 24, 12)
    page[foot - 2 : vowel - 3, LEFT + 188 : LEFT + 194] = 0
    upper, lower = strips(page)
    shown = (LEFT + 188, foot + 3, 6, vowel - 6 - foot)
    assert inked(lower, *shown)
    assert not inked(upper, *shown)


def test_the_stem_of_a_letter_that_reaches_below_its_foot_stays() -> None:
    page = page_of_two_lines()
    stem = (LEFT + 188, FEET[0] - 2, 6, 12)
    page[stem[1] : stem[1] + stem[3], stem[0] : stem[0] + stem[2]] = 0
    upper, lower = strips(page)
    assert inked(upper, *stem)
    assert not inked(lower, *stem)
