"""Which files are read when folders are given."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from saraban.app.inputs import Found, find_inputs, walk_inputs


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


def test_links_pipes_and_other_kinds_are_named_not_followed(folder: Path) -> None:
    skipped = {path.relative_to(folder).as_posix(): code for path, code in find_inputs([folder]).skipped}
    assert skipped == {
        ".e.pdf": "hidden",
        ".trash": "hidden",
        "Thumbs.db": "not_a_document",
        "link.pdf": "symlink",
        "loop": "symlink",
        "pipe.pdf": "special_file",
        "way-out": "symlink",
    }


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("a.zip", b"PK\x03\x04" + bytes(30), "archive"),
        ("a.bin", b"7z\xbc\xaf\x27\x1c", "archive"),
        ("a.tar", bytes(257) + b"ustar\x0000", "archive"),
        ("a.docx", b"PK\x03\x04" + bytes(30), "unsupported"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "unsupported"),
        ("moving", b"GIF89a", "unsupported"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic", "unsupported"),
        ("photo", b"\0\0\0\x18ftypavif", "unsupported"),
        ("0002", b"some words", "not_a_document"),
        ("nothing", b"", "not_a_document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_kinds_are_skipped_with_their_reason(tmp_path: Path, name: str, head: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(head)
    assert find_inputs([tmp_path]).skipped == [(tmp_path / name, code)]


def test_what_hides_its_bytes_and_its_kind_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "0001").write_bytes(b"x")
    monkeypatch.setattr(os, "open", refused)
    [(path, error)] = find_inputs([tmp_path]).failed
    assert (path.name, error.code) == ("0001", "unreadable_file")


def test_a_scan_without_an_ending_is_found(folder: Path) -> None:
    (folder / "0001").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (folder / "0002").write_bytes(b"some words")
    found = find_inputs([folder])
    assert folder / "0001" in found.files
    assert (folder / "0002", "not_a_document") in found.skipped


def test_a_file_given_by_name_is_read_whatever_it_is(folder: Path) -> None:
    given = [folder / "link.pdf", folder / "Thumbs.db", folder / ".e.pdf"]
    assert find_inputs(given).files == given


def test_own_output_is_left_out(folder: Path) -> None:
    assert names(find_inputs([folder], without=folder / "2559").files, folder) == ["a.TIF", "b.pdf"]


def test_the_output_of_this_run_and_of_others_is_no_input(folder: Path) -> None:
    for out in ("out", "2559/older"):
        (folder / out / "records").mkdir(parents=True)
        (folder / out / "trail.jsonl").write_text("{}")
        (folder / out / "report.txt").write_text("12 files read")
    (folder / "2559/older/trail.jsonl").rename(folder / "2559/older/x.jsonl")
    found = find_inputs([folder], without=folder / "2559/older")
    assert names(found.files, folder) == ["a.TIF", "b.pdf", "2559/c.jpg"]
    assert {path.name for path, code in found.skipped if code == "own_output"} == {"out", "older"}


def test_folders_are_walked_as_they_are_asked_for(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "a.pdf").write_bytes(b"x")
    walk = walk_inputs([tmp_path])
    assert next(walk) == Found(tmp_path / "0" / "a.pdf")
    (tmp_path / "2" / "a.pdf").unlink()
    assert [type(one) for one in walk] == [Found]


def test_folders_nested_five_hundred_deep(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 500)
    deep.mkdir(parents=True)
    (deep / "a.pdf").write_bytes(b"x")
    assert find_inputs([tmp_path]).files == [deep / "a.pdf"]


def test_names_that_look_alike_are_each_their_own(tmp_path: Path) -> None:
    alike = [
        "คำสั่ง.txt",
        "คํา" + "สั่ง.txt",
        "café.txt",
        "cafe\u0301.txt",
        "A.txt",
        "a.txt",
        "a.txt ",
        "\udcff.txt",
    ]
    for name in alike:
        (tmp_path / name).write_bytes(b"x")
    found = find_inputs([tmp_path])
    assert len(found.files) + len(found.skipped) == len(alike)
    assert [path.name for path, _ in found.skipped] == ["a.txt "]


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


def test_names_that_look_the_same_are_told_as_a_conflict(tmp_path: Path) -> None:
    pairs = [("คำสั่ง.txt", "คํ\u0e32สั่ง.txt"), ("café.txt", "cafe\u0301.txt"), ("A.txt", "a.txt")]
    for name in ["alone.txt", *(name for pair in pairs for name in pair)]:
        (tmp_path / name).write_bytes(b"x")
    found = {one.path.name: one.alike for one in walk_inputs([tmp_path]) if isinstance(one, Found)}
    assert found.pop("alone.txt") is None
    assert found == {name: other for pair in pairs for name, other in (pair, pair[::-1])}


def test_a_folder_of_many_names_is_walked_in_little_memory(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.pdf").touch()
    assert sum(1 for _ in walk_inputs([tmp_path])) == 3000
    tracemalloc.start()
    assert sum(1 for _ in walk_inputs([tmp_path])) == 3000
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 3000 * 400
