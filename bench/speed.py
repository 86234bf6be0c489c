"""How fast text becomes a record: pages a second on one core, over transcripts, all read in advance.

Measured is everything after OCR: cutting pages into documents, finding, deciding, checking, linking, and
the JSON of the record. Each round reads all transcripts; the median round counts.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from saraban.extract.errors import SarabanError
from saraban.extract.page import Page
from saraban.extract.pages import read_pages
from saraban.extract.read import record_of
from saraban.extract.source import Source, open_source

TRANSCRIPTS = Path(__file__).parents[1] / "corpus" / "transcripts"
LIMIT_PAGES = 100

Work = list[tuple[Source, tuple[Page, ...]]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=TRANSCRIPTS, help="a folder of .txt")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--by-file", action="store_true", help="a line for each transcript, slowest first")
    parser.add_argument("--profile", action="store_true", help="where the time goes, by function")
    options = parser.parse_args(arguments)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    work = _work(options.folder)
    if not work:
        parser.error(f"no transcripts in {options.folder}")
    _round(work)  # patterns are compiled, tables are loaded
    rounds = [_round(work) for _ in range(options.rounds)]
    _table(work, [sum(times) for times in rounds])
    if options.by_file:
        _by_file(work, [statistics.median(times) for times in zip(*rounds, strict=True)])
    if options.profile:
        with cProfile.Profile() as profile:
            _round(work)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def _work(folder: Path) -> Work:
    """The pages of every transcript; one that cannot be read is named and left out."""
    work: Work = []
    for path in sorted(folder.glob("*.txt")):
        try:
            source = open_source(path)
            work.append((source, tuple(read_pages(source, None))))
        except SarabanError as error:
            print(f"left out: {error}", file=sys.stderr)
    return work


def _round(work: Work) -> list[float]:
    """Seconds for each transcript."""
    seconds = []
    for source, pages in work:
        started = time.perf_counter()
        record_of(source, pages, None).json()
        seconds.append(time.perf_counter() - started)
    return seconds


def _table(work: Work, seconds: Sequence[float]) -> None:
    pages = sum(len(read) for _, read in work)
    lines = sum(bool(line.text.strip()) for _, read in work for page in read for line in page.lines)
    median = statistics.median(seconds)
    print(
        f"{'text to record, ' + str(len(seconds)) + ' rounds':<30}  files  pages  lines  median s  pages/s  lines/s"
    )
    print(
        f"{'one core':<30}  {len(work):>5}  {pages:>5}  {lines:>5}  {median:>8.3f}  {pages / median:>7.0f}"
        f"  {lines / median:>7.0f}"
    )
    print(f"slowest round {max(seconds):.3f} s, fastest {min(seconds):.3f} s; the aim: {LIMIT_PAGES} pages/s")


def _by_file(work: Work, seconds: Sequence[float]) -> None:
    for time_spent, (source, pages) in sorted(zip(seconds, work, strict=True), key=lambda each: -each[0]):
        print(f"{source.name:<40}  {len(pages):>3} pages  {1000 * time_spent:>8.1f} ms")


if __name__ == "__main__":
    main()
