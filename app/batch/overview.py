"""The ledger as people ask for it: every input with what became of it, and how far the work has come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from saraban.app.batch.configuration import digest_of
from saraban.app.batch.ledger import ENDINGS, Ledger
from saraban.app.batch.rows import FailedPage, InputRow

_HAS_FAILED_PAGES = frozenset({"partial", "failed", "quarantined"})


def rows(ledger: Ledger) -> Iterator[InputRow]:
    """Every input that the ledger knows, by path."""
    ask = ledger.database
    found = ask.stream(f"{ENDINGS} ORDER BY input.path")
    for path, outcome, code, message, _, record, source, pages, other in found:
        failed: tuple[FailedPage, ...] = ()
        if source is not None and outcome in _HAS_FAILED_PAGES:
            told = ask.ask(
                "SELECT number, code, message FROM page WHERE source = ? AND code IS NOT NULL ORDER BY number",
                source,
            )
            failed = tuple(FailedPage(*one) for one in told)
        twin = None if other is None else bytes(other)
        yield InputRow(bytes(path), outcome, code, message, record, pages or 0, failed, twin)


def page_states(ledger: Ledger) -> dict[str, int]:
    """How many pages are queued, leased, done, failed, in quarantine; of files alike those of one."""
    found = ledger.database.ask(
        "SELECT CASE WHEN page.state = 'queued' AND page.owner IS NOT NULL THEN 'leased' ELSE page.state END, count(*)"
        " FROM page JOIN source ON source.id = page.source WHERE gone = 0 GROUP BY 1 ORDER BY 1"
    )
    return {state: int(count) for state, count in found}


def configurations(ledger: Ledger) -> list[dict[str, object]]:
    """How many pages were read under each configuration, the latest first, and by which programs. Of files that are
    read anew the former pages count until their successors are there.
    """
    counts = ledger.database.ask(
        "SELECT config, count(*) FROM page JOIN source ON source.id = page.source"
        " WHERE gone = 0 AND page.state = 'done' GROUP BY config"
    )
    pages = {str(config): int(count) for config, count in counts}
    found: dict[str, dict[str, object]] = {}
    for (told,) in ledger.database.ask("SELECT facts FROM run ORDER BY id DESC"):
        facts = json.loads(told)
        config = digest_of(facts)
        if config in pages and config not in found:
            names = {name: facts.get(name, "") for name in ("saraban", "ocr", "model")}
            found[config] = {"config": config, **names, "pages": pages[config]}
    return list(found.values())


def last_run(ledger: Ledger) -> dict[str, object]:
    """The last run: its number, when it began and ended (UTC), and what read the files."""
    found = ledger.database.ask("SELECT id, started, ended, facts FROM run ORDER BY id DESC LIMIT 1")
    if not found:
        return {}
    number, started, ended, facts = found[0]
    return {"number": number, "started": _time(started), "ended": _time(ended), **json.loads(facts)}


def _time(seconds: str | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(int(seconds), UTC).isoformat()
