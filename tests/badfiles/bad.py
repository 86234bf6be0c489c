"""One bad file: what it is, how it is made, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bad:
    """`outcome`: read, partial (some pages failed), no_text, or `failed:` and a code.

    `rows`: the numbers of the rows of the table of bad inputs that it belongs to. `warnings`: the codes of warnings
    that the record must hold; none but these. `make` gives its bytes, the same each time.
    """

    rows: tuple[int, ...]
    name: str
    make: Callable[[], bytes]
    outcome: str
    why: str
    warnings: frozenset[str] = frozenset()
    pages: int = 1
