"""Verification: whatever is changed, missing or extra in an output folder or among its sources is named."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from saraban.app.batch.chain import TRAIL, Checkpoint, read
from saraban.app.batch.fixity import Finding, Verification
from saraban.app.batch.trail import Trail
from saraban.app.cli import cli
from saraban.app.output import RECORDS, SUPERSEDED
from saraban.app.verify import line

FLIPS = 250  # `python -m bench flips` does a thousand over what a real run wrote
SEED = 20261121
END = ("ledger.sqlite", "report.json", "report.txt")


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Made:
    out: Path
    sources: Path

    def found(self, checkpoint: Checkpoint | None = None, *, sources: bool = True) -> list[Finding]:
        return list(Verification(self.out, checkpoint=checkpoint, sources=sources).findings())

    def codes(self, checkpoint: Checkpoint | None = None) -> list[tuple[str, str]]:
        return [(one.code, os.fsdecode(os.path.basename(one.path))) for one in self.found(checkpoint)]

    def head(self) -> Checkpoint:
        checked = Verification(self.out)
        assert list(checked.findings()) == []
        assert checked.head is not None
        return checked.head

    def write(self, trail: Trail, source: bytes, data: bytes) -> str:
        """A source and its record, as a run would leave them."""
        path = os.path.join(os.fsencode(self.sources), source)
        Path(os.fsdecode(path)).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        record = f"{source.decode('utf-8', 'replace')}-{digest[:8]}.json"
        (self.out / RECORDS / record).write_text(json.dumps({"sha256": digest}), encoding="utf-8")
        facts = {"source_path": path, "source_sha256": digest, "source_bytes": len(data), "config": "c"}
        made = sha256(self.out / RECORDS / record)
        trail.append("record_written", record=record, sha256=made, bytes=1, **facts)
        return record

    def end(self, trail: Trail) -> None:
        with closing(sqlite3.connect(self.out / "ledger.sqlite")) as ledger:
            ledger.execute("CREATE TABLE IF NOT EXISTS input (path)")
        (self.out / "report.json").write_text("{}")
        (self.out / "report.txt").write_text("all read\n")
        files = {name: sha256(self.out / name) for name in END}
        trail.append("run_ended", run="r", outcome="finished", totals={}, files=files)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Three inputs, one of them twice, one changed since it was read first; the last run ended."""
    made = Made(tmp_path / "out", tmp_path / "in")
    for folder in (made.sources, made.out, made.out / RECORDS, made.out / SUPERSEDED):
        folder.mkdir()
    with Trail(made.out) as trail:
        trail.append("run_started", run="r", version="0.1.0")
        old = made.write(trail, "หนังสือ.txt".encode(), b"before" * 20)
        made.write(trail, "หนังสือ.txt".encode(), b"after" * 30)
        (made.out / RECORDS / old).rename(made.out / SUPERSEDED / old)
        trail.append("record_superseded", record=old, now=old, sha256=sha256(made.out / SUPERSEDED / old))
        same = made.write(trail, b"b\xff.txt", b"same" * 40)
        (made.sources / "copy.txt").write_bytes(b"same" * 40)
        trail.append("input_same", path=made.sources / "copy.txt", record=same)
        trail.append("input_failed", path=made.sources / "none.pdf", code="missing_file", message="not there")
        made.end(trail)
    return made


def test_a_finished_folder_is_whole(made: Made) -> None:
    checked = Verification(made.out)
    assert list(checked.findings()) == []
    assert (checked.records, checked.sources, checked.events) == (3, 3, 8)
    assert checked.head == Checkpoint(8, list(read(made.out))[-1].sha256)
    assert made.found(checked.head) == []


def test_every_flipped_bit_is_found_and_its_file_named(made: Made) -> None:
    chance = random.Random(SEED)
    files = [
        file for folder in (made.out, made.sources) for file in sorted(folder.rglob("*")) if file.is_file()
    ]
    assert len(files) == 10
    for _ in range(FLIPS):
        file = chance.choice(files)
        whole = file.read_bytes()
        bit = chance.randrange(8 * len(whole))
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        codes = made.codes()
        code = "trail_broken" if file.name == TRAIL else "changed"
        assert (code, file.name) in codes, f"bit {bit} of {file.name}"
        if file.name != TRAIL:
            assert len(codes) == 1, "files that are whole were named too"
        file.write_bytes(whole)
    assert made.found() == []


