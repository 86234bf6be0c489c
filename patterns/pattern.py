"""What a pattern is: one way a field can be printed, with the proof that it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import regex

SECONDS = 1.0
"""A pattern that needs longer on one document is a failure recorded on the document."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found in `string[start:stop]`: its canonical value, its parts, reasons to doubt it."""

    start: int
    stop: int
    value: object
    parts: Mapping[str, object] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way a field can be printed.

    `scan` reads the cleaned text of one document (`normalize.text.clean`: Arabic digits, lines
    parted by newlines) and yields what it finds; the span of a hit is what the reviewer sees
    highlighted. `finds` maps text as printed to the canonical value, `ignores` a near-miss to the
    reason why nothing is to be found there.
    """

    id: str
    fills: str
    authority: str
    scan: Callable[[str], Iterator[Hit]]
    finds: Mapping[str, object]
    ignores: Mapping[str, str]


def shape(source: str, **names: list[str]) -> regex.Pattern[str]:
    r"""Compile a verbose, multi-line shape; in it a space is written `[ ]`, a word list `\L<name>`."""
    compiled: regex.Pattern[str] = regex.compile(source, regex.VERBOSE | regex.MULTILINE, **names)  # type: ignore[arg-type]
    return compiled


def by_shape(
    looks: regex.Pattern[str], reading: Callable[[regex.Match[str]], Hit | None], *, wraps: bool = False
) -> Callable[[str], Iterator[Hit]]:
    """A scan that runs `reading` over every match; `reading` says None to what looked right and is not.

    `wraps`: what is looked for runs over the line ends of a paragraph.
    """

    def scan(string: str) -> Iterator[Hit]:
        for match in looks.finditer(unwrapped(string) if wraps else string, timeout=SECONDS):
            hit = reading(match)
            if hit is not None:
                yield hit

    return scan


def label(*words: str) -> str:
    """A regex source for printed labels (longest first), one misread letter allowed in long ones, tone marks left out.

    Errors are tolerated in labels only, never in values. Words under five characters must be exact:
    one wrong letter turns them into another word.
    """
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(_lenient(word) for word in ordered) + ")"


def _lenient(word: str) -> str:
    escaped = regex.escape(word, literal_spaces=False)
    worn = _TONE.sub(r"\g<0>?", escaped)
    return f"(?:{worn}){{s<=1,d<=1,e<=1}}" if len(word) >= 5 else escaped


_TONE = regex.compile("[่-๋]")


_WRAPPED = regex.compile(r"(?<=[^\n]{35})\n(?=[^\n])")


def unwrapped(string: str) -> str:
    """The text with the line ends inside its paragraphs made spaces; every character keeps its place.

    A line that is long runs on; a short one (a head, a stamp, a list) ends where it ends.
    """
    return _WRAPPED.sub(" ", string)


_TURNS = regex.compile(r"(?<=[\u0e00-\u0e7f])[ \t]*\n\s*(?!พ\.ศ\.)(?=[\u0e00-\u0e7f])")
_SPACES = regex.compile(r"\s+")


def one_line(text: str) -> str:
    """A value printed over several lines as one: Thai runs on without a space, the rest takes one."""
    return _SPACES.sub(" ", _TURNS.sub("", text)).strip()
