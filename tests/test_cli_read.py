"""`saraban read` as a person runs it: what comes out, in which order, what is said, and the exit code."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from saraban.app.batch.driver import Steps
from saraban.app.batch.lock import held
from saraban.app.batch.run import Plan
from saraban.app.batch.steps import Answer
from saraban.app.read import Manner, read_into, read_out
from saraban.extract import read as reading
from saraban.extract.page import Page, PageWarning

LETTER = "ที่ กษ ๐๒๐๑/{}\n\n๑๙ กันยายน ๒๕๕๙\n\nเรื่อง  ขอเชิญประชุม\n\nเรียน  ผู้อำนวยการกอง\n"
SERIAL = Plan(out=Path(), engine="serial")


def written(folder: Path, *names: str) -> Path:
    """A folder with a letter of each name."""
    for number, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(LETTER.format(number), encoding="utf-8")
    return folder


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "saraban.app.cli", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def names(out: str) -> list[str]:
    return [json.loads(line)["source"]["name"] for line in out.splitlines()]


def test_records_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    folder = written(tmp_path, "a.txt", "b.txt", "c.txt", "d/a.txt")
    (folder / "a.txt").write_text("\f".join(LETTER.format(page) for page in range(30)), encoding="utf-8")
    process = start("read", folder / "c.txt", folder, "--jobs", "2")
    out, err = process.communicate(timeout=60)
    assert names(out) == ["c.txt", "a.txt", "b.txt", "c.txt", "a.txt"]
    assert (process.returncode, err) == (0, "")


def test_files_alike_have_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "in", "a.txt")
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes())
    assert read_out([folder], SERIAL, Manner()) == 0
    assert names(capsys.readouterr().out) == ["a.txt", "b.txt"]


def test_the_record_is_the_same_on_every_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "in", "a.txt")
    (tmp_path / "out" / "records").mkdir(parents=True)
    read_into([folder], Plan(out=tmp_path / "out", engine="serial"), Manner())
    capsys.readouterr()
    read_out([folder], SERIAL, Manner())
    printed = capsys.readouterr().out
    (record,) = (tmp_path / "out" / "records").iterdir()
    whole = reading.read_document(folder / "a.txt").json()
    assert record.read_text(encoding="utf-8").rstrip("\n") == printed.rstrip("\n") == whole.rstrip("\n")


def test_each_failure_is_one_line_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "in", "a.txt", "mistake.txt", "z.txt")
    (folder / "empty.pdf").touch()
    whole = reading.record_of

    def mistaken(source, pages, engine):  # type: ignore[no-untyped-def]
        if source.name == "mistake.txt":
            raise KeyError("first line\nsecond line")
        return whole(source, pages, engine)

    monkeypatch.setattr(reading, "record_of", mistaken)
    assert read_out([folder, folder / "missing.pdf"], SERIAL, Manner()) == 1
    out, err = capsys.readouterr()
    assert names(out) == ["a.txt", "z.txt"]
    codes = {line.split("[")[-1] for line in err.splitlines()}
    assert codes == {"empty_file]", "internal_error]", "missing_file]"}
    assert err.count("\n") == 3
    assert "KeyError" in err
    assert read_out([folder / "mistake.txt"], SERIAL, Manner(debug=True)) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("warnings", "said"),
    [
        ((), "no text on any page: check that the scan is not blank or far too light [no_text]\n"),
        (
            (PageWarning("page_unreadable", 1, "nothing of it was drawn"),),
            "no text on any page: page 1: nothing of it was drawn [no_text]\n",
        ),
    ],
    ids=["blank", "damaged"],
)
def test_blank_pages_give_a_record_and_a_line(
    warnings: tuple[PageWarning, ...],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = written(tmp_path, "blank.txt")
    from saraban.extract import pages

    monkeypatch.setattr(
        pages,
        "read_page",
        lambda _source, number, _engine: Page(number=number, text_from="none", lines=(), warnings=warnings),
    )
    assert read_out([folder], SERIAL, Manner()) == 1
    out, err = capsys.readouterr()
    assert names(out) == ["blank.txt"]
    assert err.count("\n") == 1
    assert err.endswith(said)


def test_records_are_named_by_name_and_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twins = ["a/same.txt", "b/same.txt"]
    folder = written(tmp_path / "in", *twins, "หนังสือ\nเวียน.txt")
    where = tmp_path / "out" / "records"
    where.mkdir(parents=True)
    assert read_into([folder], Plan(out=tmp_path / "out", engine="serial"), Manner()) == 0
    hashes = [hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8] for name in twins]
    found = {file.name for file in where.iterdir()}
    assert {f"same.txt-{hash}.json" for hash in hashes} < found
    assert any(name.startswith("หนังสือ%0Aเวียน.txt-") for name in found)
    assert len(found) == 3
    assert capsys.readouterr().out == f"3 read; records in {where}\n"


def test_own_output_is_no_input(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", "a.txt")
    plan = Plan(out=folder / "out", engine="serial")
    (plan.out / "records").mkdir(parents=True)
    (plan.out / "records" / "left by somebody.txt").write_text("x")
    assert read_into([folder], plan, Manner()) == 0
    assert read_into([folder], plan, Manner()) == 0
    assert len(list((plan.out / "records").glob("*.json"))) == 1


def test_an_output_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", "a.txt")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records").write_text("a file where the folder should be")
    process = start("read", folder, "--out", tmp_path / "out")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "--out" in err
    assert "Traceback" not in err


def test_skipped_files_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, "a.txt", "thumbs.db", "b.docx", ".hidden.txt")
    assert read_out([folder], SERIAL, Manner()) == 0
    assert capsys.readouterr().err.startswith("saraban: 3 skipped")


def test_progress_for_machines(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", "a.txt", "b.txt")
    (folder / "empty.pdf").touch()
    process = start("read", folder, "--out", tmp_path / "out", "--progress", "json", "--jobs", "1")
    out, err = process.communicate(timeout=60)
    events = [json.loads(line) for line in err.splitlines()]
    assert out == ""
    assert [event["code"] for event in events if event["event"] == "failed"] == ["empty_file"]
    assert events[-1]["event"] == "ended"
    assert [events[-1][name] for name in ("inputs", "done", "failed")] == [3, 3, 1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("retry", "{folder}"),
        ("status", "{folder}"),
        ("verify", "{folder}"),
        ("read", "{folder}", "--ledger", "postgresql://nowhere/x"),
        ("read", "{folder}", "--out", "{folder}/out", "--scheduler", "tcp://x:1", "--engine", "pool"),
        ("read", "{folder}", "--out", "{folder}/out", "--scheduler", "10.0.0.5:8786"),
        ("read", "{folder}", "--out", "{folder}/out", "--ledger", "ledger.db"),
        ("status", "{folder}", "--ledger", "ledger.db"),
        ("search", "{folder}", "word", "--ledger", "ledger.db"),
    ],
    ids=" ".join,
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    process = start(*(argument.format(folder=tmp_path) for argument in arguments))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert "Traceback" not in err


def test_quiet_says_nothing_where_nothing_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "in", "a.txt")
    plan = Plan(out=tmp_path / "out", engine="serial")
    (plan.out / "records").mkdir(parents=True)
    assert read_into([folder], plan, Manner(quiet=True)) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("as_json", [False, True])
def test_a_folder_that_another_run_writes_to(
    tmp_path: Path, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = Plan(out=tmp_path / "out", engine="serial")
    (plan.out / "records").mkdir(parents=True)
    with held(plan.out):
        assert read_into([written(tmp_path / "in", "a.txt")], plan, Manner(as_json=as_json)) == 75
    said = capsys.readouterr()
    assert said.out == ""
    if as_json:
        first, last = map(json.loads, said.err.splitlines())
        assert (first["event"], first["code"], last["event"]) == ("stopped", "output_held", "ended")
    else:
        assert said.err.endswith("[output_held]\n")
        assert said.err.count("\n") == 1


def test_what_is_stopped_says_so_to_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = Plan(out=tmp_path / "out", engine="serial", steps=Steps(page=_stopped))
    (plan.out / "records").mkdir(parents=True)
    assert read_into([written(tmp_path / "in", "a.txt")], plan, Manner(as_json=True)) == 130
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events][-2:] == ["stopped", "ended"]
    assert events[-2]["code"] == "interrupted"


def _stopped(*_: object) -> Answer:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        pytest.param(signal.SIGTERM, 143, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, 129, marks=pytest.mark.slow),
    ],
)
def test_stopped_by_a_signal_within_two_seconds(tmp_path: Path, number: signal.Signals, code: int) -> None:
    # Three tries: others on the machine may hold up a single one.
    assert any(stopped(tmp_path / str(n), number, code) < 2 for n in range(3))


def stopped(folder: Path, number: signal.Signals, code: int) -> float:
    """Seconds from the signal to the end of a run in a new folder, which left all in order."""
    files = written(folder / "in", *(f"{number:04}.txt" for number in range(2000)))
    out = folder / "out"
    process = start("read", files, "--out", out, "--jobs", "2")
    until = time.monotonic() + 60
    while len(list((out / "records").glob("*.json"))) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    asked = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=10)
    seconds = time.monotonic() - asked
    assert process.returncode == code
    assert "Traceback" not in err
    done = {file.name: file.read_bytes() for file in (out / "records").glob("*.json")}
    assert 3 <= len(done) < 2000
    assert not list((out / "records").glob(".*"))
    shown = subprocess.run(
        [sys.executable, "-m", "saraban.app.cli", "status", str(out), "--json"],
        capture_output=True,
        check=True,
    )
    # Those that were just being stored stand on the disk and not yet in the ledger: they are written once more, the same.
    assert 0 < json.loads(shown.stdout)["inputs"]["read"] <= len(done)
    return seconds
