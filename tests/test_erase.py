"""Ink taken off a page: the rest is what it would be if the page were looked at anew."""

from __future__ import annotations

import numpy as np

from saraban.extract.components import components
from saraban.extract.erase import lightened, without_ink
from saraban.extract.ink import Ink, find_ink
from saraban.extract.shrink import halved, shrunk


def page() -> np.ndarray:
    """Rows of blocks, one of them long and a bar through a few."""
    paper = np.full((900, 1200), 255, np.uint8)
    for top in range(100, 700, 80):
        for left in range(100, 1000, 40):
            paper[top : top + 30, left : left + 20] = 0
    paper[340:352, 300:420] = 0
    return paper


def seen(ink: Ink) -> set[tuple[int, ...]]:
    """The pieces of ink: their boxes and areas, each as its label shows it."""
    found = set()
    for label, box, area in zip(ink.blobs.label, ink.blobs.boxes, ink.blobs.area, strict=True):
        where = np.argwhere(ink.labels == label)
        assert len(where) == area
        top, left = where.min(axis=0)
        bottom, right = where.max(axis=0) + 1
        assert tuple(box) == (left, top, right - left, bottom - top)
        found.add((left, top, right, bottom, int(area)))
    assert sorted(ink.blobs.label) == list(range(1, len(ink.blobs) + 1))
    return found


def test_pieces_in_a_region_go_and_torn_ones_leave_their_rests() -> None:
    ink, region = find_ink(page(), 300), np.zeros((900, 1200), np.bool_)
    region[260:400, 290:410] = True
    rest = without_ink(ink, region)
    labels, stats = components(((ink.labels > 0) & ~region).view(np.uint8))
    expected = {(x, y, x + wide, y + high, area) for x, y, wide, high, area in stats[1:].tolist()}
    assert seen(rest) == expected
    assert ((rest.labels > 0) == (labels > 0)).all()
    assert len(expected) < len(ink.blobs)


def test_a_page_is_the_same_where_no_ink_is_taken() -> None:
    ink, region = find_ink(page(), 300), np.zeros((900, 1200), np.bool_)
    region[750:800, 10:90] = True
    assert without_ink(ink, region) is ink


def test_what_was_made_lighter_is_no_ink() -> None:
    ink = find_ink(page(), 300)
    gray = ink.gray.copy()
    gray[90:140] = 255
    gray[180:190, 100:120] = 255
    assert seen(lightened(ink, gray, 300)) == seen(find_ink(gray, 300))


def test_many_pieces_are_numbered_in_four_bytes() -> None:
    dust = np.zeros((700, 700), np.uint8)
    dust[::2, ::2] = 255
    labels, stats = components(dust)
    assert len(stats) == 350 * 350 + 1
    assert labels.max() == 350 * 350
    assert components(dust[:100])[0].dtype == np.uint16


def test_a_smaller_picture_is_the_mean_of_the_larger() -> None:
    steps = np.repeat(np.arange(0, 250, 10, np.uint8), 40)[None].repeat(300, axis=0)
    small = shrunk(steps, (100, 30))
    assert small.shape == (30, 100)
    assert np.abs(small.astype(int) - steps[::10, 5::10][:, :100]).max() <= 10
    assert halved(steps[:, :999]).shape == (150, 499)
    assert shrunk(small, (100, 30)) is small
