"""What workers gave back, into the ledger: some results at a time, as one change.

A record stands on the disk and on the trail before the ledger has it; a person is told after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from saraban.app.batch.queue import Queue
from saraban.app.batch.shelf import Shelf
from saraban.app.batch.steps import Answer
from saraban.app.batch.watch import Watch
from saraban.app.batch.work import Ended, Ending, Failure, FailureState, Opened, Work
from saraban.app.batch.workers import Lost
from saraban.extract.errors import (
    ChangedDuringRead,
    EngineMissing,
    MissingFile,
    NoText,
    OutOfMemory,
    PagesFailed,
    ReadingFailed,
)

# A program that was killed, or found no memory, may fare better when others do not press; who wrote may have ended.
_ONCE_MORE = frozenset({ReadingFailed.code, OutOfMemory.code, ChangedDuringRead.code, MissingFile.code})
_LOST = frozenset({"worker_died", "took_too_long"})  # the codes of Lost


class Results:
    """Takes results in."""

    def __init__(self, queue: Queue, shelf: Shelf, watch: Watch) -> None:
        self._queue, self._shelf, self._watch = queue, shelf, watch

    def take(self, ended: Sequence[tuple[Work, Any]]) -> None:
        """Enter what came to its end. Raises EngineMissing, OutputFailed and LedgerFailed, and nothing is entered."""
        endings: list[Ending] = []
        with self._queue.together():
            for work, result in ended:
                endings += self._one(work, result)
            self._shelf.settle(endings)
        self._shelf.put_away(self._queue)
        self._watch.settled(endings)
        for work, result in ended:
            if isinstance(result, Answer):
                self._watch.trace(work.path, result.trace)
            if work.kind == "page":
                self._watch.page()

    def _one(self, work: Work, result: Answer | Lost) -> list[Ending]:
        """Enter one result; the inputs that came to their end with it."""
        if isinstance(result, Lost):
            if self._queue.lost(work):
                return []  # it is tried once more
            self._queue.failed(work, Failure("quarantined", result.code, result.message))
        elif result.exit_code == EngineMissing.exit_code:
            raise EngineMissing(result.message)  # every other page would meet it too
        elif result.given is None:
            if result.code in _ONCE_MORE and self._queue.lost(work):
                return []
            # the record of a file none of whose pages came to an end: what befell them befell it
            state: FailureState = "quarantined" if result.code in _LOST else "failed"
            failure = Failure(state, result.code or "", result.message, result.exit_code)
            self._queue.failed(work, failure)
        elif isinstance(result.given, Opened):
            self._queue.opened(work, result.given, self._shelf.config)
        elif work.kind == "page":
            self._queue.page_read(work, result.given)
        else:
            self._queue.composed(work, self._shelf.write(work, result.given, _ending(result)))
        return [] if work.kind == "page" else self._queue.settled(work)


def _ending(answer: Answer) -> Ended:
    """How a source ends whose record was made."""
    states = {PagesFailed.code: "partial", NoText.code: "no_text"}
    return Ended(states.get(answer.code or "", "read"), answer.code, answer.message, answer.exit_code)
