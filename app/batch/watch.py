"""Who is told how a batch goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from saraban.app.batch.ledger import Admitted
from saraban.app.batch.work import Ending


class Watch(Protocol):
    """Told by the driver; tells people or machines."""

    def admitted(self, some: Admitted) -> None:
        """Some inputs were found."""
        ...

    def page(self) -> None:
        """A page came to its end."""
        ...

    def settled(self, endings: Iterable[Ending]) -> None:
        """Inputs came to their end."""
        ...

    def trace(self, path: bytes, trace: str) -> None:
        """Where in the program a failure happened; empty where there is none."""
        ...
