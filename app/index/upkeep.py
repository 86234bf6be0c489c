"""The index of an output folder kept right: up to date, and made anew where it is damaged."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from saraban.app.batch.chain import REVIEW, TRAIL
from saraban.app.batch.database import is_postgres
from saraban.app.index.search import SECONDS
from saraban.app.index.store import FILE, Store
from saraban.app.output import RECORDS
from saraban.extract.errors import IndexFailed
from saraban.extract.source import printable

if TYPE_CHECKING:
    from saraban.app.index.build import Brought

Tell = Callable[[str], None]
"""Where one line goes that a person should know."""

_REST_NS = 10**9
"""A folder changed less than that ago may change once more and bear the same time."""
_MANY = 1000
"""Changes after which the pieces of the index are worth folding together."""


def address_of(out: Path, ledger: str | None) -> str | Path:
    """Where the index of an output folder is: beside the ledger."""
    return ledger or out / FILE


def ready(out: Path, ledger: str | None, tell: Tell, *, seconds: float | None = SECONDS) -> Store:
    """The index, up to date and open for reading; a search in it may take so many seconds.

    Raises IndexFailed, and TrailBroken where the corrections are not what was written.
    """
    address = address_of(out, ledger)
    if not is_current(out, address):
        bring(out, address, tell)
    return Store(address, read_only=True, seconds=seconds)


def is_current(out: Path, address: str | Path) -> bool:
    """Whether nothing was written to the folder since the index was brought up to date; costs next to nothing."""
    return _can_say(address, lambda store: store.noted("as_of") == as_of(out))


def is_spoken_of_alone(out: Path, address: str | Path) -> bool:
    """Whether nothing but corrections can have been written since: what takes them in goes through no files."""
    return _can_say(address, lambda store: _rests(out, store))


def _can_say(address: str | Path, asked: Callable[[Store], bool]) -> bool:
    """Whether there is an index of this version that can be read, and something holds of it."""
    if not is_postgres(address) and not Path(address).exists():
        return False
    try:
        with Store(address, read_only=True) as store:
            return store.is_whole() and asked(store)
    except IndexFailed:
        return False


def bring(
    out: Path, address: str | Path, tell: Tell, *, rebuild: bool = False, check: bool = False
) -> Brought:
    """Bring the index up to date; all of it anew when asked for, and where it is damaged, which is told.

    `check`: look for damage everywhere, which takes about a minute for 100,000 records. Raises as `ready`.
    """
    now, fault = as_of(out), None
    if not rebuild:
        try:
            with Store(address) as store:
                fault = _damage_in(store) if check else None
                if fault is None:
                    return _bring(out, store, now, every=check)
        except IndexFailed as error:
            fault = _damage(error)
            if fault is None:
                raise
        tell(f"the index is damaged ({printable(fault)}); it is made anew from the records")
    _erase(address)
    with Store(address) as store:
        return _bring(out, store, now, every=True)


def as_of(out: Path) -> str:
    """What changes whenever something is written to the folder of records, the trail or the corrections."""
    return " ".join(_stamp(out / name) for name in (RECORDS, TRAIL, REVIEW))


def _bring(out: Path, store: Store, now: str, *, every: bool) -> Brought:
    """`every`: also where nothing but corrections can have changed, every file is looked at."""
    # All that reads records is loaded here, for a search mostly needs none of it.
    from saraban.app.index.build import refresh, refresh_said

    is_new = store.counts()[0] == 0
    if is_new:
        store.fill()
    if not every and _rests(out, store):
        brought = refresh_said(out, store)
    else:
        files = at_rest(out / RECORDS)
        brought = refresh(out, store)
        store.note("files", files)
    if is_new or brought.entered + brought.gone > _MANY:
        store.settle()
    store.note("as_of", now)
    return brought


def _damage_in(store: Store) -> str | None:
    from saraban.app.index.soundness import fault

    return fault(store)


def _damage(error: IndexFailed) -> str | None:
    """What a database says of its own state; None of what has other causes: a full disk, no permission."""
    said = str(error.__cause__ or error)
    return said if any(word in said for word in _DAMAGED) else None


_DAMAGED = ("malformed", "not a database", "corrupt", "no such table", "no such column", "does not exist")


def _erase(address: str | Path) -> None:
    if is_postgres(address):
        with Store(address) as store:
            store.clear()
        return
    try:
        for end in ("-wal", "-shm", ""):
            Path(f"{address}{end}").unlink(missing_ok=True)
    except OSError as error:
        raise IndexFailed(
            f"{printable(address)} cannot be removed: {error.strerror}; check permissions"
        ) from error


def _rests(out: Path, store: Store) -> bool:
    """Whether the folder of records is as it was when all of it was gone through."""
    files = at_rest(out / RECORDS)
    return files != "" and files == store.noted("files")


def at_rest(folder: Path) -> str:
    """The stamp of a folder; "" where another change of it could go unseen because it bears the same."""
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return ""
    return _stamp(folder) if time.time_ns() - changed > _REST_NS else ""


def _stamp(path: Path) -> str:
    try:
        now = path.stat()
    except OSError:
        return "-"
    return f"{now.st_size}:{now.st_mtime_ns}:{now.st_ino}"
