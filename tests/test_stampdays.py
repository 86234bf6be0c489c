"""Days of date stamps that were doubted are read again: the day of most readings stands, and stays doubted."""

from dataclasses import replace

import numpy as np
import pytest

from saraban.extract.lines import Strip, mapped
from saraban.extract.page import Line, packed
from saraban.extract.stampdays import days_again, elected

WAY = np.asarray([[1.0, 0.1, 30.0], [-0.1, 1.0, 50.0]])
STRIP = Strip((10, 20, 210, 60), np.full((40, 200), 255, np.uint8), 25.0, stamp=0, to_page=WAY)


def line(text: str, sure: float = 0.8, stamp: int | None = 0) -> Line:
    return Line(7, text, None, None, packed([sure] * len(text)), (), stamp)


@pytest.mark.parametrize(
    ("read", "others", "text"),
    [
        ("ศ . 7 เa. ย. 2562", ["1 7 เม.ย. 2562", "1 เม.ย.", "17 เพ.ย. 2562"], "1 7 เม.ย. 2562"),
        ("11 เม.ย. 2562", ["17 เม.ย. 2562", "17 เม.ย. 2562"], "17 เม.ย. 2562"),
        ("วันที่ ๕ ๓.ค. ๖๓", ["วันที่ ๕ ต.ค. ๖๓", "วันที่ ๕ ๓.ค. ๖๓", "วันที่ ๕ ต.ค. ๖๓"], "วันที่ ๕ ต.ค. ๖๓"),
        ("17 เม.ย. 2562", ["1 7 เม.ย. 2562", "11 เม.ย. 2562"], "17 เม.ย. 2562"),
        ("17 เม.ย. 2562", ["11 เม.ย. 2562", "? 2562", None], "17 เม.ย. 2562"),
        ("ศ . 7 2562", ["17 เม.ย. 2562", "11 เม.ย. 2562", ""], "ศ . 7 2562"),
        ("ศ . 7 2562", ["17 เม.ย. 2562", "11 เม.ย. 2562", "17 เม.ย. 2562", "11 เม.ย. 2562"], "ศ . 7 2562"),
        ("ศ . 7 2562", [None, "77 เม.ย. 2562", "77 เม.ย. 2562"], "ศ . 7 2562"),
    ],
    ids=[
        "two agree",
        "outvoted",
        "in Thai digits",
        "confirmed",
        "one each",
        "no two agree",
        "a tie",
        "no day",
    ],
)
def test_the_day_of_most_readings_stands(read, others, text):
    found = elected(line(read), [None if other is None else line(other, 0.95) for other in others])
    assert found.text == text
    assert found.number == 7


def test_another_reading_is_never_sure():
    found = elected(line("7 2562"), [line("17 เม.ย. 2562", 0.99), line("17 เม.ย. 2562", 0.3)])
    assert max(found.confidences or ()) <= 0.5
    found = elected(line("7 2562"), [line("17 เม.ย. 2562", 0.3), line("17 เม.ย. 2562", 0.99)])
    assert list(found.confidences or ()) == pytest.approx([0.3] * 13, abs=0.01)


def asked(*read: Line, strip: Strip = STRIP) -> list[Strip]:
    """The strips that are read again for a page of these lines."""
    strips: list[Strip] = []

    def nothing(given):
        strips.extend(given)
        return [None for _ in given]

    found = days_again([(one, strip) for one in read], nothing)
    assert found == read, "readings without text change nothing"
    return strips


def test_only_days_of_stamps_that_were_doubted_are_read_again():
    assert len(asked(line("1 7 เa.ย. 2562"))) == 6
    assert not asked(line("1 7 เa.ย. 2562", sure=0.95))
    assert not asked(line("1 7 เa.ย. 2562", stamp=None), strip=replace(STRIP, to_page=None))
    assert not asked(line("กองช่างสาธิต"), line("20417"), line("พ.ศ. 2562"), line("เวลา ๑๐.๑๕ น."))
    assert len(asked(line("วันที่ ๕ ๓.ค. ๖๓"))) == 6
    assert not asked(*[line("1 7 เa.ย. 2562")] * 5), "a table"


def test_another_size_stands_at_the_same_place():
    for strip in asked(line("1 7 เa.ย. 2562")):
        assert strip.to_page is not None
        assert mapped(strip.box, strip.to_page) == pytest.approx(mapped(STRIP.box, WAY), abs=1)
        assert strip.box[2] - strip.box[0] == strip.pixels.shape[1]
