"""`saraban status`: how far the work on an output folder has come, and whether it is going on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from saraban.app.batch.ledger import FILE, Ledger
from saraban.app.batch.lock import is_held
from saraban.app.batch.overview import configurations, last_run, page_states, rows
from saraban.app.batch.rows import OUTCOMES, Totals
from saraban.app.batch.run import Plan, is_output
from saraban.app.read import no_output
from saraban.app.refused import refused
from saraban.extract.errors import SarabanError

SCHEMA = "saraban/status/1"


def print_status(out: Path, url: str | None, *, as_json: bool) -> int:
    """Print it; 0, 2 when it is no output folder, 1 when its ledger cannot be read."""
    if not is_output(Plan(out=out, ledger=url)):
        return no_output(out)
    try:
        facts = _facts(out, url)
    except SarabanError as error:
        return refused(error)
    print(json.dumps(facts, ensure_ascii=False) if as_json else _text(facts))
    return 0


def _facts(out: Path, url: str | None) -> dict[str, Any]:
    ledger = Ledger.look_at(url or out / FILE)
    totals, reasons = Totals(), Counter[str]()
    for row in rows(ledger):
        totals.add(row)
    for (outcome, code), number in totals.reasons.items():
        if code and outcome != "skipped":
            reasons[code] += number
    facts = {
        "schema": SCHEMA,
        "running": is_held(out),
        "inputs": {name: totals.inputs[name] for name in OUTCOMES},
        "reasons": dict(sorted(reasons.items())),
        "pages": page_states(ledger),
        "configurations": configurations(ledger),
        "last_run": last_run(ledger),
    }
    ledger.close()
    return facts


def _text(facts: dict[str, Any]) -> str:
    run = facts["last_run"]
    lines = [f"{'running' if facts['running'] else 'not running'}; last run began {run.get('started')}"]
    lines += [
        f"{number:>9,}  {name} ({OUTCOMES[name]})" for name, number in facts["inputs"].items() if number
    ]
    lines += [f"{number:>9,}  pages {name}" for name, number in facts["pages"].items()]
    if len(facts["configurations"]) > 1:
        lines += [f"{one['pages']:>9,}  pages read by {_words(one)}" for one in facts["configurations"]]
    lines += [f"{number:>9,}  [{code}]" for code, number in facts["reasons"].items()]
    if not facts["running"] and facts["inputs"]["waiting"]:
        lines.append("run `saraban read` again to go on")
    elif any(facts["inputs"][name] for name in ("failed", "quarantined", "partial")):
        lines.append("`saraban retry` does again what failed")
    return "\n".join(lines)


def _words(one: dict[str, Any]) -> str:
    """A configuration for people: what reads, and the short word that tells it from others."""
    return ", ".join(
        filter(None, (f"saraban {one['saraban']}", one["ocr"], one["model"], f"[{one['config']}]"))
    )
