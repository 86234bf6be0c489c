"""A batch beside what a user would take instead, over the same scans in one run: pages a minute, and ratios.

`python -m bench batch [FOLDER] --pages 40 [--ocrmypdf PROGRAM]`. FOLDER: PDF scans (those of the corpus). The ways:

one core    bare: every file through the library in one process, nothing stored; then `saraban read --jobs 1`: what the
            ledger, the workers and the disk cost
all cores   `saraban read`; a plain loop of pdf2image and pytesseract (`tha+eng`), as most begin; OCRmyPDF
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

SCANS = Path(__file__).parents[1] / "corpus" / "scans"
_BARE = """
import sys
from pathlib import Path
from saraban.extract.read import read_document
for name in sys.argv[1:]:
    read_document(Path(name)).json()
"""
_LOOP = """
import sys
import pdf2image, pytesseract
for name in sys.argv[1:]:
    for page in pdf2image.convert_from_path(name, dpi=300):
        pytesseract.image_to_string(page, lang="tha+eng")
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=SCANS)
    parser.add_argument("--pages", type=int, default=40, help="about so many")
    parser.add_argument(
        "--ocrmypdf", default=shutil.which("ocrmypdf"), help="the program, where it is installed"
    )
    parser.add_argument("--rounds", type=int, default=1, help="the best of so many")
    options = parser.parse_args(arguments)
    files, pages = _files(options.folder, options.pages)
    cores = len(os.sched_getaffinity(0))
    print(f"{len(files)} files, {pages} pages, {cores} cores\n")
    print(f"{'way':42}{'seconds':>9}{'pages/min':>11}{'ratio':>8}")
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        ways = _ways(files, Path(scratch), cores, options.ocrmypdf)
        seconds: dict[str, float] = {}
        for name, (against, way) in ways.items():
            seconds[name] = min(_timed(way) for _ in range(options.rounds))
            ratio = f"{seconds[against] / seconds[name]:8.2f}" if against else ""
            print(f"{name:42}{seconds[name]:9.1f}{60 * pages / seconds[name]:11.1f}{ratio}", flush=True)
    print("\nratio: of one core to the bare calls; of all cores to `saraban read --jobs 1`")


def _ways(
    files: list[Path], scratch: Path, cores: int, ocrmypdf: str | None
) -> dict[str, tuple[str | None, Callable[[], None]]]:
    """What is measured, each with what it is held against."""

    def saraban(jobs: int, *, pin: bool = False) -> None:
        out = Path(tempfile.mkdtemp(dir=scratch)) / "out"
        command = [sys.executable, "-m", "saraban.app.cli", "read", *map(str, files), "--out", str(out)]
        _run([*command, "--jobs", str(jobs)], pin=pin)

    def ocr_my_pdf() -> None:
        for file in files:
            made = Path(tempfile.mkdtemp(dir=scratch)) / "made.pdf"
            options = ["-l", "tha+eng", "--force-ocr", "--output-type", "pdf", "--jobs", str(cores)]
            _run([str(ocrmypdf), *options, str(file), str(made)])

    names = [str(file) for file in files]
    ways: dict[str, tuple[str | None, Callable[[], None]]] = {
        "one core: bare calls": (None, lambda: _run([sys.executable, "-c", _BARE, *names], pin=True)),
        "one core: saraban read": ("one core: bare calls", lambda: saraban(1, pin=True)),
        "saraban read --jobs 1": (None, lambda: saraban(1)),
        f"saraban read --jobs {cores}": ("saraban read --jobs 1", lambda: saraban(cores)),
        "a loop of pytesseract": (
            "saraban read --jobs 1",
            lambda: _run([sys.executable, "-c", _LOOP, *names]),
        ),
    }
    if ocrmypdf:
        ways[f"OCRmyPDF --jobs {cores}"] = ("saraban read --jobs 1", ocr_my_pdf)
    return ways


def _run(command: list[str], *, pin: bool = False) -> None:
    """Run it; `pin`: it and all that it starts on one core."""
    if pin:
        command = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0))), *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: a page that lacks text is no reason to stop
        sys.exit(f"bench: {' '.join(command[:6])} failed: {done.stderr[-500:]}")


def _timed(way: Callable[[], None]) -> float:
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


def _files(folder: Path, wanted: int) -> tuple[list[Path], int]:
    files, pages = [], 0
    for file in sorted(folder.glob("*.pdf")):
        if pages >= wanted:
            break
        with pypdfium2.PdfDocument(file) as document:
            pages += len(document)
        files.append(file)
    if not files:
        sys.exit(f"bench: no PDF in {folder}")
    return files, pages


if __name__ == "__main__":
    main(sys.argv[1:])
