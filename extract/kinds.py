"""What kind of document some lines are, and which of its lines open a form."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from saraban.normalize.numbers import NUMBER_SHAPE
from saraban.patterns.agency import ORGANISATION
from saraban.patterns.marks import SECRECY_SHAPE, URGENCY_SHAPE
from saraban.patterns.number import AT
from saraban.patterns.pattern import label, shape

FORMAL = ("memo", "letter", "stamped_letter", "routing_slip", "message")
"""Kinds that are sent to somebody and may carry enclosures."""

_ENCLOSING = (*FORMAL, "enclosure", "order", "regulation", "announcement", "minutes")
"""Kinds after which a paper without a head of its own is what they enclose, attach or end in."""

LETTER_HEAD = 16
"""Lines from a letter's top to its addressee: mark, emblem, number and sender in two columns, date, subject."""

_MEMO = shape(rf"^[ \t]*{label('บันทึกข้อความ')}[ \t]*$|^[ \t]*บันทึก[ ]?ข้อ[ ]?ความ")
_UNIT = shape(rf"^[ \t]*{label('ส่วนราชการ')}[ \t.:]")
_NUMBER = shape(
    rf"^[ \t]*(?:{URGENCY_SHAPE}[ ]+|{SECRECY_SHAPE}[ ]+)?{AT}[ .:]{{0,3}}(?=[ก-ฮ(])(?!พิเศษ)(?P<number>{NUMBER_SHAPE})(?![ ]*(?:ลงวันที่|ลว))"
)
LAW = label("กฎกระทรวง", "พระราชบัญญัติ", "พระราชกฤษฎีกา", "พระราชกำหนด")
"""What a law of the realm is called, alone on the first line of its head; no office stands there."""
_LAW = shape(rf"^[ \t]*{LAW}[ \t]*$")
# Who issues an order or announcement in the name of a post
_HOLDER = (
    "(?:ผู้ว่า|นายก|นายอำเภอ|อธิบดี|อธิการบดี|คณบดี|ปลัด|เลขาธิการ|ประธาน|ผู้อำนวยการ|หัวหน้า|ผู้บัญชาการ|ผู้บังคับ|ผู้กำกับ|รัฐมนตรี)"
)
_ISSUER = rf"(?:{ORGANISATION}|{_HOLDER}|[ก-ฮ]{{1,3}}\.(?:[ ]?[ก-ฮ]{{1,3}}\.)+)"  # ก.พ. issues rules under its letters
_TITLES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("order", shape(rf"^[ \t]*คำสั่ง(?:ที่[ ]|[ ]?{_ISSUER})[^\n]{{0,90}}$")),
    (
        "regulation",
        shape(rf"^[ \t]*(?:(?:ระเบียบ|ข้อบังคับ)[ ]?{_ISSUER}[^\n]{{0,90}}|{LAW}[ \t]*)$"),
    ),
    (
        "announcement",
        shape(rf"^[ \t]*ประกาศ[ ]?{_ISSUER}[^\n]{{0,90}}$|^[ \t]*ประกาศ[ \t]*$"),
    ),
    (
        "statement",
        shape(
            rf"^[ \t]*(?:แถลงการณ์|ข่าว(?:ประชาสัมพันธ์|แจก)?)(?:[ ]?(?:{ORGANISATION}|{_HOLDER})[^\n]{{0,90}})?[ \t]*$"
        ),
    ),
    ("certificate", shape(r"^[ \t]*หนังสือรับรอง[^\n]{0,40}$")),
    ("minutes", shape(r"^[ \t]*(?:รายงาน|บันทึก)การประชุม[^\n]{0,90}$")),
    (
        "message",
        shape(
            r"^[ \t]*(?:(?:กระดาษเขียน)?ข่าวร่วม|กระดาษเขียนข่าว|วิทยุ(?:ราชการ|ในราชการ)?|โทรสารในราชการ)[ \t]*$"
        ),
    ),
    ("routing_slip", shape(r"^[ \t]*(?:ใบปะหน้า|ใบส่งเรื่อง|ใบนำส่ง|ใบเวียน|ใบส่งหนังสือ)[^\n]{0,40}$")),
)
_SLIP = shape(
    r"^[ \t]*(?:เลขที่เอกสารในระบบ|วันที่กำหนด|ผู้ปฏิบัติ)|\tวันที่กำหนด|[☐☑☒□][ ]*เพื่อ(?:โปรด)?(?:ทราบ|พิจารณา|ดำเนินการ)"
)
_ENCLOSURE = shape(
    rf"^[ \t]*\(?(?:{label('สิ่งที่ส่งมาด้วย', 'สิ่งที่แนบมาด้วย', 'เอกสารแนบท้าย', 'เอกสารหมายเลข', 'บัญชีหมายเลข')}|เอกสารแนบ|ภาคผนวก|ผนวก)"
    r"[ ]?(?:ลำดับ)?(?:ที่|หมายเลข)?[ .]?(?:\d{0,2}(?:\.\d{1,2})?|[ก-ฮ])\)?[ .]*$"
)
_ATTACHED = shape(
    r"^[ \t]*\(?(?:บัญชี|ราย|เอกสาร|แบบ|ตาราง|กำหนด|แผน|ข้อ|หลัก|ภาพ|คู่มือ|อัตรา)?[^\n]{0,40}?แนบท้าย[ ]?(?:คำสั่ง|ประกาศ|พระราช|กฎ|ระเบียบ|ข้อบังคับ|หนังสือ|บันทึก|สัญญา|ที่)[^\n]{0,70}$"
)
_SALUTED = shape(r"^[ \t-]{0,4}(?:เรียน|กราบเรียน|นมัสการ|กราบนมัสการ|กราบทูล|ขอประทานกราบทูล)[ ]")
_TO = shape(r"^[ \t]*ถึง[ ]+[^\n]{3,}")
_SUBJECT = shape(rf"^[ \t]*(?:{label('เรื่อง')})[ \t.:]")
_CERTIFIES = shape(r"หนังสือ(?:ฉบับนี้|รับรองฉบับนี้)[^\n]{0,10}ให้ไว้เพื่อ(?:รับรอง|แสดง)")
_OLD_NUMBER = shape(r"^[ \t]*ที่[ ]*\d{1,5}[ ]?/[ ]?2[45]\d\d[ ]*(?=$|\t)")
_PARTED = shape(rf"^[ \t.]*{AT}[ .:]{{0,3}}[ก-ฮ]{{2,4}}\.?[ ]?\d[\d .]{{3,9}}/")
_ORDER_NUMBER = shape(r"^[ \t]*ที่[ ]*(?:พิเศษ[ ]?)?\d{1,5}[ ]?/[ ]?2[45]\d\d[ ]*$")
_ANNOUNCES = shape(r"^[ \t]*ประกาศ[ ]?[ก-๎][^\n]{4,90}$")
_YEARLY = shape(r"ที่|^[^\n]{0,8}\d{1,5}[ ]?/[ ]?2[45]\d\d[ ]*$")
"""The line of an order's number, as far as it must be readable: คำสั่ง alone also begins sentences."""


