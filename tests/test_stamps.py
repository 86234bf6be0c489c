"""Framed stamps are found by their sides, made level and taken off the page; their fields are read in any order."""

import cv2
import numpy as np
import pytest

from saraban.extract.daters import part_type
from saraban.extract.flow import Flow
from saraban.extract.frames import find_frames
from saraban.extract.images import Picture
from saraban.extract.ink import find_ink
from saraban.extract.layout import lay_out
from saraban.extract.page import Line, Page
from saraban.extract.receipts import with_stamps
from saraban.extract.split import Extent
from saraban.extract.stamps import part_stamps
from saraban.normalize.text import clean
from saraban.patterns.stampform import read_stamp

DPI = 300
WIDE, TALL = 640, 380  # 54 x 32 mm
H, W, STEP = 26, 20, 28  # a consonant, its width, its step to the next


def write(page: np.ndarray, left: int, foot: int, letters: int, size: tuple[int, int] = (W, H)) -> None:
    """A row of letters like ก."""
    wide, tall = size
    for index in range(letters):
        x = left + index * round(1.4 * wide)
        cv2.rectangle(page, (x, foot - tall), (x + wide - 1, foot - 1), 0, 3)


def letter_page() -> np.ndarray:
    page = np.full((2200, 1700), 255, np.uint8)
    for foot in range(700, 2000, 70):
        write(page, 200, foot, 44)
    return page


def stamp(angle: float = 0.0, missing: str = "", rows: int = 4) -> np.ndarray:
    """The ink of a stamp on a page of its own, its middle at (1200, 350); `missing`: a side that took no ink."""
    page = np.full((2200, 1700), 255, np.uint8)
    left, top = 1200 - WIDE // 2, 350 - TALL // 2
    right, bottom = left + WIDE, top + TALL
    sides = {
        "top": ((left, top), (right, top)),
        "bottom": ((left, bottom), (right, bottom)),
        "left": ((left, top), (left, bottom)),
        "right": ((right, top), (right, bottom)),
    }
    for name, (start, stop) in sides.items():
        if name != missing:
            cv2.line(page, start, stop, 0, 5)
    for row in range(rows):
        write(page, left + 40, top + 90 + 80 * row, 14)
    turn = cv2.getRotationMatrix2D((1200, 350), -angle, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (1700, 2200), borderValue=255), np.uint8)


