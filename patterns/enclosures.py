"""What is sent along (สิ่งที่ส่งมาด้วย): titles, counts and units, one a line or numbered."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.patterns.pattern import SECONDS, Hit, Pattern, label, one_line, shape
from saraban.patterns.subject import AFTER_SUBJECT

UNITS = "คู่ฉบับ|ชุด|ฉบับ|เล่ม|แผ่นพับ|แผ่น|หน้า|รายการ|แผง|กล่อง|ซอง|เรื่อง|ราย|ใบ|ภาพ|รูป|แฟ้ม|ม้วน|ตลับ|ลัง|ห่อ|ชิ้น|อัน|ผืน|ไฟล์|โครงการ"
_ITEM_NUMBER = r"(?:\(?\d{1,2}[.)][ ]?(?!\d))"
_FIRST = shape(rf"^[ \t\-–•]*{label('สิ่งที่ส่งมาด้วย', 'สิ่งที่แนบมาด้วย')}[ \t.:]{{0,4}}(?P<items>[^\n]{{3,300}})$")
_NUMBERED = shape(rf"(?:^[ \t]*|(?<=(?:{UNITS})[ \t]{{1,4}})){_ITEM_NUMBER}")
# จำนวน may be left out; ที่ makes the number an ordinal (ฉบับที่ 2 เรื่อง…).
_COUNT = shape(
    rf"(?:จำนวน\s{{0,2}}|(?<!(?<!แผน)ที่\s?|[\d./]))(?P<count>\d{{1,4}})\s?(?P<unit>{UNITS})(?=และ|พร้อม|[^ก-๎]|\Z)"
)
_ENDS = shape(r"[ ]?(?P<note>\([^()]{1,80}\))?[ .,]*(?:\Z|\t)")
_AND = shape(r"\s?(?:,|และ|พร้อม(?:ด้วย)?)\s?")
_COUNT_LEFT = shape(rf"จำนวน|\d[ ]?(?:{UNITS})(?![ก-๎])")
_STAMP = r"(?:เลข(?:ที่|ทะเบียน)?[ ]?)?รับ(?:ที่|[ ]?\d|[ ]*$)|เลข(?:ที่)?รับ|วันที่|เวลา"
_STOP = shape(rf"[ \t]*(?:{AFTER_SUBJECT}|{_STAMP}|ขอแสดง|โทร|$)")
_STAMP_ROW = shape(rf"[ \t]*(?:{_STAMP})")
_LINES = 14  # of a list
_LONG = 120  # characters of a title


def _scan(string: str) -> Iterator[Hit]:
    for first in _FIRST.finditer(string, timeout=SECONDS):
        start = first.start("items")
        text = string[start : _end(string, start, first.end())]
        items = list(_items(text))
        for begin, stop in items:
            closed = stop < len(text)  # by the number of the next
            yield from _item(text[begin:stop], start + begin, closed=closed)


def _end(string: str, start: int, stop: int) -> int:
    """Where a list that begins at `start` and whose first line ends at `stop` ends: a counted item is
    whole, and only a numbered line goes on from there; one not yet counted may run on.
    """
    lines = string[stop + 1 :].split("\n", _LINES + 1)[: _LINES + 1]
    cursor = stop + 1
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        cursor += len(line) + 1
        if not line.strip():
            if not _NUMBERED.match(following):
                break
            continue
        if not _NUMBERED.match(line):
            stands_alone = _STOP.match(line) or _STAMP_ROW.match(following)
            if stands_alone or (_whole(string[start:stop]) and not _AND.match(line)):
                break
        stop = cursor - 1
    return stop


def _whole(text: str) -> bool:
    """Whether an item says how many at its end."""
    return any(_ENDS.match(text, match.end()) for match in _COUNT.finditer(text))


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where each item stands: items begin at a number, or there is only one."""
    starts = [m.start() for m in _NUMBERED.finditer(text)]
    if not starts or text[: starts[0]].strip(" -\t\n"):
        starts.insert(0, 0)
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def _item(text: str, offset: int, *, closed: bool) -> Iterator[Hit]:
    """An item, or several counted ones in one: ภาพถ่าย 5 ภาพ และแผนที่ 1 แผ่น."""
    number = regex.match(rf"\s*{_ITEM_NUMBER}?\s*", text)
    cursor = number.end() if number else 0
    text = text.rstrip()
    for count in _COUNT.finditer(text, cursor):
        ends, more = _ENDS.match(text, count.end()), _AND.match(text, count.end())
        if ends or (more and _whole(text[more.end() :])):
            stop = ends.end() if ends else count.end()
            note = {"note": ends["note"]} if ends and ends["note"] else {}
            yield from _hit(text[cursor : count.start()], (offset + cursor, offset + stop), count, note)
            cursor = more.end() if more else len(text)
    if cursor < len(text):
        unsure = "\n" in text and not closed
        for hit in _hit(text[cursor:], (offset + cursor, offset + len(text)), None, {}):
            yield Hit(
                hit.start, hit.stop, hit.value, {}, (*hit.doubts, *(("title_end_unsure",) if unsure else ()))
            )


def _hit(
    printed: str, span: tuple[int, int], count: regex.Match[str] | None, parts: dict[str, object]
) -> Iterator[Hit]:
    title = one_line(printed).strip(" ,.") if count is None else one_line(printed).strip(" ,")
    if len(title) < 3:
        return
    value = {
        "title": title,
        "count": int(count["count"]) if count else None,
        "unit": count["unit"] if count else None,
    }
    doubts = {"count_unread": _COUNT_LEFT.search(title) is not None, "long_title": len(title) > _LONG}
    yield Hit(*span, value, parts, tuple(why for why, holds in doubts.items() if holds))


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
            "สิ่งที่ส่งมาด้วย แผนที่ ๓ แผ่น": {"title": "แผนที่", "count": 3, "unit": "แผ่น"},
            "สิ่งที่ส่งมาด้วย เอกสารประกอบ จำนวน ๒ แฟ้ม (ส่งทาง QR Code)": {
                "title": "เอกสารประกอบ", "count": 2, "unit": "แฟ้ม",
            },
            "สิ่งที่ส่งมาด้วย รายชื่อครู จำนวน 1 ชุด\nกรมสาธิตขอเชิญท่านประชุมในวันที่ 5 มีนาคม 2563": {
                "title": "รายชื่อครู", "count": 1, "unit": "ชุด",
            },
            "สิ่งที่ส่งมาด้วย ผังเมืองรวม\nกรมผังสาธิต\nเลขรับ 77\nวันที่ 2 มี.ค. 61": {
                "title": "ผังเมืองรวม", "count": None, "unit": None,
            },
        },
        ignores={
            "(ดูแบบสำรวจในสิ่งที่ส่งมาด้วย ๓)": "a pointer to an enclosure",
            "สิ่งที่แนบมาด้วย": "the label alone",
        },
    ),
)  # fmt: skip
