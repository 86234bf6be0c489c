"""Why two documents are linked and why a value was corrected, told in Thai: in records these are English sentences with
numbers in them.
"""

from __future__ import annotations

import re

from saraban.app.web.language import Both

_SENTENCES = (
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
    (r"ว was read as 2", r"อ่าน ว เป็น 2"),
    (r"a dot or a digit was misread", r"อ่านจุดหรือตัวเลขหนึ่งตัวผิด"),
    (r"the subject of the letter that it passes on", r"เป็นเรื่องของหนังสือที่ส่งต่อ"),
    (r"the slip repeats the register number", r"ใบเสนอเรื่องมีเลขรับเดียวกัน"),
    (r"the slip repeats number and day", r"ใบเสนอเรื่องมีเลขรับและวันที่เดียวกัน"),
    (r"the day with which it is cited there", r"เป็นวันที่ที่อ้างถึงไว้ที่นั่น"),
    (r"the day on its head", r"เป็นวันที่ที่ส่วนหัวของเอกสารนั้น"),
    (r"printed so more often in this file", r"ในแฟ้มนี้พิมพ์แบบนี้บ่อยกว่า"),
    (r"the file prints the name so elsewhere", r"ที่อื่นในแฟ้มพิมพ์ชื่อนี้ไว้"),
    (r"the file prints (.+) for the same committee", r"แฟ้มนี้พิมพ์ \1 สำหรับคณะเดียวกัน"),
    (
        r"only (.+) lies between the issue of this document and of the next",
        r"มีเพียง \1 ที่อยู่ระหว่างวันออกหนังสือฉบับนี้กับฉบับถัดไป",
    ),
)


def sentence(english: str) -> Both:
    """A sentence of a record in both languages; as it stands where it is none of those that are known."""
    return "; ".join(_thai(part) for part in english.split("; ")), english


def _thai(part: str) -> str:
    for english, thai in _SENTENCES:
        found = re.fullmatch(english, part, re.DOTALL)
        if found:
            return found.expand(thai)
    return part
