"""A page made straight: turned by the few degrees that its lines lean."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from saraban.extract.bands import skew_of
from saraban.extract.chains import chain_letters
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import Ink, find_ink

_SKEW_MIN = 0.2  # degrees


@dataclass(frozen=True, slots=True)
class Straight:
    """A page whose lines are level. `skew`: degrees it was turned by to be so."""

    picture: Picture
    ink: Ink
    skew: float


def straightened(picture: Picture, ink: Ink | None = None) -> Straight:
    """The page made straight. `ink`: that of this page, where it is known already."""
    ink = ink or find_ink(picture.gray, picture.dpi)
    skew = skew_of(*chain_letters(ink), ink.letter)
    if abs(skew) < _SKEW_MIN:
        return Straight(picture, ink, 0.0)
    colour = None if picture.colour is None else turned_by(picture.colour, skew)
    picture = replace(picture, gray=turned_by(picture.gray, skew), colour=colour)
    return Straight(picture, find_ink(picture.gray, picture.dpi), skew)


def turned_by(pixels: Gray, degrees: float) -> Gray:
    """A picture, gray or in colours, turned anticlockwise; its corners are filled with its paper."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = np.median(pixels[::4, ::4], axis=(0, 1)).reshape(-1).tolist()
    turned = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(turned, np.uint8)
