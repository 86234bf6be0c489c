"""Inputs into the ledger, some at a time, while others are read already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from saraban.app.batch.alike import note_alike
from saraban.app.batch.ledger import Admitted, Ledger, Seen
from saraban.app.batch.steps import stamp_of
from saraban.app.inputs import TRANSCRIPT, Found, Refused, Skipped
from saraban.app.output import RECORDS

_AT_ONCE = 200
_WHY = {
    "symlink": "a link; give the file itself by name",
    "special_file": "a pipe, socket or device",
    "hidden": "a hidden file",
    "archive": "an archive; unpack it",
    "unsupported": "a kind of file that is not read; save it as PDF",
    "not_a_document": "no document by name or content",
    "own_output": "what a run of saraban wrote",
}


@dataclass(slots=True)
class Intake:
    """The walk through the inputs of one run. `need_engine` is called when the first scan is met."""

    ledger: Ledger
    run: int
    config: str
    out: Path
    walk: Iterator[Found | Skipped | Refused]
    need_engine: Callable[[], None]
    over: bool = False

    def some(self) -> Admitted:
        """Take the next inputs in; `over` is true when there are no more."""
        found = list(islice(self.walk, _AT_ONCE))
        self.over = len(found) < _AT_ONCE
        if any(isinstance(one, Found) and one.path.suffix.lower() != TRANSCRIPT for one in found):
            self.need_engine()
        admitted = self.ledger.admit(self.run, self.config, map(_seen, found), self._stands)
        return replace(admitted, alike=note_alike(self.ledger, found))

    def _stands(self, record: str, size: int) -> bool:
        try:
            return os.stat(self.out / RECORDS / record).st_size == size
        except OSError:
            return False


def _seen(one: Found | Skipped | Refused) -> Seen:
    path = os.fsencode(os.path.abspath(one.path))
    if isinstance(one, Found):
        return Seen(path, stamp_of(path))
    if isinstance(one, Skipped):
        return Seen(path, state="skipped", code=one.code, message=_WHY[one.code])
    return Seen(path, state="failed", code=one.error.code, message=str(one.error), exit_code=1)
