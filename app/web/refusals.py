"""Why a search or a correction was refused, told in the words of the visitor's language."""

from __future__ import annotations

from saraban.app.review.anchor import FieldPath
from saraban.app.review.choices import CHOICES
from saraban.app.review.typed import manner_of
from saraban.app.web.language import Both
from saraban.app.web.words import reason
from saraban.extract.errors import BadQuery, BadValue, ReviewConflict, SarabanError

ASKED: dict[str, Both] = {
    "text": ("คำค้น", "Words"),
    "number": ("เลขที่หนังสือ (* แทนส่วนใดก็ได้)", "Number (* for any part)"),
    "similar": ("เลขที่ที่คล้ายกัน (อาจอ่านผิด)", "Number like (perhaps misread)"),
    "from": ("ตั้งแต่วันที่", "From"),
    "to": ("ถึงวันที่", "To"),
    "dated": ("วันที่ของ", "Date of"),
    "kind": ("ชนิด", "Kind"),
    "agency": ("ส่วนราชการ", "Agency"),
    "to_office": ("เรียน/ถึง", "Addressee"),
    "receipt": ("เลขรับหรือหน่วยงานที่รับ", "Receipt: number or office"),
    "action": ("การสั่งการ", "Decision"),
    "flagged": ("เหตุที่ต้องตรวจ", "To be checked because"),
    "page": ("หน้า", "Page"),
}
"""What the search form calls each of the things that are asked."""

SEARCHES: dict[str, str] = {
    "no_such_name": "ไม่มีช่องค้นหานี้ ใช้แบบฟอร์มด้านบน",
    "too_long": "ข้อความยาวเกินไป ใช้ข้อความที่สั้นลง",
    "nothing_to_find": "ไม่มีตัวอักษรหรือตัวเลขที่ใช้ค้นได้ ใส่อย่างน้อยหนึ่งตัว",
    "too_many_words": "คำค้นมากเกินไป ลดจำนวนคำ หรือใส่เป็นวลีในเครื่องหมายคำพูด “…”",
    "too_many_stars": "ใช้ * มากเกินไป ระบุเลขให้มากขึ้น",
    "not_a_date": "อ่านเป็นวันที่ไม่ได้ เขียนเป็น 1/9/2559, ๑ ก.ย. ๒๕๕๙ หรือ 2016-09-01",
    "backwards": "วันเริ่มต้นอยู่หลังวันสิ้นสุด สลับสองวันนี้",
    "not_a_choice": "ไม่มีตัวเลือกนี้ เลือกจากรายการ",
    "no_such_page": "ไม่มีหน้านี้ ระบุคำค้นให้แคบลงเพื่อดูรายการที่อยู่ถัดไป",
    "too_slow": "ใช้เวลาค้นนานเกินไป ระบุเพิ่ม เช่น เลขที่ ปี หรือคำที่ยาวขึ้น",
}
"""The reasons of BadQuery, and what to do."""

TYPED: dict[str, str] = {
    "too_long": "ข้อความยาวเกินไป",
    "masked": "มีเครื่องหมายที่ปิดเลขประจำตัวประชาชนไว้ (XXXX) พิมพ์ตัวเลขตามที่อยู่ในหนังสือ",
    "control_character": "มีอักขระที่มองไม่เห็นปนอยู่",
    "uncertain": "อ่านได้มากกว่าหนึ่งอย่าง ระบุให้ชัดว่าเป็นอย่างใด",
    "not_a_phone": "ไม่ใช่หมายเลขโทรศัพท์หรือที่อยู่ติดต่อ",
    "not_a_count": "ไม่ใช่จำนวนนับ",
    "not_a_capacity": "ไม่ได้ขึ้นต้นด้วยรักษาราชการแทน ปฏิบัติราชการแทน หรือคำอื่นที่ใช้ทำการแทน",
    "not_a_choice": "ไม่ใช่คำที่เลือกได้",
    "nothing_said": "ยังไม่มีผู้ใดตรวจรายการนี้ จึงไม่มีสิ่งใดให้ถอน",
    "nothing_to_confirm": "ไม่มีค่าที่อ่านได้ให้ยืนยัน ระบุค่า หรือเลือกว่าอ่านไม่ออกหรือไม่มีในหนังสือ",
    "typed_another": "ช่องค่าที่ถูกต้องมีค่าอื่น กด “แก้เป็นค่านี้” หรือคืนค่าเดิมก่อนกด “ถูกต้อง”",
    "has_members": "รายการนี้มีหลายส่วน เลือกส่วนที่จะแก้",
}
"""The reasons of BadValue that reasons.tsv does not have."""

