"""Every bad file comes to the end that is foreseen for it: read, read in part, or refused by name; never a mistake of
ours, never pages that nobody misses.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_batch import Told

from saraban.app.batch.fixity import Verification
from saraban.app.batch.run import Plan, run
from saraban.app.batch.steps import open_file, read_one_page
from saraban.app.batch.work import Opened, Work
from saraban.app.inputs import walk_inputs
from saraban.app.outcome import read_one
from saraban.app.output import RECORDS, record_name
from saraban.extract import ocr, source, unwritten
from saraban.extract.errors import ChangedDuringRead, MissingFile, TooManyPages, UnreadableFile
from saraban.extract.images import image_page
from saraban.extract.resolution import print_height, resolved
from saraban.extract.sketch import sketched
from saraban.extract.source import open_source
from tests.badfiles import BAD, containers
from tests.badfiles.bad import Bad
from tests.badfiles.names import ODD
from tests.badfiles.raw import letter
from tests.badfiles.reading import pretended, read_through
from tests.badfiles.scans import frames, printed, saved

TRANSCRIPT = "ที่ กษ ๐๒๐๑/๔๕๒\n\n๑๙ กันยายน ๒๕๕๙\n\nเรื่อง  ขอเชิญประชุม\n\nเรียน  ผู้อำนวยการกอง\n"
LAID_OUT = {"page_unreadable", "pdf_damaged", "page_failed", "name_mismatch"}
ELSEWHERE = {
    14: "test_ten_thousand_pages_are_counted_and_read_one_by_one",
    21: "tests/test_textlayer.py",
    37: "test_it_is_said_what_tells_the_resolution",
    **dict.fromkeys((41, 42, 43), "tests/test_silent_loss.py"),
    44: "tests/test_inputs.py",
    45: "tests/test_inputs.py",
    46: "tests/test_batch.py",
    47: "test_a_disk_that_fails",
    48: "test_a_file_that_is_still_being_written_is_waited_for_and_then_refused",
    49: "test_a_file_that_vanishes_while_it_is_read",
    **dict.fromkeys((50, 51, 52), "test_odd_names"),
    53: "tests/test_inputs.py",
    55: "tests/test_bad_input.py",
    56: "tests/test_output.py",
    57: "tests/test_inputs.py",
}
"""Rows of the table that need more than a file, and where they are tested."""

OF_MACHINES = {
    58: ("test_bad_input", "test_without_tesseract"),
    59: ("test_engine", "test_what_is_no_model", "test_tesseract_or_its_thai_model_missing"),
    60: ("test_bad_input", "test_no_model_of_tesseract_s_own_is_needed"),
    61: ("test_source", "test_poppler_missing"),
    62: ("test_cage", "test_what_hangs_is_ended_with_all_that_it_started"),
    63: ("test_cage", "test_poppler_that_hangs_is_ended"),
    64: ("test_cage", "test_a_crash_of_poppler_is_no_page"),
    65: ("test_pool", "test_a_task_that_hangs_is_ended_with_all_that_it_started"),
    66: ("test_cage", "test_memory_that_runs_out_has_a_name"),
    67: ("test_batch", "test_poison_costs_what_it_must"),
    68: ("test_faults", "test_killed_again_and_again"),
    69: ("test_cli_read", "test_stopped_by_a_signal_within_two_seconds"),
    70: ("test_faults", "test_a_disk_that_fills_up", "test_no_room_for_temporary_files"),
    71: ("test_batch", "test_killed_between_the_record_and_the_ledger"),
    72: ("test_output", "test_a_record_is_on_the_disk_before_it_has_its_name"),
    73: ("test_cli_read", "test_a_folder_that_another_run_writes_to"),
    74: ("test_place", "test_a_ledger_in_a_file_is_refused_on_a_network_share"),
    75: ("test_index_sound", "test_damage_is_told_and_mended"),
    76: ("test_batch", "test_a_record_that_was_deleted_is_made_again"),
    77: ("test_ledger", "test_what_another_version_wrote_is_refused"),
    78: ("test_batch", "test_a_clock_that_was_set_back_holds_nothing_up"),
    79: ("test_ledger", "test_a_ledger_that_another_program_holds_is_waited_for"),
    80: ("test_status", "test_pages_are_told_by_configuration"),
    81: ("test_bad_input", "test_no_home_and_no_locale"),
    82: ("test_bad_input", "test_no_home_and_no_locale"),
    94: ("test_trail", "test_nothing_in_a_name_forges_a_line_or_turns_its_writing"),
}
"""Rows of processes, machines and runs: the module of their tests, and each of them."""


def _marked() -> Iterator[object]:
    """At every run those that are refused, or read from their text; those that are large or laid out are slow."""
    for bad in BAD:
        failed, large = bad.outcome.startswith("failed"), 19 in bad.rows or 38 in bad.rows
        quick = (failed and not large) or (bad in containers.ROWS and not LAID_OUT & bad.warnings)
        yield pytest.param(bad, id=bad.name, marks=() if quick else pytest.mark.slow)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_strips", pretended)


@pytest.mark.parametrize("bad", list(_marked()))
def test_comes_to_its_end(bad: Bad, tmp_path: Path) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.make())
    seen = read_through(path)
    assert (seen.outcome, seen.warnings) == (bad.outcome, bad.warnings), seen.message + seen.trace
    assert seen.pages == (0 if bad.outcome.startswith("failed") else bad.pages)
    assert "\n" not in seen.message


@pytest.mark.slow
def test_a_batch_of_nothing_but_bad_files_misses_none(tmp_path: Path) -> None:
    """Every one is named once, with the end that is foreseen for it, and the sums agree."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (out / RECORDS).mkdir(parents=True)
    for bad in BAD:
        (folder / bad.name).write_bytes(bad.make())
    run(walk_inputs([folder / bad.name for bad in BAD]), Plan(out=out, engine="serial"), Told())
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    ends = [(Path(row["path"]).name, row["outcome"], row["code"]) for row in report["inputs"]]
    found = {name: f"failed:{code}" if outcome == "failed" else outcome for name, outcome, code in ends}
    assert len(ends) == len(found)
    assert {name: end for name, end in found.items() if end != "same"} == {
        bad.name: bad.outcome for bad in BAD if found.get(bad.name) != "same"
    }
    assert sum(end == "same" for end in found.values()) < 5
    counted = report["totals"]["inputs"]
    assert counted.pop("all") == len(BAD) == sum(counted.values())
    assert list(Verification(out).findings()) == []


