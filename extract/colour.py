"""Inks of a page (สีหมึก): coloured ink told from black print, and print seen through the ink that lies over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from saraban.extract.images import Colour, Gray, Picture
from saraban.extract.ink import even_light

_ROWS = 512  # at a time: a page is not held in yet another number of copies
_CHROMA_MIN = 30  # of 255: below it is paper, and what a JPEG makes of black print
_PURE = 0.28  # of its darkness: what coloured ink has of colour on any paper, however thin it lies
_WEAK = 0.5  # of both: what is left of that in a thin stroke of a JPEG, beside the rest of the stroke
_BESIDE = 0.03  # inches
_PAPER_MIN = 90
_INK_MAX = 0.2  # of a page: more than that is no ink but a coloured sheet or a photograph
_FRINGE = 0.012  # inches around coloured ink that are blurred with it
_LIGHTEST = 0.25  # of an ink's pixels count as its full depth; the rest lie thinner
_HUES = ((10, "red"), (38, "yellow"), (88, "green"), (124, "blue"), (158, "violet"), (181, "red"))
"""Names of inks up to a hue, of 180: ballpoint blue lies at 110 to 120, the violet of stamp pads from 130."""
LIGHTS = (1, 2, 3)
"""Red, green, blue: which of them an ink throws back most."""


@dataclass(frozen=True, slots=True)
class Inks:
    """A page's coloured ink. `coloured`: 1, 2 or 3 where it throws back most red, green or blue, 0 where there is
    none; `value`: how much of that; `gray`: the page evenly lit; `colour`: the page as it is; rows x columns each.
    `fringe`: pixels it is blurred by.
    """

    gray: Gray
    coloured: Gray
    value: Gray
    colour: Colour
    fringe: int

    def layers(self) -> Iterator[tuple[int, Gray]]:
        """Each kind of coloured ink (1, 2, 3) alone, on white: as dark as it is on the page."""
        for light in LIGHTS:
            chosen = (self.coloured == light).view(np.uint8)
            if cv2.countNonZero(chosen):
                yield light, self._alone(chosen)

    def layer(self) -> Gray:
        """All coloured ink alone, on white."""
        return self._alone(self.coloured)

    def _alone(self, chosen: Gray) -> Gray:
        """Some of the ink (not 0). Black print on tinted paper has a seam of colour, one pixel wide: that is none."""
        left, top, wide, high = cv2.boundingRect(chosen)
        box = np.s_[
            max(0, top - self.fringe) : top + high + self.fringe,
            max(0, left - self.fringe) : left + wide + self.fringe,
        ]
        broad = cv2.morphologyEx(chosen[box], cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
        near = cv2.dilate(broad, np.ones((self.fringe, self.fringe), np.uint8))
        layer = np.full_like(self.gray, 255)
        elsewhere = cv2.threshold(near, 0, 255, cv2.THRESH_BINARY_INV)[1]
        cv2.max(self.gray[box], elsewhere, dst=layer[box])
        return layer

    def without(self, area: Gray, lights: tuple[int, ...] = LIGHTS, page: Gray | None = None) -> Gray:
        """The page without its coloured ink in an area (255): seen in the light of that ink, in which it is as
        white as paper. Print under it stays. `lights`: only those kinds of ink; `page`: what is left of it already.
        """
        seen = (self.gray if page is None else page).copy()
        left, top, wide, high = cv2.boundingRect(area)
        box = np.s_[top : top + high, left : left + wide]
        coloured, value, inside, part = self.coloured[box], self.value[box], area[box] > 0, seen[box]
        around = np.ones((2 * self.fringe + 1,) * 2, np.uint8)
        for light in lights:
            here = (coloured == light) & inside
            if here.any():
                deep = max(float(np.quantile(value[here], _LIGHTEST)), 1.0)
                near = (cv2.dilate(here.astype(np.uint8), around) > 0) & inside
                part[near] = np.maximum(part[near], np.minimum(value[near] * (255 / deep), 255))
        return seen

    def name(self, area: Gray) -> str:
        """The name of the ink in an area (255): the one there is most of."""
        here = (self.coloured > 0) & (area > 0)
        if not here.any():
            return "black"
        hues = cv2.cvtColor(self.colour[here].reshape(1, -1, 3), cv2.COLOR_RGB2HSV)[0, :, 0]
        names = [next(name for most, name in _HUES if hue < most) for hue in hues.tolist()]
        return max(sorted(set(names)), key=names.count)


def part_inks(picture: Picture) -> Inks | None:
    """The coloured ink of a page; None where it has none, or is itself coloured."""
    if picture.colour is None:
        return None
    coloured, value = _seen(picture.colour, picture.dpi)
    share = np.count_nonzero(coloured) / coloured.size
    if not 0 < share < _INK_MAX:
        return None
    gray = even_light(picture.gray)
    return Inks(gray, coloured, value, picture.colour, max(3, round(_FRINGE * picture.dpi) | 1))


def _seen(colour: Colour, dpi: int) -> tuple[Gray, Gray]:
    """Which light a page throws back most where it is coloured, and how much, the paper taken as white."""
    paper = np.maximum(np.median(colour[::8, ::8], axis=(0, 1)), _PAPER_MIN)
    whitened = np.minimum(np.arange(256)[:, None] * (255 / paper), 255).astype(np.uint8)
    weak, sure = (_chroma_of_ink(share) for share in (_WEAK, 1.0))
    coloured = np.zeros(colour.shape[:2], np.uint8)
    value, certain = np.empty_like(coloured), np.empty_like(coloured)
    for top in range(0, len(colour), _ROWS):
        rows = slice(top, top + _ROWS)
        parts = [cv2.LUT(part, whitened[:, at]) for at, part in enumerate(cv2.split(colour[rows]))]
        lightest, darkest = cv2.max(cv2.max(*parts[:2]), parts[2]), cv2.min(cv2.min(*parts[:2]), parts[2])
        chroma = cv2.subtract(lightest, darkest)
        here = np.flatnonzero(cv2.compare(chroma, cv2.LUT(darkest, weak), cv2.CMP_GT))
        red, green = (part.ravel()[here] == lightest.ravel()[here] for part in parts[:2])
        coloured[rows].ravel()[here] = np.where(red, np.uint8(1), np.where(green, np.uint8(2), np.uint8(3)))
        certain[rows] = cv2.compare(chroma, cv2.LUT(darkest, sure), cv2.CMP_GT)
        value[rows] = lightest
    side = round(_BESIDE * dpi) | 1
    near = cv2.dilate(certain, np.ones((side, side), np.uint8))
    return np.asarray(cv2.bitwise_and(coloured, near), np.uint8), value


def _chroma_of_ink(share: float) -> Gray:
    """The chroma that ink has more of, by how dark it is (256); a share of that of a whole stroke."""
    most = np.maximum(_CHROMA_MIN, _PURE * (256.0 - np.arange(256)))
    return np.asarray(np.floor(share * most), np.uint8)
