"""What became of one input file: its record, or why there is none, or both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from saraban.app.batch.steps import Answer, guarded, told_of
from saraban.app.progress import failure_line
from saraban.extract.errors import SarabanError

if TYPE_CHECKING:
    from saraban.extract.record import Record


class Read(Protocol):
    """Reads one file to its record: `saraban.extract.read.read_document`, or a stand-in in tests."""

    def __call__(self, path: Path, /, *, model: Path | None = None) -> Record:
        """The record of the file; raises a SarabanError when there can be none."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file, done. `record` is its JSON in one line; `message` one sentence with advice."""

    path: Path
    record: str | None = None
    code: str | None = None
    exit_code: int = 0
    message: str = ""
    trace: str = ""

    @classmethod
    def failure(cls, path: Path, error: SarabanError, *, trace: str = "") -> Outcome:
        """A file without a record."""
        return cls(path, code=error.code, exit_code=error.exit_code, message=str(error), trace=trace)

    def line(self) -> str:
        """The failure as one line for standard error, whatever is in the name or in the message."""
        return failure_line(self.path, self.code or "", self.message)


def read_one(path: Path, *, model: Path | None = None, read: Read | None = None) -> Outcome:
    """Read one file; never raises but for what ends the process."""

    def whole() -> Answer:
        if read is not None:
            return told_of(read(path, model=model))
        from saraban.extract.read import read_document

        return told_of(read_document(path, model=model))

    answer = guarded(whole)
    record = answer.given.decode("utf-8") if isinstance(answer.given, bytes) else None
    return Outcome(path, record, answer.code, answer.exit_code, answer.message, answer.trace)
