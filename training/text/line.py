"""A line for training: what it says and in which manner."""

from __future__ import annotations

from dataclasses import dataclass, replace

_ARABIC, _THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line written in one manner. `text`: what a reader should print for it; "" for leaders.

    `pen`: written by hand; `leader`: that many dots (จุดไข่ปลา) under or instead of the text, never part of it.
    """

    text: str
    pen: bool = False
    bold: bool = False
    leader: int = 0


@dataclass(frozen=True, slots=True)
class LineText:
    """A line. `stamp`: it stands in a rubber stamp: coloured or grey ink, perhaps askew or touched by a frame."""

    runs: tuple[Run, ...]
    stamp: bool = False

    @property
    def text(self) -> str:
        """The runs joined."""
        return "".join(run.text for run in self.runs)


def printed(text: str, bold: bool = False) -> LineText:
    """A line in one manner, not by hand."""
    return LineText((Run(text, bold=bold),))


def penned(text: str) -> LineText:
    """A line written by hand."""
    return LineText((Run(text, pen=True),))


def with_digits(line: LineText, thai: bool, other_pen: bool = False) -> LineText:
    """The line with all its digits Thai (๐–๙), or all of them Arabic; `other_pen`: those by pen the other way."""
    runs = []
    for run in line.runs:
        table = _TO_THAI if thai != (other_pen and run.pen) else _TO_ARABIC
        runs.append(replace(run, text=run.text.translate(table)))
    return replace(line, runs=tuple(runs))
