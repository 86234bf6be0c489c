"""Confidence as probability: curves, kinds of characters, and the table that holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from saraban.extract.confidence import KINDS, Calibration, Curve, kind_of, read_table, table_of, table_text

LEVEL = Curve((0.0,), (0.9,))


def calibration(**curves: Curve) -> Calibration:
    return Calibration(tuple(curves.get(kind, LEVEL) for kind in KINDS))


def test_between_two_points_of_a_curve_lies_a_straight_line() -> None:
    curve = Curve((0.5, 0.9), (0.4, 0.8))
    assert [curve(sure) for sure in (0.0, 0.5, 0.7, 0.9, 1.0)] == pytest.approx([0.4, 0.4, 0.6, 0.8, 0.8])


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        ("๐๙", "thai_digit"),
        ("09", "digit"),
        ("Az", "latin"),
        ("กฮะาเๅ", "letter"),
        ("\u0e31\u0e35\u0e38\u0e48\u0e4c\u0e4d", "mark"),
        ("/.-ฯๆ฿๏๚“", "sign"),
    ],
)
def test_characters_are_counted_by_kind(characters: str, kind: str) -> None:
    assert {kind_of(character) for character in characters} == {kind}


def test_a_doubtful_neighbour_makes_doubtful_whether_something_was_lost_between() -> None:
    lost = calibration(between=Curve((0.2, 0.9), (0.5, 1.0)), thai_digit=Curve((0.0,), (1.0,)))
    assert lost.probabilities("๔๖๗", (0.9, 0.9, 0.2)) == [1.0, 1.0, 0.5]


def test_a_table_gives_back_what_was_measured(tmp_path: Path) -> None:
    measured = calibration(thai_digit=Curve((0.1, 0.93), (0.25, 0.9998)))
    file = table_of(tmp_path / "a.traineddata")
    file.write_text(table_text(measured, "abc"), "utf-8")
    assert file.name == "a.confidence.tsv"
    assert read_table(file, "abc") == measured
    assert read_table(file, "abd") is None, "it is that of another model"
    assert read_table(tmp_path / "none.tsv", "abc") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("model\t", "model "),
        ("kind\t", "sort\t"),
        ("mark\t0.000000\t0.90000\n", ""),
        ("0.90000", "1.20000"),
        ("0.90000", "much"),
        ("between\t", "between\t0.5\t0.95\nbetween\t"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "a.confidence.tsv"
    text = table_text(calibration(), "abc")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=r".+"):
        read_table(file, "abc")
