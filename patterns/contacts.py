"""How to reach the office: telephone (โทร.), fax (โทรสาร), e-mail and web addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from saraban.normalize.phones import find_addresses, find_phones
from saraban.patterns.pattern import Hit, Pattern, unwrapped

_AUTHORITY = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: หมายเลขโทรศัพท์ของส่วนราชการเจ้าของเรื่อง"

# 0 2100 4466 67: the end of a second number, or of this one.
_MORE = regex.compile(r"[ ]{1,3}[0-9]{1,4}[ ]*(?=\n|\Z)")


def _numbers(kind: str) -> Callable[[str], Iterator[Hit]]:
    """A scan for the numbers of one kind."""

    def scan(string: str) -> Iterator[Hit]:
        for phone in find_phones(unwrapped(string)):
            if phone.kind == kind:
                value = {"kind": kind, "number": phone.number, "extension": phone.extension}
                more = ("digits_follow_number",) if _MORE.match(string, phone.stop) else ()
                yield Hit(phone.start, phone.stop, value, {"e164": phone.e164}, (*phone.doubts, *more))

    return scan


def _addresses(string: str) -> Iterator[Hit]:
    for address in find_addresses(string):
        if "/" in address.address.rpartition("://")[2]:
            continue  # a page that is cited, not where the office is reached
        value = {"kind": address.kind, "number": address.address, "extension": None}
        yield Hit(address.start, address.stop, value)


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        id="contact-phone",
        fills="contacts",
        authority=_AUTHORITY,
        scan=_numbers("phone"),
        finds={
            "กองกลาง โทร. ๐-๒๑๒๓ ๔๕๖๗ ต่อ ๑๒๙": {"kind": "phone", "number": "0-2123-4567", "extension": "129"},
            "โทร ๒๑๒๓ ๔๕๖๗ ภายใน ๑๙๕": {"kind": "phone", "number": "2123-4567", "extension": "195"},
            "หมายเลขโทรศัพท์ ๔๔๗๒๐๑๐ - ๒๒ ต่อ ๖๐๕": {
                "kind": "phone",
                "number": "447-2010-22",
                "extension": "605",
            },
            "โทรศัพท์ 08 1234 5678": {"kind": "phone", "number": "08-1234-5678", "extension": None},
        },
        ignores={"โทร. ..........": "left blank", "กระทรวงโทรคมนาคม 2545": "โทร begins another word"},
    ),
    Pattern(
        id="contact-fax",
        fills="contacts",
        authority=_AUTHORITY,
        scan=_numbers("fax"),
        finds={
            "โทรสาร ๐ ๒๑๒๓ ๔๕๖๘": {"kind": "fax", "number": "0-2123-4568", "extension": None},
            "โทรสาร 0 2100 4466 67": {"kind": "fax", "number": "0-2100-4466", "extension": None},
            "แฟกซ์. 0-4312-3456": {"kind": "fax", "number": "0-4312-3456", "extension": None},
        },
        ignores={"โทร. 0 2123 4567": "a telephone"},
    ),
    Pattern(
        id="contact-address",
        fills="contacts",
        authority="ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ (ฉบับที่ 4) พ.ศ. 2564: ที่อยู่ไปรษณีย์อิเล็กทรอนิกส์",
        scan=_addresses,
        finds={
            "ไปรษณีย์อิเล็กทรอนิกส์ Saraban@example.go.th": {
                "kind": "email",
                "number": "saraban@example.go.th",
                "extension": None,
            },
            "เว็บไซต์ www.example.go.th": {"kind": "web", "number": "www.example.go.th", "extension": None},
        },
        ignores={"ชุดที่ ๑ @ ห้องประชุม": "no address", "ที่มา www.example.go.th/news/12": "a page cited"},
    ),
)
