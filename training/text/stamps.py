"""Rubber stamps: receipt (ตรารับหนังสือ), urgency and secrecy, copies; their blanks are filled by pen."""

from __future__ import annotations

import random

from training.text.dates import SHORT_MONTHS, date, day, time, year
from training.text.lexicon import code, office
from training.text.line import LineText, Run
from training.text.numbers import number

_WORDS = (
    "ด่วน", "ด่วนมาก", "ด่วนที่สุด", "ลับ", "ลับมาก", "สำเนาถูกต้อง", "สำเนา", "สำเนาคู่ฉบับ", "ต้นฉบับ", "ห้ามทำลาย", "จ่ายเงินแล้ว",
    "รับหนังสือ", "ทราบ", "อนุมัติ", "ลงทะเบียนแล้ว", "ตรวจแล้ว", "ยกเลิก", "รับแล้ว", "ส่งทางโทรสารแล้ว", "ส่งอิเล็กทรอนิกส์",
)  # fmt: skip
_LABELS = ("รับที่", "เลขที่รับ", "เลขรับ", "เลขรับที่", "ที่", "เลขที่", "ลำดับที่", "ส่งที่", "รับเลขที่")


def _filled(text: str, rng: random.Random) -> Run:
    """What fills a blank: by pen or a numbering stamp, over dots at times."""
    return Run(text, pen=rng.random() < 0.65, leader=rng.randint(6, 25) if rng.random() < 0.4 else 0)


def stamped_number(rng: random.Random) -> tuple[Run, ...]:
    """เลขรับ …"""
    value = rng.choice(
        (number(rng, 5), number(rng, 4), f"{number(rng, 4)}/{year(rng)}", f"{code(rng)} {number(rng, 5)}")
    )
    return (Run(rng.choice(_LABELS) + rng.choice((" ", " ", ""))), _filled(value, rng))


def stamped_date(rng: random.Random) -> tuple[Run, ...]:
    """วันที่ …"""
    if rng.random() < 0.2:
        return (Run(f"{day(rng)} {rng.choice(SHORT_MONTHS)} {year(rng)}"),)
    if rng.random() < 0.25:
        return (_filled(day(rng), rng), Run(" " + rng.choice(SHORT_MONTHS) + " "), _filled(year(rng), rng))
    return (Run("วันที่" + rng.choice((" ", " ", ""))), _filled(date(rng), rng))


def stamped_time(rng: random.Random) -> tuple[Run, ...]:
    """เวลา … น."""
    clock = time(rng).removeprefix("เวลา ").split(" ")[0]
    end = rng.choice((" น.", " น.", "น."))
    chance = rng.random()
    if chance < 0.2:
        return (Run("เวลา "), _filled(clock, rng))
    return (
        (Run("เวลา "), _filled(clock, rng), Run(end))
        if chance < 0.9
        else (Run("เวลา "), Run("", leader=20), Run("น."))
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
    return LineText(tuple(runs), stamp=True)
