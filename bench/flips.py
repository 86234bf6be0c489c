"""Single bits flipped at random in a finished output folder and its sources: how many `saraban verify` finds.

`python -m bench flips --flips 1000 --seed 1`. Each flip is looked for alone, and is undone again; it counts as found
when verify names the very file. The index holds nothing of its own: `saraban index` looks for damage in it, and makes
it anew.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from saraban.app.batch.fixity import Verification
from saraban.app.index.store import FILE as INDEX

CORPUS = Path(__file__).parents[1] / "corpus" / "transcripts"
_INPUTS = 12


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; exit code 1 where a flip was not found."""
    parser = argparse.ArgumentParser(prog="python -m bench flips", description=__doc__)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="flips-") as folder:
        inbox, out = Path(folder, "in"), Path(folder, "out")
        _read(inbox, out)
        kinds: dict[str, list[Path]] = {}
        for file in sorted((*inbox.iterdir(), *out.rglob("*"))):
            if file.is_file() and file.stat().st_size and file.name != INDEX:
                kind = "source" if file.parent == inbox else file.name if file.parent == out else "record"
                kinds.setdefault(kind, []).append(file)
        done, found = Counter[str](), Counter[str]()
        for _ in range(options.flips):
            kind = chance.choice(sorted(kinds))
            done[kind] += 1
            found[kind] += _is_found(chance.choice(kinds[kind]), out, chance)
    for kind, number in sorted(done.items()):
        print(f"{kind:16}{found[kind]:6} of {number:6} found")
    print(f"{'all':16}{found.total():6} of {done.total():6} found")
    sys.exit(found != done)


def _read(inbox: Path, out: Path) -> None:
    inbox.mkdir()
    for file in sorted(CORPUS.glob("*.txt"))[:_INPUTS]:
        (inbox / file.name).write_bytes(file.read_bytes())
    command = [sys.executable, "-m", "saraban.app.cli", "read", str(inbox), "--out", str(out), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if whole := list(Verification(out).findings()):
        sys.exit(f"bench: the folder is not whole before a bit is flipped: {whole[0]}")


def _is_found(file: Path, out: Path, chance: random.Random) -> bool:
    whole = file.read_bytes()
    at = chance.randrange(8 * len(whole))
    flipped = bytearray(whole)
    flipped[at // 8] ^= 1 << at % 8
    file.write_bytes(flipped)
    named = {os.path.abspath(out / os.fsdecode(finding.path)) for finding in Verification(out).findings()}
    file.write_bytes(whole)
    return str(file) in named


if __name__ == "__main__":
    main(sys.argv[1:])
