"""Register marks, as receiving offices write them."""

import pytest
import regex

from saraban.normalize.registers import REGISTER_SHAPE, RegisterRefused, parse_register
from saraban.normalize.text import clean


@pytest.mark.parametrize(
    ("printed", "canonical", "parts"),
    [
        ("๓๗๖๓", "3763", (None, "3763", None, None)),
        ("รับที่ ๓๗๖๓", "3763", (None, "3763", None, None)),
        ("เลขทะเบียนรับ 0042", "0042", (None, "0042", None, None)),
        ("ขป 13625", "ขป 13625", ("ขป", "13625", None, None)),
        ("EO 5261", "EO 5261", ("EO", "5261", None, None)),
        ("บมข ๒๐๕๙", "บมข 2059", ("บมข", "2059", None, None)),
        ("พ.ชอ 5258/59", "พ.ชอ 5258/59", ("พ.ชอ", "5258", 59, "2016")),
        ("พ.ชอ ๗๐๕๗", "พ.ชอ 7057", ("พ.ชอ", "7057", None, None)),
        ("118/2564", "118/2564", (None, "118", 2564, "2021")),
        ("๓๑๕๖/๐", "3156/0", (None, "3156/0", None, None)),
        ("13625/๓๑", "13625/31", (None, "13625/31", None, None)),
    ],
)
def test_marks(printed: str, canonical: str, parts: tuple[object, ...]) -> None:
    mark = parse_register(printed, near=2559)
    assert (str(mark), tuple(mark.parts().values())) == (canonical, parts)


@pytest.mark.parametrize(
    ("printed", "near", "doubts"),
    [
        ("3763", None, ()),
        ("พ.ชอ 5258/59", 2559, ()),
        ("พ.ชอ 5258/59", None, ("two_digit_year",)),
        ("13625/31", 2559, ("stray_slash",)),
        ("3156/0", None, ("stray_slash",)),
    ],
)
def test_doubts(printed: str, near: int | None, doubts: tuple[str, ...]) -> None:
    assert parse_register(printed, near=near).doubts == doubts


def test_a_day_after_the_slash() -> None:
    mark = parse_register("กมอ 5240/26 กย 59", near=2559)
    assert (mark.book, mark.number, mark.date) == ("กมอ", "5240", "2016-09-26")


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("  ", "empty"),
        ("รับที่ ........", "no_digits"),
        ("กษ 0201.06/954", "not_a_register_number"),
        ("0 2281 5955", "not_a_register_number"),
        ("กมอ 5240/40 กย 59", "not_a_register_number"),
        ("กมอ 5240/ส่งคืน 2 ฉบับ", "not_a_register_number"),
    ],
)
def test_refusals(printed: str, reason: str) -> None:
    with pytest.raises(RegisterRefused) as refused:
        parse_register(printed, near=2559)
    assert refused.value.reason == reason


def test_shape_finds_the_mark_in_a_line() -> None:
    shape = regex.compile(rf"รับที่[ ]({REGISTER_SHAPE})", regex.VERBOSE)
    match = shape.search(clean("ฝ่ายบริหารทั่วไป รับที่ ชป ๑๓๖๒๕ วันที่ ๒๑").string)
    assert match is not None
    assert match[1] == "ชป 13625"
