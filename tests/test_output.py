"""Names of records, and that a record is written whole or not at all."""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.app import output
from saraban.app.output import record_name, write_whole
from saraban.extract.errors import OutputFailed

SHA = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.pdf", "a.pdf-01234567.json"),
        ("หนังสือเวียน ๒.pdf", "หนังสือเวียน ๒.pdf-01234567.json"),
        ("a\nb.pdf", "a%0Ab.pdf-01234567.json"),
        ("a\u202efdp.exe", "a%E2%80%AEfdp.exe-01234567.json"),
        (".profile", "%2Eprofile-01234567.json"),
        pytest.param("a\udcff.pdf", "a%FF.pdf-01234567.json", id="not UTF-8"),
        ("ก:ข?.pdf", "ก%3Aข%3F.pdf-01234567.json"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert record_name(name, SHA) == expected


def test_a_long_name_keeps_whole_letters() -> None:
    name = record_name("ที่" * 40, SHA)
    stem = name.removesuffix("-01234567.json")
    assert len(name.encode()) <= 255
    assert stem == "ที่" * (len(stem) // 3)


@given(st.text(min_size=1, max_size=400))
def test_every_name_is_safe(name: str) -> None:
    made = record_name(name, SHA)
    assert len(made.encode("utf-8")) <= 255
    assert made.endswith("-01234567.json")
    assert "/" not in made
    assert not made.startswith(".")
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") for character in made)


def test_a_record_replaces_the_former(tmp_path: Path) -> None:
    write_whole(tmp_path, "a-01234567.json", "one")
    assert write_whole(tmp_path, "a-01234567.json", "ที่").read_text(encoding="utf-8") == "ที่"
    assert [file.name for file in tmp_path.iterdir()] == ["a-01234567.json"]


def test_a_record_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes, then the name, then the folder that holds it: a power cut leaves no empty file in its place."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).suffix or 'folder'}")
        sync(descriptor)

    def named(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(output.os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", named)
    write_whole(tmp_path, "a-01234567.json", "one")
    assert done == ["sync .part", "name", "sync folder"]


def test_drafts_of_the_dead_are_told_from_those_at_work(tmp_path: Path) -> None:
    for name, age in ((".1-01234567.part", 4000), (".2-89abcdef.part", 10), (".3-report.part", 4000)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    output.sweep(tmp_path, "a.txt-01234567.json", rested=3600)
    assert {file.name for file in tmp_path.iterdir()} == {".2-89abcdef.part", ".3-report.part"}
    output.sweep(tmp_path, rested=3600)
    assert [file.name for file in tmp_path.iterdir()] == [".2-89abcdef.part"]
    output.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_former_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path, "a-01234567.json", "one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(OutputFailed, match="No space left"):
        write_whole(tmp_path, "a-01234567.json", "two")
    assert [file.name for file in tmp_path.iterdir()] == ["a-01234567.json"]
    assert (tmp_path / "a-01234567.json").read_text() == "one"
