"""`saraban status`: it tells how far the work is, changes nothing, and has a sentence for whatever is in its way."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_batch import LETTER, Told

from saraban.app.batch import run as run_module
from saraban.app.batch.lock import held
from saraban.app.batch.run import Plan, run
from saraban.app.inputs import walk_inputs
from saraban.app.output import RECORDS
from saraban.app.status import print_status


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(LETTER.format(number), encoding="utf-8")
    (tmp_path / "out" / RECORDS).mkdir(parents=True)
    read(tmp_path / "out")
    return tmp_path / "out"


def read(out: Path) -> None:
    run(walk_inputs([out.parent / "in"], out), Plan(out=out, engine="serial"), Told())


def files(out: Path) -> dict[Path, bytes]:
    """All but what SQLite writes beside a file that is asked."""
    kept = (file for file in out.rglob("*") if file.is_file() and not file.name.endswith(("-wal", "-shm")))
    return {file: file.read_bytes() for file in kept}


def told(out: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert print_status(out, None, as_json=True) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_how_far_it_is(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(out)
    found = told(out, capsys)
    assert (found["running"], found["inputs"]["read"], found["pages"]) == (False, 2, {"done": 2})
    with held(out):
        assert told(out, capsys)["running"] is True
    assert files(out) == before


def test_pages_are_told_by_configuration(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is changed in the middle: what was read by which is seen until all is read anew."""
    (first,) = told(out, capsys)["configurations"]
    assert (first["pages"], first["model"]) == (2, run_module.configuration(None)["model"])
    facts = run_module.configuration(None) | {"model": "another"}
    monkeypatch.setattr(run_module, "configuration", lambda _model: facts)
    folder = out.parent / "in"
    run(walk_inputs([folder / "0.txt"], out), Plan(out=out, engine="serial"), Told())
    found = told(out, capsys)["configurations"]
    assert [(one["model"], one["pages"]) for one in found] == [("another", 1), (first["model"], 1)]
    assert print_status(out, None, as_json=False) == 0
    assert "1  pages read by saraban" in capsys.readouterr().out
    read(out)
    assert [one["pages"] for one in told(out, capsys)["configurations"]] == [2]


def test_a_damaged_ledger_is_one_sentence(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    assert print_status(out, None, as_json=False) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.endswith("[ledger_failed]\n")


@pytest.fixture
def unwritable(out: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the folder on a file system that nobody can write to."""
    folder = tmp_path / "archive"
    shutil.copytree(out, folder)
    for options in (("--bind", folder, folder), ("-o", "remount,ro,bind", folder)):
        if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
            pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_folder_that_cannot_be_written_to(unwritable: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(unwritable, capsys)["inputs"]["read"] == 2
