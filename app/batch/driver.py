"""The loop of a batch: work out of the ledger, to the workers, and what they give back into the ledger.

Nothing counts before it is in the ledger; nothing is in the ledger as read before its record is on the disk.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.app.batch.intake import Intake
from saraban.app.batch.queue import LEASE_SECONDS, Queue
from saraban.app.batch.results import Results
from saraban.app.batch.shelf import Shelf
from saraban.app.batch.steps import compose, open_file, read_one_page
from saraban.app.batch.watch import Watch
from saraban.app.batch.work import Work
from saraban.app.batch.workers import Call, Workers

PAGE_SECONDS = 180.0
_WAIT = 0.5
_OPEN_SECONDS, _COMPOSE_SECONDS, _COMPOSE_A_PAGE = 60.0, 120.0, 1.0
_AHEAD = 4  # times the room: one transaction hands out several pieces of work


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What the workers do, with which model, and how many `seconds` a page may take."""

    model: Path | None = None
    seconds: float = PAGE_SECONDS
    open: Call = open_file
    page: Call = read_one_page
    compose: Call = compose


class Driver:
    """Drives one run, alone or beside others on the same ledger."""

    def __init__(self, queue: Queue, workers: Workers, shelf: Shelf, watch: Watch, steps: Steps) -> None:
        self._queue, self._workers, self._shelf, self._watch = queue, workers, shelf, watch
        self._results = Results(queue, shelf, watch)
        self._steps = steps
        self._keys = itertools.count()
        self._ready: deque[Work] = deque()
        self._in_hand: dict[int, Work] = {}
        self._renewed = time.monotonic()

    def run(self, intake: Intake) -> None:
        """Until all is done. Raises what ends a run before: EngineMissing, OutputFailed, LedgerFailed, Ctrl-C."""
        self._shelf.put_away(self._queue)
        try:
            while self._go_on(intake):
                self._renew()
        except BaseException:
            self._queue.give_back()
            raise

    def _go_on(self, intake: Intake) -> bool:
        """One turn: take inputs in, hand work out, take one result in. False when nothing is left to do."""
        if not intake.over:
            admitted = intake.some()
            self._watch.admitted(admitted)
            self._shelf.settle(admitted.failed, lost=admitted.lost_records, alike=admitted.alike)
            self._watch.settled(admitted.failed)
        self._hand_out()
        if not self._in_hand:
            if intake.over and self._queue.nothing_left():
                return False
            if intake.over:
                time.sleep(_WAIT)  # the rest is in the hands of another run
            return True
        ended = self._ended(_WAIT if intake.over else 0.0)
        if ended:
            self._results.take(ended)
        return True

    def _ended(self, seconds: float) -> list[tuple[Work, Any]]:
        """What has come to its end, waiting for the first: all of it is stored at once."""
        found: list[tuple[Work, Any]] = []
        while (one := self._workers.next(0.0 if found else seconds)) is not None:
            key, result = one
            found.append((self._in_hand.pop(key), result))
        return found

    def _hand_out(self) -> None:
        free = self._workers.room - len(self._in_hand)
        if free > len(self._ready):
            self._ready.extend(self._queue.claim(_AHEAD * self._workers.room - len(self._ready)))
        while self._ready and len(self._in_hand) < self._workers.room:
            self._submit(self._ready.popleft())

    def _submit(self, work: Work) -> None:
        key = next(self._keys)
        if work.kind == "open":
            self._workers.submit(key, self._steps.open, work, seconds=_OPEN_SECONDS)
        elif work.kind == "page":
            model, seconds = self._steps.model, self._steps.seconds
            self._workers.submit(key, self._steps.page, work, model, seconds=seconds)
        else:
            pages = self._queue.pages(work)
            seconds = _COMPOSE_SECONDS + _COMPOSE_A_PAGE * len(pages)
            self._workers.submit(key, self._steps.compose, work, pages, self._steps.model, seconds=seconds)
        self._in_hand[key] = work

    def _renew(self) -> None:
        if time.monotonic() - self._renewed > LEASE_SECONDS / 4:
            self._queue.renew()
            self._renewed = time.monotonic()
