"""The model that is shipped: what it can print, that its card is about it, that plain Tesseract reads with it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from pathlib import Path

import pytest

from saraban.extract.engine import THAI_DIGITS, characters

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "extract" / "models" / "saraban.traineddata"
SCAN = ROOT / "corpus" / "scans" / "road-closure.tif"
PRINTED = ["๒๕", "๑๐", "๒๕๖๔", "๐๘", "๐๐", "๑๗", "๐๐", "๒๐", "๒๕๖๔"]  # read by eye
LEFT_OUT_BY_STOCK = set("๔๖๗๘๙")


def _read(image: Path, *options: str) -> str:
    return subprocess.run(
        ["tesseract", image, "stdout", *options],
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()


def test_it_is_small_and_prints_every_digit_and_letter() -> None:
    data = MODEL.read_bytes()
    assert len(data) <= 4_000_000
    assert characters(data) >= THAI_DIGITS | set("0123456789AZazกฃฅฮ฿ฯๆ์")


def test_its_card_is_about_this_file() -> None:
    card = MODEL.with_name("MODEL.md").read_text()
    assert re.search(rf"sha256 `{hashlib.sha256(MODEL.read_bytes()).hexdigest()}`", card)


@pytest.mark.ocr
def test_plain_tesseract_reads_numbers_with_it() -> None:
    """Without saraban, as docs/model.md says. The stock model makes other years of the same."""
    ours = _read(SCAN, "--tessdata-dir", str(MODEL.parent), "-l", "saraban", "--psm", "6")
    stock = _read(SCAN, "-l", "tha", "--psm", "6")
    assert re.findall("[๐-๙]+", ours) == PRINTED
    assert not LEFT_OUT_BY_STOCK & set(stock)