def over(page: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """Ink laid over a page: it darkens what lies under it."""
    return np.minimum(page, ink)


@pytest.mark.parametrize("angle", [-14, -5, 0, 3, 9, 14])
def test_a_frame_is_found_at_the_angles_of_a_hand(angle: float) -> None:
    frames = find_frames(over(letter_page(), stamp(angle)), DPI)
    assert len(frames) == 1
    corners = frames[0]
    assert np.abs(corners.mean(axis=0) - (1200, 350)).max() < 8
    assert abs(np.hypot(*(corners[1] - corners[0])) - WIDE) < 15
    fall = np.degrees(np.arctan2(*(corners[1] - corners[0])[::-1]))
    assert abs(fall - angle) < 1


@pytest.mark.parametrize("missing", ["top", "right", "bottom", "left"])
def test_three_sides_tell_a_frame(missing: str) -> None:
    frames = find_frames(over(letter_page(), stamp(4, missing)), DPI)
    assert len(frames) == 1
    assert np.abs(frames[0].mean(axis=0) - (1200, 350)).max() < 12


def test_a_frame_broken_all_round_and_torn_at_a_corner() -> None:
    ink = stamp()
    ink[150:550:33, :] = 255  # what the pad left out of the upright sides
    ink[:, 870:1530:41] = 255
    ink[150:200, 870:930] = 255
    assert len(find_frames(over(letter_page(), ink), DPI)) == 1


def test_tables_underlines_and_the_frame_of_a_page_are_no_stamps() -> None:
    page = letter_page()
    cv2.rectangle(page, (40, 40), (1660, 2160), 0, 4)
    for x in (200, 700, 1200, 1600):  # a table across the page
        cv2.line(page, (x, 150), (x, 450), 0, 4)
    for y in (150, 225, 300, 375, 450):
        cv2.line(page, (200, y), (1600, y), 0, 4)
    cv2.line(page, (300, 600), (900, 600), 0, 3)
    assert find_frames(page, DPI) == ()


def test_two_sides_are_only_a_corner() -> None:
    page = letter_page()
    cv2.line(page, (900, 150), (1500, 150), 0, 5)
    cv2.line(page, (900, 150), (900, 500), 0, 5)
    assert find_frames(page, DPI) == ()


@pytest.mark.parametrize("angle", [-9, 0, 6])
def test_the_page_is_left_without_the_stamp_and_the_stamp_is_level(angle: float) -> None:
    page = letter_page()
    rest, stamps = part_stamps(find_ink(over(page, stamp(angle)), DPI), DPI)
    assert len(stamps) == 1
    assert stamps[0].mark.kind == "stamp"
    assert abs(stamps[0].mark.angle - angle) < 1
    assert np.count_nonzero(rest[:640] < 128) < 40  # nothing of the stamp is left above the text
    assert np.count_nonzero((rest < 128) != (page < 128)) < 60  # and all of the text
    rows = np.flatnonzero((stamps[0].pixels < 128).any(axis=1))
    assert (
        np.count_nonzero(np.diff(rows) > 10) == 3
    )  # four rows with paper between: level, and without the frame


def test_what_stands_in_the_stamp_is_found_on_the_page_again() -> None:
    layout = lay_out(Picture(over(letter_page(), stamp(7)), DPI))
    inside = [strip for strip in layout.strips if strip.stamp == 0]
    assert len(inside) == 4
    assert all(strip.to_page is not None for strip in inside)
    corner = inside[0].to_page @ np.asarray([inside[0].box[0], inside[0].box[1], 1.0])
    left, top, right, bottom = layout.marks[0].box
    assert left < corner[0] < right
    assert top < corner[1] < bottom


def test_a_line_of_the_page_under_the_stamp_stays_with_the_page() -> None:
    page = letter_page()
    write(page, 500, 470, 22)  # runs from before the frame to its middle
    alone = np.count_nonzero(page[435:480, 500:1110] < 128)
    rest, stamps = part_stamps(find_ink(over(page, stamp(0, rows=3)), DPI), DPI)
    assert len(stamps) == 1
    assert np.count_nonzero(rest[435:480, 500:1110] < 128) > 0.93 * alone
    rows = np.flatnonzero((stamps[0].pixels < 128).any(axis=1))
    assert np.count_nonzero(np.diff(rows) > 10) == 2  # its own three rows, and not the fourth


def test_a_page_without_frames_stays_as_it_is() -> None:
    ink = find_ink(letter_page(), DPI)
    rest, stamps = part_stamps(ink, DPI)
    assert stamps == ()
    assert rest is ink.gray


def test_a_date_stamp_is_parted_from_the_form_and_made_as_wide_as_print() -> None:
    pixels = np.full((380, 640), 255, np.uint8)
    for foot in (80, 160, 300):
        write(pixels, 40, foot, 8)
    write(pixels, 330, 190, 8, (20, 52))  # narrow figures over two lines of the form
    way = np.asarray([[1.0, 0.0, 100.0], [0.0, 1.0, 200.0]])
    form, (typed,) = part_type(pixels, way, DPI)
    assert np.count_nonzero(form.gray[:, 330:] < 128) == 0
    assert np.count_nonzero(form.gray[:, :320] < 128) == np.count_nonzero(pixels[:, :320] < 128)
    letter = np.flatnonzero((typed.pixels < 128).any(axis=0))
    assert np.flatnonzero(np.diff(letter) > 1)[0] + 1 > 1.2 * 20  # its first letter
    assert typed.unit == pytest.approx(56, abs=1)  # with the strokes it is drawn with
    assert typed.to_page is not None
    at = typed.to_page @ np.asarray([typed.box[0] + letter[0], typed.box[3], 1.0])
    assert at == pytest.approx([430, 200 + 190 + 0.4 * 56], abs=3)


def test_the_wheels_of_a_date_stamp_are_moved_together() -> None:
    pixels = np.full((380, 640), 255, np.uint8)
    for foot in (80, 300):
        write(pixels, 40, foot, 8)
    for left in (60, 150, 240, 330, 420):
        write(pixels, left, 190, 1, (30, 52))
    _, (typed,) = part_type(pixels, np.eye(2, 3), DPI)
    inked = np.flatnonzero((typed.pixels < 128).any(axis=0))
    assert np.diff(inked).max() <= 0.5 * 56 + 2


def test_a_form_in_one_size_of_type_stays_whole() -> None:
    pixels = np.full((380, 640), 255, np.uint8)
    for foot in (80, 160, 240, 320):
        write(pixels, 40, foot, 12)
    form, typed = part_type(pixels, np.eye(2, 3), DPI)
    assert typed == ()
    assert form.gray is pixels


@pytest.mark.parametrize(
    ("printed", "office", "number", "date", "time"),
    [
        ("กองช่างสาธิต\nเลขรับ ๗๗\nวันที่ ๓ มิ.ย. ๒๕๖๒ เวลา ๐๙.๑๕ น.", "กองช่างสาธิต", "77", "2019-06-03", "09:15"),
        ("กองช่างสาธิต\nเลขทรบ ๗๗\nวนท ๓ มิ.ย. ๒๕๖๒\nเวล ๐๙.๑๕", "กองช่างสาธิต", "77", "2019-06-03", "09:15"),
        ("กองช่างสาธิต\nเลขที่รับ\nวันที่\n20411\n1 7 มิ.ย. 2562", "กองช่างสาธิต", "20411", "2019-06-17", None),
        ("17 มิ.ย. 2562\nฝ่ายพัสดุสาธิต\nรับที่ E0 411\nวันที่", "ฝ่ายพัสดุสาธิต", "EO 411", "2019-06-17", None),
        ("กองช่างสาธิต\nรับที่ 5\nวันที่ ๓ มิ.ย. ๖๒ 09.15", "กองช่างสาธิต", "5", "2019-06-03", "09:15"),
        ("1กองช่างสาธิต\nรับที่ 5\nวันที่ 3 มิ.ย. 2562", "กองช่างสาธิต", "5", "2019-06-03", None),
        ("กองช่างสาธิต (ลับ)\nรับที่ 5\nวันที่ 3 มิ.ย. 2562", "กองช่างสาธิต (ลับ)", "5", "2019-06-03", None),
    ],
)  # fmt: skip
def test_a_stamp_is_read_field_by_field(
    printed: str, office: str, number: str, date: str, time: str | None
) -> None:
    hit = read_stamp(clean(printed).string)
    assert hit is not None
    assert hit.value == {"office": office, "number": number, "date": date, "time": time}


def test_what_cannot_be_read_is_empty_and_flagged() -> None:
    hit = read_stamp(clean("กองช่างสาธิต\nเลขรับ /ฟ\nวันที่ 4 8 เ. ย. 25a8\nเวลา").string)
    assert hit is not None
    assert hit.value == {"office": "กองช่างสาธิต", "number": None, "date": None, "time": None}
    assert "incomplete_stamp" in hit.doubts


@pytest.mark.parametrize("printed", ["กองช่างสาธิต", "วันที่\nเวลา", "21 ก.ย. 2559"])
def test_a_stamp_of_which_little_is_read_is_in_the_record(printed: str) -> None:
    hit = read_stamp(clean(printed).string)
    assert hit is not None
    assert "incomplete_stamp" in hit.doubts


def test_a_month_that_begins_with_a_leading_vowel_is_april_and_flagged() -> None:
    hit = read_stamp(clean("กองช่างสาธิต\nวันที่\n1 8 เร1ย. 2562").string)
    assert hit is not None
    assert isinstance(hit.value, dict)
    assert hit.value["date"] == "2019-04-18"
    assert {"month_misprinted", "digits_parted"} <= set(hit.doubts)


def test_before_a_day_may_stand_what_was_read_of_its_label() -> None:
    hit = read_stamp(clean("ฝ่ายพัสดุสาธิต\nเลขรับ 5\nศ I1 8 เว. ย. 2562").string)
    assert hit is not None
    assert isinstance(hit.value, dict)
    assert hit.value["date"] == "2019-04-18"
    assert {"stray_before_day", "month_misprinted"} <= set(hit.doubts)


@pytest.mark.parametrize("day", ["ศ I 8 เว. ย. 2562", "วันที่ | 8 เม.ย. 2562", "ศ .l 8 เa. ฮ. 2562"])
def test_a_stroke_before_the_figure_of_a_day_is_its_one_and_flagged(day: str) -> None:
    hit = read_stamp(clean(f"ฝ่ายพัสดุสาธิต\nเลขรับ 5\n{day}").string)
    assert hit is not None
    assert isinstance(hit.value, dict)
    assert hit.value["date"] == "2019-04-18"
    assert "figure_mended" in hit.doubts


def test_a_letter_among_the_figures_of_a_number_is_the_figure_it_looks_like_and_flagged() -> None:
    hit = read_stamp(clean("ฝ่ายพัสดุสาธิต\nE0 ธ418\nรับที่\n17 มิ.ย. 2562").string)
    assert hit is not None
    assert isinstance(hit.value, dict)
    assert hit.value["number"] == "EO 5418"
    assert "figure_mended" in hit.doubts


@pytest.mark.parametrize(
    "day",
    ["ศ 8 เว. ย. 2562", "2 เล ย. 2553", "4 8 เม.ย. 2553", "1 . 25", "2 อ เพ ย ?553", "ศ II 8 เa. ย. 2562"],
)
def test_a_day_that_may_have_lost_a_figure_is_not_taken(day: str) -> None:
    hit = read_stamp(clean(f"กองช่างสาธิต\nเลขรับ 5\n{day}").string)
    assert hit is not None
    assert isinstance(hit.value, dict)
    assert hit.value["date"] is None
    assert "incomplete_stamp" in hit.doubts


@pytest.mark.parametrize(
    "printed",
    ["ต้นฉบับ", "สำเนาถูกต้อง\n(นายสมชาย ใจดี)\n๒๑ ก.ย. ๒๕๕๙", "ด่วนที่สุด", "เรียน ผอ. เพื่อโปรด\n☐ ทราบ\n๒๑ ก.ย. ๒๕๕๙", "ห้ามทำลาย", "กรมชายฝั่งสาธิต\nบางน้ำเชี่ยวสาธิต\n-"],
)  # fmt: skip
def test_other_stamps_are_no_receipts(printed: str) -> None:
    assert read_stamp(clean(printed).string) is None


def test_lines_of_a_stamp_give_one_receipt_of_its_place() -> None:
    texts = [("กองช่างสาธิต", 0), ("เลขรับ 77", 0), ("3 มิ.ย. 2562", 0), ("ที่ กค 0401/12", None)]
    lines = tuple(
        Line(at, text, box=(10, 60 * at, 400, 60 * at + 40), stamp=mark)
        for at, (text, mark) in enumerate(texts, start=1)
    )
    flow = Flow.of([Page(number=1, text_from="ocr", lines=lines)])
    found = with_stamps([], flow, Extent(0, len(flow.lines) - 1, "memo"))
    assert [(one.fills, one.start) for one in found] == [("receipts", 0)]
    assert flow.text.string[found[0].start : found[0].stop].endswith("2562")
