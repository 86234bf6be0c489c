"""`saraban read`: files or folders to records, on standard output or in a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from saraban.app.batch.ledger import FILE
from saraban.app.batch.pool import in_order, read_all
from saraban.app.batch.run import Plan, is_output, run
from saraban.app.batch.work import Ending
from saraban.app.inputs import TRANSCRIPT, Found, Refused, Skipped, walk_inputs
from saraban.app.outcome import Outcome, Read, read_one
from saraban.app.output import RECORDS
from saraban.app.progress import How, Progress, showing
from saraban.extract.errors import EngineMissing, NoOutput, SarabanError
from saraban.extract.source import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to tell of it: only what failed; as JSON; with where in the program it failed."""

    quiet: bool = False
    as_json: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read to standard output: how many processes, which model."""

    jobs: int = 1
    model: Path | None = None
    manner: Manner = Manner()


def read_into(given: list[Path], plan: Plan, manner: Manner) -> int:
    """Read all that was given into an output folder, or go on with it; the exit code."""
    with showing(_how(manner, bar=sys.stderr.isatty())) as progress:
        told = _Told(progress, manner.debug)
        try:
            code = run(given, plan, told)
        except SarabanError as error:
            print(printable(f"saraban: {error} [{error.code}]"), file=sys.stderr)
            return error.exit_code
    print(f"{told.written} written, {told.failed} failed; records in {plan.out / RECORDS}")
    return code


def retry_in(plan: Plan, manner: Manner) -> int:
    """Do again what failed in an output folder; the exit code."""
    if not is_output(plan):
        return _no_output(plan.out)
    return read_into([], replace(plan, again=True), manner)


def status_of(out: Path, url: str | None, *, as_json: bool) -> int:
    """Print how far the work on an output folder has come; 0, or 2 when it is none."""
    if not is_output(Plan(out=out, ledger=url)):
        return _no_output(out)
    raise NotImplementedError


def _no_output(out: Path) -> int:
    error = NoOutput(
        f"{printable(out)} is no output folder: it holds no {FILE}; name what was given to --out"
    )
    print(f"saraban: {error} [{error.code}]", file=sys.stderr)
    return error.exit_code


class _Told:
    """Tells a person how a batch goes on; see `Watch`."""

    def __init__(self, progress: Progress, debug: bool) -> None:
        self._progress, self._debug = progress, debug
        self.written = self.failed = 0

    def admitted(self, waiting: int, done: int) -> None:
        self._progress.found(waiting, done)

    def page(self) -> None:
        self._progress.page()

    def settled(self, endings: Iterable[Ending]) -> None:
        for ending in endings:
            self.written += ending.record is not None
            self.failed += ending.exit_code != 0
            self._progress.step(failed=ending.exit_code != 0)
            if ending.code is not None:
                self._progress.failed(Path(os.fsdecode(ending.path)), ending.code, ending.message)

    def trace(self, path: bytes, trace: str) -> None:
        if self._debug and trace:
            self._progress.say(trace.rstrip())


def read(given: list[Path], options: Options, *, reader: Read | None = None) -> int:
    """Read all that was given to standard output; the exit code. `reader` stands in for read_document in tests.

    0: every file has its record; 1: some failed, each named on standard error; 3: something that reading
    needs is not installed.
    """
    found = list(walk_inputs(given))
    files = [one.path for one in found if isinstance(one, Found)]
    if any(file.suffix.lower() != TRANSCRIPT for file in files) and not _engine_stands(options.model):
        return EngineMissing.exit_code
    worst = 0
    outcomes = read_all(files, partial(read_one, model=options.model, read=reader), jobs=options.jobs)
    bar = sys.stderr.isatty() and not sys.stdout.isatty()  # records on the same terminal would tear it apart
    with showing(_how(options.manner, bar=bar)) as progress:
        progress.found(len(files))
        try:
            for one in found:
                if isinstance(one, Refused):
                    worst = max(worst, _tell(Outcome.failure(one.path, one.error), progress, options))
            for outcome in in_order(outcomes):
                if outcome.record is not None:
                    sys.stdout.write(outcome.record.rstrip("\n") + "\n")
                    sys.stdout.flush()
                worst = max(worst, _tell(outcome, progress, options))
                progress.step(failed=outcome.exit_code != 0)
        finally:
            outcomes.close()
    if skipped := sum(isinstance(one, Skipped) for one in found):
        print(f"saraban: {skipped} skipped (no document by name or content, or a link)", file=sys.stderr)
    return worst


def _tell(outcome: Outcome, progress: Progress, options: Options) -> int:
    if outcome.code is not None:
        progress.failed(outcome.path, outcome.code, outcome.message)
    if options.manner.debug and outcome.trace:
        progress.say(outcome.trace.rstrip())
    return outcome.exit_code


def _how(manner: Manner, *, bar: bool) -> How:
    """In which way to show progress. Without a terminal a line a minute, for whoever looks into a log."""
    if manner.as_json:
        return "json"
    if manner.quiet:
        return "quiet"
    return "bar" if bar else "lines"


def _engine_stands(model: Path | None) -> bool:
    """Look before the first file whether the programs and the model are there; say what is missing."""
    from saraban.app.doctor import missing

    absent = missing(model)
    for line in absent:
        print(f"saraban: {line} [{EngineMissing.code}]", file=sys.stderr)
    return not absent
