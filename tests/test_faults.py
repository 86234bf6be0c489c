"""Faults that really happen: runs killed at random, disks that fill up, two runs on one ledger. Slow, but in CI."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.kills import torment
from bench.letters import written
from saraban.app.batch.chain import TRAIL
from saraban.app.batch.fixity import Verification

pytestmark = pytest.mark.slow


def start(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "saraban.app.cli", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=os.environ | environment)


def saraban(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    process = start(*arguments, **environment)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def records(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (out / "records").iterdir()}


def events(out: Path, name: str) -> list[dict[str, object]]:
    lines = (out / TRAIL).read_text(encoding="utf-8").splitlines()
    return [event["facts"] for event in map(json.loads, lines) if event["event"] == name]


def test_killed_again_and_again(tmp_path: Path) -> None:
    count = torment(tmp_path, kills=15, seed=7, inputs=60)
    assert count.kills.total() == 15
    assert count.faults == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of two megabytes; a test makes it larger with `grow`."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_fills_up(tmp_path: Path, small_disk: Path) -> None:
    given = written(tmp_path / "in", 300)
    whole = tmp_path / "whole"
    assert saraban("read", given, "--out", whole)[0] == 0
    out = small_disk / "out"
    code, _, err = saraban("read", given, "--out", out)
    assert code == 1
    assert "Traceback" not in err
    assert err.splitlines()[-1].split("[")[-1] in ("output_failed]", "ledger_failed]")
    assert "make room" in err
    half = records(out)
    assert 0 < len(half) < 300
    assert all(records(whole)[name] == data for name, data in half.items())
    subprocess.run(["mount", "-o", "remount,size=30m", small_disk], check=True)
    assert saraban("read", given, "--out", out)[0] == 0
    assert records(out) == records(whole)
    assert list(Verification(out).findings()) == []


def test_no_room_for_temporary_files(tmp_path: Path, small_disk: Path) -> None:
    scan = next((Path(__file__).parents[1] / "corpus" / "scans").glob("*.tif"))
    (small_disk / "filler").write_bytes(b"x" * 2_080_000)
    code, out, err = saraban("read", scan, TMPDIR=str(small_disk))
    assert code in (1, 3)
    assert out == ""
    assert "Traceback" not in err
    assert err.count("\n") == 1
    assert "[internal_error]" not in err


def test_two_runs_share_one_ledger(tmp_path: Path, postgres_url: str) -> None:
    given, out = written(tmp_path / "in", 200), tmp_path / "out"
    options = ("read", given, "--out", out, "--ledger", postgres_url, "--jobs", "1")
    both = [start(*options), start(*options)]
    for process in both:
        _, err = process.communicate(timeout=300)
        assert err == ""
        assert process.returncode == 0
    stored = Counter(str(event["record"]) for event in events(out, "record_written"))
    assert len(stored) == len(records(out)) == 200
    assert set(stored.values()) == {1}
    assert list(Verification(out).findings()) == []


def test_the_ledger_of_a_cluster_dies(tmp_path: Path, postgres_url: str) -> None:
    given, out = written(tmp_path / "in", 20), tmp_path / "out"
    nowhere = postgres_url.replace("127.0.0.1", "127.0.0.2")
    code, _, err = saraban("read", given, "--out", out, "--ledger", nowhere)
    assert code == 1
    assert err.splitlines()[-1].endswith("[ledger_failed]")
    assert "Traceback" not in err
    assert saraban("read", given, "--out", out, "--ledger", postgres_url)[0] == 0
    assert len(records(out)) == 20
