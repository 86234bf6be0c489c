"""What was not read is said: by the ink that no word explains, told apart from blank pages, dust and noise."""

import dataclasses
from itertools import pairwise

import cv2
import numpy as np
import pytest
from test_lines import blank, ring, write

from saraban.extract.flow import Place
from saraban.extract.images import Picture
from saraban.extract.layout import Layout, lay_out
from saraban.extract.lines import Strip
from saraban.extract.overturned import has_overturned
from saraban.extract.page import Line, Mark, Page, PageWarning
from saraban.extract.poor import on_poor_pages
from saraban.extract.quality import covered, is_sliced, is_speckled, is_spread, verdict
from saraban.extract.record import Document, Field
from saraban.extract.upright import Upright


def letter() -> np.ndarray:
    page = blank(1400, 2000)
    for foot in range(200, 1300, 70):
        write(page, 250, foot, 50)
    return page


def read(layout: Layout, sure: float = 0.99, *, strips: slice = slice(None)) -> tuple[Line, ...]:
    """Each of some lines read as ten characters of that confidence."""
    lines = []
    for number, strip in enumerate(layout.strips[strips], start=1):
        left, top, right, bottom = strip.box
        edges = np.linspace(left, right, 11).astype(int)
        boxes = tuple((int(a), top, int(b), bottom) for a, b in pairwise(edges))
        lines.append(Line(number, "ก" * 10, strip.box, boxes, (sure,) * 10))
    return tuple(lines)


def said(page: np.ndarray, sure: float = 0.99, *, strips: slice = slice(None)) -> str | None:
    layout = lay_out(Picture(page, 300))
    found = verdict(1, layout, read(layout, sure, strips=strips), 300)
    return found.code if found else None


def test_a_page_read_well_needs_no_word():
    layout = lay_out(Picture(letter(), 300))
    coverage = covered(layout, read(layout))
    assert max(coverage.unfound, coverage.unsure, coverage.doubtful) < 0.01
    assert verdict(1, layout, read(layout), 300) is None


def test_lines_that_were_not_read_are_told_by_their_ink():
    layout = lay_out(Picture(letter(), 300))
    coverage = covered(layout, read(layout, strips=slice(4, None)))
    assert coverage.unfound == pytest.approx(4 / 16, abs=0.02)
    assert coverage.doubtful == 0, "what was read was read surely: confidence alone sees nothing"
    warning = verdict(1, layout, read(layout, strips=slice(4, None)), 300)
    assert warning is not None
    assert warning.code == "needs_rescan"
    assert "25% of what is printed" in warning.message


def test_a_page_mostly_not_read_with_certainty():
    """The back of a sheet through which its face is seen: all of it has lines, and none of them is right."""
    layout = lay_out(Picture(letter(), 300))
    lines = (*read(layout, strips=slice(4)), *read(layout, 0.6, strips=slice(4, None)))
    assert covered(layout, lines).doubtful == 0
    warning = verdict(1, layout, lines, 300)
    assert warning is not None
    assert (warning.code, "75%" in warning.message) == ("needs_rescan", True)


def test_poor_print_and_what_cannot_be_read():
    layout = lay_out(Picture(letter(), 300))
    sure, unsure = (0.97,) * 8 + (0.6,) * 2, (0.3,) * 10
    poor = tuple(dataclasses.replace(line, confidences=sure) for line in read(layout))
    warning = verdict(1, layout, poor, 300)
    assert warning is not None
    assert (warning.code, "20% of its characters" in warning.message) == ("needs_rescan", True)
    lost = tuple(dataclasses.replace(line, confidences=unsure) for line in poor)
    assert getattr(verdict(1, layout, lost, 300), "code", None) == "page_unreadable"
    assert said(letter(), strips=slice(0)) == "page_unreadable"


def test_a_note_by_hand_does_not_condemn_a_page_of_good_print():
    layout = lay_out(Picture(letter(), 300))
    lines = (*read(layout, strips=slice(12)), *read(layout, 0.4, strips=slice(12, None)))
    assert covered(layout, lines).unsure > 0.2
    assert verdict(1, layout, lines, 300) is None


def test_marks_and_large_ink_need_no_reading():
    page = letter()
    for left in range(300, 1900, 90):
        ring(page, left, 1390, 70, 80)  # taller than letters: a signature
    layout = lay_out(Picture(page, 300))
    lines = tuple(line for line in read(layout) if line.box and line.box[3] < 1310)
    assert verdict(1, layout, lines, 300) is None
    stamp = Mark("stamp", (200, 120, 1800, 480))
    unread = lines[4:]
    assert verdict(1, layout, unread, 300) is not None
    assert verdict(1, dataclasses.replace(layout, marks=(stamp,)), unread, 300) is None


