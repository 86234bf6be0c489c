"""What decoders say of a damaged picture: on standard error only, while they fill in what they could not read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

_STANDARD_ERROR = 2
_KEPT = 1 << 16  # bytes; a spoilt page complains of every line


@contextmanager
def complaints() -> Iterator[list[str]]:
    """A list that holds, at the end, the lines that libraries wrote to standard error meanwhile; nobody else sees them.

    Standard error belongs to the process: no other thread should write to it. Empty where the process has none.
    """
    told: list[str] = []
    try:
        saved = os.dup(_STANDARD_ERROR)
    except OSError:
        yield told
        return
    try:
        with TemporaryFile() as kept:
            os.dup2(kept.fileno(), _STANDARD_ERROR)
            try:
                yield told
            finally:
                os.dup2(saved, _STANDARD_ERROR)
                kept.seek(0)
                told += kept.read(_KEPT).decode("utf-8", "replace").splitlines()
    finally:
        os.close(saved)
