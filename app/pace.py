"""How far work has come, how fast it goes on, and how long it will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]

_WINDOW = 120.0  # seconds over which a rate is taken
_SURE_AFTER = 5.0  # seconds; before, a rate would be a guess


class Pace:
    """How fast something goes on, over the last two minutes."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._count = 0
        self._samples = deque([(clock(), 0)])

    def step(self) -> None:
        """One more."""
        self._count += 1
        now = self._clock()
        if now - self._samples[-1][0] >= 1.0:
            self._samples.append((now, self._count))
        while len(self._samples) > 1 and self._samples[1][0] <= now - _WINDOW:
            self._samples.popleft()

    def a_second(self) -> float | None:
        """How many a second; None as long as too little happened to tell."""
        since, before = self._samples[0]
        seconds, steps = self._clock() - since, self._count - before
        return steps / seconds if seconds >= _SURE_AFTER and steps >= 2 else None


@dataclass(slots=True)
class Standing:
    """How far it is. `found`: inputs so far, more may come; `done`: of these, also those done in a former run."""

    clock: Clock = time.monotonic
    found: int = 0
    done: int = 0
    pages: int = 0
    failed: int = 0
    _inputs: Pace = field(init=False)
    _pages: Pace = field(init=False)

    def __post_init__(self) -> None:
        self._inputs, self._pages = Pace(self.clock), Pace(self.clock)

    def step_input(self) -> None:
        """An input came to its end."""
        self.done += 1
        self._inputs.step()

    def step_page(self) -> None:
        """A page came to its end."""
        self.pages += 1
        self._pages.step()

    @property
    def rate(self) -> float | None:
        """Pages a minute; None as long as that is not known."""
        pace = self._pages.a_second()
        return None if pace is None else 60 * pace

    @property
    def left(self) -> float | None:
        """Seconds until all that was found so far is done; None as long as that is not known."""
        pace = self._inputs.a_second()
        return (self.found - self.done) / pace if pace else None

    def text(self) -> str:
        """In words: `120/400 files, 38 pages/min, 12 min left, 3 failed`."""
        rate = "–" if self.rate is None else f"{self.rate:,.0f}" if self.rate >= 10 else f"{self.rate:.1f}"
        return (
            f"{self.done:,}/{self.found:,} files, {rate} pages/min, {_duration(self.left)} left, "
            f"{self.failed:,} failed"
        )

    def facts(self) -> dict[str, object]:
        """For machines; `rate` in pages a minute."""
        rate, left = self.rate, self.left
        return {
            "inputs": self.found,
            "done": self.done,
            "pages": self.pages,
            "failed": self.failed,
            "rate": None if rate is None else round(rate, 1),
            "left_s": None if left is None else round(left),
        }


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min" if seconds >= 90 else f"{round(seconds)} s"
