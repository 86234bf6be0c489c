"""The bar on a terminal, with what failed in lines above it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task
from rich.text import Text

from saraban.app.pace import Standing
from saraban.app.progress import failure_line
from saraban.app.refused import stop_line


class Bar:
    """A `Display`. It goes when it is closed; what was said stays."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._standing: Standing | None = None
        # Records may go to standard output meanwhile, and from there into a file: that is not for the bar to take.
        self._running = Progress(
            BarColumn(bar_width=24),
            _Words(self),
            console=self._console,
            transient=True,
            refresh_per_second=4,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._running.add_task("", total=None)
        self._running.start()

    def moved(self, standing: Standing) -> None:
        """Move the bar."""
        self._standing = standing
        self._running.update(self._task, total=standing.found or None, completed=standing.done)

    def failed(self, path: Path, code: str, message: str) -> None:
        """One line above the bar."""
        self.say(failure_line(path, code, message))

    def say(self, line: str) -> None:
        """A line above the bar, as it is: a name may hold what rich takes for markup."""
        with contextlib.suppress(OSError):  # the terminal is gone; the work goes on
            self._console.print(Text(line), soft_wrap=True)

    def stopped(self, code: str, message: str) -> None:
        """One line above the bar."""
        self.say(stop_line(code, message))

    def close(self, standing: Standing) -> None:
        """Take the bar away."""
        with contextlib.suppress(OSError):
            self._running.stop()

    def text(self) -> str:
        """What stands behind the bar: asked for at every turn, so that a rate falls when nothing happens."""
        return self._standing.text() if self._standing else "looking for files"


class _Words(ProgressColumn):
    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar

    def render(self, task: Task) -> Text:
        return Text(self._bar.text())
