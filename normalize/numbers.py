"""Document numbers (ที่หนังสือ) and order numbers (คำสั่งที่): the written variants to one canonical form.

A number is letter code + owner code (รหัสหน่วยงานเจ้าของเรื่อง) + “/” + running number, with ว before the
running number of a circular (หนังสือเวียน): ทส 1604.03/ว 2916. Orders, and letters of some committees,
count in the year instead: 235/2563, พิเศษ 12/2563, (สนช) 742/2558. Source: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ
พ.ศ. 2526, annex on the letter's number. What is printed is read, never repaired.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from saraban.normalize.agencies import is_known_prefix
from saraban.normalize.text import clean


class NumberRefused(ValueError):
    """The text is no document number; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number as printed, with Arabic digits; leading zeros stay.

    `prefix` (อักษรย่อ) may carry a committee in parentheses: กค (กวจ). `serial` is None when the place
    for it was left blank. `year` stands as printed (2564, or 64). `parenthesised`: the prefix was.
    `mark` is what else is printed before the running number: พิเศษ of an order, ล in ว(ล) or /ล 12.
    """

    prefix: str | None
    office: str | None
    circular: bool
    serial: str | None
    year: int | None
    parenthesised: bool = False
    mark: str | None = None

    def __str__(self) -> str:
        """The canonical form: ทส 1604.03/ว 2916, (สนช) 742/2558, 235/2563, พิเศษ 12/2563, ว 10, ศธ 04001/."""
        prefix = f"({self.prefix})" if self.parenthesised else self.prefix
        mark = self.mark if not self.circular else f"ว({self.mark})" if self.mark else "ว"
        serial = " ".join(part for part in (mark, self.serial) if part)
        year = f"{serial}/{self.year:02}" if self.year is not None else serial
        counted = f"{self.office}/{year}" if self.office is not None else year
        return f"{prefix} {counted}" if prefix else counted

    def parts(self) -> dict[str, str | int | bool | None]:
        """The parts by name, for the record; `mark` where there is one."""
        parts: dict[str, str | int | bool | None] = {
            "prefix": self.prefix,
            "office": self.office,
            "circular": self.circular,
            "serial": self.serial,
            "year": self.year,
        }
        return parts | {"mark": self.mark} if self.mark else parts

    @property
    def doubts(self) -> tuple[str, ...]:
        """Reasons for a person to look; hints only, the value stands as printed."""
        found = {
            "unknown_prefix": self.prefix is not None and not is_known_prefix(self.prefix),
            "no_prefix": self.prefix is None and self.office is not None,
            "blank_serial": self.serial is None,
            "two_digit_year": self.year is not None and self.year < 100,
            "serial_or_year": self._office_may_be_serial(),
            "serial_mark": self.mark is not None and self.mark in _MARKS and not self.circular,
        }
        return tuple(reason for reason, holds in found.items() if holds)

    def _office_may_be_serial(self) -> bool:
        """สนช 1742/2558: owner code and serial, or serial and year?"""
        if self.office is None or self.serial is None or self.circular:
            return False
        return not self.office.startswith("0") and "." not in self.office and _is_be_year(self.serial)


_MARKS = "ลผร"
_CIRCULAR = r"ว(?:[ ]?\([ลทร]\))?"
MARK_SHAPE = rf"(?:{_CIRCULAR}|[{_MARKS}](?![ก-๎]))"
"""Regex source of what may stand between the stroke and the running number: ว, ว(ล), ล."""

# Letter codes. ก.พ. keeps its dots (กพ without them is Kamphaeng Phet); กค. is กค.
_DOTTED = r"[ก-ฮ]{1,4}\.[ ]?(?:[ก-ฮ]{1,4}\.[ ]?){0,3}(?!ว(?![ก-ฮ]))[ก-ฮ]{1,4}\.?"
_LETTERS = rf"(?!{_CIRCULAR}[ .]*(?:[0-9…]|$))(?:{_DOTTED}|[ก-ฮ]{{1,6}}\.?)"
_COMMITTEE = r"\([ ]?[ก-ฮ][ก-ฮ.]{0,9}[ ]?\)"
_OFFICE = r"(?:[0-9]{2,6}|[0-9](?=\.[0-9]))(?:[ ]?\.[ ]?[0-9]{1,5}|\([0-9]{1,3}\)){0,5}"
_FILL = r"[ .…_]{0,80}"  # the dotted line that a form leaves for the serial
_YEAR = r"(?:2[3-6][0-9]{2}|[0-9]{2})"
_BEFORE = r"(?:(?<![ก-๎0-9A-Za-z/.\-])(?<!/[ ])|(?<=ที่))"
# Not within a longer number, and no day before its month: a blank serial may have the date beside it.
_MONTH = r"เดือน|[มกพสธต]\.?[ ]?[คยพ]\.(?!ร)|มกรา|กุมภา|มีนา|มี\.|เม[ษ.]|พฤษภา|พฤศจิ|มิถุ|มิ\.|กรก|สิงหา|กันยา|ตุลา|ธันวา"
_AFTER = rf"(?![0-9]|[ ]?/[ ]?[0-9]|[.\-][0-9]|[ ]?(?:{_MONTH}))"

_OWNER = rf"(?:\([ ]?{_LETTERS}[ ]?\)|{_LETTERS})[ \n]?"
_DESK = rf"(?:{_COMMITTEE}[ ]?)?{_OFFICE}[ ]?/"

NUMBER_SHAPE = rf"""(?:{_BEFORE}(?:
    (?:{_OWNER})?{_DESK}(?:[ ]?{MARK_SHAPE})?{_FILL}[0-9]{{1,7}}  # ทส 1604.03/ว 2916
  | (?:{_OWNER}|พิเศษ[ ]?)?[0-9]{{1,7}}[ ]?/[ ]?{_YEAR}  # (สนช) 742/2558, 235/2563, พิเศษ 12/2563
  | (?:{_OWNER})?{_CIRCULAR}[ .]{{0,2}}[0-9]{{1,7}}(?:[ ]?/[ ]?{_YEAR})?  # ว 10, สป. ว 960
  | {_OWNER}{_DESK}(?:[ ]?{_CIRCULAR}(?![ก-๎]))?       # ศธ 04001/……
){_AFTER})"""
"""Verbose regex source of a document number over cleaned text, without groups; `parse_number` reads it.

