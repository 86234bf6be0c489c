"""Whether words that an engine read are Thai words at all: a misread letter mostly makes a word that is none."""

from __future__ import annotations

import os
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from saraban.normalize.provinces import province_names

if TYPE_CHECKING:
    from pythainlp.util import Trie

_RUN = regex.compile(r"[ก-๎]{2,}")
_ABBREVIATED = regex.compile(r"[ก-ฮ]{1,4}(?:\.[ก-๎]{1,6})*\.")


# PyThaiNLP would make a data folder in the home directory when it is imported; its lists need none.
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")


@cache
def _names() -> frozenset[str]:
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

    return frozenset(thai_family_names() | thai_female_names() | thai_male_names())


@cache
def _words() -> frozenset[str]:
    from pythainlp.corpus import thai_words

    return frozenset(thai_words() | _names() | province_names() | _OFFICIAL)


def is_name(text: str) -> bool:
    """Whether a word is a given name or a family name of the lists."""
    return text in _names()


@cache
def _trie() -> Trie:
    from pythainlp.util import Trie

    return Trie(_words())


def pieces(text: str) -> list[str]:
    """The Thai words of a text, abbreviations apart, as pythainlp's newmm cuts it: a misread word falls to pieces."""
    from pythainlp.tokenize import word_tokenize

    return [
        piece
        for run in _RUN.findall(_ABBREVIATED.sub(" ", text))
        for piece in word_tokenize(run, custom_dict=_trie(), engine="newmm", keep_whitespace=False)
    ]


def unknown_words(text: str) -> list[str]:
    """The pieces of a text that no Thai word list holds."""
    return [piece for piece in pieces(text) if piece not in _words() and not piece.isdigit()]


def broken_words(text: str) -> list[str]:
    """Neighbouring pieces of a text that one tone mark, or one letter that looks alike, would make one word.

    Print loses the marks above, and ด stands for ต: อัดรา falls to the two words อัด and รา, and is อัตรา.
    """
    joined = [one + other for one, other in pairwise(pieces(text))]
    return [one for one in joined if one not in _words() and near_words(one)]


def near_words(text: str) -> frozenset[str]:
    """The words that a text becomes with one tone mark more, or with one letter for another that looks alike."""
    if not 2 < len(text) <= _LONGEST:
        return frozenset()
    marked = (text[:at] + tone + text[at:] for at in range(1, len(text) + 1) for tone in _TONES)
    swapped = (
        text[:at] + other + text[at + 1 :] for at, one in enumerate(text) for other in ALIKE.get(one, "")
    )
    return _words().intersection((*marked, *swapped))


_LONGEST = 16
"""Letters of a word: longer ones are sentences."""
_TONES = "่้"
ALIKE = {
    one: "".join(group.replace(one, "") for group in ("ดตค", "ชซขธฃ", "ถณ", "คศกฅ", "ึื") if one in group)
    for one in "ดตคชซขธฃถณศกฅึื"
}
"""Letters for which each is read: heads to the left, loops closed, a foot more or less."""


# Words of official names that general lists lack.
_OFFICIAL = frozenset(
    {"กรมชลประทาน", "อบต", "อบจ", "เขตพื้นที่", "ประถมศึกษา", "มัธยมศึกษา", "กรรมาธิการ", "อนุกรรมาธิการ"}
)
