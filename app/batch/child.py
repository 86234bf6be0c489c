"""The life of a worker process: tasks in, answers out, one at a time, until its driver is gone.

A message to the driver is one byte, its kind, and what it bears.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import socket
import sys
import tempfile
import traceback
from pathlib import Path

from saraban.app.batch.channel import Channel

READY, ANSWER, LAST, BROKEN = b"r", b"a", b"l", b"b"
"""The process takes tasks; the result of a task, pickled; the same, and the process ends; the traceback of a call
that broke its promise.
"""

TASKS_MOST = 500
GROWTH_MOST = 600 << 20
"""Tasks after which a process gives way to a fresh one, and bytes that it may have grown in memory after its first:
libraries leak.
"""

_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """What the driver runs in a new process; the argument is the descriptor of the socket to it."""
    from saraban.extract.guard import guard_self

    guard_self(writable=(Path(tempfile.gettempdir()),))
    with contextlib.suppress(EOFError, ConnectionError):
        _serve(Channel(socket.socket(fileno=int(sys.argv[-1]))))


def _serve(channel: Channel) -> None:
    """Raises EOFError or ConnectionError when the driver is gone."""
    channel.send(READY)
    first = 0
    for done in range(1, TASKS_MOST + 1):
        kind, answer = _answer(channel.receive())
        first = first or resident()
        last = kind == ANSWER and (done == TASKS_MOST or resident() - first > GROWTH_MOST)
        channel.send((LAST if last else kind) + answer)
        if last:
            break


def _answer(task: bytes) -> tuple[bytes, bytes]:
    """The kind of the answer to a task, and the answer."""
    try:
        call, arguments = pickle.loads(task)  # noqa: S301 (from our own driver)
        return ANSWER, pickle.dumps(call(*arguments), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(errno.ENOMEM)  # whatever else is tried here may fail likewise
    except Exception:
        return BROKEN, traceback.format_exc().encode("utf-8", "backslashreplace")


def resident() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE
    except OSError:
        return 0