It wants its context from the pattern around it (ที่ …, คำสั่งที่ …): alone it takes a meeting's 1/2564 too."""

_WHOLE = regex.compile(
    rf"""(?:ด่วน(?:[ ]?ที่[ ]?สุด|[ ]?มาก)?[ ]*)?(?:(?:เลข|หนังสือ|คำสั่ง)?ที่[ ]*)?
    (?:(?P<special>พิเศษ)[ ]*|(?P<open>\()?[ ]*(?P<letters>{_LETTERS})[ ]*(?(open)\))[ ]*(?P<committee>{_COMMITTEE})?[ ]*)?
    (?:(?P<left>[0-9]{{1,7}}(?:[ ]*\.[ ]*[0-9]{{1,5}}|\([0-9]{{1,3}}\))*)[ ]*/)?
    [ ]*(?:(?P<circular>ว(?![ก-๎]))(?:[ ]?\((?P<aside>[ลทร])\))?|(?P<mark>[{_MARKS}])(?![ก-๎]))?
    {_FILL}(?P<right>[0-9]{{1,7}})?
    (?:[ ]*/[ ]*(?P<year>{_YEAR}))?{_FILL}""",
    regex.VERBOSE,
)


def parse_number(text: str) -> DocumentNumber:
    """The number that the whole text is; a label ที่ before it is fine, and so is an urgency (ด่วนที่สุด).

    A blank serial (ศธ ๐๔๐๐๑/……) gives `serial` None, which `doubts` tells.
    Raises NumberRefused: empty, no_digits, no_slash, no_prefix, year_not_buddhist, not_a_number.
    """
    string = clean(text).string.strip()
    if not string:
        raise NumberRefused("empty")
    if not any(character.isdigit() for character in string):
        raise NumberRefused("no_digits")
    match = _WHOLE.fullmatch(string)
    if match is None:
        raise NumberRefused("not_a_number" if "/" in string else "no_slash")
    return _decide(match, parenthesised=match["open"] is not None)


def _decide(match: regex.Match[str], *, parenthesised: bool) -> DocumentNumber:
    """Which of the shapes a match is: by owner code, by year, or a circular alone."""
    prefix = _prefix(match["letters"], match["committee"])
    left = match["left"].replace(" ", "") if match["left"] else None
    right, circular, mark = match["right"], match["circular"] is not None, match["aside"] or match["mark"]
    year = int(match["year"]) if match["year"] else None
    if left is None:
        if not circular or right is None or match["special"]:
            raise NumberRefused("no_slash")
        return DocumentNumber(prefix, None, True, right, year, parenthesised, mark)
    if year is not None:  # three counts: a date, a house number, a register mark
        raise NumberRefused("not_a_number")
    counted = right is not None and not circular and mark is None
    if counted and _counts_in_year(left, right, prefix, parenthesised):
        return DocumentNumber(prefix, None, False, left, int(right), parenthesised, match["special"])
    if match["special"]:
        raise NumberRefused("not_a_number")
    if prefix is None and not _is_bare_office(left):
        common = counted and regex.fullmatch("19[0-9]{2}|20[0-9]{2}", right)
        raise NumberRefused("year_not_buddhist" if common else "no_prefix")
    if not _is_office(left):
        raise NumberRefused("not_a_number")
    return DocumentNumber(prefix, left, circular, right, None, parenthesised, mark)


def _counts_in_year(left: str, right: str, prefix: str | None, parenthesised: bool) -> bool:
    """Whether left/right is serial/year and not owner code/serial."""
    if "." in left or not (_is_be_year(right) or len(right) == 2):
        return False
    if prefix is None or parenthesised or len(prefix) == 1:  # one letter is no agency: a case, a list
        return not left.startswith("0")
    return _is_be_year(right) and not left.startswith("0") and len(left) not in (4, 5, 6)


def _prefix(letters: str | None, committee: str | None) -> str | None:
    """กค. → กค, ก.พ → ก.พ., กค + (กวจ) → กค (กวจ)."""
    if letters is None:
        return None
    code = letters.replace(" ", "").rstrip(".")
    code = f"{code}." if "." in code else code
    return f"{code} {committee.replace(' ', '')}" if committee else code


def _is_office(left: str) -> bool:
    head, *subs = regex.sub(r"\(.*?\)", "", left).split(".")
    return (2 if not subs else 1) <= len(head) <= 6 and len(subs) <= 4


def _is_bare_office(left: str) -> bool:
    """Whether an owner code can stand without letters: 0020.111 of the police, 0201, 52001.4."""
    return _is_office(left) and (left.startswith("0") or regex.match(r"[0-9]{4,6}\.", left) is not None)


def _is_be_year(digits: str) -> bool:
    return len(digits) == 4 and 2300 <= int(digits) <= 2699
