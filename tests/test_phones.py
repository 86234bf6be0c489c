"""Telephone numbers, as letters print them."""

import pytest

from saraban.normalize.phones import find_addresses, find_phones
from saraban.normalize.text import clean

Found = tuple[str, str, str | None, str | None]


def found(printed: str) -> list[Found]:
    return [(p.kind, p.number, p.extension, p.e164) for p in find_phones(clean(printed).string)]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("โทร. ๐-๒๒๘๑ ๕๙๕๕ ต่อ ๑๒๙", [("phone", "0-2281-5955", "129", "+6622815955")]),
        ("โทร ๒๒๒๙ ๙๖๕๓ ภายใน ๑๙๕", [("phone", "2229-9653", "195", None)]),
        ("โทร. ๐ ๒๖๒๙ ๘๙๘๔", [("phone", "0-2629-8984", None, "+6626298984")]),
        ("โทรศัพท์ 02-281-5955", [("phone", "0-2281-5955", None, "+6622815955")]),
        ("โทรศัพท์ : 043241234", [("phone", "0-4324-1234", None, "+6643241234")]),
        ("โทรสาร ๐ ๒๒๔๔ ๒๖๐๘", [("fax", "0-2244-2608", None, "+6622442608")]),
        ("โทรสาร. 0-4324-1234", [("fax", "0-4324-1234", None, "+6643241234")]),
        ("แฟกซ์ 0 2241 9021", [("fax", "0-2241-9021", None, "+6622419021")]),
        ("โทร. 0-2241-9000 ต่อ 2312-4", [("phone", "0-2241-9000", "2312-4", "+6622419000")]),
        ("โทร. 0 2241 9000 ต่อ 2312, 2315", [("phone", "0-2241-9000", "2312, 2315", "+6622419000")]),
        ("โทร. ๐ ๒๒๔๑ ๙๐๒๑ - ๓", [("phone", "0-2241-9021-3", None, "+6622419021")]),
        ("โทร. 08 1234 5678", [("phone", "08-1234-5678", None, "+66812345678")]),
        ("มือถือ 081-234-5678", [("phone", "08-1234-5678", None, "+66812345678")]),
        ("Tel. +66 2 281 5955", [("phone", "0-2281-5955", None, "+6622815955")]),
        ("โทร. ๕๗๙๗", [("phone", "5797", None, None)]),
        ("โทร. ภายใน 195", [("phone", "195", None, None)]),
        ("โทร. 281-5955", [("phone", "281-5955", None, None)]),
        ("โทร. 2815955 - 62 ต่อ 605", [("phone", "281-5955-62", "605", None)]),
        ("โทร.(มท.) 50962", [("phone", "50962", None, None)]),
        ("โทร. 12011, 12112", [("phone", "12011", None, None), ("phone", "12112", None, None)]),
        (
            "โทร. 0 2241 9000 และ 08 1234 5678 โทรสาร 0 2241 9021",
            [
                ("phone", "0-2241-9000", None, "+6622419000"),
                ("phone", "08-1234-5678", None, "+66812345678"),
                ("fax", "0-2241-9021", None, "+6622419021"),
            ],
        ),
        (
            "โทร./โทรสาร 0 4324 1234",
            [("phone", "0-4324-1234", None, "+6643241234"), ("fax", "0-4324-1234", None, "+6643241234")],
        ),
        ("โทร. 0 2281 595", [("phone", "0-2281-595", None, None)]),
        ("โทร. 02 2281 59556", [("phone", "02-2281-59556", None, None)]),
    ],
)
def test_numbers(printed: str, numbers: list[Found]) -> None:
    assert found(printed) == numbers


@pytest.mark.parametrize(
    "printed",
    [
        "กระทรวงโทรคมนาคม 2545",
        "โทร. ............",
        "โทรเลขที่ 12",
        "ประชุม 12011, 12112",
        ", 12112 ห้องประชุม 1",
        "0 2281 5955",
    ],
)
def test_no_label_no_number(printed: str) -> None:
    assert found(printed) == []


def test_a_number_of_the_wrong_length_is_doubted() -> None:
    assert [p.doubts for p in find_phones("โทร. 0 2281 595 โทร. 0 2281 5955")] == [("wrong_length",), ()]


def test_span_covers_number_and_extension() -> None:
    string = "สำนักงาน โทร. 0-2281 5955 ต่อ 129 วันที่"
    assert [string[p.start : p.stop] for p in find_phones(string)] == ["0-2281 5955 ต่อ 129"]


def test_addresses() -> None:
    string = "ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th. เว็บไซต์ www.example.go.th/th/home, https://eg.or.th/"
    assert [(a.kind, a.address) for a in find_addresses(string)] == [
        ("email", "saraban@example.go.th"),
        ("web", "www.example.go.th/th/home"),
        ("web", "https://eg.or.th"),
    ]
    assert list(find_addresses("ห้อง 12 ชั้น 3 www. ยังไม่มี")) == []
