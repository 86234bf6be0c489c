"""The queue of review, kept at hand: the records are read once in the background, and again only when they change."""

from __future__ import annotations

import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from saraban.app.index.upkeep import as_of, at_rest
from saraban.app.output import RECORDS
from saraban.app.review.queue import FirstRead, Task, Wanted, ordered, tasks_of
from saraban.app.web.beside import MANY, beside
from saraban.app.web.holdings import Holdings, Stamp
from saraban.extract.errors import NoSuchField, SarabanError

_PATIENCE_SECONDS = 0.4
_RAW_MAX = 160
_SORTED_KEPT = 8
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of the queue. `total`: all tasks of that kind; `kinds`, `reasons`: counts over all tasks;
    `unread`: records that were not looked at yet, 0 when the queue is whole.
    """

    tasks: tuple[Task, ...]
    total: int
    kinds: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    unread: int


@dataclass(frozen=True, slots=True)
class _Looked:
    stamp: Stamp
    source: str
    tasks: tuple[Task, ...]


Looks = dict[str, _Looked | None]
"""Records that were looked at, None where there is no record any more, or none."""


class _Known:
    """All tasks at one moment, counted once, and sorted once in each order that is asked for."""

    def __init__(self, version: int, every: list[Task]) -> None:
        self.version, self._every = version, every
        self.kinds = tuple(Counter(task.kind for task in every).most_common())
        self.reasons = tuple(Counter(one for task in every for one in task.reasons).most_common())
        self._sorted: OrderedDict[Wanted, list[Task]] = OrderedDict()
        self._lock = threading.Lock()

    def ordered(self, wanted: Wanted) -> list[Task]:
        """Those that are wanted, in their order."""
        with self._lock:
            if wanted not in self._sorted:
                self._sorted[wanted] = ordered(self._every, wanted)
            self._sorted.move_to_end(wanted)
            while len(self._sorted) > _SORTED_KEPT:
                self._sorted.popitem(last=False)
            return self._sorted[wanted]


class Tasks:
    """What people should look at in an output folder. Raises what was in the way of the last look, such as TrailBroken."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._looked: dict[str, _Looked] = {}
        self._head, self._rested = 0, ""
        self._first_read = FirstRead(holdings.out)
        self._unread = 1  # how many there are nobody has counted yet, and an empty queue would look done
        self._state = ""
        self._version = 0
        self._known = _Known(0, [])
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._trouble: SarabanError | None = None

    def slice(self, wanted: Wanted, start: int, size: int) -> Slice:
        """Some tasks in their order; waits a moment for the records to be looked at, never for all of them."""
        self._look_again()
        with self._lock:
            if self._trouble is not None:
                raise self._trouble
            if self._known.version != self._version:
                every = [task for looked in self._looked.values() for task in looked.tasks]
                self._known = _Known(self._version, every)
            known, unread = self._known, self._unread
        found = known.ordered(wanted)
        return Slice(tuple(found[start : start + size]), len(found), known.kinds, known.reasons, unread)

    def _look_again(self) -> None:
        state = as_of(self._holdings.out)
        with self._lock:
            working = self._thread is not None and self._thread.is_alive()
            if not working:
                if state == self._state:
                    return
                self._thread = threading.Thread(target=self._look, args=(state,), name="queue", daemon=True)
                self._thread.start()
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE_SECONDS)

    def _look(self, state: str) -> None:
        """`state`: of the folder, before it is looked at."""
        try:
            self._follow()
            trouble = None
        except SarabanError as error:
            trouble = error
        with self._lock:
            self._trouble, self._state = trouble, state

    def _follow(self) -> None:
        """Look at what is new or changed, and at what people spoke of since; forget what is gone."""
        out, head = self._holdings.out, self._holdings.book.head().n
        said = {one.source for one in self._holdings.book.since(self._head)}
        rests = at_rest(out / RECORDS)
        if rests and rests == self._rested:
            there = {name: known.stamp for name, known in self._looked.items()}
        else:
            there = dict(_files(out))
        stale = {name: stamp for name, stamp in there.items() if self._is_stale(name, stamp, said)}
        with self._lock:
            self._unread = len(stale)
        if len(stale) > MANY:
            beside(self._hear, look, out, stale)
        else:
            _look(self._hear, self._holdings, stale, self._first_read)
        with self._lock:
            for name in self._looked.keys() - there.keys():
                del self._looked[name]
            self._head, self._rested, self._version, self._unread = head, rests, self._version + 1, 0

    def _is_stale(self, name: str, stamp: Stamp, said: Set[str]) -> bool:
        known = self._looked.get(name)
        return known is None or known.stamp != stamp or known.source in said

    def _hear(self, some: Looks) -> None:
        """Some records were looked at, `_TOGETHER` but for the last of them."""
        with self._lock:
            self._unread -= len(some)
            self._looked |= {name: looked for name, looked in some.items() if looked is not None}
            self._version += 1


def look(out: Path, names: Mapping[str, Stamp], say: Callable[[Looks], None]) -> None:
    """Look at some records of an output folder, and `say` what they hold, some at a time. Raises TrailBroken."""
    _look(say, Holdings(out), names, FirstRead(out))


def _look(
    say: Callable[[Looks], None], holdings: Holdings, names: Mapping[str, Stamp], first_read: FirstRead
) -> None:
    since = first_read.times() if names else {}
    left = iter(names.items())
    while some := dict(islice(left, _TOGETHER)):
        say({name: _one(holdings, name, stamp, since.get(name, "")) for name, stamp in some.items()})


def _one(holdings: Holdings, name: str, stamp: Stamp, since: str) -> _Looked | None:
    # Taken away meanwhile, or no record though it says so: saraban verify tells.
    with suppress(NoSuchField, KeyError, TypeError, ValueError, AttributeError):
        reading = holdings.reading(name)
        shown = holdings.shown(name)
        tasks = tuple(_short(task) for task in tasks_of(reading, shown, since))
        return _Looked(stamp, reading.record["source"]["sha256"], tasks)
    return None


def _files(out: Path) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(out / RECORDS) as entries:
        for entry in entries:
            if entry.name.endswith(".json") and not entry.name.startswith("."):
                with suppress(FileNotFoundError):
                    found = entry.stat(follow_symlinks=False)
                    yield entry.name, (found.st_size, found.st_mtime_ns)


def _short(task: Task) -> Task:
    """A task without what a line of the queue has no room for."""
    return replace(task, raw=task.raw[:_RAW_MAX] if task.raw else task.raw)
