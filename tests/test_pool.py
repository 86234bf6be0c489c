"""Workers: every task comes back once, by its key, whatever becomes of the process that does it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pool_tasks import (
    close_the_pipe,
    double,
    end_with,
    fail,
    half_an_answer,
    hang,
    keep,
    killed,
    large,
    no_memory,
    pid,
    sleep,
    speak,
    unpicklable,
)

from saraban.app.batch import child
from saraban.app.batch.channel import Channel
from saraban.app.batch.child import ANSWER, BROKEN, LAST, READY
from saraban.app.batch.ordered import in_order
from saraban.app.batch.pool import Pool
from saraban.app.batch.serial import Serial
from saraban.app.batch.workers import Lost, TaskBroken, Workers
from saraban.extract.errors import WorkerDied


def all_of(workers: Workers, tasks: list[tuple[Any, ...]], seconds: float = 30) -> dict[int, Any]:
    """What became of each task (call, arguments), submitted no more than there is room for."""
    found: dict[int, Any] = {}
    waiting = list(enumerate(tasks))[::-1]
    in_hand = 0
    while waiting or in_hand:
        while waiting and in_hand < workers.room:
            key, (call, *arguments) = waiting.pop()
            workers.submit(key, call, *arguments, seconds=seconds)
            in_hand += 1
        ended = workers.next(30)
        assert ended is not None
        assert ended[0] not in found
        found[ended[0]] = ended[1]
        in_hand -= 1
    return found


def running(mark: str) -> list[int]:
    """The processes with a word in their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def children() -> set[str]:
    """All child processes of this one, zombies too."""
    return {
        number for file in Path("/proc/self/task").glob("*/children") for number in file.read_text().split()
    }


def is_dead(number: int) -> bool:
    """Whether a process has ended, and its pipes with it; one that nobody asked after stays as a zombie."""
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rpartition(") ")[2].startswith("Z")


def until(true: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "scratch"


@pytest.fixture
def pool(scratch: Path) -> Iterator[Pool]:
    before = children()
    with closing(Pool(1, scratch=scratch)) as one:
        yield one
    assert children() == before
    assert not scratch.exists()


@pytest.fixture(params=["serial", "pool"])
def workers(request: pytest.FixtureRequest) -> Workers:
    made: Workers = Serial() if request.param == "serial" else request.getfixturevalue("pool")
    return made


def test_every_task_comes_back_once(workers: Workers) -> None:
    assert all_of(workers, [(double, n) for n in range(50)]) == {n: 2 * n for n in range(50)}


def test_results_in_order(workers: Workers) -> None:
    assert list(in_order(workers, sleep, [0.1, 0.0, 0.02, 0.0], seconds=9)) == [0.1, 0.0, 0.02, 0.0]
    assert list(in_order(workers, double, [], seconds=9)) == []


def test_nothing_to_wait_for(workers: Workers) -> None:
    assert workers.next(0.01) is None


def test_a_call_that_raises_is_a_mistake(workers: Workers) -> None:
    workers.submit(1, fail, "what?", seconds=9)
    with pytest.raises(TaskBroken, match=r"KeyError: 'what\?'"):
        workers.next(30)


def test_what_cannot_be_pickled_is_a_mistake(pool: Pool) -> None:
    with pytest.raises(TaskBroken, match="cannot be pickled"):
        pool.submit(1, double, lambda: None, seconds=9)
    pool.submit(2, unpicklable, seconds=9)
    with pytest.raises(TaskBroken, match="lambda"):
        pool.next(30)


def test_a_task_that_is_not_there_yet(pool: Pool) -> None:
    pool.submit(7, sleep, 0.3, seconds=9)
    assert pool.next(0.01) is None
    assert pool.next(30) == (7, 0.3)


def test_one_poison_task_costs_itself_alone(pool: Pool) -> None:
    found = all_of(pool, [(killed, n, 41) for n in range(100)])
    lost = found.pop(41)
    assert found == {n: n for n in range(100) if n != 41}
    assert lost.code == "worker_died"
    assert "SIGKILL: most often memory ran out" in lost.message
    assert "--jobs" in lost.message


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ((end_with, 3), "exit code 3"),
        ((end_with, -signal.SIGSEGV), "SIGSEGV"),
        ((no_memory,), "memory ran out"),
        ((close_the_pipe,), "SIGKILL"),
    ],
)
def test_how_a_process_died_is_said(pool: Pool, task: tuple[Any, ...], said: str) -> None:
    ((_, lost), (_, after)) = sorted(all_of(pool, [task, (double, 2)]).items())
    assert isinstance(lost, Lost)
    assert (lost.code, said in lost.message, after) == ("worker_died", True, 4)


def test_a_task_that_hangs_is_ended_with_all_that_it_started(pool: Pool, scratch: Path) -> None:
    pool.submit(0, pid, seconds=9)
    assert pool.next(30) is not None
    started = time.monotonic()
    pool.submit(1, hang, "6101.5", seconds=0.5)
    pool.submit(2, double, 2, seconds=9)
    assert until(lambda: running("6101.5"), 5)
    key, lost = pool.next(30) or (None, None)
    assert time.monotonic() - started < 0.5 + 2
    assert key == 1
    assert isinstance(lost, Lost)
    assert lost.code == "took_too_long"
    assert "not done in 0.5 s" in lost.message
    assert until(
        lambda: not running("6101.5"), 2
    )  # a process that was killed is gone when the system has seen to it
    assert list(scratch.rglob("6101.5")) == []
    assert pool.next(30) == (2, 4)


