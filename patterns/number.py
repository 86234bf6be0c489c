"""The document's own number: ที่ of letters and memos, of orders, of certificates, in the E-system."""

from __future__ import annotations

import regex

from saraban.normalize.numbers import NUMBER_SHAPE, NumberRefused, parse_number
from saraban.patterns.marks import SECRECY_SHAPE, URGENCY_SHAPE
from saraban.patterns.pattern import Hit, Pattern, by_shape, label, shape

AUTHORITY = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ภาคผนวก 1: การกำหนดเลขที่หนังสือออก"
END = r"[ ]*(?=$|\t|วัน[ ]?ที่|[ ]ลงวันที่|[ ]{1,40}(?:กระทรวง|กรม|สำนัก|ศาลากลาง|ที่ว่าการ|จังหวัด|มหาวิทยาลัย|องค์การ|เทศบาล|โรงเรียน))"
# ที่ as engines misread it; too short for a fuzzy match, which would turn it into other words
AT = r"(?:ที่|ที|ท่ี|ที่ที่|ที้)"


def _lettered(match: regex.Match[str]) -> Hit | None:
    """A number that names its owner (letters or parentheses); a bare n/n is a receipt or an order."""
    return _number(match, needs_owner=True)


def _ordered(match: regex.Match[str]) -> Hit | None:
    return _number(match, needs_owner=False)


def _number(match: regex.Match[str], *, needs_owner: bool) -> Hit | None:
    try:
        number = parse_number(match["value"])
    except NumberRefused:
        return None
    if needs_owner and number.prefix is None and not number.circular:
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
            "ที่ กษ.๐๒๐๑.๐๖/ว.๘๕๓๗ วันที่ ๒๐ กันยายน ๒๕๕๙": "กษ 0201.06/ว 8537",
            "ที่ กษ ๐๒๒๑/ ๙๕๔ วันที่ ๑๙ กันยายน ๒๕๕๙": "กษ 0221/954",
            "ที่ (สปท) ๑๘๕๖/๒๕๕๙": "(สปท) 1856/2559",
            "ที่ ศธ ๐๔๐๒๒ /๓๔๓๘": "ศธ 04022/3438",
            "ที่ มท 0809.2/ว51": "มท 0809.2/ว 51",
        },
        ignores={
            "ที่ประชุม ๑/๒๕๖๗": "ที่ begins a longer word",
            "ตามหนังสือที่ กษ ๐๒๐๑/๑๒": "another document's number, see references",
            "ที่ 13625/๓๑": "a receipt stamp: no letters",
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
        finds={"ที่ ๔๗๘/๒๕๖๔": "478/2564", "ที่  12 / 2560": "12/2560", "เลขที่ ๑๒/๒๕๖๐": "12/2560"},
        ignores={
            "ครั้งที่ ๑/๒๕๖๔": "a meeting",
            "คำสั่งที่ 478/2564 ลงวันที่ 22 กุมภาพันธ์ 2564": "another document's number, see references",
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
            "เลขที่เอกสารในระบบ E กษ0201.06/28537": "กษ 0201.06/28537",
            "เลขทีเอกสารในระบบ อิเล็กทรอนิกส์ : ชป 0301/ว 77": "ชป 0301/ว 77",
        },
        ignores={"เลขที่เอกสารในระบบ E": "the label alone", "เลขที่บัญชี กษ 0201/12": "another label"},
    ),
)
