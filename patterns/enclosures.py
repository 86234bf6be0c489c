"""What is sent along (สิ่งที่ส่งมาด้วย): titles, counts and units, one a line or numbered."""

from __future__ import annotations

from collections.abc import Iterator

from saraban.patterns.pattern import SECONDS, Hit, Pattern, label, one_line, shape
from saraban.patterns.subject import AFTER_SUBJECT

UNITS = "ชุด|ฉบับ|เล่ม|แผ่น|หน้า|รายการ|แผง|กล่อง|ซอง|เรื่อง|ราย|ใบ|ภาพ|คู่ฉบับ"
_ITEM_NUMBER = r"(?:\(?\d{1,2}[.)][ ]?(?!\d))"
_BLOCK = shape(
    rf"""^[ \t\-–•]*{label("สิ่งที่ส่งมาด้วย", "สิ่งที่แนบมาด้วย")}[ \t.:]{{0,4}}
    (?P<items>[^\n]{{3,300}}(?:\n(?:[ \t]*\n)?[ \t]*(?={_ITEM_NUMBER})[^\n]{{3,300}}|\n(?![ \t]*(?:{AFTER_SUBJECT}|$))[^\n]{{2,300}}){{0,14}})"""
)
_NUMBERED = shape(rf"(?:^[ \t]*|(?<=(?:{UNITS})[ ])){_ITEM_NUMBER}")
_COUNTED = shape(
    rf"^[ \t]*{_ITEM_NUMBER}?[ ]?(?P<title>.+?)[ ]?(?:จำนวน[ ]?(?P<count>\d{{1,4}})[ ]?(?P<unit>{UNITS})?[ ]?)?\.?$"
)


def _scan(string: str) -> Iterator[Hit]:
    for block in _BLOCK.finditer(string, timeout=SECONDS):
        offset = block.start("items")
        for start, stop in _items(block["items"]):
            hit = _item(block["items"][start:stop], offset + start)
            if hit is not None:
                yield hit


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where each item stands: items begin at a number, or there is only one."""
    starts = [m.start() for m in _NUMBERED.finditer(text)]
    if not starts or text[: starts[0]].strip(" -\t\n"):
        starts.insert(0, 0)
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _item(text: str, offset: int) -> Hit | None:
    whole = one_line(text)
    match = _COUNTED.match(whole)
    if match is None or len(match["title"].strip()) < 3:
        return None
    count = int(match["count"]) if match["count"] else None
    value = {"title": match["title"].strip(" ,"), "count": count, "unit": match["unit"]}
    start = offset + len(text) - len(text.lstrip())
    return Hit(start, offset + len(text.rstrip()), value)


PATTERNS = (
    Pattern(
        id="enclosures",
        fills="enclosures",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 11.7: สิ่งที่ส่งมาด้วย",
        scan=_scan,
        finds={
            "สิ่งที่ส่งมาด้วย แบบตอบรับการเข้าร่วม จำนวน ๑ ฉบับ": {
                "title": "แบบตอบรับการเข้าร่วม", "count": 1, "unit": "ฉบับ",
            },
            "สิ่งที่ส่งมาด้วย  สำเนาโฉนดที่ดิน": {"title": "สำเนาโฉนดที่ดิน", "count": None, "unit": None},
            "สิงที่ส่งมาด้วย ๑. บัญชีรายชื่อผู้ได้รับ\nแต่งตั้ง จำนวน 2 แผ่น": {
                "title": "บัญชีรายชื่อผู้ได้รับแต่งตั้ง", "count": 2, "unit": "แผ่น",
            },
        },
        ignores={
            "(รายละเอียดตามสิ่งที่ส่งมาด้วย ๑)": "a pointer to an enclosure",
            "สิ่งที่ส่งมาด้วย": "the label alone",
        },
    ),
)  # fmt: skip
