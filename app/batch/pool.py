"""Reads files in worker processes. Every file ends as one outcome, whatever happens to a worker.

One worker, one file at a time, one pipe: when a worker dies, its file is known, and the others go on. (The
executors of the standard library give up every waiting task when one worker is killed.)
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from saraban.app.outcome import Outcome
from saraban.extract.errors import WorkerDied

Work = Callable[[Path], Outcome]

_SPAWN = multiprocessing.get_context("spawn")
_ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",  # Tesseract's threads get in each other's way
    "PYTHAINLP_READ_ONLY": "1",  # word lists come with the package: no folder in a home that may not be there
    "PYTHAINLP_OFFLINE": "1",
}


def read_all(files: Iterable[Path], work: Work, *, jobs: int) -> Generator[tuple[int, Outcome]]:
    """Hand the files to at most `jobs` workers; yield each one's place in `files` and its outcome.

    In the order in which they finish. `work` must be importable by name (or a partial of such a function)
    and must not raise. Closing the iterator kills the workers and all that they started.
    """
    waiting = deque(enumerate(files))
    workers: dict[Connection, _Worker] = {}
    scratch = TemporaryDirectory(prefix="saraban-", ignore_cleanup_errors=True)
    try:
        for _ in range(min(jobs, len(waiting))):
            _give(workers, _start(work, scratch.name), waiting)
        while workers:
            for pipe in wait(list(workers)):
                worker = workers.pop(pipe)  # type: ignore[call-overload]
                place, outcome = worker.place, worker.outcome()
                if not waiting:
                    worker.kill()
                else:
                    _give(workers, worker if worker.alive else _start(work, scratch.name), waiting)
                yield place, outcome
    finally:
        for worker in workers.values():
            worker.kill()
        scratch.cleanup()


def in_order(outcomes: Iterator[tuple[int, Outcome]]) -> Iterator[Outcome]:
    """The outcomes in the order of the files, each as soon as all before it are there."""
    early: dict[int, Outcome] = {}
    following = 0
    for place, outcome in outcomes:
        early[place] = outcome
        while following in early:
            yield early.pop(following)
            following += 1


@dataclass(slots=True)
class _Worker:
    """A process and the file that it has in hand."""

    process: SpawnProcess
    pipe: Connection
    file: Path = Path()
    place: int = -1
    alive: bool = True

    def outcome(self) -> Outcome:
        """What became of the file in hand; WorkerDied when the process is gone."""
        try:
            result = self.pipe.recv()
        except (EOFError, OSError):
            self.kill()
            return Outcome.failure(self.file, WorkerDied(_death(self.process.exitcode)))
        assert isinstance(result, Outcome)
        return result

    def kill(self) -> None:
        """End the process and what it started, and wait until it is gone."""
        self.alive = False
        self.pipe.close()
        assert self.process.pid is not None
        with contextlib.suppress(ProcessLookupError):  # killed before it led a group of its own
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()


def _start(work: Work, scratch: str) -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs, work, scratch), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(workers: dict[Connection, _Worker], worker: _Worker, waiting: deque[tuple[int, Path]]) -> None:
    worker.place, worker.file = waiting.popleft()
    with contextlib.suppress(BrokenPipeError):  # it died while idle: outcome() will tell
        worker.pipe.send(worker.file)
    workers[worker.pipe] = worker


def _serve(pipe: Connection, work: Work, scratch: str) -> None:
    """The life of a worker: files in, outcomes out, until the other side is gone."""
    os.setpgrp()  # Ctrl-C reaches the parent alone; the parent ends this whole group
    os.environ.update(_ENVIRONMENT)
    tempfile.tempdir = os.environ["TMPDIR"] = scratch  # what a killed worker leaves goes with the run
    if not sys.flags.dev_mode:
        _silence()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            pipe.send(work(pipe.recv()))


def _silence() -> None:
    """Image libraries write remarks straight to standard error; errors reach the user as outcomes."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.__stderr__.fileno() if sys.__stderr__ else 2)
    os.close(null)


def _death(exitcode: int | None) -> str:
    how = f"exit code {exitcode}"
    if exitcode is not None and exitcode < 0:
        how = signal.Signals(-exitcode).name
    return (
        f"the process that read the file ended abruptly ({how}; SIGKILL often means that memory ran out); "
        "read it again alone with --jobs 1"
    )