def test_every_row_of_the_table_has_its_test() -> None:
    assert len(BAD) >= 80
    assert len({bad.name for bad in BAD}) == len(BAD)
    covered = {row for bad in BAD for row in bad.rows} | set(ELSEWHERE)
    assert set(range(1, 58)) - covered == set()
    for place in ELSEWHERE.values():
        assert place in globals() or Path(__file__).parent.parent.joinpath(place).is_file(), place


def test_every_row_of_machines_has_its_test() -> None:
    assert set(OF_MACHINES) >= set(range(58, 83))
    for row, (module, *names) in OF_MACHINES.items():
        text = Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
        missing = [name for name in names if not re.search(rf"^def {name}\(", text, re.MULTILINE)]
        assert (names != [], missing) == (True, []), row


def test_the_same_bytes_each_time() -> None:
    for bad in BAD:
        if bad.outcome == "partial" or bad.rows[0] < 10:
            made = bad.make()
            assert (
                re.sub(rb"/(O|U|ID)\b.*", b"", made) == re.sub(rb"/(O|U|ID)\b.*", b"", bad.make())
                or b"/Encrypt" in made
            )


def test_ten_thousand_pages_are_counted_and_read_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(letter(10_000))
    opened = open_source(tmp_path / "a.pdf")
    assert opened.pages == 10_000
    from saraban.extract.pages import read_page

    assert read_page(opened, 9_999, None).text_from == "text_layer"


