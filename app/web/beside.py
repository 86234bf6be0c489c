"""Long work of the server, done by a process of its own: in a thread every visitor would wait for it again and again."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from saraban.app.batch.leash import death
from saraban.app.output import RECORDS
from saraban.extract.errors import SarabanError, WorkerDied
from saraban.extract.guard import die_with_parent

MANY = 1000
"""Records from which on going through them is worth a process, which takes half a second to start."""

T = TypeVar("T")


def has_many(out: Path) -> bool:
    """Whether an output folder has more than `MANY` records."""
    with os.scandir(out / RECORDS) as entries:
        return next(islice(entries, MANY, None), None) is not None


def beside(hear: Callable[[T], object], work: Callable[..., object], *arguments: object) -> None:
    """Have `work(*arguments, say)` done by a new process, and `hear` here whatever it says.

    Raises what it raises of SarabanError, WorkerDied where it ends otherwise; a mistake of ours tells the terminal its
    trace.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work, arguments), name="beside", daemon=True)
    try:
        with ours, theirs:
            process.start()
            theirs.close()
            failed = _heard(ours, hear)
        process.join()
    except OSError as error:
        raise WorkerDied(f"a process to go through the records does not start: {error.strerror}") from error
    finally:
        if process.is_alive():
            process.kill()
    if failed is not None:
        raise failed
    if process.exitcode:
        raise WorkerDied(f"the process that goes through the records ended: {death(process.exitcode)}")


def _heard(ours: Connection, hear: Callable[[T], object]) -> SarabanError | None:
    """What made the work fail, None where nothing did, or nothing was said of it."""
    while True:
        try:
            said = ours.recv()
        except EOFError:
            return None
        if isinstance(said, SarabanError):
            return said
        hear(said)


def _serve(theirs: Connection, work: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, and that this process
    die_with_parent()
    try:
        work(*arguments, theirs.send)
    except SarabanError as error:
        theirs.send(error)
