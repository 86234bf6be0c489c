"""Lines are found among marks, rules, leaders, specks and skew; drawn here as blocks of the size of letters."""

import cv2
import numpy as np
import pytest

from saraban.extract.bands import ABOVE, BELOW
from saraban.extract.images import Picture
from saraban.extract.ink import find_ink
from saraban.extract.layout import lay_out
from saraban.extract.lines import find_lines
from saraban.extract.page import Line
from saraban.extract.upright import lies_sideways, read_upright

H, W, STEP = 26, 20, 28  # a consonant, its width, its step to the next: 16 points at 300 dpi


def blank(height: int = 1200, width: int = 2000) -> np.ndarray:
    return np.full((height, width), 255, np.uint8)


def write(
    page: np.ndarray, left: int, foot: int, letters: int, *, scale: float = 1.0, marks: bool = True
) -> int:
    """Print a row of letters like ก with a vowel and a tone over every third; returns its right end."""
    h, w, step = (round(size * scale) for size in (H, W, STEP))
    for index in range(letters):
        x = left + index * step
        cv2.rectangle(page, (x, foot - h), (x + w - 1, foot - 1), 0, max(3, h // 7))
        if marks and index % 3 == 1:
            cv2.rectangle(page, (x, foot - h - 12), (x + w - 4, foot - h - 6), 0, -1)
            cv2.rectangle(page, (x + w - 8, foot - h - 24), (x + w - 5, foot - h - 16), 0, -1)
    return left + (letters - 1) * step + w


def boxes(page: np.ndarray) -> list[tuple[int, int, int, int]]:
    return [strip.box for strip in lay_out(Picture(page, 300)).strips]


def test_lines_in_reading_order_with_room_for_marks():
    page = blank()
    right = write(page, 200, 300, 40)
    write(page, 200, 370, 30)
    found = boxes(page)
    assert len(found) == 2
    left, top, end, bottom = found[0]
    assert abs(left - (200 - 0.35 * H)) <= 3
    assert abs(end - (right + 0.35 * H)) <= 3
    assert abs(top - (300 - H - ABOVE * H)) <= 6
    assert abs(bottom - (300 + BELOW * H)) <= 5
    assert found[1][1] > found[0][1]


def test_no_ink_of_the_neighbours():
    page = blank()
    write(page, 200, 300, 40)
    write(page, 200, 368, 40)  # set so close that the boxes overlap
    first, second = lay_out(Picture(page, 300)).strips
    assert first.box[3] > second.box[1]
    for strip, foot in ((first, 300), (second, 368)):
        rows = np.flatnonzero((strip.pixels < 128).any(axis=1)) + strip.box[1]
        assert rows.min() >= foot - H - 27
        assert rows.max() <= foot + 3


def test_left_and_right_of_a_head_are_two_lines_but_a_leader_holds_a_line_together():
    page = blank()
    write(page, 200, 300, 10)
    write(page, 1300, 300, 10)
    assert len(boxes(page)) == 2
    for x in range(480 + STEP, 1290, 12):
        cv2.rectangle(page, (x, 296), (x + 3, 299), 0, -1)
    layout = lay_out(Picture(page, 300))
    assert len(layout.strips) == 1
    strip = layout.strips[0]
    assert not (strip.pixels[:, 400:900] < 128).any(), "the dots of the leader are not text"


def test_rules_and_frames_are_no_text_and_do_not_join_letters():
    page = blank()
    write(page, 200, 300, 20, marks=False)
    cv2.line(page, (150, 301), (1000, 301), 0, 2)
    cv2.rectangle(page, (120, 200), (1100, 420), 0, 3)
    found = lay_out(Picture(page, 300))
    assert len(found.strips) == 1
    ink = find_ink(page, 300)
    letters = (ink.blobs.height > 20) & (ink.blobs.height < 32)
    assert np.count_nonzero(letters) == 20
    assert len(ink.blobs) == 20


def test_large_title_keeps_its_marks():
    page = blank()
    write(page, 700, 200, 11, scale=1.9)
    for foot in range(320, 900, 70):
        write(page, 200, foot, 45)
    layout = lay_out(Picture(page, 300))
    assert len(layout.strips) == 10
    assert layout.strips[0].box[0] > 650
    assert layout.strips[0].unit > 1.7 * H


def test_specks_and_the_edge_of_the_paper_are_no_lines():
    page = blank()
    write(page, 200, 300, 40)
    rng = np.random.default_rng(3)
    for x, y in rng.integers((0, 400), (2000, 1200), (300, 2)):
        page[y : y + 2, x : x + 2] = 0
    page[:, 1994:] = 0
    assert len(boxes(page)) == 1


def test_skew_is_found_and_undone():
    page = blank(1400, 2000)
    for foot in range(300, 1100, 70):
        write(page, 250, foot, 50)
    for degrees in (-2.0, 0.8, 3.0):
        turn = cv2.getRotationMatrix2D((1000, 700), -degrees, 1.0)
        askew = cv2.warpAffine(page, turn, (2000, 1400), borderValue=(255,))
        layout = lay_out(Picture(askew, 300))
        assert abs(layout.skew - degrees) < 0.2
        assert len(layout.strips) == 12


def test_small_signs_at_the_ends_belong_to_the_line():
    page = blank()
    right = write(page, 200, 300, 30)
    for top in (276, 289):
        cv2.rectangle(page, (right + 8, top), (right + 18, top + 9), 0, -1)  # like ะ
    assert boxes(page)[0][2] >= right + 18


def test_shadow_and_negative_scans():
    page = blank()
    write(page, 200, 300, 40)
    shade = np.linspace(1.0, 0.55, page.shape[1])[None, :]
    assert len(boxes((page * shade).astype(np.uint8))) == 1
    assert len(boxes(np.asarray(255 - page, np.uint8))) == 1


def test_blank_and_black_pages_have_no_lines():
    assert lay_out(Picture(blank(), 300)).strips == ()
    assert lay_out(Picture(blank(), 300)).ink.ratio == 0
    assert lay_out(Picture(np.zeros((1200, 2000), np.uint8), 300)).strips == ()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_lying_on_its_side_or_head_is_turned(turn):
    page = blank(1500, 1400)
    for foot in range(300, 1300, 70):
        write(page, 150, foot, 35)

    def read(strips):
        """Well read are lines with their marks on top."""
        values = [
            0.9 if ink_of(strip, slice(0, 15)) > ink_of(strip, slice(-15, None)) else 0.4 for strip in strips
        ]
        return tuple(
            Line(n, "ก", strip.box, (strip.box,), (value,))
            for n, (strip, value) in enumerate(zip(strips, values, strict=True), start=1)
        )

    def ink_of(strip, rows):
        return np.count_nonzero(strip.pixels[rows] < 128)

    lying = np.ascontiguousarray(np.rot90(page, turn // 90))
    assert lies_sideways(find_ink(lying, 300)) == (turn != 180)
    assert read_upright(Picture(lying, 300), read).turn == turn
    assert read_upright(Picture(page, 300), read).turn == 0


def ring(page: np.ndarray, left: int, foot: int, width: int, height: int) -> None:
    """A digit by hand."""
    cv2.ellipse(page, (left + width // 2, foot - height // 2), (width // 2, height // 2), 0, 0, 360, 0, 4)


def test_a_tall_day_apart_and_a_tall_serial_belong_to_the_line_beside_them():
    page = blank()
    right = write(page, 600, 300, 14)
    ring(page, 420, 301, 40, 58)  # a day, five letters before its month
    ring(page, right + 30, 310, 50, 76)  # too tall for a letter
    ring(page, right + 72, 306, 44, 60)  # run into the one before
    for foot in range(420, 900, 70):
        write(page, 200, foot, 45)
    first = boxes(page)[0]
    assert len(boxes(page)) == 8
    assert first[0] <= 420
    assert first[2] >= right + 114
    assert first[3] - first[1] < 4 * H


def test_strokes_that_fade_are_shown():
    page = blank()
    right = write(page, 200, 300, 30)
    page[280:300, right : right + 2] = 225  # too light to be ink by itself
    strip = lay_out(Picture(page, 300)).strips[0]
    left, top, *_ = strip.box
    assert (strip.pixels[285 - top : 295 - top, right - left : right + 2 - left] == 225).all()


def test_strokes_emblems_and_the_other_column_do_not_join_a_line():
    page = blank()
    write(page, 600, 300, 14)
    cv2.line(page, (430, 300), (560, 288), 0, 5)  # a stroke of the pen
    ring(page, 1020, 380, 180, 240)  # an emblem
    ring(page, 1500, 300, 30, 40)
    for foot in range(480, 900, 70):
        write(page, 200, foot, 45)
    first = next(box for box in boxes(page) if box[0] < 650 and box[1] < 300)
    assert first[0] > 560
    assert first[2] < 1010


def test_the_foot_of_an_emblem_does_not_join_the_office_beside_it():
    page = blank()
    write(page, 900, 300, 14)
    ring(page, 700, 304, 120, 200)  # the emblem, hollow
    ring(page, 745, 298, 30, 34)  # a piece of its foot
    for foot in range(400, 900, 70):
        write(page, 200, foot, 45)
    office = next(box for box in boxes(page) if box[2] > 1200 and box[3] < 340)
    assert office[0] > 880


def test_large_print_above_a_line_is_not_shown_with_it():
    page = blank()
    for left in range(210, 700, 90):
        cv2.rectangle(page, (left, 160), (left + 70, 258), 0, 12)
    write(page, 200, 300, 30, marks=False)
    for foot in range(400, 900, 70):
        write(page, 200, foot, 45)
    title, strip, *_ = lay_out(Picture(page, 300)).strips
    assert title.unit > 3 * H
    inked = np.flatnonzero((strip.pixels < 128).any(axis=1)) + strip.box[1]
    assert strip.box[1] < 262
    assert inked.min() > 266


def test_lines_that_lean_each_in_their_own_way_are_made_level():
    """A photo of a page that is not flat: the lines at its head rise, those at its foot do not."""
    page = blank(1400, 2000)
    for foot in range(300, 1300, 80):
        write(page, 250, foot, 50, marks=False)
    write(page, 250, 220, 5, marks=False)
    across, down = np.meshgrid(np.arange(2000, dtype=np.float32), np.arange(1400, dtype=np.float32))
    bent = cv2.remap(page, across, down + (across - 1000) * 0.1 * (1 - down / 1400), 1, borderValue=(255,))
    strips = find_lines(find_ink(bent, 300))
    assert len(strips) == 14
    for strip in strips:
        rows = np.flatnonzero((strip.pixels < 128).sum(axis=1))
        assert rows.max() - rows.min() < 2 * H
    assert strips[1].box[3] - strips[1].box[1] > 4 * H  # where it stands on the page


def test_print_three_times_as_large_as_the_text_is_a_line_of_its_own():
    page = blank()
    write(page, 220, 200, 6, scale=3.2)
    for foot in range(320, 900, 70):
        write(page, 200, foot, 45)
    layout = lay_out(Picture(page, 300))
    assert len(layout.strips) == 10
    title = layout.strips[0]
    assert title.unit > 3 * H
    assert title.box[0] < 220
    inked = np.flatnonzero((title.pixels < 128).any(axis=1))
    assert inked.max() - inked.min() > 3.2 * H + 20  # with its marks


@pytest.mark.parametrize("scale", [2.2, 3.0])
def test_large_print_that_is_broken_into_flecks_is_one_line(scale):
    page = blank()
    write(page, 220, 250, 7, scale=scale, marks=False)
    rng = np.random.default_rng(5)
    for x, y in rng.integers((200, 150), (900, 260), (900, 2)):
        cv2.rectangle(page, (x, y), (x + 2, y + 2), 255, -1)
    for foot in range(370, 900, 70):
        write(page, 200, foot, 45)
    assert len(find_ink(page, 300).blobs) > 9 * 45
    strips = lay_out(Picture(page, 300)).strips
    assert len(strips) == 9
    assert strips[0].unit == pytest.approx(scale * H * 8 / 7, rel=0.1)  # with the thickness of its strokes
    assert strips[0].box[2] > 220 + 6 * scale * STEP


def test_tall_digits_by_hand_in_a_line_are_no_title():
    page = blank()
    right = write(page, 200, 300, 14)
    for number in range(4):
        ring(page, right + 30 + number * 60, 306, 44, 62)
    for foot in range(420, 900, 70):
        write(page, 200, foot, 45)
    first = boxes(page)[0]
    assert len(boxes(page)) == 8
    assert first[0] < 200
    assert first[2] >= right + 250


def test_an_emblem_is_no_title():
    page = blank()
    for number, left in enumerate(range(800, 1160, 60)):  # pieces of every size, none like the next
        ring(page, left, 240 - 14 * (number % 3), 56, 80 + 28 * (number % 4))
    for foot in range(420, 900, 70):
        write(page, 200, foot, 45)
    assert all(strip.unit < 1.5 * H for strip in lay_out(Picture(page, 300)).strips)


@pytest.mark.parametrize("degrees", [-6.0, 6.0])
def test_the_lines_of_a_stamp_set_askew_hold_together_over_their_gaps(degrees):
    page = blank()
    for left, foot, letters in ((1300, 150, 14), (1300, 220, 6), (1300 + 8 * STEP, 220, 5), (1300, 290, 6)):
        write(page, left, foot, letters, marks=False)
    write(page, 1300 + 8 * STEP, 290, 2, marks=False)
    turn = cv2.getRotationMatrix2D((1500, 220), degrees, 1.0)
    page = cv2.warpAffine(page, turn, (2000, 1200), borderValue=(255,))
    for foot in range(460, 1100, 70):
        write(page, 200, foot, 55)
    layout = lay_out(Picture(page, 300))
    assert layout.skew == 0
    assert len(layout.strips) == 13
    for strip in layout.strips[:3]:
        rows = np.flatnonzero((strip.pixels < 128).any(axis=1))
        assert rows.max() - rows.min() < 1.7 * H
