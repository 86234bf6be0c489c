"""Spoilt PDFs, TIFFs, JPEGs and others by the thousand: what becomes of them, and every crash, hang or mistake of ours.

`python -m bench fuzz --files 5000 --seed 1 --jobs 1`; exit code 1 where there was one. The OCR engine is left out:
opening, drawing, laying out and composing are real.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import suppress
from time import monotonic

from tests.badfiles.fuzzing import End, fuzz


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench fuzz")
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    first, began = options.seed * 1_000_000, monotonic()
    ends: list[End] = []
    with suppress(KeyboardInterrupt):  # the table tells how far it came
        for end in fuzz(range(first, first + options.files), options.jobs):
            ends.append(end)
            if end.is_ours:
                print(f"{end.number} {end.name}: {end.outcome}\n{end.trace}", file=sys.stderr, flush=True)
    _table(ends)
    ours = sum(end.is_ours for end in ends)
    print(
        f"\n{len(ends)} of {options.files} files in {monotonic() - began:.0f} s; crashes, hangs, mistakes: {ours}"
    )
    sys.exit(1 if ours or len(ends) != options.files else 0)


def _table(ends: list[End]) -> None:
    counts = Counter((end.name.rsplit(".", 1)[1], end.outcome) for end in ends)
    kinds = sorted({kind for kind, _ in counts})
    print(f"{'outcome':26}" + "".join(f"{kind:>7}" for kind in kinds) + f"{'all':>7}")
    for outcome in sorted({outcome for _, outcome in counts}):
        row = [counts[kind, outcome] for kind in kinds]
        print(f"{outcome:26}" + "".join(f"{count:7}" for count in row) + f"{sum(row):7}")


if __name__ == "__main__":
    main(sys.argv[1:])
