"""What the turn of a page tells: page numbers, catch-words, heads of forms, titles of enclosures.

A letter names itself at the top of its first page only; the pages that go on say so by a page number (- ๒ -,
ข้อ 75 of the regulation leaves it in the middle of the upper margin) or by the catch-word at the foot of the page
before (/จึงเรียนมา...). Lines that stand in a stamp are the receiver's and tell nothing of this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from saraban.extract.flow import Flow, PrintedLine
from saraban.extract.kinds import LAW, LETTER_HEAD, is_letter_head, opens
from saraban.extract.page import Page
from saraban.normalize.months import FULL
from saraban.patterns.pattern import shape

_FIRST = 3  # lines among which a page number or the name of an enclosure stands
_FOOT = 3  # lines among which a catch-word stands: below it only a note or the form's number
_MIDDLE = 0.12
"""How far from the middle of the page, as a share of its width, a centred line may stand: scanners cut one edge."""
_APART = 0.04
"""How far, as a share of the page's width, a centred title keeps from both edges of the text; half the indent of a
paragraph (2.5 cm of 21), and so no more than that one side may be wider than the other."""
_CELLS = 12  # lines that a table has at least, its head with it
_LEGIBLE = 0.6
"""Mean confidence of the letters of a line below which it is no print: pens, specks and edges read as letters."""

_LETTER = shape(r"[ก-๎]")
_WORD = shape(r"[ก-๎A-Za-z0-9]{2}")
_DASHED = shape(r"^[ \t]*[-–—_~=•.«]{1,2}[ ]?(?:(?P<number>\d{1,3})|[^\s\d]{1,2})[ ]?[-–—_~=•.»]{1,2}[ \t]*$")
_BARE = shape(r"^[ \t]*(?P<number>\d{1,3})[ \t]*$")
_NAMED = shape(r"^[ \t]*(?:หน้า|แผ่น)(?:ที่)?[ ]?(?P<number>\d{1,3})(?:[ ]?(?:/|จาก|ใน)[ ]?\d{1,3})?[ \t]*$")
_GAZETTE = shape(r"^[^\n]{0,3}(?:หน้า[ ]?\d|เล่ม(?:ที่)?[ ]?\d|ตอน(?:ที่|พิเศษ)|ราชกิจจานุเบกษา)[^\n]{0,80}$")
"""The running head of the Royal Gazette (ราชกิจจานุเบกษา), which stands above whatever begins on its page."""
_DAY = shape(rf"^[ \t]*\d{{1,2}}[ ]{{1,3}}(?:{'|'.join(FULL)})[ ]{{1,3}}2[45]\d\d[ \t]*$")
_CATCH = shape(r"^[ \t]*/[ ]?[^\n]{2,40}?(?P<dots>[.…][ ]?[.…]?[.… ]*)?$")
_DOTTED = shape(r"^[^\n]{3,40}?(?:\.[ ]?){2,}\.?[ \t]*$|^[^\n]{3,40}?…[ \t]*$")
_LEADERS = shape(r"…{4}|(?:\.[ ]?){9}")
"""Dots to write on, which no title and no catch-word has so many of."""
_TITLE = shape(
    rf"""^[ \t]*(?:(?:กำหนดการ|ตาราง|บัญชี|รายชื่อ|รายละเอียด|แบบ(?:ตอบ|ฟอร์ม|แสดง|สำรวจ|รายงาน|รายละเอียด|ใบ|คำ|สัญญา|บันทึก|ประเมิน|แจ้ง|กรอก|ข้อมูล)
    |โครงการ|แผน(?:งาน|การ|ปฏิบัติ|ผัง|ที่|ภูมิ)|ใบ(?:สมัคร|แจ้ง|ตอบ|เสนอ|สำคัญ|เบิก|ส่ง|รับ)|ระเบียบวาระ|หลักเกณฑ์|คู่มือ|ปฏิทิน|ประวัติ|สรุป|ขอบเขต
    |ร่าง|สัญญา|ข้อตกลง|คำอธิบาย|คำชี้แจง|แนวทาง|เอกสาร(?:ประกอบ|แนบ)|ข้อเสนอ|ทะเบียน|เค้าโครง|ภาพถ่าย|รายงานผล|รายการ|หลักสูตร|ตัวอย่าง|บันทึกหลักการ)[^\n]{{2,150}}
    |{LAW}[^\n]{{0,60}})$"""
)


@dataclass(frozen=True, slots=True)
class Top:
    """What stands at the top of a page.

    `form`: what its head opens (`kinds.opens`, and `head` for a letter known by its labels only); `number`: the page
    number printed there, 0 for one that could not be read; `title`: of an enclosure, with which it begins; `emblem`: a
    garuda stands there.
    """

    form: str | None
    number: int | None
    title: str | None
    emblem: bool


def tops(flow: Flow, pages: Sequence[Page]) -> dict[int, Top]:
    """What stands at the top of each page that has any print, by its number."""
    by_number = {page.number: page for page in pages}
    return {number: _top(flow, lines, by_number.get(number)) for number, lines in printed_lines(flow).items()}


def caught(flow: Flow, pages: Sequence[Page]) -> set[int]:
    """The pages at whose foot a catch-word says that the text goes on overleaf."""
    by_number = {page.number: page for page in pages}
    return {
        number
        for number, lines in printed_lines(flow).items()
        if any(_is_catch_word(flow, i, by_number.get(number)) for i in lines[-_FOOT:])
    }


def worded(flow: Flow) -> frozenset[int]:
    """The pages on which any word or number stands: specks on an empty one are read as letters, each by itself."""
    return frozenset(
        printed.page for i, printed in enumerate(flow.lines) if _WORD.search(flow.string(i)) is not None
    )


def is_running_head(flow: Flow, at: int) -> bool:
    """Whether a line is the gazette's running head, or the day that stands with the pieces of it."""
    line, page = flow.string(at), flow.lines[at].page
    if _GAZETTE.match(line):
        return True
    near = range(max(at - 3, 0), min(at + 4, len(flow.lines)))
    pieces = [i for i in near if flow.lines[i].page == page and _GAZETTE.match(flow.string(i))]
    return len(pieces) > 1 and _DAY.match(line) is not None


