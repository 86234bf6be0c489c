"""`saraban doctor` on the model: which it is, and what to know of one that can do less than ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from saraban.app.batch.configuration import configuration
from saraban.app.doctor import examine
from saraban.extract import cage, engine
from saraban.extract.confidence import KINDS, Calibration, Curve
from saraban.extract.errors import EngineSilent
from saraban.extract.page import Engine

MEASURED = Calibration((Curve((0.0, 1.0), (0.0, 1.0)),) * len(KINDS))


def told(monkeypatch: pytest.MonkeyPatch, found: Engine) -> str:
    monkeypatch.setattr(engine, "load_engine", lambda _model: found)
    return str({check.name: check for check in examine()}["model"])


def test_our_own_model_needs_no_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Engine(
        ocr="tesseract 5.3.0",
        model="saraban 2026.11",
        model_sha256="0123456789abcdef",
        model_file=engine.PACKAGED.resolve(),
        calibration=MEASURED,
    )
    assert told(monkeypatch, ours) == "saraban 2026.11 (sha256 01234567, packaged)"


def test_what_another_model_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Engine(
        ocr="tesseract 5.3.0",
        model="tha",
        model_sha256="0123456789abcdef",
        model_file=Path("/usr/share/tha.traineddata"),
        lacks_digits=frozenset("๔๖"),
    )
    said = told(monkeypatch, stock)
    assert said.startswith("tha (sha256 01234567) (cannot print ๔ ๖: ")
    assert said.endswith("its confidences were not measured: they are no probabilities)")


def test_a_program_that_is_there_and_dies_is_not_taken_for_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was read before would else count as read by other programs, and all be read anew."""
    for name in ("pdftoppm", "tesseract"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nkill -9 $$\n")
        program.chmod(0o755)
    monkeypatch.setattr(cage, "poppler", lambda: str(tmp_path))
    with pytest.raises(EngineSilent, match="pdftoppm does not run"):
        configuration(None)
    monkeypatch.setattr(cage, "poppler", lambda: str(tmp_path / "nowhere"))
    assert configuration(None)["poppler"] == ""
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "tesseract")  # what is set there is put back
    monkeypatch.setattr(cage, "command", lambda _name: str(tmp_path / "tesseract"))
    engine._tesseract_version.cache_clear()
    with pytest.raises(EngineSilent, match="tesseract does not run"):
        configuration(None)
    found = {check.name: check for check in examine()}
    assert found["model"].found is None
    assert "does not run" in str(found["model"])
