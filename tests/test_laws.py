"""Laws cited: their clauses, amendments and doubts; the values themselves are proved beside the patterns."""

import json
from pathlib import Path

import pytest

from saraban.normalize.text import clean
from saraban.patterns.laws import PATTERNS
from saraban.patterns.pattern import Hit

SHARED = Path(__file__).parents[1] / ".." / "shared"


def found(printed: str) -> list[Hit]:
    string = clean(printed).string
    return sorted((hit for pattern in PATTERNS for hit in pattern.scan(string)), key=lambda hit: hit.start)


@pytest.mark.parametrize(
    ("printed", "clauses"),
    [
        ("ตามมาตรา ๙ และ ๑๒ (๓) (๔) แห่งพระราชบัญญัติถนน พ.ศ. ๒๕๓๕", ["มาตรา 9", "มาตรา 12(3)", "มาตรา 12(4)"]),
        (
            "รัฐธรรมนูญแห่งราชอาณาจักรไทย พุทธศักราช 2550 มาตรา 78(4), 78(5) และ 87",
            ["มาตรา 78(4)", "มาตรา 78(5)", "มาตรา 87"],
        ),
        ("ข้อ 7 วรรคหนึ่ง ของระเบียบกรมตัวอย่าง ว่าด้วยพัสดุ พ.ศ. 2560", ["ข้อ 7 วรรคหนึ่ง"]),
        ("มาตรา 16 ประกอบมาตรา 18 (1) แห่งพ.ร.บ.โรงแรม พ.ศ. 2547", ["มาตรา 16", "มาตรา 18(1)"]),
        ("พ.ร.บ.โรงแรม พ.ศ. 2547 ใช้บังคับ มาตรา 3 ของระเบียบอื่น", []),
    ],
)
def test_clauses(printed: str, clauses: list[str]) -> None:
    assert [hit.parts["clauses"] for hit in found(printed)] == [clauses]


def test_amendment_and_year() -> None:
    (law,) = found("พ.ร.บ.ถนน พ.ศ. 2535 แก้ไขเพิ่มเติม (ฉบับที่ 3) พ.ศ.2550")
    assert (law.parts["kind"], law.parts["year"]) == ("act", 2535)
    assert law.parts["amendment"] == {"number": 3, "year": 2550}
    assert law.doubts == ()


def test_amending_act_is_a_law_of_its_own() -> None:
    laws = found("พระราชบัญญัติถนน พ.ศ. 2535 ซึ่งแก้ไขเพิ่มเติมโดยพระราชบัญญัติถนน (ฉบับที่ 2) พ.ศ. 2549")
    assert [law.value for law in laws] == [
        "พระราชบัญญัติถนน พ.ศ. 2535",
        "พระราชบัญญัติถนน (ฉบับที่ 2) พ.ศ. 2549",
    ]


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        ("ร่างพระราชบัญญัติถนน พ.ศ. ....", ("no_year",)),
        ("ระเบียบของกระทรวงมหาดไทย", ("no_year",)),
        ("ประมวลรัษฎากร", ()),
        ("พระราชกฤษฎีกาว่าการจัดระเบียบตลาด พ.ศ. ๒๕๔๖", ("title_misprinted",)),
        ("พ.ร.บ." + "ถนน" * 60 + " พ.ศ. 2535", ("long_name",)),
        ("ระเบียบกรม" + "ถนน" * 20 + "ว่าด้วย" + "การ" * 35 + " พ.ศ. 2535", ()),
        ("ระเบียบกรม" + "ถนน" * 20 + "ว่าด้วย" + "การ" * 50 + " พ.ศ. 2535", ("long_name",)),
        ("ระเบียบกรม " + "ถนน" * 20 + " ว่าด้วย" + "การ" * 35 + " พ.ศ. 2535", ("long_name",)),
    ],
)
def test_doubts(printed: str, doubts: tuple[str, ...]) -> None:
    assert [law.doubts for law in found(printed)] == [doubts]


@pytest.mark.skipif(not (SHARED / "seed_truth.json").exists(), reason="no seeds here")
def test_all_laws_of_the_seeds() -> None:
    truth = json.loads((SHARED / "seed_truth.json").read_text(encoding="utf-8"))
    count = 0
    for name, seed in truth["seeds"].items():
        laws = seed.get("fields", {}).get("legal_references", [])
        lines = (SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        for law in laws:
            string = clean(lines[law["line"] - 1]).string
            quoted = {string[hit.start : hit.stop] for hit in found(lines[law["line"] - 1])}
            assert clean(law["raw"]).string.removeprefix("ตาม") in quoted
            count += 1
    assert count == 20


def test_misprinted_title_stands_as_it_was_read() -> None:
    (law,) = found("พระราชกฤษฎีกาว่าการจัดระเบียบตลาด พ.ศ. ๒๕๔๖")
    assert law.value == "พระราชกฤษฎีกาว่าการจัดระเบียบตลาด พ.ศ. 2546"
