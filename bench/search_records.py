"""Records of letters that nobody wrote, as many as wanted: invented offices, places and affairs, printed as letters are.

Each is a whole record (`saraban/record/1`) of one page, about 1,100 letters of text. Words come as in life: a few are
in every letter, many in few.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from saraban.normalize.digits import to_thai

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
    "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
PREFIXES = (
    "กษ",
    "ทส",
    "ศธ",
    "มท",
    "สธ",
    "คค",
    "วธ",
    "อก",
    "พม",
    "กค",
    "นร",
    "รง",
    "พณ",
    "ดศ",
    "อว",
    "ยธ",
    "กก",
    "กต",
)
KINDS = (
    "letter",
    "letter",
    "letter",
    "memo",
    "memo",
    "memo",
    "stamped_letter",
    "order",
    "announcement",
    "routing_slip",
)
ACTIONS = ("approve", "acknowledge", "assign", "inform", "consider", "act")
_SAID = {
    "approve": "อนุมัติ",
    "acknowledge": "ทราบ",
    "assign": "มอบ กผง.",
    "inform": "แจ้งทุกกอง",
    "consider": "พิจารณา",
    "act": "ดำเนินการ",
}
_REASONS = ("low_confidence", "handwritten", "unknown_words", "two_digit_year", "not_found", "poor_page")
_OFFICES = (
    "กรม",
    "สำนัก",
    "กอง",
    "ศูนย์",
    "สำนักงาน",
    "วิทยาลัย",
    "โรงพยาบาล",
    "เทศบาลตำบล",
    "องค์การบริหารส่วนตำบล",
    "โรงเรียนบ้าน",
)
_WORKS = (
    "ขุดลอก", "ซ่อม", "สำรวจ", "จัดซื้อ", "ตรวจสอบ", "ปรับปรุง", "ย้าย", "ติดตั้ง", "ทำแผนที่", "ขึ้นทะเบียน", "ขอใช้", "ส่งมอบ", "ประกวดราคา", "อบรมเรื่อง",
    "ประชุมเรื่อง", "รายงานผล", "ขอเบิก", "จำหน่าย", "บริจาค", "ประชาสัมพันธ์",
)  # fmt: skip
_THINGS = (
    "คลอง", "ฝาย", "บ่อบาดาล", "ป่าชายเลน", "เครื่องสูบน้ำ", "หนังสือเรียน", "บัญชี", "ครุภัณฑ์", "ท่าเรือ", "เสาไฟ", "ประตูระบายน้ำ", "เมล็ดพันธุ์ข้าว",
    "อาสาสมัคร", "ผ้าทอ", "แนวกันไฟ", "ห้องสมุด", "หลังคาหอประชุม", "รถยนต์ราชการ", "สวนผลไม้", "รังผึ้ง", "สถานีวัดอากาศ", "สะพานไม้", "สนามกีฬา",
    "วัคซีน", "ยุ้งฉาง", "เรือตรวจการณ์", "หอเตือนภัย", "โรงสี", "ตลาดนัด", "อ่างเก็บน้ำ", "ถนนลูกรัง", "เครื่องพิมพ์", "กล้องวงจรปิด", "เตาเผาขยะ", "ศาลาพัก",
    "หม้อแปลง", "ทุ่นลอย", "พันธุ์ปลา", "โบราณวัตถุ", "จดหมายเหตุ", "ทะเบียนราษฎร", "เงินยืม", "ค่าเช่าบ้าน", "เครื่องแบบ", "ใบอนุญาต", "แบบพิมพ์", "ที่ราชพัสดุ",
)  # fmt: skip
_SENTENCES = (
    "ด้วย{office}ได้รับแจ้งจากราษฎรบ้าน{place}ว่า การ{affair}ยังไม่แล้วเสร็จ",
    "ในการนี้ จึงขอให้ท่านส่งผู้แทนจำนวน {n} คน ไปร่วม{affair}ที่{place}",
    "ทั้งนี้ ได้จัดสรรงบประมาณไว้แล้ว {n} บาท ตามแผนของ{office}",
    "ผลการ{affair}ในรอบปีที่ผ่านมาเป็นที่พอใจของชาว{place}",
    "หากมีข้อขัดข้องประการใด โปรดแจ้ง{office}ภายใน {n} วัน",
    "พื้นที่{place}มีเนื้อที่ประมาณ {n} ไร่ และอยู่ห่างจาก{other} {m} เส้น",
    "เห็นควรมอบหมายให้{office}รับไปดำเนินการ{affair}ต่อไป",
    "อนึ่ง การเดินทางไป{place}ในฤดูฝนต้องใช้เรือจาก{other}",
    "ผู้ใหญ่บ้าน{place}เสนอให้เลื่อนการ{affair}ออกไปก่อน",
    "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วยแล้วนั้น",
    "ช่างของ{office}วัดระดับได้ {n} เซนติเมตร สูงกว่าปีก่อน {m}",
    "คณะทำงานชุด{place}มีมติให้{affair}เป็นลำดับแรก",
    "กรณีที่{other}ไม่อาจดำเนินการได้ ให้{place}รับช่วงแทน",
    "ผู้รับจ้างขอขยายเวลาอีก {n} วัน เพราะวัสดุจาก{other}มาไม่ถึง",
    "สมาคมชาว{place}ยินดีออกค่าใช้จ่ายครึ่งหนึ่ง เป็นเงิน {n} บาท",
    "โดยให้เริ่มที่หมู่ {m} ก่อน แล้วจึงต่อไปยัง{other}",
    "เจ้าหน้าที่สองนายพักที่{place}คืนละ {n} บาท",
    "หลักฐานการจ่ายเก็บไว้ที่{office} ตู้ที่ {m}",
    "เมื่อปีกลายฝนทิ้งช่วง ชาว{other}จึงขอให้{affair}โดยเร็ว",
    "แผนผังที่แนบมานี้เขียนโดยครูโรงเรียน{place}",
)
_SYLLABLES = ("บาง", "หนอง", "ดอน", "โนน", "คลอง", "ห้วย", "เกาะ", "เขา", "ทุ่ง", "แม่", "นา", "ปาก", "ท่า", "ไทร", "มะกอก", "สัก", "ยาง", "แดง",
    "ขาว", "ลึก", "ใหญ่", "น้อย", "เหนือ", "ใต้", "หลวง", "แก้ว", "ทอง", "เงิน", "จันทร์", "แสง", "คำ", "กลาง", "นกยูง", "ปลา", "หอย", "กุ้ง", "บัว",
    "จิก", "รัง", "เต็ง", "ประดู่", "ตะเคียน", "พลับ", "หวาย", "ไผ่", "หลัก", "ศิลา", "วัว", "ช้าง", "เสือ", "กวาง", "นาค", "งู", "เต่า", "ม่วง", "คราม",
)  # fmt: skip


def records(count: int, seed: int = 1) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names of files of records, each with its record."""
    for number in range(count):
        # A generator for each, so that the first thousand are the same however many there are.
        record = _record(number, random.Random(seed * 1_000_003 + number))
        yield f"{record['source']['name']}-{record['source']['sha256'][:8]}.json", record


