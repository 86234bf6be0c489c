"""Round seals (ตราชื่อส่วนราชการ): two rings around a garuda, the office's name between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.images import Gray
from saraban.extract.ink import Ink
from saraban.extract.page import Box
from saraban.extract.shrink import scaled, shrunk

_MM = 1 / 25.4  # inches
_RADIUS = (13.0, 27.0)  # mm: of the inner ring of a small seal and the outer one of the largest
_LOOK_DPI, _COARSE = 50, 2  # coarse enough to be quick, and for rings that are not quite round
_EDGE, _VOTES, _APART = (
    150,
    50,
    8.0,
)  # of cv2.HoughCircles: contrast, points on a circle, mm between two centres
_STEP, _STEPS = 0.5, 2  # mm; to all sides of where a circle was seen
_OVAL = 0.12  # how far a ring may be from round: feeders stretch a page
_FITS = 0.03  # of its radius: as far from the ring as that is on it
_SEEN, _SEEN_OTHER = 0.75, 0.55  # of its way round, that a ring and a second one are seen
_RATIO = (0.5, 0.93)  # of the inner ring to the outer one: 3 and 3.5 cm, 3.5 and 4.5 cm, and by hand
_UNIT = 200  # pixels that the radius of the first ring is shown as
_BLUR = 4  # of these: a ring is not quite round
_HALF = 0.4  # of a ring's way, that its edge is seen
INK = 160
"""Of evenly lit paper: darker is ink."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Two rings about one middle, in pixels. `to_circle` (2 x 3) makes the first one found a circle about the origin
    of radius 1; `rings`: where on that scale the ink of the inner and the outer ring begins and ends.
    """

    to_circle: Numbers
    rings: tuple[tuple[float, float], tuple[float, float]]
    box: Box

    def distance(self, box: Box) -> Numbers:
        """How far each pixel of a box lies from the middle, on the scale of the rings."""
        left, top, right, bottom = box
        x, y = np.meshgrid(np.arange(left, right), np.arange(top, bottom))
        points = self.to_circle[:, :2] @ np.stack((x.ravel(), y.ravel())) + self.to_circle[:, 2:]
        return np.asarray(np.hypot(*points).reshape(x.shape), np.float64)

    def area(self, shape: tuple[int, ...]) -> Gray:
        """All within its outer ring (255), on a page of that shape."""
        area = np.zeros(shape[:2], np.uint8)
        left, top, right, bottom = self.box
        area[top:bottom, left:right] = np.where(self.distance(self.box) <= self.rings[1][1], 255, 0)
        return area


def find_seals(ink: Ink, dpi: int) -> tuple[Seal, ...]:
    """The round seals of a page, from its large ink."""
    return seals_in(ink.gray, ink.large.view(np.uint8) * np.uint8(255), dpi)


def seals_in(gray: Gray, large: Gray, dpi: int) -> tuple[Seal, ...]:
    """The round seals of a page, or one layer of its ink. `large`: 255 where ink is too large for letters, at any
    scale.
    """
    scale = _LOOK_DPI / dpi
    small = shrunk(large, scaled(gray.shape, scale))
    least, most, apart = (round(mm * _MM * _LOOK_DPI) for mm in (*_RADIUS, _APART))
    found = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        _COARSE,
        apart,
        param1=_EDGE,
        param2=_VOTES,
        minRadius=least,
        maxRadius=most,
    )
    circles = [] if found is None else (np.asarray(found, np.float64).reshape(-1, 3) / scale).tolist()
    near = [_centred(gray, x, y, radius, dpi) for x, y, radius in circles]
    seals = [seal for circle in (*near, *circles) if (seal := _seal_at(gray, *circle)) is not None]
    return tuple(
        seal for at, seal in enumerate(seals) if not any(overlap(seal.box, one.box) for one in seals[:at])
    )


def overlap(box: Box, other: Box) -> bool:
    """Whether two boxes share anything."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _seal_at(gray: Gray, x: float, y: float, radius: float) -> Seal | None:
    """The seal that has a ring about there, when there is a second one about the same middle."""
    to_circle = _ring_at(gray, x, y, radius)
    if to_circle is None:
        return None
    rings = _rings(gray, to_circle)
    if rings is None:
        return None
    back = np.linalg.inv(to_circle[:, :2])
    reach = np.hypot(*back.T) * rings[1][1]
    middle = -back @ to_circle[:, 2]
    (left, top), (right, bottom) = np.rint(middle - reach), np.rint(middle + reach)
    box = (
        max(0, int(left)),
        max(0, int(top)),
        min(gray.shape[1], int(right)),
        min(gray.shape[0], int(bottom)),
    )
    return Seal(to_circle, rings, box)


