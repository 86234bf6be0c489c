"""Register marks, as receiving offices write them."""

import pytest
import regex

from saraban.normalize.registers import REGISTER_SHAPE, RegisterRefused, parse_register
from saraban.normalize.text import clean


@pytest.mark.parametrize(
    ("printed", "canonical", "parts"),
    [
        ("๒๙๐๕", "2905", (None, "2905", None, None)),
        ("รับที่ ๒๙๐๕", "2905", (None, "2905", None, None)),
        ("เลขทะเบียนรับ 0042", "0042", (None, "0042", None, None)),
        ("คพ 24817", "คพ 24817", ("คพ", "24817", None, None)),
        ("AB 6134", "AB 6134", ("AB", "6134", None, None)),
        ("ศสท ๑๗๐๘", "ศสท 1708", ("ศสท", "1708", None, None)),
        ("ก.นน 2046/60", "ก.นน 2046/60", ("ก.นน", "2046", 60, "2017")),
        ("ก.นน ๘๑๔๒", "ก.นน 8142", ("ก.นน", "8142", None, None)),
        ("118/2564", "118/2564", (None, "118", 2564, "2021")),
        ("๔๐๒๘/๐", "4028/0", (None, "4028/0", None, None)),
        ("24817/๓๑", "24817/31", (None, "24817/31", None, None)),
    ],
)
def test_marks(printed: str, canonical: str, parts: tuple[object, ...]) -> None:
    mark = parse_register(printed, near=2559)
    assert (str(mark), tuple(mark.parts().values())) == (canonical, parts)


@pytest.mark.parametrize(
    ("printed", "near", "doubts"),
    [
        ("2905", None, ()),
        ("ก.นน 2046/60", 2559, ()),
        ("ก.นน 2046/60", None, ("two_digit_year",)),
        ("24817/31", 2559, ("stray_slash",)),
        ("4028/0", None, ("stray_slash",)),
    ],
)
def test_doubts(printed: str, near: int | None, doubts: tuple[str, ...]) -> None:
    assert parse_register(printed, near=near).doubts == doubts


def test_a_day_after_the_slash() -> None:
    mark = parse_register("สบก 3817/14 มิย 61", near=2561)
    assert (mark.book, mark.number, mark.date) == ("สบก", "3817", "2018-06-14")


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("  ", "empty"),
        ("รับที่ ........", "no_digits"),
        ("รง 0503.02/312", "not_a_register_number"),
        ("0 2281 5955", "not_a_register_number"),
        ("สบก 3817/40 มิย 61", "not_a_register_number"),
        ("สบก 3817/ส่งคืน 2 ฉบับ", "not_a_register_number"),
    ],
)
def test_refusals(printed: str, reason: str) -> None:
    with pytest.raises(RegisterRefused) as refused:
        parse_register(printed, near=2559)
    assert refused.value.reason == reason


def test_shape_finds_the_mark_in_a_line() -> None:
    shape = regex.compile(rf"รับที่[ ]({REGISTER_SHAPE})", regex.VERBOSE)
    match = shape.search(clean("ฝ่ายบริหารทั่วไป รับที่ คพ ๒๔๘๑๗ วันที่ ๒๑").string)
    assert match is not None
    assert match[1] == "คพ 24817"
