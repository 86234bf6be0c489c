"""A process that guards itself: it dies with its parent, and takes neither memory, network nor files of others.

Decoders of pictures and PDFs run inside the worker that calls this, so the worker is as much to be mistrusted as the
programs that it starts; they inherit what is laid down here. Called first thing, while the process has one thread.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

MEMORY = 2 << 30
"""Bytes that a worker may hold for itself. The largest page that is read, 100 million pixels of 16 bits, takes 1.3 GB."""

_PDEATHSIG, _NO_NEW_PRIVS = 1, 38  # prctl(2)
_NEWUSER, _NEWNET = 0x10000000, 0x40000000  # unshare(2)
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # landlock(7), the same number on every processor
_ASK_VERSION, _PATH_BENEATH = 1, 1
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
_WRITES = (
    0,
    0x1FF2,
    0x3FF2,
    0x7FF2,
)  # rights to write, make and remove, by version: REFER came with 2, TRUNCATE with 3
_TCP, _SCOPES = (
    0b11,
    0b11,
)  # to bind and connect (version 4); signals and abstract sockets of others (version 6)


def guard_self(memory: int = MEMORY, writable: Iterable[Path] | None = None) -> tuple[str, ...]:
    """Lay every limit on this process that the system allows; the names of those that stand.

    `memory`: bytes that it may hold for itself; asking for more raises MemoryError. `writable`: the only folders in
    which it may write from now on; None: wherever it could before. Ends the process where its parent is gone already.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("memory", lambda: _hold(memory)),
        ("network", _leave_network),
        ("privileges", lambda: _alone() and _done(_libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0))),
        ("files", lambda: writable is not None and _write_only_in(tuple(writable))),
        ("parent", die_with_parent),
    ]
    return tuple(name for name, step in steps if step())


def _hold(memory: int) -> bool:
    """Data of its own alone counts (RLIMIT_DATA): libraries and models mapped from files are no burden."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
    return sys.platform == "linux"  # elsewhere the limit does not count what is mapped


def _leave_network() -> bool:
    """Into a network of its own without any device. Root keeps its rights to files, so it takes no new user."""
    if not _alone():
        return False
    if os.geteuid() == 0:
        return _done(_libc().unshare(_NEWNET))
    user, group = os.geteuid(), os.getegid()
    if not _done(_libc().unshare(_NEWUSER | _NEWNET)):
        return False
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with contextlib.suppress(OSError):  # nobody by name, with the rights to files as before
            Path("/proc/self", name).write_text(text)
    return True


def _write_only_in(folders: tuple[Path, ...]) -> bool:
    """Landlock: no writing but there, no TCP, and no signals to processes outside."""
    version = _libc().syscall(_CREATE_RULESET, None, 0, _ASK_VERSION) if _alone() else -1
    if version < 1:
        return False
    writes = _WRITES[min(version, len(_WRITES) - 1)]
    wanted = (writes, *([_TCP] if version >= 4 else []), *([_SCOPES] if version >= 6 else []))
    attributes = (ctypes.c_uint64 * len(wanted))(*wanted)
    rules = _libc().syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(ctypes.sizeof(attributes)), 0)
    if rules < 0:
        return False
    try:
        _allow(rules, Path(os.devnull), writes & (_WRITE_FILE | _TRUNCATE))
        for folder in folders:
            _allow(rules, folder, writes)
        return _done(_libc().syscall(_RESTRICT_SELF, rules, 0))
    finally:
        os.close(rules)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def _allow(rules: int, path: Path, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = _Beneath(rights, place)
        if _libc().syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(beneath), 0) < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    finally:
        os.close(place)


def die_with_parent() -> bool:
    """SIGKILL when the thread that started this process ends; at once where that has happened already."""
    parent = multiprocessing.parent_process()
    stands = sys.platform == "linux" and _done(_libc().prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0))
    if parent is not None and os.getppid() != parent.pid:
        os.kill(os.getpid(), signal.SIGKILL)
    return stands


def _alone() -> bool:
    """Whether this is the only thread: the others would keep what this one gives up."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1


def _done(result: int) -> bool:
    """Whether a system call did what it was asked. A system that does not know or allow it says so in errno."""
    if result == 0:
        return True
    if ctypes.get_errno() in {
        errno.EPERM,
        errno.EACCES,
        errno.ENOSYS,
        errno.EINVAL,
        errno.ENOSPC,
        errno.EUSERS,
    }:
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
