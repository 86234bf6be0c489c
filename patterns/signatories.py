"""Who signed (ลงชื่อ): the typed name in parentheses, with its title and the position under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from saraban.normalize.names import PersonName, parse_name
from saraban.patterns.agency import ORGANISATION, POST
from saraban.patterns.pattern import SECONDS, Hit, Pattern, shape
from saraban.patterns.positions import is_doubtful, lines_under, position_of

_NAME = shape(
    r"""^[ \t]*(?:\(ลงชื่อ\)[ ]?(?P<value>[^()\n\d]{6,70})
    |(?P<value>(?:พล|พัน|ร้อย|นาวา|เรือ|จ่า|สิบ|ว่าที่|ศ|ดร|รศ|ผศ)[ก-์. ]{1,24}[ ]?\([^()\n\d]{6,60})\)
    |\((?P<value>(?!ลงชื่อ)[^()\n]{4,70}?(?:\([^()\n]{2,12}\)[^()\n]{3,50})?)\)|(?P<value>[^()\n\d]{6,70})
    |[(\[{]?[ ]?(?P<value>(?:นาย|นางสาว|นาง)[^()\[\]{}\n\d]{5,60}?)[ ]?[)\]}]?)[ \t.]*$"""
)
_UNREAD = shape(
    r"^[ \t]*(?:[(\[{][^\n]{6,45}|[^()\n]{6,45}[)\]}])[ \t.]*\n[ \t]*(?=(?P<post>"
    + POST
    + r"[ก-๎]{0,12}"
    + ORGANISATION
    + "))"
)
_TITLED = shape(
    r"^[ \t]*(?:นาย|นาง|ดร\.|พล|พัน|ร้อย|ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|ว่าที่|หม่อม|ม\.[รล]\.|[รผ]?ศ\.|จ่า|สิบ|นาวา|เรือ)"
)
_RANK_LINE = shape(r"^[ \t]*(?P<rank>(?:พล|พัน|ร้อย|นาวา|เรือ|จ่า|สิบ|ว่าที่)[ก-์]{2,14}(?:ตรี|โท|เอก|อากาศ)?)[ \t]*$")
_POST = regex.compile(
    r"(?:ผู้|อธิบดี|ปลัด|รอง|ประธาน|เลขา|คณบดี|อธิการ|หัวหน้า|นายก|นายอำเภอ|รัฐมนตรี|ที่ปรึกษา|นัก|เจ้า|กรรมการ|คณะทำงาน|วิศวกร"
    r"|ครู|อาจารย์|สมุห|ท้องถิ่น|ศึกษาธิการ|เกษตร|โฆษก|ผบ|มส|ผส|ผอ|พนักงาน|แพทย์|พยาบาล|นิติกร)"
)


_BRACKETED = shape(r"\(ลงชื่อ\)|[(\[{].*[)\]}][ \t.]*$")
# Digits or Latin letters among Thai ones: handwriting, or print that a signature lies over.
_MIXED = regex.compile(r"[ก-๎][0-9A-Za-z*+=<>{}\[\]|]|[0-9A-Za-z*+=<>{}\[\]|][ก-๎]")

_GIVEN = shape(
    r"(?:(?:ประกาศ|สั่ง|ให้ไว้)(?:มา)?[ ]?ณ[ ]?วันที่[^\n]*|^[ \t]*ผู้รับสนองพระ(?:บรม)?ราชโองการ[ \t]*)\n(?:[ \t]*\n){0,2}[ \t]*(?P<value>[ก-๎]{2,30}(?:[ ][ก-๎]{2,30}){1,3})[ \t]*$"
)


_CLOSED = shape(r"จึง(?:เรียน|เสนอ|แจ้ง|ประกาศ)|ขอแสดงความ|ณ[ ]?วันที่|^[ \t]*เพื่อโปรด")


def _scan(string: str) -> Iterator[Hit]:
    found = [*_plain(string), *_named(string)]
    yield from found
    yield from _unread(string, [(hit.start, hit.stop) for hit in found])


def _named(string: str) -> Iterator[Hit]:
    closed = _CLOSED.search(string)
    for match in _NAME.finditer(string, timeout=SECONDS):
        line = match[0].lstrip()
        bracketed = _BRACKETED.match(line) is not None or "(" in match["value"]
        if not bracketed and not (closed and match.start() > closed.end() and _TITLED.match(match["value"])):
            continue  # a list of people prints names and posts as well: only below the text one is a signature
        name = _name(match["value"], string[: match.start()], bracketed=bracketed)
        if name is None:
            continue
        stop, lines = lines_under(string, match.end())
        lines = _own(lines)
        if not name.title and not (lines and _POST.match(lines[0])):
            continue  # (ฉบับชั่วคราว) is no name: without a title only a post under it makes one
        if not bracketed and not (lines and _POST.match(lines[0])):
            continue  # without parentheses only the position under it tells a name from a sentence
        position, acting, office = position_of(lines)
        told = [{**one, "post": one["post"] or None} for one in acting]
        value = {"name": name.name, "title": name.title, "position": position, "acting": told}
        whole = lines and all(one["post"] for one in acting)
        doubts = tuple(name.doubts) if whole else (*name.doubts, "position_missing")
        doubts += ("long_position",) if is_doubtful(position, acting) else ()
        yield Hit(match.start("value"), stop, value, {"organisation": office}, doubts)


def _own(lines: list[str]) -> list[str]:
    """The lines under a name without one of handwriting beside it, read between the name and its post."""
    stray = len(lines) > 1 and _POST.match(lines[1]) and not _POST.match(lines[0]) and _MIXED.search(lines[0])
    return lines[1:] if stray else lines


def _unread(string: str, taken: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """A signature whose name cannot be read, over a post that can."""
    closed = _CLOSED.search(string)
    for match in _UNREAD.finditer(string, closed.end() if closed else len(string), timeout=SECONDS):
        stop, lines = lines_under(string, match.end() - 1)
        signed = any(start <= match.start("post") <= end for start, end in taken)
        if signed or not lines or not _MIXED.search(match[0]):
            continue
        position, acting, office = position_of(lines)
        value = {"name": None, "title": None, "position": position, "acting": acting}
        yield Hit(match.start(), stop, value, {"organisation": office}, ("name_unreadable",))


def _plain(string: str) -> Iterator[Hit]:
    """The gazette prints a signatory under the date without title and parentheses."""
    for match in _GIVEN.finditer(string, timeout=SECONDS):
        name = parse_name(f"({match['value']})")
        stop, lines = lines_under(string, match.end())
        if name is not None and name.title is None and lines:
            position, acting, office = position_of(lines)
            value = {"name": name.name, "title": None, "position": position, "acting": acting}
            doubts = (*name.doubts, *(("long_position",) if is_doubtful(position, acting) else ()))
            if _GAZETTE.search(string):
                doubts = tuple(one for one in doubts if one != "no_title")  # none is ever printed there
            yield Hit(match.start("value"), stop, value, {"organisation": office}, doubts)


_GAZETTE = shape(r"^[ \t]*เล่ม(?:ที่)?[ ]?\d{1,3}[ ]{1,4}ตอน")


def _name(printed: str, before: str, *, bracketed: bool) -> PersonName | None:
    """The person that a line names; a rank may stand on a line of its own above the signature."""
    printed = printed.replace("(", "") if printed.count("(") > printed.count(")") else printed
    name = parse_name(f"({printed})" if bracketed else printed)
    if name is not None and (name.title or not name.doubts):
        return name
    above = [line for line in before.rsplit("\n", 9)[-8:] if line.strip()]
    rank = _RANK_LINE.match(above[-1]) if above else None
    return parse_name(f"{rank['rank']} {printed}") if rank is not None else name


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
            "(นางจันทร์ แสงทอง)\n\nน.ช.ล. รักษาการในตำแหน่ง ห.ส.ย.\n\nปฏิบัติราชการแทน สชล.": {
                "name": "จันทร์ แสงทอง", "title": "นาง", "position": "น.ช.ล.",
                "acting": [
                    {"capacity": "รักษาการในตำแหน่ง", "post": "ห.ส.ย."},
                    {"capacity": "ปฏิบัติราชการแทน", "post": "สชล."},
                ],
            },
            "(จ่าเอกสุเทพ แก่นนา)\nปลัดเทศบาล ปฏิบัติหน้าที่\nนายกเทศมนตรีตำบลหนองใส\nกองสาธารณสุข\nโทร. 0 4327 2960": {
                "name": "สุเทพ แก่นนา", "title": "จ่าเอก", "position": "ปลัดเทศบาล",
                "acting": [{"capacity": "ปฏิบัติหน้าที่", "post": "นายกเทศมนตรีตำบลหนองใส"}],
            },
            "จึงแจ้งมาเพื่อทราบ\n\nดร.สุดา ฤทธิ์งาม\nผู้อำนวยการสำนักแผนงาน": {
                "name": "สุดา ฤทธิ์งาม", "title": "ดร.", "position": "ผู้อำนวยการสำนักแผนงาน", "acting": [],
            },
            "(นางพิมพ์ใจ แก้วกล้า)\nนักวิชาการพัสดุชำนาญการ\nประธานกรรมการตรวจรับพัสดุ": {
                "name": "พิมพ์ใจ แก้วกล้า", "title": "นาง",
                "position": "นักวิชาการพัสดุชำนาญการ ประธานกรรมการตรวจรับพัสดุ", "acting": [],
            },
            "(นายปรีชา ทองมา)\nนายอำเภอบ้านสาธิต\nระเบียบวาระการประชุม\nครั้งที่ ๙/๒๕๖๔\nวันจันทร์ที่ ๒๐ กันยายน ๒๕๖๔": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "นายอำเภอบ้านสาธิต", "acting": [],
            },
            "(นายปรีชา ทองมา)\nนายอำเภอบ้านสาธิต\nหน้า ๔\nเล่ม ๑๒๐ ตอนที่ ๑๔ ก": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "นายอำเภอบ้านสาธิต", "acting": [],
            },
            "(นายปรีชา ทองมา)\nหัวหน้างานพัสดุ\n☒ อนุมัติ ☐ ไม่อนุมัติ": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "หัวหน้างานพัสดุ", "acting": [],
            },
            "(นายปรีชา ทองมา)\nครู คศ.๒\nความเห็นผู้บังคับบัญชา": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "ครู คศ.2", "acting": [],
            },
            "นาวาเอก (ธวัช คลื่นเงิน)\nเสนาธิการกองเรือ": {
                "name": "ธวัช คลื่นเงิน", "title": "นาวาเอก", "position": "เสนาธิการกองเรือ", "acting": [],
            },
            "ประกาศ ณ วันที่ ๑๕ กันยายน พ.ศ. ๒๕๔๑\nสมพร หิรัญ\nผู้ว่าการ": {
                "name": "สมพร หิรัญ", "title": None, "position": "ผู้ว่าการ", "acting": [],
            },
            "(ลงชื่อ) หลวงพาณิชย์ประสาน\nนายกเทศมนตรี": {
                "name": "หลวงพาณิชย์ประสาน", "title": None, "position": "นายกเทศมนตรี", "acting": [],
            },
            "(นายปรีชา ทองมา]\nนายอำเภอบ้านสาธิต": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "นายอำเภอบ้านสาธิต", "acting": [],
            },
            "(นายปรีชา ทองมา)\nรองอธิบดี ปฏิบัติราชการแข2\nอธิบดีกรมป่าไม้": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "รองอธิบดี",
                "acting": [{"capacity": "ปฏิบัติราชการแทน", "post": "อธิบดีกรมป่าไม้"}],
            },
            "(นายปรีชา ทองมา)\nรองอธิบดี ปฏิบัติราชการแทน\n\nกองคลัง\nโทร. 0 2100 4477": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "รองอธิบดี",
                "acting": [{"capacity": "ปฏิบัติราชการแทน", "post": None}],
            },
            "จึงเรียนมาเพื่อทราบ\n(นายปรีชา ทองมา\nนายอำเภอบ้านสาธิต": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "นายอำเภอบ้านสาธิต", "acting": [],
            },
            "(นายปรีชา ทองมา)\nรนว0ที12 -88 ก.ค 29\nรองอธิบดี ปฏิบัติราชการแทน\nอธิบดีกรมป่าไม้": {
                "name": "ปรีชา ทองมา", "title": "นาย", "position": "รองอธิบดี",
                "acting": [{"capacity": "ปฏิบัติราชการแทน", "post": "อธิบดีกรมป่าไม้"}],
            },
            "ประกาศ ณ วันที่ ๒๘ มกราคม พ.ศ. ๒๕๖๑\n9nยปัชา ทxงมา)\nอธิบดีกรมป่าไม้": {
                "name": None, "title": None, "position": "อธิบดีกรมป่าไม้", "acting": [],
            },
            "พันตำรวจตรี\n\n\n(มานะ ชูใจ)\nประธานคณะทำงาน": {
                "name": "มานะ ชูใจ", "title": "พันตำรวจตรี", "position": "ประธานคณะทำงาน", "acting": [],
            },
        },
        ignores={
            "(ฉบับ ชั่วคราว)\nเรื่อง ค่าเช่าบ้าน": "words in parentheses and no post",
            "โดยมีนายสมชาย ใจดี ผู้อำนวยการกองคลัง เป็นประธาน": "a person in a sentence",
            "(รายละเอียดตามสิ่งที่ส่งมาด้วย)": "no name",
            "จึงเรียนมาเพื่อทราบ\n(ดูหน้า ๒)\nสำนักงานเลขานุการกรม": "words in parentheses over an office",
            "ดร.ปกรณ์ เนินสูง\nกรรมการและเลขานุการ": "a member of a committee in a list",
        },
    ),
)  # fmt: skip