def _centred(gray: Gray, x: float, y: float, radius: float, dpi: int) -> tuple[float, float, float]:
    """The circle near to one that was seen coarsely that has most ink on it."""
    steps = [step * _STEP * _MM * dpi for step in range(-_STEPS, _STEPS + 1)]
    least, most = round((1 - _OVAL) * radius), round((1 + _OVAL) * radius)
    wide = np.ones(round(_STEP * _MM * dpi) | 1)
    found = []
    for across, down in product(steps, steps):
        middle = (x + across, y + down)
        rays = cv2.warpPolar(gray, (most, 120), middle, most, cv2.WARP_POLAR_LINEAR)
        share = np.convolve((rays < INK).mean(axis=0), wide, "same")[least:]
        found.append((float(share.max()), *middle, float(least + share.argmax())))
    return max(found)[1:]


def _ring_at(gray: Gray, x: float, y: float, radius: float) -> Numbers | None:
    """The matrix that makes the ring about there a circle; None where no ring goes most of the way round."""
    rays = cv2.warpPolar(gray, (round(2 * radius), 360), (x, y), 2 * radius, cv2.WARP_POLAR_LINEAR)
    away = np.where(rays < INK, np.abs(np.arange(rays.shape[1]) - radius), np.inf)
    nearest, at = away.min(axis=1), away.argmin(axis=1)
    angles = np.radians(np.arange(360))
    points = np.stack((x + at * np.cos(angles), y + at * np.sin(angles)), axis=1)
    points = points[nearest < _OVAL * radius].astype(np.float32)
    for _ in range(3):
        if len(points) < _SEEN * 360:
            return None
        to_circle = _circled(cv2.fitEllipseDirect(points))
        off = np.abs(np.hypot(*(to_circle[:, :2] @ points.T + to_circle[:, 2:])) - 1)
        points = points[off < _FITS] if (off < _FITS).sum() < len(points) else points
    return to_circle if len(points) >= _SEEN * 360 else None


def _circled(ellipse: cv2.typing.RotatedRect) -> Numbers:
    (x, y), (wide, high), degrees = ellipse
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.asarray([[cos, sin], [-sin, cos]]) / np.asarray([[wide / 2], [high / 2]])
    return np.column_stack((turn, -turn @ np.asarray([x, y])))


def _rings(gray: Gray, to_circle: Numbers) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Where the inner and the outer ring begin and end; None where there are no two."""
    reach = _UNIT / _RATIO[0]
    shown = np.column_stack((to_circle[:, :2] * _UNIT, to_circle[:, 2] * _UNIT + reach))
    size = (round(2 * reach),) * 2
    round_ = cv2.warpAffine(gray, shown, size, flags=cv2.INTER_AREA, borderValue=(255,))
    rays = cv2.warpPolar(round_, (size[0] // 2, 720), (reach, reach), reach, cv2.WARP_POLAR_LINEAR)
    inked = (rays < INK).astype(np.uint8)
    seen = cv2.dilate(inked, np.ones((1, 7), np.uint8)).mean(axis=0)
    first = _extent(inked, _UNIT)
    others = [
        at for at in range(len(seen)) if _RATIO[0] <= min(at / _UNIT, _UNIT / at if at else 0) <= _RATIO[1]
    ]
    best = max(others, key=lambda at: float(seen[at]))
    if seen[_UNIT] < _SEEN or seen[best] < _SEEN_OTHER:
        return None
    second = _extent(inked, best)
    return (first, second) if first < second else (second, first)


def _extent(inked: Gray, at: int) -> tuple[float, float]:
    """From where to where a ring about a radius has ink, on the scale of the first ring."""
    share = inked.mean(axis=0)
    at = at - 4 + int(share[at - 4 : at + 5].argmax())
    start = stop = at
    while start and share[start - 1] > _HALF * share[at]:
        start -= 1
    while stop + 1 < len(share) and share[stop + 1] > _HALF * share[at]:
        stop += 1
    return (start - _BLUR) / _UNIT, (stop + _BLUR) / _UNIT
