"""The trail: durable, canonical, and no tampering goes unseen."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.app.batch.chain import (
    START,
    TRAIL,
    Break,
    Checkpoint,
    canonical,
    check,
    parse,
    path_bytes,
    read,
    scan,
    storable,
)
from saraban.app.batch.trail import Trail
from saraban.extract.errors import OutputFailed, TrailBroken

Lines = list[bytes]


def filled(folder: Path, events: int = 12) -> Checkpoint:
    with Trail(folder) as trail:
        for number in range(events):
            trail.append("record_written", record=f"หนังสือ {number}.json", sha256=f"{number:064x}")
        return trail.head()


def breaks(folder: Path, checkpoint: Checkpoint | None = None) -> list[Break]:
    return [one for one in check(scan(folder), checkpoint) if isinstance(one, Break)]


def test_events_are_read_as_they_were_written(tmp_path: Path) -> None:
    with Trail(tmp_path) as trail:
        assert trail.head() == Checkpoint(0, START)
        trail.append("run_started", run="a", options={"jobs": 2, "out": Path("ออก")})
        trail.append_many([("retried", {"path": b"\xff\xfe"}), ("run_ended", {"totals": [1, 2]})])
    events = list(read(tmp_path))
    assert [(one.n, one.event) for one in events] == [(1, "run_started"), (2, "retried"), (3, "run_ended")]
    assert events[0].facts == {"run": "a", "options": {"jobs": 2, "out": "ออก"}}
    assert path_bytes(events[1].facts["path"]) == b"\xff\xfe"
    assert breaks(tmp_path) == []


def test_a_trail_goes_on_where_it_ended(tmp_path: Path) -> None:
    before = filled(tmp_path, 3)
    with Trail(tmp_path) as trail:
        assert trail.head() == before
        assert trail.append("retried", path="a").n == 4
    assert [one.n for one in read(tmp_path)] == [1, 2, 3, 4]


def test_nothing_in_a_name_forges_a_line_or_turns_its_writing(tmp_path: Path) -> None:
    name = 'a\n{"event":"forged"}\r\u202efdp.exe\u2028\x1b[31m\x7f\ufeff\U000e0041'
    with Trail(tmp_path) as trail:
        trail.append("retried", path=name)
    data = (tmp_path / TRAIL).read_bytes()
    assert data.count(b"\n") == 1
    assert all(character.isprintable() for character in data.decode()[:-1])
    assert next(read(tmp_path)).facts["path"] == name


@given(st.binary(min_size=1, max_size=40))
def test_every_path_comes_back(path: bytes) -> None:
    for form in (path, os.fsdecode(path)):
        stored = json.loads(canonical({"path": storable(form)}))["path"]
        assert path_bytes(stored) == path


@given(st.text(alphabet=st.characters(), max_size=60))
def test_every_text_can_be_written_in_one_way(text: str) -> None:
    line = canonical({"path": storable(text)})
    assert b"\n" not in line
    assert canonical(json.loads(line)) == line


def drop(at: int) -> Callable[[Lines], Lines]:
    return lambda lines: lines[:at] + lines[at + 1 :]


def swap(at: int) -> Callable[[Lines], Lines]:
    return lambda lines: [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def insert(at: int, of: int) -> Callable[[Lines], Lines]:
    return lambda lines: [*lines[:at], lines[of], *lines[at:]]


def edit(at: int, *, seal: bool) -> Callable[[Lines], Lines]:
    """Another hash of a record; with `seal` the line gets the right hash of its own again."""

    def edited(lines: Lines) -> Lines:
        made = json.loads(lines[at])
        made["facts"]["sha256"] = "f" * 64
        if seal:
            del made["sha256"]
            made["sha256"] = hashlib.sha256(canonical(made)).hexdigest()
        return [*lines[:at], canonical(made) + b"\n", *lines[at + 1 :]]

    return edited


def spaced(at: int) -> Callable[[Lines], Lines]:
    return lambda lines: [*lines[:at], lines[at].replace(b'":', b'": ', 1), *lines[at + 1 :]]


TAMPERINGS = [
    *(drop(at) for at in range(12)),
    *(swap(at) for at in range(11)),
    *(insert(at, of) for at in range(13) for of in (0, 5, 11)),
    *(edit(at, seal=seal) for at in range(12) for seal in (False, True)),
    *(spaced(at) for at in range(12)),
    *((lambda lines, keep=keep: lines[:keep]) for keep in range(12)),
    lambda lines: [*lines[:-1], lines[-1][:-1]],
    lambda lines: [*lines[:-1], lines[-1][:40]],
    lambda lines: [*lines, b"\0" * 80 + b"\n"],
    lambda lines: [*lines, b"[" * 100_000 + b"\n"],
    lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]],
]


def test_every_tampering_is_found(tmp_path: Path) -> None:
    checkpoint = filled(tmp_path)
    whole = (tmp_path / TRAIL).read_bytes()
    assert breaks(tmp_path, checkpoint) == []
    for number, tamper in enumerate(TAMPERINGS):
        data = b"".join(tamper(whole.splitlines(keepends=True)))
        assert data != whole
        (tmp_path / TRAIL).write_bytes(data)
        assert breaks(tmp_path, checkpoint), f"tampering {number} was not found"


def test_a_chain_made_anew_is_found_by_the_checkpoint_alone(tmp_path: Path) -> None:
    checkpoint = filled(tmp_path)
    (tmp_path / TRAIL).unlink()
    filled(tmp_path)
    assert breaks(tmp_path) == []
    assert [one.line for one in breaks(tmp_path, checkpoint)] == [12]


def test_a_trail_that_grew_still_holds_its_checkpoint(tmp_path: Path) -> None:
    checkpoint = filled(tmp_path)
    filled(tmp_path)
    assert breaks(tmp_path, checkpoint) == []
    assert Checkpoint.parse(str(checkpoint)) == checkpoint


@pytest.mark.parametrize("text", ["", "12", "12:abc", "-1:" + "a" * 64, "1:" + "A" * 64, "๑:" + "a" * 64])
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(ValueError, match="checkpoint"):
        Checkpoint.parse(text)


def test_a_crash_in_the_middle_of_a_line_is_told_by_the_next_event(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    file = tmp_path / TRAIL
    whole = file.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for kept in (*range(1, len(last), 23), len(last) - 1):
        file.write_bytes(whole[: len(whole) - len(last) + kept])
        assert len(breaks(tmp_path)) == 1
        with Trail(tmp_path) as trail:
            assert trail.append("retried", path="a").n == 4
        events = list(read(tmp_path))
        assert [one.event for one in events[2:]] == ["tail_repaired", "retried"]
        assert path_bytes({"b64": events[2].facts["cut_b64"]}) == last[:kept]


def test_a_damaged_last_line_is_not_built_upon(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    file = tmp_path / TRAIL
    file.write_bytes(file.read_bytes()[:-4] + b'x"}\n')
    with pytest.raises(TrailBroken, match="last line"):
        Trail(tmp_path)


def test_a_trail_cut_short_or_deleted_in_use_is_not_built_upon(tmp_path: Path) -> None:
    with Trail(tmp_path) as trail:
        trail.append("retried", path="a")
        os.truncate(tmp_path / TRAIL, 10)
        with pytest.raises(TrailBroken, match="in use"):
            trail.append("retried", path="b")
        (tmp_path / TRAIL).unlink()
        with pytest.raises(TrailBroken, match="in use"):
            trail.append("retried", path="c")


def test_what_the_disk_refuses_leaves_the_trail_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, 3)
    whole = (tmp_path / TRAIL).read_bytes()
    pwrite = os.pwrite
    with Trail(tmp_path) as trail:
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", lambda file, data, at: pwrite(file, data[:50], at))
            with pytest.raises(OutputFailed, match="full"):
                trail.append("retried", path="a")
        assert (tmp_path / TRAIL).read_bytes() == whole
        assert trail.append("retried", path="b").n == 4
    assert breaks(tmp_path) == []


def test_two_processes_share_a_trail(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from saraban.app.batch.trail import Trail\n"
        "trail = Trail(Path(sys.argv[1]))\n"
        "for number in range(200): trail.append('retried', path=sys.argv[2], number=number)"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    events = list(read(tmp_path))
    assert len(events) == 400
    for name in "ab":
        mine = [one.facts["number"] for one in events if one.facts["path"] == name]
        assert mine == list(range(200))


def test_a_long_last_line_is_found_from_the_end(tmp_path: Path) -> None:
    with Trail(tmp_path) as trail:
        trail.append("failed", message="ก" * 300_000)
    with Trail(tmp_path) as trail:
        assert trail.append("retried", path="a").n == 2
    assert not isinstance(parse((tmp_path / TRAIL).read_bytes().splitlines()[1]), str)
