"""`saraban doctor` on the model: which it is, and what to know of one that can do less than ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from saraban.app.doctor import examine
from saraban.extract import engine
from saraban.extract.confidence import KINDS, Calibration, Curve
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
