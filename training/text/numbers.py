"""Numbers as official letters print them, all in Arabic digits: the line decides which digits it has.

Digits are drawn so that over all lines no digit is rarer than another: as years and days bring ๑ ๒ and ๕
anyway, numbers bring these a little less.
"""

from __future__ import annotations

import random
from itertools import accumulate

from pythainlp.util import bahttext

from training.text.lexicon import code

_UNITS = (
    "บาท", "คน", "ราย", "ฉบับ", "ชุด", "แผ่น", "เล่ม", "หน้า", "ครั้ง", "วัน", "เดือน", "ปี", "ชั่วโมง", "นาที", "กิโลเมตร",
    "เมตร", "ตารางเมตร", "ไร่", "งาน", "ตารางวา", "กิโลกรัม", "ตัน", "ลิตร", "องศา", "°C", "แห่ง", "หมู่บ้าน", "คัน", "เครื่อง", "กม.",
    "ตร.ม.", "มม.", "หน่วย", "คะแนน", "ล้านบาท", "พันล้านบาท", "ร้อยละ", "เท่า", "อัตรา", "สาย", "รูป",
)  # fmt: skip

_SHARES = (1.04, 0.86, 0.72, 1.0, 1.0, 0.76, 1.04, 1.0, 1.04, 1.04)  # of 0 to 9
_EVEN = tuple(accumulate(_SHARES))
_EVEN_FIRST = tuple(accumulate(_SHARES[1:]))


def digits(rng: random.Random, count: int) -> str:
    """That many digits."""
    return "".join(rng.choices("0123456789", cum_weights=_EVEN, k=count))


def number(rng: random.Random, longest: int = 4) -> str:
    """A number of 1 to `longest` digits that does not begin with 0."""
    return rng.choices("123456789", cum_weights=_EVEN_FIRST)[0] + digits(rng, rng.randint(0, longest - 1))


def grouped(rng: random.Random) -> str:
    """A number with commas: 1,234,567.89."""
    groups = [number(rng, 3), *(digits(rng, 3) for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3))))]
    return ",".join(groups) + (f".{digits(rng, 2)}" if rng.random() < 0.5 else "")


def amount(rng: random.Random) -> str:
    """A sum of money (จำนวนเงิน)."""
    sum_ = grouped(rng)
    if rng.random() < 0.1:
        return f"{sum_} บาท ({bahttext(float(sum_.replace(',', '')))})"
    return rng.choice(
        (f"{sum_} บาท", f"{sum_} บาท", f"{sum_} บาทถ้วน", f"฿{sum_}", f"฿ {sum_}", f"{sum_}.-", sum_)
    )


def quantity(rng: random.Random) -> str:
    """A number with its unit (จำนวน … หน่วยนับ)."""
    value = rng.choice((number(rng, 4), number(rng, 2), grouped(rng), f"{number(rng, 3)}.{digits(rng, 2)}"))
    return f"{value}{rng.choice((' ', ' ', ''))}{rng.choice(_UNITS)}"


def percentage(rng: random.Random) -> str:
    """A percentage (ร้อยละ)."""
    value = number(rng, 2) + (f".{digits(rng, rng.randint(1, 2))}" if rng.random() < 0.6 else "")
    return rng.choice((f"ร้อยละ {value}", f"{value}%", f"{value} %", f"+{value}%", f"({value} เปอร์เซ็นต์)"))


def owner(rng: random.Random) -> str:
    """What stands before the slash of a letter's number (ที่): code and number of the owner."""
    body = rng.choice((digits(rng, 4), digits(rng, 4), "0" + digits(rng, 3), digits(rng, 5)))
    if rng.random() < 0.55:
        body += "." + rng.choice(
            (digits(rng, 1), digits(rng, 2), f"{digits(rng, 1)}.{digits(rng, 1)}", digits(rng, 3))
        )
    return f"{code(rng)}{rng.choice((' ', ' ', ' ', '', '.'))}{body}"


def serial(rng: random.Random) -> str:
    """What stands behind the slash: a running number, with ว of circulars (หนังสือเวียน)."""
    circular = rng.choice(("ว ", "ว.", "ว", "ว. ")) if rng.random() < 0.35 else ""
    return circular + (number(rng, 5) if rng.random() < 0.85 else digits(rng, 4))


