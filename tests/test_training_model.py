"""Tesseract's model files, read, written and run by our own code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from saraban.extract.engine import THAI_DIGITS, characters, load_engine, stock_model
from saraban.extract.images import Picture
from saraban.extract.layout import lay_out
from saraban.extract.lines import Strip
from saraban.extract.ocr import read_strips
from training.charset import SPECIAL, extended, read_charset
from training.model_file import (
    LSTM,
    RECODER,
    UNICHARSET,
    read_components,
    read_network,
    rounded,
    write_components,
    write_network,
)
from training.score import align, score

CORPUS = Path(__file__).parent.parent / "corpus" / "scans"


@pytest.fixture(scope="module")
def stock() -> Path:
    return stock_model()


def test_a_model_is_written_as_it_was_read(stock: Path, tmp_path: Path) -> None:
    parts = read_components(stock)
    write_components(parts, tmp_path / "same.traineddata")
    assert read_components(tmp_path / "same.traineddata") == parts
    assert write_network(read_network(parts[LSTM]), int8=True) == parts[LSTM]


def test_the_weights_survive_as_doubles(stock: Path) -> None:
    network = read_network(read_components(stock)[LSTM])
    again = read_network(write_network(network, int8=False))
    for one, other in zip(network.layer.walk(), again.layer.walk(), strict=True):
        assert one.kind == other.kind
        assert all(np.array_equal(a, b) for a, b in zip(one.matrices, other.matrices, strict=True))
    assert (network.flags & 1, again.flags & 1) == (1, 0)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.traineddata").write_bytes(b"To whom it may concern")
    with pytest.raises(ValueError, match="not a Tesseract model"):
        read_components(tmp_path / "letter.traineddata")


def test_rounding_keeps_each_weight_within_half_a_step() -> None:
    weights = np.random.default_rng(3).normal(size=(7, 50))
    whole, scales = rounded(weights)
    assert np.abs(whole).max() == 127
    assert np.abs(whole * scales[:, None] - weights).max() <= scales.max() / 2 + 1e-12


def test_old_characters_keep_their_numbers_and_all_digits_are_there(stock: Path) -> None:
    known = read_charset(read_components(stock)[UNICHARSET])
    ours = extended(known)
    assert ours.units[: len(known.units)] == known.units
    assert set(ours.units[SPECIAL:]) >= THAI_DIGITS
    assert not set(known.units) >= THAI_DIGITS
    assert len(set(ours.units)) == len(ours.units)


def test_the_recoder_is_that_of_the_stock_model(stock: Path) -> None:
    parts = read_components(stock)
    assert read_charset(parts[UNICHARSET]).recoder() == parts[RECODER]


def test_sara_am_is_written_as_two_and_read_as_one(stock: Path) -> None:
    charset = extended(read_charset(read_components(stock)[UNICHARSET]))
    codes = charset.codes("น้ำ ๔")
    assert len(codes) == 6
    assert charset.text(codes) == "น้ำ ๔"


def test_the_extended_character_set_is_read_by_extract(stock: Path, tmp_path: Path) -> None:
    parts = read_components(stock)
    parts[UNICHARSET] = extended(read_charset(parts[UNICHARSET])).component()
    write_components(parts, tmp_path / "wide.traineddata")
    assert characters((tmp_path / "wide.traineddata").read_bytes()) >= THAI_DIGITS


def test_alignment_and_score() -> None:
    assert align("๑๒๓", "๑๓") == [("๑", "๑"), ("๒", ""), ("๓", "๓")]
    total = score([("ที่ ๑๒", "ที่๑๕"), ("ก", "ก๙")])
    assert (total.characters, total.errors, total.digits, total.digit_errors) == (6, 2, 2, 2)
    assert (total.lines, total.right) == (2, 0)
    assert total.recalled == {"๑": 1}


def _strips(name: str) -> tuple[Strip, ...]:
    gray = np.asarray(Image.open(CORPUS / name).convert("L"))
    return tuple(replace(one, checks=()) for one in lay_out(Picture(gray, 200)).strips if one.to_page is None)


def test_pytorch_and_tesseract_read_the_same(stock: Path) -> None:
    """The stock network, in whole numbers, by Tesseract and, in floating point, by PyTorch."""
    torch = pytest.importorskip("torch")
    from training.network import Reader, read_codes
    from training.picture import scaled, values

    parts = read_components(stock)
    network, charset = read_network(parts[LSTM]), read_charset(parts[UNICHARSET])
    reader = Reader(len(charset.units))
    reader.load(network.layer)
    torch.manual_seed(1)
    strips = _strips("finance-slip.png")
    theirs = {line.box: line.text for line in read_strips(strips, load_engine(stock))}
    pairs = []
    for strip in strips:
        with torch.no_grad():
            scores = reader(torch.from_numpy(values(scaled(strip.pixels)))[None])
        ours = charset.text(read_codes(scores, network.null)[0])
        pairs.append((theirs.get(strip.box, "").replace("\u0e4d\u0e32", "ำ"), ours))
    total = score(pairs)
    assert total.characters > 300
    assert total.character_error < 0.03
