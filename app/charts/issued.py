"""When documents were issued and by whom: one column of months, one of agencies, counted by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Self

import numpy as np

from saraban.app.charts.svg import seen

_Column = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
NO_MONTH = -1
_YEAR = 100


@dataclass(frozen=True, slots=True)
class Issued:
    """Documents. `months`: of each, counted from the year 0, NO_MONTH where it is not certain; `agencies`: of each, its
    place in `names`, which are as they are shown, each once, that of agencies not known, "", first.
    """

    months: _Column
    agencies: _Column
    names: Sequence[str]

    @classmethod
    def of(cls, months: _Column, agencies: _Column, words: Mapping[int, str]) -> Self:
        """From what the index has of each document: 100 times the year and the month, and the code of an agency, either
        0 of none. `words`: of the codes.
        """
        places = {"": 0}
        by_code = np.zeros(max(words, default=0) + 1, np.int64)
        for code, word in words.items():
            by_code[code] = places.setdefault(seen(word), len(places))
        year, month = months // _YEAR, months % _YEAR
        return cls(np.where(month > 0, 12 * year + month - 1, NO_MONTH), by_code[agencies], tuple(places))

    def by_agency(self) -> Counter[str]:
        """How many documents each agency has."""
        return self._named(self.agencies)

    def by_month(self) -> Counter[int]:
        """How many documents each month has."""
        months, numbers = np.unique(self.months[self.months != NO_MONTH], return_counts=True)
        return Counter(dict(zip(months.tolist(), numbers.tolist(), strict=True)))

    def parted(self, steps: range, width: int, most: int) -> tuple[list[str], list[list[int]]]:
        """The agencies that have most documents in a time, so many at most, and the numbers of documents of each step of
        it: of each of these agencies, of all others, and of those not known. `width`: months in a step.
        """
        step = np.where(self.months == NO_MONTH, -1, self.months // width) - steps.start
        inside = (step >= 0) & (step < len(steps))
        step, agencies = step[inside], self.agencies[inside]
        known = self._named(agencies[agencies > 0])
        first = nsmallest(most, known, key=lambda name: (-known[name], name))
        piece = np.full(len(self.names), len(first))
        for place, name in enumerate(self.names):
            if name in first:
                piece[place] = first.index(name)
        piece[0] = len(first) + 1
        pieces = len(first) + 2
        counts = np.bincount(step * pieces + piece[agencies], minlength=len(steps) * pieces)
        return first, counts.reshape(len(steps), pieces).tolist()

    def _named(self, agencies: _Column) -> Counter[str]:
        numbers = np.bincount(agencies, minlength=len(self.names)).tolist()
        return Counter({name: n for name, n in zip(self.names, numbers, strict=True) if n})
