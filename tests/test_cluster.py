"""Workers on Dask: every task comes back once, or is named as lost; what dies takes nothing else with it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pool_tasks import double, hang, killed, pid
from test_pool import all_of

from saraban.app.batch.cluster import Cluster
from saraban.app.batch.remote import Question
from saraban.app.batch.workers import Lost
from saraban.extract.errors import EngineMissing, WorkerDiffers
from tests.machines import listeners, running, until

SAME = Question(partial(dict, version="1"))


@pytest.fixture(scope="module")
def embedded() -> Iterator[Cluster]:
    workers = Cluster(2, SAME)
    yield workers
    workers.close()


def test_a_hundred_tasks_each_once(embedded: Cluster) -> None:
    found = all_of(embedded, [(double, number) for number in range(100)])
    assert found == {number: 2 * number for number in range(100)}


def test_the_tasks_are_done_in_children(embedded: Cluster) -> None:
    at_work = set(all_of(embedded, [(pid,)] * 20).values())
    assert os.getpid() not in at_work
    assert len(at_work) <= 2


def test_a_poisonous_task_costs_one_task(embedded: Cluster) -> None:
    found = all_of(embedded, [(killed, number, 7) for number in range(20)])
    assert isinstance(found[7], Lost)
    assert found[7].code == "worker_died"
    assert {key: value for key, value in found.items() if key != 7} == {n: n for n in range(20) if n != 7}


def test_a_task_that_hangs_is_ended_with_what_it_started(embedded: Cluster) -> None:
    begun = time.monotonic()
    found = all_of(embedded, [(hang, "86399.5")], seconds=1)
    assert isinstance(found[0], Lost)
    assert found[0].code == "took_too_long"
    assert time.monotonic() - begun < 3
    assert not running("86399.5")


def test_nothing_listens_but_to_this_machine(embedded: Cluster) -> None:
    assert {place.rpartition(":")[0] for place in listeners({os.getpid()})} <= {"127.0.0.1"}


def test_closing_ends_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    workers = Cluster(2, SAME)
    for key in range(2):
        workers.submit(key, hang, "86398.5", seconds=100)
    assert until(lambda: len(running("86398.5")) == 2)
    begun = time.monotonic()
    workers.close()
    assert time.monotonic() - begun < 2
    assert not running("86398.5")
    assert list(tmp_path.rglob("cluster-*")) == []


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineMissing, match=r'pip install "saraban\[cluster\]"'):
        Cluster(1, SAME)


def test_another_reading_is_refused(embedded: Cluster) -> None:
    # A folder that only this process has.
    other = Cluster(1, Question(partial(dict, version="1"), (f"/proc/self/task/{os.getpid()}",)))
    with pytest.raises(WorkerDiffers, match="missing there, there here"):
        all_of(other, [(double, 1)])
    other.close()
