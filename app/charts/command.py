"""`saraban charts`: the charts of an output folder as one page."""

from __future__ import annotations

import sys
from pathlib import Path

from saraban.app.charts.charts import make_charts
from saraban.app.charts.figures import gather
from saraban.app.charts.page import page
from saraban.app.index.upkeep import ready
from saraban.app.output import RECORDS, write_whole
from saraban.app.refused import refused
from saraban.app.review.book import Book
from saraban.app.web.language import Language
from saraban.extract.errors import NoOutput, SarabanError
from saraban.extract.source import printable


def export_charts(out: Path, file: Path, *, language: Language, ledger: str | None) -> int:
    """Write the charts of an output folder to an HTML file, whole or not at all; the exit code."""
    try:
        if not (out / RECORDS).is_dir():
            what = f"{printable(out)} is no output folder: it holds no {RECORDS}; name the one given to --out"
            raise NoOutput(what)
        with ready(out, ledger, _tell, seconds=None) as store:
            figures = gather(out, store, Book(out))
        title = f"saraban – {printable(out.resolve().name)}"
        write_whole(file.parent, file.name, page(make_charts(figures, language), title, language))
    except SarabanError as error:
        return refused(error)
    print(printable(f"{figures.documents:,} documents; charts in {file}"))
    return 0


def _tell(line: str) -> None:
    print(f"saraban: {line}", file=sys.stderr)
