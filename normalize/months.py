"""The names of the months (เดือน) as they are printed, shortened, typed without dots and misprinted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

# Clipped as in speech, and one month each.
CLIPPED = (
    "มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Misspellings that occur in print, old or careless, and can be no other month.
_VARIANTS = {
    "มกราคน": 1, "มกรคม": 1, "มกราค": 1,
    "กุมภาพันธุ์": 2, "กุมภาพันธ": 2, "กุมภาพันธุ": 2, "กุมภาพันท์": 2, "กุมภาพัน": 2, "กุมพาพันธ์": 2,
    "กุมภาพนธ์": 2, "กุมภาพันธ๎": 2,
    "มีนาคน": 3,
    "เมศายน": 4, "เมษยน": 4, "เมษายณ": 4,
    "พฤศภาคม": 5, "พฤกษภาคม": 5, "พฤษาคม": 5, "พฤษภคม": 5, "พฤภาคม": 5,
    "มิถุนาย": 6, "มิถุนยน": 6, "มิถุนายณ": 6, "มิถุณายน": 6, "มิถนายน": 6,
    "กรกฏาคม": 7, "กรกฎคม": 7, "กรกฏคม": 7, "กรกฎาคน": 7, "กรกฏาคน": 7, "กรฎาคม": 7, "กรกฏา": 7,
    "สิงหาคน": 8, "สิงหคม": 8,
    "กันยายณ": 9, "กันยยน": 9, "กันยาย": 9,
    "ตุลาคน": 10, "ตุลคม": 10,
    "พฤษจิกายน": 11, "พฤศจิกายณ": 11, "พฤศจิกยน": 11, "พฤศจิการยน": 11, "พฤจิกายน": 11,
    "ธันวาคน": 12, "ธันวคม": 12,
}  # fmt: skip

# Short forms that name no month. The last consonant tells the length of the month (ค 31 days, ย 30,
# พ กุมภาพันธ์), so the first reading is the likely one; the others are what else it may have been.
_MISPRINTS = {
    "มีย": (6, 3), "มืย": (6, 3), "มืค": (3,), "มื.ค": (3,), "สก": (8,), "กุย": (9,), "ก.ุย": (9,),
    "เมค": (4, 3), "มิค": (3, 6), "ตย": (10, 9), "สย": (8, 9), "ธย": (12, 11),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """What a printed month says: 1 to 12; `misprinted` when no month is spelt so.

    `number` None: a month was meant and cannot be told. `others`: the readings left over.
    """

    number: int | None
    misprinted: bool = False
    others: tuple[int, ...] = ()


def _letters(printed: str) -> str:
    return printed.replace(".", "").replace(",", "").replace(" ", "")


_KNOWN = (
    {_letters(name): Month(at) for names in (FULL, SHORT, CLIPPED) for at, name in enumerate(names, 1)}
    | {name[:length].lower(): Month(at) for at, name in enumerate(_ENGLISH, 1) for length in (3, 4, 9)}
    | {name: Month(number, True) for name, number in _VARIANTS.items()}
    | {_letters(name): Month(read[0], True, read[1:]) for name, read in _MISPRINTS.items()}
)


def month_named(printed: str) -> Month | None:
    """The month of a printed name, with or without dots; None where it is no known spelling."""
    return _KNOWN.get(_letters(printed).lower())


def _any_of(words: list[str]) -> str:
    """A regex alternation, longest word first, grouped by first letter so that a miss is cheap."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(f"{head}(?:{'|'.join(rest)})" for head, rest in groups.items()) + ")"


def _cut(name: str) -> tuple[str, str]:
    """ม.ค. → (ม, ค): the two letters of a short form, with their marks."""
    head, last = name.replace(".", "")[:-1], name.replace(".", "")[-1]
    return head, last


_CUT_OFF = [name for name, number in _VARIANTS.items() if FULL[number - 1].startswith(name)]
_DOTTED = [rf"{head}[.,][ ]?{last}" for head, last in map(_cut, SHORT)]
_DOTTED += [rf"{head}[.,][ ]?{last}" for head, last in map(_cut, _MISPRINTS) if "." not in head]
_DOTTED.append(r"ก\.[ ]?ุย")
_ERA_AFTER = r"(?![พครจ][.,]?[ ]?ศ)"

NAME = (
    "(?:"
    + _any_of([*FULL, *(name for name in _VARIANTS if name not in _CUT_OFF)])
    + "|"
    + _any_of([*CLIPPED, *_CUT_OFF])
    + "(?![ก-๎])"
    # ก.พ. is February; the ก.พ. of ก.พ.ร. or อ.ก.พ. is an agency.
    + rf"|(?<![ก-ฮ][.,]){_any_of(_DOTTED)}(?:[.,](?!{_ERA_AFTER}[ก-ฮ][.,])|(?![ก-๎.,]))"
    + ")"
)
"""Regex of a month spelt out, or short with its dot: ก.ย. (never the ก.พ. of ก.พ.ร.)."""

DOTLESS = (
    r"(?:(?<![ก-๎.,])|(?<=เดือน)|(?<=ถึง)|(?<=และ))"
    + _any_of([_letters(name) for name in (*SHORT, *_MISPRINTS)])
    + rf"(?:[.,](?!{_ERA_AFTER}[ก-ฮ])|(?![ก-๎.,]))"
)
"""Regex of a short month without its inner dot: กย, กค. Agencies share these letters: ask the place."""

ENGLISH = rf"(?<![A-Za-z])(?i:{'|'.join(_ENGLISH)}|(?:Sept|{'|'.join(name[:3] for name in _ENGLISH)})\.?)(?![A-Za-z])"
"""Regex of an English month, in full or short: December, Dec, DEC."""


@lru_cache(maxsize=4096)
def month_resembling(word: str) -> Month | None:
    """The month that a misspelt full name is nearest to, for a word printed where a month belongs.

    กนัยายน → 9, misprinted. A word as near to two months is a `Month` without a number; a word like
    none of them is None.
    """
    if not 4 <= len(word) <= 13:
        return None
    near = sorted((_distance(word, name), at) for at, name in enumerate(FULL, 1))
    (best, number), (second, _) = near[0], near[1]
    if best > (2 if len(word) >= 6 else 1):
        return None
    if second - best < 1:
        return Month(None, True, tuple(at for far, at in near if far == best))
    return Month(number, True, tuple(at for far, at in near[1:] if far <= 2))


def _distance(one: str, other: str) -> int:
    """Edits (put, drop, change, swap neighbours) between two words; 9 when they cannot be close."""
    if abs(len(one) - len(other)) > 2 or len(set(one) & set(other)) * 2 < len(set(other)):
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
