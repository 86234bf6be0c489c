"""The characters of a PDF page as its text layer holds them, each with its place."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from saraban.extract.page import Box
from saraban.extract.thainess import modern

_FINE = 1000  # PDFium tells of places in whole pixels: of a page drawn that much larger they are exact


class Glyph(NamedTuple):
    """One character, in pixels from the upper left corner: its box, the point where the pen stood, the middle
    of its ink from left to right, and the height of its font.
    """

    text: str
    box: Box
    x: int
    y: int
    middle: int
    size: int


_FAR = 1e6  # pixels: beyond any page


def glyphs_of(page: pypdfium2.PdfPage, size: tuple[int, int]) -> list[Glyph]:
    """The characters of a page in the order of the file, without those that PDFium made up. `size`: width and
    height of the page in pixels.
    """
    letters, points = _told(page)
    matrix = _to_pixels(page, size)
    places = np.nan_to_num(points @ matrix[:, :2].T + matrix[:, 2])  # broken files put letters anywhere
    pixels = np.rint(np.clip(places, -_FAR, _FAR)).astype(int)
    (left, top), (right, bottom) = pixels[:, :2].min(axis=1).T, pixels[:, :2].max(axis=1).T
    middle, x, y = pixels[:, 2, 0], pixels[:, 3, 0], pixels[:, 3, 1]
    columns = (column.tolist() for column in (left, top, right, bottom, x, y, middle))
    return [
        Glyph(letter, (x0, y0, x1, y1), x, y, middle, max(1, y1 - y0))
        for letter, x0, y0, x1, y1, x, y, middle in zip(letters, *columns, strict=True)
    ]


def _told(page: pypdfium2.PdfPage) -> tuple[list[str], NDArray[np.float64]]:
    """Characters, and four points of each on the paper: two corners of its box, the middle of its foot, its pen."""
    text = page.get_textpage()
    letters: list[str] = []
    points: list[float] = []
    box = raw.FS_RECTF()
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    try:
        for index in range(text.count_chars()):
            letter = modern(chr(raw.FPDFText_GetUnicode(text, index)))
            if letter in "\r\n\0" or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            letters.append(letter)
            points += (box.left, box.bottom, box.right, box.top)
            points += ((left.value + right.value) / 2, bottom.value, x.value, y.value)
    finally:
        text.close()
    return letters, np.asarray(points, np.float64).reshape(-1, 4, 2)


def _to_pixels(page: pypdfium2.PdfPage, size: tuple[int, int]) -> NDArray[np.float64]:
    """The way from the paper to pixels, 2 x 3; pages may be turned, and lie anywhere."""
    across, down = ctypes.c_int(), ctypes.c_int()
    corners = []
    for x, y in ((0, 0), (1, 0), (0, 1)):
        raw.FPDF_PageToDevice(page, 0, 0, size[0] * _FINE, size[1] * _FINE, 0, x, y, across, down)
        corners.append((across.value / _FINE, down.value / _FINE))
    origin, right, up = np.asarray(corners)
    return np.stack([right - origin, up - origin, origin], axis=1)
