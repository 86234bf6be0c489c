"""Is an output folder what was written, and are the sources what was read? Told from the trail and the files alone."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from saraban.app.batch.chain import REVIEW, TRAIL, Break, Checkpoint, Event, check, scan
from saraban.app.batch.expected import Expected
from saraban.app.batch.ledger import FILE as LEDGER
from saraban.app.batch.lock import FILE as LOCK
from saraban.app.batch.report import REPORT_JSON, REPORT_TXT
from saraban.app.output import RECORDS, SUPERSEDED

Code = Literal[
    "changed", "missing", "extra", "unreadable", "unreachable", "trail_broken", "trail_cut", "run_not_ended"
]
_Known = Callable[[bytes], bool]
# The index is made from records and corrections, and made anew wherever it is damaged or gone.
_OWN = {RECORDS, SUPERSEDED, TRAIL, REVIEW, LOCK, "index.sqlite", "index.sqlite-wal", "index.sqlite-shm"}
_END = (LEDGER, REPORT_JSON, REPORT_TXT)
_WAL, _SHM = f"{LEDGER}-wal", f"{LEDGER}-shm"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. `path`: as bytes; relative to the output folder, but for sources.

    `code`: "changed", "missing" and "extra" of files; "unreadable" where the system refuses the bytes;
    "unreachable" of a source whose whole folder is gone; "trail_broken", "trail_cut", "run_not_ended" of the trail.
    """

    code: Code
    path: bytes
    expected: str
    found: str


