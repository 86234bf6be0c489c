"""Corrections: laid beside what the machine read, never over it; one after another, never one over another."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from saraban.app.batch.chain import REVIEW, TRAIL, read
from saraban.app.review.book import Book, Reading, read_record
from saraban.app.review.corrections import Effective, Said, Seen, is_open, value_of
from saraban.extract.errors import BadValue, NoSuchField, ReviewConflict, TrailBroken
from tests.holdings import Json, document, letter, put, record, say


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def reading(out: Path) -> Reading:
    return put(out, letter())


def shown(out: Path, reading: Reading, number: int = 0) -> Json:
    made: Json = Book(out).effective(reading).record["documents"][number]
    return made


def test_a_correction_stands_beside_the_machines_value(out: Path, reading: Reading) -> None:
    before = (out / "records" / reading.name).read_bytes()
    say(out, reading, "date", "corrected", typed="๒๐ กันยายน ๒๕๕๙", why="ปากกา")
    date = shown(out, reading)["fields"]["date"]
    machine = reading.record["documents"][0]["fields"]["date"]
    assert {key: date[key] for key in machine} == machine
    assert (value_of(date), is_open(date)) == ("2016-09-20", False)
    told = date["corrected"]["by"][0]
    assert (told["who"], told["why"], told["typed"]) == ("สมศรี", "ปากกา", "๒๐ กันยายน ๒๕๕๙")
    assert (told["machine"], told["raw"], told["agrees"]) == ("2016-09-19", "2016-09-19", False)
    assert told["when"].endswith("Z")
    assert (out / "records" / reading.name).read_bytes() == before


def test_the_record_that_is_given_stays_as_it_is(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "confirmed")
    before = copy.deepcopy(reading.record)
    Book(out).effective(reading)
    assert reading.record == before


@pytest.mark.parametrize(
    ("what", "value", "state"),
    [
        ("confirmed", "2016-09-19", "confirmed"),
        ("unreadable", None, "unreadable"),
        ("absent", None, "absent"),
    ],
)
def test_what_else_can_be_said(out: Path, reading: Reading, what: Any, value: object, state: str) -> None:
    say(out, reading, "date", what)
    date = shown(out, reading)["fields"]["date"]
    assert (value_of(date), date["corrected"]["what"], is_open(date)) == (value, state, False)


def test_a_withdrawal_brings_the_machines_value_and_its_flag_back(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "corrected", typed="2016-09-20")
    say(out, reading, "date", "withdrawn", after=1)
    date = shown(out, reading)["fields"]["date"]
    assert (value_of(date), is_open(date), date["corrected"]["what"]) == ("2016-09-19", True, "withdrawn")
    assert [one["what"] for one in date["corrected"]["by"]] == ["corrected", "withdrawn"]


def test_an_entry_waits_until_each_of_its_members_was_spoken_of(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.date", "corrected", typed="20/9/2559")
    stamp = shown(out, reading)["fields"]["receipts"][1]
    assert (stamp["corrected"]["what"], is_open(stamp)) == ("in_part", True)
    assert value_of(stamp) == {"office": "สำนักงาน", "number": "91", "date": "2016-09-20", "time": None}
    say(out, reading, "receipts.1", "confirmed", after=1)
    stamp = shown(out, reading)["fields"]["receipts"][1]
    assert (is_open(stamp), value_of(stamp)["date"]) == (False, "2016-09-20")
    assert shown(out, reading)["fields"]["receipts"][0].get("corrected") is None


def test_a_member_that_is_read_after_all_is_all_that_is_known_of_an_unreadable_stamp(
    out: Path, reading: Reading
) -> None:
    say(out, reading, "receipts.1", "unreadable")
    assert value_of(shown(out, reading)["fields"]["receipts"][1]) is None
    say(out, reading, "receipts.1.number", "corrected", typed="๙๒", after=1)
    value = value_of(shown(out, reading)["fields"]["receipts"][1])
    assert value == {"office": None, "number": "92", "date": None, "time": None}


def test_the_kind_of_a_document_is_corrected_likewise(out: Path) -> None:
    doubtful = document(1, "other", (1, 1), {}, reasons=["kind_unsure"])
    reading = put(out, record("kind.txt", [doubtful], pages=1))
    assert is_open(shown(out, reading))
    say(out, reading, "kind", "corrected", typed="บันทึกข้อความ")
    assert (value_of(shown(out, reading)), is_open(shown(out, reading))) == ("memo", False)


def test_what_the_machine_did_not_find_can_be_told(out: Path, reading: Reading) -> None:
    say(out, reading, "urgency", "corrected", typed="ด่วนที่สุด")
    urgency = shown(out, reading)["fields"]["urgency"]
    assert (urgency["value"], value_of(urgency)) == (None, "most_urgent")
    say(out, reading, "date", "corrected", typed="2016-10", document="d2")
    assert value_of(shown(out, reading, 1)["fields"]["date"]) == "2016-10"


def test_two_people_do_not_overwrite_each_other(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "corrected", typed="2016-09-20", who="ก")
    with pytest.raises(ReviewConflict, match=r"ก said corrected of date at .* \(event 1\)"):
        say(out, reading, "date", "corrected", typed="2016-09-21", who="ข")
    say(out, reading, "subject", "confirmed", who="ข")
    assert value_of(shown(out, reading)["fields"]["date"]) == "2016-09-20"
    with pytest.raises(ReviewConflict, match="event 9 is not the last"):
        say(out, reading, "date", "confirmed", after=9)


def test_a_member_and_its_entry_are_one_thing_to_two_people(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.date", "corrected", typed="2016-09-20")
    with pytest.raises(ReviewConflict):
        say(out, reading, "receipts.1", "confirmed")
    with pytest.raises(ReviewConflict):
        say(out, reading, "receipts.1.number", "corrected", typed="92")


def test_a_file_that_was_read_anew_meanwhile_is_a_conflict(out: Path, reading: Reading) -> None:
    changed = letter()
    changed["documents"][0]["fields"]["date"]["value"] = "2016-09-29"
    put(out, changed)
    with pytest.raises(ReviewConflict, match="read anew"):
        say(out, reading, "date", "confirmed")
    assert Book(out).all() == ()


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("dates", "d1"), ("receipts", "d1"), ("receipts.2.date", "d1"), ("date.0", "d1"), ("date.day", "d1"), ("date", "d9"),
        ("receipts.1.colour", "d1"), ("../date", "d1"), ("", "d1"), ("date\n", "d1"), ("receipts.٠", "d1"), ("receipts.01", "d1"),
    ],
)  # fmt: skip
def test_what_is_not_there_cannot_be_spoken_of(out: Path, reading: Reading, field: str, where: str) -> None:
    with pytest.raises(NoSuchField):
        say(out, reading, field, "absent", document=where)
    assert Book(out).all() == ()


@pytest.mark.parametrize(
    "name", ["", "..", "../trail.jsonl", "/etc/passwd", "no.json", "a\0b", "a/b", "\udcff"], ids=ascii
)
def test_a_name_that_is_no_record_is_told(out: Path, reading: Reading, name: str) -> None:
    with pytest.raises(NoSuchField):
        read_record(out, name)


def test_nothing_can_be_confirmed_or_taken_back_where_nothing_is(out: Path, reading: Reading) -> None:
    for what, reason in (("confirmed", "nothing_to_confirm"), ("withdrawn", "nothing_said")):
        with pytest.raises(BadValue) as refused:
            say(out, reading, "date", what, document="d2")
        assert refused.value.reason == reason
    with pytest.raises(BadValue):
        say(out, reading, "date", "corrected")
    with pytest.raises(BadValue):
        say(out, reading, "date", "silly")
    assert Book(out).all() == ()


@pytest.mark.parametrize(
    "who", ["", "   ", "\u200b\u202e", "ก" * 101, "a\x00b", "a\x1b[31m", "\udcff"], ids=ascii
)
def test_who_must_be_a_name(out: Path, reading: Reading, who: str) -> None:
    with pytest.raises(BadValue) as refused:
        say(out, reading, "date", "confirmed", who=who)
    assert refused.value.typed == who
    assert Book(out).all() == ()


def test_names_and_reasons_are_one_line_without_what_nobody_sees(out: Path, reading: Reading) -> None:
    one = say(out, reading, "date", "confirmed", who=" สมศรี\u200b\n ใจดี \u202e", why=" บรรทัด\nเดียว ")
    assert (one.who, one.why) == ("สมศรี ใจดี", "บรรทัด เดียว")
    two = say(out, reading, "subject", "confirmed", why="  ")
    assert two.why is None
    with pytest.raises(BadValue):
        say(out, reading, "date", "confirmed", why="ก" * 1001, after=1)


def test_another_book_follows_as_the_file_grows(out: Path, reading: Reading) -> None:
    book = Book(out)
    assert (book.all(), book.head().n) == ((), 0)
    say(out, reading, "date", "confirmed")
    say(out, reading, "subject", "confirmed")
    assert [one.anchor.field for one in book.all()] == ["date", "subject"]
    assert [one.n for one in book.since(1)] == [2]
    assert book.head().n == 2
    assert book.of("0" * 64) == ()


def test_each_correction_is_noted_on_the_trail(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "confirmed")
    last = list(read(out))[-1]
    head = Book(out).head()
    assert (last.event, last.facts["n"], last.facts["sha256"]) == ("reviewed", head.n, head.sha256)
    assert last.facts["record"] == reading.name


@pytest.mark.parametrize("cut", [1, 2, 90, 200, -2, -1])
def test_half_a_line_is_no_correction_and_is_repaired_by_the_next(
    out: Path, reading: Reading, cut: int
) -> None:
    say(out, reading, "date", "confirmed")
    whole = (out / REVIEW).read_bytes()
    (out / REVIEW).write_bytes(whole + whole[:cut])
    assert len(Book(out).all()) == 1
    book = Book(out)
    say(out, reading, "subject", "confirmed")
    assert [one.anchor.field for one in book.all()] == ["date", "subject"]
    assert [one.n for one in book.all()] == [1, 3], "event 2 tells of the repair"


@pytest.mark.parametrize("line", [b"{}\n", b"\xff\n", b'{"at":"x"}\n'], ids=ascii)
def test_a_damaged_file_is_told_and_not_half_believed(out: Path, reading: Reading, line: bytes) -> None:
    say(out, reading, "date", "confirmed")
    (out / REVIEW).write_bytes(line + (out / REVIEW).read_bytes())
    with pytest.raises(TrailBroken, match=r"review\.jsonl.*back from a copy"):
        Book(out).all()


def test_a_trail_in_the_place_of_corrections_is_told(out: Path, reading: Reading) -> None:
    (out / REVIEW).write_bytes((out / TRAIL).read_bytes())
    with pytest.raises(TrailBroken, match="tells of no correction"):
        Book(out).all()


def test_an_event_holds_all_that_is_evidence(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.number", "corrected", typed="๙๒", why="เห็นชัด")
    facts = json.loads((out / REVIEW).read_text())["facts"]
    assert facts["source"] == reading.record["source"]["sha256"]
    assert (facts["record"], facts["reading"]) == (reading.name, reading.sha256)
    assert (facts["value"], facts["typed"], facts["who"], facts["why"]) == ("92", "๙๒", "สมศรี", "เห็นชัด")
    assert facts["machine"] == {
        "value": "91", "raw": "รับ 91", "reasons": ["incomplete_stamp"], "confidence": None,
    }  # fmt: skip
    assert facts["anchor"]["field"] == "receipts.1.number"
    assert facts["anchor"]["spot"]["box"] == [1200, 100, 1700, 400]


def test_corrections_of_another_file_are_passed_over(out: Path, reading: Reading) -> None:
    other = put(out, letter("other.txt"))
    say(out, other, "date", "corrected", typed="2020-01-01")
    assert Book(out).effective(reading) == Effective(reading.record)


def test_a_book_may_be_shared_by_threads(out: Path, reading: Reading) -> None:
    from concurrent.futures import ThreadPoolExecutor

    book = Book(out)
    fields = ("date", "subject", "document_number", "urgency", "to", "agency")

    def add(field: str) -> int:
        return book.add(Seen(reading.name, reading.sha256, "d1", field), Said("absent", "ก")).n

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, fields)) == [1, 2, 3, 4, 5, 6]
