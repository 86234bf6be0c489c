"""What a pattern is: one way a field can be printed, with the proof that it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import regex

Parts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern makes of a match: the canonical value, its parts, and reasons to doubt it."""

    value: object
    parts: Parts = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way a field can be printed.

    `shape` runs over cleaned text with Arabic digits (`normalize.text.clean`), one document at a
    time, lines parted by newlines. Its group `value` is what the reviewer sees highlighted.
    `reading` turns a match into a value, or says None: it looked right and is not.
    `finds` maps text as printed to the canonical value, `ignores` a near-miss to the reason.
    """

    id: str
    fills: str
    authority: str
    shape: regex.Pattern[str]
    reading: Callable[[regex.Match[str]], Reading | None]
    finds: Mapping[str, object]
    ignores: Mapping[str, str]


def shape(source: str, **names: list[str]) -> regex.Pattern[str]:
    r"""Compile a verbose, multi-line shape; in it a space is written `[ ]`, a word list `\L<name>`."""
    compiled: regex.Pattern[str] = regex.compile(source, regex.VERBOSE | regex.MULTILINE, **names)  # type: ignore[arg-type]
    return compiled
