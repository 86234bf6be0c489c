"""Forty ways to spoil a page: what of its text and values is left, and whether a loss is told.

`python -m bench losses [PAGE...]`, pages of the corpus by default; exit code 1 where a loss is silent.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.badfiles.losses import Loss, losses

SCANS = Path(__file__).parent.parent / "corpus" / "scans"
PAGES = ("ethics-training-circular.jpg", "finance-slip.png")


def main(arguments: list[str]) -> None:
    pages = [Path(name) for name in arguments] or [SCANS / name for name in PAGES]
    silent = count = 0
    for page in pages:
        print(f"\n{page.name:22}{'text kept':>10}  told  wrong and not flagged", flush=True)
        with TemporaryDirectory() as folder:
            for loss in losses(page, Path(folder)):
                count += 1
                silent += loss.is_silent
                print(_row(loss), flush=True)
    print(f"\n{count} spoilt pages, {silent} with a loss that nobody is told of")
    sys.exit(1 if silent else 0)


def _row(loss: Loss) -> str:
    told = "yes" if loss.told else "SILENT" if loss.is_silent else "-"
    return f"{loss.damage:22}{loss.kept:10.0%}  {told:6}{'; '.join(loss.wrong)}"


if __name__ == "__main__":
    main(sys.argv[1:])
