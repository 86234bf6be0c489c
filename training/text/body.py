"""The body of a letter: running text, items, references, tables, minutes, numbers between words."""

from __future__ import annotations

import random

from training.text.dates import clock, date, fiscal_year, labelled_date, lunar_date, span, time
from training.text.lexicon import name, office, person, post, province
from training.text.line import LineText, printed
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

_NUMBERS = (
    amount, amount, quantity, quantity, percentage, section, clause, clause, identity, telephone, document_number, document_number,
    date, date, date, labelled_date, span, time, fiscal_year, fiscal_year, grouped, lunar_date,
)  # fmt: skip
_CITED = ("ตามหนังสือ", "ตามที่", "หนังสือ", "อนุสนธิหนังสือ", "คำสั่ง", "ดังรายละเอียดตามหนังสือ ด่วนที่สุด", "ตามบันทึก", "อ้างถึง")
_AROUND = (
    "({})", "({})", "( {} )", "“{}”", "“{}”", "[{}]", '"{}"', "‘{}’", "'{}'", "{}:", "{};", "{}…", "• {}", "- {}", "– {}",
    "*{}", "{}!", "{}?", "{} = {}", "<{}>", "{} + {}", "{}|{}", "#{}", "{} & {}", "{} × {}", "{}_{}", "{}ฯลฯ", "{}ฯ", "{}ๆ",
    "๏ {}", "{} ๚๛", "✓ {}", "☐ {}", "☑ {}", "@{}", "{}ๆ {}", "{} ฯ", "“{}” และ “{}”", "{} : {}", "{}, {}",
)  # fmt: skip
_HALLS = (
    "ห้องประชุม",
    "ห้องประชุมใหญ่ ชั้น {}",
    "อาคาร {} ชั้น {}",
    "โรงแรม",
    "หอประชุม",
    "ห้อง {}",
    "ห้องประชุม {} อาคาร {}",
)


def number_in_line(rng: random.Random) -> str:
    """One number, date or time of any form."""
    return rng.choice(_NUMBERS)(rng)


def numbers_line(rng: random.Random) -> LineText:
    """One or two numbers alone."""
    said = " ".join(number_in_line(rng) for _ in range(rng.choice((1, 1, 2, 2))))
    return printed(said, bold=rng.random() < 0.1)


def prose_line(rng: random.Random, prose: Prose) -> LineText:
    """Running text."""
    return printed(prose.span(rng, rng.randint(20, 90)), bold=rng.random() < 0.1)


def body_line(rng: random.Random, prose: Prose) -> LineText:
    """Running text with numbers between its words."""
    gap = rng.choice((" ", " ", " ", ""))
    parts = [prose.span(rng, rng.randint(4, 42)), number_in_line(rng)]
    for _ in range(rng.choice((0, 1, 1, 2))):
        parts += [prose.span(rng, rng.randint(2, 24)), number_in_line(rng)]
    return printed(gap.join(parts))


def item_line(rng: random.Random, prose: Prose) -> LineText:
    """An item: its number and what it says."""
    return printed(f"{section(rng)}{rng.choice((' ', ' ', ''))}{prose.span(rng, rng.randint(8, 80))}")


def reference_line(rng: random.Random, prose: Prose) -> LineText:
    """A letter cited in the text (ตามหนังสือ … ที่ … ลงวันที่ …)."""
    owner = office(rng) if rng.random() < 0.5 else ""
    label = rng.choice((" ลงวันที่ ", " ลงวันที่ ", " ลว. ", " ลว "))
    said = f"{rng.choice(_CITED)}{owner} ที่ {document_number(rng)}{label}{date(rng)}"
    return printed(f"{said} {prose.span(rng, rng.randint(3, 20))}" if rng.random() < 0.5 else said)


def table_line(rng: random.Random) -> LineText:
    """A row of a table: mostly numbers."""
    forms = (grouped, grouped, quantity, percentage, date)
    cells = [rng.choice(forms)(rng) for _ in range(rng.randint(1, 4))]
    lead = rng.choice((
        f"{number(rng, 2)} ", f"{number(rng, 2)}. {person(rng)} ", f"{office(rng)} ", "รวม ", "รวมทั้งสิ้น ", "", province(rng) + " ",
    ))  # fmt: skip
    return printed(lead + rng.choice((" ", " ", " | ", " - ")).join(cells))


def meeting_line(rng: random.Random) -> LineText:
    """A line of minutes or an invitation (รายงานการประชุม)."""
    hall = rng.choice(_HALLS).replace("{}", number(rng, 2))
    return printed(rng.choice((
        f"ครั้งที่ {number(rng, 2)}/25{digits(rng, 2)}", f"ครั้งที่ {number(rng, 1)}/25{digits(rng, 2)} เมื่อวันที่ {date(rng)}",
        f"ระเบียบวาระที่ {number(rng, 1)} เรื่อง", f"เริ่มประชุมเวลา {clock(rng)} น.", f"เลิกประชุมเวลา {clock(rng)} น.", f"ณ {hall} {office(rng)}",
        f"{number(rng, 2)}. {person(rng)} {post(rng)}", f"{number(rng, 1)}.{number(rng, 2)} {name(rng)}", f"มติที่ประชุม {number(rng, 1)}.{number(rng, 1)}",
        f"{labelled_date(rng)} {time(rng)}", f"{date(rng)} เวลา {clock(rng)} น. ณ {hall}", f"ผู้มาประชุม {number(rng, 2)} คน",
    )))  # fmt: skip


def marked_line(rng: random.Random, prose: Prose) -> LineText:
    """Words or numbers in signs of punctuation."""
    form = rng.choice(_AROUND)
    parts = []
    for _ in range(form.count("{}")):
        parts.append(prose.span(rng, rng.randint(4, 24)) if rng.random() < 0.6 else number_in_line(rng))
    return printed(form.format(*parts) + (f" {digits(rng, 2)}" if rng.random() < 0.2 else ""))
