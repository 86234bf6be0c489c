"""Who signed (ลงชื่อ): the typed name in parentheses, the position lines under it, acting for whom."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from saraban.normalize.names import PersonName, parse_name
from saraban.patterns.agency import ORGANISATION
from saraban.patterns.pattern import SECONDS, Hit, Pattern, shape

CAPACITIES = (
    "ปฏิบัติหน้าที่แทน", "ปฏิบัติหน้าที่ในตำแหน่ง", "ปฏิบัติหน้าที่", "รักษาราชการแทน", "รักษาการแทน", "ปฏิบัติราชการแทน",
    "รักษาการในตำแหน่ง", "ทำการแทน", "ปฏิบัติการแทน", "รักษาราชการในตำแหน่ง", "รักษาการ",
)  # fmt: skip
_CAPACITY = "|".join(sorted(CAPACITIES, key=len, reverse=True))
_ACTING = shape(rf"(?P<capacity>{_CAPACITY})[ ]?(?P<post>.*?)(?=[ ](?:{_CAPACITY})|(?<!^)(?:{_CAPACITY})|$)")
_NAME = shape(
    r"^[ \t]*(?:\((?P<value>(?!ลงชื่อ)[^()\n]{4,70}?(?:\([^()\n]{2,12}\)[^()\n]{3,50})?)\)|(?P<value>[^()\n\d]{6,70}))[ \t.]*$"
)
_NOT_POSITION = shape(
    r"""^[ \t]*(?:$|\(|[-–•☐☑]|\d|โทร|โทรสาร|สำเนา|เรียน[ ]|อ้างถึง|\[|ที่[ ]|วันที่|เรื่อง[ ]|จึงเรียน|เสนอ[ ]|ทราบ|มอบ|แจ้ง|อนุมัติ|เห็นชอบ|ดำเนินการ|เพื่อโปรด
    |ผู้เสนอ|ผู้เห็นชอบ|ผู้อนุมัติ|ผู้ตรวจ|ผู้จด|ร่าง|พิมพ์|ทาน|ไปรษณีย์|บันทึกข้อความ|ส่วนราชการ|สิ่งที่ส่งมาด้วย|ฝ่าย|กลุ่มงาน|www|http)"""
)
_WRITTEN_TITLE = shape(
    r"^[ \t]*(?:นาย|นาง|นางสาว|ดร\.|พล|พัน|ร้อย|ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|ว่าที่|หม่อม|ม\.[รล]\.|[รผ]?ศ\.)"
)
_RANK_LINE = shape(r"^[ \t]*(?P<rank>(?:พล|พัน|ร้อย|นาวา|เรือ|จ่า|สิบ|ว่าที่)[ก-์]{2,14}(?:ตรี|โท|เอก|อากาศ)?)[ \t]*$")
_POST = r"(?:ผู้|อธิบดี|ปลัด|รอง|ประธาน|เลขา|คณบดี|อธิการ|หัวหน้า|นายก|นายอำเภอ|รัฐมนตรี|ที่ปรึกษา|นัก|เจ้า|เจ้าพนักงาน|กรรมการ|คณะทำงาน|วิศวกร|ครู|อาจารย์|สมุห|ท้องถิ่น|จ่าจังหวัด|ศึกษาธิการ|เกษตร|โฆษก|ผบ|มส|ผส|ผอ|พนักงาน|แพทย์|พยาบาล|นิติกร)"
_LINES = 7


def _scan(string: str) -> Iterator[Hit]:
    for match in _NAME.finditer(string, timeout=SECONDS):
        bracketed = match[0].lstrip().startswith("(")
        if not bracketed and not _WRITTEN_TITLE.match(match["value"]):
            continue
        name = _name(match["value"], string[: match.start()])
        if name is None:
            continue
        stop, lines = _position_lines(string, match.end())
        if not lines and not bracketed:
            continue
        if not bracketed and not _is_post(lines[0]):
            continue
        value, parts = _value(name, lines)
        yield Hit(match.start("value"), stop, value, parts, () if lines else ("position_missing",))


def _name(printed: str, before: str) -> PersonName | None:
    """The person that a line names; a rank may stand on a line of its own above the signature."""
    name = parse_name(printed)
    if name is not None and name.title:
        return name
    above = [line for line in before.split("\n")[-8:] if line.strip()]
    rank = _RANK_LINE.match(above[-1]) if above else None
    if rank is not None:
        return parse_name(f"{rank['rank']} {printed}")
    return None


def _position_lines(string: str, at: int) -> tuple[int, list[str]]:
    """The lines of the position under a name; one blank line may part it from the name."""
    lines: list[str] = []
    stop = at
    cursor = at + 1
    blanks = 0
    while cursor < len(string) and len(lines) < _LINES:
        end = string.find("\n", cursor)
        end = len(string) if end < 0 else end
        line = string[cursor:end].strip()
        if not line:
            blanks += 1
            if blanks > 1 or (lines and not _continues(string[end + 1 :])):
                break
        elif _NOT_POSITION.match(line) or len(line) > 110 or _starts_new_name(line):
            break
        else:
            blanks = 0
            lines.append(line)
            stop = end
        cursor = end + 1
    return stop, lines


def _continues(rest: str) -> bool:
    """Whether the position goes on after a blank line: acting phrases and offices do."""
    following = rest.lstrip("\n").split("\n", 1)[0].strip()
    return bool(regex.match(rf"(?:{_CAPACITY}|{ORGANISATION})", following)) and len(following) < 90


def _starts_new_name(line: str) -> bool:
    return bool(_WRITTEN_TITLE.match(line)) and parse_name(line) is not None


def _is_post(line: str) -> bool:
    return bool(regex.match(_POST, line))


def _value(name: PersonName, lines: list[str]) -> tuple[dict[str, object], dict[str, object]]:
    """Position, acting capacities and office out of the lines under a name."""
    position: list[str] = []
    organisation: list[str] = []
    acting: list[dict[str, str]] = []
    for line in lines:
        split = regex.search(rf"(?:{_CAPACITY})", line)
        own = line[: split.start()].strip() if split else line
        if split:
            acting += [
                {"capacity": m["capacity"], "post": m["post"].strip()}
                for m in _ACTING.finditer(line[split.start() :])
            ]
        if not own:
            continue
        if acting and not split:
            acting[-1]["post"] = f"{acting[-1]['post']} {own}".strip()
        elif (
            position and not organisation and regex.match(ORGANISATION, own) and not _bare_post(position)
        ) or organisation:
            organisation.append(own)
        else:
            position.append(own)
    parts: dict[str, object] = {"organisation": " ".join(organisation) or None}
    value: dict[str, object] = {
        "name": name.name,
        "title": name.title,
        "position": _joined(position),
        "acting": acting,
    }
    return value, parts


def _bare_post(position: list[str]) -> bool:
    """ผู้อำนวยการ alone is not yet a position: the office on the next line completes it."""
    return position[-1] in (
        "ผู้อำนวยการ",
        "อธิบดี",
        "ปลัด",
        "เลขาธิการ",
        "รองผู้อำนวยการ",
        "หัวหน้า",
        "ประธาน",
        "คณบดี",
        "อธิการบดี",
        "ผู้ว่าราชการ",
        "ผู้จัดการ",
    )


def _joined(lines: list[str]) -> str | None:
    """Lines of one position: words cut by the line end run on (ประธานกรรมการ… / ด้านการ…)."""
    return "".join(lines) if lines else None


PATTERNS = (
    Pattern(
        id="signatory",
        fills="signatories",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ภาคผนวก 3: การลงชื่อ",
        scan=_scan,
        finds={
            "(นายสมชาย ใจดี)\nผู้อำนวยการกองคลัง\nกรมป่าไม้": {
                "name": "สมชาย ใจดี", "title": "นาย", "position": "ผู้อำนวยการกองคลัง", "acting": [],
            },
            "(นางจันทร์ แสงทอง)\n\nต.ต.ก. รักษาการในตำแหน่ง ผ.บ.ท.\n\nปฏิบัติราชการแทน สทก.": {
                "name": "จันทร์ แสงทอง", "title": "นาง", "position": "ต.ต.ก.",
                "acting": [
                    {"capacity": "รักษาการในตำแหน่ง", "post": "ผ.บ.ท."},
                    {"capacity": "ปฏิบัติราชการแทน", "post": "สทก."},
                ],
            },
            "ดร.สุดา ฤทธิ์งาม\nผู้อำนวยการสำนักแผนงาน": {
                "name": "สุดา ฤทธิ์งาม", "title": "ดร.", "position": "ผู้อำนวยการสำนักแผนงาน", "acting": [],
            },
        },
        ignores={
            "โดยมีนายสมชาย ใจดี ผู้อำนวยการกองคลัง เป็นประธาน": "a person in a sentence",
            "(รายละเอียดตามสิ่งที่ส่งมาด้วย)": "no name",
        },
    ),
)  # fmt: skip
