"""The resolution of a page seen from its letters, where the file lies about it; small print made larger."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.images import Colour, Gray, Picture
from saraban.extract.ink import Blobs, at_least
from saraban.extract.page import DpiSource
from saraban.extract.sketch import Sketch, sketched

_LETTER_INCHES = (
    0.09  # a consonant of 16 points, the size that letters are written in (0.085 to 0.135 by font)
)
_PLAUSIBLE_INCHES = (0.05, 0.18)  # from footnotes of 9 points to forms set in 22
_HEIGHTS = np.geomspace(5, 200, 64)  # pixels
_ALIKE = 1.25
_LETTERS_MIN = 12
_SMALL, _READABLE = 12.0, 27.0  # pixels: where strokes are but one pixel wide; 16 points at 300 dpi
_GROWN_MAX, _PIXELS_MAX = 4.0, 40_000_000


def resolved(picture: Picture, sketch: Sketch) -> tuple[Picture, Sketch]:
    """The page at the resolution that its letters tell, and its sketch; enlarged where they are too small to read.

    `sketch`: that of the picture as it is.
    """
    height = print_height(sketch.blobs)
    if not height:
        return picture, sketch
    dpi, source = _resolution(picture, height)
    grown = min(_READABLE / height, _GROWN_MAX) if height < _SMALL else 1.0
    if grown == 1 or grown * grown * picture.gray.size > _PIXELS_MAX:
        known = picture.dpi == dpi or max(picture.dpi, dpi) <= at_least(0, picture.gray.shape)
        picture = replace(picture, dpi=dpi, dpi_source=source)
        return picture, sketch if known else sketched(picture)
    colour = None if picture.colour is None else _enlarged(picture.colour, grown)
    gray = _enlarged(picture.gray, grown)
    picture = Picture(gray, round(dpi * grown), picture.warnings, colour, source)
    return picture, sketched(picture)


def print_height(blobs: Blobs) -> float:
    """The height of most letters of a page in pixels, whatever its resolution; 0 where there are few.

    Of all heights the one that most ink of the shape of letters is near to: dots and specks are many but small,
    emblems large but few.
    """
    tall, wide = blobs.height.astype(np.float64), blobs.width
    fit = (tall >= _HEIGHTS[0]) & (tall <= _HEIGHTS[-1]) & (wide >= 0.3 * tall) & (wide <= 2 * tall)
    tall = np.sort(tall[fit])
    if len(tall) < _LETTERS_MIN:
        return 0.0
    weight = np.concatenate([[0.0], np.cumsum(tall**1.5)])
    low = np.searchsorted(tall, _HEIGHTS / _ALIKE, "left")
    high = np.searchsorted(tall, _HEIGHTS * _ALIKE, "right")
    best = int((weight[high] - weight[low]).argmax())
    return float(np.median(tall[low[best] : high[best]]))


def _resolution(picture: Picture, height: float) -> tuple[int, DpiSource]:
    """What the file says where letters would have a size that is printed, else what they would have at 16 points; and
    which of them it is.
    """
    for dpi, source in ((picture.dpi, picture.dpi_source), (at_least(0, picture.gray.shape), "size")):
        if _PLAUSIBLE_INCHES[0] <= height / max(dpi, 1) <= _PLAUSIBLE_INCHES[1]:
            return dpi, source
    return max(1, round(height / _LETTER_INCHES)), "letters"


def _enlarged(pixels: Gray | Colour, times: float) -> Gray:
    size = (round(pixels.shape[1] * times), round(pixels.shape[0] * times))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), np.uint8)
