"""What was decided on the paper (เกษียนหนังสือ): ticked boxes and written orders to the office."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.patterns.closing import ACTIONS, actions
from saraban.patterns.pattern import SECONDS, Hit, Pattern, shape

CHECKED = "☑☒◉✓✔■"
UNCHECKED = "☐◯□"
_BOX = shape(
    rf"(?P<value>(?P<box>[{CHECKED}{UNCHECKED}]|\([ ]?(?P<inner>[✓✔/xX]?)[ ]?\)|\[[ ]?(?P<inner>[✓✔/xX]?)[ ]?\])[ ]*(?P<text>[^\n\t{CHECKED}{UNCHECKED}()\[\]]{{2,60}}))"
)
# What only an order to the office says, besides the verbs that a letter asks with.
_ORDERS: tuple[tuple[str, str], ...] = (
    ("ลงนามแล้ว", "sign"), ("ลงชื่อแล้ว", "sign"), ("ไม่ขัดข้อง", "approve"), ("ตกลง", "approve"), ("เห็นด้วย", "approve"), ("ชอบ", "approve"), ("แจ้งเวียน", "inform"),
    ("เวียน", "inform"), ("สำเนาแจ้ง", "inform"), ("ปิดประกาศ", "inform"), ("มอบ", "assign"), ("รวมเรื่อง", "file"), ("จัดเก็บ", "file"),
    ("เก็บ", "file"), ("ส่งคืน", "return"), ("ทบทวน", "return"), ("เพื่อโปรด", "forward"), ("นำเสนอ", "forward"), ("เห็นควร", "forward"),
)  # fmt: skip
# These begin sentences of every other kind as well.
_NOT_ALONE = {"พิจารณา", "ถือปฏิบัติ", "ประชาสัมพันธ์", "อนุเคราะห์", "สนับสนุน", "ลงนาม", "ลงชื่อ", "สั่งการ"}
_ACTION = {**ACTIONS, **dict(_ORDERS)}
_VERBS = "|".join(map(regex.escape, sorted(set(_ACTION) - _NOT_ALONE, key=len, reverse=True)))
# ไม่อนุมัติ, ยังไม่เห็นควรให้อนุมัติ, ไม่มีเหตุอันควรอนุญาต; that nothing stands in the way (ไม่ขัดข้อง) is no refusal.
_REFUSED_VERB = "(?:อนุมัติ|อนุญาต|เห็นชอบ|เห็นควร|เห็นด้วย|(?<!ผิด)ชอบ)"
_REFUSAL = rf"(?:ยัง)?ไม่(?!ขัดข้อง|ต้อง|จำเป็น|เกิน)[ก-๎]{{0,20}}?{_REFUSED_VERB}(?:(?:ให้|ที่จะ)?{_REFUSED_VERB})*"
_REFUSED = regex.compile(_REFUSAL)
_NEGATED = regex.compile("(?:ยัง)?ไม่(?!ขัดข้อง)")
_GRANTED = regex.compile("อนุมัติ|อนุญาต|เห็นชอบ|เห็นด้วย")
_LINE = shape(
    rf"^[ \t]*(?:[-–•]|\d[.)])?[ ]*(?P<value>(?:(?P<verb>{_REFUSAL}|{_VERBS})|[ก-ฮ][ก-๎. ]{{0,14}}\.[ ]?(?:\d{{1,2}})?(?P<verb>{_REFUSAL}|{_VERBS}))(?P<rest>[^\n]{{0,80}}))$"
)
_TEXT_ENDS = shape(r"^[ \t]*จึง[ ]?(?:เรียน|เสนอ|นมัสการ)[^\n]*")
_ENDING = shape(r"(?:\((?P<name>(?:นาย|นาง|นางสาว|พล|พัน|ร้อย|ดร|ว่าที่|ศ|รอง|ผู้ช่วย)[^()\n]{4,60})\))")
_LABEL = regex.compile(rf"เพื่อ|โปรด|{_REFUSAL}|พิจารณา|ลงนาม|{_VERBS}")
_FIRST = regex.compile(rf"(?<!ไม่)(?:{_VERBS})")


def _action(text: str) -> tuple[str | None, tuple[str, ...]]:
    """What a label or an order decides; a refusal anywhere in it goes before all else it says.

    None where it grants and refuses: which part is which needs a reader.
    """
    if _REFUSED.search(text):
        if _GRANTED.search(_REFUSED.sub("", text)):
            return None, ("decision_unsure",)
        return "return", ()
    if _NEGATED.match(text):
        return None, ()
    first = _FIRST.match(text)
    asked = actions(text) if first is None or first[0] == "เพื่อโปรด" else []
    first = first or _FIRST.search(text)
    return (asked[0] if asked else _ACTION[first[0]] if first else None), ()


def _value(action: str | None, text: str, mark: str | None) -> dict[str, str | None]:
    return {"action": action, "text": text, "actor": None, "date": None, "mark": mark}


def _boxes(string: str) -> Iterator[Hit]:
    """The boxes of each group, ticked or not, in which at least one offers a disposition."""
    for group in _groups(string):
        if not any(_LABEL.match(match["text"]) for match in group):
            continue
        for match in group:
            text = match["text"].strip(" .")
            checked = match["box"] in CHECKED or bool((match["inner"] or "").strip())
            action, doubts = _action(text)
            start = match.start("value")
            stop = start + len(match["value"].rstrip())
            yield Hit(start, stop, _value(action, text, "checked" if checked else "unchecked"), {}, doubts)


def _groups(string: str) -> Iterator[list[regex.Match[str]]]:
    """Boxes that stand on one line or on lines that follow each other."""
    group: list[regex.Match[str]] = []
    for match in _BOX.finditer(string, timeout=SECONDS):
        if group and string.count("\n", group[-1].end(), match.start()) > 1:
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _written(string: str) -> Iterator[Hit]:
    """Short lines that begin with a verb of disposition, below the text of the document or its boxes."""
    ends = [
        m.end()
        for m in (_ENDING.search(string, timeout=SECONDS), _TEXT_ENDS.search(string, timeout=SECONDS))
        if m
    ]
    ends += [box.stop for box in _boxes(string)][-1:]
    if not ends:
        return
    for match in _LINE.finditer(string, min(ends), timeout=SECONDS):
        text = " ".join(match["value"].split())
        action, doubts = _action(text[text.index(match["verb"]) :])
        yield Hit(
            *match.span("value"),
            _value(action, text, "written"),
            {"verb": match["verb"]},
            ("handwritten", *doubts),
        )


_CHOICE = shape(r"เพื่อโปรด(?:พิจารณา|ดำเนินการ|ทราบ|ลงนาม|อนุมัติ|สั่งการ)(?![ก-๎])")
_CHOICES = shape(rf"^(?![^\n]*[{CHECKED}{UNCHECKED}])[^\n]{{0,8}}เพื่อโปรด[ก-๎]+[^\n]{{1,12}}เพื่อโปรด[^\n]*$")


def _unread_boxes(string: str) -> Iterator[Hit]:
    """Choices side by side whose boxes were not read: what was offered stands, what was chosen does not."""
    for line in _CHOICES.finditer(string, timeout=SECONDS):
        for match in _CHOICE.finditer(string, line.start(), line.end()):
            yield Hit(*match.span(), _value(_action(match[0])[0], match[0], None), {}, ("box_not_read",))


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
        scan=_boxes,
        finds={
            "☑ เพื่อโปรดทราบ": {
                "action": "acknowledge", "text": "เพื่อโปรดทราบ", "actor": None, "date": None, "mark": "checked",
            },
            "☐ เพื่อโปรดพิจารณา": {
                "action": "consider", "text": "เพื่อโปรดพิจารณา", "actor": None, "date": None, "mark": "unchecked",
            },
            "( / ) อนุมัติ": {"action": "approve", "text": "อนุมัติ", "actor": None, "date": None, "mark": "checked"},
            "( ✓ ) ไม่อนุญาต เพราะเกินวงเงิน": {
                "action": "return", "text": "ไม่อนุญาต เพราะเกินวงเงิน", "actor": None, "date": None, "mark": "checked",
            },
            "☐ ยังไม่เห็นควรอนุมัติ": {
                "action": "return", "text": "ยังไม่เห็นควรอนุมัติ", "actor": None, "date": None, "mark": "unchecked",
            },
        },
        ignores={"☐ ชาย ☑ หญิง": "a box of another form", "(นายสมชาย)": "a name"},
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
            "(นางจันทร์ แสงทอง)\nปลัดกระทรวง\nทราบ ไม่อนุมัติ": {
                "action": "return", "text": "ทราบ ไม่อนุมัติ", "actor": None, "date": None, "mark": "written",
            },
            "(นางจันทร์ แสงทอง)\nปลัดกระทรวง\nเห็นควรไม่อนุญาต": {
                "action": "return", "text": "เห็นควรไม่อนุญาต", "actor": None, "date": None, "mark": "written",
            },
            "(นางจันทร์ แสงทอง)\nปลัดกระทรวง\nไม่ขัดข้อง": {
                "action": "approve", "text": "ไม่ขัดข้อง", "actor": None, "date": None, "mark": "written",
            },
            "(นางจันทร์ แสงทอง)\nปลัดกระทรวง\nอนุมัติข้อ ๑ ไม่อนุมัติข้อ ๒": {
                "action": None, "text": "อนุมัติข้อ 1 ไม่อนุมัติข้อ 2", "actor": None, "date": None, "mark": "written",
            },
        },
        ignores={
            "แจ้งให้ทราบโดยทั่วกัน\n(นายสมชาย ใจดี)": "above the signature: part of the text",
            "(นายสมชาย ใจดี)\nเรียบเรียงโดยกองคลัง": "another word",
        },
    ),
)  # fmt: skip
