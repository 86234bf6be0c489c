"""Names of signatures (ลงชื่อ) that were doubted, read again at two other sizes: two readings outvote one.

The list of words knows no surname, so that the letters of a name have no witness but their picture. Tesseract brings a
line to its own height and judges it by pixels there: at another size a broken พ that it took for ห is พ again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import chain, islice
from typing import TypeVar

import cv2
import numpy as np
import regex

from saraban.extract.images import Gray
from saraban.extract.page import Line, packed

_SIZES = ((0.8, cv2.INTER_AREA), (1.5, cv2.INTER_CUBIC))
DOUBT = 0.9
"""Good print reads at 0.99: a line with a letter less likely to be right than this is read again."""
OUTVOTED = 0.5
"""How sure a letter of another reading is at most: values with such letters are always flagged."""
_LONGEST = 50  # characters of a name with its title
_MOST = 4  # such lines of a page: more of them are a list or a table
_NAME = regex.compile(r"^\W{0,2}(?:นาย|นาง|พล|พัน|ร้อย|ว่าที่|ดร|[รผ]ศ|ศ\.|จ่า|สิบ)|^[(\[][^\d()\[\]]{6,}[)\]]\W?$")
_THAI = regex.compile(r"[ก-๎]")

_Picture = TypeVar("_Picture")
_Reading = TypeVar("_Reading")


def names_again(
    lines: Sequence[tuple[Line, Gray]], texts_of: Callable[[Sequence[Gray]], Sequence[str]]
) -> tuple[Line, ...]:
    """Lines, given with their pictures, with the letters of names that two more readings agree on. `texts_of`: reads
    pictures, and is called only where a name is doubted.
    """
    names = [at for at, (line, _) in enumerate(lines) if _is_doubted_name(line)]
    read = [line for line, _ in lines]
    for at, texts in read_again(names, lambda at: _resized(lines[at][1]), texts_of):
        read[at] = outvoted(read[at], texts)
    return tuple(read)


def read_again(
    doubted: Sequence[int],
    pictures_of: Callable[[int], Sequence[_Picture]],
    read: Callable[[Sequence[_Picture]], Sequence[_Reading]],
) -> Iterator[tuple[int, Sequence[_Reading]]]:
    """Each doubted line, by its place, with what its other pictures say, all read in one call; nothing where too many
    are doubted.
    """
    if 0 < len(doubted) <= _MOST:
        pictures = [pictures_of(at) for at in doubted]
        readings = iter(read([*chain.from_iterable(pictures)]))
        for at, some in zip(doubted, pictures, strict=True):
            yield at, tuple(islice(readings, len(some)))


def outvoted(line: Line, others: Sequence[str]) -> Line:
    """A line with each letter for which all other readings have one and the same letter of its kind."""
    letters, sure = list(line.text), list(line.confidences or ())
    places = [at for at, letter in enumerate(letters) if not letter.isspace()]
    bare = "".join(letters[at] for at in places)
    votes = [_differences(bare, "".join(other.split())) for other in others]
    for index, letter in (votes[0] if votes else {}).items():
        at = places[index]
        if all(vote.get(index) == letter for vote in votes) and _alike(letters[at], letter):
            letters[at], sure[at] = letter, min(sure[at], OUTVOTED)
    return replace(line, text="".join(letters), confidences=packed(sure))


def _is_doubted_name(line: Line) -> bool:
    sure = line.confidences or ()
    return (
        line.stamp is None
        and len(line.text) <= _LONGEST
        and min(sure, default=1.0) < DOUBT
        and _NAME.search(line.text) is not None
    )


def _resized(pixels: Gray) -> list[Gray]:
    """A line at each of the other sizes."""
    resized = (cv2.resize(pixels, None, fx=size, fy=size, interpolation=how) for size, how in _SIZES)
    return [np.asarray(one, np.uint8) for one in resized]


def _differences(read: str, other: str) -> dict[int, str]:
    """The letters of another reading that stand for one letter each, by the places of these."""
    codes = SequenceMatcher(None, read, other, autojunk=False).get_opcodes()
    return {
        first + step: other[begin + step]
        for kind, first, last, begin, end in codes
        if kind == "replace" and last - first == end - begin
        for step in range(last - first)
    }


def _alike(one: str, other: str) -> bool:
    """Whether both are Thai consonants and vowels in the line, or both marks above or below."""
    thai = _THAI.match(one) and _THAI.match(other)
    return bool(thai) and unicodedata.category(one) == unicodedata.category(other)
