"""Workers on other machines: what dies there is named, takes nothing else with it, and leaves nothing behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Timer

import dask
import psutil
import pytest
from pool_tasks import killed, sleep
from test_pool import all_of

from saraban.app.batch import cluster
from saraban.app.batch.cluster import Cluster
from saraban.app.batch.remote import Question
from saraban.app.batch.workers import Lost
from saraban.extract.errors import NoWorkers, SchedulerLost
from tests.machines import Machines, listeners, running, trust, until

SAME = Question(partial(dict, version="1"))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    started = Machines(folder)
    try:
        started.start(2)
        yield started
    finally:
        started.stop()


@pytest.fixture
def remote(machines: Machines) -> Iterator[Cluster]:
    workers = joined(machines)
    yield workers
    workers.close()


def test_machines_trust_each_other_by_certificates(
    remote: Cluster, machines: Machines, tmp_path: Path
) -> None:
    found = all_of(remote, [(killed, number, 7) for number in range(100)])
    assert isinstance(found.pop(7), Lost)
    assert found == {number: number for number in range(100) if number != 7}
    with dask.config.set(trust(tmp_path)), pytest.raises(SchedulerLost, match="cannot be reached"):
        Cluster(1, SAME, machines.address)  # a stranger, with a certificate of its own
    with pytest.raises(SchedulerLost, match="cannot be reached"):
        Cluster(1, SAME, machines.address.replace("tls:", "tcp:"))
    with pytest.raises(SchedulerLost, match="no certificates"):
        Cluster(1, SAME, machines.address)


def test_machines_listen_where_they_are_told(machines: Machines) -> None:
    started = [machines.scheduler, *machines.workers]
    trees = [psutil.Process(one.pid) for one in started if one is not None]
    everyone = {process.pid for tree in trees for process in (tree, *tree.children(recursive=True))}
    heard = listeners(everyone)
    assert len(heard) >= 3
    assert {place.rpartition(":")[0] for place in heard} == {"127.0.0.1"}


@pytest.mark.parametrize("seed", range(3))
def test_a_machine_that_dies_costs_what_it_had_in_hand(
    remote: Cluster, machines: Machines, seed: int
) -> None:
    chance = random.Random(seed)
    assert until(lambda: len(machines.processes()) == 2)
    victim = chance.choice(machines.processes())
    Timer(chance.uniform(0.05, 1.0), victim.send_signal, [signal.SIGKILL]).start()
    found = all_of(remote, [(sleep, 0.05)] * 60)
    lost = [key for key, value in found.items() if isinstance(value, Lost)]
    assert sorted(found) == list(range(60))
    assert len(lost) <= 1
    assert all(value in (0.05, found[key]) for key, value in found.items())


@pytest.mark.parametrize("embedded_one", [True, False])
def test_a_driver_that_dies_leaves_nothing_at_work(machines: Machines, embedded_one: bool) -> None:
    program = driver(None if embedded_one else machines.address, machines, "86397.5")
    assert until(lambda: running("86397.5"))
    (sleeper,) = [psutil.Process(number) for number in running("86397.5")]
    child = sleeper.parent()
    assert child is not None
    program.kill()
    program.wait()
    gone, _ = psutil.wait_procs([child], 15)
    for number in running("86397.5"):
        os.kill(number, signal.SIGKILL)  # in real work it is in a cage that dies with its parent
    assert gone == [child]
    assert until(lambda: len(machines.processes()) == 2)  # the cluster is there for the next driver


def test_a_scheduler_that_dies_is_named_within_seconds(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    try:
        machines.start(1)
        workers = joined(machines)
        assert machines.scheduler is not None
        Timer(0.5, machines.scheduler.send_signal, [signal.SIGKILL]).start()
        begun = time.monotonic()
        with pytest.raises(SchedulerLost, match="the same command goes on from there"):
            all_of(workers, [(sleep, 0.1)] * 100)
        assert time.monotonic() - begun < 5
        begun = time.monotonic()
        workers.close()
        assert time.monotonic() - begun < 2
    finally:
        machines.stop()


def test_dask_itself_is_silent_when_its_scheduler_dies(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    try:
        machines.start(1)
        program = driver(machines.address, machines, "86396.5")
        assert until(lambda: running("86396.5"))
        assert machines.scheduler is not None
        machines.scheduler.kill()
        assert program.communicate(timeout=30) == ("scheduler_lost\n", "")
    finally:
        machines.stop()


def test_a_cluster_without_workers_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS", 0.5)
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.1)
    machines = Machines(tmp_path)
    try:
        machines.start(0)
        workers = joined(machines)
        assert workers.room == 0
        time.sleep(0.6)
        with pytest.raises(NoWorkers, match="start `dask worker tls://127"):
            _ = workers.room
        workers.close()
    finally:
        machines.stop()


def joined(machines: Machines) -> Cluster:
    """Workers on those machines, trusted by them."""
    with dask.config.set(machines.settings):
        return Cluster(1, SAME, machines.address)


def driver(where: str | None, machines: Machines, mark: str) -> subprocess.Popen[str]:
    """A driver in a process of its own, with a task in hand that hangs."""
    program = (
        "from functools import partial\n"
        "from pool_tasks import hang\n"
        "from saraban.app.batch.cluster import Cluster\n"
        "from saraban.app.batch.remote import Question\n"
        "from saraban.extract.errors import SarabanError\n"
        f"workers = Cluster(1, Question(partial(dict, version='1')), {where!r})\n"
        f"workers.submit(1, hang, {mark!r}, seconds=600)\n"
        "try:\n"
        "    while True: workers.next(600)\n"
        "except SarabanError as error:\n"
        "    print(error.code)\n"
        "workers.close()\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env=machines.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
