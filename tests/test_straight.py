"""Pages are made level whatever way they lie, bend or are copied; drawn here as blocks of the size of letters."""

import cv2
import numpy as np
import pytest
from test_lines import STEP, H, blank, write

from saraban.extract.edges import brightened, without_edges
from saraban.extract.images import Picture
from saraban.extract.ink import find_ink
from saraban.extract.layout import lay_out
from saraban.extract.resolution import print_height, resolved
from saraban.extract.sketch import sketched
from saraban.extract.straight import _sharpened, _warped, straightened


def letter(*, marks: bool = True) -> np.ndarray:
    page = blank(1400, 2000)
    for foot in range(200, 1300, 70):
        write(page, 250, foot, 50, marks=marks)
    return page


def askew(page: np.ndarray, degrees: float) -> np.ndarray:
    """The page on a larger sheet, falling to the right."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turn[:, 2] += 300
    return cv2.warpAffine(page, turn, (width + 600, height + 600), borderValue=(255,))


@pytest.mark.parametrize("degrees", [-14.0, -8.0, -0.5, 0.3, 5.0, 12.0])
def test_skew_is_found_to_a_tenth_of_a_degree(degrees):
    straight = straightened(Picture(askew(letter(), degrees), 300))
    assert abs(straight.skew - degrees) <= 0.1
    assert abs(straightened(straight.picture).skew) <= 0.2


def test_a_straight_page_is_left_as_it_is():
    picture = Picture(letter(), 300)
    assert straightened(picture).picture is picture


def test_letters_strewn_about_lean_nowhere():
    page = blank(1400, 2000)
    rng = np.random.default_rng(7)
    for x, y in rng.integers((50, 100), (1900, 1350), (150, 2)):
        write(page, int(x), int(y), 1, marks=False)
    assert straightened(Picture(page, 300)).skew == 0


@pytest.mark.parametrize("degrees", [-10.0, 10.0])
def test_no_ink_is_cut_off_at_the_corners(degrees):
    page = letter()
    for left, foot in ((20, 60), (1800, 60), (20, 1380), (1800, 1380)):
        write(page, left, foot, 6, marks=False)
    straight = straightened(Picture(page, 300)).picture
    assert straight.gray.shape == page.shape
    turned = askew(page, degrees)
    rows, columns = (np.flatnonzero((turned < 128).any(axis=axis)) for axis in (1, 0))
    tight = np.ascontiguousarray(
        turned[rows[0] - 4 : rows[-1] + 5, columns[0] - 4 : columns[-1] + 5]
    )  # its corners stand at the edges now
    level = straightened(Picture(tight, 300)).picture.gray
    assert (level < 128).sum() == pytest.approx((page < 128).sum(), rel=0.02)


def test_a_bent_page_is_made_flat():
    """Its lines rise at the head and fall at the foot, and all curve."""
    page = letter(marks=False)
    across, down = np.meshgrid(np.arange(2000, dtype=np.float32), np.arange(1400, dtype=np.float32))
    aside = (across - 1000) / 1000
    bend = aside * 110 * (1 - down / 700) + 25 * aside**2
    bent = cv2.remap(page, across, down + bend, cv2.INTER_LINEAR, borderValue=(255,))
    flat = straightened(Picture(bent, 300))
    assert flat.skew == 0
    assert flat.picture is not bent
    strips = lay_out(Picture(bent, 300)).strips
    assert len(strips) == 16
    for strip in strips:
        assert strip.box[3] - strip.box[1] < 3.2 * H
        assert strip.box[2] - strip.box[0] > 49 * STEP


def test_black_from_the_edges_is_taken_away_and_print_beside_it_stays():
    page = letter()
    clean = page.copy()
    page[:, 1940:] = 0
    page[:, :30] = 5
    ragged = np.random.default_rng(3).integers(0, 25, 1400)
    for row, length in enumerate(np.repeat(ragged[::8], 8)):
        page[row, 1940 - length : 1940] = 0
    found = without_edges(Picture(page, 300)).gray
    assert (found[:, 240:1700] == clean[:, 240:1700]).all()
    assert (found < 128).sum() == (clean < 128).sum()


def test_frames_and_rules_that_reach_the_edge_stay():
    page = letter()
    page[:, 100:104] = 0
    page[50:54] = 0
    picture = Picture(page, 300)
    assert without_edges(picture) is picture


def test_a_deep_shadow_from_one_side_is_no_rim() -> None:
    """There is print on it; a lid beside it is solid, and is taken away all the same."""
    page = np.full((1754, 1240), 250, np.uint8)
    page[300:306, 200:1200:12] = 20
    shaded = (page * np.linspace(1.0, 0.25, 1240)[None, :]).astype(np.uint8)
    picture = Picture(shaded, 150)
    assert without_edges(picture) is picture
    shaded[:, :60] = 10
    found = without_edges(Picture(shaded, 150)).gray
    assert found[:, :50].min() > 100
    assert np.array_equal(found[:, 100:], shaded[:, 100:])


def test_a_page_in_too_little_light_is_brightened_and_a_negative_is_not():
    dim = Picture((letter() * 0.25).astype(np.uint8), 300)
    assert len(lay_out(brightened(dim)).strips) == 16
    negative = Picture(np.asarray(255 - letter(), np.uint8), 300)
    assert brightened(negative) is negative


def seen(page: np.ndarray, dpi: int) -> Picture:
    picture = Picture(page, dpi)
    return resolved(picture, sketched(picture))[0]


@pytest.mark.parametrize("stated", [72, 96, 1200])
def test_a_resolution_at_which_letters_have_no_size_of_print_is_not_believed(stated):
    assert 0.05 <= H / seen(letter(), stated).dpi <= 0.18


@pytest.mark.parametrize("stated", [200, 300])
def test_a_resolution_that_may_be_true_is_believed(stated):
    assert seen(letter(), stated).dpi == stated


def test_a_clipping_is_not_taken_for_a_sheet():
    clipping = letter()[:500, 200:1000]
    assert 250 <= seen(clipping, round(800 / 11.69)).dpi <= 350


def test_small_print_is_enlarged_and_the_resolution_with_it():
    small = cv2.resize(letter(marks=False), None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    picture = seen(small, 96)
    assert picture.gray.shape[0] > 2 * small.shape[0]
    assert print_height(find_ink(picture.gray, picture.dpi).blobs) == pytest.approx(27, abs=4)
    assert len(lay_out(picture).strips) == 16


def test_emblems_dots_and_specks_are_not_the_height_of_print():
    page = letter()
    for x in range(300, 1900, 12):
        cv2.rectangle(page, (x, 1340), (x + 3, 1343), 0, -1)
    cv2.ellipse(page, (1000, 80), (70, 70), 0, 0, 360, 0, 9)
    assert print_height(find_ink(page, 300).blobs) == pytest.approx(H, abs=4)  # and their strokes


def test_what_is_seen_on_a_page_is_turned_with_care_up_to_its_last_row() -> None:
    gray = np.full((430, 620), 240, np.uint8)
    write(gray, 60, 90, 8)
    write(gray, 300, 424, 6)  # down to the edge, where less than a tile is left
    way = np.asarray(cv2.getRotationMatrix2D((310, 215), 1.5, 1.0))
    careful = _warped(gray, way, (620, 430), cv2.INTER_LANCZOS4)
    quick = _warped(gray, way, (620, 430), cv2.INTER_LINEAR)
    assert np.abs(careful.astype(int) - quick).max() > 20
    assert np.abs(careful.astype(int) - _sharpened(quick.copy(), gray, way)).max() <= 12