@cache
def places(count: int = 6000) -> tuple[str, ...]:
    """Invented names of places, the frequent ones first."""
    rnd = random.Random(7)
    return tuple("".join(rnd.sample(_SYLLABLES, rnd.choice((2, 2, 3)))) for _ in range(count))


def _record(number: int, rnd: random.Random) -> dict[str, Any]:
    office = f"{rnd.choice(_OFFICES)}{_some(rnd)}"
    facts = _facts(rnd, number, office)
    lines = _lines(rnd, facts)
    sha256 = hashlib.sha256(f"generated {number}".encode()).hexdigest()
    engine = dict.fromkeys(("ocr", "model", "model_sha256", "lacks_digits", "cage"))
    return {
        "schema": "saraban/record/1",
        "source": {
            "name": f"{number:06}.txt",
            "sha256": sha256,
            "bytes": 3000,
            "media_type": "text/plain",
            "pages": 1,
        },
        "engine": {"saraban": "0.1.0", **engine},
        "pages": [_page(lines)],
        "documents": [
            {
                "id": "d1",
                "kind": facts["kind"],
                "pages": [1, 1],
                "lines": [1, len(lines)],
                "review": None,
                "fields": _fields(rnd, facts),
            }
        ],
        "links": [],
        "warnings": [],
    }


