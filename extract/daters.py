"""Date and number stamps (ตราวันที่) set over a form: rows of type larger and narrower than the form's own."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.chains import chain_letters
from saraban.extract.images import Gray
from saraban.extract.ink import Blobs, Flags, Ink, find_ink

_LARGER, _LARGEST = 1.3, 3.2  # times the height of the form's own letters
_ROW = 4  # letters of a date or number at least
_WIDE = 0.6  # of its height, the width of a printed figure; those of date stamps have 0.4
_NARROW, _STRETCH_MOST = 0.5, 1.8
_POINT = 0.35  # of a letter's height: points and torn pieces within a row


def type_layers(pixels: Gray, to_page: Numbers, dpi: int) -> tuple[tuple[Gray, Numbers], ...]:
    """The ink of a level stamp parted by the size of its type: that of the form, then that stamped into it.

    Each with its way to the page (2 x 3). Narrow type is made as wide as print, which readers know.
    """
    ink = find_ink(pixels, dpi)
    large = _large_rows(ink)
    if not large.any():
        return ((pixels, to_page),)
    shown = cv2.dilate(np.where(large[ink.labels], 255, 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    form = np.where(shown, 255, pixels).astype(np.uint8)
    typed = np.where(shown, pixels, 255).astype(np.uint8)
    chosen = ink.blobs.of(large[ink.blobs.label])
    return (form, to_page), _widened(typed, to_page, _stretch(chosen))


def _form_letter(ink: Ink) -> float:
    """The height of a letter of the form: the middle one, for a form has more letters than a date."""
    blobs = ink.blobs
    letters = (blobs.height >= 0.5 * ink.letter) & (blobs.width >= 0.25 * blobs.height) & ~ink.dots
    heights = blobs.height[letters & (blobs.height <= _LARGEST * ink.letter)]
    return float(np.median(heights)) if len(heights) else 0.0


def _large_rows(ink: Ink) -> Flags:
    """Which labels are large type in a row, with the points between."""
    marked = np.zeros(len(ink.blobs) + 1, np.bool_)
    letter = _form_letter(ink)
    if not letter:
        return marked
    blobs = ink.blobs
    large = (blobs.height >= _LARGER * letter) & (blobs.height <= _LARGEST * letter) & ~ink.dots
    if np.count_nonzero(large) < _ROW:
        return marked
    row = replace(
        ink, blobs=blobs.of(large), dots=ink.dots[large], letter=float(np.median(blobs.height[large]))
    )
    body, chains = chain_letters(row)
    for chain in chains:
        if len(chain.members) >= _ROW:
            members = body.of(np.asarray(chain.members))
            marked[members.label] = True
            marked[blobs.label[_within_row(blobs, members)]] = True
    return marked


def _within_row(blobs: Blobs, row: Blobs) -> Flags:
    top, foot = float(np.median(row.top)), float(np.median(row.bottom))
    unit = foot - top
    small = np.maximum(blobs.height, blobs.width) <= _POINT * unit
    inside = (blobs.left >= row.left.min()) & (blobs.right <= row.right.max() + unit)
    return np.asarray(small & inside & (blobs.top >= top) & (blobs.bottom <= foot + 0.1 * unit), np.bool_)


def _stretch(row: Blobs) -> float:
    """How much wider the letters must be to look like print."""
    tall = row.height >= 0.7 * np.median(row.height[row.height > np.median(row.height) / 2])
    aspect = float(np.median(row.width[tall] / row.height[tall]))
    return min(_WIDE / aspect, _STRETCH_MOST) if aspect < _NARROW else 1.0


def _widened(pixels: Gray, to_page: Numbers, by: float) -> tuple[Gray, Numbers]:
    if by == 1.0:
        return pixels, to_page
    wide = cv2.resize(pixels, None, fx=by, fy=1.0, interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, np.uint8), to_page * np.asarray([1 / (wide.shape[1] / pixels.shape[1]), 1.0, 1.0])
