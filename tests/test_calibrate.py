"""The table of confidences: what is counted, the rising curve through it, and how it is told."""

from __future__ import annotations

import pytest

from saraban.extract.confidence import KINDS
from saraban.extract.page import Line

observed = pytest.importorskip("training.observed")
calibrate = pytest.importorskip("training.calibrate", reason="the fonts for training are not installed")


def seen(kind: str, sure: float, right: int, wrong: int) -> list[object]:
    return [observed.Seen(kind, sure, True)] * right + [observed.Seen(kind, sure, False)] * wrong


def line(text: str) -> Line:
    return Line(1, text, confidences=[0.1 * number for number in range(1, len(text) + 1)])


def test_each_character_is_right_or_wrong_and_each_gap_whole_or_not() -> None:
    found = list(observed.compared("ที่ ๑๒๔", line("ที่ ๑๔")))
    assert [(one.kind, one.right) for one in found if one.kind != "between"] == [
        ("letter", True), ("mark", True), ("mark", True), ("thai_digit", True), ("thai_digit", True),
    ]  # fmt: skip
    gaps = [(round(one.sure, 1), one.right) for one in found if one.kind == "between"]
    assert gaps == [(0.1, True), (0.2, True), (0.3, True), (0.5, False)], "๒ was lost"


def test_sara_am_is_two_characters_and_additions_are_wrong() -> None:
    found = list(observed.compared("น้ำ", line("น้\u0e4dา.")))
    assert [one.right for one in found if one.kind != "between"] == [True, True, True, True, False]
    assert list(observed.compared("", line("กข"))) == []


def test_the_curve_rises_and_few_are_no_certainty() -> None:
    told = [*seen("digit", 0.5, 60, 40), *seen("digit", 0.7, 50, 50), *seen("digit", 0.9, 98, 0)]
    curve = calibrate.fitted(told).curves[KINDS.index("digit")]
    assert curve.at == pytest.approx((0.6, 0.9))
    assert curve.right == pytest.approx((111 / 202, 0.99))


def test_confidences_that_are_alike_are_one_point_in_whatever_order() -> None:
    told = [*seen("mark", 0.8, 0, 50), *seen("mark", 0.8, 150, 0)]
    curve = calibrate.fitted(told).curves[KINDS.index("mark")]
    assert (curve.at, curve.right) == (pytest.approx((0.8,)), (151 / 202,))
    assert curve == calibrate.fitted(told[::-1]).curves[KINDS.index("mark")]


def test_what_was_never_seen_is_even_odds() -> None:
    assert {curve(0.9) for curve in calibrate.fitted([]).curves} == {0.5}


def test_reliability_shows_what_was_said_and_what_was_found() -> None:
    calibration = calibrate.fitted(seen("digit", 0.9, 997, 1))
    told = calibrate.reliability(seen("digit", 0.9, 990, 10), calibration)
    assert "| digit | 0.995 to 0.999 | 1000 | 0.9980 | 0.9900 |" in told
    assert "mark" not in told


def test_a_line_is_looked_for_where_a_page_prints_it() -> None:
    page = observed.decomposed("เรื่อง การประชุมคณะกรรมการ ครั้งที่ ๔/๒๕๕๙ ในวันที่ ๗ มีนาคม")
    text = observed.decomposed("การประชุมคณะกรรมกาธ ครั้งที่ ๔/๒๕๕๙")
    there = calibrate.printed_there(text, page)
    assert "คณะกรรมการครั้งที่๔/๒๕๕๙" in there
    assert there != page
    assert calibrate.printed_there("ไม่มีในหน้านี้เลยสักคำ", page) == ""
