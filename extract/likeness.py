"""How far two readings say the same: subjects, numbers, whole texts, each with the errors that engines make."""

from __future__ import annotations

from collections.abc import Set
from difflib import SequenceMatcher

import regex

_ALIKE = 0.85
_LOOSE = {ord(char): None for char in " \"'“”‘’"}
_FORM = regex.compile(r"[ .]")
_WIDTH = 8
"""Letters of a shingle, two or three words: shorter ones are shared by all papers of one office."""
_WORD = 4
"""Letters in a row that engines seldom misread; so many that differ are another word."""


def alike(one: str, other: str) -> bool:
    """Whether two subjects say the same but for spaces, quotes and a few misread letters."""
    first, second = (text.translate(_LOOSE) for text in (one, other))
    if min(len(first), len(second)) < 10:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, spaces and quotes aside."""
    first, second = (text.translate(_LOOSE) for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in single letters at most, by no whole word: เทศบาล against ส่วนตำบล is another paper."""
    first, second = (text.translate(_LOOSE) for text in (one, other))
    codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return all(tag == "equal" or max(i2 - i1, j2 - j1) < _WORD for tag, i1, i2, j1, j2 in codes)


def same_number(one: str, other: str) -> bool:
    """Whether two numbers are one but for what engines lose and misread: dots, spaces, ว read as 2, one digit.

    กษ 0107.02/ว 6114, กษ 010702/ว 6114 and กษ 0107.02/26114 are one. The letters before the digits must be the same,
    and so must all digits but one: a year has neighbours, and the next letter of an office has the next number, so that
    a day or subject in common must say so too.
    """
    first, second = _FORM.sub("", one), _FORM.sub("", other)
    if _read_as_two(first) == _read_as_two(second):
        return True
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and all(char.isdigit() for char in differing[0])


def _read_as_two(number: str) -> str:
    return number.replace("/ว", "/2")


def shingles(text: str) -> Set[str]:
    """Every run of eight letters and digits of a text, spaces, marks and line ends left aside."""
    letters = "".join(char for char in text if char.isalnum() or "ก" <= char <= "๎")
    return frozenset(letters[at : at + _WIDTH] for at in range(len(letters) - _WIDTH + 1))
