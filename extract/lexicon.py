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
    """Neighbouring pieces of a text that one letter more or another would make one word.

    Print loses the marks above, and ด stands for ต: อัดรา falls to the two words อัด and รา, and is อัตรา. Where a long
    word falls to three, as จริยธรรง does, it may be any letter: of 2,676 true titles two have such pieces by chance.
    After a thing that is counted ที is ที่ without its mark (งวดที 2).
    """
    found = pieces(text)
    joined = [one + other for one, other in pairwise(found)]
    broken = [one for one in joined if one not in _words() and near_words(one)]
    threes = map("".join, zip(found, found[1:], found[2:], strict=False))
    return [*broken, *filter(_is_nearly_a_word, threes), *_COUNTED.findall(text)]


def _is_nearly_a_word(text: str) -> bool:
    """Whether another consonant somewhere makes a long word of a text that is none."""
    if not _LONG <= len(text) <= _LONGEST or text in _words():
        return False
    others = (
        text[:at] + other + text[at + 1 :]
        for at, one in enumerate(text)
        if one in _CONSONANTS
        for other in _CONSONANTS
    )
    return any(other in _words() for other in others)


def near_words(text: str) -> frozenset[str]:
    """The words that a text becomes with one tone mark more, or with one letter for another that looks alike."""
    if not 2 < len(text) <= _LONGEST:
        return frozenset()
    marked = (text[:at] + tone + text[at:] for at in range(1, len(text) + 1) for tone in _TONES)
    swapped = (
        text[:at] + other + text[at + 1 :] for at, one in enumerate(text) for other in ALIKE.get(one, "")
    )
    return _words().intersection((*marked, *swapped))


_LONG = 7
_CONSONANTS = "".join(map(chr, range(ord("ก"), ord("ฮ") + 1)))
_COUNTED = regex.compile(
    r"(?:งวด|รุ่น|ครั้ง|ฉบับ|ชุด|เล่ม|ตอน|หน้า|ชั้น|ข้อ|ปี|ลำดับ|สมัย|วัน|แผ่น|หมวด|หมู่|เลข)ที[ ]?[0-9๐-๙]"
)
_LONGEST = 16
"""Letters of a word: longer ones are sentences."""
_TONES = "่้"
ALIKE = {
    one: "".join(group.replace(one, "") for group in ("ดตค", "ชซขธฃ", "ถณ", "คศกฅ", "ึื") if one in group)
    for one in "ดตคชซขธฃถณศกฅึื"
}
"""Letters for which each is read: heads to the left, loops closed, a foot more or less."""


# Words of official names that general lists lack, and offices that are written as their letters without dots.
_OFFICIAL = frozenset(
    {
        "กรมชลประทาน", "เขตพื้นที่", "ประถมศึกษา", "มัธยมศึกษา", "กรรมาธิการ", "อนุกรรมาธิการ",
        "อบต", "อบจ", "อปท", "กทม", "กบข", "สพฐ", "สพป", "สพม", "กศน", "สกสค", "สปสช", "รพสต", "ธกส", "กฟภ", "กฟน",
    }
)  # fmt: skip
