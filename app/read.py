"""`saraban read`: files or folders to records, in a folder or on standard output."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from saraban.app.batch.ledger import FILE, Admitted
from saraban.app.batch.run import Plan, is_output, run
from saraban.app.batch.work import Ending
from saraban.app.inputs import Found, Refused, Skipped, walk_inputs
from saraban.app.output import RECORDS
from saraban.app.progress import How, Progress, failure_line, showing
from saraban.app.refused import refused
from saraban.extract.errors import NoOutput, SarabanError
from saraban.extract.scratch import scratch
from saraban.extract.source import printable

Walk = Iterator[Found | Skipped | Refused]
_CTRL_C = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to tell of it: only what failed; as JSON; with where in the program it failed."""

    quiet: bool = False
    as_json: bool = False
    debug: bool = False

    def how(self, *, bar: bool) -> How:
        """A bar is for people who look on."""
        if self.as_json:
            return "json"
        if self.quiet:
            return "quiet"
        return "bar" if bar and sys.stderr.isatty() else "lines"


def read_into(given: list[Path], plan: Plan, manner: Manner) -> int:
    """Read all that was given into an output folder, or go on with it; the exit code."""
    folders = tuple(os.path.abspath(path) for path in given if path.is_dir())
    return _written(walk_inputs(given, plan.out), replace(plan, folders=folders), manner)


def retry_in(plan: Plan, manner: Manner) -> int:
    """Do again what failed in an output folder; the exit code."""
    if not is_output(plan):
        return no_output(plan.out)
    return _written(iter(()), replace(plan, again=True), manner)


def read_out(given: list[Path], plan: Plan, manner: Manner) -> int:
    """Read all that was given to standard output, in its order; the exit code. The folder of `plan` is made for it."""
    out = scratch() / "out"
    (out / RECORDS).mkdir(parents=True)
    plan = replace(plan, out=out, apart=True)
    try:
        with showing(manner.how(bar=not sys.stdout.isatty())) as shown:
            printed = _Printed(shown, out / RECORDS, debug=manner.debug)
            code, whole = _driven(lambda: run(printed.noted(walk_inputs(given)), plan, printed), shown)
            if whole and printed.skipped:
                shown.say(f"saraban: {printed.skipped} skipped (no document, hidden, or a link)")
        return code
    finally:
        shutil.rmtree(out, ignore_errors=True)


def no_output(out: Path) -> int:
    """Say that a folder is no output folder; the exit code."""
    error = NoOutput(
        f"{printable(out)} is no output folder: it holds no {FILE}; name what was given to --out, and --ledger if it was"
    )
    return refused(error)


def _written(walk: Walk, plan: Plan, manner: Manner) -> int:
    with showing(manner.how(bar=True)) as shown:
        told = _Told(shown, debug=manner.debug)
        code, whole = _driven(lambda: run(walk, plan, told), shown)
        if whole:
            _index(plan, shown)
    if whole and not manner.as_json and not manner.quiet:
        print(told.sum(plan.out))
    return code


def _driven(work: Callable[[], int], shown: Progress) -> tuple[int, bool]:
    """The exit code of the work, and whether it came to its end; why it did not is shown."""
    try:
        return work(), True
    except SarabanError as error:
        shown.stopped(error.code, str(error))
        return error.exit_code, False
    except (KeyboardInterrupt, SystemExit) as signalled:
        shown.stopped("interrupted", "stopped; what is done is kept")
        return int(signalled.code or 1) if isinstance(signalled, SystemExit) else _CTRL_C, False


def _index(plan: Plan, shown: Progress) -> None:
    """Have what was read found by `saraban search`, which tries again where this fails: the records are whole."""
    from saraban.app.index.upkeep import address_of, bring

    try:
        bring(plan.out, address_of(plan.out, plan.ledger), lambda line: shown.say(f"saraban: {line}"))
    except SarabanError as error:
        shown.stopped(error.code, str(error))


class _Told:
    """Tells a person how a batch goes on; see `Watch`."""

    def __init__(self, shown: Progress, *, debug: bool) -> None:
        self._shown, self._debug = shown, debug
        self._outcomes: Counter[str] = Counter()
        self._before = 0
        self.skipped = 0

    def admitted(self, some: Admitted) -> None:
        """Some inputs were found."""
        self._before += some.done
        self.skipped += some.skipped
        self._shown.found(some.waiting + len(some.failed), some.done)
        for path, other in some.alike:
            told = (
                f"its name looks the same as that of {os.fsdecode(other)}: one letter in two states, or two?"
            )
            self._shown.say(failure_line(Path(os.fsdecode(path)), "names_alike", told))

    def page(self) -> None:
        """A page came to its end."""
        self._shown.page()

    def settled(self, endings: Iterable[Ending]) -> None:
        """Inputs came to their end: each that somebody should look at is a line."""
        for ending in endings:
            self._outcomes[ending.outcome] += 1
            if ending.code is not None:
                self._shown.failed(Path(os.fsdecode(ending.path)), ending.code, ending.message)
            self._shown.step(failed=ending.exit_code != 0)

    def trace(self, path: bytes, trace: str) -> None:
        """Where in the program a failure happened."""
        if self._debug and trace:
            self._shown.say(trace.rstrip())

    def sum(self, out: Path) -> str:
        """One line: what this run did."""
        counts = [f"{number} {outcome}" for outcome, number in sorted(self._outcomes.items())]
        rest = {"done before": self._before, "skipped": self.skipped}
        counts += [f"{number} {what}" for what, number in rest.items() if number]
        return f"{', '.join(counts) or 'nothing to read'}; records in {printable(out / RECORDS)}"


class _Printed(_Told):
    """Prints each record besides, as soon as all before it are printed."""

    def __init__(self, shown: Progress, records: Path, *, debug: bool) -> None:
        super().__init__(shown, debug=debug)
        self._records = records
        self._order: list[bytes] = []
        self._next = 0
        self._ended: dict[bytes, str | None] = {}

    def noted(self, walk: Walk) -> Walk:
        """The same walk; its order is that of the records."""
        for one in walk:
            if isinstance(one, Found):
                self._order.append(os.fsencode(os.path.abspath(one.path)))
            yield one

    def settled(self, endings: Iterable[Ending]) -> None:
        """Inputs came to their end."""
        endings = list(endings)
        super().settled(endings)
        self._ended |= {ending.path: ending.record for ending in endings}
        while self._next < len(self._order) and self._order[self._next] in self._ended:
            record = self._ended[self._order[self._next]]
            self._next += 1
            if record is not None:
                sys.stdout.write((self._records / record).read_text(encoding="utf-8").rstrip("\n") + "\n")
                sys.stdout.flush()