@pytest.mark.parametrize("name", ["a.pdf", "a.tif"])
def test_no_more_pages_than_allowed(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(letter(3) if name == "a.pdf" else frames(3))
    with pytest.raises(TooManyPages, match=f"{name} has more pages .* --max-pages"):
        open_source(tmp_path / name, most=2)
    assert open_source(tmp_path / name, most=3).pages == 3


@pytest.mark.slow
def test_more_pages_than_ten_thousand_are_read_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(letter(10_001))
    work = Work("open", 1, os.fsencode(path), "")
    assert open_file(work).code == "too_many_pages"
    opened = open_file(work, most=20_000).given
    assert isinstance(opened, Opened)
    assert opened.pages == 10_001


@pytest.mark.parametrize(("dpi", "told"), [(0, "size"), (1, "size"), (65535, "size"), (300, "file")])
def test_it_is_said_what_tells_the_resolution(dpi: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(saved(printed(), "PNG", **({"dpi": (dpi, dpi)} if dpi else {})))
    picture = image_page(tmp_path / "a.png", 1)
    assert picture.dpi_source == told
    height = print_height(sketched(picture).blobs)
    sized, _ = resolved(replace(picture, dpi=9), sketched(picture))
    assert sized.dpi_source == "letters"
    assert height / sized.dpi == pytest.approx(0.09, abs=0.005)


def test_a_folder_where_a_file_was_asked_for(tmp_path: Path) -> None:
    assert read_through(tmp_path).outcome == "failed:unreadable_file"


def test_a_disk_that_fails() -> None:
    """Reading the first bytes of one's own memory is an error of the device (EIO)."""
    with pytest.raises(UnreadableFile, match="Input/output error"):
        open_source(Path("/proc/self/mem"))


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(letter(2))
    count = source._count

    def slowly(path: Path, media_type: str, most: int) -> object:
        with path.open("ab") as stream:
            stream.write(b"more")
        return count(path, media_type, most)

    monkeypatch.setattr(source, "_count", slowly)
    with pytest.raises(ChangedDuringRead, match=r"a\.pdf was changed"):
        open_source(path)


def test_a_file_that_is_still_being_written_is_waited_for_and_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TRANSCRIPT, encoding="utf-8")
    monkeypatch.setattr(unwritten, "WAIT_SECONDS", 0.0)
    with path.open("a"), pytest.raises(ChangedDuringRead, match="still being written"):
        open_source(path)
    assert open_source(path).pages == 1


def test_what_nobody_tells_of_is_whole_when_it_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of somebody else, or on a network share: the system does not say who writes to it."""
    path = tmp_path / "a.txt"
    path.write_text(TRANSCRIPT, encoding="utf-8")
    monkeypatch.setattr(unwritten, "_is_held", lambda _: None)
    monkeypatch.setattr(unwritten, "WAIT_SECONDS", 0.0)
    with pytest.raises(ChangedDuringRead, match="still being written"):
        open_source(path)
    old = path.stat().st_mtime - unwritten.QUIET_SECONDS - 1
    os.utime(path, (old, old))
    assert open_source(path).pages == 1
    os.utime(path, (old + 90_000, old + 90_000))  # another machine's clock
    assert open_source(path).pages == 1


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(letter(2))
    count = source._count

    def too_late(path: Path, media_type: str, most: int) -> object:
        path.unlink()
        return count(path, media_type, most)

    monkeypatch.setattr(source, "_count", too_late)
    with pytest.raises(MissingFile, match="vanished"):
        open_source(path)


def _kept(record: str) -> str:
    """The name that a record is stored under."""
    source = json.loads(record.encode("utf-8"))["source"]
    return record_name(source["name"], source["sha256"])


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_odd_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(TRANSCRIPT, encoding="utf-8")
    outcome = read_one(path)
    assert outcome.code is None
    assert outcome.record is not None
    kept = _kept(outcome.record)
    assert len(os.fsencode(kept)) <= 255
    assert not any(unicodedata.category(one) in {"Cc", "Cf"} for one in kept)
    (tmp_path / kept).write_text("it can be stored")
    path.unlink()
    failed = read_one(path)
    assert failed.code == "missing_file"
    assert failed.line().isprintable()


def test_names_that_look_alike_have_records_of_their_own(tmp_path: Path) -> None:
    kept = set()
    for name in ("คำสั่ง.txt", "คํ\u0e32สั่ง.txt", "caf\u00e9.txt", "cafe\u0301.txt", "A.txt", "a.txt"):
        (tmp_path / name).write_text(TRANSCRIPT + name, encoding="utf-8")
        outcome = read_one(tmp_path / name)
        assert outcome.record is not None
        kept.add(unicodedata.normalize("NFKC", _kept(outcome.record)).casefold())
    assert len(kept) == 6


def test_a_file_that_vanishes_between_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(frames(2))
    opened = open_file(Work("open", 1, os.fsencode(path), "")).given
    assert isinstance(opened, Opened)
    path.unlink()
    answer = read_one_page(Work("page", 1, os.fsencode(path), opened.stamp, opened.packed, 2), None)
    assert (answer.given, answer.code) == (None, "missing_file")


def test_another_file_in_its_place_between_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(frames(2))
    opened = open_file(Work("open", 1, os.fsencode(path), "")).given
    assert isinstance(opened, Opened)
    path.write_bytes(letter(2))
    answer = read_one_page(Work("page", 1, os.fsencode(path), opened.stamp, opened.packed, 2), None)
    assert (answer.given, answer.code) == (None, "changed_during_read")
