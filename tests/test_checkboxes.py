"""Check boxes drawn and scanned: found by their frames, read by what is in them, never made of letters."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from saraban.extract import checkboxes
from saraban.extract.checkboxes import CheckBox, part_check_boxes
from saraban.extract.choices import spelt_out, whole_box, with_boxes
from saraban.extract.images import image_pages
from saraban.extract.ink import find_ink
from saraban.extract.layout import lay_out
from saraban.extract.lines import Strip
from saraban.extract.page import Mark
from saraban.extract.pdf import count_pages, render_page

CORPUS = Path(__file__).parents[1] / "corpus"
WITH_BOXES = sorted(
    path for path in CORPUS.glob("transcripts/*.txt") if re.search("[☐☑☒◯◉]", path.read_text())
)
STATES = {"☐": "empty", "◯": "empty", "☑": "ticked", "◉": "ticked", "☒": "crossed"}
SIDE, LETTER = 40, 26
AT = (200, 300)  # left, top of the box
Canvas = NDArray[np.uint8]


def sheet() -> Canvas:
    """A page at 300 dpi with one box before a row of letters of a size."""
    page = np.full((700, 900), 255, np.uint8)
    for number in range(12):
        left = AT[0] + SIDE + 40 + number * 30
        cv2.ellipse(page, (left + 10, AT[1] + SIDE - LETTER // 2), (9, LETTER // 2), 0, 0, 300, (0,), 3)
    cv2.rectangle(page, AT, (AT[0] + SIDE, AT[1] + SIDE), (0,), 3)
    return page


def stroke(page: Canvas, *points: tuple[float, float], thick: int = 5) -> Canvas:
    """A stroke of the pen through points in sides of the box, from its upper left corner."""
    path = np.asarray([(AT[0] + x * SIDE, AT[1] + y * SIDE) for x, y in points], np.int32)
    cv2.polylines(page, [path.reshape(-1, 1, 2)], False, (0,), thick)
    return page


def states(page: Canvas) -> list[str | None]:
    return [box.mark.state for box in part_check_boxes(find_ink(page, 300))[1]]


Strokes = list[tuple[tuple[float, float], ...]]
MARKS: dict[str, tuple[Strokes, str]] = {
    "nothing": ([], "empty"),
    "a tick": ([((0.15, 0.45), (0.42, 0.88), (1.15, -0.3))], "ticked"),
    "a tick far out of the box": ([((-0.35, 0.25), (0.35, 1.15), (1.9, -1.1))], "ticked"),
    "one stroke": ([((-0.5, 1.45), (1.5, -0.75))], "ticked"),
    "a cross": ([((0.1, 0.1), (0.9, 0.9)), ((0.9, 0.1), (0.1, 0.9))], "crossed"),
    "a cross out of the box": ([((-0.3, -0.3), (1.3, 1.3)), ((1.3, -0.3), (-0.3, 1.3))], "crossed"),
}


@pytest.mark.parametrize("angle", [-6, 0, 6])
@pytest.mark.parametrize("name", MARKS)
def test_state_of_a_box(name: str, angle: int) -> None:
    strokes, expected = MARKS[name]
    page = sheet()
    for points in strokes:
        page = stroke(page, *points)
    turn = cv2.getRotationMatrix2D((450.0, 350.0), angle, 1.0)
    page = np.asarray(cv2.warpAffine(page, turn, (900, 700), borderValue=(255,)), np.uint8)
    assert states(page) == [expected]


def test_round_boxes_are_boxes_and_round_letters_are_not() -> None:
    page = sheet()
    page[AT[1] - 5 : AT[1] + SIDE + 5, AT[0] - 5 : AT[0] + SIDE + 5] = 255
    cv2.circle(page, (AT[0] + SIDE // 2, AT[1] + SIDE // 2), SIDE // 2, (0,), 3)
    assert states(page) == ["empty"]
    small = sheet()
    small[AT[1] - 5 : AT[1] + SIDE + 5, AT[0] - 5 : AT[0] + SIDE + 5] = 255
    cv2.circle(small, (AT[0] + SIDE // 2, AT[1] + SIDE - LETTER // 2), LETTER // 2, (0,), 3)
    assert states(small) == []


def test_a_stroke_that_passes_a_box_is_doubted() -> None:
    page = stroke(sheet(), (-0.9, 0.9), (0.05, -0.05), (0.8, -0.8), thick=4)
    ((box,),) = (part_check_boxes(find_ink(page, 300))[1],)
    assert box.mark.state == "ticked"
    assert box.sure < 0.5


def test_no_box_without_words_or_within_a_word() -> None:
    page = sheet()
    page[:, AT[0] + SIDE + 10 :] = 255
    cv2.circle(page, (450, 600), LETTER // 2, (0,), 3)
    assert states(page) == []
    page = sheet()
    page[:, AT[0] + SIDE + 10 :] = np.roll(page, -32, axis=1)[:, AT[0] + SIDE + 10 :]
    cv2.ellipse(page, (AT[0] - 17, AT[1] + SIDE - LETTER // 2), (9, LETTER // 2), 0, 0, 300, (0,), 3)
    assert states(page) == []


def test_print_runs_over_a_box_where_it_stands_close_on_both_sides() -> None:
    box, mask = (AT[0], AT[1], AT[0] + SIDE, AT[1] + SIDE), np.zeros((700, 900), np.uint8)
    mask[AT[1] : AT[1] + SIDE, AT[0] + SIDE + 6 : AT[0] + SIDE + 12] = 255
    assert not checkboxes._is_run_over(mask, box, LETTER), "the first letter of its words"
    cv2.line(mask, (AT[0] - 14, AT[1] + SIDE + 8), (AT[0], AT[1] + SIDE - 12), (255,), 4)
    assert not checkboxes._is_run_over(mask, box, LETTER), "a stroke that leaves it"
    mask[AT[1] : AT[1] + SIDE, AT[0] - 12 : AT[0] - 6] = 255
    assert checkboxes._is_run_over(mask, box, LETTER)


def test_cells_of_a_table_are_no_boxes() -> None:
    page = sheet()
    page[AT[1] - 5 : AT[1] + SIDE + 5, AT[0] - 5 : AT[0] + SIDE + 5] = 255
    for row in range(5):
        cv2.line(page, (AT[0] - SIDE, 300 + row * SIDE), (AT[0] + SIDE, 300 + row * SIDE), (0,), 3)
    for column in range(-1, 2):
        cv2.line(page, (AT[0] + column * SIDE, 300), (AT[0] + column * SIDE, 300 + 4 * SIDE), (0,), 3)
    assert states(page) == []


def test_box_and_tick_are_taken_off_and_the_words_stay() -> None:
    page = stroke(sheet(), (0.15, 0.45), (0.42, 0.88), (1.15, -0.3))
    clean, _ = part_check_boxes(find_ink(page, 300))
    assert (clean.gray[:, : AT[0] + SIDE + 10] > 200).all()
    assert (clean.gray[:, AT[0] + SIDE + 20 :] == page[:, AT[0] + SIDE + 20 :]).all()


def strip(left: int, top: int) -> Strip:
    return Strip((left, top, left + 300, top + 40), np.full((40, 300), 255, np.uint8), 26.0)


def test_a_box_goes_with_the_nearest_line_of_its_level_and_into_its_text() -> None:
    box = CheckBox(Mark("check_box", (100, 95, 135, 130), state="crossed"), 0.3)
    far = CheckBox(Mark("check_box", (100, 700, 135, 735), state="empty"))
    above, line, beside = with_boxes([strip(150, 30), strip(150, 90), strip(160, 60)], [box, far])
    assert (above.checks, line.checks, beside.checks) == ((), (box,), ())
    assert whole_box(line) == (100, 90, 450, 130)
    spread = [("ก", (150, 90, 170, 130), 0.9), ("ข", (175, 90, 190, 130), 0.9)]
    characters, spaced = spelt_out(line.checks, spread, [False, False])
    assert [text for text, _, _ in characters] == ["☒", "ก", "ข"]
    assert spaced == [False, True, False]
    assert characters[0][2] == 0.3
    inner = CheckBox(Mark("check_box", (171, 95, 174, 130), state="empty"))
    assert spelt_out([inner], spread, [False, False])[1] == [False, True, True]


def scans(transcript: Path) -> list[Path]:
    folder = CORPUS / "scans"
    return sorted([*folder.glob(f"{transcript.stem}.*"), *folder.glob(f"{transcript.stem}--*.*")])


@pytest.mark.slow
@pytest.mark.parametrize(
    "scan", [scan for path in WITH_BOXES for scan in scans(path)], ids=lambda path: path.name
)
def test_boxes_of_the_corpus(scan: Path) -> None:
    """As many boxes as a page of the corpus shows, with what is in them, and no other."""
    pages = (
        (CORPUS / "transcripts" / f"{scan.stem.split('--')[0]}.txt").read_text(encoding="utf-8").split("\f")
    )
    pictures = (
        [render_page(scan, number) for number in range(1, count_pages(scan)[0] + 1)]
        if scan.suffix == ".pdf"
        else list(image_pages(scan))
    )
    for text, picture in zip(pages, pictures, strict=True):
        expected = sorted(STATES[sign] for sign in re.findall("[☐☑☒◯◉]", text))
        marks = [mark for mark in lay_out(picture).marks if mark.kind == "check_box"]
        assert sorted(mark.state or "" for mark in marks) == expected