def test_blank_dust_noise_and_traces_are_told_apart():
    rng = np.random.default_rng(5)
    assert said(blank()) == "blank_page"
    dusty = blank()
    for x, y in rng.integers((0, 0), (1990, 1190), (400, 2)):
        dusty[y : y + 3, x : x + 3] = 0
    assert said(dusty) == "blank_page"
    noise = blank()
    for x, y in rng.integers((0, 0), (1990, 1190), (8000, 2)):
        noise[y : y + 4, x : x + 4] = 0
    assert said(noise, strips=slice(0)) == "page_noise"
    pale = (255 - (255 - letter().astype(int)) * 0.1).astype(np.uint8)
    assert said(pale) == "needs_rescan"
    shaded = (255 * np.linspace(1, 0.9, 2000)[None] * np.ones((1200, 1))).astype(np.uint8)
    assert said(shaded) == "blank_page"


def test_a_drawing_is_unreadable_and_no_noise():
    page = blank()
    cv2.ellipse(page, (900, 600), (500, 300), 20, 0, 300, 0, 9)
    assert said(page, strips=slice(0)) == "page_unreadable"


def test_values_from_a_poor_page_are_flagged_and_no_others():
    def page(number: int, code: str | None) -> Page:
        warnings = (PageWarning(code, number, "…"),) if code else ()
        return Page(number=number, text_from="ocr", lines=(), warnings=warnings)

    def field(number: int) -> Field:
        place = Place(number, (1, 1), None, confidence=0.99, weakest=0.9, weakest_digit=None, digits=None)
        return Field(value="value", place=place)

    fields = {
        "subject": field(1),
        "to": field(2),
        "references": (field(1), field(2)),
        "date": Field(value=None),
    }
    document = Document(id="d1", kind="letter", pages=(1, 2), lines=(1, 1), fields=fields)
    pages = (page(1, "needs_rescan"), page(2, "page_turned"))
    (flagged,) = on_poor_pages([document], pages)
    assert flagged.one("subject").reasons == ("poor_page",)
    assert [one.reasons for one in flagged.many("references")] == [("poor_page",), ()]
    assert flagged.one("to").reasons == flagged.one("date").reasons == ()


@pytest.mark.parametrize(("share", "many"), [(0.0, False), (0.02, False), (0.15, True)])
def test_specks_among_which_marks_get_lost(share: float, many: bool) -> None:
    page = letter()
    chance = np.random.default_rng(3).random(page.shape)
    page[chance < share / 2], page[chance > 1 - share / 2] = 0, 255
    assert is_speckled(page) is many


def test_two_pages_in_one_picture() -> None:
    page = letter()
    ink = lay_out(Picture(np.hstack((page, page)), 300)).ink
    assert is_spread(ink)
    assert not is_spread(lay_out(Picture(page, 300)).ink)
    written = blank(2800, 2000)
    for foot in range(200, 1300, 70):
        write(written, 250, foot, 100)
    assert not is_spread(lay_out(Picture(written, 300)).ink)


def test_letters_that_were_cut_through_are_seen():
    whole = lay_out(Picture(letter(), 300))
    assert not is_sliced(whole, read(whole))
    page = letter()
    page[590:604] = 255  # through the middle of a line
    cut = lay_out(Picture(page, 300))
    lines = tuple(line for line in read(cut) if not 540 < sum(line.box[1::2]) / 2 < 640)
    assert is_sliced(cut, lines)
    assert not is_sliced(cut, read(cut)), "whatever was read is no piece of a letter"


@pytest.mark.parametrize(
    ("confidence", "turned", "overturned"),
    [(0.5, 0.97, True), (0.5, 0.6, False), (0.97, 0.97, False)],
    ids=["upside down", "by hand", "read well"],
)
def test_lines_that_stand_upside_down_are_seen(confidence, turned, overturned):
    layout = lay_out(Picture(letter(), 300))
    lines = tuple(
        dataclasses.replace(line, confidences=(confidence,) * 10) if line.number > 10 else line
        for line in read(layout)
    )

    def again(strips: tuple[Strip, ...]) -> tuple[Line, ...]:
        assert len(strips) == len(layout.strips) - 10
        return tuple(Line(at, "ก" * 10, confidences=(turned,) * 10) for at in range(1, len(strips) + 1))

    assert has_overturned(Upright(layout, lines, 300, "file"), again) is overturned
    assert not has_overturned(Upright(layout, lines[:12], 300, "file"), again), "two lines are a note"
