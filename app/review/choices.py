"""Fields that hold one of a few words: the codes, and the Thai words that stand for them when a person types."""

from __future__ import annotations

from collections.abc import Mapping

from saraban.patterns.closing import VERBS
from saraban.patterns.marks import COPY, SECRECY, URGENCY

KINDS: Mapping[str, str] = {
    "ใบปะหน้า": "routing_slip",
    "บันทึกข้อความ": "memo",
    "หนังสือภายนอก": "letter",
    "หนังสือประทับตรา": "stamped_letter",
    "คำสั่ง": "order",
    "ระเบียบ": "regulation",
    "ประกาศ": "announcement",
    "แถลงการณ์": "statement",
    "หนังสือรับรอง": "certificate",
    "รายงานการประชุม": "minutes",
    "วิทยุ": "message",
    "สิ่งที่ส่งมาด้วย": "enclosure",
    "อื่นๆ": "other",
    "หน้าว่าง": "blank",
    "ใบเสนอเรื่อง": "routing_slip",
    "ระเบียบ/ข้อบังคับ": "regulation",
    "ข้อบังคับ": "regulation",
    "แถลงการณ์/ข่าว": "statement",
    "วิทยุ/ข่าวร่วม": "message",
    "เอกสารอื่น": "other",
}
"""Kinds of documents (ชนิดของหนังสือ) by the words that a person would use, those of the web page among them; the code
itself will do as well.
"""

_MARKS = {
    "ทำเครื่องหมาย": "checked",
    "ไม่ทำเครื่องหมาย": "unchecked",
    "เขียน": "written",
    "เขียนสั่งการ": "written",
}
_CONTACTS = {"โทรศัพท์": "phone", "โทรสาร": "fax", "อีเมล": "email", "เว็บไซต์": "web"}
_VERBS = {**dict(VERBS), "อนุมัติ/เห็นชอบ": "approve", "แจ้งเวียน": "inform"}
_ACTIONS = {
    **_VERBS,
    "คืน": "return",
    "ส่งคืน/ทบทวน": "return",
    "เก็บ": "file",
    "นำเสนอ": "forward",
    "นำเสนอต่อ": "forward",
}


def _with_codes(words: Mapping[str, str]) -> Mapping[str, str]:
    return {**words, **{code: code for code in words.values()}}


CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": _with_codes(KINDS),
    "urgency": _with_codes(URGENCY),
    "references.urgency": _with_codes(URGENCY),
    "secrecy": _with_codes(SECRECY),
    "copy_mark": _with_codes(COPY),
    "closing": _with_codes(_VERBS),
    "dispositions.action": _with_codes(_ACTIONS),
    "dispositions.mark": _with_codes(_MARKS),
    "contacts.kind": _with_codes(_CONTACTS),
}
"""For each such field: what may be typed, without spaces and in small letters, and its code."""

LISTS = frozenset({"closing"})
"""Those of them that hold several, typed with a comma between."""
