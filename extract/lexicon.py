"""Whether words that an engine read are Thai words at all: a misread letter mostly makes a word that is none."""

from __future__ import annotations

import os
from functools import cache
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
def _words() -> frozenset[str]:
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names, thai_words

    names = thai_family_names() | thai_female_names() | thai_male_names()
    return frozenset(thai_words() | names | province_names() | _OFFICIAL)


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


# Words of official names that general lists lack.
_OFFICIAL = frozenset(
    {"กรมชลประทาน", "อบต", "อบจ", "เขตพื้นที่", "ประถมศึกษา", "มัธยมศึกษา", "กรรมาธิการ", "อนุกรรมาธิการ"}
)
