"""Writes what was made to disk whole or not at all."""

from __future__ import annotations

import contextlib
import os
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from saraban.extract.errors import OutputFailed
from saraban.extract.source import printable

RECORDS = "records"
SUPERSEDED = "superseded"
"""Where the records of files that changed since are kept."""

_DRAFT = ".part"
_NAME_BYTES = 255  # what Linux file systems allow


def record_name(name: str, sha256: str, digits: int = 8) -> str:
    """The file name of a record: `<name>-<first 8 digits of the hash>.json`, safe on any file system.

    Control, format and separator characters, lone surrogates and characters that Windows refuses become
    %XX; a name that is too long loses its end, never half a character.
    """
    tail = f"-{sha256[:digits]}.json"
    safe = "".join(c if _is_safe(c) else quote(c, safe="", errors="surrogateescape") for c in name)
    if safe.startswith("."):
        safe = "%2E" + safe[1:]
    return _shorten(safe, _NAME_BYTES - len(tail)) + tail


def write_whole(folder: Path, name: str, made: str | bytes, *, sync: bool = True) -> Path:
    """Write a record, a page or a picture to `folder/name` so that a reader sees all of it or the former file, even after a crash.

    Without `sync` a crash may bring the former file back until `sync_folder` is called. Raises OutputFailed, and
    leaves nothing behind, when the system refuses.
    """
    with writing_whole(folder, name, sync=sync) as stream:
        stream.write(made.encode("utf-8") if isinstance(made, str) else made)
    return folder / name


@contextlib.contextmanager
def writing_whole(folder: Path, name: str, *, sync: bool = True) -> Iterator[BinaryIO]:
    """The same for what is written piece by piece: it takes its place when the block ends without an error."""
    draft = folder / f".{os.getpid()}-{_mark(name)}{_DRAFT}"
    try:
        with draft.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(folder / name)
        if sync:
            sync_folder(folder)
    except BaseException as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        message = f"{printable(name)} cannot be written to {printable(folder)}: {error.strerror}; make room and run again"
        raise OutputFailed(message) from error


def sweep(folder: Path, *names: str, rested: float = 0.0) -> None:
    """Remove what writers that were killed left half written in a folder: of files of these names, or of all.

    `rested`: seconds for which nobody must have written to it; a draft that is at work lives for a moment.
    """
    until = time.time() - rested
    for pattern in [f".*-{_mark(name)}{_DRAFT}" for name in names] or [f".*{_DRAFT}"]:
        for draft in folder.glob(pattern):
            with contextlib.suppress(FileNotFoundError):
                if not rested or draft.stat().st_mtime < until:
                    draft.unlink()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mark(name: str) -> str:
    """What tells the draft of one file from those of others: of a record the digits of its hash."""
    return name[-13:-5]


def _is_safe(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and (
        character not in '/\\:*?"<>|'
    )


def _shorten(name: str, size: int) -> str:
    """The beginning of a name in at most `size` bytes; a Thai letter keeps its marks or goes with them."""
    data = name.encode("utf-8")
    if len(data) <= size:
        return name
    short = data[:size].decode("utf-8", "ignore")
    if unicodedata.category(name[len(short)]) == "Mn":
        short = short.rstrip("".join({c for c in short if unicodedata.category(c) == "Mn"}))[:-1]
    return short
