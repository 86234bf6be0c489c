"""What joins two documents of a file, told in Thai: the reasons of links are sentences in English with numbers in them."""

from __future__ import annotations

import re

from saraban.app.web.language import Both

_REASONS = (
    (r"cites its number (.+), read there as (.+)", r"อ้างถึงเลขที่ \1 ซึ่งที่นั่นอ่านได้เป็น \2"),
    (r"cites its number (.+)", r"อ้างถึงเลขที่ \1"),
    (r"its list of enclosures names (.+)", r"รายการสิ่งที่ส่งมาด้วยระบุ \1"),
    (r"follows it and has no head of its own", r"อยู่ถัดไปและไม่มีส่วนหัวของตนเอง"),
    (r"its subject is that paper", r"ชื่อเรื่องระบุเอกสารนั้น"),
    (r"it cites that paper by its name", r"อ้างถึงเอกสารนั้นด้วยชื่อ"),
    (
        r"lies on top of it and cites (.+), its number unread",
        r"อยู่บนเอกสารนั้นและอ้างถึงเลขที่ \1 ซึ่งเลขที่บนเอกสารอ่านไม่ได้",
    ),
    (r"both carry the number (.+)", r"มีเลขที่ \1 ทั้งสองฉบับ"),
    (r"lies on top of it and has the same subject", r"อยู่บนเอกสารนั้นและมีเรื่องเดียวกัน"),
    (r"is newer and has the same subject", r"ใหม่กว่าและมีเรื่องเดียวกัน"),
    (r"same number and date", r"เลขที่และวันที่ตรงกัน"),
    (r"same number, date not read on both", r"เลขที่ตรงกัน แต่อ่านวันที่ไม่ได้ครบทั้งสองฉบับ"),
    (r"texts alike by (\d+%), numbers read as (.+) and (.+)", r"ข้อความเหมือนกัน \1 อ่านเลขที่ได้เป็น \2 และ \3"),
    (r"texts alike by (\d+%)", r"ข้อความเหมือนกัน \1"),
    (r"(d\d+) is marked as a copy", r"\1 เป็นสำเนา"),
    (r"(d\d+) is marked as a certified copy", r"\1 เป็นสำเนาที่รับรองถูกต้อง"),
    (r"(d\d+) is marked as the file copy", r"\1 เป็นสำเนาคู่ฉบับ"),
    (r"(d\d+) is marked as the original", r"\1 เป็นต้นฉบับ"),
)


def why_linked(reason: str) -> Both:
    """The reason of a link in both languages; as it stands where it is none of those that are known."""
    return "; ".join(_thai(part) for part in reason.split("; ")), reason


def _thai(part: str) -> str:
    for english, thai in _REASONS:
        found = re.fullmatch(english, part, re.DOTALL)
        if found:
            return found.expand(thai)
    return part
