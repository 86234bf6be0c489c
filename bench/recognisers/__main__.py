"""`python -m bench recognisers`: our model beside the stock models of Debian, in one run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.recognisers import tables
from bench.recognisers.lines import Desk, families, held_out, without_digits
from bench.recognisers.pages import compare
from bench.recognisers.readers import Recogniser, ours, stock
from training.charset import extended, read_charset
from training.model_file import UNICHARSET, read_components
from training.text import Language

SECTIONS = ("lines", "pages", "families")
_HOME = Path(__file__).parents[2]
_SHARED = _HOME.parent / "shared"


@dataclass(frozen=True, slots=True)
class Bench:
    """What is compared, on what: as the arguments of the command say."""

    wish: argparse.Namespace
    stock: tuple[Recogniser, ...]
    models: tuple[Recogniser, ...]
    folder: Path

    def lines(self) -> dict[str, object]:
        """Painted lines in families held out of training."""
        charset = read_charset(read_components(self.stock[0].file)[UNICHARSET])
        desk = Desk(Language(self.wish.texts), extended(charset).printable, self.folder)
        groups = held_out(desk, self.wish.lines, (*self.stock, *self.models))
        tables.print_lines(groups)
        return tables.groups_figures(groups)

    def pages(self) -> dict[str, object]:
        """Born-digital pages: accuracy, seconds, memory."""
        if not self.wish.print.is_dir():
            print(f"no pages in {self.wish.print}: skipped")
            return {}
        report = compare(self.wish.print, self.wish.pages, self.stock, self.models)
        tables.print_pages(report)
        return tables.pages_figures(report)

    def families(self) -> dict[str, object]:
        """Printed lines without digits in every family of type."""
        desk = Desk(Language(self.wish.texts), without_digits(self.stock[0].file), self.folder)
        groups = families(desk, self.wish.family_lines, (self.stock[0], *self.models))
        for model in self.models:
            tables.print_families(groups, self.stock[0].name, model.name)
        return tables.groups_figures(groups)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    wish = _wish(arguments)
    for model in wish.model:
        if not model.is_file():
            sys.exit(f"there is no model {model}: name one with --model, or make it (make model)")
    found: dict[str, object] = {"models": [str(model) for model in wish.model]}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        bench = Bench(wish, stock(), ours(wish.model, Path(name)), Path(name))
        for section in wish.only or SECTIONS:
            started = time.perf_counter()
            print(f"== {section} ==")
            found[section] = getattr(bench, section)()
            print(f"({time.perf_counter() - started:.0f} s)\n", flush=True)
    if wish.json:
        wish.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def _wish(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench recognisers", description=__doc__)
    parser.add_argument("--model", type=Path, action="append", help="a .traineddata file; may be repeated")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="this section; may be repeated")
    parser.add_argument("--lines", type=int, default=600, help="degraded lines; half as many clean ones")
    parser.add_argument("--pages", type=int, default=6, help="pages, spread evenly over all; 0 for all")
    parser.add_argument("--family-lines", type=int, default=24, help="lines without digits in each family")
    parser.add_argument(
        "--print",
        type=Path,
        default=_SHARED / "real" / "print",
        help="born-digital PDFs, each with a .gt.txt",
    )
    parser.add_argument("--texts", type=Path, default=_SHARED / "text", help="running text, *.txt")
    parser.add_argument("--json", type=Path, help="write all figures to this file, too")
    wish = parser.parse_args(arguments)
    wish.model = wish.model or [_HOME / "extract" / "models" / "saraban.traineddata"]
    wish.texts = wish.texts if wish.texts.is_dir() else None
    return wish


if __name__ == "__main__":
    main()
