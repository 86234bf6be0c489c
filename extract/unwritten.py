"""Whether a file is still being written: a scan that is copied into the folder while the folder is read.

What is there of such a file may look whole, a transcript above all. Linux knows who holds a file open for writing, and
tells it to whom the file belongs: it grants a lease only where nobody does (fcntl(2), F_SETLEASE). Files of other
people and of network shares, of which it says nothing, are taken as written once they did not change for a while.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import time
from typing import BinaryIO

QUIET_SECONDS = 5.0
"""A file that did not change for so long is whole, where the system does not know."""

WAIT_SECONDS = 15.0
"""How long somebody's writing is waited for."""

_STEP = 0.1


def is_at_rest(stream: BinaryIO) -> bool:
    """Whether nobody writes to the file that was opened; somebody who does is waited for, for `WAIT_SECONDS`."""
    until = time.monotonic() + WAIT_SECONDS
    while _is_written(stream):
        if time.monotonic() > until:
            return False
        time.sleep(_STEP)
    return True


def _is_written(stream: BinaryIO) -> bool:
    held = _is_held(stream.fileno())
    if held is not None:
        return held
    age = time.time() - os.fstat(stream.fileno()).st_mtime
    return 0 <= age < QUIET_SECONDS  # a time to come is a wrong clock's, and says nothing


def _is_held(descriptor: int) -> bool | None:
    """Whether anybody has the file open for writing; None where the system does not tell."""
    if not hasattr(fcntl, "F_SETLEASE"):
        return None
    try:
        # Who opens the file in the moment of the lease is kept waiting, and we are told by a signal: one without effect.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return True if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK) else None
    return False
