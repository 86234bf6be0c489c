"""Stamps and seals in coloured ink (ตราประทับสี): parted from the black print that they were set upon, or over."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.colour import Inks, part_inks
from saraban.extract.components import chosen_of, components
from saraban.extract.frames import find_frames
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import find_ink
from saraban.extract.page import Mark
from saraban.extract.seals import Seal, seals_in
from saraban.extract.shrink import scaled, shrunk
from saraban.extract.stamps import Stamp, stamps_in

_STAMP_INK = 20.0  # square mm: less ink makes no stamp
_MM = 1 / 25.4  # inches
_SEEN_DPI = 150
_PIECES = 0.8  # mm between pieces of one frame: a double one is one
_SIZES = (25.0, 90.0), (11.0, 55.0)  # mm: width and height of the stamps of practice
_SIDE = 0.7  # of each side, that is seen
_CONTEXT = 25.0  # mm around a frame in which a line that runs through it is seen to go on
_AROUND = 1.0  # mm around a frame that its ink may reach
_LARGE = 8.0  # mm: no letter is as tall or wide
_LIGHT = 200


@dataclass(frozen=True, slots=True)
class Parted:
    """A page evenly lit, the same without its coloured stamps and seals, and these."""

    whole: Gray
    gray: Gray
    stamps: tuple[Stamp, ...]
    seals: tuple[Mark, ...]


def part_coloured(picture: Picture) -> Parted | None:
    """The coloured stamps and seals of a straight page, off the page; None where there are none.

    Only what has a frame or is round is parted: numbers and days in blue ink, names stamped below a signature
    and red marks of urgency are lines of the page itself.
    """
    inks = part_inks(picture)
    if inks is None:
        return None
    frames: list[Numbers] = []
    seals: list[tuple[int, Seal]] = []
    for light, layer in inks.layers():
        if np.count_nonzero(layer < _LIGHT) >= _STAMP_INK * (_MM * picture.dpi) ** 2:
            seen = _seen(layer, picture.dpi)
            frames += find_frames(layer, picture.dpi) or _outlines(seen, picture.dpi)
            seals += [(light, seal) for seal in seals_in(layer, _large(seen), picture.dpi)]
    return _parted(inks, frames, seals, picture.dpi) if frames or seals else None


def _parted(inks: Inks, frames: list[Numbers], seals: list[tuple[int, Seal]], dpi: int) -> Parted:
    """What a page is without the ink of these frames and seals, and the stamps with theirs.

    Of what stands in a frame all coloured ink is the stamp's; what is written over a seal in another one is not.
    """
    page, layer, stamps, marks = inks.gray, inks.layer(), [], []
    for frame in frames:
        page = inks.without(_with(_within(frame, page), _sides(frame, page, dpi)), page=page)
    for light, seal in seals:
        area = seal.area(page.shape)
        page = inks.without(area, (light,), page)
        marks.append(Mark("seal", seal.box, ink=inks.name(area)))
    for frame in frames:
        stamp = _off_the_page(page, layer, frame, dpi)
        ink = inks.name(_sides(frame, page, dpi))
        stamps.append(replace(stamp, mark=replace(stamp.mark, ink=ink)))
    return Parted(inks.gray, page, tuple(stamps), tuple(marks))


def _off_the_page(page: Gray, layer: Gray, frame: Numbers, dpi: int) -> Stamp:
    """The stamp of a frame, of black and coloured ink; the black ink is cleared from the page, and coloured ink that
    runs through the stamp put back.
    """
    around = round(_CONTEXT * _MM * dpi)
    left, top = (max(0, int(edge) - around) for edge in frame.min(axis=0))
    right, bottom = (int(edge) + around for edge in frame.max(axis=0))
    here = page[top:bottom, left:right]
    inside = frame - (left, top)
    rest, (printed,) = stamps_in(find_ink(here, dpi), (inside,), dpi)
    pens, (coloured,) = stamps_in(find_ink(layer[top:bottom, left:right], dpi), (inside,), dpi)
    through = _within(inside, here) > _sides(inside, here, dpi)
    here[:] = np.where(through, np.minimum(rest, pens), rest)
    x, y, x1, y1 = coloured.mark.box
    mark = replace(coloured.mark, box=(x + left, y + top, x1 + left, y1 + top))
    to_page = coloured.to_page + np.asarray([[0, 0, left], [0, 0, top]])
    return Stamp(mark, np.minimum(coloured.pixels, printed.pixels), to_page)


def _with(area: Gray, other: Gray) -> Gray:
    return np.asarray(cv2.bitwise_or(area, other), np.uint8)


def _within(frame: Numbers, page: Gray) -> Gray:
    """The area of a frame (255), on a page of that shape."""
    area = cv2.fillConvexPoly(np.zeros_like(page), np.rint(frame).astype(np.int32), (255,))
    return np.asarray(area, np.uint8)


def _sides(frame: Numbers, page: Gray, dpi: int) -> Gray:
    """The sides of a frame (255), as wide as its ink spreads."""
    wide = max(1, round(2 * _AROUND * _MM * dpi))
    return np.asarray(
        cv2.polylines(np.zeros_like(page), [np.rint(frame).astype(np.int32)], True, (255,), wide), np.uint8
    )


def _seen(layer: Gray, dpi: int) -> Gray:
    """The ink of a layer (255) at _SEEN_DPI."""
    scale = _SEEN_DPI / dpi
    small = shrunk(layer, scaled(layer.shape, scale))
    return np.asarray(cv2.threshold(small, _LIGHT, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _large(ink: Gray) -> Gray:
    """What hangs together in a layer of ink and is larger than letters (255), at _SEEN_DPI."""
    labels, stats = components(ink)
    sides = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    large = sides >= _LARGE * _MM * _SEEN_DPI
    large[0] = False
    return chosen_of(ink, labels, large)


def _outlines(seen: Gray, dpi: int) -> list[Numbers]:
    """Frames that stand alone in a layer of ink at _SEEN_DPI, as the rectangles about all that hangs together: double
    ones, and those whose corners are rounded. In pixels of `dpi`.
    """
    ink = np.asarray(cv2.dilate(seen, _square(_PIECES / 2)), np.uint8)
    found: list[Numbers] = []
    for outline in cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        corners = np.asarray(cv2.boxPoints(cv2.minAreaRect(outline)), np.float64)
        frame = np.roll(corners, -int(corners.sum(axis=1).argmin()), axis=0)
        sides = [float(np.hypot(*(frame[at] - frame[0]))) / (_MM * _SEEN_DPI) for at in (1, 3)]
        fits = all(least <= side <= most for side, (least, most) in zip(sides, _SIZES, strict=True))
        if fits and _is_framed(frame, ink):
            found.append(frame / (_SEEN_DPI / dpi))
    return found


def _square(mm: float) -> Gray:
    return np.ones((2 * round(mm * _MM * _SEEN_DPI) + 1,) * 2, np.uint8)


def _is_framed(frame: Numbers, ink: Gray) -> bool:
    """Whether there is ink all around."""
    near = np.asarray(cv2.dilate(ink, _square(_PIECES)), np.uint8)
    for start, stop in zip(frame, np.roll(frame, -1, axis=0), strict=True):
        x, y = np.rint(np.linspace(start, stop, 100)).astype(np.intp).T
        inside = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
        if np.count_nonzero(near[y[inside], x[inside]]) < _SIDE * len(x):
            return False
    return True
