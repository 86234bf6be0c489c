"""What is to be done next, and what came of it: each change one transaction of the ledger.

Records first, so that what was read does not pile up; then pages of sources that were opened; then inputs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saraban.app.batch.ledger import TRIES, Ledger

LEASE_SECONDS = 120
"""How long work stays with a run that gives no sign of life; it is renewed long before."""

Kind = Literal["open", "page", "compose"]


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work in hand. `at`: id of the input (open) or of the source; `path`: of the file to be read."""

    kind: Kind
    at: int
    path: bytes
    packed: bytes = b""
    number: int = 0
    pages: int = 0


class Queue:
    """Hands work out and takes results in. Of two results for the same work the first counts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._ask = ledger.database.ask

    def claim(self, count: int) -> list[Work]:
        """Take up to `count` pieces of work in hand."""
        with self._ledger.together():
            got = self._claim_records(count)
            if len(got) < count:
                got += self._claim_pages(count - len(got))
            if len(got) < count:
                got += self._claim_inputs(count - len(got))
        return got

    def renew(self) -> None:
        """Keep what is in hand."""
        with self._ledger.together():
            for table in ("input", "source", "page"):
                self._ask(
                    f"UPDATE {table} SET until = {{now}} + ? WHERE owner = ?",  # noqa: S608
                    LEASE_SECONDS,
                    self._ledger.owner,
                )

    def opened(self, work: Work, source: Opened, config: str) -> None:
        """An input was looked at. Bytes that are known under this configuration are not read again."""
        with self._ledger.together():
            if not self._take("input", work, "waiting"):
                return
            known = self._ask(
                "SELECT id FROM source WHERE sha256 = ? AND config = ? {lock}", source.sha256, config
            )
            at = known[0][0] if known else self._new_source(work, source, config)
            self._ask(
                "UPDATE input SET state = 'opened', source = ?, code = NULL, message = '', exit_code = 0,"
                " owner = NULL, until = NULL WHERE id = ?",
                *(at, work.at),
            )

    def _new_source(self, work: Work, source: Opened, config: str) -> int:
        insert = (
            "INSERT INTO source (sha256, config, input, packed, bytes, pages, state)"
            " VALUES (?, ?, ?, ?, ?, ?, 'reading') RETURNING id"
        )
        made = self._ask(insert, source.sha256, config, work.at, source.packed, source.size, source.pages)
        at = int(made[0][0])
        for number in range(1, source.pages + 1):
            self._ask("INSERT INTO page (source, number, state) VALUES (?, ?, 'queued')", at, number)
        return at

    def page_read(self, work: Work, result: bytes) -> None:
        """A page was read."""
        self._end_page(work, "done", result, None, "")

    def composed(self, work: Work, written: Written) -> None:
        """The record of a source stands on the disk. Its pages are let go, unless one of them failed."""
        with self._ledger.together():
            if not self._take("source", work, "ready"):
                return
            self._ask(
                "UPDATE source SET state = ?, record = ?, record_sha256 = ?, record_bytes = ?, code = ?,"
                " message = ?, exit_code = ?, owner = NULL, until = NULL WHERE id = ?",
                *(written.state, written.record, written.sha256, written.size),
                *(written.code, written.message, written.exit_code, work.at),
            )
            if written.state != "partial":
                self._ask("UPDATE page SET result = NULL WHERE source = ?", work.at)

    def failed(self, work: Work, failure: Failure) -> None:
        """The work came to an answer, and the answer is that it cannot be done."""
        if work.kind == "page":
            self._end_page(work, failure.state, None, failure.code, failure.message)
            return
        table, state = ("input", "waiting") if work.kind == "open" else ("source", "ready")
        with self._ledger.together():
            if self._take(table, work, state):
                self._ask(
                    f"UPDATE {table} SET state = ?, code = ?, message = ?, exit_code = ?, owner = NULL,"  # noqa: S608
                    " until = NULL WHERE id = ?",
                    *(failure.state, failure.code, failure.message, failure.exit_code, work.at),
                )

    def lost(self, work: Work, failure: Failure) -> bool:
        """The worker died or ran out of time with it: try again, or quarantine; True where it is tried again."""
        table = {"open": "input", "compose": "source", "page": "page"}[work.kind]
        place = "source = ? AND number = ?" if work.kind == "page" else "id = ?"
        key = (work.at, work.number) if work.kind == "page" else (work.at,)
        with self._ledger.together():
            tries = self._ask(
                f"UPDATE {table} SET tries = tries + 1, owner = NULL, until = NULL"  # noqa: S608
                f" WHERE {place} AND owner = ? RETURNING tries",
                *(*key, self._ledger.owner),
            )
        if not tries or tries[0][0] < TRIES:
            return True
        self.failed(work, failure)
        return False

    def give_back(self) -> None:
        """Free what is in hand, undone: the run stops."""
        with self._ledger.together():
            for table in ("input", "source", "page"):
                self._ask(
                    f"UPDATE {table} SET owner = NULL, until = NULL WHERE owner = ?",  # noqa: S608
                    self._ledger.owner,
                )

    def _claim_records(self, count: int) -> list[Work]:
        rows = self._ask(
            "UPDATE source SET owner = ?, until = {now} + ? WHERE id IN (SELECT id FROM source WHERE"
            " state = 'ready' AND (owner IS NULL OR until < {now}) ORDER BY id LIMIT ? {skip})"
            " RETURNING id, (SELECT path FROM input WHERE input.id = source.input), packed, pages",
            *(self._ledger.owner, LEASE_SECONDS, count),
        )
        return [Work("compose", at, bytes(path), bytes(packed), 0, pages) for at, path, packed, pages in rows]

    def _claim_pages(self, count: int) -> list[Work]:
        rows = self._ask(
            "UPDATE page SET owner = ?, until = {now} + ? WHERE (source, number) IN (SELECT source, number"
            " FROM page WHERE state = 'queued' AND (owner IS NULL OR until < {now})"
            " ORDER BY tries, source, number LIMIT ? {skip}) RETURNING source, number",
            *(self._ledger.owner, LEASE_SECONDS, count),
        )
        return [self._page(at, number) for at, number in sorted(rows)]

    def _page(self, at: int, number: int) -> Work:
        path, packed, pages = self._ask(
            "SELECT input.path, packed, pages FROM source JOIN input ON input.id = source.input"
            " WHERE source.id = ?",
            at,
        )[0]
        return Work("page", at, bytes(path), bytes(packed), number, pages)

    def _claim_inputs(self, count: int) -> list[Work]:
        rows = self._ask(
            "UPDATE input SET owner = ?, until = {now} + ? WHERE id IN (SELECT id FROM input WHERE"
            " state = 'waiting' AND (owner IS NULL OR until < {now}) ORDER BY tries, id LIMIT ? {skip})"
            " RETURNING id, path",
            *(self._ledger.owner, LEASE_SECONDS, count),
        )
        return [Work("open", at, bytes(path)) for at, path in sorted(rows)]

    def _take(self, table: str, work: Work, state: str) -> bool:
        """Whether the work is still to be ended; its row is held until the transaction is over."""
        found = self._ask(f"SELECT state FROM {table} WHERE id = ? {{lock}}", work.at)  # noqa: S608
        return found == [(state,)]

    def _end_page(self, work: Work, state: str, result: bytes | None, code: str | None, message: str) -> None:
        with self._ledger.together():
            # The source is held first: of two runs that end its last two pages one must see both.
            self._ask("SELECT id FROM source WHERE id = ? {lock}", work.at)
            self._ask(
                "UPDATE page SET state = ?, result = ?, code = ?, message = ?, owner = NULL, until = NULL"
                " WHERE source = ? AND number = ? AND state = 'queued'",
                *(state, result, code, message, work.at, work.number),
            )
            self._ask(
                "UPDATE source SET state = 'ready' WHERE id = ? AND state = 'reading' AND NOT EXISTS"
                " (SELECT 1 FROM page WHERE page.source = ? AND page.state = 'queued')",
                *(work.at, work.at),
            )


@dataclass(frozen=True, slots=True)
class Opened:
    """What an input turned out to hold; `size` in bytes."""

    sha256: str
    size: int
    pages: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A record on the disk. `state`: read, partial, or no_text; `size` in bytes."""

    state: str
    record: str
    sha256: str
    size: int
    code: str | None = None
    message: str = ""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result. `state`: failed or quarantined."""

    state: str
    code: str
    message: str
    exit_code: int = 1
