"""Heads of memos and letters: labels, dotted leaders (จุดไข่ปลา), numbers and days by pen."""

from __future__ import annotations

import random

from training.text.dates import date, day, month, year
from training.text.fields import blank, labelled, leader
from training.text.lexicon import code, office, person, post, province
from training.text.line import LineText, Run, printed
from training.text.numbers import address, document_number, number, owner, quantity, serial, telephone
from training.text.prose import Prose

_DATE_LABELS = ("วันที่", "วันที่", "ลงวันที่", "ลว.", "สั่ง ณ วันที่", "ประกาศ ณ วันที่", "ให้ไว้ ณ วันที่")
_SUBJECT_LABELS = ("เรื่อง", "เรื่อง", "เรื่อง", "เรียน", "เรียน", "อ้างถึง", "ถึง", "เสนอ", "กราบเรียน", "จาก", "ผ่าน")
_ENCLOSURE_LABELS = ("สิ่งที่ส่งมาด้วย", "สิ่งที่ส่งมาด้วย", "สิ่งที่แนบมาด้วย", "เอกสารแนบ", "- สิ่งที่ส่งมาด้วย")
_ENCLOSED = ("สำเนาหนังสือ", "แบบตอบรับ", "รายละเอียด", "โครงการ", "กำหนดการ", "")


def number_runs(rng: random.Random) -> tuple[Run, ...]:
    """A letter's number: all print, its serial by pen, all by pen, or its serial not yet given."""
    chance, dots = rng.random(), leader(rng, 30)
    if chance < 0.4:
        return (Run(document_number(rng), leader=dots),)
    if chance < 0.8:
        slash = rng.choice(("/ ", "/ว ")) if dots else rng.choice(("/", "/", "/ ", "/ว ", "/ ว"))
        return (Run(owner(rng) + slash), Run(serial(rng).lstrip("ว. "), pen=True, leader=dots))
    if chance < 0.92:
        return (Run(document_number(rng), pen=True, leader=dots),)
    return (Run(owner(rng) + "/"), blank(rng))


def date_runs(rng: random.Random) -> tuple[Run, ...]:
    """A letter's date: all print, its day by pen, all by pen, or the day not yet given."""
    chance, dots = rng.random(), leader(rng, 30)
    if chance < 0.5:
        return (Run(date(rng), leader=dots),)
    rest = f"{month(rng)} {year(rng)}"
    if chance < 0.8:
        return (Run(day(rng), pen=True, leader=dots // 2), Run(" " + rest))
    return (Run(date(rng), pen=True, leader=dots),) if chance < 0.94 else (blank(rng), Run(rest))


def unit_line(rng: random.Random) -> LineText:
    """ส่วนราชการ … โทร. …"""
    runs = labelled("ส่วนราชการ", (Run(office(rng), leader=leader(rng, 80)),), rng)
    if rng.random() < 0.6:
        runs += (Run(" "), *labelled("โทร.", (Run(telephone(rng), leader=leader(rng, 30)),), rng, 0.3))
    return LineText(runs)


def number_line(rng: random.Random) -> LineText:
    """ที่ … of a letter, or ที่ … วันที่ … of a memo."""
    runs = labelled("ที่", number_runs(rng), rng)
    if rng.random() < 0.6:
        runs += (Run(" "), *labelled("วันที่", date_runs(rng), rng))
    elif rng.random() < 0.25:
        runs += (Run(" "), Run(office(rng)))
    return LineText(runs)


def date_line(rng: random.Random) -> LineText:
    """The line of the date, with or without its label."""
    runs = date_runs(rng)
    return LineText(labelled(rng.choice(_DATE_LABELS), runs, rng) if rng.random() < 0.6 else runs)


def subject_line(rng: random.Random, prose: Prose) -> LineText:
    """เรื่อง …, เรียน …, อ้างถึง …, ถึง …"""
    label = rng.choice(_SUBJECT_LABELS)
    if label == "เรื่อง":
        said = prose.span(rng, rng.randint(20, 75))
    elif label == "อ้างถึง":
        said = f"หนังสือ{office(rng)} ที่ {document_number(rng)} ลงวันที่ {date(rng)}"
    else:
        said = rng.choice((post(rng), office(rng), person(rng), post(rng) + office(rng)))
    return LineText(labelled(label, (Run(said, leader=leader(rng, 80)),), rng))


def enclosure_line(rng: random.Random, prose: Prose) -> LineText:
    """สิ่งที่ส่งมาด้วย ๑. … จำนวน ๑ ชุด"""
    item = f"{number(rng, 1)}. " if rng.random() < 0.8 else ""
    said = f"{item}{rng.choice(_ENCLOSED)}{prose.span(rng, rng.randint(6, 30))}"
    filled = (Run(said + (f" จำนวน {quantity(rng)}" if rng.random() < 0.7 else "")),)
    return LineText(labelled(rng.choice(_ENCLOSURE_LABELS), filled, rng) if rng.random() < 0.6 else filled)


def title_line(rng: random.Random) -> LineText:
    """What stands large at the head: บันทึกข้อความ, คำสั่ง …, ประกาศ …, an urgency or secrecy mark."""
    said = rng.choice((
        "บันทึกข้อความ", "บันทึกข้อความ", "ด่วน", "ด่วนมาก", "ด่วนที่สุด", "ด่วนที่สุด", "ลับ", "ลับมาก", "ลับที่สุด", "สำเนา", "ต้นฉบับ",
        "สำเนาคู่ฉบับ", f"คำสั่ง{office(rng)}", f"ประกาศ{office(rng)}", f"ระเบียบ{office(rng)}", "หนังสือรับรอง", "ใบรับรอง",
        f"ที่ {document_number(rng)}", f"รายงานการประชุม{office(rng)}", f"ด่วนที่สุด ที่ {document_number(rng)}",
        f"คำสั่งที่ {document_number(rng)}", f"เลขที่เอกสารในระบบ E {document_number(rng)}", f"ด่วนภายใน {date(rng)}",
        f"วันที่กำหนด {date(rng)}", "แถลงการณ์", "ข่าวประชาสัมพันธ์", "แบบฟอร์ม", "ร่าง", "ใบลา", "ใบเสร็จรับเงิน",
    ))  # fmt: skip
    return printed(said, bold=rng.random() < 0.7)


def address_line(rng: random.Random) -> LineText:
    """Where the office is (ที่ตั้ง)."""
    place = rng.choice(("ถนน", "ตำบล", "อำเภอ", "แขวง", "เขต", "ซอย", "ต.", "อ.")) + province(rng)
    said = rng.choice((
        f"{address(rng)} {place} จ.{province(rng)} {address(rng)}", f"{place} จังหวัด{province(rng)} {address(rng)}",
        f"{office(rng)} {address(rng)}", f"{place} กทม. {address(rng)}", f"{office(rng)} {place}",
    ))  # fmt: skip
    return printed(said)


def telephone_line(rng: random.Random) -> LineText:
    """โทร. … โทรสาร … of the owner of the letter (ส่วนราชการเจ้าของเรื่อง)."""
    label = rng.choice(
        ("โทร.", "โทร. ", "โทรศัพท์ ", "โทรศัพท์/โทรสาร ", "โทรสาร ", "โทรสาร. ", "มือถือ ", "สายด่วน ", "โทร ")
    )
    more = rng.choice(("", f" โทรสาร {telephone(rng)}", f", {telephone(rng)}", f" ({code(rng)})"))
    return printed(rng.choice(("", "", office(rng) + " ")) + label + telephone(rng) + more)