def a_file(folder: str, at: int = 0) -> Callable[[Made], Path]:
    return lambda made: sorted((made.out / folder).iterdir())[at]


EVERY = [
    *(lambda made, name=name: made.out / name for name in END),
    a_file(RECORDS, 0),
    a_file(RECORDS, 1),
    a_file(SUPERSEDED),
    lambda made: made.sources / "copy.txt",
    lambda made: made.sources / "หนังสือ.txt",
]


@pytest.mark.parametrize("which", EVERY)
def test_a_file_that_is_gone(made: Made, which: Callable[[Made], Path]) -> None:
    file = which(made)
    file.unlink()
    assert made.codes() == [("missing", file.name)]


@pytest.mark.parametrize("which", EVERY[:6])
def test_a_link_in_the_place_of_a_file_is_no_file(made: Made, which: Callable[[Made], Path]) -> None:
    file = which(made)
    file.rename(made.sources / "moved")
    file.symlink_to(made.sources / "moved")
    assert made.codes() == [("changed", file.name)]


def test_a_pipe_in_the_place_of_a_source_is_not_waited_for(made: Made) -> None:
    (made.sources / "copy.txt").unlink()
    os.mkfifo(made.sources / "copy.txt")
    assert made.codes() == [("changed", "copy.txt")]


@pytest.mark.parametrize(
    "name", [f"{RECORDS}/a.json", f"{RECORDS}/.12-a.part", f"{SUPERSEDED}/x", "notes.txt", ".9-report.part"]
)
def test_a_file_that_nobody_wrote(made: Made, name: str) -> None:
    (made.out / name).write_text("x")
    assert made.codes() == [("extra", os.path.basename(name))]


def test_two_records_that_changed_places(made: Made) -> None:
    first, second = sorted((made.out / RECORDS).iterdir())
    first.rename(made.out / "x")
    second.rename(first)
    (made.out / "x").rename(second)
    assert made.codes() == [("changed", first.name), ("changed", second.name)]


def test_sources_out_of_reach_are_told_apart_from_missing_ones(made: Made) -> None:
    made.sources.rename(made.sources.parent / "elsewhere")
    assert {code for code, _ in made.codes()} == {"unreachable"}
    assert made.found(sources=False) == []


