"""Who decided and who certified: what stands above, below and beside an order in a whole document."""

from pathlib import Path
from typing import Any

import pytest

from saraban.extract.read import read_document

MEMO = """บันทึกข้อความ
ส่วนราชการ กองช่าง กรมชายฝั่งสาธิต
ที่ ทส 0901.2/55 วันที่ 3 มีนาคม 2563
เรื่อง ขอซื้อรถตัก
เรียน อธิบดีกรมชายฝั่งสาธิต
\tด้วยกองช่างขอซื้อรถตัก
\tจึงเรียนมาเพื่อโปรดพิจารณา
(นายก้องเกียรติ ใจงาม)
ผู้อำนวยการกองช่าง
"""
SLIP = """ใบนำส่งหนังสือ
เรื่อง ขอซื้อรถตัก
เรียน ผู้อำนวยการกองช่าง
☐ เพื่อโปรดพิจารณา ☑ เพื่อโปรดดำเนินการ
มอบฝ่ายเครื่องจักรสำรวจ
(นายวรพล มั่นใจ)
หัวหน้าฝ่ายบริหารงานทั่วไป
"""


def fields(tmp_path: Path, text: str) -> dict[str, Any]:
    path = tmp_path / "one.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read_document(path).as_dict()["documents"]
    found: dict[str, Any] = document["fields"]
    return found


def decided(found: dict[str, Any]) -> list[tuple[str | None, str, str | None]]:
    values = [one["value"] for one in found["dispositions"]]
    return [(value["action"], value["mark"], value["actor"]) for value in values]


def names(found: dict[str, Any]) -> list[str]:
    return [one["value"]["name"] for one in found["signatories"]]


def test_ticked_refusal_is_the_deciders(tmp_path: Path) -> None:
    found = fields(tmp_path, MEMO + "\n☐ อนุมัติ ☑ ไม่อนุมัติ\n(นายมีชัย ดีงาม)\nอธิบดีกรมชายฝั่งสาธิต\n")
    assert decided(found) == [("approve", "unchecked", None), ("return", "checked", "นายมีชัย ดีงาม")]
    assert names(found) == ["ก้องเกียรติ ใจงาม"]


@pytest.mark.parametrize(
    ("boxes", "read"),
    [
        ("[x] รับทราบ [ ] ไม่รับทราบ", [("acknowledge", "checked"), (None, "unchecked")]),
        ("☐ เห็นด้วย ☑ ไม่เห็นด้วย", [("approve", "unchecked"), ("return", "checked")]),
        ("☐ เห็นชอบ\n☑ อื่น ๆ", [("approve", "unchecked"), (None, "checked")]),
        ("☐ ชาย ☑ หญิง\n\n\n☑ ทราบ", [("acknowledge", "checked")]),
    ],
)
def test_every_box_of_a_group_stands_with_its_action(
    tmp_path: Path, boxes: str, read: list[tuple[str | None, str]]
) -> None:
    assert [one[:2] for one in decided(fields(tmp_path, MEMO + f"\n{boxes}\n"))] == read


@pytest.mark.parametrize(
    ("order", "action"),
    [
        ("ยังไม่อนุมัติ ให้ทำใหม่", "return"),
        ("ไม่เห็นควรอนุมัติ", "return"),
        ("ทราบ ไม่อนุมัติ", "return"),
        ("ไม่ขัดข้อง", "approve"),
    ],
)
def test_written_order_is_the_deciders(tmp_path: Path, order: str, action: str) -> None:
    found = fields(tmp_path, MEMO + f"\n{order}\n(นายมีชัย ดีงาม)\nอธิบดีกรมชายฝั่งสาธิต\n")
    assert decided(found) == [(action, "written", "นายมีชัย ดีงาม")]
    assert names(found) == ["ก้องเกียรติ ใจงาม"]


def test_written_order_of_a_slip_stands_below_its_boxes(tmp_path: Path) -> None:
    found = fields(tmp_path, SLIP)
    assert decided(found)[2:] == [("assign", "written", "นายวรพล มั่นใจ")]
    assert names(found) == ["วรพล มั่นใจ"]


def test_one_number_for_telephone_and_fax_is_both(tmp_path: Path) -> None:
    contacts = fields(tmp_path, f"{MEMO}กองช่าง\nโทร./โทรสาร 0 2100 4477\n")["contacts"]
    assert [(one["value"]["kind"], one["value"]["number"]) for one in contacts] == [
        ("phone", "0-2100-4477"),
        ("fax", "0-2100-4477"),
    ]


def test_certifier_of_a_copy_signed_nothing(tmp_path: Path) -> None:
    foot = "สำเนาถูกต้อง\n(นางนิภาพร แดงงาม)\nนักจัดการงานทั่วไป\n"
    assert names(fields(tmp_path, MEMO + foot)) == ["ก้องเกียรติ ใจงาม"]


def test_copy_mark_in_the_head_takes_no_signatory(tmp_path: Path) -> None:
    marked = MEMO.replace("เรื่อง", "สำเนาถูกต้อง\nเรื่อง", 1)
    assert names(fields(tmp_path, marked)) == ["ก้องเกียรติ ใจงาม"]


def test_an_addressee_who_signs_below_the_writer_is_doubted(tmp_path: Path) -> None:
    """An order by hand that was not read leaves a signature that is no writer's."""
    found = fields(tmp_path, MEMO + "\n(นายวรพล มั่นใจ)\nอธิบดีกรมชายฝั่งสาธิต\n")
    reasons = [one["review"] and one["review"]["reasons"] for one in found["signatories"]]
    assert reasons == [None, ["addressee_signs"]]
    other = fields(tmp_path, MEMO + "\n(นายวรพล มั่นใจ)\nรองอธิบดีกรมชายฝั่งสาธิต\n")
    assert [one["review"] for one in other["signatories"]] == [None, None]


def test_the_addressee_of_a_slip_signs_it(tmp_path: Path) -> None:
    found = fields(tmp_path, SLIP + "(นายก้องเกียรติ ใจงาม)\nผู้อำนวยการกองช่าง\n")
    assert "addressee_signs" not in str(found["signatories"])