class Verification:
    """Compares an output folder with its trail. The counts and `head` stand when all `findings` were taken.

    `corrections`: events of people. `checkpoint`: the head of the trail at some former moment, kept elsewhere. `sources`: look at the inputs too.
    `size`: bytes that were hashed. `head`: None when the trail is not whole.
    """

    def __init__(self, out: Path, *, checkpoint: Checkpoint | None = None, sources: bool = True) -> None:
        self._out = os.fsencode(out)
        self._checkpoint, self._with_sources = checkpoint, sources
        self.records = self.sources = self.events = self.corrections = self.size = 0
        self.head: Checkpoint | None = None

    def findings(self) -> Iterator[Finding]:
        """All that is wrong, as it is found; memory does not grow with the folder."""
        with closing(Expected()) as expected:
            try:
                yield from self._follow(expected)
            except OSError as error:  # without the trail there is nothing to compare with
                code: Code = "missing" if isinstance(error, FileNotFoundError) else "unreadable"
                yield Finding(code, TRAIL.encode(), "the trail of this folder", error.strerror or str(error))
                return
            for folder in (RECORDS, SUPERSEDED):
                for name, sha256 in expected.inside(folder):
                    self.records += 1
                    yield from self._compare(os.path.join(os.fsencode(folder), name), sha256, own=True)
                yield from self._extra_in(folder, expected)
            yield from self._run(expected)
            yield from self._review(expected.review)
            if self._with_sources:
                for path, sha256 in expected.sources():
                    self.sources += 1
                    yield from self._compare(path, sha256, own=False)

    def _follow(self, expected: Expected) -> Iterator[Finding]:
        head, whole = Checkpoint(0, ""), True
        for one in check(scan(Path(os.fsdecode(self._out))), self._checkpoint):
            if isinstance(one, Break):
                whole = False
                code: Code = "trail_cut" if one.cut else "trail_broken"
                yield Finding(code, TRAIL.encode(), "an unbroken chain of events", one.message)
                continue
            self.events += 1
            head = Checkpoint(one.n, one.sha256)
            try:
                expected.note(one)
            except (KeyError, TypeError, ValueError, AttributeError):
                whole = False
                what = f"event {one.n} ({one.event}) without what such an event tells"
                yield Finding("trail_broken", TRAIL.encode(), "an unbroken chain of events", what)
        self.head = head if whole else None

    def _review(self, last: Checkpoint | None) -> Iterator[Finding]:
        """The corrections: a chain of their own, which holds what the trail knows of it."""
        chain = "an unbroken chain of corrections"
        try:
            for one in check(scan(Path(os.fsdecode(self._out)), REVIEW), last):
                if isinstance(one, Break):
                    code: Code = "trail_cut" if one.cut else "trail_broken"
                    yield Finding(code, REVIEW.encode(), chain, one.message)
                else:
                    self.corrections += 1
        except FileNotFoundError as error:
            if last is not None:
                yield Finding("missing", REVIEW.encode(), chain, error.strerror or str(error))
        except OSError as error:
            yield Finding("unreadable", REVIEW.encode(), chain, error.strerror or str(error))

    def _run(self, expected: Expected) -> Iterator[Finding]:
        """The files that a run writes at its end, and what lies beside them."""
        started = expected.open
        if started is not None or not expected.runs:
            yield Finding("run_not_ended", TRAIL.encode(), "a run that has ended", _not_ended(started))
            known = {*_OWN, *_END, _WAL, _SHM}
        else:
            known = {*_OWN, *expected.files, _SHM}
            for name, sha256 in sorted(expected.files.items()):
                yield from self._compare(os.fsencode(name), sha256, own=True)
            known |= {_WAL} if self._is_empty(_WAL) else set()
        yield from self._extra(b"", {os.fsencode(name) for name in known}.__contains__)

    def _extra_in(self, folder: str, expected: Expected) -> Iterator[Finding]:
        yield from self._extra(os.fsencode(folder), lambda name: expected.holds(folder, name))

    def _extra(self, folder: bytes, known: _Known) -> Iterator[Finding]:
        try:
            with os.scandir(os.path.join(self._out, folder)) as entries:
                for entry in entries:
                    if not known(entry.name):
                        what = "a folder" if entry.is_dir(follow_symlinks=False) else "a file"
                        path = os.path.join(folder, entry.name)
                        yield Finding("extra", path, "nothing: no event of the trail names it", what)
        except FileNotFoundError:  # a folder without which a record is missing is told by that record
            return
        except OSError as error:
            yield Finding("unreadable", folder or b".", "a folder", error.strerror or str(error))

    def _compare(self, path: bytes, sha256: str, *, own: bool) -> Iterator[Finding]:
        """`own`: the path is one inside the output folder, where a link is no file."""
        expected = f"sha256 {sha256}"
        try:
            if own:
                found, size = _fingerprint(os.path.join(self._out, path), os.O_NOFOLLOW)
            else:
                found, size = _fingerprint(path, 0)
        except OSError as error:
            yield Finding(_refused(error, path, own), path, expected, error.strerror or str(error))
            return
        self.size += size
        if found != sha256:
            yield Finding("changed", path, expected, f"sha256 {found}")

    def _is_empty(self, name: str) -> bool:
        file = os.path.join(self._out, os.fsencode(name))
        return os.path.isfile(file) and os.path.getsize(file) == 0


def _fingerprint(path: bytes, flags: int) -> tuple[str, int]:
    """The sha256 and size of a plain file; OSError of anything else, without ever waiting for it."""
    if b"\0" in path:
        raise OSError(errno.EINVAL, "no path that a file can have")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no plain file")
        return hashlib.file_digest(stream, "sha256").hexdigest(), os.fstat(descriptor).st_size


def _refused(error: OSError, path: bytes, own: bool) -> Code:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "missing" if own or os.path.isdir(os.path.dirname(path)) else "unreachable"
    return "changed" if error.errno in (errno.ELOOP, errno.EINVAL) else "unreadable"


def _not_ended(event: Event | None) -> str:
    after = f"and {', '.join(_END)} cannot be compared; run `saraban read` again"
    if event is None:
        return f"no run at all, {after}"
    if event.event == "retried":
        return f"inputs to be tried again since {event.at}, {after}"
    if event.event == "run_ended":
        return f"a run that was stopped at {event.at}, {after}"
    return f"the run of {event.at} was killed or is still at work, {after}"
