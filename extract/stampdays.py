"""Days of date stamps (ตราวันที่) that were doubted, read again at other sizes and with heavier ink: the day that most
readings give stands.

The type of a date stamp is no type that readers were taught, its ink is broken, and its wheels carry scraps of their
neighbours: at one size a scrap swallows a figure, at another it does not. What such a line may say is a day and nothing
else, so that readings that are no day have no vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np
import regex

from saraban.extract.again import DOUBT, OUTVOTED, read_again
from saraban.extract.lines import Strip
from saraban.extract.page import Line, packed
from saraban.normalize.digits import to_arabic
from saraban.patterns.stampform import day_of

_WAYS = [
    (times, how, heavier)
    for times, how in ((0.6, cv2.INTER_AREA), (0.8, cv2.INTER_AREA), (1.5, cv2.INTER_CUBIC))
    for heavier in (0, 1)  # pixels
]
_LEAST = 2  # readings that agree
_DATED = regex.compile(r"\d.*[ก-ฮ]\D{0,4}(?:2[45])?\d\d\W*$")

Reader = Callable[[Sequence[Strip]], Sequence[Line | None]]
"""Strips to their lines; None for one without any text."""


def days_again(lines: Sequence[tuple[Line, Strip]], read: Reader) -> tuple[Line, ...]:
    """Lines, given with their strips, with the day of each doubted date stamp as most readings give it. `read` is called
    only where one is doubted.
    """
    days = [at for at, (line, strip) in enumerate(lines) if _is_doubted_day(line, strip)]
    found = [line for line, _ in lines]
    for at, others in read_again(days, lambda at: [_otherwise(lines[at][1], *way) for way in _WAYS], read):
        found[at] = elected(found[at], others)
    return tuple(found)


def elected(line: Line, others: Sequence[Line | None]) -> Line:
    """The line, or the first of its other readings with the day that more readings give than any other day; two at least
    must agree. Another reading is never sure.
    """
    readings = [line, *(other for other in others if other is not None)]
    days = [day_of(to_arabic(one.text)) for one in readings]
    votes = Counter(day for day in days if day).most_common(2)
    tied = len(votes) == 2 and votes[0][1] == votes[1][1]
    if not votes or tied or votes[0][1] < _LEAST:
        return line
    best = readings[days.index(votes[0][0])]
    if best is line:
        return line
    unsure = packed([min(sure, OUTVOTED) for sure in best.confidences or ()])
    return replace(best, number=line.number, confidences=unsure)


def _is_doubted_day(line: Line, strip: Strip) -> bool:
    return (
        line.stamp is not None
        and strip.to_page is not None
        and not strip.checks
        and min(line.confidences or (), default=1.0) < DOUBT
        and _DATED.search(to_arabic(line.text)) is not None
    )


def _otherwise(strip: Strip, times: float, how: int, heavier: int) -> Strip:
    """The same strip of a stamp with its strokes so many pixels wider and at another size, with the way from there to
    the page.
    """
    ink = cv2.erode(strip.pixels, np.ones((1 + heavier,) * 2, np.uint8))
    pixels = np.asarray(cv2.resize(ink, None, fx=times, fy=times, interpolation=how), np.uint8)
    left, top = round(strip.box[0] * times), round(strip.box[1] * times)
    way = None if strip.to_page is None else strip.to_page @ np.diag([1 / times, 1 / times, 1])
    box = (left, top, left + pixels.shape[1], top + pixels.shape[0])
    return replace(strip, pixels=pixels, box=box, unit=strip.unit * times, to_page=way)
