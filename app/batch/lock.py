"""One run at a time writes to an output folder. The system frees the lock when the run is gone, however it went."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saraban.extract.errors import OutputFailed, OutputHeld
from saraban.extract.source import printable

FILE = ".lock"


@contextmanager
def held(out: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the output folder while the context lasts; `shared` with runs that share its ledger (PostgreSQL).

    Raises OutputHeld when another run has it, OutputFailed when the folder cannot be written to.
    """
    name = printable(out)
    try:
        descriptor = os.open(out / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise OutputFailed(f"{name} cannot be written to: {error.strerror}; choose another --out") from error
    try:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            advice = "wait until it has ended, or choose another --out"
            raise OutputHeld(f"another run writes to {name}; {advice}") from error
        yield
    finally:
        os.close(descriptor)


def is_held(out: Path) -> bool:
    """Whether a run writes to the output folder now. Nothing is made or changed: who may only read may ask."""
    try:
        descriptor = os.open(out / FILE, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
