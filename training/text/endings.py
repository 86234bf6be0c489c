"""What stands below the body: closings, signatures, copies, choices, dispositions (เกษียน), marks of pages."""

from __future__ import annotations

import random

from training.text.dates import date
from training.text.lexicon import name, office, person, post, rank
from training.text.line import LineText, Run, penned, printed
from training.text.numbers import number
from training.text.prose import Prose

_CLOSINGS = (
    "ขอแสดงความนับถือ", "ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง", "จึงเรียนมาเพื่อโปรดพิจารณา", "จึงเรียนมาเพื่อโปรดทราบ",
    "จึงเรียนมาเพื่อโปรดพิจารณาอนุเคราะห์", "จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติต่อไป", "จึงเรียนมาเพื่อทราบ",
    "จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป", "ขอนมัสการด้วยความเคารพ", "ควรมิควรแล้วแต่จะโปรดเกล้าฯ",
    "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดลงนาม", "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", "จึงประกาศให้ทราบโดยทั่วกัน",
    "รายละเอียดตามเอกสารแนบ", "ในการนี้", "อนึ่ง", "เพื่อโปรดทราบ", "เพื่อโปรดพิจารณา", "เพื่อโปรดดำเนินการ", "จะขอบคุณยิ่ง",
)  # fmt: skip
_ACTS = (
    "ทราบ", "รับทราบ", "ชอบ", "เห็นชอบ", "อนุมัติ", "อนุญาต", "ตกลง", "ดำเนินการ", "ดำเนินการตามเสนอ", "ลงนามแล้ว", "แจ้งเวียน",
    "เวียนทราบ", "เก็บ", "เก็บเรื่อง", "รวมเรื่อง", "ส่งคืน", "ทบทวน", "ไม่อนุมัติ", "มอบ", "เห็นควร", "เพื่อโปรดลงนาม", "สำเนาแจ้ง",
)  # fmt: skip
_ACTING = (
    "ปฏิบัติหน้าที่แทน", "รักษาราชการแทน", "รักษาการแทน", "ปฏิบัติราชการแทน", "รักษาการในตำแหน่ง", "ทำการแทน",
)  # fmt: skip
_ROLES = ("ผู้อนุมัติ", "ผู้เสนอ", "กรรมการ", "ประธานกรรมการ", "ผู้ตรวจ", "พยาน", "ผู้เห็นชอบ", "ผู้รับเงิน")
_CHOICES = (
    "เพื่อโปรดพิจารณา",
    "เพื่อโปรดดำเนินการ",
    "เพื่อโปรดทราบ",
    "อนุมัติ",
    "ไม่อนุมัติ",
    "เห็นชอบ",
    "ลาป่วย",
    "ลากิจส่วนตัว",
    "มี",
    "ไม่มี",
)
_BOXES = ("( ) ", "(/) ", "(✓) ", "☐ ", "☑ ", "[ ] ", "[x] ", "( )", "(/)")
_DRAFTERS = ("ร่าง", "พิมพ์", "ทาน", "ตรวจ", "ผู้ร่าง", "ผู้พิมพ์", "ผู้ตรวจ")


def closing_line(rng: random.Random) -> LineText:
    """A closing or purpose phrase (คำลงท้าย)."""
    return printed(rng.choice(_CLOSINGS))


def signature_line(rng: random.Random) -> LineText:
    """A line of the block of signature: (name), rank, post, for whom; or dots to sign on."""
    who, what = person(rng), post(rng)
    if rng.random() < 0.12:
        ends = rng.choice((who, f"({who})", rng.choice(_ROLES)))
        return LineText(
            (Run(rng.choice(("ลงชื่อ ", "(ลงชื่อ) "))), Run("", leader=rng.randint(15, 50)), Run(ends))
        )
    return printed(rng.choice((
        f"({who})", f"({who})", f"( {who} )", who, rank(rng), what, f"{rng.choice(_ACTING)} {what}", f"({name(rng)})", name(rng),
        f"ตำแหน่ง {what}", f"{what} {rng.choice(_ACTING)}", "สำเนาถูกต้อง", f"{what}{office(rng)}",
    )))  # fmt: skip


def drafter_line(rng: random.Random) -> LineText:
    """Initials on the copy (ร่าง, พิมพ์, ตรวจ), their names or days by pen."""
    value = rng.choice((person(rng), date(rng), name(rng).split()[0]))
    filled = Run(value, pen=rng.random() < 0.6, leader=rng.randint(5, 30))
    return LineText((Run(rng.choice(_DRAFTERS) + " "), filled))


def disposition_line(rng: random.Random) -> LineText:
    """A disposition, mostly by pen."""
    act = rng.choice(_ACTS)
    said = rng.choice((
        act, act, f"- {act}", f"{number(rng, 1)}. {act}", f"{act} {name(rng).split()[0]}", f"เรียน {post(rng)}", f"{act} {date(rng)}",
    ))  # fmt: skip
    return penned(said) if rng.random() < 0.75 else printed(said)


def choice_line(rng: random.Random) -> LineText:
    """Choices to tick, one or more on a line."""
    return printed(" ".join(rng.choice(_BOXES) + rng.choice(_CHOICES) for _ in range(rng.randint(1, 3))))


def page_line(rng: random.Random, prose: Prose) -> LineText:
    """A mark of pages, or the catchword of the next page (/๒. ขอให้…)."""
    page, dots = number(rng, 2), rng.choice(("…", "...", "…"))
    catchword = f"{prose.span(rng, 9)}{dots}"
    return printed(rng.choice((
        f"-{page}-", f"- {page} -", f"– {page} –", page, f"หน้า {page}", f"หน้า {page}/{number(rng, 2)}", f"หน้าที่ {page} จาก {number(rng, 2)}",
        f"/{catchword}", f"/{page}. {catchword}", f"({page})", f"/{number(rng, 1)}.{number(rng, 1)} {catchword}",
    )))  # fmt: skip
