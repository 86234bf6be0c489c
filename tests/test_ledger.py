"""The ledger and its queue, on SQLite and on PostgreSQL: what is handed out, what counts, what is kept."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from saraban.app.batch import queue as queue_module
from saraban.app.batch.ledger import Ledger, Seen
from saraban.app.batch.overview import page_states, rows
from saraban.app.batch.queue import Queue
from saraban.app.batch.work import Ended, Failure, Opened, Work, Written
from saraban.extract.errors import LedgerFailed

CONFIG = "c1"
A, B = b"/in/\xe0\xb8\x81.pdf", b"/in/odd\xff.pdf"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    url = request.getfixturevalue("postgres_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def ledger(address: str | Path) -> Iterator[Ledger]:
    ledger = Ledger.open(address, owner="one")
    yield ledger
    ledger.close()


def whole(_record: str, _size: int) -> bool:
    return True


def admit(ledger: Ledger, *paths: bytes, stamp: str = "s1", config: str = CONFIG) -> tuple[int, int]:
    run = ledger.start("{}")
    admitted = ledger.admit(run, config, [Seen(path, stamp) for path in paths], whole)
    return admitted.waiting, admitted.done


def open_next(
    queue: Queue, *, sha256: str = "aa", pages: int = 1, stamp: str = "s1", config: str = CONFIG
) -> Work:
    (work,) = [one for one in queue.claim(1) if one.kind == "open"]
    queue.opened(work, Opened(sha256, stamp, pages, b"packed"), config)
    return work


def finish(queue: Queue, record: str = "a.json", state: str = "read") -> None:
    """Read and compose all that is open."""
    while got := queue.claim(8):
        for work in got:
            if work.kind == "page":
                queue.page_read(work, b"page")
            else:
                assert work.kind == "compose"
                queue.composed(work, Written(record, "ff", 3, Ended(state)))


def outcomes(ledger: Ledger) -> dict[bytes, str]:
    return {row.path: row.outcome for row in rows(ledger)}


def test_the_way_of_an_input(ledger: Ledger) -> None:
    queue = Queue(ledger)
    assert admit(ledger, A) == (1, 0)
    open_next(queue, pages=2)
    assert outcomes(ledger) == {A: "waiting"}
    pages = queue.claim(5)
    assert [(work.kind, work.number, work.path, work.stamp) for work in pages] == [
        ("page", 1, A, "s1"),
        ("page", 2, A, "s1"),
    ]
    queue.page_read(pages[1], b"two")
    assert queue.claim(5) == []
    assert page_states(ledger) == {"done": 1, "leased": 1}
    queue.page_read(pages[0], b"one")
    (record,) = queue.claim(5)
    assert record.kind == "compose"
    assert [page.result for page in queue.pages(record)] == [b"one", b"two"]
    queue.composed(record, Written("a.json", "ff", 3, Ended("read")))
    assert [(end.path, end.outcome, end.record) for end in queue.settled(record)] == [(A, "read", "a.json")]
    assert queue.nothing_left()
    assert [page.result for page in queue.pages(record)] == [None, None]
    assert admit(ledger, A) == (0, 1)
    assert queue.claim(5) == []


def test_odd_names_come_back_as_they_are(ledger: Ledger) -> None:
    admit(ledger, A, B)
    assert [work.path for work in Queue(ledger).claim(5)] == [A, B]


def test_the_first_end_of_a_page_counts(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue)
    (page,) = queue.claim(1)
    queue.page_read(page, b"first")
    queue.page_read(page, b"second")
    queue.failed(page, Failure("failed", "late", "too late"))
    (record,) = queue.claim(1)
    assert [stored.result for stored in queue.pages(record)] == [b"first"]
    queue.composed(record, Written("a.json", "ff", 3, Ended("read")))
    queue.failed(record, Failure("failed", "late", "too late"))
    assert outcomes(ledger) == {A: "read"}


def test_same_bytes_are_read_once(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A, B)
    open_next(queue)
    finish_page, open_b = queue.claim(2)
    queue.page_read(finish_page, b"page")
    queue.opened(open_b, Opened("aa", "s1", 1, b"packed"), CONFIG)
    (record,) = queue.claim(5)
    queue.composed(record, Written("a.json", "ff", 3, Ended("read")))
    assert {(end.path, end.outcome) for end in queue.settled(record)} == {(A, "read"), (B, "same")}


def test_a_page_may_take_its_worker_along_twice(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue, pages=2)
    poison, other = queue.claim(2)
    queue.page_read(other, b"page")
    assert queue.lost(poison)
    (again,) = queue.claim(5)
    assert again == poison
    assert not queue.lost(again)
    queue.failed(again, Failure("quarantined", "worker_died", "it died"))
    finish(queue, state="partial")
    (row,) = rows(ledger)
    assert row.outcome == "partial"
    assert [(page.page, page.code) for page in row.failed_pages] == [(1, "worker_died")]
    assert ledger.retry() == [A]
    assert [work.kind for work in queue.claim(5)] == ["open"]


def test_retry_keeps_what_was_read(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue, pages=2)
    bad, good = queue.claim(2)
    queue.page_read(good, b"good")
    queue.failed(bad, Failure("failed", "reading_failed", "no"))
    finish(queue, state="partial")
    ledger.retry()
    open_next(queue, pages=2)
    (page,) = queue.claim(5)
    assert (page.kind, page.number) == ("page", 1)
    queue.page_read(page, b"bad no more")
    (record,) = queue.claim(5)
    assert [stored.result for stored in queue.pages(record)] == [b"bad no more", b"good"]


def test_a_changed_file_is_read_anew_and_its_former_source_goes(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue)
    finish(queue)
    assert admit(ledger, A, stamp="s2") == (1, 0)
    assert queue.gone() == []  # perhaps it was only touched
    open_next(queue, sha256="bb", stamp="s2")
    ((source, record, sha256),) = queue.gone()
    assert (record, sha256) == ("a.json", "ff")
    queue.forget(source)
    finish(queue, "b.json")
    assert [row.record for row in rows(ledger)] == ["b.json"]


def test_a_touched_file_is_not_read_again(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue)
    finish(queue)
    admit(ledger, A, stamp="s2")
    open_next(queue, stamp="s2")
    assert queue.claim(5) == []
    assert queue.gone() == []
    assert admit(ledger, A, stamp="s2") == (0, 1)


def test_pages_of_a_file_that_changed_meanwhile_are_not_read(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue, pages=3)
    admit(ledger, A, stamp="s2")
    assert [work.kind for work in queue.claim(5)] == ["open"]


def test_another_configuration_reads_again_and_keeps_the_record_until_then(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue)
    finish(queue)
    assert admit(ledger, A, config="c2") == (1, 0)
    open_next(queue, config="c2")
    assert queue.gone() == []
    finish(queue)
    ((_, record, _),) = queue.gone()
    assert record is None  # the new record has taken its name


def test_a_record_that_is_missing_is_made_again(ledger: Ledger) -> None:
    queue = Queue(ledger)
    admit(ledger, A)
    open_next(queue)
    finish(queue)
    run = ledger.start("{}")
    admitted = ledger.admit(run, CONFIG, [Seen(A, "s1")], lambda record, size: False)
    assert (admitted.waiting, admitted.lost_records) == (1, ("a.json",))
    assert [work.kind for work in queue.claim(5)] == ["page"]


def test_what_a_dead_run_had_in_hand_is_free_at_once_for_whoever_holds_the_folder(
    address: str | Path, ledger: Ledger
) -> None:
    admit(ledger, A)
    assert len(Queue(ledger).claim(1)) == 1
    second = Ledger.open(address, owner="two")
    assert Queue(second).claim(1) == []
    second.take_over()
    assert len(Queue(second).claim(1)) == 1
    second.close()


def test_two_runs_share_the_work_and_a_lease_runs_out(
    address: str | Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    admit(ledger, A, B)
    second = Ledger.open(address, owner="two")
    mine, yours = Queue(ledger).claim(1), Queue(second).claim(5)
    assert {work.path for work in mine} | {work.path for work in yours} == {A, B}
    assert len(mine) == len(yours) == 1
    monkeypatch.setattr(queue_module, "LEASE_SECONDS", -1)
    Queue(ledger).renew()
    assert Queue(second).claim(5) == mine
    second.close()


def test_a_ledger_that_another_program_holds_is_waited_for(tmp_path: Path) -> None:
    """A transaction that began as a read would fail at once where it turns into a write."""
    ledger = Ledger.open(tmp_path / "ledger.sqlite", owner="one")
    other = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    freed = Timer(0.3, other.execute, ["COMMIT"])
    freed.start()
    begun = time.monotonic()
    assert admit(ledger, A, B) == (2, 0)
    assert time.monotonic() - begun > 0.2
    freed.join()
    other.close()
    ledger.close()


def test_what_another_version_wrote_is_refused(address: str | Path, ledger: Ledger) -> None:
    ledger.database.ask("UPDATE meta SET value = 'saraban/ledger/9'")
    with pytest.raises(LedgerFailed, match="another format"):
        Ledger.open(address, owner="two")


def test_a_damaged_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerFailed, match="damaged"):
        Ledger.open(tmp_path / "ledger.sqlite", owner="one")
