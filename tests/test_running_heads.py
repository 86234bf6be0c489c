"""The gazette's running head stands above whatever is printed on its page: its day is told once."""

from pathlib import Path

import pytest

from saraban.extract.read import read_document

FIRST = """{head}
กฎกระทรวง
กำหนดอัตราค่าเช่าเรือ
พ.ศ. ๒๕๔๖
อาศัยอำนาจตามความในมาตรา ๕ ออกกฎกระทรวงไว้ ดังต่อไปนี้
ข้อ ๑ ค่าเช่าเรือคิดเป็นรายวันตามบัญชีท้ายกฎกระทรวงนี้ซึ่งใช้บังคับแก่เรือทุกลำ"""
SECOND = """{head}
ข้อ ๒ ให้เก็บค่าเช่าล่วงหน้าก่อนวันที่ ๑๕ มกราคม ๒๕๔๗
ให้ไว้ ณ วันที่ ๓ มีนาคม พ.ศ. ๒๕๔๖
สมพร หิรัญ
นายกรัฐมนตรี"""


@pytest.mark.parametrize(
    "head",
    [
        "หน้า {}\nเล่ม ๑๒๐ ตอนที่ ๒๑ ก\nราชกิจจานุเบกษา\n๙ มิถุนายน ๒๕๔๖",
        "หน้า {}\nเล่ม ๑๒๐ ตอนที่ ๒๑ ก ราชกิจจานุเบกษา ๙ มิถุนายน ๒๕๔๖",
    ],
)
def test_the_day_of_the_gazette_is_told_once(tmp_path: Path, head: str) -> None:
    path = tmp_path / "one.txt"
    path.write_text(f"{FIRST.format(head=head.format('๓'))}\f{SECOND.format(head=head.format('๔'))}", "utf-8")
    (document,) = read_document(path).as_dict()["documents"]
    assert [one["value"] for one in document["fields"]["dates_mentioned"]] == ["2003-06-09", "2004-01-15"]
    assert document["fields"]["date"]["value"] == "2003-03-03"


@pytest.mark.parametrize(
    ("head", "reasons"), [("เล่ม ๑๒๐ ตอนที่ ๒๑ ก\nราชกิจจานุเบกษา", None), ("กรมเจ้าท่าสาธิต", ["no_title"])]
)
def test_the_gazette_prints_names_without_titles(
    tmp_path: Path, head: str, reasons: list[str] | None
) -> None:
    path = tmp_path / "one.txt"
    path.write_text(f"{FIRST.format(head=head)}\n{SECOND.format(head='')}", "utf-8")
    (document,) = read_document(path).as_dict()["documents"]
    (signed,) = document["fields"]["signatories"]
    assert signed["value"]["name"] == "สมพร หิรัญ"
    assert (signed["review"] and signed["review"]["reasons"]) == reasons
