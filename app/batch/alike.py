"""Files of one folder whose names look the same: one letter in two states, or two letters? Kept for the report."""

from __future__ import annotations

import os
from collections.abc import Sequence

from saraban.app.batch.ledger import Ledger
from saraban.app.inputs import Found, Refused, Skipped


def note_alike(ledger: Ledger, found: Sequence[Found | Skipped | Refused]) -> tuple[tuple[bytes, bytes], ...]:
    """Write down which of the inputs have such a twin, and which have it no more; the pairs that are new."""
    files = [(_bytes(one.path), one) for one in found if isinstance(one, Found)]
    twins = [(path, _bytes(one.path.with_name(one.alike))) for path, one in files if one.alike is not None]
    with ledger.together():
        held = _forgotten(ledger, [path for path, _ in files])
        ledger.database.many("INSERT INTO alike (path, other) VALUES (?, ?)", twins)
    return tuple((path, other) for path, other in twins if other < path and held.get(path) != other)


def _forgotten(ledger: Ledger, paths: Sequence[bytes]) -> dict[bytes, bytes]:
    """What was written down of these files, and is no more; nearly always nothing."""
    if not paths:
        return {}
    marks = ", ".join("?" * len(paths))
    gone = ledger.database.ask(f"DELETE FROM alike WHERE path IN ({marks}) RETURNING path, other", *paths)
    return {bytes(path): bytes(other) for path, other in gone}


def _bytes(path: os.PathLike[str]) -> bytes:
    return os.fsencode(os.path.abspath(path))
