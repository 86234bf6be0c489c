"""A batch from start to end, in this process: what is read, what is left alone, what is kept."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from saraban.app import output
from saraban.app.batch import run as run_module
from saraban.app.batch.driver import Steps
from saraban.app.batch.fixity import Verification
from saraban.app.batch.ledger import FILE, Admitted, Ledger
from saraban.app.batch.lock import held
from saraban.app.batch.report import REPORT_JSON, REPORT_TXT
from saraban.app.batch.run import Plan, run
from saraban.app.batch.shelf import Shelf
from saraban.app.batch.steps import Answer, read_one_page
from saraban.app.batch.work import Ending, Work
from saraban.app.batch.workers import Call, Lost
from saraban.app.inputs import walk_inputs
from saraban.app.output import RECORDS
from saraban.extract.errors import EngineMissing, OutputFailed, OutputHeld, ReadingFailed

LETTER = "ที่ กษ ๐๒๐๑/{}\n\n๑๙ กันยายน ๒๕๕๙\n\nเรื่อง  ขอเชิญประชุม\n\nเรียน  ผู้อำนวยการกอง\n"


@dataclass
class Told:
    """Notes what the driver tells."""

    endings: dict[str, Ending] = field(default_factory=dict)
    pages: int = 0
    before: int = 0

    def admitted(self, some: Admitted) -> None:
        self.before += some.done

    def page(self) -> None:
        self.pages += 1

    def settled(self, endings: Iterable[Ending]) -> None:
        self.endings |= {os.fsdecode(ending.path).rpartition("/")[2]: ending for ending in endings}

    def trace(self, path: bytes, trace: str) -> None:
        pass

    def outcomes(self) -> dict[str, tuple[str, str | None]]:
        return {name: (ending.outcome, ending.code) for name, ending in self.endings.items()}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(LETTER.format(number), encoding="utf-8")
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    (tmp_path / "out" / RECORDS).mkdir(parents=True)
    return Plan(out=tmp_path / "out", engine="serial")


def batch(given: Path, plan: Plan) -> tuple[int, Told]:
    told = Told()
    return run(walk_inputs([given], plan.out), plan, told), told


def records(plan: Plan) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (plan.out / RECORDS).iterdir()}


def findings(plan: Plan) -> list[str]:
    return [f"{finding.code} {os.fsdecode(finding.path)}" for finding in Verification(plan.out).findings()]


def report(plan: Plan) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((plan.out / "report.json").read_text(encoding="utf-8"))
    return made


def test_every_input_has_its_record(inbox: Path, plan: Plan) -> None:
    code, told = batch(inbox, plan)
    assert code == 0
    assert set(told.outcomes().values()) == {("read", None)}
    numbers = [
        json.loads(data)["documents"][0]["fields"]["document_number"] for data in records(plan).values()
    ]
    assert {number["value"] for number in numbers} == {f"กษ 0201/{number}" for number in range(4)}
    assert findings(plan) == []
    assert [row["outcome"] for row in report(plan)["inputs"]] == ["read"] * 4


def test_a_second_run_does_nothing(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    before = {file: file.stat().st_mtime_ns for file in (plan.out / RECORDS).iterdir()}
    code, told = batch(inbox, plan)
    assert (code, told.before, told.pages, told.endings) == (0, 4, 0, {})
    assert {file: file.stat().st_mtime_ns for file in (plan.out / RECORDS).iterdir()} == before
    assert findings(plan) == []


def test_a_new_file_is_read_alone(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    (inbox / "new.txt").write_text(LETTER.format(9), encoding="utf-8")
    _, told = batch(inbox, plan)
    assert told.outcomes() == {"new.txt": ("read", None)}


def test_the_record_of_a_changed_file_is_put_away(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    before = records(plan)
    (inbox / "2.txt").write_text(LETTER.format(22), encoding="utf-8")
    _, told = batch(inbox, plan)
    assert told.outcomes() == {"2.txt": ("read", None)}
    (gone,) = before.keys() - records(plan).keys()
    (kept,) = (plan.out / "superseded").iterdir()
    assert kept.read_bytes() == before[gone]
    assert len(records(plan)) == 4
    assert findings(plan) == []


def test_a_touched_file_is_not_read_again(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    os.utime(inbox / "2.txt", (1, 1))
    _, told = batch(inbox, plan)
    assert told.pages == 0
    assert told.outcomes() == {"2.txt": ("read", None)}
    assert len(records(plan)) == 4


def test_a_file_that_became_unreadable_keeps_its_former_record_aside(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    (inbox / "2.txt").write_bytes(b"")
    code, told = batch(inbox, plan)
    assert (code, told.outcomes()) == (1, {"2.txt": ("failed", "empty_file")})
    assert len(records(plan)) == 3
    assert len(list((plan.out / "superseded").iterdir())) == 1
    assert findings(plan) == []


def test_another_configuration_reads_all_again(
    inbox: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(inbox, plan)
    facts = run_module.configuration(None) | {"model": "another"}
    monkeypatch.setattr(run_module, "configuration", lambda _model: facts)
    _, told = batch(inbox, plan)
    assert told.pages == 4
    assert len(records(plan)) == 4
    assert not (plan.out / "superseded").exists()
    assert findings(plan) == []


def test_same_bytes_are_read_once(inbox: Path, plan: Plan) -> None:
    shutil.copy(inbox / "0.txt", inbox / "copy.txt")
    os.link(inbox / "1.txt", inbox / "link.txt")
    code, told = batch(inbox, plan)
    assert code == 0
    assert told.pages == 4
    assert {name: end.outcome for name, end in told.endings.items() if name in ("copy.txt", "link.txt")} == {
        "copy.txt": "same",
        "link.txt": "same",
    }
    assert len(records(plan)) == 4
    assert findings(plan) == []


def test_inputs_that_moved_are_not_read_again(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    moved = inbox.rename(inbox.with_name("moved"))
    _, told = batch(moved, plan)
    assert told.pages == 0
    assert {outcome for outcome, _ in told.outcomes().values()} == {"read"}


def test_a_record_that_was_deleted_is_made_again(inbox: Path, plan: Plan) -> None:
    batch(inbox, plan)
    before = records(plan)
    (plan.out / RECORDS / min(before)).unlink()
    _, told = batch(inbox, plan)
    assert told.pages == 1
    assert records(plan) == before
    assert findings(plan) == []


def test_every_failure_is_accounted_for(inbox: Path, plan: Plan) -> None:
    (inbox / "empty.pdf").write_bytes(b"")
    (inbox / "notes.docx").write_bytes(b"PK\x03\x04")
    (inbox / "gone.txt").symlink_to(inbox / "nowhere")
    code, told = batch(inbox, plan)
    assert code == 1
    assert told.outcomes()["empty.pdf"] == ("failed", "empty_file")
    rows = {row["path"].rpartition("/")[2]: (row["outcome"], row["code"]) for row in report(plan)["inputs"]}
    assert rows == {
        **{f"{number}.txt": ("read", None) for number in range(4)},
        "empty.pdf": ("failed", "empty_file"),
        "notes.docx": ("skipped", rows["notes.docx"][1]),
        "gone.txt": ("skipped", "symlink"),
    }


def test_two_names_with_one_beginning_of_the_hash(inbox: Path, plan: Plan) -> None:
    """No two files with the same eight digits are at hand: the ledger says that the name is taken."""
    batch(inbox, plan)
    taken = min(records(plan))
    ledger = Ledger.open(plan.out / FILE, owner="test")
    ledger.database.ask("UPDATE source SET sha256 = 'another' WHERE record = ?", taken)
    ledger.database.ask(
        "UPDATE input SET stamp = '' WHERE source = (SELECT id FROM source WHERE record = ?)", taken
    )
    ledger.close()
    shutil.copy(plan.out / RECORDS / taken, plan.out / "kept")
    (inbox / "sub").mkdir()
    shutil.copy(inbox / taken.partition("-")[0], inbox / "sub")
    (inbox / taken.partition("-")[0]).unlink()
    batch(inbox, plan)
    longer = [
        name for name in records(plan) if name.startswith(taken.removesuffix(".json")) and name != taken
    ]
    assert len(longer) == 1
    assert (plan.out / RECORDS / taken).read_bytes() == (plan.out / "kept").read_bytes()


def test_a_second_run_beside_the_first_is_refused(inbox: Path, plan: Plan) -> None:
    with held(plan.out), pytest.raises(OutputHeld):
        batch(inbox, plan)
    assert batch(inbox, plan)[0] == 0


def test_killed_between_the_record_and_the_ledger(
    inbox: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record stands on the disk and the ledger does not know: it is made once more, the same, and nothing is lost."""
    settle = Shelf.settle

    def killed(self: Shelf, *endings: Any, **more: Any) -> None:
        settle(self, *endings, **more)
        if records(plan):
            raise KeyboardInterrupt

    monkeypatch.setattr(Shelf, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        batch(inbox, plan)
    monkeypatch.undo()
    early = records(plan)
    assert len(early) == 1
    _, told = batch(inbox, plan)
    assert told.before == 0
    assert len(records(plan)) == 4
    assert records(plan).items() >= early.items()
    assert findings(plan) == []


def test_half_a_report_is_cleared_away_by_the_next_run(inbox: Path, plan: Plan) -> None:
    """What a run that was killed left of it; what others keep in the folder is not touched."""
    for name in (REPORT_JSON, REPORT_TXT):
        with output.writing_whole(plan.out, name):
            (draft,) = plan.out.glob(".*.part")
        draft.with_name(draft.name.replace(str(os.getpid()), "1")).touch()  # that of a process long gone
        (plan.out / name).unlink()
        assert batch(inbox, plan)[0] == 0
        assert findings(plan) == []
    kept = plan.out / ".77-charts.part"
    kept.touch()
    batch(inbox, plan)
    assert findings(plan) == [f"extra {kept.name}"]


def test_a_clock_that_was_set_back_holds_nothing_up(inbox: Path, plan: Plan) -> None:
    """What a dead run had in hand until some day of next year is free for whoever holds the folder."""
    steps = Steps(page=lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        batch(inbox, replace(plan, steps=steps))
    ledger = Ledger.open(plan.out / FILE, owner="of the dead run")
    ledger.held("owner = 'of the dead run', until = {now} + 31536000")
    ledger.close()
    code, told = batch(inbox, plan)
    assert (code, set(told.outcomes().values())) == (0, {("read", None)})


def test_a_file_that_was_only_touched_while_it_was_read_is_read_by_the_next_run(
    inbox: Path, plan: Plan
) -> None:
    """The ledger knows its bytes already, as those of a file that could not be read; so they are no reason not to."""

    def moved(work: Work, model: Path | None) -> Answer:
        if not work.path.endswith(b"/2.txt"):
            return read_one_page(work, model)
        away = (inbox / "2.txt").rename(inbox.parent / "2.txt")
        answer = read_one_page(work, model)
        away.rename(inbox / "2.txt")
        return answer

    code, told = batch(inbox, replace(plan, steps=Steps(page=moved)))
    assert (code, told.endings["2.txt"].outcome) == (1, "failed")
    assert told.endings["2.txt"].code in ("missing_file", "changed_during_read")
    code, told = batch(inbox, plan)
    assert (code, told.outcomes(), told.pages) == (0, {"2.txt": ("read", None)}, 1)
    assert len(records(plan)) == 4
    assert findings(plan) == []


@pytest.mark.parametrize("again", [False, True])
def test_one_of_two_files_alike_vanishes_while_it_is_read(inbox: Path, plan: Plan, again: bool) -> None:
    shutil.copy(inbox / "2.txt", inbox / "twin.txt")

    def vanished(work: Work, model: Path | None) -> Answer:
        if work.path.endswith(b"/2.txt"):
            (inbox / "2.txt").unlink(missing_ok=True)
        return read_one_page(work, model)

    batch(inbox, replace(plan, steps=Steps(page=vanished)))
    if again:
        run(iter(()), replace(plan, again=True), Told())
    else:
        (inbox / "twin.txt").touch()
        batch(inbox, plan)
    rows = {row["path"].rpartition("/")[2]: row for row in report(plan)["inputs"]}
    assert rows["twin.txt"]["outcome"] in ("read", "same")
    assert rows["twin.txt"]["record"] in records(plan)
    assert len(records(plan)) == 4


class Deadly:
    """Workers that die, or take too long, with some tasks."""

    def __init__(self, deadly: dict[str, int], lost: Lost) -> None:
        self._deadly, self._lost = deadly, lost
        self._task: tuple[int, Call, tuple[Any, ...]] | None = None

    room = 1

    def submit(self, key: int, call: Call, *arguments: Any, seconds: float) -> None:
        self._task = (key, call, arguments)

    def next(self, seconds: float) -> tuple[int, Any] | None:
        if self._task is None:
            return None
        (key, call, arguments), self._task = self._task, None
        work: Work = arguments[0]
        place = f"{work.kind} {os.fsdecode(work.path).rpartition('/')[2]} {work.number}"
        if self._deadly.get(place, 0):
            self._deadly[place] -= 1
            return key, self._lost
        return key, call(*arguments)

    def close(self) -> None:
        pass


@pytest.mark.parametrize("place", ["open 2.txt 0", "page 2.txt 2", "compose 2.txt 0"])
@pytest.mark.parametrize("times", [1, 2])
def test_poison_costs_what_it_must(
    inbox: Path, plan: Plan, place: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "2.txt").write_text(
        "\f".join(LETTER.format(number) for number in (20, 21, 22)), encoding="utf-8"
    )
    deadly = {place: times}
    monkeypatch.setattr(run_module, "_started", lambda plan: Deadly(deadly, Lost("worker_died", "it died")))
    code, told = batch(inbox, plan)
    assert deadly[place] == 0
    others = {name: outcome for name, outcome in told.outcomes().items() if name != "2.txt"}
    assert set(others.values()) == {("read", None)}
    if times == 1:
        assert (code, told.outcomes()["2.txt"]) == (0, ("read", None))
        return
    partial = place.startswith("page")
    expected = ("partial", "pages_failed") if partial else ("quarantined", "worker_died")
    assert (code, told.outcomes()["2.txt"]) == (1, expected)
    assert len(records(plan)) == 3 + partial
    if partial:
        (record,) = [json.loads(data) for name, data in records(plan).items() if name.startswith("2.txt")]
        assert [warning["code"] for warning in record["warnings"]] == ["page_failed"]
        numbers = [one["fields"]["document_number"]["value"] for one in record["documents"] if one["fields"]]
        assert numbers == ["กษ 0201/20", "กษ 0201/22"]
    assert findings(plan) == []
    assert run(iter(()), replace(plan, again=True), told) == 0
    assert told.outcomes()["2.txt"] == ("read", None)
    assert findings(plan) == []


def test_a_file_without_a_page_that_came_to_an_end_is_quarantined(
    inbox: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = {"page 2.txt 1": 2}
    lost = Lost("took_too_long", "it hung")
    monkeypatch.setattr(run_module, "_started", lambda plan: Deadly(deadly, lost))
    code, told = batch(inbox, plan)
    assert (code, told.outcomes()["2.txt"]) == (1, ("quarantined", "took_too_long"))
    (row,) = [row for row in report(plan)["inputs"] if row["outcome"] == "quarantined"]
    assert row["failed_pages"] == [{"page": 1, "code": "took_too_long", "message": "it hung"}]
    assert run(iter(()), replace(plan, again=True), told) == 0
    assert told.outcomes()["2.txt"] == ("read", None)
    assert findings(plan) == []


def test_a_file_that_changes_while_it_is_read_is_no_record(inbox: Path, plan: Plan) -> None:
    def meddled(work: Work, model: Path | None) -> Answer:
        answer = read_one_page(work, model)
        if work.path.endswith(b"/2.txt"):
            with open(work.path, "ab") as file:
                file.write(b"more")
            return read_one_page(work, model)
        return answer

    code, told = batch(inbox, replace(plan, steps=Steps(page=meddled)))
    assert (code, told.outcomes()["2.txt"]) == (1, ("failed", "changed_during_read"))
    code, told = batch(inbox, plan)
    assert (code, told.outcomes()) == (0, {"2.txt": ("read", None)})


def test_a_full_disk_stops_the_run_and_loses_nothing(
    inbox: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, written = output.os.fsync, 0

    def filling(descriptor: int) -> None:
        nonlocal written
        if "/records" in os.readlink(f"/proc/self/fd/{descriptor}"):
            written += 1
            if written > 4:
                raise OSError(28, "No space left on device")
        whole(descriptor)

    monkeypatch.setattr(output.os, "fsync", filling)
    with pytest.raises(OutputFailed, match="No space left"):
        batch(inbox, plan)
    assert len(records(plan)) == 2
    monkeypatch.undo()
    code, told = batch(inbox, plan)
    assert (code, told.before, len(records(plan))) == (0, 2, 4)
    assert findings(plan) == []


def test_an_engine_that_is_missing_stops_the_run(inbox: Path, plan: Plan) -> None:
    def without(work: Work, model: Path | None) -> Answer:
        return Answer(None, EngineMissing.code, "tesseract is missing", EngineMissing.exit_code)

    with pytest.raises(EngineMissing):
        batch(inbox, replace(plan, steps=Steps(page=without)))
    assert batch(inbox, plan)[0] == 0


@pytest.mark.parametrize(("times", "outcome"), [(1, "read"), (2, "failed")])
def test_a_program_that_failed_has_a_second_chance(inbox: Path, plan: Plan, times: int, outcome: str) -> None:
    failures = [times]

    def failing(work: Work, model: Path | None) -> Answer:
        if work.path.endswith(b"/2.txt") and failures[0]:
            failures[0] -= 1
            return Answer(None, ReadingFailed.code, "tesseract was killed", 1)
        return read_one_page(work, model)

    _, told = batch(inbox, replace(plan, steps=Steps(page=failing)))
    assert told.endings["2.txt"].outcome == outcome
    assert failures == [0]
