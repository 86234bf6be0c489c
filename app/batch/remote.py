"""What a Dask worker does: it hands each task to a guarded child of its own, and never runs one itself.

So a page that kills what reads it costs that child, and the worker and the cluster go on. One child for each thread
of the worker.
"""

from __future__ import annotations

import os
import pickle
import platform
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saraban.extract.errors import WorkerDied

if TYPE_CHECKING:
    from saraban.app.batch.pool import Pool
    from saraban.app.batch.workers import Lost

Facts = dict[str, str]

_GLANCE_SECONDS = 0.2
_SILENT_SECONDS = 60.0
_AT_WORK = {"running", "paused", "closing_gracefully"}
_OWN = threading.local()
_CHILDREN: set[Pool] = set()


@dataclass(frozen=True, slots=True)
class Question:
    """What every worker must answer as the driver does, or else its readings would be others.

    `tell`: a call without arguments that gives the facts on which a reading depends, by name. `folders` that must be
    there.
    """

    tell: Callable[[], Facts]
    folders: tuple[str, ...] = ()

    def answer(self) -> Facts:
        """The facts of this process."""
        found = {
            f"folder {folder}": "there" if os.path.isdir(folder) else "missing" for folder in self.folders
        }
        return {**_programs(), **found, **self.tell()}


@dataclass(frozen=True, slots=True)
class Differs:
    """A task that was not begun: the machine would have read it in another way. `facts`: what it told."""

    machine: str
    facts: Facts

    def told_beside(self, wanted: Facts) -> list[str]:
        """Each fact that is not as wanted, in words."""
        names = sorted({*wanted, *self.facts})
        pairs = [(name, self.facts.get(name, "missing"), wanted.get(name, "missing")) for name in names]
        return [f"{name}: {there} there, {here} here" for name, there, here in pairs if there != here]


@dataclass(frozen=True, slots=True)
class Errand:
    """A task on its way to a worker. `task`: a pickled call with its arguments, which may take `seconds`.

    `question`: what is asked before it is begun, pickled; `wanted`: the answer.
    """

    question: bytes
    wanted: Facts
    task: bytes
    seconds: float


def prepare(dask_scheduler: Any) -> None:
    """On the scheduler: a task that took its worker with it is lost at once, since our ledger counts the tries; a
    worker that says nothing for a minute is given up.
    """
    dask_scheduler.allowed_failures = 0
    dask_scheduler.worker_ttl = _SILENT_SECONDS
    watch = dask_scheduler.periodic_callbacks.get("worker-ttl")
    if watch is not None:
        watch.stop()
        watch.callback_time = _SILENT_SECONDS * 1000 / 4
        watch.start()


def work(name: str, errand: Errand) -> bytes | Lost:
    """On a worker: do a task, and give its pickled result, or Differs.

    `name`: of the task, by which the worker knows it. Given up as soon as nobody wants it any more, so that a driver
    that died leaves nothing at work.
    """
    from distributed import get_worker

    worker = get_worker()
    try:
        child = _child(Path(worker.local_directory))
        child.submit(0, _asked_first, errand, seconds=errand.seconds)
        while (done := child.next(_GLANCE_SECONDS)) is None:
            if not _is_wanted(worker, name):
                _end_child(child)
                raise InterruptedError(name)
    except (OSError, WorkerDied) as error:
        if isinstance(error, InterruptedError):
            raise
        raise WorkerDied(
            f"the worker on {socket.gethostname()} cannot work ({error}); stop it, or mend that machine"
        ) from error
    answer: bytes | Lost = done[1]
    return answer


def end_children() -> None:
    """End all children of this process."""
    for child in list(_CHILDREN):
        _end_child(child)


def _child(scratch: Path) -> Pool:
    """The child of this thread."""
    from saraban.app.batch.pool import Pool

    child: Pool | None = getattr(_OWN, "child", None)
    if child is None or child not in _CHILDREN:
        child = _OWN.child = Pool(1, scratch=scratch / f"child-{threading.get_ident()}")
        _CHILDREN.add(child)
    return child


def _end_child(child: Pool) -> None:
    _CHILDREN.discard(child)
    child.close()


def _is_wanted(worker: Any, name: str) -> bool:
    """Whether a driver waits for it: the worker knows as soon as its scheduler misses the driver."""
    state = worker.state.tasks.get(name)
    return state is not None and state.state == "executing" and worker.status.name in _AT_WORK


def _asked_first(errand: Errand) -> bytes:
    """In the child: whether this machine reads as the driver's does, then the task."""
    if (told := _told(errand.question)) != errand.wanted:
        return pickle.dumps(Differs(socket.gethostname(), told))
    call, arguments = pickle.loads(errand.task)  # noqa: S301 (the driver may have us do anything anyway)
    return pickle.dumps(call(*arguments))


@lru_cache(maxsize=1)
def _told(asked: bytes) -> Facts:
    question: Question = pickle.loads(asked)  # noqa: S301 (as above)
    return question.answer()


def _programs() -> Facts:
    """What driver and worker need to understand each other."""
    from importlib.metadata import version

    return {"Python": ".".join(platform.python_version_tuple()[:2]), "Dask": version("distributed")}
