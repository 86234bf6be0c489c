"""The temporary folder of a process, and what becomes of it when the process is killed.

A process that is killed cannot clear up. It holds a lock on its folder as long as it lives, so that another one sees
which folders are nobody's any more.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import re
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from saraban.extract.errors import ReadingFailed

_NAME = re.compile(r"saraban-\d+-\w+")


def scratch() -> Path:
    """The folder for what this process writes and needs no more when it ends; made at the first call.

    It lies in the system's temporary folder (TMPDIR). It is removed when the process ends in good order, else by
    `sweep`, which every process does before it makes its own. Raises ReadingFailed where none can be made.
    """
    return _made(os.getpid(), tempfile.gettempdir())


def sweep(inside: Path | None = None) -> int:
    """Remove the folders that killed processes left in the temporary folder, or in another; how many they were.

    Folders of living processes and of other users stay.
    """
    removed = 0
    for folder in _folders(Path(tempfile.gettempdir()) if inside is None else inside):
        with contextlib.suppress(
            OSError
        ):  # somebody holds it, has just removed it, or the disk knows no locks
            lock = _locked(folder)
            shutil.rmtree(folder, ignore_errors=True)
            removed += not folder.exists()
            os.close(lock)
    return removed


@lru_cache(maxsize=8)
def _made(process: int, around: str) -> Path:
    if "\n" in around:  # Tesseract is given a list of files, one a line
        raise ReadingFailed("the name of the temporary folder has a line break; set TMPDIR to another")
    sweep(Path(around))
    try:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=f"saraban-{process}-", dir=around))
            if _held(folder):
                atexit.register(_remove, folder, process)
                return folder
    except OSError as error:
        why = f"no temporary folder can be made in {around}: {error.strerror}"
        raise ReadingFailed(f"{why}; make room there, or set TMPDIR to another") from error


def _held(folder: Path) -> bool:
    """Lock a new folder for as long as this process lives; False where a sweep was quicker."""
    try:
        _locked(folder)  # left open: that is the lock
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError:  # a disk that knows no locks: there is no sweep either
        return True
    return folder.exists()


def _locked(folder: Path) -> int:
    """A lock on a folder, which ends when the descriptor is closed. Raises OSError, BlockingIOError where it is held."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _folders(around: Path) -> list[Path]:
    """The folders of saraban in a folder that are of this user; links are none."""
    found = []
    with contextlib.suppress(OSError), os.scandir(around) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(FileNotFoundError):  # its process has just ended
                    if entry.stat(follow_symlinks=False).st_uid == os.geteuid():
                        found.append(Path(entry.path))
    return found


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:  # a fork ends as well, and the folder is its parent's
        shutil.rmtree(folder, ignore_errors=True)
