"""The index as the web page uses it: asked through connections that can only read, kept up to date in the background."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from saraban.app.index.build import address_of, refresh, refresh_one
from saraban.app.index.query import Query
from saraban.app.index.search import SECONDS, Found, search
from saraban.app.index.store import Store
from saraban.extract.errors import SarabanError
from saraban.extract.source import printable


class Finder:
    """Searches an output folder."""

    def __init__(self, out: Path, ledger: str | None) -> None:
        self._out, self._address = out, address_of(out, ledger)
        self._thread: threading.Thread | None = None

    def find(self, query: Query) -> Found:
        """The documents that a query asks for. Raises BadQuery, IndexFailed."""
        with self.reader(SECONDS) as store:
            return search(store, query)

    def reader(self, seconds: float) -> Store:
        """The index, to read in it only; whatever takes longer than so many seconds is given up."""
        return Store(self._address, read_only=True, seconds=seconds)

    def bring_up_to_date(self) -> None:
        """Take in what was read and corrected since. Raises IndexFailed, TrailBroken."""
        with Store(self._address) as store:
            refresh(self._out, store)

    def start(self) -> None:
        """The same in the background; where that fails, the terminal is told, and searches find what they found."""
        self._thread = threading.Thread(target=self._bring, name="index", daemon=True)
        self._thread.start()

    @property
    def is_behind(self) -> bool:
        """Whether records are still being taken in, so that a search may miss some."""
        return self._thread is not None and self._thread.is_alive()

    def corrected(self, record: str) -> None:
        """Take in what somebody has just said of a record; it is written down already, whatever becomes of this."""
        if isinstance(self._address, Path) and not self._address.is_file():
            return  # an index of one record would pass for one of all
        self._try(lambda: self._one(record))

    def _one(self, record: str) -> None:
        with Store(self._address) as store:
            refresh_one(self._out, store, record)

    def _bring(self) -> None:
        self._try(self.bring_up_to_date)

    def _try(self, change: Callable[[], None]) -> None:
        try:
            change()
        except SarabanError as error:
            print(printable(f"saraban: {error} [{error.code}]"), file=sys.stderr)
