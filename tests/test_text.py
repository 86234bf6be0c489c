"""Cleaning keeps the way back: what was changed can always be quoted as printed."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from saraban.normalize.digits import ARABIC, THAI, has_thai_digit, to_arabic, to_thai
from saraban.normalize.text import Text, clean

THAI_TEXT = st.text(alphabet=st.sampled_from("กขนมรสาะเแโไๆฯํำิีึืุู่้๊๋์็๐๑๔๙019 /.\u00a0\u200b\t\n-"), max_size=60)


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("สํานักงาน", "สำนักงาน"),
        ("น้ํา", "น้ำ"),
        ("นํ้า", "น้ำ"),
        ("เเผนงาน", "แผนงาน"),
        ("๒๕๕๙", "2559"),
        ("ก\u200bรม", "กรม"),
        ("กรม\u00a0ป่าไม้", "กรม ป่าไม้"),
        ("ก ร ม ป่ า ไ ม้", "กรมป่าไม้"),
        ("กรม ป่าไม้", "กรม ป่าไม้"),
        ("ที ่", "ที่"),
        ("กรม    ชลประทาน", "กรม ชลประทาน"),
        ("ก่ีฬา", "กี่ฬา"),
        ("ที่่", "ที่"),
        ("มาก ๆ", "มาก ๆ"),
        ("เรียน ผู้บริหาร\tวันที่", "เรียน ผู้บริหาร\tวันที่"),
    ],
)
def test_clean(printed: str, cleaned: str) -> None:
    assert clean(printed).string == cleaned


@given(THAI_TEXT)
def test_every_character_remembers_its_origin(printed: str) -> None:
    text = clean(printed)
    assert len(text.starts) == len(text.stops) == len(text.string)
    assert all(0 <= a < b <= len(printed) for a, b in zip(text.starts, text.stops, strict=True))
    assert text.string.count("\n") == printed.count("\n")


@given(THAI_TEXT)
def test_cleaning_twice_changes_nothing_more(printed: str) -> None:
    once = clean(printed).string
    assert clean(clean(once).string).string == clean(once).string


@given(THAI_TEXT)
def test_digits_survive(printed: str) -> None:
    kept = [to_arabic(char) for char in printed if char in THAI + ARABIC]
    assert [char for char in clean(printed).string if char in ARABIC] == kept


@given(st.text())
def test_digits_go_both_ways(text: str) -> None:
    assert to_arabic(to_thai(to_arabic(text))) == to_arabic(text)
    assert len(to_thai(text)) == len(text)
    assert not has_thai_digit(to_arabic(text))


def test_quote_gives_what_was_printed() -> None:
    text = clean("ที่  กษ ๐๒๒๑/ ๙๕๔ สํานัก")
    start = text.string.index("กษ")
    stop = text.string.index("954") + 3
    assert text.quote(start, stop) == "กษ ๐๒๒๑/ ๙๕๔"
    start = text.string.index("สำ")
    assert text.quote(start, start + 2) == "สํา"


def test_sub_keeps_a_finer_origin_for_equal_lengths() -> None:
    text = Text.of("ab-cd").sub(regex.compile("b-c"), "xyz")
    assert text.string == "axyzd"
    assert text.origin(2, 3) == (2, 3)
    assert Text.of("ab-cd").sub(regex.compile("b-c"), "xy").origin(2, 3) == (1, 4)


def test_map_must_keep_the_length() -> None:
    with pytest.raises(ValueError, match="length"):
        Text.of("abc").map(lambda string: string + "d")
