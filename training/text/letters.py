"""Parts of a letter below its head: items, references, closings, signatures, copies, dispositions, tables."""

from __future__ import annotations

import random

from training.text.dates import date, fiscal_year, labelled_date, span, time
from training.text.lexicon import name, office, person, post, rank
from training.text.line import LineText, Run, penned, printed
from training.text.numbers import (
    amount,
    clause,
    digits,
    document_number,
    grouped,
    identity,
    number,
    percentage,
    quantity,
    section,
    telephone,
)
from training.text.prose import Prose

_CLOSINGS = (
    "ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง", "จึงเรียนมาเพื่อโปรดพิจารณา", "จึงเรียนมาเพื่อโปรดทราบ",
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
    "ปฏิบัติหน้าที่แทน",
    "รักษาราชการแทน",
    "รักษาการแทน",
    "ปฏิบัติราชการแทน",
    "รักษาการในตำแหน่ง",
    "ทำการแทน",
)
_AROUND = ("({})", "({})", "( {} )", "“{}”", "[{}]", '"{}"', "‘{}’", "'{}'", "{}:", "{};", "{}…", "• {}", "- {}", "– {}", "*{}", "{}!", "{}?",
           "{} = {}", "<{}>", "{} + {}", "{}|{}", "#{}", "{} & {}", "{} × {}", "{}_{}", "{}ฯลฯ", "{}ฯ", "{}ๆ", "๏ {}", "{} ๚๛", "✓ {}", "☐ {}", "☑ {}", "@{}")  # fmt: skip


def number_in_line(rng: random.Random) -> str:
    """One number, date or time of any form."""
    form = rng.choice((
        amount, amount, quantity, quantity, percentage, section, clause, identity, telephone, document_number, document_number, date, date,
        labelled_date, span, time, fiscal_year, grouped,
    ))  # fmt: skip
    return form(rng)


def numbers_line(rng: random.Random) -> LineText:
    """One or two numbers alone."""
    return printed(
        " ".join(number_in_line(rng) for _ in range(rng.choice((1, 1, 2)))), bold=rng.random() < 0.1
    )


def item_line(rng: random.Random, prose: Prose) -> LineText:
    """An item: its number and what it says."""
    return printed(f"{section(rng)}{rng.choice((' ', ' ', ''))}{prose.span(rng, rng.randint(8, 80))}")


def body_line(rng: random.Random, prose: Prose) -> LineText:
    """Running text with numbers between its words."""
    before, after = prose.span(rng, rng.randint(4, 48)), prose.span(rng, rng.randint(2, 44))
    gap = rng.choice((" ", " ", " ", ""))
    return printed(f"{before}{gap}{number_in_line(rng)}{gap}{after}")


def prose_line(rng: random.Random, prose: Prose) -> LineText:
    """Running text."""
    return printed(prose.span(rng, rng.randint(15, 90)), bold=rng.random() < 0.1)


def reference_line(rng: random.Random, prose: Prose) -> LineText:
    """A letter cited in the text (ตามหนังสือ … ที่ … ลงวันที่ …)."""
    lead = rng.choice(("ตามหนังสือ", "ตามที่", "หนังสือ", "อนุสนธิหนังสือ", "คำสั่ง", "ดังรายละเอียดตามหนังสือ ด่วนที่สุด"))
    return printed(
        f"{lead}{rng.choice((office(rng), ''))} ที่ {document_number(rng)} ลงวันที่ {date(rng)}{prose.span(rng, rng.randint(0, 15))}"
    )


def closing_line(rng: random.Random) -> LineText:
    """A closing or purpose phrase."""
    return printed(rng.choice(_CLOSINGS))


def signature_line(rng: random.Random) -> LineText:
    """A line of the block of signature: (name), rank, post, for whom."""
    who = person(rng)
    said = rng.choice((
        f"({who})", f"({who})", f"( {who} )", who, rank(rng), post(rng), f"{rng.choice(_ACTING)} {post(rng)}", f"({name(rng)})",
        f"ตำแหน่ง {post(rng)}", f"{post(rng)} {rng.choice(_ACTING)}", "สำเนาถูกต้อง",
    ))  # fmt: skip
    if rng.random() < 0.12:
        ends = rng.choice(("ผู้อนุมัติ", "ผู้เสนอ", "กรรมการ", "ประธานกรรมการ", "ผู้ตรวจ", "พยาน", ""))
        return LineText((Run("ลงชื่อ "), Run("", leader=rng.randint(15, 50)), Run(ends or who)))
    return printed(said)


def drafter_line(rng: random.Random) -> LineText:
    """Initials on the copy (ร่าง / พิมพ์ / ตรวจ), their names or days by pen."""
    label = rng.choice(("ร่าง", "พิมพ์", "ทาน", "ตรวจ", "ผู้ร่าง", "ผู้พิมพ์", "ผู้ตรวจ"))
    value = rng.choice((person(rng), date(rng), name(rng).split()[0]))
    return LineText((Run(label + " "), Run(value, pen=rng.random() < 0.6, leader=rng.randint(5, 30))))


def disposition_line(rng: random.Random) -> LineText:
    """A disposition (เกษียน), mostly by pen."""
    act = rng.choice(_ACTS)
    said = rng.choice(
        (
            act,
            act,
            f"- {act}",
            f"{number(rng, 1)}. {act}",
            f"{act} {name(rng).split()[0]}",
            f"เรียน {post(rng)}",
            f"{act} {date(rng)}",
        )
    )
    return penned(said) if rng.random() < 0.75 else printed(said)


def page_line(rng: random.Random, prose: Prose) -> LineText:
    """A mark of pages, or the catchword of the next page (/๒. ขอให้…)."""
    page, dots = number(rng, 2), rng.choice(("…", "...", "…"))
    return printed(rng.choice((
        f"-{page}-", f"- {page} -", f"– {page} –", page, f"หน้า {page}", f"หน้า {page}/{number(rng, 2)}", f"หน้าที่ {page} จาก {number(rng, 2)}",
        f"/{prose.span(rng, 10)}{dots}", f"/{page}. {prose.span(rng, 8)}{dots}", f"({page})", f"/{number(rng, 1)}.{number(rng, 1)} {prose.span(rng, 6)}{dots}",
    )))  # fmt: skip


def table_line(rng: random.Random) -> LineText:
    """A row of a table: mostly numbers."""
    cells = [
        rng.choice((grouped, grouped, quantity, percentage, date))(rng) for _ in range(rng.randint(1, 3))
    ]
    lead = rng.choice(
        (f"{number(rng, 2)} ", f"{number(rng, 2)}. {person(rng)} ", f"{office(rng)} ", "รวม ", "รวมทั้งสิ้น ", "")
    )
    return printed(lead + rng.choice((" ", " ", " | ", " - ")).join(cells))


def marked_line(rng: random.Random, prose: Prose) -> LineText:
    """Words or numbers in signs of punctuation."""
    form = rng.choice(_AROUND)
    parts = [
        prose.span(rng, rng.randint(4, 18)) if rng.random() < 0.65 else number_in_line(rng)
        for _ in range(form.count("{}"))
    ]
    return printed(form.format(*parts) + (f" {digits(rng, 2)}" if rng.random() < 0.2 else ""))
