"""The end of a run: the ledger folded into one file, and what stands then noted on the trail."""

from __future__ import annotations

import hashlib
from pathlib import Path

from saraban.app.batch.ledger import FILE, Ledger
from saraban.app.batch.overview import last_run, rows
from saraban.app.batch.report import write_report
from saraban.app.batch.trail import Trail


def close_run(ledger: Ledger, trail: Trail, out: Path, number: int, *, finished: bool) -> None:
    """Close the ledger and note how the run ended. One that was stopped says nothing of the ledger's bytes, for the
    next run goes on with it, and a person who stops a run waits for it.
    """
    ledger.end(number)
    files: dict[str, str] = {}
    totals: dict[str, object] = {}
    if finished:
        written = write_report(out, last_run(ledger), rows(ledger))
        files, totals = dict(written.files), written.totals.facts()
    ledger.close()
    if finished and (out / FILE).exists():
        with (out / FILE).open("rb") as stream:
            files[FILE] = hashlib.file_digest(stream, "sha256").hexdigest()
    outcome = "finished" if finished else "stopped"
    trail.append("run_ended", run=number, outcome=outcome, totals=totals, files=files)
