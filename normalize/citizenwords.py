"""What the words beside a run of digits say of it: a citizen number, somebody's number, or something else altogether.

Words are compared without what engines lose and add first of all: marks over and under letters, spaces and dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

_BEFORE, _AFTER, _CLOSE = 60, 30, 20
_LOST = regex.compile(r"[\p{M}\p{Z}\p{Cf}ำ\n.]+")

_CITIZEN = regex.compile(
    r"""(?:เลขประจตวประชาชน){e<=4} | (?:ประชาชน){e<=1} | ปชช | (?:บตรประจตว){e<=1} | 13หลก | ๑๓หลก
    | (?:citizen){e<=1} | (?:identification){e<=2} | (?<![a-z])(?:national)?id(?:card|no|number)?(?![a-z])""",
    regex.VERBOSE,
)
_SOMEBODY = regex.compile(
    r"(?:ประจตว){e<=1} | บตร", regex.VERBOSE
)  # a taxpayer, an official, a student, a patient
_JURISTIC = regex.compile(r"นตบคคล | ผเสยภาษ | tax", regex.VERBOSE)
_OTHER = regex.compile(
    r"บญช | ธนาคาร | โทร | แฟกซ | หนงสอ | วนท | บารโคด | สญญา | โครงการ | พสด | ครภณฑ | account | barcode | isbn | tel | fax",
    regex.VERBOSE,
)

_CODE_BEFORE = regex.compile(r"(?:บารโคด | barcode | isbn | ean)[^\p{L}]*$", regex.VERBOSE)
_SIGN_BEFORE = regex.compile(r"(?:://|www\.)\S*$|[=&%@#A-Za-z]$|\p{Nd}[/,]$")
_SIGN_AFTER = regex.compile(r"[=&%@#A-Za-z]|[/,]\p{Nd}|[ \xa0]{0,3}(?:บาท|ล้าน|สตางค์)")


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is spoken of near by: a `citizen` number; a number of `somebody`, which may be one; `juristic` persons."""

    citizen: bool
    somebody: bool
    juristic: bool


def nearby(text: str, start: int, stop: int) -> Nearby:
    """The words before and after `text[start:stop]`; those before another label do not count."""
    return _nearby(_bare(text[max(0, start - _BEFORE) : start]), _bare(text[stop : stop + _AFTER]))


def is_something_else(text: str, start: int, stop: int) -> bool:
    """Whether `text[start:stop]` is a piece of an address in the web or of a number, an amount, or a barcode."""
    before = text[max(0, start - _BEFORE) : start]
    return bool(
        _SIGN_BEFORE.search(before)
        or _SIGN_AFTER.match(text, stop)
        or _CODE_BEFORE.search(_bare(before[-_CLOSE:]))
    )


def _bare(text: str) -> str:
    return _LOST.sub("", text).lower()


@lru_cache(maxsize=64)
def _nearby(before: str, after: str) -> Nearby:
    return Nearby(
        citizen=_says(_CITIZEN, before, after),
        somebody=_says(_SOMEBODY, before, after),
        juristic=_JURISTIC.search(before) is not None or _JURISTIC.search(after) is not None,
    )


def _says(label: regex.Pattern[str], before: str, after: str) -> bool:
    """Whether a label stands there, and none of another thing between it and the number."""
    ends = [match.end() for match in label.finditer(before)]
    if ends:
        return _OTHER.search(before, ends[-1]) is None
    return label.search(after) is not None and _OTHER.search(before[-_CLOSE:]) is None
