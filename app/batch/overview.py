"""The ledger as people ask for it: every input with what became of it, and how far the work has come."""

from __future__ import annotations

from collections.abc import Iterator

from saraban.app.batch.ledger import ENDINGS, Ledger
from saraban.app.batch.rows import FailedPage, InputRow

_HAS_FAILED_PAGES = frozenset({"partial", "failed", "quarantined"})


def rows(ledger: Ledger) -> Iterator[InputRow]:
    """Every input that the ledger knows, by path."""
    ask = ledger.database
    for path, outcome, code, message, _, record, source, pages in ask.stream(f"{ENDINGS} ORDER BY path"):
        failed: tuple[FailedPage, ...] = ()
        if source is not None and outcome in _HAS_FAILED_PAGES:
            found = ask.ask(
                "SELECT number, code, message FROM page WHERE source = ? AND code IS NOT NULL ORDER BY number",
                source,
            )
            failed = tuple(FailedPage(*one) for one in found)
        yield InputRow(bytes(path), outcome, code, message, record, pages or 0, failed)


def page_states(ledger: Ledger) -> dict[str, int]:
    """How many pages are queued, leased, done, failed, in quarantine; of files alike those of one."""
    found = ledger.database.ask(
        "SELECT CASE WHEN page.state = 'queued' AND page.owner IS NOT NULL THEN 'leased' ELSE page.state END, count(*)"
        " FROM page JOIN source ON source.id = page.source WHERE gone = 0 GROUP BY 1 ORDER BY 1"
    )
    return {state: int(count) for state, count in found}


def last_run(ledger: Ledger) -> dict[str, str | None]:
    """When the last run began and ended (seconds since 1970, in UTC), and its configuration."""
    found = ledger.database.ask("SELECT started, ended, facts FROM run ORDER BY id DESC LIMIT 1")
    return dict(zip(("started", "ended", "facts"), found[0], strict=True)) if found else {}