def test_what_the_system_refuses(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: bytes | str, *rest: int) -> int:
        if os.fsencode(path).endswith(b"copy.txt"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    assert made.codes() == [("unreadable", "copy.txt")]


def test_changes_of_the_ledger_that_wait_beside_it(made: Made) -> None:
    (made.out / "ledger.sqlite-wal").write_bytes(b"")
    (made.out / "ledger.sqlite-shm").write_bytes(b"\0" * 32768)
    assert made.found() == []
    (made.out / "ledger.sqlite-wal").write_bytes(b"a change")
    assert made.codes() == [("extra", "ledger.sqlite-wal")]


def test_a_run_that_was_killed_is_told_and_its_ledger_not_compared(made: Made) -> None:
    with Trail(made.out) as trail:
        trail.append("run_started", run="s")
    (made.out / "ledger.sqlite").write_bytes(b"half way")
    (made.out / "report.txt").unlink()
    (only,) = made.found()
    assert only.code == "run_not_ended"
    assert "saraban read" in only.found


def test_a_run_that_was_stopped_says_nothing_of_its_ledger(made: Made) -> None:
    with Trail(made.out) as trail:
        trail.append("run_started", run="s")
        (made.out / "ledger.sqlite").write_bytes(b"half way")
        trail.append("run_ended", run="s", outcome="stopped", totals={}, files={})
    (only,) = made.found()
    assert (only.code, "stopped" in only.found) == ("run_not_ended", True)


def test_a_retry_that_waits_for_its_run(made: Made) -> None:
    with Trail(made.out) as trail:
        trail.append("retried", path=made.sources / "none.pdf")
    (only,) = made.found()
    assert (only.code, "tried again" in only.found) == ("run_not_ended", True)


def test_a_source_that_fails_now_and_has_no_record_any_more(made: Made) -> None:
    with Trail(made.out) as trail:
        trail.append("run_started", run="s")
        (made.sources / "หนังสือ.txt").write_bytes(b"\0broken")
        record = next(file for file in (made.out / RECORDS).iterdir() if file.name.startswith("ห"))
        facts = {"code": "broken_file", "message": "cut off"}
        trail.append("input_failed", path=made.sources / "หนังสือ.txt", **facts)
        made.end(trail)
        assert made.codes() == [("changed", "หนังสือ.txt")], "its record still speaks of what it was"
        trail.append("run_started", run="t")
        trail.append("record_superseded", record=record.name, now="now.json", sha256=sha256(record))
        record.rename(made.out / SUPERSEDED / "now.json")
        made.end(trail)
    assert made.found() == []


def test_a_record_that_was_lost_and_told_is_not_missed(made: Made) -> None:
    record = a_file(RECORDS)(made)
    record.unlink()
    assert made.codes() == [("missing", record.name)]
    with Trail(made.out) as trail:
        trail.append("record_lost", record=record.name)
    assert made.found() == []


def test_a_trail_cut_off_is_found_by_a_checkpoint(made: Made) -> None:
    checkpoint = made.head()
    lines = (made.out / TRAIL).read_bytes().splitlines(keepends=True)
    for kept in range(len(lines)):
        (made.out / TRAIL).write_bytes(b"".join(lines[:kept]))
        assert ("trail_cut", TRAIL) in made.codes(checkpoint)
        assert ("run_not_ended", TRAIL) in made.codes(), "even without a checkpoint"


def test_without_a_trail_nothing_can_be_compared(made: Made) -> None:
    (made.out / TRAIL).unlink()
    assert made.codes() == [("missing", TRAIL)]


def test_an_event_of_another_kind_of_trail_is_no_crash(made: Made) -> None:
    with Trail(made.out) as trail:
        trail.append("record_written", record=7)
    assert ("trail_broken", TRAIL) in made.codes()


def test_a_finding_is_one_line(made: Made) -> None:
    (made.out / RECORDS / "a\nb\u202e.json").write_text("x")
    (only,) = made.found()
    assert line(only).count("\n") == 1
    assert "\u202e" not in line(only)


def test_the_command(made: Made) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["verify", *arguments], standalone_mode=False)
        return result.return_value, result.stdout

    code, said = run(str(made.out))
    head = str(made.head())
    assert (code, head in said) == (0, True)
    (made.sources / "copy.txt").write_text("other")
    assert run(str(made.out), "--no-sources", "--checkpoint", head)[0] == 0
    code, said = run(str(made.out), "--json")
    answer = json.loads(said)
    assert (code, answer["whole"], answer["checked"]["records"]) == (1, False, 3)
    assert [(one["code"], Path(one["path"]).name) for one in answer["findings"]] == [("changed", "copy.txt")]
    assert run(str(made.sources))[0] == 2


def read_into(out: Path, *inputs: Path) -> None:
    arguments = ["read", *map(str, inputs), "--out", str(out), "--engine", "serial", "--quiet"]
    CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)


@pytest.mark.slow
def test_what_real_runs_leave_is_whole(tmp_path: Path) -> None:
    """Files alike, a file that fails, one that changes, one that fails then, a record deleted, a retry."""
    made = Made(tmp_path / "out", tmp_path / "in")
    made.sources.mkdir()
    for name, text in {"ก.txt": "words", "b.txt": "words", "c.txt": "others", "empty.txt": ""}.items():
        (made.sources / name).write_text(text, encoding="utf-8")
    read_into(made.out, made.sources, tmp_path / "missing.pdf")
    assert made.found() == []
    checkpoint = made.head()
    (made.sources / "c.txt").write_text("changed", encoding="utf-8")
    assert made.codes() == [("changed", "c.txt")]
    read_into(made.out, made.sources)
    assert made.found(checkpoint) == []
    assert len(list((made.out / SUPERSEDED).iterdir())) == 1
    (made.sources / "c.txt").write_bytes(b"\0\1\2")
    read_into(made.out, made.sources)
    assert made.found(checkpoint) == []
    next((made.out / RECORDS).glob("*.json")).unlink()
    assert [code for code, _ in made.codes()] == ["missing"]
    read_into(made.out, made.sources)
    assert made.found(checkpoint) == []
    CliRunner().invoke(cli, ["retry", str(made.out), "--engine", "serial"], standalone_mode=False)
    assert made.found(checkpoint) == []
    checked = Verification(made.out)
    assert list(checked.findings()) == []
    assert (checked.records, checked.sources) == (3, 2)
