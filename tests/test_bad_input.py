"""Bad input: one clear line for each, exit code 1, and the others are read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from saraban.app.inputs import SUFFIXES
from saraban.app.outcome import read_one
from saraban.extract.engine import PACKAGED
from tests.badfiles import containers, images

ROOT = Path(__file__).parent.parent
TRANSCRIPT = "ที่ กษ ๐๒๐๑/๔๕๒\n\n๑๙ กันยายน ๒๕๕๙\n\nเรื่อง  ขอเชิญประชุม\n\nเรียน  ผู้อำนวยการกอง\n"


def saraban(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    command = [sys.executable, "-m", "saraban.app.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env=os.environ | environment
    )


def blank_pdf(pages: int = 2) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    return writer


def pdf_bytes(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def scan() -> Image.Image:
    """A page with some ink in no order, so that half of its file is not enough for it."""
    return Image.effect_noise((600, 800), 60).convert("L")


def image_bytes(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def scanned_pdf() -> bytes:
    return image_bytes(scan(), "PDF")


BAD = {
    bad.name: bad
    for bad in (*containers.ROWS, *images.ROWS)
    if bad.outcome.startswith("failed:") and 19 not in bad.rows
}
"""Files that are refused as soon as they are opened."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All bad files between two good ones."""
    folder = tmp_path_factory.mktemp("bad")
    for name, bad in BAD.items():
        (folder / name).write_bytes(bad.make())
    for name in ("a-good.txt", "z-good.txt"):
        (folder / name).write_text(TRANSCRIPT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> subprocess.CompletedProcess[str]:
    given = [
        folder / name for name in BAD if Path(name).suffix not in SUFFIXES
    ]  # in a folder they are skipped
    return saraban("read", folder, folder / "missing.pdf", *given, "--jobs", "1")


@pytest.mark.parametrize("name", [*BAD, "missing.pdf"])
def test_one_line_that_says_what_is_wrong(
    name: str, folder: Path, done: subprocess.CompletedProcess[str]
) -> None:
    code = BAD[name].outcome.removeprefix("failed:") if name in BAD else "missing_file"
    lines = [line for line in done.stderr.splitlines() if line.startswith(f"saraban: {folder / name}: ")]
    assert len(lines) == 1
    assert lines[0].endswith(f"[{code}]")


def test_nothing_else_is_said(done: subprocess.CompletedProcess[str]) -> None:
    told = [line for line in done.stderr.splitlines() if " skipped (" not in line]
    assert len(told) == len(BAD) + 1
    assert done.returncode == 1


def test_the_good_ones_are_read(done: subprocess.CompletedProcess[str]) -> None:
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["name"] for record in records] == ["a-good.txt", "z-good.txt"]
    assert records[0]["documents"][0]["fields"]["document_number"]["value"] == "กษ 0201/452"


def test_blank_pages_give_a_record_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "blank.pdf").write_bytes(pdf_bytes(blank_pdf(3)))
    result = saraban("read", tmp_path / "blank.pdf", "--jobs", "1")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("[no_text]\n")
    record = json.loads(result.stdout)
    assert len(record["pages"]) == 3
    assert {document["kind"] for document in record["documents"]} == {"blank"}


