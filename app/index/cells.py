"""Cells of a table that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import regex

BOM = "\ufeff"
"""What tells a spreadsheet that the file is UTF-8."""

# = + - @, their full-width, small and raised forms, and the marks that make a formula elsewhere.
_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a\u207b\u207c\u2212|%"
# What would begin a formula, with the spaces, quotes and semicolons before it: each run of these is looked at once.
_RUNS = regex.compile(rf"""(?<![\s;"'])(?P<before>[\s;"']*+)(?P<start>[{_STARTS}])""")
_UNSEEN = regex.compile(r"[\p{C}\p{Zl}\p{Zp}]")


def defused(text: str) -> str:
    """A text as one line that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    line = _UNSEEN.sub(lambda odd: " " if odd[0].isspace() else "", text)
    return _RUNS.sub(_defused, line)


def _defused(found: regex.Match[str]) -> str:
    """At the beginning of a cell, or where a spreadsheet of another country begins one: after a semicolon or a quote."""
    before, start = found["before"], found["start"]
    cell = before.rfind(";") + 1
    if not cell and found.start():
        quotes = [at for at in (before.find('"'), before.find("'")) if at >= 0]
        if not quotes:
            return found[0]
        cell = min(quotes) + 1
    return before[:cell] + "'" + before[cell:].lstrip() + start


def csv_line(cells: Iterable[object]) -> str:
    """A line of CSV (RFC 4180), every cell quoted and defused."""
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
        ["" if cell is None else defused(str(cell)) for cell in cells]
    )
    return made.getvalue()
