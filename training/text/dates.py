"""Dates, times and years as official letters print them, in Arabic digits (the line decides which it has)."""

from __future__ import annotations

import random

from training.text.numbers import digits, number

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_LABELS = (
    "วันที่ ", "วันที่ ", "ลงวันที่ ", "ลว. ", "ลว ", "สั่ง ณ วันที่ ", "ประกาศ ณ วันที่ ", "ให้ไว้ ณ วันที่ ",
    "เมื่อวันที่ ", "ภายในวันที่ ", "ณ วันที่ ", "ตั้งแต่วันที่ ", "", "", "",
)  # fmt: skip


def day(rng: random.Random) -> str:
    """The day of a month; now and then a number that is none, so that the network reads what stands there."""
    return str(rng.randint(1, 31)) if rng.random() < 0.85 else digits(rng, 2)


def month(rng: random.Random) -> str:
    """A month, long or short, at times without dots."""
    chance = rng.random()
    if chance < 0.55:
        return rng.choice(MONTHS)
    short = rng.choice(SHORT_MONTHS)
    return short if chance < 0.92 else short.replace(".", "") + "." * rng.randint(0, 1)


def year(rng: random.Random) -> str:
    """A year of the Buddhist era, of two or four digits; at times one of another era."""
    chance = rng.random()
    if chance < 0.42:
        return "25" + digits(rng, 2)
    if chance < 0.8:
        return digits(rng, 2)
    return rng.choice(("24" + digits(rng, 2), digits(rng, 4), "20" + digits(rng, 2), "19" + digits(rng, 2)))


def date(rng: random.Random) -> str:
    """A date (วัน เดือน ปี) in one of its forms, without a label."""
    chance = rng.random()
    era = rng.choice(("พ.ศ. ", "พ.ศ.", "พุทธศักราช ", "ค.ศ. ", "ร.ศ. ")) if rng.random() < 0.12 else ""
    if chance < 0.7:
        named, gap = month(rng), rng.choice((" ", " ", " ", " ", ""))
        return f"{day(rng)} {named}{' ' if named[-1] != '.' else gap}{era}{year(rng)}"
    if chance < 0.8:
        mark = rng.choice("/-./")
        return mark.join((day(rng), str(rng.randint(1, 12)), year(rng)))
    if chance < 0.9:
        return f"{day(rng)} เดือน {rng.choice(MONTHS)} พ.ศ. {year(rng)}"
    return f"{month(rng)} {era}{year(rng)}"


def labelled_date(rng: random.Random) -> str:
    """A date with its label (วันที่, ลงวันที่, ณ วันที่) or weekday."""
    if rng.random() < 0.15:
        return f"วัน{rng.choice(_WEEKDAYS)}ที่ {date(rng)}"
    return rng.choice(_LABELS) + date(rng)


def span(rng: random.Random) -> str:
    """A range of days, months or years."""
    dash = rng.choice((" - ", " – ", "-", "–", " ถึง "))
    one = date(rng)
    return rng.choice((
        f"{day(rng)}{dash}{one}", f"{date(rng)}{dash}{one}", f"{day(rng)} {month(rng)}{dash}{one}",
        f"{rng.choice(MONTHS)}{dash}{rng.choice(MONTHS)} {year(rng)}", f"พ.ศ. 25{digits(rng, 2)}{dash}25{digits(rng, 2)}",
    ))  # fmt: skip


def lunar_date(rng: random.Random) -> str:
    """A day of the moon's calendar or of an older era (แรม, ขึ้น, ร.ศ., จ.ศ.)."""
    moon = rng.choice(("ขึ้น", "แรม"))
    return rng.choice((
        f"{moon} {rng.randint(1, 15)} ค่ำ เดือน {rng.randint(1, 12)}", f"{number(rng, 1)} ฯ {rng.randint(1, 15)} ค่ำ",
        f"ร.ศ. 1{digits(rng, 2)}", f"จ.ศ. 1{digits(rng, 3)}", f"รัตนโกสินทร์ศก {digits(rng, 3)}",
    ))  # fmt: skip


def clock(rng: random.Random) -> str:
    """Hours and minutes: 09.30, 16:05; now and then two groups that are no time."""
    hour, minute = (f"{rng.randint(0, most):02}" for most in (23, 59))
    return rng.choice(
        (f"{hour}.{minute}", f"{hour}.{minute}", f"{hour}:{minute}", f"{digits(rng, 2)}.{digits(rng, 2)}")
    )


def time(rng: random.Random) -> str:
    """A time of the day (เวลา)."""
    one, other = clock(rng), clock(rng)
    return rng.choice((
        f"{one} น.", f"เวลา {one} น.", f"{one} นาฬิกา", f"เวลา {one}", one, f"{one} – {other} น.", f"{one}-{other} น.",
    ))  # fmt: skip


def fiscal_year(rng: random.Random) -> str:
    """A year of budgets, plans, schools or sittings."""
    label = rng.choice((
        "ปีงบประมาณ พ.ศ. ", "ปีงบประมาณ ", "ประจำปี ", "ประจำปีงบประมาณ พ.ศ. ", "พ.ศ. ", "ปีการศึกษา ", "ครั้งที่ " + number(rng, 2) + "/",
        "คำสั่งที่ " + number(rng, 4) + "/", "ภาคเรียนที่ 2/", "ไตรมาสที่ 3/", "พ.ศ.", "แผนพัฒนาฯ ปี ",
    ))  # fmt: skip
    return label + year(rng)