def _facts(rnd: random.Random, number: int, office: str) -> dict[str, Any]:
    day = datetime.date(1995, 1, 1) + datetime.timedelta(days=rnd.randrange(11_000))
    circular, serial = rnd.random() < 0.2, rnd.randrange(1, 20_000)
    affair = rnd.choice(_WORKS) + rnd.choice(_THINGS)
    code = f"{rnd.choice(PREFIXES)} {rnd.randrange(100, 2000):04}.{rnd.randrange(1, 30):02}"
    return {
        "kind": rnd.choice(KINDS),
        "office": office,
        "number": f"{code}/{'ว ' if circular else ''}{serial}",
        "day": day,
        "affair": affair,
        "subject": f"{affair}{_some(rnd)}",
        "to": f"ผู้อำนวยการ{rnd.choice(_OFFICES)}{_some(rnd)}",
        "receipt": str(number * 7 % 9973) if rnd.random() < 0.6 else None,
        "received": day + datetime.timedelta(days=rnd.randrange(1, 9)),
        "action": rnd.choice(ACTIONS) if rnd.random() < 0.5 else None,
        "flagged": rnd.random() < 0.3,
    }


def _lines(rnd: random.Random, facts: dict[str, Any]) -> list[str]:
    body = [
        rnd.choice(_SENTENCES).format(
            office=facts["office"],
            place=_some(rnd),
            other=_some(rnd),
            affair=facts["affair"],
            n=to_thai(str(rnd.randrange(2, 9000))),
            m=to_thai(str(rnd.randrange(2, 90))),
        )
        for _ in range(13)
    ]
    stamp = [facts["office"], f"รับที่ {to_thai(facts['receipt'] or '')}", f"วันที่ {printed(facts['received'])}"]
    said = [_SAID[facts["action"]], f"({_name(rnd)})"] if facts["action"] else []
    return [
        *(stamp if facts["receipt"] else []),
        f"ที่ {to_thai(facts['number'])}\t{facts['office']}",
        printed(facts["day"]),
        f"เรื่อง {facts['subject']}",
        f"เรียน {facts['to']}",
        *body,
        "จึงเรียนมาเพื่อโปรดพิจารณา",
        "ขอแสดงความนับถือ",
        f"({_name(rnd)})",
        *said,
    ]


def printed(day: datetime.date) -> str:
    """A day as letters print it: ๑๙ กันยายน ๒๕๕๙."""
    return to_thai(f"{day.day} {MONTHS[day.month - 1]} {day.year + 543}")


def _fields(rnd: random.Random, facts: dict[str, Any]) -> dict[str, Any]:
    reasons = [rnd.choice(_REASONS)] if facts["flagged"] else []
    fields: dict[str, Any] = {
        "document_number": _field(facts["number"]),
        "date": _field(facts["day"].isoformat(), reasons=reasons),
        "subject": _field(facts["subject"]),
        "to": _field(facts["to"]),
        "agency": _field(facts["office"]),
    }
    if facts["receipt"]:
        value = {
            "office": facts["office"],
            "number": facts["receipt"],
            "date": facts["received"].isoformat(),
            "time": None,
        }
        fields["receipts"] = [_field(value)]
    if facts["action"]:
        value = {
            "action": facts["action"],
            "text": _SAID[facts["action"]],
            "actor": None,
            "date": (facts["received"] + datetime.timedelta(days=2)).isoformat(),
            "mark": "written",
        }
        fields["dispositions"] = [_field(value)]
    return fields


def _field(value: object, *, reasons: list[str] | None = None) -> dict[str, Any]:
    return {
        "value": value,
        "raw": value if isinstance(value, str) else "",
        "parts": {},
        "at": {"page": 1, "lines": [1, 1], "box": None},
        "rule": "generated",
        "confidence": None,
        "checks": [],
        "rivals": [],
        "review": {"reasons": reasons} if reasons else None,
    }


def _page(lines: list[str]) -> dict[str, Any]:
    return {
        "number": 1,
        "width": 0,
        "height": 0,
        "dpi": 0,
        "dpi_source": "none",
        "rotation": 0,
        "skew": 0.0,
        "text_from": "transcript",
        "confidence": None,
        "marks": [],
        "lines": [
            {"number": n, "text": text, "box": None, "confidence": None} for n, text in enumerate(lines, 1)
        ],
    }


def _some(rnd: random.Random) -> str:
    """A place: the hundredth is named a hundred times less often than the first."""
    names = places()
    return names[
        min(int(rnd.paretovariate(0.35)) - 1, len(names) - 1)
        if rnd.random() < 0.7
        else rnd.randrange(len(names))
    ]


def _name(rnd: random.Random) -> str:
    return f"{rnd.choice(('นาย', 'นาง', 'นางสาว'))}{''.join(rnd.sample(_SYLLABLES, 2))} {_some(rnd)}"


def as_bytes(record: dict[str, Any]) -> bytes:
    """A record as its file holds it."""
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
