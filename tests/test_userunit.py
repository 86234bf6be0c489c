"""Pages that count in other units than points (UserUnit) give what the same pages in points give."""

import io
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import FloatObject, NameObject

from saraban.extract.borneout import is_borne_out
from saraban.extract.engine import load_engine
from saraban.extract.pages import read_page
from saraban.extract.pdf import render_page
from saraban.extract.source import open_source
from saraban.extract.textlayer import read_layer
from tests.badfiles.raw import letter
from tests.badfiles.sheets import boxed

UNITS = [2, 0.5]


def sheet(unit: float, entry: str = "") -> bytes:
    """A scan of 200 x 150 points in units of so many."""
    across, down = 200 / unit, 150 / unit
    told = entry or ("" if unit == 1 else f"/UserUnit {unit}")
    return boxed(f"[0 0 {across:g} {down:g}]", told, size=(int(across), int(down)))


def in_units(path: Path, data: bytes, unit: float) -> Path:
    """A PDF whose pages are as large as those of another, told in units of so many points."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.scale_by(1 / unit)
        page[NameObject("/UserUnit")] = FloatObject(unit)
    writer.write(path)
    return path


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_layer_has_its_words_where_they_are(tmp_path: Path, unit: float) -> None:
    (tmp_path / "plain.pdf").write_bytes(letter(1))
    plain = read_layer(tmp_path / "plain.pdf", 1)
    read = read_layer(in_units(tmp_path / "u.pdf", letter(1), unit), 1)
    assert plain is not None
    assert read is not None
    assert (read.width, read.height, read.warnings) == (plain.width, plain.height, plain.warnings)
    assert [line.text for line in read.lines] == [line.text for line in plain.lines]
    for one, other in zip(read.lines, plain.lines, strict=True):
        assert np.abs(np.subtract(one.box or (), other.box or ())).max() <= 2


def test_a_layer_is_held_against_the_page_in_its_true_size(tmp_path: Path) -> None:
    path = in_units(tmp_path / "u.pdf", letter(1), 0.5)
    assert is_borne_out(path, open_source(path).sha256, 1, load_engine())


@pytest.mark.parametrize("unit", UNITS)
def test_a_scan_gives_what_it_gives_in_points(tmp_path: Path, unit: float) -> None:
    engine, pages = load_engine(), []
    for one in (1, unit):
        path = tmp_path / f"{one}.pdf"
        path.write_bytes(sheet(one))
        source = open_source(path)
        assert source.warnings == ()
        pages.append(read_page(source, 1, engine))
    assert pages[0] == pages[1]
    assert any(line.text for line in pages[0].lines)


def test_a_page_larger_than_paper_is_drawn_in_points_and_told(tmp_path: Path) -> None:
    for name, entry in (("plain", ""), ("km", "/UserUnit 75000")):
        (tmp_path / name).write_bytes(sheet(1, entry))
    plain, drawn = (render_page(tmp_path / name, 1) for name in ("plain", "km"))
    assert [warning.code for warning in drawn.warnings] == ["user_unit"]
    assert np.array_equal(drawn.gray, plain.gray)


@pytest.mark.parametrize("entry", ["/UserUnit 0", "/UserUnit -2", "/UserUnit /Two", "/UserUnit ."])
def test_what_is_no_unit_is_none(tmp_path: Path, entry: str) -> None:
    (tmp_path / "odd.pdf").write_bytes(sheet(1, entry))
    drawn = render_page(tmp_path / "odd.pdf", 1)
    assert (drawn.gray.shape, drawn.warnings) == ((625, 834), ())
