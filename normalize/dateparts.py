"""The parts of a printed date, what one end of a range takes from the other, and what they mean."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saraban.normalize import edtf
from saraban.normalize.calendars import Meaning, check_weekday, meaning_of
from saraban.normalize.datewords import Word, weekday
from saraban.normalize.eras import DateRefused, Era, Year, era_of, read_year
from saraban.normalize.months import Month, month_named, month_resembling


@dataclass(frozen=True, slots=True)
class Parts:
    """What is printed of one day, month or year; `year` is its digits, `split` if a space parts them."""

    weekday: int | None = None
    day: int | None = None
    month: Month | None = None
    era: Era | None = None
    year: str | None = None
    split: bool = False


def read_parts(words: Sequence[Word], string: str) -> tuple[list[Parts], list[str]]:
    """The ends of a date as printed, and the class of the joiner (d or a) between each two."""
    ends, joins, years_only = [Parts()], [], not any(word.kind in "mcux" for word in words)
    for word in words:
        printed = string[word.start : word.stop]
        end = ends[-1]
        if word.kind in "da":
            joins.append(word.kind)
            ends.append(Parts())
        elif word.kind == "w":
            ends[-1] = replace(end, weekday=weekday(printed))
        elif word.kind in "mcux":
            ends[-1] = replace(end, month=_month(printed))
        elif word.kind == "e":
            ends[-1] = replace(end, era=era_of(printed))
        elif word.kind == "B":
            raise DateRefused("year_incomplete")
        elif word.kind in "12345k":
            if not years_only and end.month is None:
                ends[-1] = replace(end, day=int(printed) if len(printed) < 3 else 0)
            else:
                ends[-1] = replace(end, year=(end.year or "") + printed, split=end.year is not None)
    return ends, joins


def combine(ends: list[Parts], joins: list[str], *, near: int | None) -> Meaning:
    """The meaning of ends joined by dashes (a range) and commas or และ (a list).

    A list of neighbouring days is a range; a list with gaps is refused, its stretches offered.
    """
    ends = _inherited(ends)
    if len(ends) == 1:
        return meaning_of_parts(ends[0], near=near)
    read = [meaning_of_parts(end, near=near) for end in ends]
    stretches = [[read[0], read[0]]]
    for join, after in zip(joins, read[1:], strict=True):
        first, last = stretches[-1]
        if after.span.first < last.span.first or (join == "a" and after.span.first <= last.span.last):
            raise DateRefused("range_backwards", _a_year_earlier(read))
        if join == "d" and first is not last:
            raise DateRefused("range_of_ranges")
        if join == "d" or after.span.first == last.span.last + datetime.timedelta(days=1):
            stretches[-1][1] = after
        else:
            stretches.append([after, after])
    ranges = [a if a is b else range_between(a, b) for a, b in stretches]
    if len(ranges) > 1:
        raise DateRefused("list_with_gaps", tuple(one.span.edtf for one in ranges))
    return _with_doubts_of(ranges[0], read)


def range_between(left: Meaning, right: Meaning) -> Meaning:
    """From the beginning of one to the end of the other. `year` is None where they have two."""
    span = edtf.between(left.span, right.span)
    others: tuple[str, ...] = ()
    if left.alternatives or right.alternatives:
        edges = [(one.alternatives or (one.span.edtf,))[0].split("/") for one in (left, right)]
        others = (f"{edges[0][0]}/{edges[1][-1]}",)
    year = left.year if left.year == right.year else None
    doubts = tuple(dict.fromkeys(left.doubts + right.doubts))
    return Meaning(span, "range", right.calendar, year, others, doubts)


def meaning_of_parts(parts: Parts, *, near: int | None) -> Meaning:
    """The meaning of one printed day, month or year, its weekday checked."""
    if parts.day is not None and not 1 <= parts.day <= 31:
        raise DateRefused("no_such_day")
    if parts.year is None:
        raise DateRefused("no_year")
    if parts.split:  # 25 59: one year, or a year and another number
        whole = meaning_of_parts(replace(parts, split=False), near=near)
        raise DateRefused("year_split", (whole.span.edtf,))
    year = read_year(parts.year, parts.era, near=near)
    if parts.month is None:
        return meaning_of(year)
    others = _other_months(parts, year)
    if parts.month.number is None:
        raise DateRefused("month_unreadable", others)
    try:
        meaning = meaning_of(year, parts.month.number, parts.day)
    except DateRefused as refused:
        raise DateRefused(refused.reason, refused.alternatives + others) from None
    if parts.weekday is not None and parts.day is not None:
        meaning = check_weekday(meaning, parts.weekday)
    if not parts.month.misprinted:
        return meaning
    doubts = (*meaning.doubts, "month_misprinted")
    return replace(meaning, doubts=doubts, alternatives=meaning.alternatives + others)


def _month(printed: str) -> Month:
    return month_named(printed) or month_resembling(printed) or Month(None, misprinted=True)


def _other_months(parts: Parts, year: Year) -> tuple[str, ...]:
    assert parts.month is not None
    found = []
    for number in parts.month.others:
        try:
            found.append(meaning_of(year, number, parts.day).span.edtf)
        except DateRefused:
            continue  # that month has no such day: no reading to offer
    return tuple(found)


def _inherited(ends: list[Parts]) -> list[Parts]:
    """Give each end what is printed once for several: the month and year, the era, the century."""
    full = list(ends)
    for at in range(len(full) - 2, -1, -1):
        after, end = full[at + 1], full[at]
        if end.month is None:
            end = replace(end, month=after.month)
        if end.year is None:
            end = replace(end, year=after.year, era=end.era or after.era)
        full[at] = replace(end, era=end.era or after.era)
    for at in range(1, len(full)):
        before, end = full[at - 1], full[at]
        if end.year is None:
            end = replace(end, year=before.year)
        elif before.year and len(before.year) == 4 and len(end.year) == 2 and end.year > before.year[2:]:
            end = replace(end, year=before.year[:2] + end.year)
        full[at] = replace(end, era=end.era or before.era)
    return full


def _a_year_earlier(read: list[Meaning]) -> tuple[str, ...]:
    """28 ธ.ค. – 3 ม.ค. 2559: the year was printed for the second day alone; the reading to offer."""
    left, right = read[0], read[-1]
    if len(read) != 2 or left.kind != "day" or left.year != right.year:
        return ()
    start = left.span.first
    if start.month <= right.span.first.month or (start.month, start.day) == (2, 29):
        return ()
    return (edtf.between(edtf.day(start.year - 1, start.month, start.day), right.span).edtf,)


def _with_doubts_of(meaning: Meaning, read: list[Meaning]) -> Meaning:
    return replace(meaning, doubts=tuple(dict.fromkeys(doubt for one in read for doubt in one.doubts)))
