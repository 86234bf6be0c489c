"""Many inputs: the memory of the driving process, and what a second run over finished work costs.

`python -m bench scale --inputs 100,10000`. Inputs are small transcripts, so that the ledger and not the reading is
measured; each run is done from nothing, and then once more over what is done.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.letters import written

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench scale", description=__doc__)
    parser.add_argument("--inputs", default="100,10000", help="numbers, by commas")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    print(f"{'inputs':>8}{'first run':>11}{'a second':>10}{'memory':>9}{'second run':>12}{'memory':>9}")
    for count in map(int, options.inputs.split(",")):
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            inbox, out = written(Path(folder, "in"), count), Path(folder, "out")
            first, memory = _run(inbox, out, options.jobs)
            second, again = _run(inbox, out, options.jobs)
            made = len(list((out / "records").iterdir()))
            if made != count:
                sys.exit(f"bench: {made} records of {count} inputs")
        print(
            f"{count:8,}{first:9.1f} s{count / first:10.1f}{memory:6} MB{second:10.2f} s{again:6} MB",
            flush=True,
        )


def _run(inbox: Path, out: Path, jobs: int) -> tuple[float, int]:
    """Seconds, and the most memory that the driving process itself held, in MB."""
    command = [
        sys.executable,
        "-m",
        "saraban.app.cli",
        "read",
        str(inbox),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
    ]
    began, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.02)
    if process.returncode:
        sys.exit(f"bench: exit code {process.returncode}")
    return time.perf_counter() - began, peak // 1024


def _peak(process: int) -> int:
    """The most memory that a process has held, in kB; 0 where it is just gone."""
    try:
        found = _PEAK.search(Path(f"/proc/{process}/status").read_text("ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main(sys.argv[1:])