_PEOPLE = {"who": "ใส่ชื่อผู้ตรวจไม่เกิน 100 ตัวอักษร", "why": "ใส่เหตุผลไม่เกิน 1,000 ตัวอักษร หรือเว้นว่าง"}
_WHOLE = {"typed_another", "nothing_said", "nothing_to_confirm", "has_members"}
"""Those that do not depend on how something was typed."""

ADVICE: dict[str, str] = {
    "date": "พิมพ์วันที่ตามที่อยู่ในหนังสือ (19 กันยายน 2559) หรือเป็น 2016-09-19, 2016-09, 2016-09-19/2016-09-21",
    "time": "พิมพ์เวลา เช่น 10:26 ถ้าเป็นช่วงใช้ / คั่น",
    "number": "พิมพ์เลขที่ เช่น กษ 0201.06/ว 8537 หรือ 478/2564 หรือเลือกให้เก็บตามที่พิมพ์",
    "register": "พิมพ์เลขทะเบียน เช่น 3763 หรือ ผส 7350 หรือเลือกให้เก็บตามที่พิมพ์",
    "phone": "พิมพ์หมายเลข เช่น 0-2281-5955 หรือที่อยู่ติดต่อ",
    "count": "พิมพ์จำนวน เช่น 3",
    "acting": "พิมพ์ เช่น รักษาราชการแทน อธิบดีกรม… ถ้ามีหลายอย่างใช้ ; คั่น",
    "text": "พิมพ์ตามที่อยู่ในหนังสือ",
}
"""How each manner of typing (review.typed) is done."""

_CONFLICT = (
    "มีผู้อื่นตรวจก่อน หรือแฟ้มถูกอ่านใหม่ ไม่มีสิ่งใดถูกเขียนทับ ดูสิ่งที่เปลี่ยนไปแล้วตัดสินใจอีกครั้ง",
    "Somebody else was quicker, or the file was read anew. Nothing was overwritten: see what has changed, and decide again.",
)
_REFUSED = ("บันทึกไม่ได้", "That cannot be written down")


def search_refused(error: BadQuery) -> Both:
    """Why a search cannot be answered, and what to do."""
    title = f"{ASKED[error.asked][0]}: " if error.asked in ASKED else ""
    return title + SEARCHES[error.reason], str(error)


def review_refused(error: SarabanError, field: str) -> Both:
    """Why a correction of a field was not written down, and what to do."""
    if isinstance(error, ReviewConflict):
        return _CONFLICT
    if not isinstance(error, BadValue):
        return _REFUSED
    about, _, _ = error.reason.partition("_")
    if about in _PEOPLE:
        return f"{_REFUSED[0]}: {_PEOPLE[about]}", _REFUSED[1]
    thai = TYPED.get(error.reason) or reason(error.reason)[0]
    advice = "" if error.reason in _WHOLE else _advice(field)
    return f"{_REFUSED[0]}: {thai} {advice}".rstrip(), _REFUSED[1]


def _advice(field: str) -> str:
    """How the field is typed; empty where the path is that of none."""
    try:
        manner = manner_of(FieldPath.parse(field))
    except (ValueError, BadValue):
        return ""
    return ADVICE.get(manner) or "พิมพ์คำใดคำหนึ่ง: " + ", ".join(_words(manner))


def _words(manner: str) -> list[str]:
    return [word for word, code in CHOICES[manner].items() if word != code]
