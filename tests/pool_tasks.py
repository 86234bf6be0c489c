"""Tasks for `test_pool`, in a module of their own: the processes that do them need not import the tests."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

KEPT: list[bytes] = []


def double(number: int) -> int:
    return 2 * number


def pid(_: object = None) -> int:
    return os.getpid()


def killed(number: int, poison: int) -> int:
    if number == poison:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def end_with(code: int) -> None:
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)


def hang(mark: str) -> None:
    """Starts a process, leaves a file, and never ends."""
    Path(tempfile.gettempdir(), mark).write_text("left behind")
    subprocess.run(["sleep", mark], check=False)


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def fail(said: str) -> None:
    raise KeyError(said)


def no_memory() -> None:
    raise MemoryError


def close_the_pipe() -> None:
    os.closerange(3, 64)
    time.sleep(60)


def half_an_answer(seconds: float) -> None:
    os.write(int(sys.argv[-1]), struct.pack("!Q", 1000) + b"a")
    time.sleep(seconds)
    os._exit(3)


def large(size: int) -> bytes:
    return b"x" * size


def keep(size: int) -> int:
    KEPT.append(b"x" * size)
    return os.getpid()


def speak() -> dict[str, str]:
    print("a remark")
    os.write(2, b"another\n")
    return {name: os.environ[name] for name in ("OMP_THREAD_LIMIT", "TMPDIR")}


def unpicklable() -> Callable[[], None]:
    return lambda: None
