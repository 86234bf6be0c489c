"""Long work of the server beside it: what is said is heard in order, and every end of the process is told."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from saraban.app.index.query import build
from saraban.app.review.queue import Wanted
from saraban.app.web import beside, finder, tasks
from saraban.app.web.finder import Finder
from saraban.app.web.holdings import Holdings
from saraban.app.web.tasks import Tasks
from saraban.extract.errors import TrailBroken, WorkerDied
from tests.holdings import letter, put, say

Say = Callable[[object], None]


def count(most: int, tell: Say) -> None:
    for n in range(most):
        tell(n)
    tell(os.getpid())


def refuse(tell: Say) -> None:
    tell("one")
    raise TrailBroken("the trail is broken; look at it")


def die(_: Say) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def err(_: Say) -> None:
    raise ZeroDivisionError


def test_what_is_said_is_heard_in_order() -> None:
    heard: list[object] = []
    beside.beside(heard.append, count, 300)
    assert heard[:-1] == [*range(300)]
    assert heard[-1] != os.getpid()
    assert multiprocessing.active_children() == []


def test_a_refusal_is_raised_here_after_what_was_said() -> None:
    heard: list[object] = []
    with pytest.raises(TrailBroken, match="the trail is broken; look at it"):
        beside.beside(heard.append, refuse)
    assert heard == ["one"]


def test_a_process_that_dies_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerDied, match="SIGKILL"):
        beside.beside(print, die)
    with pytest.raises(WorkerDied, match="exit code 1"):
        beside.beside(print, err)
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert multiprocessing.active_children() == []


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records, taken for many."""
    monkeypatch.setattr(beside, "MANY", 0)
    monkeypatch.setattr(tasks, "MANY", 0)
    for name in ("a.txt", "b.txt"):
        put(tmp_path / "out", letter(name))
    return tmp_path / "out"


def test_the_queue_is_the_same(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_PATIENCE_SECONDS", 30)
    there = Tasks(Holdings(out)).slice(Wanted(), 0, 50)
    monkeypatch.setattr(tasks, "MANY", 100)
    monkeypatch.setattr(tasks, "beside", None)  # would fail
    assert Tasks(Holdings(out)).slice(Wanted(), 0, 50) == there
    assert there.unread == 0
    assert {task.record[:1] for task in there.tasks} == {"a", "b"}


def test_the_index_is_brought_up_to_date(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = Finder(out, None), build({"text": "ขอยืมแรดขาว"})
    found.keep_up()
    found.settle()
    monkeypatch.setattr(finder, "_FRESH_SECONDS", 0)
    assert found.find(asked).total == 0
    found.settle()
    say(out, put(out, letter("c.txt")), "subject", "corrected", typed="ขอยืมแรดขาว")
    found.keep_up()
    found.settle()
    assert found.find(asked).total == 1
    found.settle()
