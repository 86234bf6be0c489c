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


LAW = """{head}
{name}
ค่าเช่าเรือ (ฉบับที่ ๒)
พ.ศ. ๒๕๔๖
ให้ไว้ ณ วันที่ ๓ มีนาคม พ.ศ. ๒๕๔๖
เป็นปีที่ ๕๘ ในรัชกาลปัจจุบัน
โดยที่เป็นการสมควรแก้ไขค่าเช่าเรือ
มาตรา ๑ {name}นี้เรียกว่า “{name}ค่าเช่าเรือ (ฉบับที่ ๒) พ.ศ. ๒๕๔๖”
ผู้รับสนองพระบรมราชโองการ
{signed}
นายกรัฐมนตรี"""


@pytest.mark.parametrize("name", ["พระราชบัญญัติ", "พระราชกฤษฎีกา", "พระราชกำหนด"])
@pytest.mark.parametrize("signed", ["สมพร หิรัญ", "พลเอก สมพร หิรัญ"])
def test_a_law_of_the_realm_names_no_office(tmp_path: Path, name: str, signed: str) -> None:
    path = tmp_path / "law.txt"
    head = "หน้า ๓\nเล่ม ๑๒๐ ตอนที่ ๒๑ ก\nราชกิจจานุเบกษา\n๙ มิถุนายน ๒๕๔๖"
    path.write_text(LAW.format(head=head, name=name, signed=signed), "utf-8")
    (document,) = read_document(path).as_dict()["documents"]
    fields = document["fields"]
    assert (document["kind"], set(fields)) == (
        "regulation", {"date", "subject", "signatories", "dates_mentioned"},
    )  # fmt: skip
    assert (fields["date"]["value"], fields["subject"]["value"]) == ("2003-03-03", "ค่าเช่าเรือ (ฉบับที่ 2)")
    assert fields["signatories"][0]["value"]["name"] == "สมพร หิรัญ"


def test_rules_of_an_office_that_is_not_found_say_so(tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_text("ระเบียบ ก.ท.\nว่าด้วยการใช้รถ\nพ.ศ. ๒๕๔๘\nข้อ ๑ ให้ใช้รถราชการตามระเบียบนี้", "utf-8")
    (document,) = read_document(path).as_dict()["documents"]
    assert document["kind"] == "regulation"
    assert "agency" in document["fields"]
