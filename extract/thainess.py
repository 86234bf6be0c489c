"""Whether characters that a file claims to hold are Thai writing, or codes of a font that mean nothing."""

from __future__ import annotations

import re

_LEGACY = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู",
        strict=True,
    )
)
"""Shifted glyphs of older Thai fonts for Windows, kept in the private use area, to the letters they are."""

_CONSONANT, _LEADING, _MARK = "ก-ฮ", "เ-ไ", "ัิ-ฺ็-๎"
_MISPLACED = re.compile(rf"(?<![{_CONSONANT}{_MARK}])[{_MARK}]|[{_LEADING}](?![{_CONSONANT}])")
_MARKS = re.compile(f"[{_MARK}ำ]")
_THAI = re.compile("[ก-๎]")
_WORD = re.compile(r"[a-z]+")
_FREQUENT = re.compile("การ|ที่|และ|ให้|ของ|ใน|ตาม|เป็น|ได้|มี|จาก|โดย|ความ|ต่อ|ไม่|หรือ|วัน|หนังสือ|เรื่อง|จึง|ว่า")
_ENGLISH = frozenset({"the", "of", "and", "to", "in", "for", "a", "is", "by", "on"})

_LETTERS_MIN = 40
_FOREIGN_MAX = 0.04
_MISPLACED_MAX = 0.03
_MARKS_SHARE = (0.10, 0.45)
_FREQUENT_MIN = 0.05
_ENGLISH_MIN = 0.08


def modern(text: str) -> str:
    """The text with shifted legacy glyphs replaced by the letters they stand for, one for one."""
    return text.translate(_LEGACY)


def is_mark(character: str) -> bool:
    """Whether a character stands above or below a consonant."""
    return character in "ัิีึืฺุู็่้๊๋์ํ๎"


def is_consonant(character: str) -> bool:
    """Whether a character is a Thai consonant, which marks can stand on."""
    return "ก" <= character <= "ฮ"


def is_sound(text: str) -> bool:
    """Whether a text is plausible Thai, or English, and complete enough to be trusted in place of OCR."""
    letters = [c for c in text if not c.isspace()]
    thai = len(_THAI.findall(text))
    if len(letters) < _LETTERS_MIN:
        return False
    foreign = sum(not (c.isascii() or "ก" <= c <= "๛" or c in "“”‘’–—…•·×°½") for c in letters)
    if foreign > _FOREIGN_MAX * len(letters):
        return False
    if thai < 0.3 * len(letters):
        words = _WORD.findall(text.lower())
        return thai == 0 and sum(word in _ENGLISH for word in words) >= max(3, _ENGLISH_MIN * len(words))
    marks = len(_MARKS.findall(text)) / thai
    frequent = sum(len(word) for word in _FREQUENT.findall(text)) / thai
    return (
        len(_MISPLACED.findall(text)) <= _MISPLACED_MAX * thai
        and _MARKS_SHARE[0] <= marks <= _MARKS_SHARE[1]
        and frequent >= _FREQUENT_MIN
    )
