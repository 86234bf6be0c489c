"""Workers on this machine: guarded processes that stay, each with one task in hand.

Each has its own channel: when one dies, its task is known and the others go on. (The executors of the standard library
give up every waiting task when one process is killed.)
"""

from __future__ import annotations

import contextlib
import pickle
import shutil
import tempfile
from collections import deque
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import Any, Literal, cast

from saraban.app.batch.child import BROKEN, LAST, READY
from saraban.app.batch.leash import Leash, Task, death
from saraban.app.batch.workers import Call, Lost, TaskBroken
from saraban.extract.errors import WorkerDied
from saraban.extract.scratch import scratch, sweep

_STARTS_FAILED_MOST = 3
_ROOM = 8


class Pool:
    """At most `jobs` processes, started when there is work for them; see `Workers`.

    `scratch`: a folder for their temporary files, cleared before and after; None: one where the system has such, and
    those that killed runs left there are cleared away.
    A process that did many tasks or has grown gives way to a fresh one. `submit` and `next` raise WorkerDied when no
    process can be started at all, and TaskBroken when a call breaks what `workers` promises.
    """

    def __init__(self, jobs: int, *, scratch: Path | None = None) -> None:
        self._jobs = jobs
        self._scratch = _cleared(scratch)
        self._waiting: deque[Task] = deque()
        self._ended: deque[tuple[int, Any]] = deque()
        self._leashes: list[Leash] = []
        self._starts_failed = 0

    @property
    def room(self) -> int:
        """Several times the processes: the next task is there when one has ended, and while results are stored."""
        return _ROOM * self._jobs

    def submit(self, key: int, call: Call, *arguments: object, seconds: float) -> None:
        """Hand over a task; its time begins when a process takes it."""
        try:
            pickled = pickle.dumps((call, arguments), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            raise TaskBroken(f"{call} or its arguments cannot be pickled: {error}") from error
        self._waiting.append(Task(key, pickled, seconds))
        self._hand_out()

    def next(self, seconds: float) -> tuple[int, Any] | None:
        """The key and the result, or Lost, of a task that came to its end; None when none does in `seconds`."""
        until = monotonic() + seconds
        while True:
            self._listen(monotonic() if self._ended else until)
            if self._ended:
                return self._ended.popleft()
            if monotonic() >= until:
                return None

    def close(self) -> None:
        """End every process and what it started, and clear their files away."""
        for leash in self._leashes:
            leash.kill()
        for leash in self._leashes:
            leash.end()
        self._leashes.clear()
        self._waiting.clear()
        self._ended.clear()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _listen(self, until: float) -> None:
        """Hear the processes until `until`, or until one has something to say or no time left."""
        limits = [leash.until for leash in self._leashes if leash.until is not None]
        by_number = {leash.channel.fileno(): leash for leash in self._leashes}
        for number in wait(list(by_number), max(0.0, min([until, *limits]) - monotonic())):
            self._hear(by_number[cast(int, number)])
        now = monotonic()
        for leash in [one for one in self._leashes if one.until is not None and one.until <= now]:
            self._lose(leash, "took_too_long")
        self._hand_out()

    def _hear(self, leash: Leash) -> None:
        try:
            message = leash.channel.hear()
        except (EOFError, OSError):
            self._lose(leash, "worker_died")
            return
        if message is None:
            return  # the rest is on its way
        kind, answer, task = message[:1], memoryview(message)[1:], leash.task
        leash.rest()
        if kind == READY:
            self._starts_failed = 0
            return
        assert task is not None
        if kind == BROKEN:
            raise TaskBroken(bytes(answer).decode("utf-8"))
        self._ended.append((task.key, pickle.loads(answer)))  # noqa: S301 (from our own process)
        if kind == LAST:
            self._drop(leash)

    def _lose(self, leash: Leash, code: Literal["worker_died", "took_too_long"]) -> None:
        """Give up a process, and say what became of its task."""
        how = death(self._drop(leash))
        if leash.task is not None:
            said = (
                f"it was not done in {leash.task.seconds:g} s and was ended; look at the page or file"
                if code == "took_too_long"
                else f"the process that did it ended abruptly ({how}); try again with fewer --jobs"
            )
            self._ended.append((leash.task.key, Lost(code, said)))
        elif not leash.ready:
            self._starts_failed += 1
            if self._starts_failed >= _STARTS_FAILED_MOST:
                raise WorkerDied(f"processes end as soon as they are started ({how}); run saraban doctor")

    def _drop(self, leash: Leash) -> int | None:
        self._leashes.remove(leash)
        return leash.end()

    def _hand_out(self) -> None:
        """Give waiting tasks to idle processes, and start processes for the others."""
        for leash in [one for one in self._leashes if one.idle][: len(self._waiting)]:
            if leash.give(self._waiting[0]):
                self._waiting.popleft()
            else:
                self._drop(leash)
        starting = sum(not leash.ready for leash in self._leashes)
        for _ in range(min(len(self._waiting) - starting, self._jobs - len(self._leashes))):
            try:
                leash = Leash.start(self._scratch)
            except OSError as error:
                if not self._leashes:
                    raise WorkerDied(f"no process can be started ({error}); run saraban doctor") from error
                return  # those that are there do the work
            self._leashes.append(leash)


def _cleared(folder: Path | None) -> Path:
    """An empty folder: this one, or a new one."""
    if folder is None:
        sweep()
        return Path(tempfile.mkdtemp(prefix="pool-", dir=scratch()))
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder.absolute()