def printed_lines(flow: Flow) -> Mapping[int, list[int]]:
    """The printed lines of each page that stand in no stamp, as indices of the flow."""
    found: dict[int, list[int]] = {}
    for i, printed in enumerate(flow.lines):
        if printed.line.stamp is None and flow.string(i).strip() and _is_legible(printed):
            found.setdefault(printed.page, []).append(i)
    return found


def _top(flow: Flow, lines: Sequence[int], page: Page | None) -> Top:
    number = next((n for i in lines[:_FIRST] if (n := _page_number(flow, i, page)) is not None), None)
    lines = [i for i in lines if not _GAZETTE.match(flow.string(i))]
    head = [flow.string(i) for i in lines[:LETTER_HEAD]]
    opened = [form for place, line in enumerate(head) if (form := _opened(line, place, head)) is not None]
    form = next((one for one in opened if one == "enclosure"), None) or next(iter(opened), None)
    if form in (None, "number") and is_letter_head(head):
        form = "head"
    first = list(zip(head, lines, strict=False))[:_FIRST]
    title = next((line for line, i in first if _is_title(line) and _set_apart(flow, i, lines, page)), None)
    emblem = page is not None and any(
        mark.kind == "emblem" and mark.box[3] < page.height // 3 for mark in page.marks
    )
    return Top(form, number, title, emblem)


def _is_title(line: str) -> bool:
    return _TITLE.match(line) is not None and not _LEADERS.search(line)


def _opened(line: str, place: int, head: Sequence[str]) -> str | None:
    """What a line opens; an enclosure names itself at once, and a number is not one that is being cited."""
    form = opens(line)
    if form == "enclosure" and place >= _FIRST:
        return None
    after = head[place + 1] if place + 1 < len(head) else ""
    return None if form == "number" and after.lstrip().startswith(("ลงวันที่", "ลว")) else form


def _page_number(flow: Flow, i: int, page: Page | None) -> int | None:
    line = flow.string(i)
    match = _DASHED.match(line) or _NAMED.match(line)
    if match is None:
        match = _BARE.match(line)
        if match is None or not _centred(flow.lines[i], page):
            return None
    number = match.groupdict().get("number")
    return int(number) if number else 0


def _centred(printed: PrintedLine, page: Page | None) -> bool:
    """Whether a line stands in the middle of its page; a transcript does not know, and is believed."""
    box = printed.line.box
    if box is None or page is None or not page.width:
        return True
    return abs((box[0] + box[2]) / 2 - page.width / 2) <= _MIDDLE * page.width


def _is_legible(printed: PrintedLine) -> bool:
    sure = printed.line.confidences
    return not sure or fmean(sure) > _LEGIBLE


def _set_apart(flow: Flow, i: int, lines: Sequence[int], page: Page | None) -> bool:
    """Whether a line stands in the middle of the text below and keeps from both its edges, is wider, or stands over a
    table: a title.
    """
    box = flow.lines[i].line.box
    others = [one for at in lines if at != i and (one := flow.lines[at].line.box) is not None]
    if box is None or page is None or not page.width or not others:
        return True
    rare = len(others) // 10  # specks and notes stand beyond the edges of the text
    left_edge, right_edge = (
        sorted(one[0] for one in others)[rare],
        sorted(one[2] for one in others)[-1 - rare],
    )
    left, right = (box[0] - left_edge) / page.width, (right_edge - box[2]) / page.width
    if abs(left - right) > 2 * _APART:
        return False
    if min(left, right) >= _APART or max(left, right) <= -_APART / 4:
        return True
    below, half = [flow.lines[at] for at in lines[_FIRST:]], (right_edge - left_edge) / 2
    running = sum(_is_running_text(one, half) for one in below)
    return len(below) > _CELLS and running <= len(below) // 10 and _is_of_a_piece(flow.lines[i])


def _is_running_text(printed: PrintedLine, width: float) -> bool:
    """Whether a line wider than `width` is one of words: rows of a table are of figures, or have gaps."""
    box, text = printed.line.box, printed.line.text
    wide = box is not None and box[2] - box[0] >= width
    return wide and 2 * len(_LETTER.findall(text)) > len(text) and _is_of_a_piece(printed)


def _is_of_a_piece(printed: PrintedLine) -> bool:
    """Whether no gap in a line is wider than it is high, as those between the heads of columns are."""
    box, boxes = printed.line.box, printed.line.boxes
    if box is None or boxes is None:
        return True
    inked = [one for one, letter in zip(boxes, printed.line.text, strict=True) if not letter.isspace()]
    return all(after[0] - before[2] < box[3] - box[1] for before, after in pairwise(inked))


def _is_catch_word(flow: Flow, i: int, page: Page | None) -> bool:
    """/ and the first words overleaf, dots behind them, at the right: two of the three, for engines lose the /."""
    line, box = flow.string(i), flow.lines[i].line.box
    if _LEADERS.search(line):
        return False
    right = box is not None and page is not None and page.width > 0 and box[0] > 0.45 * page.width
    match = _CATCH.match(line)
    if match is not None and (match["dots"] or right or box is None):
        return True
    return right and _DOTTED.match(line) is not None
