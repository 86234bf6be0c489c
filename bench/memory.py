"""How much memory reading a long PDF takes, page after page: this process, and the programs it starts.

The PDF is made from the corpus: whole A4 pages at 300 dpi, as scanners deliver them, that carry the upper
part of a scan, so that 200 pages are read in minutes. `--whole` keeps all of every scan (about half an hour).
All pages stay in memory as they do for a record. RSS is what the kernel counts as resident, in MB.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageOps

from saraban.extract.engine import load_engine
from saraban.extract.page import Page
from saraban.extract.pages import read_pages
from saraban.extract.source import open_source

SCANS = Path(__file__).parents[1] / "corpus" / "scans"
LIMIT_MB = 400
DPI = 300
A4 = (2480, 3508)
_UPPER_PART = 0.35


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--every", type=int, default=20, help="a line of the table for every so many pages")
    parser.add_argument("--whole", action="store_true", help="whole scans, not their upper part")
    options = parser.parse_args(arguments)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "long.pdf"
        child = os.fork()  # the pictures must not count as memory of the reader
        if child == 0:
            write_pdf(pdf, options.pages, part=1.0 if options.whole else _UPPER_PART)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit("the PDF could not be made")
        _measure(pdf, options.every)


def write_pdf(path: Path, pages: int, *, part: float) -> None:
    """A PDF of so many A4 pages, each with the upper part of one of the corpus' pictures."""
    pictures = sorted(scan for scan in SCANS.iterdir() if scan.suffix in (".png", ".jpg", ".tif"))
    sheets = [_sheet(picture, part) for picture in pictures[: min(pages, 12)]]
    chosen = [sheets[number % len(sheets)] for number in range(pages)]
    chosen[0].save(path, save_all=True, append_images=chosen[1:], resolution=DPI)


def _sheet(picture: Path, part: float) -> Image.Image:
    with Image.open(picture) as opened:
        whole = ImageOps.pad(opened.convert("L"), A4, color=255)
    sheet = Image.new("L", A4, 255)
    sheet.paste(whole.crop((0, 0, A4[0], round(A4[1] * part))), (0, 0))
    return sheet


def _measure(pdf: Path, every: int) -> None:
    source, engine = open_source(pdf), load_engine()
    size = pdf.stat().st_size / 1e6
    print(f"a PDF of {source.pages} pages, {size:.1f} MB; RSS in MB: now, and highest since the line before")
    print(f"{'page':>5}  {'now':>6}  {'highest':>7}  {'programs':>8}  {'together':>8}  {'s a page':>8}")
    kept: list[Page] = []
    with Watch() as watch:
        started, since = time.perf_counter(), 0
        for page in read_pages(source, engine):
            kept.append(page)
            if page.number == 1 or page.number % every == 0 or page.number == source.pages:
                seconds = (time.perf_counter() - started) / (page.number - since)
                started, since = time.perf_counter(), page.number
                own, programs, both = watch.highest()
                print(
                    f"{page.number:>5}  {resident(os.getpid()):>6.0f}  {own:>7.0f}  {programs:>8.0f}  {both:>8.0f}"
                    f"  {seconds:>8.2f}",
                    flush=True,
                )
        lines = sum(len(page.lines) for page in kept)
        print(f" peak  {'':>6}  {watch.peak[0]:>7.0f}  {watch.peak[1]:>8.0f}  {watch.peak[2]:>8.0f}")
    print(f"{len(kept)} pages and {lines} lines read; the aim: at most {LIMIT_MB} MB, and flat")


def resident(pid: int) -> float:
    """Resident memory of a process in MB; 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def descendants(pid: int) -> Iterator[int]:
    """The programs that a process started, and those that they started; any may be gone by now."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except FileNotFoundError:
        return
    for task in tasks:
        try:
            children = Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="ascii").split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in map(int, children):
            if not _still_us(child):
                yield child
            yield from descendants(child)


def _still_us(pid: int) -> bool:
    """A process that has not yet become its program: its memory is ours, and must not count twice."""
    try:
        return Path(f"/proc/{pid}/exe").samefile("/proc/self/exe")
    except OSError:
        return True


class Watch:
    """Looks every few milliseconds, for programs live no longer than a page."""

    def __init__(self, interval: float = 0.01) -> None:
        self.peak = (0.0, 0.0, 0.0)
        self._since = (0.0, 0.0, 0.0)
        self._interval = interval
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        blind = not self._thread.is_alive()
        self._stop.set()
        self._thread.join()
        if blind:
            raise RuntimeError("the memory was not watched to the end")

    def highest(self) -> tuple[float, float, float]:
        """This process, its programs, both at once: the highest since the last call."""
        highest, self._since = self._since, (0.0, 0.0, 0.0)
        return highest

    def _look(self) -> None:
        while not self._stop.wait(self._interval):
            own = resident(os.getpid())
            programs = sum(map(resident, descendants(os.getpid())))
            seen = (own, programs, own + programs)
            self._since = _greater(self._since, seen)
            self.peak = _greater(self.peak, seen)


def _greater(
    left: tuple[float, float, float], right: tuple[float, float, float]
) -> tuple[float, float, float]:
    return max(left[0], right[0]), max(left[1], right[1]), max(left[2], right[2])


if __name__ == "__main__":
    main()
