"""What it costs to hand out work: start-up, time of a task that does nothing, memory, for each kind of workers.

Each is measured in a process of its own, in turn, so that a busy moment falls on all. `start` is from the import of
the workers to the first answer; memory is what the driver and all that it started hold beside the shared libraries.
A page takes seconds: `of a page` is the share of a task in a page of 3 s.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from saraban.app.batch.workers import Workers

ENGINES = ("serial", "pool", "dask")
PAGE_SECONDS = 3.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tasks", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--scheduler", metavar="ADDRESS", help="also the workers of this Dask scheduler")
    parser.add_argument("--one", metavar="ENGINE", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(measure(asked.one, asked.jobs, asked.tasks)))
        return
    engines = [*ENGINES, *filter(None, [asked.scheduler])]
    options = ["--jobs", str(asked.jobs), "--tasks", str(asked.tasks)]
    found: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    for _ in range(asked.runs):
        for engine in engines:
            found[engine].append(_apart(engine, options))
    print(f"{asked.jobs} jobs, {asked.tasks} tasks, median of {asked.runs}")
    print(f"{'workers':<28}  start s  ms a task  of a page       MB")
    for engine, runs in found.items():
        start, task, size = (
            statistics.median(run[name] for run in runs) for name in ("start", "task", "size")
        )
        share = task / PAGE_SECONDS
        print(f"{engine:<28}  {start:>7.2f}  {task * 1000:>9.2f}  {share:>9.2%}  {size / 2**20:>7.0f}")


def measure(engine: str, jobs: int, tasks: int) -> dict[str, float]:
    """Seconds to the first answer, seconds of each worker for a task, bytes."""
    begun = time.perf_counter()
    workers = started(engine, jobs)
    try:
        _do(workers, 1)
        start = time.perf_counter() - begun
        _do(workers, max(1, workers.room))  # every process is there
        begun = time.perf_counter()
        _do(workers, tasks)
        at_once = 1 if engine == "serial" else jobs
        return {
            "start": start,
            "task": (time.perf_counter() - begun) / tasks * at_once,
            "size": float(_memory()),
        }
    finally:
        workers.close()


def started(engine: str, jobs: int) -> Workers:
    """The workers of that name, or those of a scheduler."""
    if engine == "serial":
        from saraban.app.batch.serial import Serial

        return Serial()
    if engine == "pool":
        from saraban.app.batch.pool import Pool

        return Pool(jobs)
    from saraban.app.batch.cluster import Cluster
    from saraban.app.batch.remote import Question

    return Cluster(jobs, Question(partial(dict[str, str])), None if engine == "dask" else engine)


def _do(workers: Workers, tasks: int) -> None:
    given = ended = 0
    while ended < tasks:
        while given < tasks and given - ended < workers.room:
            workers.submit(given, abs, given, seconds=60)
            given += 1
        answer: tuple[int, Any] | None = workers.next(60)
        if answer is None or answer[0] != answer[1]:
            sys.exit(f"bench: a task was lost: {answer}")
        ended += 1


def _memory() -> int:
    """Bytes that this process and its descendants have for themselves."""
    import psutil

    this = psutil.Process()
    return sum(one.memory_full_info().uss for one in (this, *this.children(recursive=True)))


def _apart(engine: str, options: list[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.engines", "--one", engine, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{engine}: exit code {done.returncode}: {done.stderr.strip()}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
