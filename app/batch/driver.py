"""The loop of a batch: work out of the ledger, to the workers, and what they give back into the ledger.

Nothing counts before it is in the ledger; nothing is in the ledger as read before its record is on the disk.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saraban.app.batch.intake import Intake
from saraban.app.batch.queue import LEASE_SECONDS, Queue
from saraban.app.batch.shelf import Shelf
from saraban.app.batch.steps import Answer, compose, open_file, read_one_page
from saraban.app.batch.watch import Watch
from saraban.app.batch.work import Ended, Ending, Failure, Opened, Work
from saraban.app.batch.workers import Call, Lost, Workers
from saraban.extract.errors import EngineMissing, NoText, OutOfMemory, PagesFailed, ReadingFailed

PAGE_SECONDS = 180.0
_WAIT = 0.5
_OPEN_SECONDS, _COMPOSE_SECONDS, _COMPOSE_A_PAGE = 60.0, 120.0, 1.0
_AHEAD = 4  # times the room: one transaction hands out several pieces of work
# A program that was killed, or found no memory, may fare better when others do not press.
_ONCE_MORE = frozenset({ReadingFailed.code, OutOfMemory.code})


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
            self._workers.close()
            self._queue.give_back()
            raise

    def _go_on(self, intake: Intake) -> bool:
        """One turn: take inputs in, hand work out, take one result in. False when nothing is left to do."""
        if not intake.over:
            admitted = intake.some()
            self._watch.admitted(admitted.waiting + len(admitted.failed), admitted.done)
            self._settle(admitted.failed)
            for record in admitted.lost_records:
                self._shelf.trail.append("record_lost", record=record)
        self._hand_out(intake.config)
        if not self._in_hand:
            if intake.over and self._queue.nothing_left():
                return False
            if intake.over:
                time.sleep(_WAIT)  # the rest is in the hands of another run
            return True
        ended = self._workers.next(_WAIT if intake.over else 0.0)
        if ended is not None:
            self._take_in(*ended, intake.config)
        return True

    def _hand_out(self, config: str) -> None:
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

    def _take_in(self, key: int, result: Any, config: str) -> None:
        work = self._in_hand.pop(key)
        if isinstance(result, Lost):
            self._lose(work, result)
            return
        assert isinstance(result, Answer)
        self._watch.trace(work.path, result.trace)
        if result.exit_code == EngineMissing.exit_code:
            raise EngineMissing(result.message)  # every other page would meet it too
        if result.code in _ONCE_MORE and result.given is None and self._queue.lost(work):
            return
        self._note(work, result, config)
        self._tell(work)

    def _note(self, work: Work, answer: Answer, config: str) -> None:
        """Enter an answer into the ledger; a record stands on the disk before."""
        if answer.given is None:
            self._fail(work, Failure("failed", answer.code or "", answer.message, answer.exit_code))
        elif isinstance(answer.given, Opened):
            self._queue.opened(work, answer.given, config)
            self._shelf.put_away(self._queue)
        elif work.kind == "page":
            self._queue.page_read(work, answer.given)
        else:
            self._queue.composed(work, self._shelf.write(work, answer.given, _ending(answer)))
            self._shelf.put_away(self._queue)

    def _lose(self, work: Work, lost: Lost) -> None:
        if self._queue.lost(work):
            return  # it is tried once more
        self._fail(work, Failure("quarantined", lost.code, lost.message))
        self._tell(work)

    def _fail(self, work: Work, failure: Failure) -> None:
        self._queue.failed(work, failure)
        self._shelf.put_away(self._queue)

    def _tell(self, work: Work) -> None:
        """What came to its end goes on the trail and to whoever watches."""
        if work.kind == "page":
            self._watch.page()
            return
        self._settle(self._queue.settled(work))

    def _settle(self, endings: Sequence[Ending]) -> None:
        self._shelf.trail.append_many(filter(None, map(_event, endings)))
        self._watch.settled(endings)

    def _renew(self) -> None:
        if time.monotonic() - self._renewed > LEASE_SECONDS / 4:
            self._queue.renew()
            self._renewed = time.monotonic()


def _event(ending: Ending) -> tuple[str, dict[str, object]] | None:
    """What the trail says of an input that has no record of its own."""
    if ending.outcome == "same":
        return "input_same", {"path": ending.path, "record": ending.record}
    if ending.outcome in ("failed", "quarantined"):
        return "input_failed", {"path": ending.path, "code": ending.code, "message": ending.message}
    return None


def _ending(answer: Answer) -> Ended:
    """How a source ends whose record was made."""
    states = {PagesFailed.code: "partial", NoText.code: "no_text"}
    return Ended(states.get(answer.code or "", "read"), answer.code, answer.message, answer.exit_code)
