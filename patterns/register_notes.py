"""Register marks (เลขทะเบียนของหน่วยงานที่หนังสือผ่าน): a book, a number, sometimes a year or a day."""

from __future__ import annotations

from collections.abc import Iterator

from saraban.normalize.registers import RegisterRefused, parse_register
from saraban.patterns.pattern import SECONDS, Hit, Pattern, shape

_MARK = shape(
    r"^[ \t]*(?P<value>(?P<book>(?!พ\.?ศ|ค\.?ศ|ร\.?ศ)[ก-ฮ](?:\.?[ก-ฮ]){1,5}\.?)[ ](?P<number>\d{2,6})(?:[ ]?/[ ]?(?P<tail>\d{1,2}(?:[ ][ก-์.]{2,6}[ ]\d{2,4})?))?)[ .]*$"
)

_CENTURY = 2500  # of a register's two-digit year, flagged as the assumption that it is


def _scan(string: str) -> Iterator[Hit]:
    for match in _MARK.finditer(string, timeout=SECONDS):
        try:
            register = parse_register(match["value"])
        except RegisterRefused:
            continue
        date, doubts = register.date, ["handwritten"]
        if date is None and register.year is not None:  # a year of two digits says when, not to the day
            date = str(_CENTURY + register.year % 100 - 543)
            doubts.append("two_digit_year")
        value = {"book": register.book, "number": register.number, "date": date}
        yield Hit(*match.span("value"), value, {"year": register.year}, tuple(doubts))


PATTERNS = (
    Pattern(
        id="register-note",
        fills="register_notes",
        authority="ทะเบียนหนังสือรับ: เลขทะเบียนของหน่วยงานที่รับผ่าน",
        scan=_scan,
        finds={
            "ก.นน 2046/60": {"book": "ก.นน", "number": "2046", "date": "2017"},
            "สบก 3817/14 มิย 61": {"book": "สบก", "number": "3817", "date": "2018-06-14"},
            "ก.นน ๘๑๔๒": {"book": "ก.นน", "number": "8142", "date": None},
        },
        ignores={"พ.ศ. ๒๕๖๐": "a year", "ที่ ๑๒/๒๕๖๐": "an order's number", "ข้อ ๑๒": "a clause"},
    ),
)
