"""Handwriting and signatures on a page of print: kept out of the text, located, and never silent."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from saraban.extract.flow import Place
from saraban.extract.hand import stands_unevenly
from saraban.extract.ink import find_ink
from saraban.extract.lines import Strip
from saraban.extract.notes import with_unread
from saraban.extract.page import Box, Boxes, Line, Mark, Page, packed
from saraban.extract.pen import part_writing
from saraban.extract.record import Document, Field

WIDTH, HEIGHT, LETTER = 1200, 1000, 24
NAME = (500, 600, 800, 640)
Canvas = NDArray[np.uint8]


def printed(number: int, top: int, sure: float = 0.99, text: str = "ข้อความที่พิมพ์", **more: object) -> Line:
    box: Box = (200, top, 1000, top + 40)
    boxes = Boxes([box] * len(text))
    line = Line(number, text, box, boxes, packed([sure] * len(text)))
    return replace(line, **more)  # type: ignore[arg-type]


def named(number: int) -> Line:
    return replace(printed(number, NAME[1], text="(นายมีชัย ดีงาม)"), box=NAME)


def sheet(*, signed: bool = True) -> Canvas:
    """Rows of letters, and large loops above where the name stands."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for top in (100, 200, 300, NAME[1]):
        for left in range(200, 1000, 30):
            cv2.ellipse(page, (left, top + 20), (9, LETTER // 2), 0, 0, 300, (0,), 3)
    if signed:
        wave = [(560 + step, round(545 + 35 * np.sin(step / 14))) for step in range(180)]
        cv2.polylines(page, [np.asarray(wave, np.int32).reshape(-1, 1, 2)], False, (0,), 4)
    return page


PRINT = [printed(1, 100), printed(2, 200), printed(3, 300), named(4)]


def test_a_line_that_is_uneven_and_not_believed_is_handwriting_and_no_text() -> None:
    note = printed(5, 800, 0.5, "๘๓า๙๓๓", uneven=True)
    lines, marks = part_writing([*PRINT, note], find_ink(sheet(signed=False), 300))
    assert [line.text for line in lines] == [line.text for line in PRINT]
    assert marks == (Mark("handwriting", (200, 800, 1000, 840)),)


def test_handwriting_that_can_be_read_stays_and_is_by_hand_all_over() -> None:
    note = printed(1, 50, 0.75, "ทราบ", uneven=True)
    faint = printed(9, 850, 0.5, "จาง")
    below = [replace(line, number=line.number + 1) for line in PRINT]
    lines, marks = part_writing([note, *below, faint], find_ink(sheet(signed=False), 300))
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert lines[0].by_hand == (0, 1, 2, 3)
    assert marks == (Mark("handwriting", (200, 50, 1000, 90), lines=(1,)),)
    assert lines[-1].text == "จาง", "even letters are print, however badly it was read"


def test_lines_of_stamps_stay_and_numbers_follow_each_other() -> None:
    note = printed(1, 50, 0.4, "๘๓า", uneven=True)
    stamped = printed(2, 60, 0.4, "๕๙", uneven=True, stamp=0)
    lines, _ = part_writing(
        [note, stamped, *(replace(line, number=line.number + 2) for line in PRINT)], find_ink(sheet(), 300)
    )
    assert [(line.number, line.stamp) for line in lines] == [
        (1, 0),
        (2, None),
        (3, None),
        (4, None),
        (5, None),
    ]


def test_on_a_page_that_was_read_badly_nothing_is_taken_away() -> None:
    poor = [printed(number, 100 * number, 0.6, uneven=True) for number in range(1, 6)]
    assert part_writing(poor, find_ink(sheet(), 300)) == (tuple(poor), ())


def test_signature_above_a_name() -> None:
    _, marks = part_writing(PRINT, find_ink(sheet(), 300))
    ((mark),) = marks
    assert mark.kind == "signature"
    assert mark.box == pytest.approx((560, 510, 740, 580), abs=6)
    assert part_writing(PRINT, find_ink(sheet(signed=False), 300))[1] == ()


def test_what_was_made_of_a_signature_is_no_handwriting_of_its_own() -> None:
    scrawl = replace(printed(5, 520, 0.3, "๖๖-", uneven=True), box=(560, 505, 740, 585))
    lines, marks = part_writing([*PRINT[:3], replace(scrawl, number=4), named(5)], find_ink(sheet(), 300))
    assert [line.text for line in lines] == [line.text for line in PRINT]
    assert [mark.kind for mark in marks] == ["signature"]


def drawn(heights: list[int], feet: list[int]) -> Strip:
    pixels = np.full((80, 40 * len(heights)), 255, np.uint8)
    for at, (height, foot) in enumerate(zip(heights, feet, strict=True)):
        cv2.rectangle(pixels, (at * 40 + 8, foot - height), (at * 40 + 28, foot), (0,), 3)
    return Strip((0, 0, pixels.shape[1], 80), pixels, 24.0)


@pytest.mark.parametrize(
    ("heights", "feet", "uneven"),
    [
        ([24] * 10, [60] * 10, False),
        ([24, 25, 24, 34, 24, 24, 25, 24, 24, 34], [60] * 10, False),
        ([24, 31, 18, 36, 27, 20, 33, 24, 15, 29], [60, 57, 66, 60, 52, 63, 68, 60, 55, 64], True),
        ([24, 24], [60, 60], True),
    ],
)
def test_letters_of_print_stand_evenly(heights: list[int], feet: list[int], uneven: bool) -> None:
    assert stands_unevenly(drawn(heights, feet)) is uneven


def place(top: int) -> Place:
    return Place(1, (1, 1), (500, top, 800, top + 40), 0.99, 0.99, None, None)


def letter(*dispositions: Field, kind: str = "letter") -> Document:
    signer = Field(
        value={"title": "นาย", "name": "มีชัย ดีงาม", "position": None, "acting": []}, place=place(600)
    )
    held = {"dispositions": dispositions} if dispositions else {}
    return Document(id="d1", kind=kind, pages=(1, 1), lines=(1, 4), fields={"signatories": (signer,), **held})


def page(*boxes: Box, read: bool = False) -> Page:
    marks = tuple(Mark("handwriting", box, lines=(4,) if read else ()) for box in boxes)
    return Page(
        number=1, text_from="ocr", lines=tuple(PRINT), width=WIDTH, height=HEIGHT, dpi=300, marks=marks
    )


BELOW, MARGIN, WITHIN, STROKE = (
    (200, 800, 600, 850),
    (10, 300, 190, 340),
    (300, 250, 700, 290),
    (200, 800, 240, 850),
)


@pytest.mark.parametrize("box", [BELOW, MARGIN])
def test_unread_handwriting_where_decisions_are_written_is_a_disposition_without_words(box: Box) -> None:
    (document,) = with_unread([letter()], [page(box)])
    ((note),) = document.fields["dispositions"]  # type: ignore[misc]
    assert isinstance(note, Field)
    assert note.value == {"action": None, "text": None, "actor": None, "date": None, "mark": "written"}
    assert note.reasons == ("handwriting_unread",)
    assert note.place is not None
    assert note.place.box == box


def test_no_disposition_is_made_of_anything_else() -> None:
    ticked = Field(
        value={"action": "approve", "text": "อนุมัติ", "actor": None, "date": None, "mark": "checked"}
    )
    written = replace(ticked, value={**ticked.members, "mark": "written"})
    for document, sheet_ in (
        (letter(), page()),
        (letter(), page(WITHIN)),
        (letter(), page(STROKE)),
        (letter(), page(BELOW, read=True)),
        (letter(written), page(BELOW)),
        (letter(kind="enclosure"), page(BELOW)),
    ):
        assert with_unread([document], [sheet_]) == [document]
    (both,) = with_unread([letter(ticked)], [page(BELOW)])
    assert len(both.fields["dispositions"]) == 2  # type: ignore[arg-type]