def opens(line: str) -> str | None:
    """The form that a line opens: `memo_title`, `unit`, `number`, `enclosure`, or a kind by its title."""
    if not line or len(line) > 160:
        return None
    if _MEMO.match(line):
        return "memo_title"
    if _UNIT.match(line):
        return "unit"
    if _NUMBER.match(line) or _PARTED.match(line):
        return "number"
    if _ENCLOSURE.match(line) or (len(line) < 90 and _ATTACHED.match(line)):
        return "enclosure"
    return next((kind for kind, looks in _TITLES if looks.match(line)), None)


def is_letter_head(head: Sequence[str]) -> bool:
    """Whether lines at the top of a page are the head of a letter by their labels, whatever became of its number.

    เรื่อง and เรียน (or ถึง) stand together on no other paper but a memo; a number without letters (ที่ 14/2561) is
    known by its addressee only.
    """
    addressed = _any(_SALUTED, head)
    return addressed and (_any(_SUBJECT, head) or _any(_OLD_NUMBER, head[:8]))


def is_law(lines: Sequence[str]) -> bool:
    """Whether the head of a regulation is that of a law of the realm (พระราชบัญญัติ, กฎกระทรวง), which names no office."""
    return any(_LAW.match(line) for line in lines)


def kind_of(lines: Sequence[str], *, first: bool, after: str | None) -> str:
    """The kind of a document from its lines; `after` is the kind of the document before it in the file."""
    if not any(line.strip() for line in lines):
        return "blank"
    head = [line for line in lines if line.strip()][:30]
    opened = [opens(line) for line in head]
    if "memo_title" in opened or ("unit" in opened and ("number" in opened or _any(_SUBJECT, head))):
        return "memo"
    titled = next((kind for kind in opened if kind and kind not in ("unit", "number", "enclosure")), None)
    if titled == "order" and not _any(_ORDER_NUMBER, head) and not _any(_YEARLY, head[:8]):
        titled = None
    under = titled == "order" and opened[opened.index("order") + 1 :][:1] == ["number"]  # ที่ ง 29/2551
    if titled is not None and (titled in ("message", "minutes") or under or "number" not in opened[:6]):
        return titled
    if _any(_CERTIFIES, lines):
        return "certificate"
    if "number" in opened or (_any(_OLD_NUMBER, head[:8]) and _any(_SALUTED, head)):
        return "letter" if _any(_SALUTED, lines) or not _any(_TO, head) else "stamped_letter"
    if _any(_SLIP, head) and not _any(_ENCLOSURE, head[:2]):
        return "routing_slip"
    if titled is not None:
        return titled
    if is_letter_head(head if first else head[:LETTER_HEAD]):
        return "letter"
    if _announces(head):
        return "announcement"
    return "enclosure" if "enclosure" in opened[:3] or after in _ENCLOSING else "other"


def _announces(head: Sequence[str]) -> bool:
    """Whether a paper is an announcement by its head, though who announces was misread: ประกาศ… and เรื่อง below it."""
    return any(
        _ANNOUNCES.match(line) and _any(_SUBJECT, head[at + 1 : at + 3]) for at, line in enumerate(head[:4])
    )


def _any(looks: regex.Pattern[str], lines: Sequence[str]) -> bool:
    return any(looks.search(line) for line in lines)
