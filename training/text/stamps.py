"""Rubber stamps: receipt (ตรารับหนังสือ), urgency and secrecy, copies; their blanks are filled by pen."""

from __future__ import annotations

import random

from training.text.dates import SHORT_MONTHS, clock, date, day, year
from training.text.fields import blank, by_pen, labelled
from training.text.lexicon import code, office
from training.text.line import LineText, Run
from training.text.numbers import number

_WORDS = (
    "ด่วน", "ด่วนมาก", "ด่วนที่สุด", "ลับ", "ลับมาก", "สำเนาถูกต้อง", "สำเนา", "สำเนาคู่ฉบับ", "ต้นฉบับ", "ห้ามทำลาย", "จ่ายเงินแล้ว",
    "รับหนังสือ", "ทราบ", "อนุมัติ", "ลงทะเบียนแล้ว", "ตรวจแล้ว", "ยกเลิก", "รับแล้ว", "ส่งทางโทรสารแล้ว", "ส่งอิเล็กทรอนิกส์",
)  # fmt: skip
_LABELS = ("รับที่", "เลขที่รับ", "เลขรับ", "เลขรับที่", "ที่", "เลขที่", "ลำดับที่", "ส่งที่", "รับเลขที่")


_BY_PEN = 0.65  # the others are set by a numbering or dating stamp


def stamped_number(rng: random.Random) -> tuple[Run, ...]:
    """เลขรับ …"""
    value = rng.choice((
        number(rng, 5), number(rng, 4), f"{number(rng, 4)}/{year(rng)}", f"{code(rng)} {number(rng, 5)}",
    ))  # fmt: skip
    return labelled(rng.choice(_LABELS), (by_pen(value, rng, _BY_PEN),), rng, 0.3)


def stamped_date(rng: random.Random) -> tuple[Run, ...]:
    """วันที่ …"""
    chance, short = rng.random(), rng.choice(SHORT_MONTHS)
    if chance < 0.2:
        return (Run(f"{day(rng)} {short} {year(rng)}"),)
    if chance < 0.4:
        return (by_pen(day(rng), rng, _BY_PEN), Run(f" {short} "), by_pen(year(rng), rng, _BY_PEN))
    return labelled("วันที่", (by_pen(date(rng), rng, _BY_PEN),), rng, 0.3)


def stamped_time(rng: random.Random) -> tuple[Run, ...]:
    """เวลา … น."""
    filled = by_pen(clock(rng), rng, _BY_PEN) if rng.random() < 0.9 else blank(rng)
    runs = labelled("เวลา", (filled,), rng, 0.3)
    if not filled.text:
        return (*runs, Run("น."))
    return (
        (*runs, Run(" น." if filled.leader else rng.choice((" น.", "น.")))) if rng.random() < 0.75 else runs
    )


def stamp_line(rng: random.Random) -> LineText:
    """One line of a stamp."""
    chance = rng.random()
    if chance < 0.34:
        runs = stamped_number(rng)
    elif chance < 0.6:
        runs = stamped_date(rng)
    elif chance < 0.72:
        runs = stamped_time(rng)
    elif chance < 0.8:
        runs = (*stamped_date(rng), Run(" "), *stamped_time(rng))
    elif chance < 0.9:
        runs = (Run(office(rng)),)
    else:
        runs = (Run(rng.choice(_WORDS), bold=rng.random() < 0.5),)
    return LineText(runs, stamp=True)