def document_number(rng: random.Random) -> str:
    """A letter's number (เลขที่หนังสือ) in any of its shapes."""
    chance = rng.random()
    slash = rng.choice(("/", "/", "/", "/ ", " / "))
    if chance < 0.7:
        return owner(rng) + slash + serial(rng)
    if chance < 0.8:
        return f"{code(rng)} {number(rng, 4)}{slash}25{digits(rng, 2)}"
    if chance < 0.9:
        return f"{number(rng, 4)}{slash}{rng.choice(('25' + digits(rng, 2), digits(rng, 2)))}"
    return rng.choice(
        (
            f"ว {number(rng, 4)}",
            f"{code(rng)}-{digits(rng, 6)}",
            f"E{digits(rng, 7)}",
            code(rng) + digits(rng, 6),
        )
    )


def telephone(rng: random.Random) -> str:
    """A telephone number (โทร.)."""
    dash = rng.choice((" ", " ", "-", ""))
    line = rng.choice((
        f"0{dash}{digits(rng, 4)}{dash}{digits(rng, 4)}",
        f"0{digits(rng, 1)}{dash}{digits(rng, 3)}{dash}{digits(rng, 4)}",
        f"0{digits(rng, 2)}{dash}{digits(rng, 3)}{dash}{digits(rng, 4)}",
        digits(rng, 4),
        digits(rng, 10),
    ))  # fmt: skip
    more = rng.choice(
        (
            "",
            "",
            "",
            f" ต่อ {number(rng, 4)}",
            f"-{number(rng, 1)}",
            f" ถึง {number(rng, 2)}",
            f", {digits(rng, 4)}",
        )
    )
    return line + more


def section(rng: random.Random) -> str:
    """The number of a section or item (ลำดับข้อ)."""
    one, two = number(rng, 2), number(rng, 1)
    return rng.choice((
        f"{one}.", f"{one}.{two}", f"{one}.{two}.{number(rng, 1)}", f"({one})", f"{one})", f"{one}.{two})", f"({one}.{two})",
        f"ข้อ {one}", f"ข้อ {one}.{two}", f"ข้อ {number(rng, 3)}", f"[{one}]", f"{one}.{two}.{number(rng, 1)}.{number(rng, 1)}",
    ))  # fmt: skip


def clause(rng: random.Random) -> str:
    """A place in a law (มาตรา, วรรค, ข้อ, หมวด)."""
    return rng.choice((
        f"มาตรา {number(rng, 3)}", f"มาตรา {number(rng, 3)} วรรคสอง", f"มาตรา {number(rng, 2)}/{number(rng, 1)}",
        f"มาตรา {number(rng, 3)} ({number(rng, 2)})", f"ข้อ {number(rng, 2)} ({number(rng, 1)})", f"หมวด {number(rng, 1)}",
        f"ข้อ {number(rng, 2)} วรรคหนึ่ง", f"ตอนที่ {number(rng, 3)}", f"เล่ม {number(rng, 3)} ตอนพิเศษ {number(rng, 3)} ง",
        f"(ฉบับที่ {number(rng, 2)})", f"บทที่ {number(rng, 2)}", f"ตารางที่ {number(rng, 2)}", f"ภาพที่ {number(rng, 1)}.{number(rng, 2)}",
    ))  # fmt: skip


def identity(rng: random.Random) -> str:
    """An identity card's number, a plate, an account or another long number."""
    first, last = digits(rng, 1), digits(rng, 1)
    gap = rng.choice(("-", " "))
    return rng.choice((
        gap.join((first, digits(rng, 4), digits(rng, 5), digits(rng, 2), last)), digits(rng, 13),
        f"{''.join(rng.choices('กขคฆงจฉชฌญฎฐณธพภวศษสฬฮ', k=2))} {number(rng, 4)}", f"{digits(rng, 3)}-{digits(rng, 1)}-{digits(rng, 5)}-{last}",
        f"{number(rng, 1)}{rng.choice('กขคฆงจฉชฌญฎฐณธพภ')}{rng.choice('กขคศษสฬฮ')}-{digits(rng, 4)}", digits(rng, rng.randint(6, 16)),
    ))  # fmt: skip


def address(rng: random.Random) -> str:
    """The number of a house, with a post code (รหัสไปรษณีย์) at times."""
    house = rng.choice(
        (number(rng, 3), f"{number(rng, 3)}/{number(rng, 3)}", f"{number(rng, 2)} หมู่ {number(rng, 2)}")
    )
    return rng.choice(
        (
            f"เลขที่ {house}",
            house,
            f"{house} ซอย {number(rng, 2)}",
            f"รหัสไปรษณีย์ {digits(rng, 5)}",
            digits(rng, 5),
        )
    )
