"""Work in this process, one task after the other."""

from __future__ import annotations

import traceback
from typing import Any

from saraban.app.batch.workers import Call, TaskBroken


class Serial:
    """Does each task when its result is asked for; see `Workers`.

    Nothing guards this process: `seconds` is not enforced, and a task that kills it kills the run. For small runs,
    debuggers and systems without processes.
    """

    def __init__(self) -> None:
        self._task: tuple[int, Call, tuple[object, ...]] | None = None

    @property
    def room(self) -> int:
        """One."""
        return 1

    def submit(self, key: int, call: Call, *arguments: object, seconds: float) -> None:
        """Take a task; it is done when `next` is called. `seconds` is for other workers."""
        assert self._task is None, "one task at a time"
        self._task = (key, call, arguments)

    def next(self, seconds: float) -> tuple[int, Any] | None:
        """Do the task, however long it takes: its key and result. None when there is none."""
        if self._task is None:
            return None
        key, call, arguments = self._task
        self._task = None
        try:
            return key, call(*arguments)
        except Exception as error:
            raise TaskBroken(traceback.format_exc()) from error

    def close(self) -> None:
        """Forget the task."""
        self._task = None
