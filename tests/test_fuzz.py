"""Spoilt PDFs, TIFFs, JPEGs and others never crash, hang or confuse the program: each comes to an end that has a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from saraban.extract import ocr
from tests.badfiles.fuzzing import ENDS, fuzz, read_spoilt
from tests.badfiles.mutations import MUTATIONS, sound, spoilt
from tests.badfiles.reading import pretended, read_through

FILES = 300


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_strips", pretended)  # and so that it is put back


def test_the_same_number_spoils_in_the_same_way() -> None:
    assert [spoilt(number) for number in range(20)] == [spoilt(number) for number in range(20)]
    changed = sum(data != sound()[name] for name, data in map(spoilt, range(100)))
    assert changed > 90


def test_a_few_in_this_process() -> None:
    assert {read_spoilt(number)[0] for number in range(4)} <= ENDS


@pytest.mark.slow
def test_sound_files_are_read(tmp_path: Path) -> None:
    for name, data in sound().items():
        (tmp_path / name).write_bytes(data)
        assert read_through(tmp_path / name).outcome == "read", name


@pytest.mark.slow
def test_three_hundred_spoilt_files() -> None:
    ends = list(fuzz(range(FILES)))
    assert sorted(end.number for end in ends) == list(range(FILES))
    assert [end for end in ends if end.is_ours] == []
    outcomes = {end.outcome for end in ends}
    assert {"read", "partial", "failed:broken_file"} <= outcomes
    assert len(MUTATIONS) >= 10
