"""The document's own number: ที่ of letters and memos, of orders, of certificates, in the E-system."""

from __future__ import annotations

import regex

from saraban.normalize.numbers import NUMBER_SHAPE, NumberRefused, parse_number
from saraban.patterns.marks import SECRECY_SHAPE, URGENCY_SHAPE
from saraban.patterns.pattern import Hit, Pattern, by_shape, label, shape

AUTHORITY = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ภาคผนวก 1: การกำหนดเลขที่หนังสือออก"
END = r"[ ]*(?=$|\t|วัน[ ]?ที่|[ ]ลงวันที่|[ ]{1,9}ชั้นความลับ|[ ]{1,40}(?:กระทรวง|กรม|สำนัก|ศาลากลาง|ที่ว่าการ|จังหวัด|มหาวิทยาลัย|วิทยาลัย|คณะ|สถาบัน|โรงพยาบาล|ศูนย์|องค์การ|เทศบาล|โรงเรียน))"
# ที่ as engines misread it; too short for a fuzzy match, which would turn it into other words
AT = r"(?:ที่|ที|ท่ี|ที่ที่|ที้)"


def _lettered(match: regex.Match[str]) -> Hit | None:
    """A number that names its owner (letters or parentheses); a bare n/n is a receipt or an order."""
    return _number(match, needs_owner=True)


def _certified(match: regex.Match[str]) -> Hit | None:
    """เลขที่ stands before much; with letters and an owner code it is a certificate's."""
    hit = _number(match, needs_owner=True)
    return hit if hit is not None and hit.parts["prefix"] and hit.parts["office"] else None


def _is_bare_code(office: str | None) -> bool:
    """0020.111 of the police; a bare 0201 may be anything."""
    return office is not None and office.startswith("0") and "." in office


def _ordered(match: regex.Match[str]) -> Hit | None:
    return _number(match, needs_owner=False)


def _number(match: regex.Match[str], *, needs_owner: bool) -> Hit | None:
    try:
        number = parse_number(match["value"])
    except NumberRefused:
        return None
    if needs_owner and number.prefix is None and not number.circular and not _is_bare_code(number.office):
        return None
    doubts = number.doubts
    if number.serial is None:
        doubts = (*doubts, "serial_missing")
    return Hit(*match.span("value"), str(number), number.parts(), doubts)


