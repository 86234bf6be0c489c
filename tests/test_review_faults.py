"""Corrections outlive kills, two writers at once and damage: whole or not at all, and whatever is touched is found."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from saraban.app.batch.chain import REVIEW, TRAIL, Break, scan
from saraban.app.batch.fixity import Verification
from saraban.app.review.anchor import FieldPath
from saraban.app.review.book import Book, Reading
from saraban.app.review.corrections import Said, Seen, effective, last_event
from saraban.extract.errors import ReviewConflict
from tests.holdings import letter, put, say

KILLS = 30
FLIPS = 1000
SEED = 20261121
FIELDS = ("date", "subject", "document_number", "receipts.1.date", "receipts.0", "to", "agency")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def reading(out: Path) -> Reading:
    return put(out, letter())


def known(book: Book, reading: Reading, field: str) -> int:
    """What a person who looks now sees as the last event of a field."""
    document = book.effective(reading).record["documents"][0]
    return last_event(document, FieldPath.parse(field))


def child(work: Callable[[], None]) -> int:
    """Run something in another process; its id."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


def add(book: Book, reading: Reading, field: str, who: str, why: str) -> int:
    seen = Seen(reading.name, reading.sha256, "d1", field, known(book, reading, field))
    return book.add(seen, Said("absent", who, why=why)).n


def broken(out: Path) -> list[str]:
    return [
        f"{one.code} {os.fsdecode(one.path)}"
        for one in Verification(out, sources=False).findings()
        if one.code != "run_not_ended"
    ]


def test_two_people_at_once_do_not_overwrite_each_other(out: Path, reading: Reading) -> None:
    def work(who: str) -> Callable[[], None]:
        def speak() -> None:
            rng, book = random.Random(who), Book(out)
            accepted, conflicts = 0, 0
            while accepted < 20:
                try:
                    add(book, reading, rng.choice(FIELDS[:3]), who, f"{accepted}")
                    accepted += 1
                except ReviewConflict:
                    conflicts += 1
            (out.parent / who).write_text(str(conflicts))

        return speak

    pids = [child(work(who)) for who in ("ก", "ข")]
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0, 0]
    said = Book(out).all()
    assert [one.n for one in said] == list(range(1, 41))
    for who in ("ก", "ข"):
        assert [one.why for one in said if one.who == who] == [str(number) for number in range(20)]
    last: dict[str, int] = {}
    for one in said:
        assert one.after == last.get(one.anchor.field, 0), "each knew of the one before it"
        last[one.anchor.field] = one.n
    assert broken(out) == []


@pytest.mark.slow
def test_a_kill_leaves_a_correction_whole_or_not_at_all(out: Path, reading: Reading) -> None:
    rng, kills = random.Random(SEED), 0
    while kills < KILLS:
        read_end, write_end = os.pipe()

        def work(end: int = write_end) -> None:
            book, number = Book(out), 0
            while True:
                n = add(book, reading, rng.choice(FIELDS), "ก" * 50, "เพราะ" * 150)
                os.write(end, f"{n}\n".encode())
                number += 1

        pid = child(work)
        os.close(write_end)
        with os.fdopen(read_end) as told:
            first = told.readline()  # it is at work
            time.sleep(rng.uniform(0, 0.06))
            os.kill(pid, signal.SIGKILL)
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
            acknowledged = max(map(int, [first, *told.read().split()]))
        kills += 1
        said = Book(out).all()
        assert max((one.n for one in said), default=0) >= acknowledged, "what was acknowledged is there"
        assert {len(one.why or "") for one in said} <= {len("เพราะ" * 150)}, "and whole"
        add(Book(out), reading, "date", "ก" * 50, "เพราะ" * 150)
        assert broken(out) == []


@pytest.mark.slow
def test_every_flipped_bit_is_found(out: Path, reading: Reading) -> None:
    for field in FIELDS:
        say(out, reading, field, "absent", why="เพราะ")
    whole = (out / REVIEW).read_bytes()
    assert broken(out) == []
    rng, missed = random.Random(SEED), []
    for _ in range(FLIPS):
        at, bit = rng.randrange(len(whole)), rng.randrange(8)
        data = bytearray(whole)
        data[at] ^= 1 << bit
        (out / REVIEW).write_bytes(data)
        if not any(isinstance(one, Break) for one in scan(out, REVIEW)):
            missed.append((at, bit))
    assert missed == []


def test_lines_that_are_taken_away_are_found(out: Path, reading: Reading) -> None:
    for field in FIELDS:
        say(out, reading, field, "absent")
    lines = (out / REVIEW).read_bytes().splitlines(keepends=True)
    for kept in range(len(lines)):
        (out / REVIEW).write_bytes(b"".join(lines[:kept]))
        assert broken(out) == [f"trail_cut {REVIEW}"], "the trail knows of the last"
    (out / REVIEW).write_bytes(b"".join([*lines[:2], *lines[3:]]))
    assert f"trail_broken {REVIEW}" in broken(out)
    (out / REVIEW).unlink()
    assert broken(out) == [f"missing {REVIEW}"]


def test_what_is_made_from_the_rest_needs_no_hash(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "confirmed")
    for name in ("index.sqlite", "index.sqlite-wal", "index.sqlite-shm"):
        (out / name).write_bytes(b"derived")
    assert broken(out) == []


def test_a_folder_may_be_copied_and_gone_on_with(out: Path, reading: Reading, tmp_path: Path) -> None:
    say(out, reading, "date", "confirmed")
    book = Book(out)
    assert len(book.all()) == 1
    copy = shutil.copytree(out, tmp_path / "copy")
    say(copy, reading, "subject", "confirmed")
    shutil.rmtree(out)
    copy.rename(out)
    assert [one.anchor.field for one in book.all()] == ["date", "subject"], (
        "another file of that name is read anew"
    )
    shown = effective(reading.record, reading.sha256, book.all()).record["documents"][0]["fields"]
    assert shown["subject"]["corrected"]["what"] == "confirmed"
    assert (out / TRAIL).exists()
