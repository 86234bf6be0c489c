"""`saraban evaluate`: what is read from scans against the truths beside them.

Truths are found in four shapes, anywhere under the folder: `X.truth.json` beside the scan `X`
(`evaluation.letters`), `documents/KIND/NAME/gold.toml` of a corpus (`evaluation.gold`), one
`seed_truth.json` beside or above a folder of transcripts (`evaluation.seeds`), and what people said of the
values of an output folder, in its `review.jsonl` (`review.truths`); each says how it counts.
What the columns mean stands in `evaluation.scoring`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

from saraban.app.batch.chain import REVIEW
from saraban.app.batch.ordered import in_order
from saraban.app.batch.pool import Pool
from saraban.app.batch.serial import Serial
from saraban.app.batch.workers import Lost, Workers
from saraban.app.evaluation.bundle import score
from saraban.app.evaluation.gold import NAME as GOLD
from saraban.app.evaluation.gold import read_gold
from saraban.app.evaluation.letters import SUFFIX, read_letter
from saraban.app.evaluation.report import Report
from saraban.app.evaluation.seeds import NAME as SEEDS
from saraban.app.evaluation.seeds import read_seeds
from saraban.app.evaluation.truth import Truth
from saraban.app.outcome import Outcome, read_one
from saraban.app.progress import showing
from saraban.app.review.truths import corrected_truths
from saraban.extract.errors import SarabanError
from saraban.extract.source import printable

_FILE_SECONDS = 3600.0


def evaluate(
    directory: Path,
    *,
    model: Path | None = None,
    as_json: bool = False,
    transcripts: bool = False,
    jobs: int = 1,
    out: TextIO = sys.stdout,
) -> int:
    """Read every scan with a truth, compare, and write the table (or JSON) to `out`.

    Returns 0; 1 when there is no truth, a broken one, or a file could not be read (all it says then counts as missed);
    3 when something that reading needs is not installed. Time a page goes to standard error.
    """
    try:
        truths = list(find_truths(directory, transcripts=transcripts))
    except TruthBroken as broken:
        print(printable(f"saraban: {broken}"), file=sys.stderr)
        return 1
    if not truths:
        print(
            f"saraban: {directory}: no truths here (X.truth.json, gold.toml, seed_truth.json, review.jsonl)",
            file=sys.stderr,
        )
        return 1
    report, codes, pages = Report(directory=directory.name), [0], 0
    started = time.perf_counter()
    with showing("bar" if sys.stderr.isatty() else "quiet") as progress:
        progress.found(len(truths))
        for truth, outcome in zip(truths, _outcomes(truths, model, jobs), strict=True):
            record = json.loads(outcome.record) if outcome.record else {}
            if not record:
                progress.say(outcome.line())
                codes.append(outcome.exit_code)
                report.not_read[truth.scan.name] = outcome.code or ""
            pages += len(record.get("pages", ()))
            report.add(truth, score(truth, record))
            progress.step()
    seconds = time.perf_counter() - started
    out.write(report.as_json() if as_json else report.as_text())
    if pages:
        print(f"{pages} pages, {seconds:.1f} s, {seconds / pages:.3f} s a page", file=sys.stderr)
    return max(codes)


def find_truths(directory: Path, *, transcripts: bool = False) -> Iterator[Truth]:
    """Every truth under a folder, in the order of their paths.

    A `seed_truth.json` in the folder above counts for the transcripts of this one. Raises TruthBroken.
    """
    for path in sorted(directory.rglob(f"*{SUFFIX}")):
        with _named(path):
            yield read_letter(path)
    for path in sorted(directory.rglob(GOLD)):
        with _named(path):
            yield from read_gold(path, transcripts=transcripts)
    for path in sorted(directory.rglob(REVIEW)):
        with _named(path):
            yield from corrected_truths(path.parent)
    above = directory.resolve().parent / SEEDS
    for path in sorted(directory.rglob(SEEDS)) or [above]:
        if path.is_file():
            with _named(path):
                yield from (truth for truth in read_seeds(path) if _under(truth.scan, directory))


class TruthBroken(Exception):
    """A file of truths that cannot be read. `str(error)` names it and says why."""


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Whatever is wrong with a file of truths, typed by hand, is said with its name."""
    try:
        yield
    except SarabanError as error:
        raise TruthBroken(f"{path}: no truths: {error}") from error
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise TruthBroken(f"{path}: no truths: {type(error).__name__}: {error}") from error


def _under(scan: Path, directory: Path) -> bool:
    return scan.resolve().is_relative_to(directory.resolve())


def _outcomes(truths: Iterable[Truth], model: Path | None, jobs: int) -> Iterator[Outcome]:
    """What became of each scan, in the order of the truths."""
    scans = [truth.scan for truth in truths]
    read = partial(read_one, model=model)
    workers: Workers = Serial() if jobs == 1 else Pool(jobs)
    with closing(workers):
        for scan, ended in zip(scans, in_order(workers, read, scans, seconds=_FILE_SECONDS), strict=True):
            yield (
                Outcome(scan, code=ended.code, exit_code=1, message=ended.message)
                if isinstance(ended, Lost)
                else ended
            )
