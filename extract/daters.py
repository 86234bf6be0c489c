"""Date and number stamps (ตราวันที่) set over a form: rows of type larger and narrower than the form's own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.chains import chain_letters
from saraban.extract.images import Gray
from saraban.extract.ink import Blobs, Flags, Ink, find_ink
from saraban.extract.lines import INK, Strip

_SMALLEST = 0.055  # inches: the consonants of the smallest type that stamps are cut in
_LARGER, _LARGEST = 1.35, 4.0  # times the height of the form's own letters
_ROW = 4  # letters of a date or number at least
_WIDE, _NARROW = 0.65, 0.5  # of its height, the width of a printed figure; that of a date stamp is 0.4
_BROAD = 0.85  # as wide as that for their height are check boxes, and figures run into each other
_STRETCH_MOST = 1.8
_ROOM = 0.4  # of a letter's height around a row: more, and the reader takes it for small print
_APART = 0.5  # of a letter's height: words stand so far apart in print
_POINT, _SLACK = 0.35, 0.15  # of a letter's height: lower is a point; what a letter may stand out of its row


def part_type(pixels: Gray, to_page: Numbers, dpi: int) -> tuple[Ink, tuple[Strip, ...]]:
    """The ink of a level stamp parted by the size of its type: the form alone, and each row stamped or written into it
    as one line, whose letters may be torn and stand at different heights.

    `to_page`: 2 x 3, from the stamp to the page. Narrow type is made as wide as print, which readers know, and wheels
    that stand apart are moved together, within a third of a letter of their place.
    """
    ink = find_ink(pixels, dpi)
    form, strips = pixels, []
    for row, slope in _large_rows(ink, dpi):
        marked = np.zeros(len(ink.blobs) + 1, np.uint8)
        marked[row.label] = 255
        shown = cv2.dilate(marked[ink.labels], np.ones((3, 3), np.uint8)) > 0
        form = np.where(shown, 255, form).astype(np.uint8)
        strips.append(_strip(np.where(shown, pixels, 255).astype(np.uint8), to_page, row, slope))
    return find_ink(form, dpi) if strips else ink, tuple(strips)


def _form_letter(ink: Ink, dpi: int) -> float:
    """The height of a letter of the form: low among all, for what is stamped into it may have more letters."""
    blobs = ink.blobs
    letters = (blobs.height >= _SMALLEST * dpi) & (blobs.width >= 0.25 * blobs.height) & ~ink.dots
    return float(np.quantile(blobs.height[letters], 0.25)) if letters.any() else 0.0


def _large_rows(ink: Ink, dpi: int) -> list[tuple[Blobs, float]]:
    """The rows of large type, from top to bottom, with the points and smaller letters in them, and how far each falls
    in a pixel to the right.
    """
    letter, blobs = _form_letter(ink, dpi), ink.blobs
    large = (blobs.height >= _LARGER * letter) & (blobs.height <= _LARGEST * letter) & ~ink.dots
    if not letter or np.count_nonzero(large) < _ROW:
        return []
    typed = replace(
        ink, blobs=blobs.of(large), dots=ink.dots[large], letter=float(np.median(blobs.height[large]))
    )
    body, chains = chain_letters(typed)
    rows = [
        (body.of(np.asarray(chain.members)), chain.slope or 0.0)
        for chain in chains
        if len(chain.members) >= _ROW
    ]
    rows = [(row, slope) for row, slope in rows if float(np.median(row.width / row.height)) < _BROAD]
    return [(_whole(ink, row), slope) for row, slope in sorted(rows, key=lambda one: int(one[0].top.min()))]


def _whole(ink: Ink, row: Blobs) -> Blobs:
    """A row with all that stands between its letters, and the point or letter after the last."""
    blobs, (top, foot) = ink.blobs, (float(np.quantile(row.top, 0.2)), float(np.quantile(row.bottom, 0.8)))
    slack = _SLACK * (foot - top)
    beside = (blobs.left >= row.left.min()) & (blobs.right <= row.right.max() + foot - top)
    level = (blobs.top >= top - slack) & (blobs.bottom <= foot + np.where(ink.dots, 0, slack))
    return blobs.of((beside & level) | np.isin(blobs.label, row.label))


def _stretch(row: Blobs) -> float:
    """How much wider the letters must be to look like print."""
    aspects = row.width / row.height
    letters = (row.height >= _POINT * row.height.max()) & (aspects < _BROAD)
    aspect = float(np.median(aspects[letters])) if letters.any() else _WIDE
    return min(_WIDE / aspect, _STRETCH_MOST) if aspect < _NARROW else 1.0


def _strip(pixels: Gray, to_page: Numbers, row: Blobs, slope: float) -> Strip:
    """The line that a row is: cut out, level, its letters as wide and as near to each other as in print."""
    unit = float(np.median(row.height[row.height >= _POINT * row.height.max()]))
    room = round(_ROOM * unit)
    left, right = max(0, int(row.left.min()) - room), min(pixels.shape[1], int(row.right.max()) + room)
    top, foot = int(row.top.min()) - room, int(row.bottom.max()) + room
    by = _stretch(row)
    size = (round((right - left) * by), foot - top)
    by = size[0] / (right - left)
    cut = np.asarray([[1 / by, 0, left], [slope / by, 1, top - slope * (right - left) / 2]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    line = np.asarray(cv2.warpAffine(pixels, cut, size, flags=flags, borderValue=(255,)), np.uint8)
    near = line[:, _near(line, round(_APART * unit))]
    cut[:, 0] *= line.shape[1] / near.shape[1]
    there = np.vstack((cut, (0, 0, 1))) @ np.asarray([[1, 0, -left], [0, 1, -top], [0, 0, 1]])
    way = to_page @ there
    return Strip((left, top, left + near.shape[1], foot), near, unit, to_page=np.asarray(way, np.float64))


def _near(line: Gray, apart: int) -> Flags:
    """Which columns of a line are kept so that no gap in it is wider than that many pixels."""
    inked = np.flatnonzero((line < INK).any(axis=0))
    kept = np.ones(line.shape[1], np.bool_)
    for before, after in pairwise(inked.tolist()):
        kept[before + 1 + apart // 2 : max(before + 1, after - (apart - apart // 2))] = False
    return kept