def test_a_folder_with_nothing_readable(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK")
    result = saraban("read", tmp_path)
    assert result.returncode == 1
    first, *rest = result.stderr.splitlines()
    assert first.endswith("[nothing_readable]")
    assert rest == ["saraban: 1 skipped (no document, hidden, or a link)"]


def test_a_name_with_thai_and_a_newline(tmp_path: Path) -> None:
    name = "หนังสือ\nเวียน.txt"
    (tmp_path / name).write_text(TRANSCRIPT, encoding="utf-8")
    (tmp_path / "ว่าง\nเปล่า.pdf").write_bytes(b"")
    result = saraban("read", tmp_path, "--jobs", "1")
    assert json.loads(result.stdout)["source"]["name"] == name
    assert result.stderr.count("\n") == 1
    assert "ว่าง\\nเปล่า.pdf" in result.stderr


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder that anybody may enter, and nobody's rights while the test runs."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs user ids")
    folder = Path(tempfile.mkdtemp(prefix="saraban-"))
    folder.chmod(0o755)
    (folder / "locked.pdf").write_bytes(scanned_pdf())
    (folder / "locked.pdf").chmod(0)
    import saraban.extract.read  # noqa: F401 (nobody may not look into the folder where it lies)

    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_a_file_without_permission(unprivileged: Path) -> None:
    outcome = read_one(unprivileged / "locked.pdf")
    assert outcome.code == "unreadable_file"
    assert outcome.exit_code == 1
    assert "Permission denied" in outcome.line()
    assert "\n" not in outcome.line()


@pytest.fixture
def image(tmp_path: Path) -> Path:
    (tmp_path / "scan.png").write_bytes(image_bytes(scan(), "PNG"))
    return tmp_path / "scan.png"


def test_without_tesseract(image: Path, tmp_path: Path) -> None:
    result = saraban("read", image, PATH=str(tmp_path))
    assert result.returncode == 3
    assert result.stdout == ""
    assert all(line.endswith("[engine_missing]") for line in result.stderr.splitlines())
    assert "apt-get install tesseract-ocr tesseract-ocr-tha" in result.stderr
    assert "apt-get install poppler-utils" in result.stderr


def test_no_model_of_tesseract_s_own_is_needed(tmp_path: Path) -> None:
    result = saraban("read", ROOT / "corpus" / "scans" / "tiles-invoice.pdf", TESSDATA_PREFIX=str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    engine = json.loads(result.stdout)["engine"]
    assert engine["model"].startswith("saraban ")
    assert engine["model_sha256"] == hashlib.sha256(PACKAGED.read_bytes()).hexdigest()


def test_a_model_that_is_none(image: Path) -> None:
    result = saraban("read", image, "--model", image)
    assert result.returncode == 3
    assert "not a Tesseract model" in result.stderr


def test_transcripts_need_no_engine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TRANSCRIPT, encoding="utf-8")
    result = saraban("read", tmp_path / "a.txt", PATH=str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.ocr
def test_no_home_and_no_locale(tmp_path: Path) -> None:
    page = ROOT / "corpus" / "scans" / "school-orchard-visit.png"
    result = saraban("read", page, HOME="/proc/nowhere", LC_ALL="C", TMPDIR=str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["documents"][0]["kind"] == "letter"
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_output_should_go(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TRANSCRIPT, encoding="utf-8")
    result = saraban("read", tmp_path / "a.txt", "--out", tmp_path / "a.txt")
    assert result.returncode == 2
    assert result.stdout == ""


def test_the_folder_that_is_read_is_no_place_for_the_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TRANSCRIPT, encoding="utf-8")
    result = saraban("read", tmp_path, "--out", f"{tmp_path}/../{tmp_path.name}")
    assert result.returncode == 2
    assert "the folder that is read" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.slow
def test_names_that_look_the_same_stand_in_the_report(tmp_path: Path) -> None:
    names = ("cafe\u0301.txt", "caf\u00e9.txt")
    for name in names:
        (tmp_path / name).write_text(TRANSCRIPT + name, encoding="utf-8")
    out = tmp_path / "out"
    result = saraban("read", tmp_path, "--out", out, "--jobs", "1")
    assert [line.rsplit(" ", 1)[1] for line in result.stderr.splitlines()] == ["[names_alike]"]
    rows = {Path(row["path"]).name: row for row in json.loads((out / "report.json").read_text())["inputs"]}
    assert {Path(rows[name]["alike"]).name for name in names} == set(names)
    assert (out / "report.txt").read_text().count("looks the same") == 2
    assert [line for line in (out / "trail.jsonl").read_text().splitlines() if '"names_alike"' in line] != []
    (tmp_path / names[0]).unlink()
    assert saraban("read", tmp_path, "--out", out, "--jobs", "1").stderr == ""
    rows = {Path(row["path"]).name: row for row in json.loads((out / "report.json").read_text())["inputs"]}
    assert "alike" not in rows[names[1]]


@pytest.mark.slow
def test_a_cap_on_pages_that_can_be_raised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\f".join([TRANSCRIPT] * 3), encoding="utf-8")
    out = tmp_path / "out"
    first = saraban("read", tmp_path / "a.txt", "--out", out, "--max-pages", "2", "--jobs", "1")
    assert first.returncode == 1
    assert first.stderr.endswith("[too_many_pages]\n")
    assert saraban("retry", out, "--max-pages", "3", "--jobs", "1").returncode == 0
