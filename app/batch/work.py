"""A piece of work of a batch, and the ways it can end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["open", "page", "compose"]
FailureState = Literal["failed", "quarantined"]


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work in hand. `at`: id of the input (open) or of the source; `path`: of the file to be read, which
    has that `stamp` as long as nobody changes it; `packed`: the source as it was opened; `number` of the page.
    """

    kind: Kind
    at: int
    path: bytes
    stamp: str
    packed: bytes = b""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What an input turned out to hold."""

    sha256: str
    stamp: str
    pages: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Ended:
    """How a source ends that has a record: `state` read, partial or no_text."""

    state: str
    code: str | None = None
    message: str = ""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A record on the disk: its file name, hash and bytes, and how its source ended."""

    record: str
    sha256: str
    size: int
    ended: Ended


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result. `state`: failed, or quarantined where the work took its worker with it each time."""

    state: FailureState
    code: str
    message: str
    exit_code: int = 1


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as the ledger has it: its packed result, or why there is none."""

    result: bytes | None
    code: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an input. `outcome`: waiting, read, partial, no_text, same (as another input, which is read for
    both), failed, quarantined or skipped; with a code where somebody should know why.
    """

    path: bytes
    outcome: str
    code: str | None
    message: str
    exit_code: int
    record: str | None
