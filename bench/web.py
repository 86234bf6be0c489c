"""The web page over many records: how long its pages take, and whether anything that is asked breaks it.

`python -m bench web --records 5000 --requests 10000`. A folder of generated records (`bench.search_records`) is served
as `saraban serve` does it, and asked over the network of this machine, one request after the other.

search      300 of the queries that `bench search` asks: first page, facets, snippets
document    a document without a picture: fields, text, forms of review
queue       50 flagged fields, in each of the three orders
charts      all charts, drawn once and kept
anew        all charts, each time after something was written
busy        searches, while the index and the queue are brought up to date beside them
CPU         milliseconds of the processor in the server: what remains where others use the machine
fuzz        random requests, many of them attacks: how many were answered with 500 or more, and the longest
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx2

from bench.search import queries
from bench.search_records import as_bytes, records
from bench.web_fuzz import requests
from saraban.app.index.build import refresh
from saraban.app.index.store import FILE, Store
from saraban.app.output import RECORDS

_PAGES = 300
_WRITTEN_EVERY = 30
_BEHIND = 'role="status">Records'
"""What the page says while the index is compared with the records."""
_SETTLED_SECONDS = 1.5
"""After so long it says it, if it has to."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="the folder of records, made where there is none"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        out = asked.keep or Path(scratch) / "out"
        if not (out / RECORDS).exists():
            make(out, asked.records)
        with served(out) as (address, server), httpx2.Client(base_url=address, timeout=60) as client:
            names = [file.name for file in itertools.islice((out / RECORDS).iterdir(), 3)]
            _measure(client, server, out / RECORDS, asked.records)
            _fuzz(client, names, asked.requests)


def make(out: Path, count: int) -> None:
    """A folder of generated records, and its index."""
    (out / RECORDS).mkdir(parents=True)
    for name, record in records(count):
        (out / RECORDS / name).write_bytes(as_bytes(record))
    with Store(out / FILE) as store:
        refresh(out, store)


@contextmanager
def served(out: Path) -> Iterator[tuple[str, int]]:
    """The address of a server of the folder, and the number of its process."""
    command = [sys.executable, "-m", "saraban.app.cli", "serve", str(out), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.match(r"(http://\S+)/", server.stdout.readline())
            if found is None:
                raise RuntimeError("saraban serve did not start")
            yield found[1], server.pid
        finally:
            server.terminate()


def _measure(client: httpx2.Client, server: int, records_of: Path, count: int) -> None:
    names = [file.name for file in itertools.islice(records_of.iterdir(), _PAGES)]
    time.sleep(_SETTLED_SECONDS)
    while _BEHIND in client.get("/?lang=en&text=x").text:
        time.sleep(0.5)
    while "Still gathering" in client.get("/queue?lang=en").text:
        time.sleep(0.5)
    chance = random.Random(1)
    found = [f"/?text={quote(text)}" for text in queries(count)[:_PAGES]]
    orders = [f"/queue?by={by}&page={page}" for by in ("oldest", "doubtful", "kind") for page in range(1, 11)]
    print(f"{'ms':10}{'asked':>7}{'median':>9}{'p95':>8}{'longest':>9}{'CPU median':>12}{'CPU p95':>9}")
    for name, addresses in (
        ("search", found),
        ("document", [f"/document/{quote(name)}/d1" for name in chance.choices(names, k=_PAGES)]),
        ("queue", orders),
        ("charts", ["/charts"] * 20),
        ("anew", ["/charts"] * 20),
        ("busy", found),
    ):
        taken = []
        for number, address in enumerate(addresses):
            if name == "anew" or (name == "busy" and number % _WRITTEN_EVERY == 0):
                os.utime(records_of)
            if name == "busy" and number % _WRITTEN_EVERY == 0:
                client.get("/queue")
            taken.append(_time(client, server, address))
        clock, processor = (sorted(1000 * one[at] for one in taken) for at in (0, 1))
        print(
            f"{name:10}{len(taken):7}{statistics.median(clock):9.1f}{_p95(clock):8.1f}{clock[-1]:9.1f}"
            f"{statistics.median(processor):12.1f}{_p95(processor):9.1f}",
            flush=True,
        )


def _time(client: httpx2.Client, server: int, address: str) -> tuple[float, float]:
    """Seconds of the clock, and of the processor in the server."""
    before, start = _processor(server), time.perf_counter()
    answer = client.get(address)
    took = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return took, max(0.0, _processor(server) - before)


def _processor(process: int) -> float:
    """Seconds that all threads of a process were on a processor; exact, where /proc/PID/stat counts hundredths."""
    spent = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):  # it has just ended
            spent += int((thread / "schedstat").read_text().split()[0])
    return spent / 1e9


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _fuzz(client: httpx2.Client, names: Sequence[str], count: int) -> None:
    longest, slowest, broken = 0.0, "", 0
    origin = {"origin": str(client.base_url).rstrip("/")}
    for asked in itertools.islice(requests(names, seed=7), count):
        start = time.perf_counter()
        if asked.method == "POST":
            answer = client.post(asked.address, data=asked.form, headers=origin)
        else:
            answer = client.get(asked.address)
        took = time.perf_counter() - start
        longest, slowest = max((longest, slowest), (took, f"{asked.method} {asked.address}"))
        broken += answer.status_code >= 500
    print(
        f"{'fuzz':10}{count:7}{broken:7} answered with 500 or more, longest {1000 * longest:.0f} ms: {slowest[:60]}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
