"""Files of one folder whose names look the same: one letter in two states, or two letters? Kept for the report."""

from __future__ import annotations

import os
from collections.abc import Sequence

from saraban.app.batch.ledger import Ledger
from saraban.app.inputs import Found, Refused, Skipped


def note_alike(ledger: Ledger, found: Sequence[Found | Skipped | Refused]) -> tuple[tuple[bytes, bytes], ...]:
    """Write down which of the inputs have such a twin, and which have it no more; the pairs that are new."""
    ask = ledger.database.ask
    files = [(_bytes(one.path), one) for one in found if isinstance(one, Found)]
    twins = [(path, _bytes(one.path.with_name(one.alike))) for path, one in files if one.alike is not None]
    with ledger.together():
        held = {path: other for path, _ in files if (other := twin_of(ledger, path)) is not None}
        for path in held:
            ask("DELETE FROM alike WHERE path = ?", path)
        ledger.database.many("INSERT INTO alike (path, other) VALUES (?, ?)", twins)
    return tuple((path, other) for path, other in twins if other < path and held.get(path) != other)


def twin_of(ledger: Ledger, path: bytes) -> bytes | None:
    """The other file of a pair that was written down."""
    found = ledger.database.ask("SELECT other FROM alike WHERE path = ?", path)
    return bytes(found[0][0]) if found else None


def _bytes(path: os.PathLike[str]) -> bytes:
    return os.fsencode(os.path.abspath(path))
