"""What does the work of a batch: one interface for this process, for a pool of guarded children, for a cluster.

A task is a call: a function that can be imported by name, with arguments that can be pickled. The function must not
raise. A task has a key; the same key is never in hand twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Call = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that came to no end, through no answer of its own: its worker died, or it took too long.

    `message`: one sentence that says how, with advice.
    """

    code: Literal["worker_died", "took_too_long"]
    message: str


class Workers(Protocol):
    """Does tasks, at most `room` at once. Nothing it does is durable: the ledger is."""

    @property
    def room(self) -> int:
        """How many tasks are worth having in hand at once; the driver never submits more."""
        ...

    def submit(self, key: int, call: Call, *arguments: object, seconds: float) -> None:
        """Hand over a task. After `seconds` at work it is ended with all that it started, and is Lost."""
        ...

    def next(self, seconds: float) -> tuple[int, Any] | None:
        """The key and the result, or Lost, of a task that came to its end; None when none does in `seconds`."""
        ...

    def close(self) -> None:
        """End everything within a second, finished or not, and leave no process and no file behind."""
        ...


class TaskBroken(Exception):
    """A mistake in the program: a call raised, or it or its result cannot be pickled. `str(error)` is the traceback."""
