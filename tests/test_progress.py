"""Progress: honest figures, failures as lines, JSON for machines, and a bar that takes nothing from the output."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from saraban.app.pace import Pace, Standing
from saraban.app.progress import How, showing

ODD = Path(os.fsdecode(b"/in/[bold]:cat:\xff\n.pdf"))


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_pace_is_told_only_when_it_is_known() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.step()
    pace.step()
    assert pace.a_second() is None, "two in no time are no rate"
    clock.now += 10
    assert pace.a_second() == pytest.approx(0.2)
    assert Pace(clock).a_second() is None


def test_a_pace_is_that_of_the_last_two_minutes_and_falls_when_nothing_happens() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(600):
        clock.now += 1
        pace.step()
    for _ in range(60):
        clock.now += 4
        pace.step()
    assert pace.a_second() == pytest.approx(0.25, rel=0.05)
    assert len(pace._samples) < 200
    clock.now += 3600
    assert pace.a_second() == pytest.approx(0.01, rel=0.3)


def test_what_was_done_before_counts_for_no_rate() -> None:
    clock = Clock()
    standing = Standing(clock)
    standing.found, standing.done = 1000, 900
    clock.now += 60
    assert (standing.rate, standing.left) == (None, None)
    assert standing.text() == "900/1,000 files, – pages/min, – left, 0 failed"
    for _ in range(10):
        standing.step_input()
        for _ in range(3):
            standing.step_page()
    assert standing.rate == pytest.approx(30)
    assert standing.left == pytest.approx(90 * 6)
    assert standing.text() == "910/1,000 files, 30 pages/min, 9 min left, 0 failed"


def drive(how: How, clock: Clock) -> None:
    """Eleven inputs in 66 seconds, of which two fail; five more were done before."""
    with showing(how, clock) as progress:
        progress.found(6, 5)
        for number in range(11):
            clock.now += 6
            progress.page()
            if number == 5:
                progress.found(5)
            if number in (3, 7):
                progress.failed(ODD, "broken_file", "cut off")
            progress.step(failed=number in (3, 7))


def test_lines_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    drive("lines", Clock())
    said = capsys.readouterr()
    assert said.out == ""
    failure = r"saraban: /in/[bold]:cat:\udcff\n.pdf: cut off [broken_file]"
    progress = "saraban: 14/16 files, 10 pages/min, 13 s left, 2 failed"  # 9 read in a minute, 2 to go
    lines = said.err.splitlines()
    assert lines.count(failure) == 2
    assert [line for line in lines if line != failure] == [progress]


def test_quiet_tells_failures_alone(capsys: pytest.CaptureFixture[str]) -> None:
    drive("quiet", Clock())
    assert [line[-13:] for line in capsys.readouterr().err.splitlines()] == ["[broken_file]"] * 2


def test_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    drive("json", clock)
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [one["event"] for one in told].count("failed") == 2
    assert told[-1] == {
        "event": "ended",
        "inputs": 16,
        "done": 16,
        "pages": 11,
        "failed": 2,
        "rate": 10.0,
        "left_s": 0,
    }
    failed = next(one for one in told if one["event"] == "failed")
    assert (failed["path"], failed["code"]) == ("/in/[bold]:cat:\\xff\n.pdf", "broken_file")
    assert failed["path_b64"] == "L2luL1tib2xkXTpjYXQ6/woucGRm"


def test_json_says_how_far_it_is_once_a_second_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with showing("json", clock) as progress:
        progress.found(1000)
        for _ in range(1000):
            clock.now += 0.01
            progress.page()
            progress.step()
    told = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert 9 <= told.count("progress") <= 11
    assert told[-1] == "ended"


class Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_nobody_listening_does_not_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Gone())
    drive("lines", Clock())
    drive("json", Clock())


BAR = """
import sys
from pathlib import Path
from saraban.app.progress import showing
with showing("bar") as progress:
    progress.found(2, 1)
    print("a record", flush=True)
    progress.failed(Path("/in/[bold]:cat:.pdf"), "broken_file", "cut off")
    progress.step(failed=True)
    progress.page()
    progress._display._running.refresh()
"""


def test_a_bar_on_a_terminal_leaves_standard_output_alone() -> None:
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    command = [sys.executable, "-c", BAR]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:  # how a pseudo terminal says that its other side is closed
        os.close(ours)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    assert done.stdout == b"a record\n"
    assert "saraban: /in/[bold]:cat:.pdf: cut off [broken_file]\r\n" in shown
    assert "2/3 files, – pages/min, – left, 1 failed" in shown