def test_a_process_killed_while_idle_costs_nothing(pool: Pool) -> None:
    for _ in range(2):
        first = all_of(pool, [(pid,)])[0]
        os.kill(first, signal.SIGKILL)
        assert until(partial(is_dead, first), 5)
        assert all_of(pool, [(double, n) for n in range(4)]) == {n: 2 * n for n in range(4)}


def test_half_an_answer(pool: Pool) -> None:
    """Whether it dies or stops in the middle of a message: that task is lost in its time, and nothing else."""
    found = all_of(pool, [(half_an_answer, 0.0), (double, 1), (half_an_answer, 60.0), (double, 2)], seconds=1)
    assert [getattr(found[key], "code", found[key]) for key in range(4)] == [
        "worker_died",
        2,
        "took_too_long",
        4,
    ]
    assert "exit code 3" in found[0].message


def test_a_stopped_process(pool: Pool) -> None:
    (first,) = all_of(pool, [(pid,)]).values()
    os.kill(first, signal.SIGSTOP)
    found = all_of(pool, [(double, 1), (double, 2)], seconds=0.5)
    assert (found[0].code, found[1]) == ("took_too_long", 4)


def test_a_large_result(pool: Pool) -> None:
    assert len(all_of(pool, [(large, 20_000_000)])[0]) == 20_000_000


def test_a_process_is_its_own_group_and_is_silent(
    pool: Pool, scratch: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = all_of(pool, [(pid,), (speak,)])
    assert os.getpgid(found[0]) == found[0] != os.getpgid(0)
    assert capfd.readouterr() == ("", "")
    assert found[1]["OMP_THREAD_LIMIT"] == "1"
    assert Path(found[1]["TMPDIR"]).parent == scratch


def test_close_ends_what_is_at_work(scratch: Path) -> None:
    before = children()
    pool = Pool(2, scratch=scratch)
    for key, mark in enumerate(("6102.5", "6103.5", "6104.5")):
        pool.submit(key, hang, mark, seconds=60)
    until(lambda: pool.next(0.02) or (running("6102.5") and running("6103.5")), 10)
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 2
    assert [mark for mark in ("6102.5", "6103.5", "6104.5") if running(mark)] == []
    assert children() == before
    assert not scratch.exists()
    pool.close()


def test_many_tasks_are_not_all_done_by_one_process(pool: Pool) -> None:
    found = all_of(pool, [(pid,)] * (child.TASKS_MOST + 1))
    assert len(set(found.values())) == 2


@pytest.mark.slow
def test_a_process_that_grew_gives_way(pool: Pool) -> None:
    found = all_of(pool, [(pid,), (keep, child.GROWTH_MOST // 2), (keep, child.GROWTH_MOST), (pid,)])
    assert found[0] == found[1] == found[2] != found[3]


def test_what_a_child_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ready; a broken promise; answers, the last of them known as such."""
    monkeypatch.setattr(child, "TASKS_MOST", 3)
    ours, theirs = map(Channel, socket.socketpair())
    thread = Thread(target=child._serve, args=(theirs,))
    thread.start()
    for task in (b"no pickle", b"cos\ngetpid\n(t\x86.", b"cos\ngetpid\n(t\x86."):
        ours.send(task)
    assert [ours.receive()[:1] for _ in range(4)] == [READY, BROKEN, ANSWER, LAST]
    thread.join(5)
    assert not thread.is_alive()
    ours.close()
    theirs.close()


@pytest.mark.parametrize("program", ["/bin/false", "/no/such/program"])
def test_processes_that_cannot_be_started(pool: Pool, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)

    def work() -> None:
        pool.submit(1, double, 2, seconds=9)
        pool.next(30)

    with pytest.raises(WorkerDied, match="saraban doctor"):
        work()


DRIVER = """
import sys, time
from pool_tasks import pid
from saraban.app.batch.pool import Pool
pool = Pool(2)
for key in range(2):
    pool.submit(key, pid, seconds=60)
print(*(pool.next(60)[1] for _ in range(2)), flush=True)
for key in range(2):
    pool.submit(key, time.sleep, 60, seconds=60)
pool.next(60)
"""


def test_no_process_outlives_its_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent), "TMPDIR": str(tmp_path)}
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    pids = [int(number) for number in driver.stdout.readline().split()]
    assert len(pids) == 2
    time.sleep(0.2)  # both are at work
    driver.kill()
    driver.communicate()
    assert until(lambda: all(map(is_dead, pids)), 2)
    (left,) = tmp_path.iterdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    Pool(1).close()  # the next run clears away what was left
    assert not left.exists()


@pytest.mark.slow
def test_processes_killed_again_and_again(scratch: Path) -> None:
    """Twelve of 300 tasks kill the process that does them; each is lost once, and the others are done."""
    tasks = [(killed, n, n if n % 25 == 7 else -1) for n in range(300)]
    with closing(Pool(2, scratch=scratch)) as workers:
        found = all_of(workers, tasks)
    assert sum(isinstance(one, Lost) for one in found.values()) == 12
    assert all(found[n] == n for n in range(300) if n % 25 != 7)
