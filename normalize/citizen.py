"""Personal citizen numbers (เลขประจำตัวประชาชน): where a text holds one, and the text with each of them masked.

A number has 13 digits, printed 1-2345-67890-12-3, with other signs or spaces between its groups, or in one run. Its
first digit tells the kind of person, 1 to 8; the last is a check on all others but, in effect, the third, whose weight
is 11. Source: สำนักทะเบียนกลาง กรมการปกครอง. Engines misread digits: a check that fails is never a reason to show a
number.

A number that begins with 0 is that of a juristic person (เลขทะเบียนนิติบุคคล, which is its เลขประจำตัวผู้เสียภาษีอากร): it is
public, and has the same check. It is personal where the sixth and seventh digit are 89 (บุคคลที่ไม่มีสถานะทางทะเบียน).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from saraban.normalize.citizenrules import DASHES, FEWEST, LATIN, ONE_DIGIT, THAI_LETTERS, numbers_of, runs
from saraban.normalize.digits import ARABIC, THAI

SIGN = "X"
"""What stands for each digit of a masked number: a letter, so that searches find it and no spreadsheet runs it."""

_MASK = regex.compile(rf"{SIGN}(?:[{DASHES} \xa0\n]{{0,6}}+{SIGN}){{{FEWEST - 1}}}")

_LIST_FEWEST = 3
"""A text with so many numbers is a list of them."""

# In bytes it is seen a hundred times as fast as by a pattern whether twelve digits, or what is like them, can stand
# together at all; a letter that the bytes do not have counts as one.
_BYTES = "cp874"
_LIKE = frozenset(f"{ARABIC}{THAI}{LATIN}{THAI_LETTERS}?")
_SEEN_AS = bytes(ord("0" if bytes([n]).decode(_BYTES, "replace") in _LIKE else " ") for n in range(256))
_ENDS_NUMBER = "/"
_BETWEEN = "-_~.|•–— \xa0\n".encode(_BYTES)


@dataclass(frozen=True, slots=True)
class CitizenMatch:
    """A number of the text: `text[start:stop]`. `digits`: as read, Arabic, without what stands between them."""

    start: int
    stop: int
    digits: str


def find_citizen_numbers(text: str, known: Collection[str] = ()) -> list[CitizenMatch]:
    """The places of personal numbers in a text, in order. `known`: `digits` that are one wherever they stand.

    Thirteen digits (two of them may be letters that look so) are one as 1-4-5-2-1, whatever parts these; as one run
    that begins with 1 to 8; in other groups with a valid check; near a word for it, however that is misread. Twelve or
    fourteen are one near such a word, as 1-4-5-2-1 with a digit too few or too many, and among several numbers.
    """
    if not _may_hold(text):
        return []
    every = list(runs(text))
    found = [one for run in every for one in numbers_of(run, known)]
    if len(found) >= _LIST_FEWEST:
        found = [one for run in every for one in numbers_of(run, known, is_list=True)]
    return [CitizenMatch(*one.span, one.digits) for one in found]


def mask_text(text: str) -> tuple[str, frozenset[str]]:
    """The text with an X for each digit of a personal number; what parts the digits stays, and so does the length.

    And the digits of these numbers: a value that is quoted from the text may hold one without the words beside it.
    """
    found = find_citizen_numbers(text)
    return _masked(text, found), frozenset(one.digits for one in found)


def mask_value(value: str, known: Collection[str]) -> str:
    """The same of a value; `known`: the digits of the numbers in the text that it is quoted from."""
    return _masked(value, find_citizen_numbers(value, known))


def mask_values(values: Sequence[str], known: Collection[str]) -> Sequence[str]:
    """The same of several values of one text, faster: mostly none of them holds as many digits as a number has."""
    return [mask_value(one, known) for one in values] if _may_hold(_ENDS_NUMBER.join(values)) else values


def holds_mask(text: str) -> bool:
    """Whether a text holds what stands for a number that is masked."""
    return _MASK.search(text) is not None


def _masked(text: str, found: Sequence[CitizenMatch]) -> str:
    if not found:
        return text
    letters = list(text)
    for one in found:
        for digit in ONE_DIGIT.finditer(text, one.start, one.stop):
            letters[digit.start()] = SIGN
    return "".join(letters)


def _may_hold(text: str) -> bool:
    """Whether as many digits as a number has can stand together in a text."""
    if len(text) < FEWEST:
        return False
    return b"0" * FEWEST in text.encode(_BYTES, "replace").translate(_SEEN_AS, _BETWEEN)
