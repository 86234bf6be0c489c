"""`saraban verify`: is an output folder still what was written, and are the sources still what was read?"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from saraban.app.batch.chain import TRAIL, Checkpoint
from saraban.app.batch.fixity import Finding, Verification
from saraban.app.output import RECORDS
from saraban.app.refused import refused
from saraban.extract.errors import NoOutput
from saraban.extract.source import printable

_FIXITY = "saraban/verify/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`checkpoint`: as `verify` printed it at some former time. `sources`: look at the inputs too."""

    checkpoint: Checkpoint | None = None
    sources: bool = True
    as_json: bool = False


def verify_folder(out: Path, wanted: Wanted) -> int:
    """Print one line for each finding and a sum with the checkpoint; 0 when all is whole, else 1.

    2 when `out` is no output folder: it holds neither a trail nor records.
    """
    if not (out / TRAIL).exists() and not (out / RECORDS).is_dir():
        what = f"{out} is no output folder: it holds neither {TRAIL} nor {RECORDS}/; name what was given to --out"
        return refused(NoOutput(what))
    checked = Verification(out, checkpoint=wanted.checkpoint, sources=wanted.sources)
    number = 0
    if wanted.as_json:
        print(f'{{"schema": "{_FIXITY}", "findings": [', end="")
    for number, finding in enumerate(checked.findings(), 1):
        print(f"{',' if number > 1 else ''}\n{_json(finding)}" if wanted.as_json else line(finding), end="")
    print(_json_sum(checked, number) if wanted.as_json else _sum(checked, number))
    return 1 if number else 0


def line(finding: Finding) -> str:
    """A finding as one line, whatever is in the name."""
    path = finding.path.decode("utf-8", "backslashreplace")
    return printable(f"{path}: expected {finding.expected}, found {finding.found} [{finding.code}]") + "\n"


def _json(finding: Finding) -> str:
    made = {
        "code": finding.code,
        "path": finding.path.decode("utf-8", "backslashreplace"),
        "path_b64": base64.b64encode(finding.path).decode(),
        "expected": finding.expected,
        "found": finding.found,
    }
    return json.dumps(made, ensure_ascii=True)


def _counts(checked: Verification) -> dict[str, int]:
    return {
        "events": checked.events,
        "corrections": checked.corrections,
        "records": checked.records,
        "sources": checked.sources,
        "bytes": checked.size,
    }


def _json_sum(checked: Verification, findings: int) -> str:
    head = str(checked.head) if checked.head else None
    made = {"whole": not findings, "checked": _counts(checked), "checkpoint": head}
    return "\n], " + json.dumps(made)[1:]


def _sum(checked: Verification, findings: int) -> str:
    counts = ", ".join(f"{number:,} {what}" for what, number in _counts(checked).items())
    said = f"{findings:,} finding{'s' * (findings > 1)}" if findings else "whole"
    lines = [f"{said}; compared {counts}"]
    if checked.head is not None:
        lines.append(f"checkpoint {checked.head} (keep it elsewhere; --checkpoint compares with it)")
    return "\n".join(lines)