PATTERNS = (
    Pattern(
        id="document-number",
        fills="document_number",
        authority=AUTHORITY,
        scan=by_shape(
            shape(
                rf"(?:^[ \t.]*(?:{URGENCY_SHAPE}[ ]+|{SECRECY_SHAPE}[ ]+)?|(?<=\t)){AT}[ .:]{{0,3}}(?P<value>{NUMBER_SHAPE})[ .]*{END}"
            ),
            _lettered,
        ),
        finds={
            "ที่ ทส.๑๖๐๔.๐๓/ว.๒๙๑๖ วันที่ ๗ มีนาคม ๒๕๖๑": "ทส 1604.03/ว 2916",
            "ที่ รง ๐๕๐๓/ ๓๑๒ วันที่ ๑๑ มิถุนายน ๒๕๖๒": "รง 0503/312",
            "ที่ (สนช) ๗๔๒/๒๕๕๘": "(สนช) 742/2558",
            "ที่ ศธ ๐๔๐๒๒ /๓๔๓๘": "ศธ 04022/3438",
            "ที่ มท 0809.2/ว51": "มท 0809.2/ว 51",
            "ที่ ๐๐๒๐.๑๑๑/๒๘๗๔": "0020.111/2874",
            "ที่ ศธ 0201.3/ว(ล) 45": "ศธ 0201.3/ว(ล) 45",
            "ที กห 0519/77 ชั้นความลับ ลับ": "กห 0519/77",
        },
        ignores={
            "ที่ประชุม ๑/๒๕๖๗": "ที่ begins a longer word",
            "ตามหนังสือที่ กษ ๐๒๐๑/๑๒": "another document's number, see references",
            "ที่ 24817/๓๒": "a receipt stamp: no letters",
            "ที่ 0201/45": "no letters, and too short for an owner code",
        },
    ),
    Pattern(
        id="order-number",
        fills="document_number",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 16: คำสั่ง",
        scan=by_shape(
            shape(
                r"^[ \t]*(?:เลข)?ที่[ ]{0,3}(?P<value>(?:พิเศษ[ ]?)?\d{1,5}[ ]?/[ ]?(?:2[45]\d\d|\d\d))[ ]*(?=$|\t)"
            ),
            _ordered,
        ),
        finds={
            "ที่ ๒๓๕/๒๕๖๓": "235/2563",
            "ที่  12 / 2560": "12/2560",
            "เลขที่ ๑๒/๒๕๖๐": "12/2560",
            "ที่ พิเศษ ๑๒/๒๕๖๓": "พิเศษ 12/2563",
        },
        ignores={
            "ครั้งที่ ๗/๒๕๖๑": "a meeting",
            "คำสั่งที่ 235/2563 ลงวันที่ 4 มิถุนายน 2563": "another document's number, see references",
        },
    ),
    Pattern(
        id="announcement-number",
        fills="document_number",
        authority="ธรรมเนียมของมหาวิทยาลัยและจังหวัด: (ฉบับที่ n/พ.ศ.) ใต้ชื่อประกาศ",
        scan=by_shape(shape(r"^[ \t]*\(?ฉบับที่[ ]{0,3}(?P<value>\d{1,5}[ ]?/[ ]?2[45]\d\d)\)?[ ]*$"), _ordered),
        finds={"(ฉบับที่ ๔๑๙ /๒๕๕๓)": "419/2553", "ฉบับที่ 7/2560": "7/2560"},
        ignores={
            "(ฉบับที่ 2) พ.ศ. 2550": "an amendment",
            "ประกาศฉบับที่ 7/2560 ลงวันที่ 8 มีนาคม 2560": "an announcement that is cited",
        },
    ),
    Pattern(
        id="certificate-number",
        fills="document_number",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 24: หนังสือรับรอง เลขที่",
        scan=by_shape(shape(rf"^[ \t]*เลขที่[ .:]{{0,3}}(?P<value>{NUMBER_SHAPE})[ .]*{END}"), _certified),
        finds={"เลขที่ นน ๐๐๓๒/๑๒": "นน 0032/12", "เลขที่ ศธ 04022.7/๑๘": "ศธ 04022.7/18"},
        ignores={
            "เลขที่ ๑๒/๒๕๖๐": "no letters: see order-number",
            "บ้านเลขที่ นน 0032/12": "a house",
            "เลขที่ ส ๑๒/๒๕๖๐": "letters and no owner code: a contract, a file",
        },
    ),
    Pattern(
        id="e-document-number",
        fills="e_document_number",
        authority="ใบปะหน้าของระบบสารบรรณอิเล็กทรอนิกส์: เลขที่เอกสารในระบบ",
        scan=by_shape(
            shape(
                rf"^[ \t]*{label('เลขที่เอกสารในระบบ')}[ ]?(?:[A-Z]-?|อิเล็กทรอนิกส์)?[ .:]{{0,3}}(?P<value>{NUMBER_SHAPE})[ ]*(?=$|\t)"
            ),
            _lettered,
        ),
        finds={
            "เลขที่เอกสารในระบบ E ทส1604.03/19045": "ทส 1604.03/19045",
            "เลขทีเอกสารในระบบ อิเล็กทรอนิกส์ : ชป 0301/ว 77": "ชป 0301/ว 77",
        },
        ignores={"เลขที่เอกสารในระบบ : -": "the label alone", "เลขที่บัญชี กษ 0201/12": "another label"},
    ),
)
