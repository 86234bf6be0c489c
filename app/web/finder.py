"""The index as the web page uses it: asked through connections that can only read, kept up to date in the background."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from saraban.app.index.build import refresh_one
from saraban.app.index.columns import Kept
from saraban.app.index.query import Query
from saraban.app.index.search import SECONDS, Found, search
from saraban.app.index.store import Store
from saraban.app.index.upkeep import address_of, bring, is_current, is_spoken_of_alone
from saraban.app.web.beside import beside, has_many
from saraban.extract.errors import SarabanError
from saraban.extract.source import printable

_FRESH_SECONDS, _AGAIN_SECONDS = 5.0, 60.0
_BEHIND_SECONDS = 1.0


class Finder:
    """Searches an output folder."""

    def __init__(self, out: Path, ledger: str | None) -> None:
        self._out, self._address = out, address_of(out, ledger)
        self._thread: threading.Thread | None = None
        self._looked = float("-inf")
        self._lock = threading.Lock()
        self._kept = Kept()

    def find(self, query: Query) -> Found:
        """The documents that a query asks for. Raises BadQuery, IndexFailed."""
        self.keep_up()
        with self.reader(SECONDS) as store:
            return search(store, query)

    def reader(self, seconds: float) -> Store:
        """The index, to read in it only; whatever takes longer than so many seconds is given up."""
        store = Store(self._address, read_only=True, seconds=seconds)
        store.kept = self._kept  # one search reads the columns, those after it use them
        return store

    def keep_up(self) -> None:
        """Have what was read and corrected meanwhile taken in, in the background; asked again within seconds, nothing.

        Where that fails the terminal is told, and searches find what they found.
        """
        with self._lock:
            alive = self._thread is not None and self._thread.is_alive()
            if alive or time.monotonic() - self._looked < _FRESH_SECONDS:
                return
            self._looked = time.monotonic()
            self._thread = threading.Thread(target=lambda: self._try(self._bring), name="index", daemon=True)
            self._thread.start()

    def settle(self) -> None:
        """Wait until what is being taken in is there."""
        if self._thread is not None:
            self._thread.join()

    @property
    def is_behind(self) -> bool:
        """Whether records have been taken in for a while and still are, so that a search may miss some."""
        alive = self._thread is not None and self._thread.is_alive()
        return alive and time.monotonic() - self._looked > _BEHIND_SECONDS

    def corrected(self, record: str) -> None:
        """Take in what somebody has just said of a record; it is written down already, whatever becomes of this."""
        if isinstance(self._address, Path) and not self._address.is_file():
            return  # an index of one record would pass for one of all
        self._try(lambda: self._one(record))

    def _bring(self) -> None:
        if is_current(self._out, self._address):
            return
        if is_spoken_of_alone(self._out, self._address) or not has_many(self._out):
            bring(self._out, self._address, _tell)
        else:
            beside(_tell, bring, self._out, self._address)

    def _one(self, record: str) -> None:
        with Store(self._address) as store:
            refresh_one(self._out, store, record)

    def _try(self, change: Callable[[], None]) -> None:
        try:
            change()
        except SarabanError as error:
            _tell(f"{error} [{error.code}]")
            self._looked = time.monotonic() + _AGAIN_SECONDS - _FRESH_SECONDS  # it may last


def _tell(line: str) -> None:
    print(printable(f"saraban: {line}"), file=sys.stderr, flush=True)
