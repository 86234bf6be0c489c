"""A first look at a page, at half its size: where its letters are and how tall, which is enough to set it right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saraban.extract.images import Picture
from saraban.extract.ink import Blobs, Flags, Ink, find_ink
from saraban.extract.shrink import halved

_SIDE_MIN = 1600  # pixels: a smaller page is looked at as it is
_LETTER_MIN = 9.0  # pixels at half the size: smaller letters run into each other


@dataclass(frozen=True, slots=True)
class Sketch:
    """The blobs of a page, which of them are dots of leaders, and the height of a consonant; in its own pixels."""

    blobs: Blobs
    dots: Flags
    letter: float


def sketched(picture: Picture) -> Sketch:
    """The page as a sketch. Four times as fast as finding all of its ink, and a quarter of the memory."""
    height, width = picture.gray.shape
    if max(height, width) >= _SIDE_MIN:
        ink = find_ink(halved(picture.gray), max(1, picture.dpi // 2), slanted=False)
        if ink.letter >= _LETTER_MIN:
            return _of(ink, 2)
    return _of(find_ink(picture.gray, picture.dpi, slanted=False), 1)


def _of(ink: Ink, times: int) -> Sketch:
    blobs = ink.blobs
    edges = (blobs.left, blobs.top, blobs.right, blobs.bottom)
    left, top, right, bottom = (np.asarray(edge * times, np.int32) for edge in edges)
    area = np.asarray(blobs.area * times * times, np.int32)
    return Sketch(Blobs(blobs.label, left, top, right, bottom, area), ink.dots, ink.letter * times)
