"""`python -m training.calibrate MODEL`: measures what the confidences of a model mean, on lines it never saw.

Painted lines in the families held out of training are read by Tesseract itself, as pages are; the share of
right characters at each confidence becomes the table beside the model (`saraban.extract.confidence`). Other
lines, and print with a text of its own, then show whether what says 0.99 is right 99 times in 100.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from rapidfuzz.fuzz import partial_ratio_alignment

from saraban.extract.confidence import KINDS, Calibration, Curve, table_of, table_text
from saraban.extract.engine import characters, load_engine
from saraban.extract.layout import lay_out
from saraban.extract.ocr import read_strips
from saraban.extract.page import Engine
from saraban.extract.pdf import render_page
from saraban.extract.source import open_source
from training.lines import Painter, faces
from training.observed import SARA_AM, Seen, compared, decomposed, read_pictures
from training.text import Language

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_FEWEST = 40  # characters a point rests on, at least
_SAME_LINE = 80  # of 100: a line read is that part of the truth
_FEW = 4  # characters
_LIMITS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)


@dataclass(frozen=True, slots=True)
class Pool:
    """Characters taken together: their confidences summed, how many were right, how many there are."""

    total: float
    right: int
    count: int

    def __add__(self, other: Pool) -> Pool:
        return Pool(self.total + other.total, self.right + other.right, self.count + other.count)

    @property
    def sure(self) -> float:
        """Their mean confidence."""
        return self.total / max(1, self.count)

    @property
    def share(self) -> float:
        """How many are right, with one right and one wrong added: few that are all right are no certainty."""
        return (self.right + 1) / (self.count + 2)


def main() -> None:
    """Measures, writes the table beside the model, and prints how reliable it is."""
    wish = _arguments()
    print(calibrate(wish.model, wish.texts, wish.lines, wish.print))


def calibrate(model: Path, texts: Path | None, lines: int, print_of: Path) -> str:
    """Writes the table beside a model, measured on that many painted lines; gives Markdown tables of how reliable
    it is on half as many others, and on the print in a folder where there is one.
    """
    table_of(model).unlink(missing_ok=True)
    engine = load_engine(model)
    calibration = fitted(list(painted(engine, texts, lines, "fitted")))
    table_of(model).write_text(table_text(calibration, engine.model_sha256), encoding="utf-8")
    told = ["## Painted lines, families held out of training", ""]
    told.append(reliability(painted(engine, texts, lines // 2, "checked"), calibration))
    if print_of.is_dir():
        told += ["## Print, drawn at 300 dpi", "", reliability(printed(engine, print_of), calibration)]
    return "\n".join(told)


def painted(engine: Engine, texts: Path | None, count: int, seed: str) -> Iterator[Seen]:
    """What a model says of that many painted lines; the same seed gives the same lines."""
    rng = random.Random(f"calibration, {seed}")  # noqa: S311
    language, painter = Language(texts), Painter(faces(held_out=True))
    known = characters(engine.model_file.read_bytes()) if engine.model_file else frozenset()
    lines = [language.line(rng, known | {SARA_AM}) for _ in range(count)]
    read = read_pictures([painter.paint(line, rng) for line in lines], engine)
    for line, found in zip(lines, read, strict=True):
        if found is not None:
            yield from compared(line.text, found)


def printed(engine: Engine, folder: Path) -> Iterator[Seen]:
    """What a model says of PDFs whose text (`X.gt.txt` beside `X.pdf`, a form feed a page) is known."""
    for file in sorted(folder.glob("*.pdf")):
        truth = file.with_suffix(".gt.txt").read_text("utf-8").split("\f")
        for number in range(1, open_source(file).pages + 1):
            picture = render_page(file, number)
            page = decomposed(truth[number - 1])
            for line in read_strips(lay_out(picture).strips, engine):
                yield from compared(printed_there(decomposed(line.text), page), line)


def printed_there(text: str, page: str) -> str:
    """What a page prints where a line was read, a few characters more at both ends; "" where nothing is alike."""
    found = partial_ratio_alignment(text, page, score_cutoff=_SAME_LINE)
    if found is None or len(text) < _FEW:
        return ""
    return page[max(0, found.dest_start - _FEW) : found.dest_end + _FEW]


def fitted(seen: Sequence[Seen]) -> Calibration:
    """The curves that were measured."""
    return Calibration(tuple(_curve([one for one in seen if one.kind == kind]) for kind in KINDS))


def _curve(seen: Sequence[Seen]) -> Curve:
    """The rising curve nearest to what was seen (isotonic regression), each point resting on many characters."""
    points: list[Pool] = []
    for sure, same in groupby(sorted(seen, key=lambda one: one.sure), key=lambda one: one.sure):
        right = [one.right for one in same]
        here = Pool(sure * len(right), sum(right), len(right))
        if points and points[-1].count < _FEWEST:
            points[-1] += here
        else:
            points.append(here)
    points = _rising(_rising(points, lambda pool: pool.right / pool.count), lambda pool: pool.share)
    points = points or [Pool(0.0, 0, 0)]
    return Curve(tuple(pool.sure for pool in points), tuple(pool.share for pool in points))


def _rising(points: Iterable[Pool], share: Callable[[Pool], float]) -> list[Pool]:
    """The points with neighbours joined until the share rises from each to the next."""
    risen: list[Pool] = []
    for point in points:
        risen.append(point)
        while len(risen) > 1 and share(risen[-2]) >= share(risen[-1]):
            last = risen.pop()
            risen[-1] += last
    return risen


def reliability(seen: Iterable[Seen], calibration: Calibration) -> str:
    """A table of what was said and what was found, for each kind, as Markdown."""
    curves = dict(zip(KINDS, calibration.curves, strict=True))
    said: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in KINDS}
    for one in seen:
        said[one.kind].append((curves[one.kind](one.sure), one.right))
    lines = ["| kind | said | characters | mean said | found right |", "|---|---|---|---|---|"]
    for kind, pairs in said.items():
        for low, high in pairwise(_LIMITS):
            mine = [pair for pair in pairs if low <= pair[0] < high]
            if mine:
                mean, right = np.mean(np.array(mine, np.float64), axis=0)
                lines.append(f"| {kind} | {low} to {high} | {len(mine)} | {mean:.4f} | {right:.4f} |")
    return "\n".join([*lines, ""])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.calibrate", description=__doc__)
    parser.add_argument("model", type=Path, help="the .traineddata file; its table is written beside it")
    parser.add_argument("--lines", type=int, default=8000, help="lines to measure; half as many check")
    parser.add_argument("--texts", type=Path, default=_SHARED / "text", help="running text, *.txt")
    parser.add_argument("--print", type=Path, default=_SHARED / "real" / "print", help="PDFs with their text")
    return parser.parse_args()


if __name__ == "__main__":
    main()
