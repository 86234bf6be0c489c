"""What makes a page dark taken away: a scanner's lid and the black rim of a copy, too little light."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.images import Gray, Picture
from saraban.extract.shrink import shrunk

_SEEN = 640  # pixels of the long side at which the page is looked at: strokes of print are thinner than one
_DARK, _SHADED = 100, 160
_THICK = 3  # of those pixels: more than a millimetre of A4, which no stroke of print is
_RAGGED = 5  # how far from the solid black its ragged side goes
_BESIDE, _STEP = (
    4,
    40,
)  # pixels on either side of its edge; of 255: what ends is darker by more, a shadow fades
_BLACK, _DIM, _LIT = 30, 120, 240  # of 255: paper that is lost, that is dark, and as it should be
_DARK_MOST = 0.5  # a page that is dark on more than that is a negative, or no page


def without_edges(picture: Picture) -> Picture:
    """The page with paper instead of the solid black that comes in from its edges.

    What reaches the edge but is thin stays: rules, frames, letters that the scanner cut off.
    """
    gray = picture.gray
    height, width = gray.shape
    scale = _SEEN / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = shrunk(gray, size)
    if (small < _DARK).mean() > _DARK_MOST:
        return picture
    rim = _rim(small)
    if not rim.any():
        return picture
    whole = cv2.resize(cv2.dilate(rim, np.ones((3, 3), np.uint8)), (width, height)) > 0
    gray = np.where(whole, np.uint8(np.median(small[small >= _DARK])), gray)
    colour = picture.colour
    if colour is not None:
        paper, colour = np.median(colour[::8, ::8], axis=(0, 1)).astype(np.uint8), colour.copy()
        colour[whole] = paper
    return replace(picture, gray=gray, colour=colour)


def brightened(picture: Picture) -> Picture:
    """A page taken in too little light, so that even its paper is dark, at the light that it should have had.

    A negative has bright print on it, a black page nothing brighter: both stay.
    """
    paper = float(np.percentile(picture.gray[::4, ::4], 98))
    if not _BLACK < paper < _DIM:
        return picture
    light = np.minimum(np.arange(256) * (_LIT / paper), 255).astype(np.uint8)
    colour = None if picture.colour is None else np.asarray(cv2.LUT(picture.colour, light), np.uint8)
    return replace(picture, gray=np.asarray(cv2.LUT(picture.gray, light), np.uint8), colour=colour)


def _rim(small: Gray) -> Gray:
    """1 where the black from the edges is: what is solid, and what hangs on to that close by."""
    dark = _framed((small < _DARK).astype(np.uint8))
    solid = _reached(
        np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_THICK,) * 2, np.uint8)), np.uint8)
    )
    shaded = _reached(_framed((small < _SHADED).astype(np.uint8)))
    near = np.asarray(cv2.dilate(solid, np.ones((2 * _RAGGED + 1,) * 2, np.uint8)), np.uint8)
    rim = np.maximum(solid, shaded & near)
    inside = solid[_THICK:-_THICK, _THICK:-_THICK]
    if not inside.any():
        return np.zeros_like(small)
    return _without_shadows(rim[_THICK:-_THICK, _THICK:-_THICK], small)


def _without_shadows(rim: Gray, small: Gray) -> Gray:
    """The rim but for those parts of it that fade into the paper: a shadow lies on print."""
    kept = np.zeros_like(rim)
    count, labels = cv2.connectedComponents(rim)
    near = np.ones((2 * _BESIDE + 1,) * 2, np.uint8)
    for label in range(1, count):
        part = (labels == label).astype(np.uint8)
        outside = cv2.dilate(part, near) > part
        inside = part > cv2.erode(part, near, borderValue=1)
        is_dark = np.median(small[part > 0]) < _DARK  # else it is but the ragged edge of the picture
        if not (is_dark and outside.any()) or np.median(small[outside]) - np.median(small[inside]) >= _STEP:
            kept |= part
    return kept


def _framed(dark: Gray) -> Gray:
    return np.asarray(cv2.copyMakeBorder(dark, *(_THICK,) * 4, cv2.BORDER_CONSTANT, value=(1,)), np.uint8)


def _reached(dark: Gray) -> Gray:
    """1 where dark pixels hang together with the frame around the picture."""
    _, labels = cv2.connectedComponents(dark)
    return np.asarray(labels == labels[0, 0], np.uint8)
