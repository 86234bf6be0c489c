"""The queue and its command: what waits, in which order; what a person says on the command line."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from saraban.app.cli import cli
from saraban.app.review.book import Book, Reading
from saraban.app.review.queue import Order, Wanted, make_queue
from tests.holdings import document, entry, letter, put, record, say


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def reading(out: Path) -> Reading:
    """A memo and a letter, read before an older name that holds a paper of no known kind."""
    first = put(out, letter())
    time.sleep(0.002)  # the trail tells the moment to a millisecond
    paper = {"date": entry("2015-01-01", at=(1, 2), reasons=["handwritten", "day_apart"], confidence=0.3)}
    put(out, record("a.txt", [document(1, "other", (1, 1), paper, reasons=["kind_unsure"])], pages=1))
    return first


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["review", *map(str, words)], standalone_mode=False)


def waiting(out: Path, **wanted: Any) -> list[str]:
    return [f"{one.record[:1]} {one.document} {one.field}" for one in make_queue(out, Wanted(**wanted)).tasks]


ALL = ["l d1 date", "l d1 receipts.1", "l d2 date", "a d1 kind", "a d1 date"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("oldest", ALL),
        ("doubtful", ["a d1 date", "l d1 date", "a d1 kind", "l d1 receipts.1", "l d2 date"]),
        ("kind", ["l d2 date", "l d1 date", "l d1 receipts.1", "a d1 kind", "a d1 date"]),
    ],
)
def test_what_waits_in_its_order(out: Path, reading: Reading, by: Order, expected: list[str]) -> None:
    assert waiting(out, by=by) == expected


def test_what_waits_of_one_kind_or_for_one_reason(out: Path, reading: Reading) -> None:
    assert waiting(out, kind="memo") == ["l d1 date", "l d1 receipts.1"]
    assert waiting(out, reason="day_apart") == ["a d1 date"]
    assert waiting(out, kind="memo", reason="day_apart") == []


def test_what_was_spoken_of_leaves_the_queue(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "unreadable")
    say(out, reading, "receipts.1.number", "corrected", typed="92")
    assert waiting(out) == [one for one in ALL if one != "l d1 date"], "a stamp waits for its other members"
    say(out, reading, "receipts.1", "confirmed", after=2)
    say(out, reading, "date", "withdrawn", after=1)
    assert waiting(out) == [one for one in ALL if one != "l d1 receipts.1"]


def test_a_corrected_kind_is_the_kind_that_is_asked_for(out: Path, reading: Reading) -> None:
    say(out, reading, "kind", "corrected", typed="order")
    assert waiting(out, kind="order") == ["l d1 date", "l d1 receipts.1"]


def test_what_fits_nothing_any_more_is_listed(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.number", "corrected", typed="92")
    made = letter()
    made["documents"][0]["fields"]["receipts"].pop()
    put(out, made)
    other = put(out, letter("gone.txt"))
    say(out, other, "date", "confirmed")
    (out / "records" / other.name).unlink()
    assert [one.n for one in make_queue(out, Wanted()).orphaned] == [1, 2]
    assert "fits nothing any more: event 1" in run(out).stdout


def test_the_list_on_a_terminal(out: Path, reading: Reading) -> None:
    found = run(out, "--by", "doubtful")
    assert found.return_value == 0
    lines = found.stdout.splitlines()
    assert lines[0].startswith("a.txt-")
    assert lines[0].endswith("/d1  other  date  page 1  0.30")
    assert lines[1] == "    2015-01-01  (handwritten, day_apart)"
    assert lines[-1] == "5 values wait for a person"


def test_the_list_as_json(out: Path, reading: Reading) -> None:
    made = json.loads(run(out, "--json", "--kind", "letter").stdout)
    (task,) = made["tasks"]
    assert (task["document"], task["field"], task["value"], task["reasons"]) == (
        "d2",
        "date",
        None,
        ["not_found"],
    )
    assert (made["orphaned"], task["after"]) == ([], 0)


def test_a_correction_on_the_command_line(out: Path, reading: Reading) -> None:
    place = f"{reading.name.removesuffix('.json')}/d1"
    made = run(out, place, "date", "--correct", "๒๐ ก.ย. ๒๕๕๙", "--who", "สมศรี", "--why", "ปากกา")
    assert made.stdout == 'event 1: d1 date corrected "2016-09-20", by สมศรี\n'
    again = run(out, place, "date", "--confirm", "--who", "สมชาย")
    assert (again.return_value, "สมศรี said corrected" in again.stderr) == (1, True)
    assert run(out, place, "date", "--confirm", "--who", "สมชาย", "--after", 1).return_value == 0
    assert run(out, f"{reading.name}/d2", "date", "--absent", "--who", "ก").return_value == 0
    for option in ("--unreadable", "--withdraw"):
        last = Book(out).head().n if option == "--withdraw" else 0
        assert run(out, place, "subject", option, "--who", "ก", "--after", last).return_value == 0
    exactly = run(out, place, "document_number", "--correct", "ท.ด. ๓ ก/๗๐", "--exactly", "--who", "ก")
    assert exactly.return_value == 0
    assert [one.what for one in Book(out).all()] == [
        "corrected", "confirmed", "absent", "unreadable", "withdrawn", "corrected",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("d1", "date", "--correct", "เมื่อวาน", "--who", "ก"), "bad_value"),
        (("d1", "date", "--confirm", "--who", " "), "bad_value"),
        (("d9", "date", "--confirm", "--who", "ก"), "no_such_field"),
        (("d1", "colour", "--confirm", "--who", "ก"), "no_such_field"),
    ],
)
def test_a_mistake_is_one_line(out: Path, reading: Reading, words: tuple[str, ...], code: str) -> None:
    found = run(out, f"{reading.name}/{words[0]}", *words[1:])
    assert (found.return_value, found.stderr.count("\n")) == (2, 1)
    assert found.stderr.endswith(f"[{code}]\n")
    assert Book(out).all() == ()


def test_wrong_usage_is_told(out: Path, reading: Reading, tmp_path: Path) -> None:
    place = f"{reading.name}/d1"
    for words in (
        (out, "--confirm"),
        (out, place),
        (out, place, "date"),
        (out, place, "date", "--who", "ก"),
        (out, place, "date", "--confirm", "--correct", "2016", "--who", "ก"),
        (out, place, "date", "--confirm"),
    ):
        assert CliRunner().invoke(cli, ["review", *map(str, words)]).exit_code == 2
    nowhere = run(tmp_path)
    assert (nowhere.return_value, nowhere.stderr.endswith("[no_output]\n")) == (2, True)
