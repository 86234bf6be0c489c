"""What was decided on the paper (เกษียนหนังสือ): ticked boxes and written orders to the office."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.patterns.closing import actions
from saraban.patterns.pattern import SECONDS, Hit, Pattern, by_shape, shape

CHECKED = "☑☒✓✔■"
UNCHECKED = "☐□"
_BOX = shape(
    rf"(?P<value>(?P<box>[{CHECKED}{UNCHECKED}]|\([ ]?(?P<inner>[✓✔/xX]?)[ ]?\)|\[[ ]?(?P<inner>[✓✔/xX]?)[ ]?\])[ ]*(?P<text>[^\n\t{CHECKED}{UNCHECKED}()\[\]]{{2,60}}))"
)
# Written orders begin a short line; longest first.
_WRITTEN: tuple[tuple[str, str], ...] = (
    ("ดำเนินการตามเสนอ", "approve"), ("ไม่อนุมัติ", "return"), ("ไม่เห็นชอบ", "return"), ("ลงนามแล้ว", "sign"), ("ลงชื่อแล้ว", "sign"),
    ("เห็นชอบ", "approve"), ("อนุมัติ", "approve"), ("อนุญาต", "approve"), ("ตกลง", "approve"), ("ชอบ", "approve"), ("รับทราบ", "acknowledge"),
    ("แจ้งเวียน", "inform"), ("เวียน", "inform"), ("สำเนาแจ้ง", "inform"), ("แจ้ง", "inform"), ("ปิดประกาศ", "inform"), ("มอบหมาย", "assign"),
    ("มอบ", "assign"), ("ทราบ", "acknowledge"), ("ดำเนินการ", "act"), ("รวมเรื่อง", "file"), ("จัดเก็บ", "file"), ("เก็บ", "file"),
    ("ส่งคืน", "return"), ("ทบทวน", "return"), ("เพื่อโปรด", "forward"), ("นำเสนอ", "forward"), ("เห็นควร", "forward"),
)  # fmt: skip
_VERBS = "|".join(regex.escape(verb) for verb, _ in _WRITTEN)
_ACTION = dict(_WRITTEN)
_LINE = shape(
    rf"^[ \t]*(?:[-–•]|\d[.)])?[ ]*(?P<value>(?:(?P<verb>{_VERBS})|[ก-ฮ][ก-๎. ]{{0,14}}\.[ ]?(?:\d{{1,2}})?(?P<verb>{_VERBS}))(?P<rest>[^\n]{{0,80}}))$"
)
_TEXT_ENDS = shape(r"^[ \t]*จึง[ ]?(?:เรียน|เสนอ|นมัสการ)[^\n]*")
_ENDING = shape(r"(?:\((?P<name>(?:นาย|นาง|นางสาว|พล|พัน|ร้อย|ดร|ว่าที่|ศ|รอง|ผู้ช่วย)[^()\n]{4,60})\))")


def _ticked(match: regex.Match[str]) -> Hit | None:
    text = match["text"].strip(" .")
    if not regex.match(r"เพื่อ|โปรด|ทราบ|พิจารณา|ดำเนินการ|อนุมัติ|เห็นชอบ|เวียน|แจ้ง|ลงนาม|มอบ|เก็บ|อื่น", text):
        return None
    checked = match["box"] in CHECKED or bool((match["inner"] or "").strip())
    found = actions(text) or [_ACTION[m[0]] for m in [regex.search(_VERBS, text)] if m]
    value = {
        "action": found[0] if found else None,
        "text": text,
        "actor": None,
        "date": None,
        "mark": "checked" if checked else "unchecked",
    }
    start = match.start("value")
    return Hit(start, start + len(match["value"].rstrip()), value)


def _written(string: str) -> Iterator[Hit]:
    """Short lines that begin with a verb of disposition, below the text of the document."""
    ends = [
        m for m in (_ENDING.search(string, timeout=SECONDS), _TEXT_ENDS.search(string, timeout=SECONDS)) if m
    ]
    if not ends:
        return
    for match in _LINE.finditer(string, min(m.end() for m in ends), timeout=SECONDS):
        verb = match["verb"]
        asked = actions(match["rest"]) if verb == "เพื่อโปรด" else []
        value = {
            "action": asked[0] if asked else _ACTION[verb],
            "text": " ".join(match["value"].split()),
            "actor": None,
            "date": None,
            "mark": "written",
        }
        yield Hit(*match.span("value"), value, {"verb": verb}, ("handwritten",))


_CHOICE = shape(r"เพื่อโปรด(?:พิจารณา|ดำเนินการ|ทราบ|ลงนาม|อนุมัติ|สั่งการ)(?![ก-๎])")
_CHOICES = shape(rf"^(?![^\n]*[{CHECKED}{UNCHECKED}])[^\n]{{0,8}}เพื่อโปรด[ก-๎]+[^\n]{{1,12}}เพื่อโปรด[^\n]*$")


def _unread_boxes(string: str) -> Iterator[Hit]:
    """Choices side by side whose boxes were not read: what was offered stands, what was chosen does not."""
    for line in _CHOICES.finditer(string, timeout=SECONDS):
        for match in _CHOICE.finditer(string, line.start(), line.end()):
            value = {
                "action": actions(match[0])[0],
                "text": match[0],
                "actor": None,
                "date": None,
                "mark": None,
            }
            yield Hit(*match.span(), value, {}, ("box_not_read",))


PATTERNS = (
    Pattern(
        id="disposition-box-unread",
        fills="dispositions",
        authority="ใบปะหน้าและตราเกษียน: ช่องให้เลือก",
        scan=_unread_boxes,
        finds={
            "เพื่อโปรดลงนาม และ เพื่อโปรดสั่งการต่อไป": {
                "action": "sign", "text": "เพื่อโปรดลงนาม", "actor": None, "date": None, "mark": None,
            },
            "ว เพื่อโปรดอนุมัติ 7 เพื่อโปรดทราบด้วย": {
                "action": "approve", "text": "เพื่อโปรดอนุมัติ", "actor": None, "date": None, "mark": None,
            },
        },
        ignores={"☐ เพื่อโปรดพิจารณา ☑ เพื่อโปรดทราบ": "boxes that were read", "เพื่อโปรดทราบ": "no choice"},
    ),
    Pattern(
        id="disposition-box",
        fills="dispositions",
        authority="ใบปะหน้าและตราเกษียน: ช่องให้เลือก",
        scan=by_shape(_BOX, _ticked),
        finds={
            "☑ เพื่อโปรดทราบ": {
                "action": "acknowledge", "text": "เพื่อโปรดทราบ", "actor": None, "date": None, "mark": "checked",
            },
            "☐ เพื่อโปรดพิจารณา": {
                "action": "consider", "text": "เพื่อโปรดพิจารณา", "actor": None, "date": None, "mark": "unchecked",
            },
            "( / ) อนุมัติ": {"action": "approve", "text": "อนุมัติ", "actor": None, "date": None, "mark": "checked"},
        },
        ignores={"☐ ชาย": "a box of another form", "(นายสมชาย)": "a name"},
    ),
    Pattern(
        id="disposition-written",
        fills="dispositions",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 26: บันทึก (เกษียนหนังสือ)",
        scan=_written,
        finds={
            "(นายสมชาย ใจดี)\nผู้อำนวยการกองคลัง\n- ทราบ": {
                "action": "acknowledge", "text": "ทราบ", "actor": None, "date": None, "mark": "written",
            },
            "(นางจันทร์ แสงทอง)\nปลัดกระทรวง\nมอบกองกลางดำเนินการ": {
                "action": "assign", "text": "มอบกองกลางดำเนินการ", "actor": None, "date": None, "mark": "written",
            },
        },
        ignores={
            "แจ้งให้ทราบโดยทั่วกัน\n(นายสมชาย ใจดี)": "above the signature: part of the text",
            "(นายสมชาย ใจดี)\nเรียบเรียงโดยกองคลัง": "another word",
        },
    ),
)  # fmt: skip
