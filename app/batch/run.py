"""One run over an output folder: what it holds, starts, drives, and closes, however it ends."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from saraban.app.batch.closing import close_run
from saraban.app.batch.configuration import configuration, digest_of
from saraban.app.batch.driver import Driver, Steps
from saraban.app.batch.intake import Intake
from saraban.app.batch.ledger import FILE, Ledger
from saraban.app.batch.lock import held
from saraban.app.batch.place import bind, kind_of, ledger_of
from saraban.app.batch.queue import Queue
from saraban.app.batch.shelf import Shelf
from saraban.app.batch.trail import Trail
from saraban.app.batch.watch import Watch
from saraban.app.batch.workers import Workers
from saraban.app.inputs import Found, Refused, Skipped
from saraban.extract.errors import EngineMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to do. `ledger`: the URL of a PostgreSQL database, None for a file in the output folder;
    `scheduler`: the address of a Dask scheduler, None for one of the run's own. `folders` that every
    machine must see; `again`: what failed is done once more; `apart`: each input has a record of its own, also where
    two hold the same bytes.
    """

    out: Path
    jobs: int = 1
    engine: str = "pool"
    scheduler: str | None = None
    ledger: str | None = None
    folders: tuple[str, ...] = ()
    again: bool = False
    apart: bool = False
    steps: Steps = field(default_factory=Steps)


def run(walk: Iterator[Found | Skipped | Refused], plan: Plan, watch: Watch) -> int:
    """Read all that the walk meets into the output folder; the worst exit code of its inputs.

    Goes on where a former run stopped. Raises EngineMissing, OutputHeld, OutputFailed, LedgerFailed, and whatever
    interrupts it; what was done before is kept.
    """
    with held(plan.out, shared=plan.ledger is not None), Trail(plan.out) as trail:
        # what is apart goes when the run has ended, and may stand anywhere
        address = plan.out / FILE if plan.apart else ledger_of(plan.out, plan.ledger)
        ledger = Ledger.open(address, owner=_owner())
        if plan.ledger is not None:
            bind(ledger, plan.out)
        facts = configuration(plan.steps.model)
        shelf = Shelf(plan.out, ledger, trail, digest_of(facts))
        if plan.ledger is None:
            ledger.take_over()
        shelf.sweep(alone=plan.ledger is None)
        if plan.again:
            trail.append_many(("retried", {"path": path}) for path in ledger.retry())
        with _noted(ledger, trail, plan, facts) as number:
            intake = Intake(ledger, number, digest_of(facts), plan.out, walk, _need_of(plan.steps.model))
            with closing(_started(plan)) as workers:
                Driver(Queue(ledger, apart=plan.apart), workers, shelf, watch, plan.steps).run(intake)
            return ledger.worst_exit_code(None if plan.again else number)


def is_output(plan: Plan) -> bool:
    """Whether a run has begun to write there."""
    return plan.out.is_dir() and (plan.ledger is not None or (plan.out / FILE).is_file())


@contextmanager
def _noted(ledger: Ledger, trail: Trail, plan: Plan, facts: dict[str, str]) -> Iterator[int]:
    """The number of the run, begun and ended in the ledger and on the trail."""
    from saraban.extract.cage import layers

    number = ledger.start(json.dumps(facts, sort_keys=True))
    trail.append(
        "run_started",
        run=number,
        version=facts["saraban"],
        config=digest_of(facts),
        ocr=facts["ocr"],
        model=facts["model"],
        model_sha256=facts["model_sha256"],
        cage=list(layers()),
        ledger=kind_of(plan.ledger),
        options={"engine": plan.engine, "jobs": plan.jobs, "seconds": plan.steps.seconds},
    )
    finished = False
    try:
        if plan.ledger is not None:
            bind(ledger, plan.out)
        yield number
        finished = True
    finally:
        close_run(ledger, trail, plan.out, number, finished=finished)


def _started(plan: Plan) -> Workers:
    """Who does the work; what is not asked for is not imported."""
    if plan.engine == "serial":
        from saraban.app.batch.serial import Serial

        return Serial()
    if plan.engine == "dask":
        from saraban.app.batch.cluster import Cluster
        from saraban.app.batch.remote import Question

        question = Question(partial(configuration, plan.steps.model), plan.folders)
        return Cluster(plan.jobs, question, plan.scheduler)
    from saraban.app.batch.pool import Pool

    return Pool(plan.jobs)


def _need_of(model: Path | None) -> Callable[[], None]:
    """What is to be called when the first scan is met: all that is needed must be there, else EngineMissing."""

    @cache
    def need() -> None:
        from saraban.app.doctor import missing

        if absent := missing(model):
            raise EngineMissing("; ".join(absent))

    return need


def _owner() -> str:
    """A name that no other run has, on whatever machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"
