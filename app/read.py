"""`saraban read`: files or folders to records, on standard output or in a folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from saraban.app.batch.pool import in_order, read_all
from saraban.app.inputs import Inputs, find_inputs
from saraban.app.outcome import Outcome, Read, read_one
from saraban.app.output import RECORDS, record_name, write_whole
from saraban.app.progress import Shown, progress
from saraban.extract.errors import EngineMissing, OutputFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read: where the records go (None: standard output), how many processes, which model."""

    out: Path | None = None
    jobs: int = 1
    model: Path | None = None
    debug: bool = False


@dataclass(slots=True)
class Tally:
    """How the files ended."""

    read: int = 0
    exit_codes: list[int] = field(default_factory=list)

    def exit_code(self) -> int:
        """The worst of them."""
        return max(self.exit_codes, default=0)


def read(given: list[Path], options: Options, *, reader: Read | None = None) -> int:
    """Read all that was given; the exit code. `reader` stands in for read_document in tests.

    0: every file has its record; 1: some failed, each named on standard error; 3: something that reading
    needs is not installed.
    """
    records = options.out / RECORDS if options.out else None
    found = find_inputs(given, without=records)
    if found.need_engine and not _engine_stands(options.model):
        return EngineMissing.exit_code
    tally = Tally()
    work = partial(read_one, model=options.model, read=reader)
    outcomes = read_all(found.files, work, jobs=options.jobs)
    with progress(len(found.files), bar=_wants_bar(records)) as shown:
        try:
            for path, error in found.failed:
                _tell(Outcome.failure(path, error), shown, tally, options)
            for outcome in in_order(outcomes) if records is None else (o for _, o in outcomes):
                _tell(_deliver(outcome, records), shown, tally, options)
                shown.step()
        finally:
            outcomes.close()
    _sum_up(found, tally, records)
    return tally.exit_code()


def _deliver(outcome: Outcome, records: Path | None) -> Outcome:
    """Hand the record over; the outcome afterwards."""
    if outcome.record is None:
        return outcome
    if records is None:
        sys.stdout.write(outcome.record.rstrip("\n") + "\n")
        sys.stdout.flush()
        return outcome
    try:
        write_whole(records, record_name(outcome.name, outcome.sha256), outcome.record)
    except OutputFailed as error:
        return Outcome.failure(outcome.path, error)
    return outcome


def _tell(outcome: Outcome, shown: Shown, tally: Tally, options: Options) -> None:
    tally.exit_codes.append(outcome.exit_code)
    tally.read += outcome.record is not None
    if outcome.code is not None:
        shown.say(outcome.line())
    if options.debug and outcome.trace:
        shown.say(outcome.trace.rstrip())


def _engine_stands(model: Path | None) -> bool:
    """Look before the first file whether the programs and the model are there; say what is missing."""
    from saraban.app.doctor import missing

    absent = missing(model)
    for line in absent:
        print(f"saraban: {line} [{EngineMissing.code}]", file=sys.stderr)
    return not absent


def _wants_bar(records: Path | None) -> bool:
    """A bar is for people; records on the same terminal would tear it apart."""
    return sys.stderr.isatty() and (records is not None or not sys.stdout.isatty())


def _sum_up(found: Inputs, tally: Tally, records: Path | None) -> None:
    skipped = (
        f"{len(found.skipped)} skipped (no document by name or content, or a link)" if found.skipped else ""
    )
    if records is not None:
        failed = sum(code != 0 for code in tally.exit_codes)
        counts = f"{tally.read} written, {failed} failed" + (f", {skipped}" if skipped else "")
        print(f"{counts}; records in {records}")
    elif skipped:
        print(f"saraban: {skipped}", file=sys.stderr)
