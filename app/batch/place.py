"""Where the account of an output folder is kept, and whether it may be kept there."""

from __future__ import annotations

import os
from pathlib import Path

from saraban.app.batch.chain import Event, scan
from saraban.app.batch.ledger import FILE, Ledger
from saraban.extract.errors import LedgerFailed
from saraban.extract.source import printable

POSTGRES = "postgresql"

_MOUNTS = Path("/proc/self/mountinfo")
_SHARED = frozenset(
    {
        *("afs", "beegfs", "ceph", "cifs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"),
        *("smb3", "smbfs", "fuse.glusterfs", "fuse.sshfs"),
    }
)
"""File systems that several machines write to: SQLite's log is not safe there (sqlite.org/wal.html)."""


def ledger_of(out: Path, url: str | None) -> str | Path:
    """The address of the ledger of an output folder that has a trail: that URL, or a file in the folder.

    Raises LedgerFailed where a file is not safe, or is not where the runs before this one kept the account: all
    would be read anew.
    """
    if url is not None:
        return url
    if (kind := _file_system(out)) in _SHARED:
        what = f"{printable(out)} lies on a network share ({kind}), where a ledger in a file is not safe"
        raise LedgerFailed(
            f"{what}; choose a folder on a disk of this machine, or give --ledger postgresql://…"
        )
    if not (out / FILE).exists() and _kept_elsewhere(out):
        what = f"the runs before kept the ledger of {printable(out)} in PostgreSQL"
        raise LedgerFailed(f"{what}; give the same --ledger, or choose another --out to read all anew")
    return out / FILE


def bind(ledger: Ledger, out: Path) -> None:
    """Have a ledger serve this output folder alone, known by the first event of its trail wherever it is moved to.

    Raises LedgerFailed where it serves another one: the records of each would fall into the other. Nothing is bound
    as long as the trail is empty.
    """
    first = next((one.sha256 for one in scan(out) if isinstance(one, Event)), None)
    if first is not None:
        ledger.database.ask("INSERT INTO meta VALUES ('trail', ?) ON CONFLICT DO NOTHING", first)
    bound = ledger.database.ask("SELECT value FROM meta WHERE key = 'trail'")
    if bound and bound[0][0] != first:
        what = f"the ledger is that of another output folder than {printable(out)}"
        raise LedgerFailed(f"{what}; name that one, or give --ledger with a database of its own")


def kind_of(url: str | None) -> str:
    """What the trail says of the ledger; never its address, which may hold a password."""
    return FILE if url is None else POSTGRES


def _kept_elsewhere(out: Path) -> bool:
    """Whether the last run that the trail tells of had its ledger in PostgreSQL."""
    last = ""
    for one in scan(out):
        if isinstance(one, Event) and one.event == "run_started":
            last = str(one.facts.get("ledger", ""))
    return last == POSTGRES


def _file_system(folder: Path) -> str:
    """The type of the file system that a folder lies on; empty where the system does not say."""
    try:
        device = os.stat(folder).st_dev
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in lines:
        before, _, after = line.partition(" - ")
        if after and before.split()[2] == wanted:
            return after.split()[0]
    return ""
