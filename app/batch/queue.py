"""What is to be done next, and what came of it: each change one transaction of the ledger.

Records first, so that what was read does not pile up; then pages of sources that were opened; then inputs.
"""

from __future__ import annotations

from saraban.app.batch.database import Row
from saraban.app.batch.ledger import ENDINGS, TRIES, Ledger
from saraban.app.batch.work import Ending, Failure, Kind, Opened, StoredPage, Work, Written

LEASE_SECONDS = 120
"""How long work stays with a run that gives no sign of life; it is renewed long before."""

_FREE = "(owner IS NULL OR until < {now})"
# Pages of a file that has changed since are not read as if they were those of the former one.
_WANTED = "EXISTS (SELECT 1 FROM input WHERE input.source = {} AND input.state = 'opened')"
_CLAIM_SOURCE = (
    "UPDATE source SET owner = ?, until = {now} + ? WHERE id IN (SELECT id FROM source WHERE state = 'ready'"
    f" AND {_FREE} AND {_WANTED.format('source.id')} ORDER BY id LIMIT ?) RETURNING id"
)
_CLAIM_PAGE = (
    "UPDATE page SET owner = ?, until = {now} + ? WHERE (source, number) IN (SELECT source, number FROM page"
    f" WHERE state = 'queued' AND {_FREE} AND {_WANTED.format('page.source')}"
    " ORDER BY tries, source, number LIMIT ?) RETURNING source, number"
)
_CLAIM_INPUT = (
    "UPDATE input SET owner = ?, until = {now} + ? WHERE id IN (SELECT id FROM input WHERE state = 'waiting'"
    f" AND {_FREE} ORDER BY tries, id LIMIT ?) RETURNING id, path, stamp"
)
# A source is held by an input that this run has met: the file may have been moved.
_REVIVE = (
    "UPDATE source SET gone = 0, input = CASE WHEN (SELECT run FROM input WHERE input.id = source.input)"
    " < (SELECT run FROM input WHERE id = ?) THEN ? ELSE input END WHERE id = ?"
)
_LOST_WITH_FILE = (
    "UPDATE page SET state = 'queued', code = NULL, message = '', tries = 0 WHERE source = ? AND state = 'failed'"
    " AND code IN ('changed_during_read', 'missing_file', 'unreadable_file') RETURNING number"
)
_UNFINISHED_TWIN = (
    "EXISTS (SELECT 1 FROM source AS twin WHERE twin.sha256 = source.sha256 AND twin.gone = 0"
    " AND twin.state IN ('reading', 'ready'))"
)


