"""What a person types for a field, understood as print is: by the same normaliser, and refused where that refuses.

A correction is evidence. What can be read in two ways is therefore refused, too: the person can say which one it is.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping

from saraban.app.evaluation.gold import KEYS
from saraban.app.review.anchor import FieldPath
from saraban.app.review.choices import CHOICES, LISTS
from saraban.extract.errors import BadValue
from saraban.extract.source import printable
from saraban.normalize.citizen import holds_mask
from saraban.normalize.dates import DateRefused, parse_date
from saraban.normalize.numbers import NumberRefused, parse_number
from saraban.normalize.phones import find_addresses, find_phones
from saraban.normalize.registers import RegisterRefused, parse_register
from saraban.normalize.text import clean
from saraban.normalize.times import TimeRefused, parse_time
from saraban.patterns.positions import CAPACITIES

LONGEST = {"value": 2000, "who": 100, "why": 1000}
"""Most characters of what a person types."""

_EDTF_DAY = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?"
_EDTF = re.compile(rf"{_EDTF_DAY}(?:/{_EDTF_DAY})?", re.ASCII)
_LAST_CE_YEAR = 2200  # a greater year is one of พ.ศ.
_CERTAIN = {"era_by_size"}  # a doubt that a year of four digits leaves
_ADVICE = {
    "date": "type the date as on the page (19 กันยายน 2559) or as 2016-09-19, 2016-09, 2016-09-19/2016-09-21, 2016~",
    "time": "type a time like 10:26, or two with / between",
    "number": "type the number like กษ 0201.06/ว 8537 or 478/2564, or ask to have it kept exactly as typed",
    "register": "type the number like 3763 or ผส 7350, or ask to have it kept exactly as typed",
    "phone": "type a number like 0-2281-5955, or an address",
    "count": "type a number like 3",
    "acting": "type for whom, like รักษาราชการแทน อธิบดีกรม…, several with ; between",
    "text": "type it as it stands on the page",
}


class _Refused(Exception):
    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.reason, self.said = reason, said


def understand(path: FieldPath, typed: str, *, exactly: bool = False) -> object:
    """The canonical value of what was typed for a field. `exactly`: numbers and text as typed, digits Arabic.

    Raises BadValue, which keeps what was typed.
    """
    manner = manner_of(path)
    if exactly and manner in ("number", "register", "phone"):
        manner = "text"
    try:
        line = one_line(typed, "value")
        if holds_mask(line):
            raise _Refused(
                "masked", "it holds the mask of a citizen number; type the digits that stand there"
            )
        return _MANNERS[manner](line) if manner in _MANNERS else _choice(manner, line)
    except _Refused as refused:
        advice = _ADVICE.get(manner) or f"type one of {', '.join(dict.fromkeys(CHOICES[manner].values()))}"
        what = f"“{printable(typed[:80])}” cannot be taken for {path}: {refused.said or refused.reason}; {advice}"
        raise BadValue(what, typed, refused.reason) from refused


def manner_of(path: FieldPath) -> str:
    """How a field is typed: date, time, number, phone, count, acting, text, or the name of its choices.

    Raises BadValue for a value that has members, which are typed one by one.
    """
    if path.name in KEYS and path.member is None:
        members = ", ".join(f"{path}.{key}" for key in KEYS[path.name])
        raise BadValue(f"{path} has members; correct {members}", reason="has_members")
    key = f"{path.name}.{path.member}" if path.member else path.name
    if key in CHOICES:
        return key
    return _KEYS.get(key) or _KEYS.get(path.member or "") or "text"


_KEYS: Mapping[str, str] = {
    "date": "date",
    "dates_mentioned": "date",
    "time": "time",
    "document_number": "number",
    "e_document_number": "number",
    "references.number": "number",
    "receipts.number": "register",
    "register_notes.number": "register",
    "contacts.number": "phone",
    "count": "count",
    "acting": "acting",
}


def one_line(typed: str, what: str) -> str:
    """What was typed as one line of print: invisible characters dropped, spaces single. Raises BadValue, or _Refused."""
    kept = "".join(" " if c.isspace() else c for c in typed if unicodedata.category(c) != "Cf")
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    reason = ""
    if len(typed) > LONGEST[what]:
        reason = "too_long"
    elif any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in line):
        reason = "control_character"
    elif not line:
        reason = "empty"
    if reason:
        raise _Refused(
            reason, f"{reason} (at most {LONGEST[what]} characters)" if reason == "too_long" else ""
        )
    return line


def person(who: str) -> str:
    """The name of who speaks. Raises BadValue."""
    return _said(who, "who", "say who you are: a name of at most 100 letters")


def reason(why: str | None) -> str | None:
    """Why they say it, None for nothing. Raises BadValue."""
    return (
        _said(why, "why", "give a reason of at most 1,000 letters, or none") if why and why.strip() else None
    )


def _said(typed: str, what: str, advice: str) -> str:
    try:
        return one_line(typed, what)
    except _Refused as refused:
        raise BadValue(f"{what}: {refused.reason}; {advice}", typed, f"{what}_{refused.reason}") from refused


def _date(line: str) -> str:
    edtf = _edtf(line.replace(" ", ""))
    if edtf:
        return edtf
    try:
        date = parse_date(line)
    except DateRefused as refused:
        raise _Refused(refused.reason) from refused
    if set(date.doubts) - _CERTAIN or date.alternatives:
        others = " or ".join((date.edtf, *date.alternatives))
        raise _Refused("uncertain", f"perhaps {others} ({', '.join(date.doubts)})")
    return date.edtf


def _edtf(line: str) -> str | None:
    """A date of the common era in EDTF as records hold it; None for what is written otherwise."""
    arabic = clean(line).string
    match = _EDTF.fullmatch(arabic)
    if match is None or any(year and int(year) > _LAST_CE_YEAR for year in (match[1], match[4])):
        return None
    try:
        first, last = (_day(match.groups()[at : at + 3]) for at in (0, 3))
    except ValueError as error:
        raise _Refused("no_such_day") from error
    if last and first and last < first:
        raise _Refused("range_backwards")
    return arabic


def _day(parts: tuple[str | None, ...]) -> datetime.date | None:
    year, month, day = (int(part) if part else 1 for part in parts)
    return datetime.date(year, month, day) if parts[0] else None


def _time(line: str) -> str:
    try:
        return "/".join(parse_time(f"เวลา {part}") for part in line.split("/"))
    except TimeRefused as refused:
        raise _Refused(refused.reason) from refused


def _number(line: str) -> str:
    try:
        number = parse_number(line)
    except NumberRefused as refused:
        raise _Refused(refused.reason) from refused
    return str(number)


def _register(line: str) -> str:
    try:
        mark = parse_register(line)
    except RegisterRefused as refused:
        raise _Refused(refused.reason) from refused
    if mark.date and mark.year is None:
        raise _Refused("uncertain", "a number and a day; the day belongs to the date")
    return str(mark)


def _phone(line: str) -> str:
    string = clean(line).string
    address = next(find_addresses(string), None)
    if address and (address.start, address.stop) == (0, len(string)):
        return address.address
    string = f"โทร. {string}"
    phone = next(find_phones(string), None)
    if phone is None or phone.stop != len(string) or phone.extension:
        raise _Refused("not_a_phone")
    return phone.number


def _count(line: str) -> int:
    arabic = clean(line).string
    if not re.fullmatch(r"[0-9]{1,6}", arabic):
        raise _Refused("not_a_count")
    return int(arabic)


def _acting(line: str) -> list[dict[str, str | None]]:
    """รักษาราชการแทน อธิบดีกรมป่าไม้; ปฏิบัติราชการแทน ปลัดกระทรวง: each capacity and its post."""
    made: list[dict[str, str | None]] = []
    for part in filter(None, (part.strip() for part in _text(line).split(";"))):
        found = [one for one in CAPACITIES if part.startswith(one)]
        if not found:
            raise _Refused("not_a_capacity")
        capacity = max(found, key=len)
        made.append({"capacity": capacity, "post": part[len(capacity) :].strip() or None})
    return made


def _text(line: str) -> str:
    return " ".join(clean(line).string.split())


def _choice(name: str, line: str) -> object:
    words = CHOICES[name]
    parts = re.split(r"\s*[,;+]\s*", line) if name in LISTS else [line]
    codes = [words.get(part.replace(" ", "").lower()) for part in parts]
    if None in codes:
        raise _Refused("not_a_choice")
    return list(dict.fromkeys(codes)) if name in LISTS else codes[0]


_MANNERS: Mapping[str, Callable[[str], object]] = {
    "date": _date,
    "time": _time,
    "number": _number,
    "register": _register,
    "phone": _phone,
    "count": _count,
    "acting": _acting,
    "text": _text,
}
