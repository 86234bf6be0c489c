"""One worker process as its driver holds it: started, given a task, heard, ended with all that it started."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from saraban.app.batch.channel import Channel

_START_SECONDS = 60  # a process that is not there by then never will be
_TAKE_SECONDS = 10  # an idle process takes a task at once, or it is stopped
_END_SECONDS = 0.8  # SIGKILL needs no more, but where the system itself holds the process
_ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",  # Tesseract's threads get in each other's way
    "PYTHAINLP_READ_ONLY": "1",  # word lists come with the package: no folder in a home that may not be there
    "PYTHAINLP_OFFLINE": "1",
}
_CODE = "import sys; sys.path[:] = sys.argv[1:-1]; from saraban.app.batch.child import main; main()"


@dataclass(frozen=True, slots=True)
class Task:
    """A call in pickled form, and the seconds it may take."""

    key: int
    call: bytes
    seconds: float


@dataclass(slots=True, eq=False)
class Leash:
    """A worker process, the channel to it, and the folder for its temporary files.

    `until`: when it must have ended its task, or its start, by `time.monotonic`; None while it waits for a task.
    """

    process: subprocess.Popen[bytes]
    channel: Channel
    scratch: Path
    ready: bool = False
    task: Task | None = None
    until: float | None = None

    @classmethod
    def start(cls, scratch: Path) -> Leash:
        """A new process with a folder of its own in `scratch`; it says READY later. Raises OSError.

        In a process group of its own from the first: Ctrl-C reaches the driver alone, and the group ends as one.
        Image libraries write remarks straight to standard error; errors reach the user as answers.
        """
        own = Path(tempfile.mkdtemp(dir=scratch))
        ours, theirs = socket.socketpair()
        ours.settimeout(_TAKE_SECONDS)
        said = None if sys.flags.dev_mode else subprocess.DEVNULL
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _CODE, *sys.path, str(theirs.fileno())],
                env=os.environ | _ENVIRONMENT | {"TMPDIR": str(own)},
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                process_group=0,
            )
        return cls(process, Channel(ours), own, until=monotonic() + _START_SECONDS)

    @property
    def idle(self) -> bool:
        """Whether it waits for a task."""
        return self.ready and self.task is None

    def give(self, task: Task) -> bool:
        """Hand over a task; False when the process is gone, or is not there to take it."""
        with contextlib.suppress(OSError):
            self.channel.send(task.call)
            self.task, self.until = task, monotonic() + task.seconds
            return True
        return False

    def rest(self) -> None:
        """It is ready, or its task has ended."""
        self.ready, self.task, self.until = True, None, None

    def kill(self) -> None:
        """Begin to end the process and its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # not reaped yet: the number is still its own

    def end(self) -> int | None:
        """End the process and its group, and clear its files away; its exit code where it ended by itself before."""
        self.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_END_SECONDS)
        self.channel.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
        return self.process.returncode


def death(code: int | None) -> str:
    """How a process ended, in words, by its exit code; negative for a signal."""
    if code is None:
        return "it does not end"
    if code == errno.ENOMEM:
        return "memory ran out"
    if code == -signal.SIGKILL:
        return "SIGKILL: most often memory ran out"
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
