"""The engine knows its model: name, hash, and which Thai digits it cannot print."""

import hashlib
import pickle
import struct
from pathlib import Path

import pytest

from saraban.extract import engine
from saraban.extract.confidence import KINDS, Calibration, Curve, table_of, table_text
from saraban.extract.engine import characters, load_engine
from saraban.extract.errors import EngineMissing

TRIAL = Path(__file__).parents[2] / "shared" / "recogniser" / "trial.traineddata"


def model_bytes(units: str, *, network: bool = True, version: str = "") -> bytes:
    """A model file with an empty network, a character set of those units, and a version."""
    listed = [f"{unit} 1 0,255,0,255,0,0,0,0,0,0 Thai 1 0 1 {unit}" for unit in ["NULL", "Joined", *units]]
    charset = "\n".join([str(len(listed)), *listed, ""]).encode()
    lstm = b"network"
    index = [-1] * 24
    start = 4 + 8 * 24
    if network:
        index[17] = start
    index[21] = start + len(lstm)
    index[23] = index[21] + len(charset)
    return struct.pack("<i24q", 24, *index) + lstm + charset + version.encode()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "PACKAGED", tmp_path / "packaged" / "saraban.traineddata")
    for cached in (engine._engine, engine._tesseract_version, engine.stock_model):
        cached.cache_clear()


def test_missing_digits_come_from_the_character_set(tmp_path):
    file = tmp_path / "ของเรา 2026.traineddata"
    file.write_bytes(model_bytes("กขค๐๑๒๓๕"))
    ours = load_engine(file)
    assert ours.lacks_digits == frozenset("๔๖๗๘๙")
    assert ours.model == "ของเรา 2026"
    assert ours.model_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert ours.model_file == file
    assert ours.ocr.startswith("tesseract ")
    assert pickle.loads(pickle.dumps(ours)) == ours


def test_a_model_of_ours_is_named_by_its_version(tmp_path):
    file = tmp_path / "copy.traineddata"
    file.write_bytes(model_bytes("๐๑", version="saraban 2026.11"))
    assert load_engine(file).model == "saraban 2026.11"
    file.write_bytes(model_bytes("๐๑", version="4.00.00alpha:tha:synth20170629"))
    assert load_engine(file).model == "copy"


def test_the_packaged_model_is_read_with_when_none_is_named():
    assert load_engine().model == "tha"
    engine.PACKAGED.parent.mkdir()
    engine.PACKAGED.write_bytes(model_bytes("๐๑", version="saraban 2026.11"))
    assert load_engine().model_file == engine.PACKAGED


def test_the_table_beside_a_model_says_what_its_confidences_mean(tmp_path):
    file = tmp_path / "a.traineddata"
    file.write_bytes(model_bytes("๐๑"))
    assert load_engine(file).calibration is None
    measured = Calibration((Curve((0.5, 0.9), (0.4, 0.99)),) * len(KINDS))
    table_of(file).write_text(table_text(measured, load_engine(file).model_sha256), "utf-8")
    ours = load_engine(file)
    assert ours.calibration == measured
    assert pickle.loads(pickle.dumps(ours)) == ours
    file.write_bytes(model_bytes("๐๑๒"))
    assert load_engine(file).calibration is None, "the table is another model's"
    table_of(file).write_text("kind\n", "utf-8")
    with pytest.raises(EngineMissing, match="is not a table of confidences"):
        load_engine(file)


def test_a_model_that_changes_is_read_again(tmp_path):
    file = tmp_path / "a.traineddata"
    file.write_bytes(model_bytes("๐๑๒๓๔๕๖๗๘"))
    assert load_engine(file).lacks_digits == frozenset("๙")
    file.write_bytes(model_bytes("๐๑๒๓๔๕๖๗๘๙"))
    assert load_engine(file).lacks_digits == frozenset()


def test_stock_model_lacks_five_digits():
    stock = load_engine()
    assert (stock.model, stock.lacks_digits) == ("tha", frozenset("๔๖๗๘๙"))
    assert load_engine() is stock


@pytest.mark.skipif(not TRIAL.exists(), reason="no trial model here")
def test_trial_model_has_all_digits():
    assert load_engine(TRIAL).lacks_digits == frozenset()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"abc", id="short"),
        pytest.param(b"GIF89a" * 50, id="foreign"),
        pytest.param(struct.pack("<i", 24), id="index cut off"),
        pytest.param(b"\x18\0\0\0" + b"\xff" * 192, id="index empty"),
        pytest.param(model_bytes("กข", network=False), id="no network"),
    ],
)
def test_what_is_no_model(tmp_path, content):
    file = tmp_path / "a.traineddata"
    file.write_bytes(content)
    with pytest.raises(EngineMissing, match="is not a Tesseract model"):
        load_engine(file)


def test_model_file_missing_or_a_folder(tmp_path):
    with pytest.raises(EngineMissing, match="cannot be read"):
        load_engine(tmp_path / "none.traineddata")
    with pytest.raises(EngineMissing, match="is not a file"):
        load_engine(tmp_path)


def test_tesseract_or_its_thai_model_missing(tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path))
        with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr tesseract-ocr-tha") as caught:
            load_engine()
    assert caught.value.exit_code == 3
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(EngineMissing, match="has no Thai model"):
        load_engine()


def test_every_character_of_a_unit_counts():
    assert {"ก", "๙"} <= characters(model_bytes("ก๙"))
