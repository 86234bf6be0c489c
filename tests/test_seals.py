"""Round seals are found by their two rings, black or red; what is printed through them is cut free, and doubted."""

import cv2
import numpy as np
import pytest
from test_colour import DPI, RED, inked, picture, sheet, typed
from test_lines import H, write

from saraban.extract.ink import find_ink
from saraban.extract.layout import lay_out
from saraban.extract.page import Boxes, Line, Mark
from saraban.extract.seals import find_seals
from saraban.extract.unsealed import doubted, without_seals

CENTRE = (1000, 700)
INNER, OUTER = 207, 266  # 3.5 and 4.5 cm across at 300 dpi


def seal(oval: float = 1.0, *, rings: tuple[int, ...] = (INNER, OUTER), curved: int = 14) -> np.ndarray:
    """Rings of half a millimetre, a bird of fine lines within, letters along the lower half."""
    mask = np.full((1400, 2000), 255, np.uint8)
    for radius in rings:
        cv2.ellipse(mask, CENTRE, (round(radius * oval), radius), 0, 0, 360, 0, 6)
    for step in range(0, 100, 8):
        cv2.ellipse(mask, CENTRE, (30 + step, 120 - step // 2), 0, 200, 340, 0, 1)
        cv2.line(mask, (CENTRE[0] - 90 + step, 640), (CENTRE[0] - 60 + step, 820), 0, 1)
    for number in range(curved):
        angle = np.radians(20 + 140 * number / max(1, curved - 1))
        at = np.asarray(CENTRE) + 236 * np.asarray([np.cos(angle) * oval, np.sin(angle)])
        box = cv2.boxPoints((at.tolist(), (18, 26), float(np.degrees(angle)) + 90)).astype(np.int32)
        cv2.polylines(mask, [box], True, 0, 4)
    return mask


def through() -> np.ndarray:
    """The office and the date, as they are typed where the seal will stand."""
    mask = typed(CENTRE[0] - 140, 690, 10)
    write(mask, CENTRE[0] - 250, 780, 18)
    return mask


def page_with(mask: np.ndarray) -> np.ndarray:
    body = np.minimum(typed(200, 200, 60), typed(200, 280, 60))
    return np.minimum(np.minimum(body, mask), through())


@pytest.mark.parametrize("oval", [1.0, 1.05])  # feeders stretch a page by a few hundredths
def test_a_black_seal_is_found_where_it_stands(oval):
    ink = find_ink(page_with(seal(oval)), DPI)
    (found,) = find_seals(ink, DPI)
    edges = (CENTRE[0] - OUTER * oval, CENTRE[1] - OUTER, CENTRE[0] + OUTER * oval, CENTRE[1] + OUTER)
    assert np.abs(np.asarray(found.box) - edges).max() < 15


def test_print_in_a_black_seal_is_cut_free():
    page = page_with(seal())
    ink = find_ink(page, DPI)
    seals = find_seals(ink, DPI)
    free = without_seals(ink, seals, DPI)
    printed, stamped = through() < 128, (seal() < 128) & (through() > 128)
    assert (free[printed] < 128).mean() > 0.93
    assert (free[stamped] < 128).mean() < 0.12
    assert (free[200 - 3 * H : 300] == ink.gray[200 - 3 * H : 300]).all()


def test_a_sealed_page_has_the_lines_of_its_print():
    found = lay_out(picture(cv2.cvtColor(page_with(seal()), cv2.COLOR_GRAY2RGB)))
    assert [mark.kind for mark in found.marks] == ["seal"]
    feet = [strip.box[3] - round(0.6 * H) for strip in found.strips if strip.box[2] - strip.box[0] > 8 * 28]
    assert len(feet) == 4
    assert np.abs(np.asarray(feet) - [200, 280, 690, 780]).max() <= 8


def test_a_red_seal_leaves_the_print_whole():
    page = picture(inked(inked(sheet(), page_with(typed(200, 280, 1))), seal(), RED))
    found = lay_out(page)
    (mark,) = found.marks
    assert (mark.kind, mark.ink) == ("seal", "red")
    assert (found.ink.gray[through() < 40] < 140).mean() > 0.95
    stamped = (seal() < 128) & (page_with(typed(200, 280, 1)) > 250)
    assert (found.ink.gray[stamped] < 140).mean() < 0.03


@pytest.mark.parametrize("rings", [(), (OUTER,), (40, 60), (INNER, 520)])
def test_what_is_no_seal(rings):
    ink = find_ink(page_with(seal(rings=rings)), DPI)
    assert find_seals(ink, DPI) == ()


def test_a_full_page_of_type_has_no_seal():
    page = np.full((1400, 2000), 255, np.uint8)
    for foot in range(120, 1400, 60):
        write(page, 100, foot, 64)
    page[200:420, 900:1100] = 0
    assert find_seals(find_ink(page, DPI), DPI) == ()


def test_print_cut_free_of_a_black_seal_is_doubted():
    boxes = Boxes([(0, 0, 10, 10), (100, 100, 110, 110)])
    line = Line(1, "กข", (0, 0, 110, 110), boxes, (0.99, 0.98))
    black, red = Mark("seal", (90, 90, 200, 200)), Mark("seal", (90, 90, 200, 200), ink="red")
    assert list(doubted((line,), (black,))[0].confidences or ()) == [0.99, 0.5]
    assert doubted((line,), (red,)) == (line,)
