"""Kill −9 at random, seeded moments: of the run itself, of a worker, of a program that a worker started.

`python -m bench kills --kills 100 --seed 1 [--scans]`. A folder of inputs is read once undisturbed, and then again and
again with kills until the folder is done, as often as it takes for that many kills. Counted is what must be 0: results
that were acknowledged and are lost, inputs that nobody accounts for, records that differ from the undisturbed run,
processes and files left behind. Exit code 1 where one is not.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.letters import written
from saraban.app.batch.fixity import Verification
from saraban.app.batch.ledger import FILE, Ledger
from saraban.app.batch.overview import rows
from saraban.app.batch.rows import InputRow

CORPUS = Path(__file__).parents[1] / "corpus"
_GONE_SECONDS = 2.0
_MOMENTS = (0.1, 4.0)


@dataclass
class Count:
    """What was done, and what must not have happened."""

    kills: Counter[str] = field(default_factory=Counter)
    folders: int = 0
    quarantined: int = 0
    faults: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=120)
    parser.add_argument("--scans", action="store_true", help="scans of the corpus too, read by OCR")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        count = torment(Path(folder), options.kills, options.seed, options.inputs, scans=options.scans)
    for fault in count.faults:
        print(fault, file=sys.stderr)
    told = ", ".join(f"{number} of {whom}" for whom, number in sorted(count.kills.items()))
    print(
        f"{count.kills.total()} kills ({told}) in {count.folders} folders of {options.inputs} inputs",
        end="; ",
    )
    print(
        f"{time.monotonic() - began:.0f} s; {count.quarantined} in quarantine, brought back by retry; faults: {len(count.faults)}"
    )
    sys.exit(1 if count.faults else 0)


def torment(folder: Path, kills: int, seed: int, inputs: int, *, scans: bool = False) -> Count:
    """Kill that many times; what came of it. `folder`: an empty one, for all that is written."""
    inbox, whole, scratch = folder / "in", folder / "whole", folder / "scratch"
    scratch.mkdir()
    _fill(inbox, inputs, scans=scans)
    _start("read", inbox, "--out", whole, scratch=scratch).wait()
    expected = _records(whole)
    assert len(expected) == len(list(inbox.iterdir())) - 1, "the undisturbed run is not whole"
    count, chance = Count(), random.Random(seed)
    while count.kills.total() < kills:
        out = folder / f"out-{count.folders}"
        count.folders += 1
        while not _run(inbox, out, scratch, count, chance, kills):
            pass
        _retry(out, scratch, count)
        _judge(out, expected, len(list(inbox.iterdir())), count)
        shutil.rmtree(out)
    return count


def _run(inbox: Path, out: Path, scratch: Path, count: Count, chance: random.Random, kills: int) -> bool:
    """Run until it is done or killed; True when it is done."""
    acknowledged = _acknowledged(out)
    process = _start("read", inbox, "--out", out, scratch=scratch)
    until = time.monotonic() + chance.uniform(*_MOMENTS)
    while process.poll() is None:
        time.sleep(0.005)
        if time.monotonic() < until or count.kills.total() >= kills:
            continue
        family = _family(process)
        if chance.random() < 0.5:
            process.kill()
            process.wait()
            count.kills["the run"] += 1
            _left_behind(family, count)
            break
        if family:
            _kill(chance.choice(family), count)
            until = time.monotonic() + chance.uniform(*_MOMENTS)
    now = _acknowledged(out)
    count.faults += [f"{name}: acknowledged, and lost" for name in acknowledged.keys() - now.keys()]
    count.faults += [f"{name}: written anew" for name in acknowledged if now.get(name) != acknowledged[name]]
    return process.returncode in (0, 1)


def _retry(out: Path, scratch: Path, count: Count) -> None:
    """What lost its worker twice by chance is in quarantine, as it should be; a person would have it read again."""
    quarantined = sum(row.outcome in ("quarantined", "partial") for row in _rows(out))
    if quarantined:
        count.quarantined += quarantined
        _start("retry", out, scratch=scratch).wait()


def _kill(victim: psutil.Process, count: Count) -> None:
    """Kill a worker or what it started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        whom = "a worker" if "saraban.app.batch.child" in " ".join(victim.cmdline()) else victim.name()
        victim.kill()
        count.kills[whom] += 1


def _judge(out: Path, expected: dict[str, bytes], inputs: int, count: Count) -> None:
    """Hold a folder that is done against the undisturbed one."""
    found = _records(out)
    count.faults += [f"{name}: missing" for name in expected.keys() - found.keys()]
    count.faults += [f"{name}: too many" for name in found.keys() - expected.keys()]
    count.faults += [
        f"{name}: differs" for name in expected if found.get(name, expected[name]) != expected[name]
    ]
    ledger = Ledger.look_at(out / FILE)
    ends = list(rows(ledger))
    ledger.close()
    count.faults += [
        f"{row.shown}: {row.outcome}" for row in ends if row.outcome not in ("read", "same", "no_text")
    ]
    if len(ends) != inputs:
        count.faults.append(f"{len(ends)} of {inputs} inputs accounted for")
    count.faults += [f"verify: {finding}" for finding in Verification(out).findings()]


def _rows(out: Path) -> list[InputRow]:
    ledger = Ledger.look_at(out / FILE)
    found = list(rows(ledger))
    ledger.close()
    return found


def _left_behind(family: list[psutil.Process], count: Count) -> None:
    _, alive = psutil.wait_procs(family, timeout=_GONE_SECONDS)
    for process in alive:
        count.faults.append(f"left behind: {process}")
        process.kill()


def _start(*arguments: str | Path, scratch: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "saraban.app.cli", *map(str, arguments), "--jobs", "2"]
    none = subprocess.DEVNULL
    environment = os.environ | {"TMPDIR": str(scratch)}
    return subprocess.Popen(command, env=environment, stdin=none, stdout=none, stderr=none)


def _family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """All that the run has started, and what these have."""
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _acknowledged(out: Path) -> dict[str, tuple[str, int]]:
    """The records that the ledger has as done: hash and place on the disk, which changes when one is written anew."""
    if not (out / FILE).exists():
        return {}
    ledger = Ledger.look_at(out / FILE)
    found = {
        record: (sha256, os.stat(out / "records" / record).st_ino)
        for record, sha256 in ledger.database.ask(
            "SELECT record, record_sha256 FROM source WHERE state IN ('read', 'no_text')"
        )
    }
    ledger.close()
    return found


def _records(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (out / "records").iterdir()}


def _fill(inbox: Path, inputs: int, *, scans: bool) -> None:
    written(inbox, inputs - 1)
    shutil.copyfile(min(inbox.iterdir()), inbox / "twin.txt")
    if scans:
        for file in sorted((CORPUS / "scans").glob("*.tif"))[:6]:
            shutil.copy(file, inbox)


if __name__ == "__main__":
    main(sys.argv[1:])
