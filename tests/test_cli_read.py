"""`saraban read` around a stand-in for read_document: workers, outcomes, files, exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from saraban.app.read import Options, read
from saraban.extract.errors import BrokenFile
from saraban.extract.source import Source


@dataclass(frozen=True)
class StandIn:
    """What `saraban read` asks of a record."""

    source: Source
    has_text: bool

    def json(self) -> str:
        return json.dumps({"source": {"name": self.source.name}}, ensure_ascii=False)


def stand_in(path: Path, *, model: Path | None = None) -> StandIn:
    """Reads a file; its name says what goes wrong."""
    if "slow" in path.name:
        time.sleep(0.5)
    if "killed" in path.name:
        tempfile.mkdtemp(prefix="left-behind-")
        os.kill(os.getpid(), signal.SIGKILL)
    if "broken" in path.name:
        raise BrokenFile("it ends in the middle; scan it again")
    if "mistake" in path.name:
        raise KeyError("first line\nsecond line")
    if "noisy" in path.name:
        os.write(2, b"TIFFReadDirectory: Warning, unknown tag\n")
    data = path.read_bytes()
    source = Source(path, path.name, hashlib.sha256(data).hexdigest(), len(data), "text/plain", 1)
    return StandIn(source, has_text=bool(data.strip()))


def run(tmp_path: Path, names: list[str], *, out: Path | None = None, jobs: int = 2) -> int:
    folder = tmp_path / "in"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"words of {name}")
    return read([folder], Options(out=out, jobs=jobs), reader=stand_in)  # type: ignore[arg-type]


def records(out: Path) -> Path:
    folder = out / "records"
    folder.mkdir(parents=True)
    return folder


def test_records_come_in_the_order_of_the_files(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, ["a-slow.txt", "b.txt", "c.txt", "d/a.txt"]) == 0
    out, err = capfd.readouterr()
    assert [json.loads(line)["source"]["name"] for line in out.splitlines()] == [
        "a-slow.txt",
        "b.txt",
        "c.txt",
        "a.txt",
    ]
    assert err == ""


def test_a_killed_worker_costs_one_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = [f"{n:02}{'-killed' if n % 4 == 1 else ''}.txt" for n in range(8)]
    assert run(tmp_path, names) == 1
    out, err = capfd.readouterr()
    read_names = [json.loads(line)["source"]["name"] for line in out.splitlines()]
    assert read_names == [name for name in names if "killed" not in name]
    lines = err.splitlines()
    assert [name for name in names if "killed" in name] == [
        line.split(":")[1].split("/")[-1] for line in lines
    ]
    assert all("SIGKILL" in line and line.endswith("[worker_died]") for line in lines)


def test_a_killed_worker_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert run(tmp_path, ["a.txt", "killed.txt", "z.txt"]) == 1
    assert list(scratch.iterdir()) == []


def test_each_failure_is_one_line_and_the_others_are_done(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, ["a.txt", "broken.txt", "mistake.txt", "noisy.txt", "z.txt"]) == 1
    out, err = capfd.readouterr()
    assert [json.loads(line)["source"]["name"] for line in out.splitlines()] == [
        "a.txt",
        "noisy.txt",
        "z.txt",
    ]
    broken, mistake = err.splitlines()
    assert broken.endswith("broken.txt: it ends in the middle; scan it again [broken_file]")
    assert "KeyError" in mistake
    assert "report" in mistake
    assert mistake.endswith("[internal_error]")


def test_debug_shows_where_it_failed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mistake.txt"
    file.write_text("x")
    assert read([file], Options(debug=True), reader=stand_in) == 1  # type: ignore[arg-type]
    assert "Traceback" in capfd.readouterr().err


def test_blank_pages_give_a_record_and_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "blank.txt"
    file.write_text("  ")
    assert read([file], Options(), reader=stand_in) == 1  # type: ignore[arg-type]
    out, err = capfd.readouterr()
    assert json.loads(out)["source"]["name"] == "blank.txt"
    assert err.count("\n") == 1
    assert err.endswith("[no_text]\n")


def test_files_are_named_by_name_and_hash(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    where = records(tmp_path / "out")
    twins = ["a/same.txt", "b/same.txt"]
    assert run(tmp_path, [*twins, "หนังสือ\nเวียน.txt"], out=tmp_path / "out") == 0
    hashes = [hashlib.sha256(f"words of {name}".encode()).hexdigest()[:8] for name in twins]
    names = {file.name for file in where.iterdir()}
    assert {f"same.txt-{hash}.json" for hash in hashes} < names
    assert any(name.startswith("หนังสือ%0Aเวียน.txt-") for name in names)
    assert len(names) == 3
    assert capfd.readouterr().out == f"3 written, 0 failed; records in {where}\n"


def test_own_records_are_no_input(tmp_path: Path) -> None:
    out = tmp_path / "in"
    where = records(out)
    (where / "old.txt").write_text("left by somebody")
    assert run(tmp_path, ["a.txt"], out=out) == 0
    assert run(tmp_path, ["a.txt"], out=out) == 0
    assert [file.name.split("-")[0] for file in sorted(where.glob("*.json"))] == ["a.txt"]


def test_a_record_that_cannot_be_stored_is_a_failure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records").write_text("a file where the folder should be")
    assert run(tmp_path, ["a.txt"], out=tmp_path / "out") == 1
    out, err = capfd.readouterr()
    assert err.endswith("[output_failed]\n")
    assert out.startswith("0 written, 1 failed")


def test_skipped_files_are_counted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, ["a.txt", "thumbs.db", "b.docx", ".hidden.txt"]) == 0
    assert capfd.readouterr().err.startswith("saraban: 3 skipped")


def endless(path: Path, *, model: Path | None = None) -> StandIn:
    """Reads a.txt, and no other file ever to its end."""
    if path.name != "a.txt":
        time.sleep(60)
    return stand_in(path)


SLEEPER = """
import sys, time
from pathlib import Path
from saraban.app.cli import cli
import saraban.app.read as module
from test_cli_read import endless

if __name__ == "__main__":
    from saraban.app import cli as line
    whole = module.read
    module.read = lambda given, options: whole(given, options, reader=endless)
    line.main()
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_stopped_by_a_signal(tmp_path: Path, number: signal.Signals, code: int) -> None:
    script = tmp_path / "sleeper.py"
    script.write_text(SLEEPER)
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("words")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [
        sys.executable,
        str(script),
        "read",
        str(tmp_path),
        "--out",
        str(tmp_path / "out"),
        "--jobs",
        "2",
    ]
    process = subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    written = tmp_path / "out" / "records"
    for _ in range(400):
        if list(written.glob("a.txt-*.json")):
            break
        time.sleep(0.05)
    process.send_signal(number)
    _, err = process.communicate(timeout=10)
    assert process.returncode == code
    assert "Traceback" not in err
    assert len(list(written.iterdir())) == 1
