"""Where the ledger of an output folder may stand, and that nobody reads all anew because an option was forgotten."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from test_batch import Told

from saraban.app.batch import place
from saraban.app.batch.chain import Event, scan
from saraban.app.batch.driver import Steps
from saraban.app.batch.ledger import FILE
from saraban.app.batch.place import ledger_of
from saraban.app.batch.run import Plan, run
from saraban.app.batch.trail import Trail
from saraban.app.output import RECORDS
from saraban.extract.errors import LedgerFailed

URL = "postgresql://saraban:secret@10.0.0.5/saraban"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    Trail(tmp_path).close()
    return tmp_path


def mounted(out: Path, kind: str) -> str:
    """A line of /proc/self/mountinfo that says that the folder lies on such a file system."""
    device = os.stat(out).st_dev
    return (
        f"36 35 {os.major(device)}:{os.minor(device)} / /mnt rw,noatime shared:1 - {kind} server:/scans rw\n"
    )


@pytest.mark.parametrize(
    ("kind", "shared"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False)]
)
def test_a_ledger_in_a_file_is_refused_on_a_network_share(
    out: Path, kind: str, shared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text("1 1 0:0 / / rw - proc proc rw\n" + mounted(out, kind))
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    assert ledger_of(out, URL) == URL
    if not shared:
        assert ledger_of(out, None) == out / FILE
        return
    with pytest.raises(LedgerFailed, match=rf"network share \({kind}\).* --ledger postgresql"):
        ledger_of(out, None)
    (out / RECORDS).mkdir()
    with pytest.raises(LedgerFailed, match="network share"):
        run(iter(()), Plan(out=out, engine="serial"), Told())
    assert not (out / FILE).exists()
    assert run(iter(()), Plan(out=out, engine="serial", apart=True), Told()) == 0  # to standard output


def test_this_system_says_where_a_folder_lies(out: Path) -> None:
    assert place._file_system(out) not in ("", *place._SHARED)
    assert place._file_system(out / "nowhere") == ""


def test_a_ledger_in_postgresql_is_not_forgotten(out: Path, postgres_url: str) -> None:
    (out / RECORDS).mkdir()
    run(iter(()), Plan(out=out, engine="serial", ledger=postgres_url), Told())
    plan = Plan(out=out, engine="serial")
    with pytest.raises(LedgerFailed, match="give the same --ledger"):
        run(iter(()), plan, Told())
    assert not (out / FILE).exists()
    assert postgres_url not in (out / "trail.jsonl").read_text(encoding="utf-8")
    assert run(iter(()), Plan(out=out, engine="serial", ledger=postgres_url, steps=Steps()), Told()) == 0


def test_a_ledger_in_postgresql_serves_one_folder(out: Path, tmp_path: Path, postgres_url: str) -> None:
    """Else a run would take up what is left to do for the other folder, and write its records there."""
    (out / RECORDS).mkdir()
    plan = Plan(out=out, engine="serial", ledger=postgres_url)
    run(iter(()), plan, Told())
    other = tmp_path / "other"
    (other / RECORDS).mkdir(parents=True)
    for _ in range(2):
        with pytest.raises(LedgerFailed, match="that of another output folder"):
            run(iter(()), replace(plan, out=other), Told())
    assert run(iter(()), plan, Told()) == 0
    moved = out.rename(tmp_path.with_name("moved"))
    assert run(iter(()), replace(plan, out=moved), Told()) == 0


def test_a_ledger_that_was_moved_away_is_made_anew(out: Path) -> None:
    (out / RECORDS).mkdir()
    plan = Plan(out=out, engine="serial")
    run(iter(()), plan, Told())
    (out / FILE).unlink()
    assert run(iter(()), plan, Told()) == 0
    started = [one for one in scan(out) if isinstance(one, Event) and one.event == "run_started"]
    assert [event.facts["ledger"] for event in started] == [FILE, FILE]
