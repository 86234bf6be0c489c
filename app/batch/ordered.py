"""One call for many arguments, done by workers; the results in the order of the arguments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from saraban.app.batch.workers import Call, Workers

_PATIENCE = 3600.0  # seconds: each task has a limit of its own


def in_order(workers: Workers, call: Call, given: Sequence[object], *, seconds: float) -> Iterator[Any]:
    """What `call` gives for each, or Lost, in their order: each as soon as all before it are there.

    `seconds`: what one call may take.
    """
    early: dict[int, Any] = {}
    waiting = iter(enumerate(given))
    in_hand = 0
    for place in range(len(given)):
        while place not in early:
            while in_hand < workers.room and (task := next(waiting, None)) is not None:
                workers.submit(task[0], call, task[1], seconds=seconds)
                in_hand += 1
            ended = workers.next(_PATIENCE)
            if ended is not None:
                in_hand -= 1
                early[ended[0]] = ended[1]
        yield early.pop(place)
