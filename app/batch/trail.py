"""The trail of an output folder: what was done to it, when, by which version. It is only ever added to."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from saraban.app.batch.chain import ADVICE, START, TRAIL, Checkpoint, make_line, parse
from saraban.app.output import sync_folder
from saraban.extract.errors import OutputFailed, TrailBroken
from saraban.extract.source import printable

_BLOCK = 1 << 16


class Trail:
    """Adds events to the trail of a folder, or to another chain of that `name`; each is durable when `append` returns.

    Several processes may add to one trail. What a crash left of a half-written line is moved into an event
    `tail_repaired`. Raises OutputFailed when the system refuses, TrailBroken when the last line is damaged.
    """

    def __init__(self, folder: Path, name: str = TRAIL) -> None:
        self._file = folder / name
        self._head = Checkpoint(0, START)
        self._size = 0
        with self._refusals():
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._descriptor = os.open(self._file, flags, 0o644)
            sync_folder(folder)
        try:
            with self._alone():
                pass
        except BaseException:
            self.close()
            raise

    def append(self, event: str, /, **facts: object) -> Checkpoint:
        """Add an event; the head afterwards. Paths may be bytes: what is no UTF-8 is kept as base64."""
        return self.append_many([(event, facts)])

    def append_many(self, events: Iterable[tuple[str, Mapping[str, object]]]) -> Checkpoint:
        """Add several events, all of them durable at once.

        They are asked for when nobody else can add any: what they depend on in the trail can be looked up then.
        """
        with self._alone():
            self._write(events)
            return self._head

    def head(self) -> Checkpoint:
        """The last event, whoever added it."""
        with self._alone():
            return self._head

    def close(self) -> None:
        """Give the file back."""
        os.close(self._descriptor)

    def __enter__(self) -> Trail:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock, and know the head: others may have added events since."""
        with self._refusals():
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                self._catch_up()
                yield
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def _catch_up(self) -> None:
        name = self._file.name
        now = os.fstat(self._descriptor)
        if now.st_nlink == 0 or now.st_size < self._size:
            raise TrailBroken(f"{name} was cut short or deleted while it was in use; {ADVICE[name]}")
        if now.st_size == self._size:
            return
        line, torn = _last_line(self._descriptor, now.st_size)
        last = parse(line) if line is not None else None
        if isinstance(last, str):
            raise TrailBroken(f"the last line of {name} {last}; {ADVICE[name]}")
        self._head = Checkpoint(last.n, last.sha256) if last else Checkpoint(0, START)
        self._size = now.st_size - len(torn)
        if torn:  # the event that holds it is longer and is written over it: there is no moment without it
            cut = {"cut_b64": base64.b64encode(torn).decode(), "cut_bytes": len(torn)}
            self._write([("tail_repaired", cut)])

    def _write(self, events: Iterable[tuple[str, Mapping[str, object]]]) -> None:
        head, lines = self._head, bytearray()
        for event, facts in events:
            line, head = make_line(head, event, facts)
            lines += line
        if not lines:
            return
        try:
            if os.pwrite(self._descriptor, lines, self._size) != len(lines):
                raise OSError(0, "the disk is full")
            os.fsync(self._descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise
        self._head, self._size = head, self._size + len(lines)

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = f"{self._file.name} in {printable(self._file.parent)}"
            raise OutputFailed(
                f"{where}: {error.strerror}; make room, check permissions and run again"
            ) from error


def _last_line(descriptor: int, size: int) -> tuple[bytes | None, bytes]:
    """The last whole line, read from the end, and what stands after it without an end of line."""
    data, at = b"", size
    while at > 0 and data.count(b"\n") < 2:
        step = min(max(_BLOCK, len(data)), at)
        at -= step
        data = os.pread(descriptor, step, at) + data
    lines, end, torn = data.rpartition(b"\n")
    return (lines.rpartition(b"\n")[2] if end else None), torn
