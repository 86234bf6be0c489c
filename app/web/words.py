"""What the web page calls things: Thai and English. The reasons stand in reasons.tsv, which agrees with docs/errors.md."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from saraban.app.drawing.words import FIELDS as _FIELDS
from saraban.app.drawing.words import KINDS, MARKS
from saraban.app.web.language import Both

__all__ = [
    "CHECKS",
    "FIELDS",
    "KINDS",
    "MARKS",
    "MEMBERS",
    "PARTS",
    "RELATIONS",
    "RIVALS",
    "VALUES",
    "WHATS",
    "either",
    "reason",
]

FIELDS: dict[str, Both] = {"kind": ("ชนิดเอกสาร", "kind of document"), **_FIELDS}
MEMBERS: dict[str, Both] = {
    "office": ("หน่วยงาน", "office"),
    "number": ("เลขที่", "number"),
    "date": ("วันที่", "date"),
    "time": ("เวลา", "time"),
    "urgency": ("ชั้นความเร็ว", "urgency"),
    "title": ("คำนำหน้า/ชื่อ", "title"),
    "count": ("จำนวน", "count"),
    "unit": ("หน่วย", "unit"),
    "name": ("ชื่อ", "name"),
    "position": ("ตำแหน่ง", "position"),
    "acting": ("รักษาการ/ปฏิบัติราชการแทน", "acting"),
    "action": ("การสั่งการ", "action"),
    "text": ("ข้อความ", "text"),
    "actor": ("ผู้สั่งการ", "actor"),
    "mark": ("เครื่องหมาย", "mark"),
    "kind": ("ชนิด", "kind"),
    "extension": ("หมายเลขต่อ", "extension"),
    "book": ("ทะเบียน", "book"),
    "body": ("คณะ", "body"),
    "place": ("สถานที่", "place"),
}
VALUES: dict[str, Both] = {
    "urgent": ("ด่วน", "urgent"),
    "very_urgent": ("ด่วนมาก", "very urgent"),
    "most_urgent": ("ด่วนที่สุด", "most urgent"),
    "confidential": ("ลับ", "confidential"),
    "secret": ("ลับมาก", "secret"),
    "top_secret": ("ลับที่สุด", "top secret"),
    "original": ("ต้นฉบับ", "original"),
    "copy": ("สำเนา", "copy"),
    "true_copy": ("สำเนาถูกต้อง", "true copy"),
    "file_copy": ("สำเนาคู่ฉบับ", "file copy"),
    "acknowledge": ("ทราบ", "acknowledge"),
    "consider": ("พิจารณา", "consider"),
    "approve": ("อนุมัติ/เห็นชอบ", "approve"),
    "refuse": ("ไม่อนุมัติ", "refuse"),
    "act": ("ดำเนินการ", "act"),
    "sign": ("ลงนาม", "sign"),
    "assign": ("มอบหมาย", "assign"),
    "inform": ("แจ้งเวียน", "inform"),
    "comply": ("ถือปฏิบัติ", "comply"),
    "support": ("สนับสนุน", "support"),
    "forward": ("นำเสนอต่อ", "forward"),
    "return": ("ส่งคืน/ทบทวน", "return"),
    "file": ("เก็บ", "file"),
    "checked": ("ทำเครื่องหมาย", "checked"),
    "unchecked": ("ไม่ทำเครื่องหมาย", "unchecked"),
    "written": ("เขียนสั่งการ", "written"),
    "phone": ("โทรศัพท์", "phone"),
    "fax": ("โทรสาร", "fax"),
    "email": ("อีเมล", "e-mail"),
    "web": ("เว็บไซต์", "web site"),
}
RELATIONS: dict[str, Both] = {
    "answers": ("ตอบหนังสือ", "answers"),
    "forwards": ("ส่งต่อ", "forwards"),
    "refers_to": ("อ้างถึง", "refers to"),
    "encloses": ("แนบ", "encloses"),
    "duplicates": ("ซ้ำกับ", "duplicates"),
}
CHECKS: dict[str, Both] = {
    "serial_present": ("มีเลขทะเบียน", "has a running number"),
    "known_prefix": ("อักษรย่ออยู่ในรายการ", "its letters are on the list"),
    "calendar": ("มีวันนี้ในปฏิทิน", "the calendar has such a day"),
    "day_present": ("มีวันที่ครบ", "the day is there"),
    "full_year": ("ปีครบสี่หลัก", "the year has all its digits"),
    "weekday": ("วันในสัปดาห์ตรงกัน", "the weekday agrees"),
    "not_before_issued": ("ไม่ก่อนวันออกหนังสือ", "not before the day of issue"),
    "within_chain": ("อยู่ในลำดับของสายเรื่อง", "fits into the chain of documents"),
    "same_elsewhere": ("ตรงกับที่อื่นในแฟ้ม", "the same elsewhere in the file"),
}
PARTS: dict[str, Both] = {
    "prefix": ("อักษรย่อ", "letters"),
    "office": ("รหัสเจ้าของเรื่อง", "owner code"),
    "circular": ("หนังสือเวียน (ว)", "circular (ว)"),
    "serial": ("เลขทะเบียน", "running number"),
    "year": ("ปีที่พิมพ์", "printed year"),
    "calendar": ("ศักราช", "era"),
    "date_raw": ("วันที่ตามที่พิมพ์", "date as printed"),
    "other_dates": ("วันอื่นที่พบ", "other days"),
    "alternatives": ("อ่านได้อีกอย่างหนึ่ง", "may also be"),
    "kind": ("ชนิด", "kind"),
    "salutation": ("คำขึ้นต้น", "salutation"),
    "department": ("กรม", "department"),
    "division": ("กอง/สำนัก", "division"),
    "organisation": ("หน่วยงาน", "organisation"),
    "text": ("ข้อความ", "text"),
    "verb": ("คำสั่งการ", "verb"),
    "ticked": ("ทำเครื่องหมาย", "ticked"),
    "clauses": ("มาตรา/ข้อ", "clauses"),
    "amendment": ("ฉบับแก้ไขเพิ่มเติม", "amendment"),
    "number": ("เลขที่", "number"),
    "place": ("สถานที่", "place"),
    "e164": ("หมายเลขแบบสากล", "international number"),
    "read": ("ค่าที่อ่านได้เดิม", "what was read"),
    "corrected_from": ("แก้ตาม", "corrected from"),
    "printed_again": ("พิมพ์ซ้ำที่หน้า", "printed again on page"),
}
"""What a value is made of; a part without a name here is called by its own."""
RIVALS: dict[str, Both] = {
    "in_receipt_stamp": ("อยู่ในตรารับ", "stands in a receipt stamp"),
    "above_the_form": ("อยู่เหนือแบบหนังสือ", "stands above the form"),
    "below_the_head": ("อยู่ใต้ส่วนหัว", "stands below the head"),
    "rule_outranked": ("แบบค้นหามีน้ำหนักน้อยกว่า", "found by a weaker rule"),
    "not_first": ("ไม่ใช่ตัวแรก", "is not the first"),
}
WHATS: dict[str, Both] = {
    "confirmed": ("ยืนยันแล้ว", "confirmed"),
    "corrected": ("แก้ไขแล้ว", "corrected"),
    "unreadable": ("อ่านไม่ออก", "unreadable"),
    "absent": ("ไม่มีในหนังสือ", "not on the page"),
    "in_part": ("ตรวจแล้วบางส่วน", "reviewed in part"),
    "withdrawn": ("ถอนผลการตรวจ", "withdrawn"),
}


def either(words: Mapping[str, Both], code: str) -> Both:
    """What a code is called; the code itself where it has no name."""
    return words.get(code, (code, code))


def reason(code: str) -> Both:
    """Why a person should look at a field, document or page; the code itself where it is not known."""
    return either(_reasons(), code)


@cache
def _reasons() -> dict[str, Both]:
    with Path(__file__).with_name("reasons.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["code"]: (row["thai"], row["english"]) for row in rows}
