"""Text layers of PDF files: which are used, which are refused, and how much faster a used one is than OCR.

Every page with any text in it is read both ways in one run, from the file to the lines of the page; seconds of the
processor, programs that were started included. What it costs to hold some lines of a layer against OCR before any of
it is believed is told apart: once for all pages in the same fonts.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pypdfium2

from bench.pages import files, seconds
from saraban.extract import textlayer
from saraban.extract.borneout import is_borne_out
from saraban.extract.engine import load_engine
from saraban.extract.page import Engine
from saraban.extract.pages import read_pages
from saraban.extract.source import open_source

FASTER_MIN = 50


@dataclass(frozen=True, slots=True)
class Both:
    """A page read both ways. `used`: its text layer passes for print, and is borne out by a sample; `layer`, `sample`,
    `ocr`: seconds.
    """

    used: bool
    layer: float
    sample: float
    ocr: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each file and the sum."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("given", type=Path, nargs="+", help="PDF files, or folders of them")
    options = parser.parse_args(arguments)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    engine = load_engine()
    read: list[Both] = []
    print(f"{'file':<44}  pages  used  layer s  sample s  OCR s  faster  with sample")
    for path in files(options.given, "*.pdf"):
        pages = list(_both(path, engine))
        if pages:
            _print_row(path.name[-44:], pages)
            read += pages
    used = [page for page in read if page.used]
    _print_row("all", read)
    if used:
        _print_row("all that are used", used)
    print(f"the aim: a layer that is used is read at least {FASTER_MIN} times as fast, but for its sample")


def _both(path: Path, engine: Engine) -> Iterator[Both]:
    """The pages of a file that hold text, each read both ways."""
    source, took = open_source(path), []
    with patch.object(textlayer, "read_layer", return_value=None):
        since = seconds()
        for _ in read_pages(source, engine):
            took.append(seconds() - since)
            since = seconds()
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().count_chars() for page in document]
    for number, (ocr, letters) in enumerate(zip(took, texts, strict=True), start=1):
        if letters:
            since = time.process_time()  # finer, and no other program runs
            page = textlayer.read_layer(path, number)
            layer, since = time.process_time() - since, seconds()
            used = page is not None and is_borne_out(path, source.sha256, number, engine)
            yield Both(used, layer, seconds() - since, ocr)


def _print_row(name: str, pages: Sequence[Both]) -> None:
    layer, ocr = sum(page.layer for page in pages), sum(page.ocr for page in pages)
    used, sample = sum(page.used for page in pages), sum(page.sample for page in pages)
    print(
        f"{name:<44}  {len(pages):>5}  {used:>4}  {layer / len(pages):>7.3f}  {sample / len(pages):>8.2f}"
        f"  {ocr / len(pages):>5.2f}  {ocr / max(layer, 1e-9):>5.0f}x  {ocr / max(layer + sample, 1e-9):>10.0f}x",
        flush=True,
    )


if __name__ == "__main__":
    main()
