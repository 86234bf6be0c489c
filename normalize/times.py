"""Printed times of day (เวลา) to HH:MM.

Thai paper writes 10.26 for half past ten or so, and a sum of money looks the same: a time must be
shown to be one, by เวลา before it, น. or นาฬิกา after it, or a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saraban.normalize.digits import to_arabic
from saraban.normalize.text import clean

__all__ = ["TimeMatch", "TimeRefused", "find_times", "parse_time"]


class TimeRefused(ValueError):
    """What is printed is no time of day. `reason`: not_a_time, no_such_time."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A time found at `[start:stop]`, its น. with it and its label not; `value` as of parse_time."""

    start: int
    stop: int
    value: str


def _clock(at: str) -> str:
    """One time of day, its groups named with `at`: hour and minute, or hour alone, or four digits."""
    return rf"""
        (?: (?P<hour{at}> [0-9]{{1,2}} ) (?P<mark{at}> [.:] ) (?P<minute{at}> [0-9]{{2}} ) (?: :[0-9]{{2}} )?
          | (?P<whole{at}> [0-9]{{1,2}} ) (?= [ ]?(?:นาฬิกา|น[. ]) )
            (?: [ ]?นาฬิกา[ ]?(?P<late{at}> [0-9]{{1,2}} )[ ]?นาที )?
          | (?P<four{at}> [0-9]{{4}} ) )
        (?![0-9]) (?![.,:/][0-9])
        (?: [ ]?(?P<unit{at}> นาฬิกา | น\.(?![ก-ฮ]\.) | น(?![ก-๎.]) ) )?
    """


_TIME = re.compile(
    rf"""
    (?P<label> (?<!ระยะ)เวลา[ ]?(?:ประมาณ|ตั้งแต่)?[ :.]{{0,3}} )?
    (?P<value> (?<![0-9]) (?<![0-9][.,:/\-]) {_clock("1")}
        (?: [ ]?(?:[-–—−~]|(?:จน)?ถึง)[ ]?(?:เวลา[ ]?)? {_clock("2")} )? )
    (?! [ ]?(?:ชั่วโมง|ชม|นาที|วินาที|วัน|เดือน|ปี|บาท|%) )
    """,
    re.VERBOSE,
)
_LABEL = re.compile(r"(?:[\s:.(…\[-]|เมื่อ|ใน|ตั้งแต่|ระหว่าง|ประมาณ|เวลา)*+")
_END = re.compile(r"[\s.,;:)\]”\"]*+")


def parse_time(text: str) -> str:
    """A text that is one time of day, "10:26", or a range of two, "08:30/16:00". Raises TimeRefused."""
    string = clean(text).string
    for match in _TIME.finditer(string):
        if _LABEL.fullmatch(string, 0, match.start("value")) and _END.fullmatch(string, match.end()):
            if not _evident(match):
                break
            value = _value(match)
            if value is None:
                raise TimeRefused("no_such_time")
            return value
    raise TimeRefused("not_a_time")


def find_times(string: str) -> Iterator[TimeMatch]:
    """Every time of day in a cleaned text that is shown to be one, in order."""
    for match in _TIME.finditer(to_arabic(string)):
        if _evident(match) and (value := _value(match)) is not None:
            yield TimeMatch(match.start("value"), match.end(), value)


def _evident(match: re.Match[str]) -> bool:
    """Whether label, unit or colon show a time; hours alone and four digits ask for more."""
    label, unit = match["label"] is not None, match["unit1"] or match["unit2"]
    full_unit = "นาฬิกา" in match["value"]
    for at in ("1", "2") if _has(match, "2") else ("1",):
        if match[f"whole{at}"] and not (label or full_unit):
            return False
        if match[f"four{at}"] and not (label or unit):
            return False
        colon = match[f"mark{at}"] == ":" and len(match[f"hour{at}"]) == 2
        if match[f"hour{at}"] and not (label or unit or colon):
            return False
    return True


def _has(match: re.Match[str], at: str) -> bool:
    return any(match[f"{name}{at}"] for name in ("hour", "whole", "four"))


def _value(match: re.Match[str]) -> str | None:
    """HH:MM, or HH:MM/HH:MM; None where the clock has no such time."""
    times = []
    for at in ("1", "2") if _has(match, "2") else ("1",):
        four = match[f"four{at}"] or ""
        hour = int(match[f"hour{at}"] or match[f"whole{at}"] or four[:2])
        minute = int(match[f"minute{at}"] or match[f"late{at}"] or four[2:] or 0)
        if minute > 59 or hour > 24 or (hour == 24 and minute):
            return None
        times.append(f"{hour:02}:{minute:02}")
    return "/".join(times)
