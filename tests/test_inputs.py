"""Which files are read when folders are given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from saraban.app.inputs import find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as it comes from an office: nested, with thumbnails, hidden files and links."""
    root = tmp_path / "scans"
    outside = tmp_path / "outside"
    for name in ("b.pdf", "a.TIF", "2559/c.jpg", ".trash/d.pdf", ".e.pdf", "Thumbs.db"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"x")
    (root / "way-out").symlink_to(outside)
    (root / "link.pdf").symlink_to(outside / "secret.pdf")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.pdf")
    return root


def names(paths: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def test_a_folder_becomes_its_files_in_a_stable_order(folder: Path) -> None:
    found = find_inputs([folder])
    assert names(found.files, folder) == ["a.TIF", "b.pdf", "2559/c.jpg"]
    assert found.failed == []


def test_links_pipes_and_other_kinds_are_counted_not_followed(folder: Path) -> None:
    skipped = names(find_inputs([folder]).skipped, folder)
    assert skipped == ["Thumbs.db", "link.pdf", "loop", "pipe.pdf", "way-out"]


def test_a_scan_without_an_ending_is_found(folder: Path) -> None:
    (folder / "0001").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (folder / "0002").write_bytes(b"some words")
    found = find_inputs([folder])
    assert folder / "0001" in found.files
    assert folder / "0002" in found.skipped


def test_a_file_given_by_name_is_read_whatever_it_is(folder: Path) -> None:
    given = [folder / "link.pdf", folder / "Thumbs.db", folder / ".e.pdf"]
    assert find_inputs(given).files == given


def test_own_output_is_left_out(folder: Path) -> None:
    assert names(find_inputs([folder], without=folder / "2559").files, folder) == ["a.TIF", "b.pdf"]


def test_what_is_not_there_is_a_failure(tmp_path: Path) -> None:
    [(path, error)] = find_inputs([tmp_path / "none.pdf"]).failed
    assert (path.name, error.code) == ("none.pdf", "missing_file")


def test_a_folder_with_nothing_to_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"x")
    found = find_inputs([tmp_path])
    assert [error.code for _, error in found.failed] == ["nothing_readable"]
    assert found.files == []


def test_transcripts_alone_need_no_engine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert not find_inputs([tmp_path]).need_engine
    (tmp_path / "b.png").write_bytes(b"x")
    assert find_inputs([tmp_path]).need_engine


def test_what_the_system_hides_is_left_to_the_reader(tmp_path: Path) -> None:
    given = [tmp_path / ("ก" * 200), tmp_path / "nul\0.pdf"]
    found = find_inputs(given)
    assert (found.files, found.failed) == (given, [])


def test_a_folder_that_hides_its_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "lstat", refused)
    assert folder / "b.pdf" in find_inputs([folder]).files
