"""The report of a run: every input once, sums that agree with the rows, nothing kept in memory."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from saraban.app import output
from saraban.app.batch.advice import ADVICE
from saraban.app.batch.report import REPORT_JSON, REPORT_TXT, write_report
from saraban.app.batch.rows import OUTCOMES, FailedPage, InputRow
from saraban.extract.errors import OutputFailed

ROOT = Path(__file__).parent.parent
NOT_OF_INPUTS = {"ledger_failed", "output_held", "no_output", "trail_broken", "no_picture", "interrupted"}
ROWS = [
    InputRow("/ก/หนังสือ.pdf".encode(), "read", record="หนังสือ.pdf-01234567.json", pages=3),
    InputRow(b"/a/\xff\n\xe2\x80\xae.pdf", "failed", "broken_file", "it is cut off; scan it again"),
    InputRow(b"/a/b.pdf", "failed", "broken_file", "the\nend is missing"),
    InputRow(b"/a/c.pdf", "failed", "encrypted", "it opens only with a password"),
    InputRow(b"/a/copy.pdf", "same", record="หนังสือ.pdf-01234567.json", pages=3),
    InputRow(
        b"/a/d.pdf",
        "partial",
        "pages_failed",
        "the record lacks 1 page",
        "d.pdf-89abcdef.json",
        10,
        (FailedPage(7, "took_too_long", "page 7 took too long"),),
    ),
    InputRow(b"/a/e.pdf", "quarantined", "worker_died", "its worker died twice"),
    InputRow(b"/a/link", "skipped", "symlink", "a link; give the file itself by name"),
]
RUN = {"run": "7", "version": "0.1.0", "started": "2026-11-21T09:00:00Z"}


@pytest.fixture
def report(tmp_path: Path) -> tuple[dict[str, object], str]:
    written = write_report(tmp_path, RUN, iter(ROWS))
    for name, sha256 in written.files.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == sha256
    assert sorted(file.name for file in tmp_path.iterdir()) == [REPORT_JSON, REPORT_TXT]
    made = json.loads((tmp_path / REPORT_JSON).read_text(encoding="utf-8"))
    return made, (tmp_path / REPORT_TXT).read_text(encoding="utf-8")


def test_every_input_is_named_once(report: tuple[dict[str, object], str]) -> None:
    made, text = report
    assert isinstance(made["inputs"], list)
    assert [one["path"] for one in made["inputs"]] == [
        row.path.decode("utf-8", "backslashreplace") for row in ROWS
    ]
    lines = text.splitlines()
    for row in ROWS:
        assert sum(one.strip().split(" -> ")[0] == row.shown for one in lines) == 1


def test_the_sums_agree_with_the_rows(report: tuple[dict[str, object], str]) -> None:
    made, text = report
    assert made["totals"] == {
        "inputs": {name: sum(row.outcome == name for row in ROWS) for name in OUTCOMES} | {"all": 8},
        "reasons": {"broken_file": 2, "encrypted": 1, "pages_failed": 1, "symlink": 1, "worker_died": 1},
        "pages": {"all": 13, "failed": 1},
    }
    assert made["run"] == RUN
    assert re.search(r"^ +8  inputs", text, re.MULTILINE)
    assert re.search(r"^ +3    failed", text, re.MULTILINE)


def test_what_needs_a_person_comes_first_with_what_to_do(report: tuple[dict[str, object], str]) -> None:
    _, text = report
    titles = re.findall(r"^([A-Z ]+) \(.*\)(?:: ([a-z_]+))?: [0-9]", text, re.MULTILINE)
    assert titles == [
        ("FAILED", "broken_file"),
        ("FAILED", "encrypted"),
        ("QUARANTINED", "worker_died"),
        ("PARTIAL", "pages_failed"),
        ("SKIPPED", "symlink"),
        ("SAME", ""),
        ("READ", ""),
    ]
    assert f"What to do: {ADVICE['encrypted']}" in text
    assert "page 7: page 7 took too long [took_too_long]" in text


def test_a_former_record_is_not_taken_for_that_of_a_file_that_failed(tmp_path: Path) -> None:
    row = InputRow(b"/a/gone.pdf", "failed", "missing_file", "it does not exist", "gone.pdf-01234567.json")
    write_report(tmp_path, RUN, [row])
    lines = (tmp_path / REPORT_TXT).read_text(encoding="utf-8").splitlines()
    assert lines[-3:] == [
        "  /a/gone.pdf",
        "      what was read of it before stands in gone.pdf-01234567.json",
        "      it does not exist",
    ]


def test_names_cannot_forge_lines_nor_turn_the_writing(report: tuple[dict[str, object], str]) -> None:
    made, text = report
    assert isinstance(made["inputs"], list)
    assert made["inputs"][1]["path_b64"] == "L2Ev/wrigK4ucGRm"
    assert all(one.isprintable() for one in text.splitlines())


def test_a_run_without_inputs_has_a_report(tmp_path: Path) -> None:
    write_report(tmp_path, RUN, [])
    made = json.loads((tmp_path / REPORT_JSON).read_text(encoding="utf-8"))
    assert (made["inputs"], made["totals"]["inputs"]["all"]) == ([], 0)


def test_a_disk_that_is_full_leaves_the_former_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(tmp_path, RUN, [])
    former = [(tmp_path / name).read_bytes() for name in (REPORT_JSON, REPORT_TXT)]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(OutputFailed, match="No space left"):
        write_report(tmp_path, RUN, ROWS)
    assert [(tmp_path / name).read_bytes() for name in (REPORT_JSON, REPORT_TXT)] == former
    assert len(list(tmp_path.iterdir())) == 2


def test_rows_that_break_off_leave_nothing(tmp_path: Path) -> None:
    def rows() -> object:
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(tmp_path, RUN, rows())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_advice_is_that_of_the_documentation() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    of_files = text[text.index("## A file that cannot be read") :].split("\n## ")[0]
    documented = dict(re.findall(r"^\| `([a-z_]+)` \| .* \| (.*) \|$", of_files, re.MULTILINE))
    assert {code: said for code, said in documented.items() if code not in NOT_OF_INPUTS} == ADVICE


MANY = """
import resource, sys
from pathlib import Path
from saraban.app.batch.report import write_report
from saraban.app.batch.rows import InputRow
def rows(number):
    for at in range(number):
        yield InputRow(b"/archive/%d.pdf" % at, "failed" if at % 50 == 0 else "read",
                       "broken_file" if at % 50 == 0 else None, "cut off" * 9, "%d.pdf-01234567.json" % at, 3)
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
write_report(Path(sys.argv[1]), {}, rows(1_000))
before = peak()
write_report(Path(sys.argv[1]), {}, rows(30_000))
print(peak() - before)
"""


def test_memory_does_not_grow_with_the_inputs(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) <= 8, "MB more for thirty times the inputs"
