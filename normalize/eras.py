"""The year as it is printed: its era (ศักราช), and its number in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Era = Literal["BE", "CE", "RS", "CS"]

# In the dates of this module a year is printed with these: พ.ศ. ค.ศ. ร.ศ. จ.ศ., and ปี before any of them.
_LETTER = {"พ": "BE", "ค": "CE", "ร": "RS", "จ": "CS", "ม": "MS", "ฮ": "AH"}

MARKER = (
    r"(?:(?:(?<![ก-ฮ][.,])|(?<=[คพย]\.))(?:[พครจมฮ][.,][ ]?ศ[.,]?|(?<![ก-๎])[พครจ][ ]?ศ[.,]?)"
    r"|พุทธ?ศั?กราช|คริสต?์?[ ]?ศักราช|รัตนโกสินทร์?[ ]?(?:ศก|ศักราช)|จุฬ?ล?ศักราช|มหาศักราช|ฮิจเราะห์ศักราช)"
)
"""Regex of an era before its year."""

# Which printed years each era can have. พ.ศ. 2325 founds the capital; plans look far ahead.
LIMITS: dict[Era, tuple[int, int]] = {
    "BE": (2325, 2699),
    "CE": (1600, 2156),
    "RS": (108, 131),
    "CS": (1144, 1400),
}


class DateRefused(ValueError):
    """What is printed is no date, or could be several; nothing is guessed.

    `reason` is a stable code in snake_case; `alternatives` are readings (EDTF) to offer a person.
    """

    def __init__(self, reason: str, alternatives: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.alternatives = alternatives


@dataclass(frozen=True, slots=True)
class Year:
    """A printed year: `number` is in full, in its own era. `also`: other readings of it."""

    era: Era
    number: int
    doubts: tuple[str, ...] = ()
    also: tuple[Year, ...] = ()


def era_of(marker: str) -> Era | None:
    """The era of a printed marker; None for an empty one. DateRefused for ม.ศ. and ฮ.ศ."""
    if not marker:
        return None
    match _LETTER[marker[0]]:
        case "BE":
            return "BE"
        case "CE":
            return "CE"
        case "RS":
            return "RS"
        case "CS":
            return "CS"
        case _:
            raise DateRefused("era_not_supported")


def read_year(digits: str, era: Era | None, *, near: int | None = None) -> Year:
    """The year of printed Arabic digits after a marker of `era`, or after none.

    `near` is the year of the context in พ.ศ.: it gives a two-digit year its century. Without a
    marker 2400 to 2699 is พ.ศ.; 1850 to 2100 is ค.ศ. with the doubt `era_by_size`.
    """
    number = int(digits)
    if len(digits) == 2 and era in (None, "BE"):
        return _in_full(number, near, also_common=era is None)
    if len(digits) != (3 if era == "RS" else 4):
        raise DateRefused("year_digits")
    if era is None:
        return _by_size(number)
    low, high = LIMITS[era]
    if low <= number <= high:
        return Year(era, number)
    if era == "BE" and 1850 <= number <= 2100:
        raise DateRefused("era_contradicts_year", (str(number),))
    if era == "CE" and 2400 <= number <= 2699:
        raise DateRefused("era_contradicts_year", (str(number - 543),))
    raise DateRefused("year_out_of_range")


def _by_size(number: int) -> Year:
    if 2400 <= number <= LIMITS["BE"][1]:
        return Year("BE", number)
    if 1850 <= number <= 2100:
        return Year("CE", number, ("era_by_size",))
    raise DateRefused("year_out_of_range")


def _in_full(number: int, near: int | None, *, also_common: bool) -> Year:
    if near is None:
        return Year("BE", 2500 + number, ("two_digit_year",))
    full = min((2400 + number, 2500 + number, 2600 + number), key=lambda year: abs(year - near))
    if abs(full - near) <= 5:
        return Year("BE", full)
    common = 2000 + number
    also = (Year("CE", common),) if also_common and abs(common + 543 - near) <= 5 else ()
    return Year("BE", full, ("two_digit_year", "year_far_from_context"), also)
