"""Date and number stamps (ตราวันที่) set over a form: rows of type larger and narrower than the form's own."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.chains import chain_letters
from saraban.extract.images import Gray
from saraban.extract.ink import Blobs, Ink, find_ink

_SMALLEST = 0.055  # inches: the consonants of the smallest type that stamps are cut in
_LARGER, _LARGEST = 1.35, 4.0  # times the height of the form's own letters
_ROW = 4  # letters of a date or number at least
_WIDE, _NARROW = 0.65, 0.5  # of its height, the width of a printed figure; that of a date stamp is 0.4
_BROAD = 0.85  # as wide as that for their height are check boxes, and figures run into each other
_STRETCH_MOST = 1.8
_POINT, _SLACK = 0.35, 0.15  # of a letter's height: lower is a point; what a letter may stand out of its row


def type_layers(pixels: Gray, to_page: Numbers, dpi: int) -> tuple[tuple[Gray, Numbers], ...]:
    """The ink of a level stamp parted by the size of its type: the form's, then each row stamped or written into it.

    Each with its way to the page (2 x 3). Narrow type is made as wide as print, which readers know.
    """
    ink = find_ink(pixels, dpi)
    form, layers = pixels, []
    for row in _large_rows(ink, dpi):
        marked = np.zeros(len(ink.blobs) + 1, np.uint8)
        marked[row.label] = 255
        shown = cv2.dilate(marked[ink.labels], np.ones((3, 3), np.uint8)) > 0
        form = np.where(shown, 255, form).astype(np.uint8)
        layers.append(_widened(np.where(shown, pixels, 255).astype(np.uint8), to_page, _stretch(row)))
    return (form, to_page), *layers


def _form_letter(ink: Ink, dpi: int) -> float:
    """The height of a letter of the form: low among all, for what is stamped into it may have more letters."""
    blobs = ink.blobs
    letters = (blobs.height >= _SMALLEST * dpi) & (blobs.width >= 0.25 * blobs.height) & ~ink.dots
    return float(np.quantile(blobs.height[letters], 0.25)) if letters.any() else 0.0


def _large_rows(ink: Ink, dpi: int) -> list[Blobs]:
    """The rows of large type, from top to bottom, with the points and smaller letters in them."""
    letter, blobs = _form_letter(ink, dpi), ink.blobs
    large = (blobs.height >= _LARGER * letter) & (blobs.height <= _LARGEST * letter) & ~ink.dots
    if not letter or np.count_nonzero(large) < _ROW:
        return []
    typed = replace(
        ink, blobs=blobs.of(large), dots=ink.dots[large], letter=float(np.median(blobs.height[large]))
    )
    body, chains = chain_letters(typed)
    rows = [body.of(np.asarray(chain.members)) for chain in chains if len(chain.members) >= _ROW]
    rows = [row for row in rows if float(np.median(row.width / row.height)) < _BROAD]
    return [_whole(ink, row) for row in sorted(rows, key=lambda row: int(row.top.min()))]


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


def _widened(pixels: Gray, to_page: Numbers, by: float) -> tuple[Gray, Numbers]:
    if by == 1.0:
        return pixels, to_page
    wide = cv2.resize(pixels, None, fx=by, fy=1.0, interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, np.uint8), to_page * np.asarray([1 / (wide.shape[1] / pixels.shape[1]), 1.0, 1.0])
