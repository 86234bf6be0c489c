"""The words and numbers that dates are made of, as a string of classes: one letter for each.

“วันพฤหัสบดีที่ 1 - 2 กันยายน พ.ศ. 2559” becomes `w1-1me4`. The shapes of dates are then short
expressions over such letters (`dateshapes`), and reading a page is linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saraban.normalize import months
from saraban.normalize.eras import MARKER

WEEKDAYS = {
    "จันทร์": 0, "จันทร": 0, "อังคาร": 1, "พุธ": 2, "พุฒ": 2, "พฤหัสบดี": 3, "พฤหัศบดี": 3, "พฤหัสดี": 3, "พฤหัส": 3, "พฤหัศ": 3,
    "ศุกร์": 4, "ศุกร": 4, "สุกร": 4, "เสาร์": 5, "เสาร": 5, "อาทิตย์": 6, "อาทิตย": 6,
}  # fmt: skip
_WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
_QUARTERS = {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": 4}

# The name of each group is the class of the word.
_WORD = re.compile(
    rf"""
    (?= [0-9กขคจตถธปพมรลวศสอฮเแไADFJMNOSadfjmnos,./:~\-–—−‐] )   # a quick no for most characters
    (?: (?P<n> [0-9]+ )
    |   (?P<G> (?<=[0-9])[.](?=[0-9]) )                # a point inside a number
    |   (?P<H> (?<=[0-9])(?:,(?=[0-9]{{3}}(?![0-9]))|:(?=[0-9])) )
    |   (?P<s> / )
    |   (?P<d> [-–—−‐~] | (?:ต่อเนื่อง|จน|ไป)?ถึง(?:[ ]?ณ)? )
    |   (?P<a> และ | , )
    |   (?P<m> {months.NAME} )
    |   (?P<c> {months.DOTLESS} )
    |   (?P<x> {months.ENGLISH} )
    |   (?P<w> วัน{_WEEKDAY}(?:[ ]?ที่)? | (?<![ก-๎]){_WEEKDAY}(?:[ ]?ที่|(?=[ ][0-9]{{1,2}}[ ])) )
    |   (?P<l> วัน[ ]?ที่ | (?<![ก-๎])ลว[.,]? )
    |   (?P<o> (?:ประจำ)?เดือน )
    |   (?P<p> ของ | ประจำ(?=ปี) )
    |   (?P<f> ปีงบ(?:ประมาณ)?(?:รายจ่าย)?(?:[ ]?ฯ)? )
    |   (?P<A> ปีการศึกษา )
    |   (?P<q> (?<!สอง)(?<!สาม)(?<![0-9])(?<![0-9][ ])ไตรมาส[ ]?(?:ที่)?[ ]?(?:[0-9]+|{"|".join(_QUARTERS)}) )
    |   (?P<y> ปี(?=[ ]?[0-9พครจมฮ]) )
    |   (?P<e> {MARKER}(?=[ .…_\n]{{0,12}}[0-9]) )
    )
    """,
    re.VERBOSE,
)
_LEADER = re.compile(r"[ .…_]{2,40}")
_ORDINAL = re.compile("(?:st|nd|rd|th)?[ .,]{0,2}")
_STRANGE = re.compile(r"[ ]?([ก-๎]{4,13}|[ก-ฮ][ิีื]?[.,][ ]?[ก-ฮ][.,])[ ]?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a date: its class and where it stands."""

    kind: str
    start: int
    stop: int


def words(string: str) -> tuple[str, list[Word]]:
    """The classes of a string's date words, one letter each, and the words themselves.

    Numbers are told by their digits: `1` `2` `3` `4`, `5` for more, and `k` for a lone 25, which
    may be half a year. `B` is a blank after half a year, `N` a line end between words, `|` anything
    that no date has inside it.
    """
    found: list[Word] = []
    last: Word | None = None
    for match in _WORD.finditer(string):
        kind = match.lastgroup or "|"
        if kind == "n":
            kind = _number(match[0])
        word = Word(kind, match.start(), match.end())
        if last is not None and last.stop != word.start:
            found.extend(_between(last, word, string))
        found.append(word)
        last = word
        if kind in "2k" and (blank := _blank_of_year(found, string)) is not None:
            found.append(blank)
            last = blank
    return "".join([word.kind for word in found]), found


def _blank_of_year(found: list[Word], string: str) -> Word | None:
    """The dots of a printed form after the century of its year: พ.ศ. ๒๕......"""
    year, before = found[-1], found[-2].kind if len(found) > 1 else ""
    if before not in "emcu" or string[year.start : year.stop] not in ("24", "25", "26"):
        return None
    blank = _LEADER.match(string, year.stop)
    return Word("B", blank.start(), blank.end()) if blank and blank[0].strip() else None


def quarter_number(printed: str) -> int:
    """The number printed in a word of class `q`; 0 where it has more than one digit."""
    digits = re.search("[0-9]+$", printed)
    if digits:
        return int(digits[0]) if len(digits[0]) == 1 else 0
    return next(number for name, number in _QUARTERS.items() if printed.endswith(name))


def weekday(printed: str) -> int:
    """The weekday of a word of class `w`, Monday 0."""
    return next(number for name, number in WEEKDAYS.items() if name in printed)


def _number(digits: str) -> str:
    if digits == "25":
        return "k"
    return str(min(len(digits), 5))


def _between(left: Word, right: Word, string: str) -> Iterator[Word]:
    """What the characters between two words mean: nothing, a line end, a misspelt month, a break."""
    gap = string[left.stop : right.start]
    if gap == " " or (len(gap) <= 3 and not gap.strip(" ")):
        return
    if gap.strip(" ") == "\n":
        yield Word("N", left.stop, right.start)
        return
    if "x" in (left.kind, right.kind) and _ORDINAL.fullmatch(gap):
        return
    if _LEADER.fullmatch(gap) and (left.kind in "loey" or right.kind in "loey"):
        return
    if left.kind in "12ko" and right.kind in "4ye" and (month := _STRANGE.fullmatch(gap)):
        name = month[1]
        if "." in name or "," in name or months.month_resembling(name) is not None:
            yield Word("u", left.stop + month.start(1), left.stop + month.end(1))
            return
    yield Word("|", left.stop, right.start)
