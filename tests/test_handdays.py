"""A day by hand that no month has, in a date of Thai digits: its 9 is the ๑ of a clerk, and stays doubted."""

import pytest

from saraban.extract.handdays import with_day
from saraban.patterns.pattern import Hit

REFUSED = Hit(0, 20, "2016-10", {"date_raw": "ตุลาคม 2559", "year": 2559}, ("day_unreadable",))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("9๒ ตุลาคม ๒๕๕๙", "2016-10-12"),
        ("99 ตุลาคม ๒๕๕๙", "2016-10-11"),
        ("9๙ ตุลาคม พ.ศ. ๒๕๕๙", "2016-10-19"),
        ("๓9 ตุลาคม ๒๕๕๙", "2016-10-31"),
    ],
)
def test_an_arabic_9_among_thai_digits_is_a_one_and_flagged(raw, value):
    hit = with_day(REFUSED, raw)
    assert hit.value == value
    assert hit.doubts == ("figure_mended",)
    assert hit.parts["year"] == 2559


@pytest.mark.parametrize(
    "raw",
    ["92 ตุลาคม 2559", "๙๒ ตุลาคม ๒๕๕๙", "๔9 ตุลาคม ๒๕๕๙", "๙9 ตุลาคม ๒๕๕๙", "9 ตุลาคม ๒๕๕๙", "19๒ ตุลาคม ๒๕๕๙", "๓9 กันยายน ๒๕๕๙"],
    ids=["Arabic", "all Thai", "no such day", "nor this", "one figure", "three figures", "no such day of the month"],
)  # fmt: skip
def test_what_is_still_no_day_stays_unread(raw):
    assert with_day(REFUSED, raw) == REFUSED


def test_a_day_that_may_be_one_as_it_was_read_stands():
    hit = Hit(0, 20, "2016-10-29", {}, ())
    assert with_day(hit, "๒9 ตุลาคม ๒๕๕๙") == hit
