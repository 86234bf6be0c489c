"""What became of one input file: its record, or why there is none, or both."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from saraban.extract.errors import InternalError, NoText, SarabanError
from saraban.extract.source import printable

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
    name: str = ""
    sha256: str = ""
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
        return printable(f"saraban: {self.path}: {self.message} [{self.code}]")


def read_one(path: Path, *, model: Path | None = None, read: Read | None = None) -> Outcome:
    """Read one file; never raises but for what ends the process."""
    try:
        if read is not None:
            return _outcome(path, read(path, model=model))
        from saraban.extract.read import read_document

        return _outcome(path, read_document(path, model=model))
    except SarabanError as error:
        return Outcome.failure(path, error, trace=traceback.format_exc())
    except Exception as error:
        what = (
            f"saraban itself failed ({type(error).__name__}: {error}); please report it with --debug's output"
        )
        return Outcome.failure(path, InternalError(what), trace=traceback.format_exc())


def _outcome(path: Path, record: Record) -> Outcome:
    blank = not record.has_text
    return Outcome(
        path,
        record=record.json(),
        name=record.source.name,
        sha256=record.source.sha256,
        code=NoText.code if blank else None,
        exit_code=NoText.exit_code if blank else 0,
        message="no text on any page: check that the scan is not blank or far too light" if blank else "",
    )
