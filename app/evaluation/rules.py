"""How a value read is compared with the value printed: one named rule for each way to compare.

A rule makes a key of either side. Equal keys are right. Where letters may differ by a slip of the
reader (`near`), keys at least `NEAR` alike are near. An empty key is no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

from saraban.app.evaluation.truth import as_list, spaced
from saraban.normalize.text import clean

NEAR = 0.9
"""Least similarity (difflib ratio, 0 to 1) at which two texts are near."""

_SHORTEST_PART = 6
"""Fewest letters of an agency's name that count as naming it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`key` of a value (None: it says nothing); `same` compares two keys."""

    key: Callable[[object], str | None]
    same: Callable[[str, str], bool] = str.__eq__
    near: bool = False

    def right(self, expected: object, got: object) -> bool:
        """Whether the two say the same."""
        left, right = self.key(expected), self.key(got)
        return bool(left and right and self.same(left, right))

    def likeness(self, expected: object, got: object) -> float:
        """How alike the two are, 0 to 1, for pairing and for what is near."""
        left, right = self.key(expected), self.key(got)
        if not left or not right:
            return 0.0
        return 1.0 if self.same(left, right) else SequenceMatcher(None, left, right, autojunk=False).ratio()


def plain(value: object) -> str | None:
    """One line, single spaces, Arabic digits; numbers as printed; nothing as None."""
    if value is None:
        return None
    return " ".join(clean(str(value)).string.split()) or None


def letters(value: object) -> str | None:
    """Letters, vowels, tone marks and digits alone: spaces, quotes and punctuation do not count."""
    line = plain(value)
    return regex.sub(r"[^\p{L}\p{M}\p{N}]+", "", line).lower() if line else None


def _contains(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return left == right or (len(short) >= _SHORTEST_PART and short in long)


def _name(value: object) -> str | None:
    """A person (คำนำหน้า and name as one), whether given as text or as its parts."""
    if isinstance(value, Mapping):
        return letters(f"{value.get('title') or ''}{value.get('name') or ''}")
    return letters(regex.sub(r"(?<=\S)\s*\(.*\)\s*$", "", str(value))) if value else None


def _bare_name(value: object) -> str | None:
    """A person without the courtesy title, for places where it is often left out."""
    name = _name(value)
    return regex.sub(r"^(?:นาย|นางสาว|นาง|ดร|น.?ส)", "", name) if name else None


def _position(value: object) -> str | None:
    """A post, with those that the holder acts for (รักษาราชการแทน …) joined to it."""
    if not isinstance(value, Mapping):
        return letters(value)
    acting = value.get("acting") or ()
    posts = [f"{post.get('capacity') or ''}{post.get('post') or ''}" for post in acting]
    return letters("".join([str(value.get("position") or ""), *posts]))


def _prefix(value: object) -> str | None:
    """A document number up to its slash: whose it is and which unit's."""
    line = plain(value)
    return regex.sub(r"[\s()]|(?<=^[ก-ฮ]+)\.", "", line.split("/")[0]) if line else None


def _serial(value: object) -> str | None:
    """A document number after its slash; ว alone is no serial."""
    line = plain(value)
    return (line.partition("/")[2].strip(" ว") or None) if line else None


def _month(value: object) -> str | None:
    line = plain(value)
    return line[:7] if line and regex.match(r"\d{4}-\d{2}", line) else line


def _day(value: object) -> str | None:
    line = plain(value)
    return line[8:10] if line and regex.fullmatch(r"\d{4}-\d{2}-\d{2}", line) else None


def _register(value: object) -> str | None:
    """A register's number; spaces do not count (EO 5261 = EO5261)."""
    line = plain(value)
    return line.replace(" ", "") if line else None


def _same_register(left: str, right: str) -> bool:
    """Equal, or one of them leaves out the letters of the book (ชป13625 = 13625)."""
    bare = [regex.sub(r"^[^\d/]+", "", side) for side in (left, right)]
    return left == right or (bare[0] == bare[1] and (left in bare or right in bare))


def _digits(value: object) -> str | None:
    line = plain(value)
    return regex.sub(r"\D+", "", line) or None if line else None


def _phone(value: object) -> str | None:
    """A telephone's digits; a bare extension (ภายใน ๕๗๙๗) stands for itself."""
    if isinstance(value, Mapping):
        return _digits(value.get("number") or value.get("extension"))
    return _digits(value)


_LAW_WORDS = (
    (r"พ\.?ร\.?บ\.", "พระราชบัญญัติ"),
    (r"พ\.?ร\.?ฎ\.", "พระราชกฤษฎีกา"),
    (r"พุทธศักราช", "พ.ศ."),
    (r"\s*(?:และที่)?\s*แก้ไขเพิ่มเติม.*$", ""),
)


def _law(value: object) -> str | None:
    """A law by its full name and year; what is said of its amendments does not count."""
    line = plain(value)
    for pattern, put in _LAW_WORDS if line else ():
        line = regex.sub(pattern, put, line or "")
    return letters(line)


def _first(value: object) -> str | None:
    """The first of a list: what the writer asks for first."""
    entries = as_list(value)
    return plain(entries[0]) if entries else None


def _listed(value: object) -> str | None:
    """The entries of a list in their order; a mapping by its values."""
    entries = [
        spaced(*entry.values()) if isinstance(entry, Mapping) else str(entry) for entry in as_list(value)
    ]
    return plain(" + ".join(entries))


RULES: Mapping[str, Rule] = {
    "exact": Rule(plain),
    "line": Rule(plain, near=True),
    "list": Rule(_listed),
    "text": Rule(letters, near=True),
    "agency": Rule(letters, _contains, near=True),
    "name": Rule(_name, near=True),
    "person": Rule(_bare_name, near=True),
    "position": Rule(_position, near=True),
    "prefix": Rule(_prefix),
    "serial": Rule(_serial),
    "month": Rule(_month),
    "day": Rule(_day),
    "register": Rule(_register, _same_register),
    "phone": Rule(_phone),
    "digits": Rule(_digits),
    "law": Rule(_law, near=True),
    "first": Rule(_first),
}
