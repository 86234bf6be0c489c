"""The report of a run (รายงานผลการอ่าน): every input with what became of it, for machines and for people.

`report.json` has the schema `saraban/report/1`; `report.txt` says the same in order of what needs a person first.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from saraban.app.batch.chain import canonical, storable
from saraban.app.batch.readable import group_text, head_text, row_text, urgency
from saraban.app.batch.rows import InputRow, Totals
from saraban.app.output import writing_whole

REPORT_JSON, REPORT_TXT = "report.json", "report.txt"
SCHEMA = "saraban/report/1"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a report: name → sha256, as the trail tells them; and the totals."""

    files: dict[str, str]
    totals: Totals


def write_report(out: Path, run: Mapping[str, object], inputs: Iterable[InputRow]) -> Written:
    """Write report.json and report.txt into `out`, each whole or not at all. Raises OutputFailed.

    `run`: what is to be known of the run: its version, configuration, beginning, end. The rows are gone through
    once and kept on the disk meanwhile, so that memory does not grow with their number.
    """
    totals = Totals()
    with ExitStack() as drafts:
        rows = drafts.enter_context(tempfile.TemporaryFile())
        groups: dict[tuple[str, str], BinaryIO] = {}
        for row in inputs:
            rows.write((b",\n" if totals.inputs else b"\n") + row.json())
            totals.add(row)
            if row.group not in groups:
                groups[row.group] = drafts.enter_context(tempfile.TemporaryFile())
            groups[row.group].write(row_text(row).encode())
        head = canonical({"run": storable(run), "schema": SCHEMA, "totals": totals.facts()})
        with writing_whole(out, REPORT_JSON) as file:
            stream = _Hashed(file)
            stream.write(head[:-1] + b',"inputs":[')
            stream.take(rows)
            stream.write(b"\n]}\n")
            files = {REPORT_JSON: stream.sha256.hexdigest()}
        with writing_whole(out, REPORT_TXT) as file:
            stream = _Hashed(file)
            stream.write(head_text(run, totals).encode())
            for group in sorted(groups, key=urgency):
                stream.write(group_text(group, totals).encode())
                stream.take(groups[group])
            files[REPORT_TXT] = stream.sha256.hexdigest()
    return Written(files, totals)


class _Hashed:
    """Writes on, and hashes what it writes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self.sha256.update(data)

    def take(self, other: BinaryIO) -> None:
        """All that was written to a temporary file."""
        other.seek(0)
        while piece := other.read(_PIECE):
            self.write(piece)
