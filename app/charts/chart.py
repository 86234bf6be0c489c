"""A chart before it is drawn: what its bars are called, how long they are, and what it says in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, and the length of each of its pieces, one for each series."""

    name: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """The length of the whole bar."""
        return sum(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of bars, one for each row, of pieces, one for each series.

    `id`: of the element in a page; `unit`: what is counted; `name`: what the rows are; `series`: names of the pieces,
    one empty name where bars are whole; `upright`: columns in the order of time instead of bars one below the other;
    `note`: what the chart does not show, and how it was counted.
    """

    id: str
    title: str
    unit: str
    name: str
    rows: tuple[Row, ...]
    series: tuple[str, ...] = ("",)
    upright: bool = False
    note: str = ""

    @property
    def longest(self) -> int:
        """The length of the longest bar, 0 where there is none."""
        return max((row.total for row in self.rows), default=0)
