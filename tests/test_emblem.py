"""The emblem is found by its size, its place and its solid ink; print beside it stays."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from saraban.extract.emblem import part_emblem
from saraban.extract.images import image_pages
from saraban.extract.ink import find_ink
from tests.test_lines import boxes, write

SCANS = Path(__file__).parent.parent / "corpus" / "scans"
MM = 300 / 25.4


def sheet() -> np.ndarray:
    page = np.full((3508, 2480), 255, np.uint8)
    for foot in range(900, 2600, 80):
        write(page, 350, foot, 60)
    return page


def bird(page: np.ndarray, across: float, top: float, high: float) -> None:
    """An emblem drawn as feathers, with its middle and top at these millimetres."""
    x, y = round(across * MM), round((top + 0.6 * high) * MM)
    for turn in range(6, 181, 12):
        away = (np.cos(np.radians(turn)) * 0.5, -np.sin(np.radians(turn)) * 0.6)
        tip = (round(x + away[0] * high * MM), round(y + away[1] * high * MM))
        cv2.line(page, (x, y), tip, 0, max(3, round(high / 30 * 10)))
    cv2.ellipse(page, (x, y), (round(0.16 * high * MM), round(0.4 * high * MM)), 0, 0, 360, 0, -1)


def found(page: np.ndarray) -> list[tuple[int, ...]]:
    """The boxes of the emblems of a page at 300 dpi, in millimetres."""
    return [tuple(round(edge / MM) for edge in mark.box) for mark in part_emblem(find_ink(page, 300), 300)[1]]


@pytest.mark.parametrize(("across", "high"), [(105, 30), (38, 15)])
def test_emblems_of_letters_and_memos(across, high):
    page = sheet()
    bird(page, across, 20, high)
    (box,) = found(page)
    wanted = (across - high / 2, 20, across + high / 2, 20 + high)
    assert all(abs(edge - right) <= 2 for edge, right in zip(box, wanted, strict=True))


def test_titles_frames_and_emblems_at_the_foot_of_a_page_are_none():
    page = sheet()
    write(page, 700, 400, 12, scale=3.5)
    cv2.rectangle(page, (1800, 150), (2200, 500), 0, 6)
    bird(page, 105, 250, 30)
    assert found(page) == []


def test_a_line_and_a_frame_that_touch_the_emblem_keep_their_ink():
    page = sheet()
    bird(page, 105, 20, 30)
    foot = round(37.5 * MM)
    write(page, round(119.2 * MM), foot, 20, marks=False)
    cv2.rectangle(page, (round(114 * MM), round(15 * MM)), (2200, round(30 * MM)), 0, 4)
    (box,) = found(page)
    assert box[2] < 123
    office = [line for line in boxes(page) if line[3] > foot > line[1] and line[2] > 1900]
    assert len(office) == 1
    assert abs(office[0][0] - 119.2 * MM) < 3 * MM


@pytest.mark.parametrize(
    "name", ["road-closure.tif", "forest-boundary-2474--worn.pdf", "abbot-lecture--faint.jpg"]
)
def test_scans_of_the_corpus(name):
    if name.endswith("pdf"):
        from saraban.extract.pdf import render_page

        picture = render_page(SCANS / name, 1)
    else:
        picture = next(iter(image_pages(SCANS / name)))
    (mark,) = part_emblem(find_ink(picture.gray, picture.dpi), picture.dpi)[1]
    assert [round(edge / picture.dpi * 25.4) for edge in mark.box] == pytest.approx([90, 19, 120, 48], abs=2)
