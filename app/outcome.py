"""What became of one input file: its record, or why there is none, or both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saraban.app.batch.steps import Answer, guarded, told_of
from saraban.app.progress import failure_line


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file, done. `record` is its JSON in one line; `message` one sentence with advice."""

    path: Path
    record: str | None = None
    code: str | None = None
    exit_code: int = 0
    message: str = ""
    trace: str = ""

    def line(self) -> str:
        """The failure as one line for standard error, whatever is in the name or in the message."""
        return failure_line(self.path, self.code or "", self.message)


def read_one(path: Path, *, model: Path | None = None) -> Outcome:
    """Read one file; never raises but for what ends the process."""

    def whole() -> Answer:
        from saraban.extract.read import read_document

        return told_of(read_document(path, model=model))

    answer = guarded(whole)
    record = answer.given.decode("utf-8") if isinstance(answer.given, bytes) else None
    return Outcome(path, record, answer.code, answer.exit_code, answer.message, answer.trace)
