"""Workers on Dask distributed: the machines of a scheduler that was started elsewhere, or this one alone.

Nothing of it is durable and nothing need be: what was in hand when the scheduler died is done again.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from saraban.app.batch import remote
from saraban.app.batch.scheduler import INSTALL, connect, embedded, load
from saraban.app.batch.workers import Call, Lost, TaskBroken
from saraban.extract.errors import NoWorkers, SarabanError, SchedulerLost, WorkerDiffers
from saraban.extract.scratch import scratch

if TYPE_CHECKING:
    from distributed import Client, Future

_T = TypeVar("_T")
_ANSWER_SECONDS = 30.0
_CLOSE_SECONDS = 1.0
_LOOK_SECONDS = 2.0  # how often the scheduler is asked for its workers
_WITHOUT_WORKERS = 60.0  # a machine that starts again is waited for so long
_GRACE = 60.0  # for the way there and back, and a task before it in a line that shrank
_KEPT = "what is done is kept: the same command goes on from there"
_DIED = "the worker of the cluster that had it ended abruptly; look at that machine: often its memory ran out"
_NO_ANSWER = "no worker of the cluster said in time what became of it; look at the page and at the machines"


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future
    limit: float


class Cluster:
    """Workers of a Dask cluster. `question`: what every machine must answer as this one does.

    Without `scheduler` the cluster is embedded: a scheduler and `jobs` threads in this very process, each with a
    guarded child, and nobody else can reach them. With one (`tcp://host:port`, `tls://host:port`) its workers do
    all, and `jobs` says nothing; certificates are those that Dask is configured with. Raises EngineMissing and
    SchedulerLost.
    """

    def __init__(self, jobs: int, question: remote.Question, scheduler: str | None = None) -> None:
        load()
        self._question, self._wanted = pickle.dumps(question), question.answer()
        self._place = scheduler or "this process"
        self._done: SimpleQueue[tuple[int, Future]] = SimpleQueue()
        self._in_hand: dict[int, _Task] = {}
        run = os.urandom(6).hex()
        self._names = (f"saraban-{run}-{number}" for number in itertools.count())
        self._scratch = TemporaryDirectory(dir=scratch(), prefix="cluster-", ignore_cleanup_errors=True)
        self._local = None if scheduler else embedded(jobs, self._scratch.name)
        self._slots, self._looked = 0, -_LOOK_SECONDS
        self._client: Client | None = None
        try:
            self._client = client = self._reach(connect, scheduler or self._local)
            self._reach(lambda: client.run_on_scheduler(remote.prepare, callback_timeout=_ANSWER_SECONDS))
        except BaseException:
            self.close()
            raise
        self._had_workers = time.monotonic()

    @property
    def room(self) -> int:
        """As many as the workers have threads: what waited at a worker that dies would be lost with it.

        Raises SchedulerLost, and NoWorkers when there have been none for a minute.
        """
        now = time.monotonic()
        if now - self._looked >= _LOOK_SECONDS:
            threads: dict[str, int] = self._reach(
                lambda: self._connected.nthreads(callback_timeout=_ANSWER_SECONDS)
            )
            self._slots, self._looked = sum(threads.values()), now
            if self._slots:
                self._had_workers = now
        if now - self._had_workers > _WITHOUT_WORKERS:
            advice = f"start `dask worker {self._place}` on each machine; {_KEPT}"
            raise NoWorkers(f"no worker is connected to the scheduler at {self._place}: {advice}")
        return self._slots

    def submit(self, key: int, call: Call, *arguments: object, seconds: float) -> None:
        """Hand over a task; see Workers. Raises SchedulerLost."""
        name = next(self._names)
        errand = remote.Errand(self._question, self._wanted, pickle.dumps((call, arguments)), seconds)
        future: Future = self._reach(
            lambda: self._connected.submit(remote.work, name, errand, key=name, pure=False)
        )
        self._in_hand[key] = _Task(future, time.monotonic() + 2 * seconds + _GRACE)
        future.add_done_callback(lambda ended: self._done.put((key, ended)))

    def next(self, seconds: float) -> tuple[int, Any] | None:
        """The next task that ended; see Workers. Raises SchedulerLost, NoWorkers, WorkerDiffers and TaskBroken."""
        _ = self.room  # raises when there is nobody left to wait for
        try:
            key, future = self._done.get(timeout=seconds) if seconds > 0 else self._done.get_nowait()
        except Empty:
            return self._overdue()
        if key not in self._in_hand or self._in_hand[key].future is not future:
            return None  # it was given up before it ended
        del self._in_hand[key]
        return key, self._result(future)

    def close(self) -> None:
        """Give up what is in hand, wherever it is done, and end what was started here."""
        self._in_hand.clear()
        client, local, self._client, self._local = self._client, self._local, None, None
        with contextlib.suppress(OSError, TimeoutError):  # the other side may be gone, and we are going
            if client is not None:
                client.close(timeout=_CLOSE_SECONDS)  # the scheduler lets go of all that was this client's
        if local is not None:
            with contextlib.suppress(TimeoutError):
                local.close(timeout=_CLOSE_SECONDS)
            remote.end_children()
        self._scratch.cleanup()

    @property
    def _connected(self) -> Client:
        """The client, as long as its scheduler is there: calls of a lost one would wait."""
        if self._client is None or self._client.status != "running":
            raise SchedulerLost(self._lost("the connection broke"))
        return self._client

    def _reach(self, ask: Callable[..., _T], *arguments: Any) -> _T:
        """What the scheduler answers; SchedulerLost when it does not."""
        try:
            return ask(*arguments)
        except ImportError as error:
            raise WorkerDiffers(
                f"the scheduler at {self._place} lacks saraban ({error}); {INSTALL} there"
            ) from error
        except (OSError, TimeoutError, ValueError) as error:
            raise SchedulerLost(self._lost(str(error) or type(error).__name__)) from error

    def _lost(self, why: str) -> str:
        return f"the scheduler at {self._place} cannot be reached ({why}): start it and its workers again; {_KEPT}"

    def _result(self, future: Future) -> Any:
        """What became of a task that ended: its result, or Lost."""
        if future.status == "finished":
            try:
                return self._unpacked(future.result(timeout=_ANSWER_SECONDS))
            except (OSError, TimeoutError):
                return Lost("worker_died", _DIED)  # after it was done, and before it could tell
            except CancelledError as error:
                raise SchedulerLost(self._lost("the connection broke")) from error
        if future.status == "error":
            return self._failed(future.exception(timeout=_ANSWER_SECONDS))
        if future.status == "cancelled":
            raise SchedulerLost(self._lost("the connection broke"))
        return Lost("worker_died", _DIED)

    def _failed(self, error: BaseException | None) -> Lost:
        """A task that Dask itself gave up; what the task raised is raised again."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker | InterruptedError):
            return Lost("worker_died", _DIED)
        if isinstance(error, SarabanError | TaskBroken):
            raise error
        if isinstance(error, ImportError):
            raise WorkerDiffers(f"a worker lacks saraban ({error}); {INSTALL} there; {_KEPT}") from error
        raise TaskBroken(f"{type(error).__name__}: {error}") from error

    def _unpacked(self, answer: bytes | Lost) -> Any:
        if isinstance(answer, Lost):
            return answer
        result = pickle.loads(answer)  # noqa: S301 (who is in the cluster is trusted with far more)
        if isinstance(result, remote.Differs):
            told = "; ".join(result.told_beside(self._wanted))
            advice = f"make them the same, or stop its worker; {_KEPT}"
            raise WorkerDiffers(f"{result.machine} would read otherwise than this machine ({told}): {advice}")
        return result

    def _overdue(self) -> tuple[int, Lost] | None:
        """A task of which nobody ever told; workers end their own long before."""
        now = time.monotonic()
        for key, task in self._in_hand.items():
            if task.limit < now:
                del self._in_hand[key]
                self._reach(self._connected.cancel, [task.future])
                return key, Lost("took_too_long", _NO_ANSWER)
        return None
