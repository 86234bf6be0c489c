"""How long `saraban date` takes from the shell and back: median wall time, beside two other programs.

The ratio to a bare interpreter hardly depends on the machine; the seconds do. Runs alternate, so that a
busy moment falls on all three.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

LIMIT_SECONDS = 0.3

COMMANDS: dict[str, list[str]] = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "saraban date": [str(Path(sys.executable).with_name("saraban")), "date", "๑๙ กันยายน ๒๕๕๙"],
    'python -c "import pythainlp"': [sys.executable, "-c", "import pythainlp"],
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args(arguments).runs
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for name, command in COMMANDS.items():  # bytecode is compiled, files are in the cache
        _run(name, command)
    for _ in range(runs):
        for name, command in COMMANDS.items():
            seconds[name].append(_run(name, command))
    bare = statistics.median(seconds["python -c pass"])
    print(f"{'start-up, ' + str(runs) + ' runs':<30}  median s   worst s   times a bare python")
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:<30}  {median:>8.3f}  {max(times):>8.3f}  {median / bare:>20.1f}")
    print(f"the aim: saraban date in at most {LIMIT_SECONDS} s")


def _run(name: str, command: list[str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{name}: exit code {done.returncode}: {done.stderr.strip()}")
    return seconds


if __name__ == "__main__":
    main()
