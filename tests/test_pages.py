"""A source gives as many pages as were counted; blank and unreadable ones are said."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from test_lines import blank, write
from test_source import make_pdf
from test_textlayer import body, thai_pdf

from saraban.extract import images, ocr
from saraban.extract.errors import BrokenFile, EngineMissing, PagesLost
from saraban.extract.page import Engine, Line
from saraban.extract.pages import read_page, read_pages
from saraban.extract.source import Source, open_source

ENGINE = Engine(ocr="tesseract 5", model="m", model_sha256="0")


def reading(monkeypatch, text: str = "ที่") -> None:
    """An engine that reads the same on every line."""

    def read(strips, engine):
        return tuple(Line(number, text, strip.box) for number, strip in enumerate(strips, start=1) if text)

    monkeypatch.setattr(ocr, "read_strips", read)


def test_frames_become_pages(monkeypatch, tmp_path):
    reading(monkeypatch)
    sheet = blank()
    write(sheet, 200, 300, 40)
    sheets = [Image.fromarray(sheet), Image.fromarray(blank()), Image.fromarray(sheet)]
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:])
    found = list(read_pages(open_source(tmp_path / "a.tif"), ENGINE))
    assert [page.number for page in found] == [1, 2, 3]
    assert [page.text_from for page in found] == ["ocr", "none", "ocr"]
    assert [[warning.code for warning in page.warnings] for page in found] == [[], ["blank_page"], []]
    assert (found[0].width, found[0].height) == (2000, 1200)


def test_ink_without_text_is_said(monkeypatch, tmp_path):
    reading(monkeypatch, "")
    sheet = blank()
    cv2.ellipse(sheet, (900, 600), (500, 300), 20, 0, 300, 0, 9)
    Image.fromarray(sheet).save(tmp_path / "a.png")
    (page,) = read_pages(open_source(tmp_path / "a.png"), ENGINE)
    assert (page.text_from, [warning.code for warning in page.warnings]) == ("none", ["page_unreadable"])


def test_a_few_specks_are_still_a_blank_page(monkeypatch, tmp_path):
    reading(monkeypatch, "")
    sheet = blank()
    for x, y in np.random.default_rng(5).integers((0, 0), (1990, 1190), (20, 2)):
        sheet[y : y + 3, x : x + 3] = 0
    Image.fromarray(sheet).save(tmp_path / "a.png")
    (page,) = read_pages(open_source(tmp_path / "a.png"), ENGINE)
    assert [warning.code for warning in page.warnings] == ["blank_page"]


def test_a_black_page_is_not_called_blank(monkeypatch, tmp_path):
    reading(monkeypatch)
    Image.new("L", (1000, 1400), 4).save(tmp_path / "a.png")
    (page,) = read_pages(open_source(tmp_path / "a.png"), ENGINE)
    assert [warning.code for warning in page.warnings] == ["page_unreadable"]


def test_a_sound_text_layer_needs_no_engine(tmp_path):
    (page,) = read_pages(open_source(thai_pdf(tmp_path / "a.pdf", body())), None)
    assert (page.text_from, len(page.lines)) == ("text_layer", 3)


def test_a_scan_without_an_engine_says_what_is_missing(tmp_path):
    with pytest.raises(EngineMissing, match=r"a\.pdf page 1 must be read by an OCR engine"):
        list(read_pages(open_source(make_pdf(tmp_path / "a.pdf", 2)), None))


def test_transcript(tmp_path):
    (tmp_path / "a.txt").write_bytes("เรื่อง ขออนุมัติ\fหน้าสอง".encode("cp874"))
    first, second = read_pages(open_source(tmp_path / "a.txt"), None)
    assert (first.text_from, first.lines[0].text, second.lines[0].text) == (
        "transcript",
        "เรื่อง ขออนุมัติ",
        "หน้าสอง",
    )
    assert [warning.code for warning in first.warnings] == ["legacy_encoding"]
    assert second.warnings == ()


def test_one_page_by_its_number(monkeypatch, tmp_path):
    """The same page as in the loop over all, and no other is decoded."""
    reading(monkeypatch)
    sheets = [Image.fromarray(written(lines)) for lines in (1, 2, 3)]
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:])
    (tmp_path / "a.txt").write_bytes("หนึ่ง\fสอง\fสาม".encode("cp874"))
    for name in ("a.tif", "a.txt"):
        source = open_source(tmp_path / name)
        whole = list(read_pages(source, ENGINE))
        assert [read_page(source, number, ENGINE) for number in (3, 1, 2)] == [whole[2], whole[0], whole[1]]
    frames = []
    real = images._opened
    monkeypatch.setattr(images, "_opened", lambda path, frame: frames.append(frame) or real(path, frame))
    source = open_source(make_pdf(tmp_path / "a.pdf", 3))
    assert read_page(source, 2, ENGINE).number == 2
    assert read_page(Source(tmp_path / "a.tif", "a.tif", "", 0, "image/tiff", 3), 2, ENGINE).number == 2
    assert frames == [1]


def written(lines: int):
    sheet = blank()
    for line in range(lines):
        write(sheet, 200, 300 + 200 * line, 40)
    return sheet


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_page_that_was_never_counted(number, tmp_path):
    (tmp_path / "a.txt").write_text("หนึ่ง\fสอง\fสาม")
    with pytest.raises(PagesLost, match="3 pages, and no page"):
        read_page(open_source(tmp_path / "a.txt"), number, None)


@pytest.mark.parametrize("name", ["a.txt", "a.tif", "a.pdf"])
def test_lost_pages_are_an_error(name, monkeypatch, tmp_path):
    """The file lost a page after its pages were counted."""
    reading(monkeypatch)
    path = tmp_path / name
    source = replace(open_source(pages_of(path, 3)), sha256=name)
    pages_of(path, 2)
    with pytest.raises((PagesLost, BrokenFile)):
        list(read_pages(source, ENGINE))


def pages_of(path: Path, count: int) -> Path:
    """A transcript, TIFF or PDF of that many pages."""
    if path.suffix == ".txt":
        path.write_text("\f".join(["ที่"] * count))
    elif path.suffix == ".tif":
        sheets = [Image.fromarray(written(1))] * count
        sheets[0].save(path, save_all=True, append_images=sheets[1:])
    else:
        make_pdf(path, count)
    return path
