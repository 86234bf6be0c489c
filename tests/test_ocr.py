"""What Tesseract prints for a list of lines becomes text with spaces, boxes and confidences; and its failures."""

import dataclasses
import html
import os
import tempfile
from pathlib import Path

import numpy as np
import pytest

from saraban.extract import errors, ocr, recognise
from saraban.extract.confidence import Calibration, Curve
from saraban.extract.engine import load_engine
from saraban.extract.lines import Strip
from saraban.extract.page import Engine
from saraban.extract.pages import read_pages
from saraban.extract.source import open_source

ROOT = Path(__file__).parents[1]
PICTURE = "<div class='ocr_page' id='page_1'>\n"


def strip(gaps: list[tuple[int, int]] = ()) -> Strip:
    """A line 30 pixels high at (100, 500) full of ink but for the gaps."""
    pixels = np.zeros((30, 200), np.uint8)
    for left, right in gaps:
        pixels[:, left:right] = 255
    return Strip((100, 500, 300, 530), pixels, 12.0)


def sign(left: int, width: int, text: str, confidence: float = 93.0) -> str:
    """A symbol as Tesseract's hOCR has it; the confidence on the scale of words."""
    sure = 100 - (100 - confidence) / 7
    shown = html.escape(text, quote=True)
    return f"<span class='ocrx_cinfo' title='x_bboxes {left} 0 {left + width} 30; x_conf {sure:f}'>{shown}</span>\n"


def answering(monkeypatch, text: str, *pictures: str) -> None:
    def run(_image, base, **_options):
        Path(f"{base}.txt").write_text(text, encoding="utf-8")
        told = "".join(PICTURE + signs for signs in pictures)
        Path(f"{base}.hocr").write_text("<meta content='ocr_page'/>" + told, encoding="utf-8")

    monkeypatch.setattr(recognise.command, "run_tesseract", run)


ENGINE = Engine(ocr="tesseract 5", model="m", model_sha256="0", model_file=Path("/nowhere"))


def test_each_character_has_its_place_and_confidence(monkeypatch):
    signs = sign(0, 20, "ที่", 90) + sign(40, 20, "ก") + sign(60, 18, "&") + sign(80, 20, "b", 40)
    answering(monkeypatch, "ที่ ก&b\n", signs)
    (line,) = ocr.read_strips([strip()], ENGINE)
    assert line.text == "ที่ ก&b"
    assert line.boxes is not None
    assert line.confidences is not None
    assert len(line.boxes) == len(line.confidences) == len(line.text)
    assert list(line.boxes[:3]) == [(100, 500, 106, 530), (106, 500, 113, 530), (113, 500, 120, 530)], (
        "a symbol of three characters is shared out"
    )
    assert line.boxes[3] == (120, 500, 140, 530), "a space lies between its neighbours"
    assert list(line.boxes[4:]) == [(140, 500, 160, 530), (160, 500, 178, 530), (180, 500, 207, 530)]
    assert line.confidences[0] == line.confidences[3] == pytest.approx(0.9)
    assert line.confidences[-1] == pytest.approx(0.4)


def test_confidences_are_what_was_measured(monkeypatch):
    signs = sign(0, 20, "๔", 93) + sign(30, 20, "๗", 90) + sign(60, 20, "ก", 93)
    answering(monkeypatch, "๔๗ก\n", signs)
    level = Curve((0.0, 1.0), (0.5, 0.5))
    digits, between = Curve((0.90, 0.93), (0.8, 0.99)), Curve((0.90, 0.93), (0.9, 1.0))
    engine = dataclasses.replace(ENGINE, calibration=Calibration((digits, *[level] * 5, between)))
    (line,) = ocr.read_strips([strip()], engine)
    assert list(line.confidences) == pytest.approx([0.99, 0.8 * 0.9, 0.5 * 0.9])


def test_a_wide_gap_is_a_space_even_if_tesseract_forgets_it(monkeypatch):
    letters = "".join(
        sign(left, 20, character) for left, character in [(0, "ก"), (30, "ข"), (60, "ค"), (100, "ง")]
    )
    answering(monkeypatch, "กขคง\n", letters)
    (line,) = ocr.read_strips([strip([(20, 24), (50, 54), (80, 100)])], ENGINE)
    assert line.text == "กขค ง"


def test_lines_without_text_and_specks_are_left_out(monkeypatch):
    specks = sign(0, 20, "|", 12), sign(0, 20, ".", 12) + sign(30, 20, "2", 80)
    answering(monkeypatch, "ก\n\f\f|\n\f.2\n\fข\n", sign(0, 20, "ก"), "", *specks, sign(0, 20, "ข"))
    lines = ocr.read_strips([strip()] * 5, ENGINE)
    assert [(line.number, line.text) for line in lines] == [(1, "ก"), (2, "ข")]


def test_an_answer_for_fewer_lines_is_an_error(monkeypatch):
    answering(monkeypatch, "ก\n", sign(0, 20, "ก"))
    with pytest.raises(errors.ReadingFailed, match="1 of 3 lines"):
        ocr.read_strips([strip()] * 3, ENGINE)


@pytest.mark.parametrize(
    "failure", [RuntimeError("Tesseract process timeout"), OSError(28, "No space left on device")]
)
def test_failure_has_a_name_and_leaves_nothing_behind(monkeypatch, tmp_path, failure):
    def fail(*_args, **_options):
        raise failure

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(recognise.command, "run_tesseract", fail)
    with pytest.raises(errors.ReadingFailed):
        ocr.read_strips([strip()], ENGINE)
    assert list(tmp_path.rglob("lines-*")) == []


def test_tesseract_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(errors.EngineMissing, match="apt-get install"):
        ocr.read_strips([strip()], ENGINE)


@pytest.mark.ocr
def test_a_broken_model_is_an_error(tmp_path):
    (tmp_path / "m.traineddata").write_bytes(b"no model")
    engine = Engine(ocr="tesseract", model="m", model_sha256="0", model_file=tmp_path / "m.traineddata")
    with pytest.raises(errors.ReadingFailed, match="tesseract failed"):
        ocr.read_strips([strip()], engine)


@pytest.mark.ocr
def test_a_scan_is_read(monkeypatch, tmp_path):
    odd = tmp_path / "ชั่ว คราว [1] 'x'"
    odd.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    (page,) = read_pages(open_source(ROOT / "corpus" / "scans" / "abbot-lecture.tif"), load_engine())
    assert page.text_from == "ocr"
    starts = {line.text.split(" ")[0] for line in page.lines}
    assert starts >= {"ที่", "เรื่อง", "นมัสการ"}
    for line in page.lines:
        assert line.boxes is not None
        assert line.confidences is not None
        assert len(line.text) == len(line.boxes) == len(line.confidences)
        assert all(0 <= confidence <= 1 for confidence in line.confidences)
        assert all(0 <= left <= right <= page.width for left, _, right, _ in line.boxes)
    assert list(odd.rglob("lines-*")) == []
    assert os.environ["OMP_THREAD_LIMIT"] == "1"
