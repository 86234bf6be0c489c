"""Coloured ink is told from black print, whatever the paper; framed stamps of it leave the page, pens and names stay."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image
from test_lines import H, write
from test_source import make_pdf

from saraban.extract import pdf, poppler
from saraban.extract.colour import part_inks
from saraban.extract.colourstamps import part_coloured
from saraban.extract.images import Picture, image_pages, to_colour
from saraban.extract.layout import lay_out

DPI = 300
RED, BLUE, VIOLET, GREEN = (196, 30, 38), (28, 52, 158), (92, 40, 140), (20, 110, 60)
WHITE, CREAM, GRAYISH = (255, 255, 255), (250, 240, 214), (222, 224, 226)


def sheet(paper: tuple[int, int, int] = WHITE) -> np.ndarray:
    return np.full((1400, 2000, 3), paper, np.uint8)


def inked(page: np.ndarray, mask: np.ndarray, ink: tuple[int, int, int] = (18, 18, 20)) -> np.ndarray:
    """The page with ink where the mask is dark: ink darkens what lies under it."""
    share = (255 - mask[..., None].astype(np.float64)) / 255
    return (page * (1 - share * (1 - np.asarray(ink) / 255))).round().astype(np.uint8)


def typed(left: int, foot: int, letters: int, **more: float) -> np.ndarray:
    mask = np.full((1400, 2000), 255, np.uint8)
    write(mask, left, foot, letters, **more)
    return mask


def stamp(left: int, top: int, angle: float = 0.0, rows: int = 3, double: bool = False) -> np.ndarray:
    """A frame of 60 x 25 mm with rows of letters, turned about its middle."""
    mask = np.full((1400, 2000), 255, np.uint8)
    cv2.rectangle(mask, (left, top), (left + 708, top + 295), 0, 5)
    if double:
        cv2.rectangle(mask, (left + 14, top + 14), (left + 694, top + 281), 0, 5)
    for row in range(rows):
        write(mask, left + 50, top + 90 + 80 * row, 14)
    turn = cv2.getRotationMatrix2D((left + 354, top + 147), angle, 1)
    return cv2.warpAffine(mask, turn, (2000, 1400), borderValue=255)


def picture(colour: np.ndarray) -> Picture:
    return Picture(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), DPI, colour=colour)


def jpeg(colour: np.ndarray, quality: int = 45) -> np.ndarray:
    stream = io.BytesIO()
    Image.fromarray(colour).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream).convert("RGB"))


def inks_of(colour: np.ndarray):
    page = picture(colour)
    return part_inks(page)


@pytest.mark.parametrize("paper", [WHITE, CREAM, GRAYISH])
@pytest.mark.parametrize(
    ("ink", "name"), [(RED, "red"), (BLUE, "blue"), (VIOLET, "violet"), (GREEN, "green")]
)
def test_ink_is_told_from_print_and_named(paper, ink, name):
    page = inked(inked(sheet(paper), typed(200, 300, 40)), typed(200, 600, 40), ink)
    inks = inks_of(jpeg(page))
    rows = np.flatnonzero((inks.layer() < 160).sum(axis=1) > 20)
    assert rows.min() > 600 - 3 * H
    assert rows.max() < 605
    assert inks.name(np.full(inks.gray.shape, 255, np.uint8)) == name


@pytest.mark.parametrize("ink", [RED, BLUE, VIOLET, GREEN])
def test_print_is_seen_through_ink_that_lies_over_it(ink):
    printed = typed(200, 300, 40)
    page = jpeg(inked(inked(sheet(), printed), stamp(300, 150), ink), 75)
    inks = inks_of(page)
    seen = inks.without(np.full(inks.gray.shape, 255, np.uint8))
    assert (seen[printed < 40] < 140).mean() > 0.97
    far = cv2.erode(printed, np.ones((9, 9), np.uint8)) > 200
    assert (seen[far] > 170).mean() > 0.999


@pytest.mark.parametrize("paper", [CREAM, GRAYISH])
def test_tinted_paper_and_noise_are_no_colours(paper):
    page = jpeg(inked(sheet(paper), typed(200, 300, 60)), 20)
    assert to_colour(Image.fromarray(page)) is None


def test_a_coloured_sheet_is_no_ink():
    page = sheet()
    page[300:] = (90, 140, 230)
    assert inks_of(page) is None


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp", "a.pdf"])
def test_colours_of_a_file(tmp_path, name):
    page = Image.fromarray(inked(inked(sheet(), typed(200, 300, 40)), typed(200, 600, 40), BLUE))
    read = pdf.render_page if name == "a.pdf" else lambda path, _: next(image_pages(path))
    page.save(tmp_path / name, **({"resolution": DPI} if name == "a.pdf" else {"dpi": (DPI, DPI)}))
    found = read(tmp_path / name, 1)
    assert found.colour is not None
    assert found.colour.shape == (*found.gray.shape, 3)
    assert abs(found.gray.shape[0] - 1400) <= 1
    page.convert("L").convert("RGB").save(tmp_path / name)
    assert read(tmp_path / name, 1).colour is None


def test_a_gray_pdf_page_is_drawn_in_gray(tmp_path, monkeypatch):
    drawn = []
    convert = poppler.pdf2image.convert_from_path

    def watched(*arguments, **options):
        drawn.append(options["grayscale"])
        return convert(*arguments, **options)

    monkeypatch.setattr(poppler.pdf2image, "convert_from_path", watched)
    path = make_pdf(tmp_path / "a.pdf", 1)
    assert pdf.render_page(path, 1).colour is None
    path.write_bytes(path.read_bytes().replace(b"(page 1) Tj", b"1 0 0 rg (page 1) Tj"))
    assert pdf.render_page(path, 1).colour is not None
    assert drawn[0] is True
    assert set(drawn[1:]) == {False}


@pytest.mark.parametrize(
    ("ink", "name", "angle", "double"),
    [
        (RED, "red", -9.0, True),
        (RED, "red", 0.0, False),
        (BLUE, "blue", 7.0, True),
        (VIOLET, "violet", 7.0, False),
        (VIOLET, "violet", 0.0, True),
    ],
)
def test_a_stamp_over_print_is_parted(ink, name, angle, double):
    printed = np.minimum(typed(200, 500, 60), typed(200, 620, 60))
    page = picture(inked(inked(sheet(), printed), stamp(600, 380, angle, double=double), ink))
    parted = part_coloured(page)
    (one,) = parted.stamps
    assert one.mark.ink == name
    assert abs(one.mark.angle + angle) < 0.8
    assert (parted.gray[printed < 40] < 140).mean() > 0.97
    letters = cv2.warpAffine(255 - one.pixels, one.to_page, (2000, 1400))
    rows = stamp(600, 380, angle, double=double) < 40
    framed = stamp(600, 380, angle, rows=0, double=double) < 250
    assert (letters[rows & ~framed] > 100).mean() > 0.9
    strips = lay_out(page).strips
    assert any(strip.stamp == 0 for strip in strips)
    own = [strip for strip in strips if strip.stamp is None]
    assert [round((strip.box[2] - strip.box[0]) / (60 * 28), 1) for strip in own] == [1.0, 1.0]


def test_a_pen_of_another_colour_fills_the_stamp():
    pen = typed(1150, 450, 4)
    page = picture(inked(inked(sheet(), stamp(600, 300), RED), pen, BLUE))
    (one,) = part_coloured(page).stamps
    on_page = cv2.warpAffine(255 - one.pixels, one.to_page, (2000, 1400))
    assert (on_page[pen < 40] > 90).mean() > 0.9
    assert one.mark.ink == "red"


def test_pens_and_names_stay_in_their_lines():
    page = inked(sheet(), np.minimum(typed(200, 300, 14), typed(200, 400, 60)))
    page = inked(page, typed(200 + 15 * 28, 300, 6, scale=1.2), BLUE)
    for row in range(3):
        page = inked(page, typed(900, 900 + 70 * row, 30), VIOLET)
    found = lay_out(picture(page))
    assert [strip.stamp for strip in found.strips] == [None] * 5
    assert found.marks == ()
    assert found.strips[0].box[2] > 200 + 20 * 28


def test_a_large_red_mark_stays_a_line():
    page = inked(inked(sheet(), typed(200, 500, 60)), typed(200, 300, 9, scale=2.2), RED)
    boxes = [strip.box for strip in lay_out(picture(page)).strips]
    assert len(boxes) == 2
    assert boxes[0][3] - boxes[0][1] > 2 * H