class Queue:
    """Hands work out and takes results in. Of two results for the same work the first counts.

    `apart`: inputs with the same bytes are read each on its own.
    """

    def __init__(self, ledger: Ledger, *, apart: bool = False) -> None:
        self._ledger = ledger
        self._apart = apart
        self._ask = ledger.database.ask
        self.together = ledger.together

    def claim(self, count: int) -> list[Work]:
        """Take up to `count` pieces of work in hand."""
        with self.together():
            got = [self._on_source("compose", at, 0) for (at,) in self._claimed(_CLAIM_SOURCE, count)]
            if len(got) < count:
                pages = self._claimed(_CLAIM_PAGE, count - len(got))
                got += [self._on_source("page", at, number) for at, number in pages]
            if len(got) < count:
                inputs = self._claimed(_CLAIM_INPUT, count - len(got))
                got += [Work("open", at, bytes(path), stamp) for at, path, stamp in inputs]
        return got

    def renew(self) -> None:
        """Keep what is in hand."""
        self._ledger.held("until = {now} + ? WHERE owner = ?", LEASE_SECONDS, self._ledger.owner)

    def give_back(self) -> None:
        """Free what is in hand, undone: the run stops."""
        self._ledger.held("owner = NULL, until = NULL WHERE owner = ?", self._ledger.owner)

    def opened(self, work: Work, source: Opened, config: str) -> None:
        """An input was looked at. Bytes that are known under this configuration are not read again."""
        with self.together():
            if not self._take("input", work, "waiting"):
                return
            if self._apart:
                config = f"{config}/{work.at}"
            known = self._ask("SELECT id FROM source WHERE sha256 = ? AND config = ?", source.sha256, config)
            at = known[0][0] if known else self._new_source(work, source, config)
            self._leave(work.at, at)
            self._ask(_REVIVE, work.at, work.at, at)
            self._read_here(work.at, at)
            self._ask(
                "UPDATE input SET state = 'opened', source = ?, stamp = ?, config = ?, code = NULL, message = '',"
                " exit_code = 0, owner = NULL, until = NULL WHERE id = ?",
                *(at, source.stamp, config, work.at),
            )

    def page_read(self, work: Work, result: bytes) -> None:
        """A page was read."""
        self._end_page(work, "done", result, None, "")

    def pages(self, work: Work) -> tuple[StoredPage, ...]:
        """The pages of a source, in order, all of them ended."""
        rows = self._ask("SELECT result, code, message FROM page WHERE source = ? ORDER BY number", work.at)
        return tuple(StoredPage(None if result is None else bytes(result), *why) for result, *why in rows)

    def composed(self, work: Work, written: Written) -> None:
        """The record of a source stands on the disk. Its pages are let go, unless one of them failed."""
        ended = written.ended
        with self.together():
            if not self._take("source", work, "ready"):
                return
            self._ask(
                "UPDATE source SET state = ?, record = ?, record_sha256 = ?, record_bytes = ?, code = ?,"
                " message = ?, exit_code = ?, owner = NULL, until = NULL WHERE id = ?",
                *(ended.state, written.record, written.sha256, written.size),
                *(ended.code, ended.message, ended.exit_code, work.at),
            )
            if ended.state != "partial":
                self._ask("UPDATE page SET result = NULL WHERE source = ?", work.at)

    def failed(self, work: Work, failure: Failure) -> None:
        """The work came to an answer, and the answer is that it cannot be done."""
        if work.kind == "page":
            self._end_page(work, failure.state, None, failure.code, failure.message)
            return
        table, state = ("input", "waiting") if work.kind == "open" else ("source", "ready")
        with self.together():
            if not self._take(table, work, state):
                return
            if work.kind == "open":
                self._leave(work.at, None)
                self._ask("UPDATE input SET source = NULL WHERE id = ?", work.at)
            self._ask(
                f"UPDATE {table} SET state = ?, code = ?, message = ?, exit_code = ?, owner = NULL,"
                " until = NULL WHERE id = ?",
                *(failure.state, failure.code, failure.message, failure.exit_code, work.at),
            )

    def lost(self, work: Work) -> bool:
        """The worker died or ran out of time with it. Whether it is tried again; else it is to be quarantined."""
        table = {"open": "input", "compose": "source", "page": "page"}[work.kind]
        place = "source = ? AND number = ?" if work.kind == "page" else "id = ?"
        key = (work.at, work.number) if work.kind == "page" else (work.at,)
        with self.together():
            tries = self._ask(
                f"UPDATE {table} SET tries = tries + 1, owner = NULL, until = NULL"
                f" WHERE {place} AND owner = ? RETURNING tries",
                *(*key, self._ledger.owner),
            )
        return not tries or int(tries[0][0]) < TRIES

    def settled(self, work: Work) -> list[Ending]:
        """The inputs that came to their end with this piece of work."""
        which = "input.id = ?" if work.kind == "open" else "input.source = ?"
        rows = self._ask(f"{ENDINGS} WHERE {which}", work.at)
        endings = [Ending(bytes(path), *rest) for path, *rest, _, _, _ in rows]
        return [ending for ending in endings if ending.outcome != "waiting"]

    def nothing_left(self) -> bool:
        """Whether no work is left, not even in the hands of another run."""
        left = self._ask(
            "SELECT EXISTS (SELECT 1 FROM input WHERE state = 'waiting') OR EXISTS (SELECT 1 FROM source WHERE"
            f" state IN ('reading', 'ready') AND {_WANTED.format('source.id')})"
        )
        return not left[0][0]

    def gone(self) -> list[Row]:
        """Sources that no input holds any more, and whose bytes are not just being read again: id, the file of the
        record where no other source has it, and its hash.
        """
        return self._ask(
            "SELECT id, CASE WHEN EXISTS (SELECT 1 FROM source AS other WHERE other.record = source.record"
            " AND other.gone = 0) THEN NULL ELSE record END, record_sha256 FROM source"
            f" WHERE gone = 1 AND NOT {_UNFINISHED_TWIN}"
        )

    def forget(self, source: int) -> None:
        """A source that is gone leaves the ledger; the trail still tells of it."""
        with self.together():
            self._ask("DELETE FROM page WHERE source = ?", source)
            self._ask("DELETE FROM source WHERE id = ? AND gone = 1", source)

    def _new_source(self, work: Work, source: Opened, config: str) -> int:
        made = self._ask(
            "INSERT INTO source (sha256, config, input, packed, pages, state)"
            " VALUES (?, ?, ?, ?, ?, 'reading') RETURNING id",
            *(source.sha256, config, work.at, source.packed, source.pages),
        )
        at = int(made[0][0])
        numbers = ((at, number) for number in range(1, source.pages + 1))
        self._ledger.database.many(
            "INSERT INTO page (source, number, state) VALUES (?, ?, 'queued')", numbers
        )
        return at

    def _leave(self, at: int, following: int | None) -> None:
        """An input holds other bytes than before, or is read in another way: who else has its former source?"""
        former = self._ask("SELECT source FROM input WHERE id = ?", at)[0][0]
        if former is None or former == following:
            return
        others = self._ask("SELECT min(id) FROM input WHERE source = ? AND id <> ?", former, at)[0][0]
        if others is None:
            self._ask("UPDATE source SET gone = 1 WHERE id = ?", former)
        else:
            self._ask("UPDATE source SET input = ? WHERE id = ? AND input = ?", others, former, at)

    def _read_here(self, at: int, source: int) -> None:
        """Pages that were lost with the file, not for its bytes, are read once more: here the same bytes stand."""
        if self._ask(_LOST_WITH_FILE, source):
            self._ask(
                "UPDATE source SET state = 'reading', input = ?, code = NULL, message = '', exit_code = 0, tries = 0"
                " WHERE id = ?",
                *(at, source),
            )

    def _claimed(self, claim: str, count: int) -> list[Row]:
        return sorted(self._ask(claim, self._ledger.owner, LEASE_SECONDS, count))

    def _on_source(self, kind: Kind, at: int, number: int) -> Work:
        path, stamp, packed = self._ask(
            "SELECT path, stamp, packed FROM source JOIN input ON input.id = source.input WHERE source.id = ?",
            at,
        )[0]
        return Work(kind, at, bytes(path), stamp, bytes(packed), number)

    def _take(self, table: str, work: Work, state: str) -> bool:
        """Whether the work is still to be ended; its row is held until the transaction is over."""
        return self._ask(f"SELECT state FROM {table} WHERE id = ?", work.at) == [(state,)]

    def _end_page(self, work: Work, state: str, result: bytes | None, code: str | None, message: str) -> None:
        with self.together():
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
