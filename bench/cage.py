"""What the cage around Tesseract and poppler costs: milliseconds a call, and as a share of a page.

Calls with the cage and without take turns, so that a busy moment falls on both. The records of both are compared: they
may differ in `engine.cage` alone.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from saraban.extract import cage
from saraban.extract.read import read_document
from saraban.extract.record import Record

LIMIT_MILLISECONDS = 10
CALLS = {"pdfinfo": "-v", "pdftoppm": "-v", "tesseract": "--version"}
SCANS = Path(__file__).parents[1] / "corpus" / "scans"
PAGES = (SCANS / "abbot-lecture.tif", SCANS / "bridge-toll-copy.pdf")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=PAGES, help="scans to read both ways")
    parser.add_argument("--runs", type=int, default=50, help="calls of each program, each way")
    parser.add_argument("--reads", type=int, default=3, help="readings of each file, each way")
    options = parser.parse_args(arguments)
    print(f"layers: {', '.join(cage.layers()) or 'none'}\n")
    print(f"{'a call, ms':<30}  {'bare':>7}  {'caged':>7}  {'more':>7}")
    for name, option in CALLS.items():
        _show(name, *_both([_program(name), option], [cage.command(name), option], options.runs), 1000)
    print(f"the aim: at most {LIMIT_MILLISECONDS} ms more\n")
    print(f"{'a file, s':<30}  {'bare':>7}  {'caged':>7}  {'more':>7}")
    for file in options.files:
        _show(file.name, *_files(file, options.reads), 1)


def _show(name: str, bare: list[float], caged: list[float], unit: float) -> None:
    """One line: the quickest of each way, for what else runs only adds."""
    least, most = unit * min(bare), unit * min(caged)
    median = statistics.median(caged) / statistics.median(bare) - 1
    print(f"{name:<30}  {least:>7.2f}  {most:>7.2f}  {most - least:>7.2f}  median {median:+.1%}")


def _program(name: str) -> str:
    return shutil.which(name) or sys.exit(f"{name} is not installed")


def _both(bare: list[str], caged: list[str], runs: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for command, list_ in zip((bare, caged), times, strict=True):
            started = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            list_.append(time.perf_counter() - started)
    return times


def _files(file: Path, reads: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(reads):
        with patch.object(cage, "command", _program):
            bare = _read(file, times[0])
        if _read(file, times[1]) != bare:
            sys.exit(f"{file}: the record is another one in the cage")
    return times


def _read(file: Path, times: list[float]) -> str:
    started = time.perf_counter()
    record: Record = read_document(file)
    times.append(time.perf_counter() - started)
    engine = record.engine and dataclasses.replace(record.engine, cage=())
    return dataclasses.replace(record, engine=engine).json()


if __name__ == "__main__":
    main()
