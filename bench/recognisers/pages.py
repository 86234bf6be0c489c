"""Born-digital pages drawn as pictures and read back: accuracy, seconds and memory.

The truth is the pages' own text. Models go saraban's whole way, from picture to text; the stock
configurations go Tesseract's own, in three page segmentation modes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from bench.recognisers.compare import in_order
from bench.recognisers.readers import DPI, Recogniser, Run, read_page, run
from saraban.extract.pdf import render_page
from saraban.extract.source import open_source
from training.score import Score, score

MODES = (3, 4, 6)
_TRUTH = ".gt.txt"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its file's name and its number, its text, and its picture."""

    name: str
    number: int
    truth: str
    picture: Path


@dataclass(frozen=True, slots=True)
class Reading:
    """Pages read in one way. `seconds`: of the processor, for all of them; `start`: before the first page, paid
    once; `megabytes`: the peak; `by_page`: each page's own score.
    """

    way: str
    score: Score
    by_page: tuple[Score, ...]
    seconds: float
    megabytes: float
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """`names`: the pages that were read, of `found`; the readings in the same order, those of models first."""

    names: tuple[str, ...]
    found: int
    models: tuple[Reading, ...]
    stock: tuple[Reading, ...]


def compare(folder: Path, count: int, stock: Sequence[Recogniser], models: Sequence[Recogniser]) -> Report:
    """Reads `count` pages of the PDFs of a folder (0: all), spread evenly over all in order of name."""
    places = [place for path in sorted(folder.glob("*.pdf")) for place in _places(path)]
    count = min(count, len(places)) or len(places)
    chosen = [places[number * len(places) // count] for number in range(count)]
    with tempfile.TemporaryDirectory(prefix="bench-") as drawn:
        sheets = [_sheet(*place, Path(drawn)) for place in chosen]
        whole = [_whole_way(model, sheets) for model in (*models, stock[0])]
        alone = [_tesseract(model, sheets, MODES[0]) for model in models]
        theirs = [_tesseract(recogniser, sheets, mode) for recogniser in stock for mode in MODES]
    names = tuple(f"{sheet.name} page {sheet.number}" for sheet in sheets)
    return Report(names, len(places), (*whole, *alone), tuple(theirs))


def _places(path: Path) -> Iterator[tuple[Path, int, str]]:
    """The pages of a PDF, each with its text; none if its truth has another number of pages."""
    truths = path.with_name(path.stem + _TRUTH).read_text(encoding="utf-8").split("\f")
    if len(truths) != open_source(path).pages:
        print(f"left out: the truth of {path.name} has {len(truths)} pages, the PDF has not", file=sys.stderr)
        return
    for number, truth in enumerate(truths, start=1):
        yield path, number, truth


def _sheet(path: Path, number: int, truth: str, folder: Path) -> Sheet:
    """The page drawn, whatever text it carries."""
    picture = folder / f"{path.stem}-{number}.png"
    Image.fromarray(render_page(path, number).gray).save(picture, dpi=(DPI, DPI), compress_level=1)
    return Sheet(path.stem, number, truth, picture)


def _whole_way(recogniser: Recogniser, sheets: Sequence[Sheet]) -> Reading:
    """Saraban's way: made straight, its lines found, each read by the model; one process for all pages."""
    program = [sys.executable, "-m", "bench.recognisers.whole_way"]
    done = run([*program, str(recogniser.file), *(str(sheet.picture) for sheet in sheets)])
    pages = [json.loads(line) for line in done.output.splitlines()]
    runs = [Run(page["text"], page["seconds"], done.megabytes) for page in pages]
    reading = _reading(f"{recogniser.name}, saraban's lines", sheets, runs)
    return replace(reading, start=done.seconds - reading.seconds)


def _tesseract(recogniser: Recogniser, sheets: Sequence[Sheet], mode: int) -> Reading:
    """Tesseract's way, one process a page."""
    runs = [read_page(recogniser, sheet.picture, mode) for sheet in sheets]
    return _reading(f"{recogniser.name}, psm {mode}", sheets, runs)


def _reading(way: str, sheets: Sequence[Sheet], runs: Sequence[Run]) -> Reading:
    pairs = [in_order(sheet.truth, done.output) for sheet, done in zip(sheets, runs, strict=True)]
    return Reading(
        way,
        score(pairs),
        tuple(score([pair]) for pair in pairs),
        sum(done.seconds for done in runs),
        max(done.megabytes for done in runs),
    )
