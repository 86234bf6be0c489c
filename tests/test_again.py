"""Names that were doubted are read again: what two more readings agree on stands, and stays doubted."""

import numpy as np
import pytest

from saraban.extract.again import names_again, outvoted
from saraban.extract.page import Line, packed

PICTURE = np.full((40, 200), 255, np.uint8)


def line(text: str, sure: float = 0.8, stamp: int | None = None) -> Line:
    return Line(1, text, None, None, packed([sure] * len(text)), (), stamp)


@pytest.mark.parametrize(
    ("read", "others", "text"),
    [
        ("(นายปรีชา หงษ์ทอง)", ["(นายปรีชา พงษ์ทอง)", "(นายปรีชา พงษ์ทอง)"], "(นายปรีชา พงษ์ทอง)"),
        ("(นายปรีชา หงษ์ทอง)", ["(นายปรีชา พงษ์ทอง)", "(นายปรีชา ฟงษ์ทอง)"], "(นายปรีชา หงษ์ทอง)"),
        ("(นายปรีชา หงษ์ทอง)", ["(นายปรีชา พงษ์ทอง)", "(นายปรีชา หงษ์ทอง)"], "(นายปรีชา หงษ์ทอง)"),
        ("(นายเผชร ทองมา]", ["(นายเพชรี ทองมา]", "(นายเพชรั ทองมา)"], "(นายเพชร ทองมา]"),
        ("(นายปรีชา ทองมา)", ["(นายปรี7า ทองมา)", "(นายปรี7า ทองมา)"], "(นายปรีชา ทองมา)"),
        ("(นายปรีชา ทองมา)", ["(นายปรชีา ทองมา", "(นายปรชีา ทองมา"], "(นายปรีชา ทองมา)"),
    ],
    ids=[
        "outvoted",
        "three readings",
        "one against two",
        "longer readings",
        "a digit",
        "another kind of sign",
    ],
)
def test_two_readings_outvote_one(read, others, text):
    assert outvoted(line(read), others).text == text


def test_a_letter_that_was_outvoted_is_never_sure():
    found = outvoted(line("นายหร ดี", sure=0.97), ["นายพร ดี", "นายพร ดี"])
    assert found.text == "นายพร ดี"
    assert list(found.confidences or ()) == pytest.approx([0.97] * 3 + [0.5] + [0.97] * 4, abs=0.01)


def asked(*lines: Line) -> int:
    """How many pictures are read again for a page of these lines."""
    pictures: list[int] = []

    def read(given):
        pictures.append(len(given))
        return ["" for _ in given]

    found = names_again([(line, PICTURE) for line in lines], read)
    assert found == lines, "an empty reading changes nothing"
    return sum(pictures)


def test_only_names_that_were_doubted_are_read_again():
    assert asked(line("(นายปรีชา ทองมา)")) == 2
    assert asked(line("นายปรีชา ทองมา")) == 2
    assert asked(line("(นายปรีชา ทองมา)", sure=0.99)) == 0
    assert asked(line("เรื่อง ขอเชิญประชุม")) == 0
    assert asked(line("(นายปรีชา ทองมา)", stamp=0)) == 0


def test_a_list_of_people_is_not_read_again():
    assert asked(*[line("นายปรีชา ทองมา")] * 4) == 8
    assert asked(*[line("นายปรีชา ทองมา")] * 5) == 0
