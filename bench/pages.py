"""What a page costs before Tesseract sees it: seconds of each step beside those of OCR, and the highest memory.

Measured are seconds of the processor, programs that were started included, so that other work on the machine
does not count. A step that calls another is charged only for its own part. Pages with a text layer are left out.
Preparation is all that is done to the picture of a page but OCR; to draw that picture from its file is told apart.
Memory: one page of 2480 x 3508 in a process of its own, the reader and its programs together, in MB.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from PIL import Image, ImageOps

from bench.memory import A4, DPI, SCANS, Watch
from saraban.extract import images, layout, ocr, pdf, quality, straight, textlayer, upright
from saraban.extract.engine import load_engine
from saraban.extract.errors import SarabanError
from saraban.extract.pages import read_pages
from saraban.extract.source import TEXT, open_source

SHARE_MAX = 0.25
PEAK_MAX_MB = 300
_OCR, _DRAWN, _REST = "ocr", "drawn", "rest"
_STEPS: tuple[tuple[str, ModuleType, str], ...] = (
    (_OCR, ocr, "read_strips"),
    (_DRAWN, textlayer, "read_layer"),
    (_DRAWN, pdf, "render_page"),
    (_DRAWN, images, "image_page"),
    *(("ink", module, "find_ink") for module in (straight, layout)),
    ("ink", layout, "lightened"),
    ("sketch", upright, "sketched"),
    ("edges", upright, "without_edges"),
    ("edges", upright, "brightened"),
    ("straight", layout, "straightened"),
    ("stamps", layout, "part_coloured"),
    ("stamps", layout, "find_seals"),
    ("stamps", layout, "part_stamps"),
    ("boxes", layout, "part_check_boxes"),
    ("boxes", layout, "part_emblem"),
    ("lines", layout, "find_lines"),
    ("turn", upright, "lies_sideways"),
    ("judge", quality, "verdict"),
)
_COLUMNS = (*dict.fromkeys(step for step, _, _ in _STEPS if step != _OCR), _REST, _OCR)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("given", type=Path, nargs="*", default=[SCANS], help="scans, or folders of them")
    parser.add_argument("--by-page", action="store_true", help="a line for each page, dearest first")
    parser.add_argument("--peak", type=Path, metavar="SCAN", help="print only the peak of reading this")
    options = parser.parse_args(arguments)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if options.peak:
        print(f"{_peak(options.peak):.0f}")
        return
    _print_times(list(_measured(options.given)), by_page=options.by_page)
    _print_memory()


@dataclass(slots=True)
class Clock:
    """Microseconds of the processor by step: whatever runs inside a step is charged to the innermost one."""

    spent: Counter[str] = field(default_factory=Counter)
    steps: list[str] = field(default_factory=lambda: [_REST])
    since: int = field(default_factory=lambda: used_by_now())

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time charged to a step."""

        def run(*arguments: Any, **named: Any) -> Any:
            self.turn()
            self.steps.append(step)
            try:
                return work(*arguments, **named)
            finally:
                self.turn()
                self.steps.pop()

        return run

    def turn(self) -> None:
        """Charge what was spent since the last turn."""
        now = used_by_now()
        self.spent[self.steps[-1]] += now - self.since
        self.since = now

    def take(self) -> Counter[str]:
        """What was spent since the last call."""
        self.turn()
        spent, self.spent = self.spent, Counter()
        return spent


def seconds() -> float:
    """Seconds of the processor of this process, its threads, and the programs that have ended."""
    return used_by_now() / 1e6


def used_by_now() -> int:
    """The same in microseconds: of this process, its threads, and the programs that have ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(round(1e6 * (used.ru_utime + used.ru_stime)) for used in map(resource.getrusage, whose))


def _measured(given: Sequence[Path]) -> Iterator[tuple[str, Counter[str]]]:
    """Every page that was read by OCR, and what it cost; a file that cannot be read is named and left out."""
    engine, clock = load_engine(), Clock()
    with ExitStack() as patched:
        for step, module, name in _STEPS:
            patched.enter_context(patch.object(module, name, clock.timed(step, getattr(module, name))))
        for path in files(given):
            try:
                source = open_source(path)
                if source.media_type == TEXT:
                    continue
                clock.take()
                for page in read_pages(source, engine):
                    spent = clock.take()
                    if page.text_from == "ocr":
                        yield f"{path.name} {page.number}", spent
            except SarabanError as error:
                print(f"left out: {error}", file=sys.stderr)


def files(given: Sequence[Path], pattern: str = "*") -> Iterator[Path]:
    """Files as they are named, and those of folders that fit the pattern, in the order of their names."""
    for path in given:
        yield from sorted(file for file in path.glob(pattern) if file.is_file()) if path.is_dir() else [path]


def _print_times(pages: Sequence[tuple[str, Counter[str]]], *, by_page: bool) -> None:
    if not pages:
        print("no page was read by OCR")
        return
    print(f"{'seconds of the processor':<44}  " + "  ".join(f"{name:>8}" for name in _COLUMNS) + "     share")
    if by_page:
        for name, spent in sorted(pages, key=lambda page: -_share(page[1])):
            _print_row(name[-44:], spent, 1)
    whole: Counter[str] = sum((spent for _, spent in pages), Counter())
    _print_row(f"a page, mean of {len(pages)}", whole, len(pages))
    shares = sorted(_share(spent) for _, spent in pages)
    print(
        f"preparation as a share of OCR: {_share(whole):.0%} in sum, {shares[len(shares) // 2]:.0%} in the median page,"
        f" {shares[-1]:.0%} in the dearest; the aim: at most {SHARE_MAX:.0%}"
        f"; with the drawing of pages {(whole.total() - whole[_OCR]) / whole[_OCR]:.0%} in sum"
    )


def _print_row(name: str, spent: Counter[str], pages: int) -> None:
    columns = "  ".join(f"{spent[step] / pages / 1e6:>8.3f}" for step in _COLUMNS)
    print(f"{name:<44}  {columns}  {_share(spent):>8.0%}")


def _share(spent: Counter[str]) -> float:
    """Everything but OCR and drawing, as a share of OCR."""
    return (spent.total() - spent[_OCR] - spent[_DRAWN]) / max(spent[_OCR], 1e-9)


def _print_memory() -> None:
    """The peak of a gray and a coloured page, each read by a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for mode, colours in (("L", "gray"), ("RGB", "coloured")):
            sheet = Path(folder) / f"{colours}.png"
            with Image.open(SCANS / "municipal-waste-site.png") as scan:
                page = ImageOps.pad(scan.convert(mode), A4, color="white")
                if mode == "RGB":
                    page.paste((190, 30, 40), (300, 200, 900, 290))  # a bar of red ink
                page.save(sheet, dpi=(DPI, DPI))
            peak = subprocess.run(
                [sys.executable, "-m", "bench.pages", "--peak", str(sheet)],
                capture_output=True,
                cwd=SCANS.parents[1],
                text=True,
                check=True,
            )
            print(
                f"peak of one {colours} page {A4[0]} x {A4[1]}: {int(peak.stdout)} MB; the aim: {PEAK_MAX_MB} MB"
            )


def _peak(scan: Path) -> float:
    with Watch(0.005) as watch:
        for _ in read_pages(open_source(scan), load_engine()):
            pass
    return watch.peak[2]


if __name__ == "__main__":
    main()
