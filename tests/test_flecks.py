"""Print that has broken into flecks: what is shown of it with its line, and what is a leader."""

from __future__ import annotations

import cv2
import numpy as np

from saraban.extract.flecks import around, flecks_near, is_broken, without_false_dots
from saraban.extract.images import Gray
from saraban.extract.ink import Flags, find_ink

_UNIT = 30  # pixels


def _page() -> Gray:
    """A line of twenty letters, each a ring of thick strokes."""
    page = np.full((400, 1400), 255, np.uint8)
    for x in range(60, 860, 40):
        cv2.rectangle(page, (x, 100), (x + 22, 100 + _UNIT), (0,), 5)
    return page


def _with_dots(sizes: tuple[int, ...]) -> Gray:
    page = _page()
    for at, size in enumerate(sizes):
        x = 100 + 20 * at
        page[250 - size : 250, x : x + size] = 0
    return page


def test_dots_of_one_size_are_a_leader() -> None:
    ink = find_ink(_with_dots((4, 5, 4, 4, 5, 4, 4, 5, 4, 4)), 300)
    assert without_false_dots(ink).dots.sum() == 10


def test_pieces_of_all_sizes_are_no_leader() -> None:
    ink = find_ink(_with_dots((2, 9, 4, 7, 3, 10, 5, 2, 8, 6)), 300)
    assert ink.dots.sum() >= 5
    assert not without_false_dots(ink).dots.any()
    assert without_false_dots(ink).leaders == ink.leaders


def test_a_line_is_broken_where_its_flecks_stand_in_a_row() -> None:
    broken = without_false_dots(find_ink(_with_dots((2, 9, 4, 7, 3, 10, 5, 2, 8, 6)), 300))
    leader = without_false_dots(find_ink(_with_dots((4, 5, 4, 4, 5, 4, 4, 5, 4, 4)), 300))
    assert is_broken(broken, (90, 230, 400, 260))
    assert not is_broken(broken, (60, 100, 860, 130))
    assert not is_broken(leader, (90, 230, 400, 260))


def _own(shape: tuple[int, int]) -> Flags:
    ink = np.zeros(shape, np.bool_)
    ink[20:50, 20:200] = True
    return around(ink, 5)


def test_neither_dust_by_large_print_nor_dark_paper_is_shown() -> None:
    own = _own((70, 300))
    others = np.zeros_like(own)
    gray = np.where(own, 0, 255).astype(np.uint8)
    gray[30:34, 205:209] = 120
    assert flecks_near(gray, own, others, (_UNIT, _UNIT)).sum() == 16
    assert not flecks_near(gray, own, others, (2 * _UNIT, _UNIT)).any()
    dark = np.where(own, 0, 200).astype(np.uint8)
    assert not flecks_near(dark, own, others, (_UNIT, _UNIT)).any()


def test_what_stands_off_or_is_a_neighbours_is_not_shown() -> None:
    own = _own((70, 300))
    others = np.zeros_like(own)
    others[28:36, 204:212] = True
    gray = np.where(own, 0, 255).astype(np.uint8)
    gray[30:34, 205:209] = 120
    gray[30:34, 270:274] = 120
    assert not flecks_near(gray, own, others, (_UNIT, _UNIT)).any()
