"""The lines under a signature's name: position (ตำแหน่ง), and for whom its holder acts (รักษาราชการแทน…)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from saraban.patterns.agency import BARE_POSTS, ORGANISATION, POST, joined
from saraban.patterns.pattern import shape

CAPACITIES = (
    "ปฏิบัติหน้าที่แทน", "ปฏิบัติหน้าที่ในตำแหน่ง", "ปฏิบัติหน้าที่", "รักษาราชการแทน", "รักษาการแทน", "ปฏิบัติราชการแทน",
    "รักษาการในตำแหน่ง", "ทำการแทน", "ปฏิบัติการแทน", "รักษาราชการในตำแหน่ง", "รักษาการ",
)  # fmt: skip
_CAPACITY = "|".join(sorted(CAPACITIES, key=len, reverse=True))
_ACTING = shape(rf"(?P<capacity>{_CAPACITY})[ ]?(?P<post>.*?)(?=(?<!^)(?:{_CAPACITY})|$)")
_MISREAD = [
    (name, regex.compile(rf"(?<![ก-๎])(?:{name}){{1<=e<=2}}(?![ก-๎])"))
    for name in CAPACITIES
    if len(name) >= 12
]
_BEGINS_ACTING = regex.compile(rf"(?:{_CAPACITY})")
_OFFICE = regex.compile(ORGANISATION)
_POST = regex.compile(POST)
_NOT_POSITION = shape(
    r"""^[ \t]*(?:$|\(|[-–•☐☑☒☎]|\d|โทร|สำเนา|เรียน[ ]|อ้างถึง|\[|ที่[ ]|วันที่|เรื่อง[ ]|จึงเรียน|เสนอ[ ]|ทราบ|มอบ|แจ้ง|อนุมัติ|เห็นชอบ|ดำเนินการ
    |เพื่อโปรด|ด่วน(?:ที่สุด|มาก)?[ ]*$|ลับ(?:ที่สุด|มาก)?[ ]*$|ผู้เสนอ|ผู้เห็นชอบ|ผู้อนุมัติ|ผู้ตรวจ(?!ราชการ)|ผู้จด|ร่าง|พิมพ์|ทาน|ไปรษณีย์
    |บันทึกข้อความ|ส่วนราชการ|สิ่งที่ส่งมาด้วย|www|http|มติ|ขอแสดง|เลข(?:ที่)?(?:ทะเบียน)?รับ|รับที่|เวลา
    |หน้า[ ]?(?:ที่[ ]?)?\d|เล่ม(?:ที่)?[ ]?\d|ความเห็น|คำสั่ง|ข้อ(?:พิจารณา|เท็จจริง|เสนอ|กฎหมาย)|ระเบียบวาระ|วาระ|กำหนดการ|ครั้งที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)
    |เอกสาร(?:แนบ|ประกอบ)|ภาคผนวก|หมายเหตุ|รายงานการประชุม|ลงชื่อ|ลงนาม|รับทราบ|อนุญาต|เห็นควร|(?:ยัง)?ไม่)"""
)
_ROLE = shape(r"^[ \t]*(?P<role>ผู้(?:เสนอ|เห็นชอบ|อนุมัติ|ตรวจ|จด|รับรอง)[^\n]{0,50})$")
_RECEIVED = shape(r"^[ \t]*(?:เลข(?:ที่)?(?:ทะเบียน)?)?รับ(?:ที่|[ ]\d)")
_CONTACT = shape(r"^[ \t]*(?:โทร|ไปรษณีย์อิเล็กทรอนิกส์|E-?mail|☎)")
_NO_POST = regex.compile(r"(?<!\d)2[45]\d\d(?!\d)|\d[:.]\d\d|วันที่|เวลา|ดร\.|นางสาว")
_LINES = 7
_LONG = 90  # characters of a post


def lines_under(string: str, at: int) -> tuple[int, list[str]]:
    """The lines of the position under a name that ends at `at`, and where they end."""
    lines: list[str] = []
    stops: list[int] = []
    cursor, blanks, following = at + 1, 0, ""
    while cursor < len(string) and len(lines) < _LINES:
        end = string.find("\n", cursor)
        end = len(string) if end < 0 else end
        line = string[cursor:end].strip()
        if not line:
            blanks += 1
            if blanks > 1 or (lines and not _goes_on(string[end + 1 :])):
                break
        elif _NOT_POSITION.match(line) or len(line) > 110:
            following = line
            break
        else:
            blanks = 0
            lines.append(line)
            stops.append(end)
        cursor = end + 1
    if _CONTACT.match(following):  # the office above the telephone number is the owner of the matter
        while (
            len(lines) > 1
            and _OFFICE.match(lines[-1])
            and lines[-2] not in BARE_POSTS
            and not _acts(lines[-2])
        ):
            del lines[-1], stops[-1]
    if _RECEIVED.match(following) and lines:  # the office of a receipt stamp below the signature
        del lines[-1], stops[-1]
    role = _ROLE.match(following)
    if not lines and role is not None:
        return string.find(following, at) + len(following), [role["role"].strip()]
    return (stops[-1] if stops else at), lines


def _goes_on(rest: str) -> bool:
    """Whether the position goes on after a blank line: acting for another does."""
    following = rest.lstrip("\n").split("\n", 1)[0].strip()
    return len(following) < 90 and bool(_BEGINS_ACTING.match(following))


def _acts(line: str) -> bool:
    """Whether a line ends in a capacity, so that the post follows on the next."""
    return line.endswith(CAPACITIES)


def _is_office_of(position: Sequence[str], line: str) -> bool:
    """Whether a line names the office of a post that is whole above it."""
    return bool(position and _OFFICE.match(line) and not position[-1].endswith(BARE_POSTS))


def is_doubtful(position: str | None, acting: Sequence[dict[str, str]]) -> bool:
    """Whether a post is too long for one or holds a day, an hour or a person: then lines of another thing are in it."""
    return any(
        len(post) > _LONG or _NO_POST.search(post)
        for post in (position or "", *(one["post"] for one in acting))
    )


def _mended(line: str) -> str:
    """A line with the label of a capacity put right: misread, it would pass for a piece of the post."""
    if _BEGINS_ACTING.search(line):
        return line
    for name, misread in _MISREAD:
        if misread.search(line):
            return misread.sub(name, line, count=1)
    return line


def position_of(lines: Sequence[str]) -> tuple[str | None, list[dict[str, str]], str | None]:
    """The position as one line, the capacities that its holder acts in, and the office printed under it."""
    position: list[str] = []
    office: list[str] = []
    acting: list[dict[str, str]] = []
    for line in map(_mended, lines):
        begins = _BEGINS_ACTING.search(line)
        own = line[: begins.start()].strip() if begins else line
        if own and acting:
            acting[-1]["post"] = joined([acting[-1]["post"], own])
        elif own and not _POST.match(own) and (office or _is_office_of(position, own)):
            office.append(own)
        elif own:
            position.append(own)
        if begins:
            acting += [
                {"capacity": match["capacity"], "post": match["post"].strip()}
                for match in _ACTING.finditer(line[begins.start() :])
            ]
    return joined(position) or None, acting, joined(office) or None
