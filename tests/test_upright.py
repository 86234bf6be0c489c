"""The way up is decided by what can be read; what reads no way up stays as it lies."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from test_lines import blank, write

from saraban.extract.images import Picture
from saraban.extract.page import Line
from saraban.extract.pdf import render_page
from saraban.extract.quality import verdict
from saraban.extract.read import read_document
from saraban.extract.record import Field
from saraban.extract.upright import as_read, read_upright

PAGE = Path(__file__).parents[1] / "corpus" / "scans" / "joint-signal.pdf"


def letter(lines: int = 16) -> np.ndarray:
    page = blank(1400, 2000)
    for foot in range(200, 200 + 70 * lines, 70):
        write(page, 250, foot, 50)
    return page


def read(strips):
    """Well read are level lines with their marks on top."""

    def ink(strip, rows):
        return np.count_nonzero(strip.pixels[rows] < 128)

    values = [0.95 if ink(strip, slice(0, 15)) > ink(strip, slice(-15, None)) else 0.4 for strip in strips]
    return tuple(
        Line(n, "ก", strip.box, (strip.box,), (value,))
        for n, (strip, value) in enumerate(zip(strips, values, strict=True), start=1)
    )


def lying(page: np.ndarray, turn: int, degrees: float) -> Picture:
    """The page skewed on a larger sheet, then turned anticlockwise by quarters, beside a black edge."""
    sheet = cv2.copyMakeBorder(page, 250, 250, 250, 250, cv2.BORDER_CONSTANT, value=(255,))
    height, width = sheet.shape
    way = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    sheet = cv2.warpAffine(sheet, way, (width, height), borderValue=(255,))
    sheet = np.ascontiguousarray(np.rot90(sheet, turn // 90))
    sheet[:, -40:] = 0
    return Picture(sheet, 300)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [-8.0, 3.5])
def test_turned_and_askew_at_once(turn, degrees):
    picture = lying(letter(), turn, degrees)
    upright = read_upright(picture, read)
    assert upright.turn == turn
    assert abs(upright.layout.skew - degrees) <= 0.2
    assert len(upright.lines) == 16
    assert as_read(picture, turn).gray.shape == upright.layout.gray.shape


def test_a_page_of_four_lines_on_its_head_is_turned():
    assert read_upright(lying(letter(4), 180, 1.0), read).turn == 180


@pytest.mark.parametrize("turn", [0, 90])
def test_what_reads_no_way_up_stays_as_it_lies(turn):
    def badly(strips):
        return tuple(Line(n, "ก", strip.box, (strip.box,), (0.3,)) for n, strip in enumerate(strips, start=1))

    assert read_upright(lying(letter(), turn, 0.0), badly).turn == 0


def test_noise_is_not_given_to_the_engine():
    noise = np.random.default_rng(1).integers(0, 255, (2339, 1654), np.uint8)

    def never(strips):
        raise AssertionError("an engine would read for minutes")

    upright = read_upright(Picture(noise, 200), never)
    assert upright.lines == ()
    warning = verdict(1, upright.layout, (), 200)
    assert warning is not None
    assert warning.code == "page_noise"


def values(path: Path) -> list[tuple[str, dict[str, object]]]:
    """What a record says: the kind and the values of every document."""

    def value(field: Field | tuple[Field, ...]) -> object:
        return [one.value for one in field] if isinstance(field, tuple) else field.value

    documents = read_document(path).documents
    return [(one.kind, {name: value(field) for name, field in one.fields.items()}) for one in documents]


def laid_down(folder: Path, turn: int, degrees: float) -> Path:
    """A page of the corpus as a scan that lies turned and askew."""
    pixels = render_page(PAGE, 1).gray
    height, width = pixels.shape
    way = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cosine, sine = abs(way[0, 0]), abs(way[0, 1])
    size = int(width * cosine + height * sine), int(width * sine + height * cosine)
    way[:, 2] += ((size[0] - width) / 2, (size[1] - height) / 2)
    sheet = cv2.warpAffine(pixels, way, size, flags=cv2.INTER_CUBIC, borderValue=(255,))
    path = folder / f"{turn}{degrees:+}.png"
    Image.fromarray(np.ascontiguousarray(np.rot90(sheet, turn // 90))).save(path, dpi=(300, 300))
    return path


@pytest.mark.ocr
@pytest.mark.parametrize(("turn", "degrees"), [(90, -5.0), pytest.param(180, 7.0, marks=pytest.mark.slow)])
def test_a_page_turned_and_askew_gives_the_same_record(tmp_path, turn, degrees):
    assert values(laid_down(tmp_path, turn, degrees)) == values(PAGE)


@pytest.mark.slow
@pytest.mark.ocr
def test_forty_turns_and_skews_of_a_page_give_the_same_record(tmp_path):
    expected = values(PAGE)
    for turn in (0, 90, 180, 270):
        for degrees in (-8.0, -6.0, -4.0, -2.5, -1.0, 1.0, 2.5, 4.0, 6.0, 8.0):
            assert values(laid_down(tmp_path, turn, degrees)) == expected, (turn, degrees)
