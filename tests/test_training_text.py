"""Lines for training: every character and digit has its share, and one seed always says the same."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from training.charset import DIGITS, LATIN, SIGNS, THAI
from training.text import Language, LineText, Run
from training.text.line import with_digits

CHARACTERS = frozenset(THAI + DIGITS + LATIN + SIGNS) - {"ํ"} | {"ำ"}  # ํ is written within ำ only
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"


@cache
def spoken() -> Language:
    return Language(None)


@cache
def drawn() -> tuple[LineText, ...]:
    rng = random.Random(3)
    return tuple(spoken().line(rng, CHARACTERS) for _ in range(5000))


def share(lines: list[LineText]) -> float:
    return len(lines) / len(drawn())


def test_one_seed_draws_the_same_lines() -> None:
    again = random.Random(3)
    assert [Language(None).line(again, CHARACTERS) for _ in range(3)] == list(drawn()[:3])
    other = random.Random(4)
    assert [spoken().line(other, CHARACTERS) for _ in range(3)] != list(drawn()[:3])


def test_lines_are_short_clean_and_printable() -> None:
    for line in drawn():
        assert 1 <= len(line.text) <= 90
        assert line.text == " ".join(line.text.split())
        assert unicodedata.is_normalized("NFC", line.text)
        assert set(line.text) <= CHARACTERS | {" "}
        assert all(run.text or run.leader for run in line.runs), line


def test_only_the_characters_asked_for_are_used() -> None:
    few = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙./-")
    rng = random.Random(5)
    assert all(set(spoken().line(rng, few).text) <= few | {" "} for _ in range(200))
    with pytest.raises(ValueError, match="0 characters"):
        spoken().line(rng, frozenset())


def test_no_thai_digit_is_rarer_than_another() -> None:
    counts = Counter(letter for line in drawn() for letter in line.text if letter in THAI_DIGITS)
    shares = {digit: counts[digit] / counts.total() for digit in THAI_DIGITS}
    assert all(0.08 <= shares[digit] <= 0.12 for digit in THAI_DIGITS), shares


def test_digits_have_their_share() -> None:
    letters = Counter(letter for line in drawn() for letter in line.text)
    thai, arabic = (sum(letters[digit] for digit in digits) for digits in (THAI_DIGITS, "0123456789"))
    assert 0.11 <= thai / letters.total() <= 0.20
    assert 0.70 <= thai / (thai + arabic) <= 0.85
    assert 30 <= letters.total() / len(drawn()) <= 40


def test_kinds_have_their_share() -> None:
    lines = drawn()
    assert 0.45 <= share([line for line in lines if set(line.text) & set(THAI_DIGITS)]) <= 0.65
    assert 0.04 <= share([line for line in lines if all(run.pen for run in line.runs)]) <= 0.09
    assert 0.05 <= share([line for line in lines if len({run.pen for run in line.runs}) == 2]) <= 0.12
    assert 0.04 <= share([line for line in lines if line.stamp]) <= 0.09
    assert 0.04 <= share([line for line in lines if any(run.leader for run in line.runs)]) <= 0.15
    assert 0.03 <= share([line for line in lines if len(line.text) <= 3]) <= 0.07
    assert 0.06 <= share([line for line in lines if set(line.text) & set(LATIN)]) <= 0.16
    assert (
        0.01
        <= share([line for line in lines if set(line.text) <= set(LATIN + SIGNS + " 0123456789")])
        <= 0.12
    )


@pytest.mark.slow
def test_every_character_occurs_often() -> None:
    rng = random.Random(6)
    counts = Counter(letter for _ in range(50_000) for letter in spoken().line(rng, CHARACTERS).text)
    assert [letter for letter in sorted(CHARACTERS) if counts[letter] < 40] == []


def test_texts_of_a_folder_are_cut_into_lines(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "ข้าวเหนียวมะม่วงน้ํากะทิ" * 8 + "\n\nปลาทู 7777777 ตัว\u200bอยู่ในเข่ง\n", "utf-8"
    )
    language, rng = Language(tmp_path), random.Random(7)
    text = "\n".join(language.line(rng, CHARACTERS).text for _ in range(400))
    assert "มะม่วงน้ำกะทิ" in text
    assert "ตัวอยู่ในเข่ง" in text
    assert not any(line.startswith(tuple("ะาำิีึืุู่้็์")) for line in text.splitlines())


def test_digits_by_pen_may_be_the_other_ones() -> None:
    line = LineText((Run("ที่ 0201/"), Run("๔5", pen=True, leader=9)), stamp=True)
    assert with_digits(line, thai=True).text == "ที่ ๐๒๐๑/๔๕"
    assert with_digits(line, thai=False).text == "ที่ 0201/45"
    mixed = with_digits(line, thai=True, other_pen=True)
    assert mixed.text == "ที่ ๐๒๐๑/45"
    assert mixed.stamp
    assert mixed.runs[1] == Run("45", pen=True, leader=9)
