"""What is seen while files are read: how far it is, how fast, how long still, and each failure as it happens.

On a terminal a bar; else a line from time to time; or the failures alone; or JSON lines for machines. All of it goes
to standard error.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

from saraban.app.pace import Clock, Standing
from saraban.app.refused import stop_line
from saraban.extract.source import printable

How = Literal["bar", "lines", "quiet", "json"]

_LINE_EVERY = 60.0
_JSON_EVERY = 1.0


class Display(Protocol):
    """One way to show it."""

    def moved(self, standing: Standing) -> None:
        """Something was found or done."""
        ...

    def failed(self, path: Path, code: str, message: str) -> None:
        """An input came to no record, or to one that somebody should look at."""
        ...

    def say(self, line: str) -> None:
        """Whatever else is to be told."""
        ...

    def stopped(self, code: str, message: str) -> None:
        """It does not go on, and why."""
        ...

    def close(self, standing: Standing) -> None:
        """It is over."""
        ...


class Progress:
    """Told by what reads; shows it. Without a display of any kind it only counts."""

    def __init__(self, display: Display, clock: Clock = time.monotonic) -> None:
        self._display = display
        self.standing = Standing(clock)

    def found(self, waiting: int, done: int = 0) -> None:
        """More inputs: to be read, and done before."""
        self.standing.found += waiting + done
        self.standing.done += done
        self._display.moved(self.standing)

    def page(self) -> None:
        """A page came to its end."""
        self.standing.step_page()
        self._display.moved(self.standing)

    def step(self, *, failed: bool = False) -> None:
        """An input came to its end."""
        self.standing.step_input()
        self.standing.failed += failed
        self._display.moved(self.standing)

    def failed(self, path: Path, code: str, message: str) -> None:
        """Tell what is wrong with an input; whether it counts as failed `step` says."""
        self._display.failed(path, code, message)

    def say(self, line: str) -> None:
        """Tell something else."""
        self._display.say(line)

    def stopped(self, code: str, message: str) -> None:
        """Tell why it does not go on."""
        self._display.stopped(code, message)


@contextmanager
def showing(how: How, clock: Clock = time.monotonic) -> Iterator[Progress]:
    """Show what goes on within, in one of the four ways."""
    display: Display
    if how == "bar":
        from saraban.app.bar import Bar

        display = Bar()
    else:
        display = Json(clock) if how == "json" else Lines(clock if how == "lines" else None)
    progress = Progress(display, clock)
    try:
        yield progress
    finally:
        display.close(progress.standing)


class Lines:
    """Each failure as a line, and with a clock how far it is every minute."""

    def __init__(self, clock: Clock | None) -> None:
        self._clock = clock
        self._last = clock() if clock else 0.0

    def moved(self, standing: Standing) -> None:
        """Say how far it is when the last time was a minute ago."""
        if self._clock and self._clock() - self._last >= _LINE_EVERY:
            self._last = self._clock()
            self.say(f"saraban: {standing.text()}")

    def failed(self, path: Path, code: str, message: str) -> None:
        """One line, whatever is in the name."""
        self.say(failure_line(path, code, message))

    def say(self, line: str) -> None:
        """Write a line."""
        _print(line)

    def stopped(self, code: str, message: str) -> None:
        """One line."""
        self.say(stop_line(code, message))

    def close(self, standing: Standing) -> None:
        """Nothing: the sum is told by who asked for it."""


class Json:
    """JSON lines: progress once a second at most, each failure, and one line at the end."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = float("-inf")

    def moved(self, standing: Standing) -> None:
        """How far it is, unless that was said within the last second."""
        if self._clock() - self._last >= _JSON_EVERY:
            self._last = self._clock()
            self._tell("progress", **standing.facts())

    def failed(self, path: Path, code: str, message: str) -> None:
        """A failure; a path that is no UTF-8 is told as `path_b64` besides."""
        data = os.fsencode(path)
        shown = data.decode("utf-8", "backslashreplace")
        lossless = {} if shown.encode() == data else {"path_b64": base64.b64encode(data).decode()}
        self._tell("failed", path=shown, **lossless, code=code, message=message)

    def say(self, line: str) -> None:
        """Whatever else is to be told."""
        self._tell("said", text=line)

    def stopped(self, code: str, message: str) -> None:
        """Why it does not go on; `ended` follows."""
        self._tell("stopped", code=code, message=message)

    def close(self, standing: Standing) -> None:
        """The last line."""
        self._tell("ended", **standing.facts())

    def _tell(self, event: str, **facts: Any) -> None:
        _print(json.dumps({"event": event, **facts}))


def failure_line(path: Path, code: str, message: str) -> str:
    """A failure as one line for standard error, whatever is in the name or in the message."""
    return printable(f"saraban: {path}: {message} [{code}]")


def _print(line: str) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more: no reason to end the work of a night
        print(line, file=sys.stderr, flush=True)
