"""Breaks a Thai paragraph into lines at word boundaries and spreads them to the margin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pythainlp.tokenize import word_tokenize

from corpus.render.type import width

_NEVER_FIRST = frozenset(".,:;/)]}”ๆฯ%-")
_NEVER_LAST = frozenset("([{“/-.")
_TELEPHONE = re.compile(r"((?:โทร\.?|โทรสาร) ?[๐-๙0-9][๐-๙0-9 -]*[๐-๙0-9])")  # never broken
_SPACE_WEIGHT = 8.0  # a space takes eight times the slack of a gap between words
_MOST_SLACK = 0.08  # of the line: a looser line is left ragged


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, and its words with their offset in mm from the line's start."""

    text: str
    words: tuple[tuple[float, str], ...]


def words(text: str) -> list[str]:
    """The unbreakable pieces of a paragraph, spaces among them."""
    pieces: list[str] = []
    for token in _tokens(text):
        glue = pieces and token.strip() and pieces[-1].strip()
        if glue and (
            token[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST or "~" in (token[0], pieces[-1][-1])
        ):
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _tokens(text: str) -> Iterator[str]:
    for part in _TELEPHONE.split(text):
        if _TELEPHONE.fullmatch(part):
            yield part.replace(" ", "~")
        elif part:
            yield from word_tokenize(part, engine="newmm")


def wrap(text: str, face: str, points: float, first: float, rest: float, justify: bool) -> Iterator[Line]:
    """Lines of at most `first` mm, then `rest` mm. The last line is never spread."""
    room, line = first, ""
    taken: list[str] = []
    for word in words(text):
        if taken and word.strip() and width(line + word, face, points) > room:
            yield _set(taken, face, points, room if justify else None)
            room, line, taken = rest, "", []
        if taken or word.strip():
            taken.append(word)
            line += word
    if taken:
        yield _set(taken, face, points, None)


def _set(taken: list[str], face: str, points: float, room: float | None) -> Line:
    while taken and not taken[-1].strip():
        taken = taken[:-1]
    text = "".join(taken)
    slack = 0.0 if room is None else room - width(text, face, points)
    weights = [_SPACE_WEIGHT if not word.strip() else 1.0 for word in taken[:-1]]
    share = slack / sum(weights) if room and weights and slack < _MOST_SLACK * room else 0.0
    if share == 0.0:
        return Line(text.replace("~", " "), ((0.0, text),))
    placed: list[tuple[float, str]] = []
    at, before = 0.0, ""
    for word, weight in zip(taken, [*weights, 0.0], strict=True):
        if word.strip():
            placed.append((width(before, face, points) + at, word))
        before += word
        at += share * weight
    return Line(text.replace("~", " "), tuple(placed))
