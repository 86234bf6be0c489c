"""All patterns over the text of one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saraban.patterns.pattern import Hit, Pattern


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit and the pattern that made it. The span counts in the cleaned text of the whole file."""

    fills: str
    rule: str
    hit: Hit
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class TimedOut:
    """A pattern that ran out of time on a document: what it fills may be missing there."""

    rule: str
    fills: str


def find(patterns: Iterable[Pattern], string: str, offset: int) -> tuple[list[Finding], list[TimedOut]]:
    """What the patterns find in `string`, which begins at `offset` of the file's text, in order of place."""
    found: list[Finding] = []
    late: list[TimedOut] = []
    for pattern in patterns:
        try:
            found += [
                Finding(pattern.fills, pattern.id, hit, hit.start + offset, hit.stop + offset)
                for hit in pattern.scan(string)
            ]
        except TimeoutError:
            late.append(TimedOut(pattern.id, pattern.fills))
    return sorted(found, key=lambda finding: (finding.start, -finding.stop)), late
