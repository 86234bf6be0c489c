"""Urgency marks whose vowels and tones are lost: beyond doubt where nothing else has their letters."""

import pytest

from saraban.patterns import patterns


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        ("ด่วนที่สด", ()),
        ("ดวน มาก", ()),
        ("ค่วนที่สุด", ("low_confidence",)),
        ("ด่วนที่ลุด", ("low_confidence",)),
        ("ดวน", ("low_confidence",)),
    ],
    ids=["marks lost", "very urgent", "first letter", "one letter", "a short word"],
)
def test_a_mark_with_all_letters_of_a_long_one_is_not_doubted(printed, doubts):
    (hit,) = [hit for one in patterns() if one.id == "urgency-misread" for hit in one.scan(printed)]
    assert hit.doubts == doubts
