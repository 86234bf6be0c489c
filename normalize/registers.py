"""Register marks (เลขทะเบียนรับ, เลขรับ): what a receiving office writes on a letter as it comes in.

A running number, often with the letters of the book before it and the year or the day after a slash:
2905, คพ 24817, ก.นน 2046/60, สบก 3817/14 มิย 61. Written by hand, so read as it stands and doubted early.
Source: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 on the receipt stamp, and marks seen on letters.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from saraban.normalize.text import clean


class RegisterRefused(ValueError):
    """The text is no register mark; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RegisterNumber:
    """One register mark. `year` stands as printed (2559, or 59), `date` is EDTF (CE) when one is told.

    `number` is a string: its zeros stay, and so does a slash that no year explains (4028/0).
    """

    book: str | None
    number: str
    year: int | None = None
    date: str | None = None
    doubts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Book, number and year: ก.นน 2046/60; the date stays apart."""
        counted = self.number if self.year is None else f"{self.number}/{self.year:02}"
        return f"{self.book} {counted}" if self.book else counted

    def parts(self) -> dict[str, str | int | None]:
        """The parts by name, for the record."""
        return {"book": self.book, "number": self.number, "year": self.year, "date": self.date}


REGISTER_SHAPE = r"""(?:
    (?:(?:[ก-ฮ]{1,5}(?:\.[ก-ฮ]{1,5}){0,3}\.?|[A-Z]{1,4}\.?)[ ]{0,2})?   # the book: ชป, พ.ชอ, EO
    [0-9]{1,7}(?![0-9])
    (?:[ ]?/[ ]?[0-9]{1,4}(?![0-9]|[ ]?[./:][0-9]))?)"""
"""Verbose regex source of a register mark over cleaned text, without groups and without a date."""

_WHOLE = regex.compile(
    r"""(?:(?:เลข)?(?:ทะเบียน)?(?:ที่)?รับ(?:ที่|เลขที่)?[ :.]*)?
    (?P<book>[ก-ฮ]{1,5}(?:\.[ ]?[ก-ฮ]{1,5}){0,3}\.?|[A-Z]{1,4}\.?)?[ ]*
    (?P<number>[0-9]{1,7})
    (?:[ ]*/[ ]*(?P<after>[0-9]{1,4}) | [ ]*(?:/|,|ลว\.?|ลงวันที่)[ ]*(?P<date>[0-9]{1,2}[ ]*[^0-9 ].{2,30}))?
    [ .]*""",
    regex.VERBOSE,
)


def parse_register(text: str, *, near: int | None = None) -> RegisterNumber:
    """The register mark that the whole text is; `near` is the BE year of the context, for two digits.

    Raises RegisterRefused: empty, no_digits, not_a_register_number.
    """
    string = clean(text).string.strip()
    if not string:
        raise RegisterRefused("empty")
    if not any(character.isdigit() for character in string):
        raise RegisterRefused("no_digits")
    match = _WHOLE.fullmatch(string)
    if match is None:
        raise RegisterRefused("not_a_register_number")
    book = match["book"].replace(" ", "").rstrip(".") if match["book"] else None
    if match["date"]:
        return _dated(book, match["number"], match["date"], near)
    return _numbered(book, match["number"], match["after"], near)


def _dated(book: str | None, number: str, printed: str, near: int | None) -> RegisterNumber:
    """สบก 3817/14 มิย 61: what follows the slash is a day."""
    from saraban.normalize.dates import DateRefused, parse_date

    try:
        date = parse_date(printed, near=near)
    except DateRefused as refused:
        raise RegisterRefused("not_a_register_number") from refused
    return RegisterNumber(book, number, None, date.edtf, date.doubts)


def _numbered(book: str | None, number: str, after: str | None, near: int | None) -> RegisterNumber:
    """What follows the slash is a year if it can be one; the context may say that it is not."""
    if after is None:
        return RegisterNumber(book, number)
    if len(after) == 4 and 2484 <= int(after) <= 2699:  # from BE 2484 on, a BE year is a CE year
        return RegisterNumber(book, number, int(after), str(int(after) - 543))
    if len(after) == 2 and near is None:
        return RegisterNumber(book, number, int(after), None, ("two_digit_year",))
    if len(after) == 2 and near is not None and near >= 2484 and abs(int(after) - near % 100) <= 1:
        year = near - near % 100 + int(after)
        return RegisterNumber(book, number, int(after), str(year - 543))
    return RegisterNumber(book, f"{number}/{after}", None, None, ("stray_slash",))
