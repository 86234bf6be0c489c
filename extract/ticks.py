"""What is in a check box: nothing, a tick (✓ or a stroke), a cross (✗) or a box filled in; and its strokes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.images import Gray
from saraban.extract.ink import Flags
from saraban.extract.page import Box

State = Literal["empty", "ticked", "crossed"]

_FRAME = 0.5  # of the pixels of one depth that are ink, in a frame
_UNEVEN = 0.07  # of a side: how much thicker a frame may be in places, or set askew
_INKED = 0.06  # of the inside that ink covers in a box that is not empty; a speck covers a thirtieth
_CORNER = 0.15  # of each corner of the inside, for a cross
_DOUBTFUL = 0.3  # far below what is believed
_AROUND = 1.3  # of a side around a box: strokes that leave it are looked for there
_TOUCHING = 3  # pixels: the outline of a frame is not exact
_LONG = 0.5  # of a side: shorter than that is a speck or a part of a letter
_SLIM = 2.5  # times as long as wide, a stroke


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a check box: its box on the page, and the pixels of that box which it encloses or inks."""

    box: Box
    shape: Flags


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in a box, how sure that is (0 to 1), and the pixels of the page that are its frame and the pen's."""

    state: State
    sure: float
    pen: tuple[NDArray[np.intp], ...]


def look_into(mask: Gray, frame: Frame) -> Seen:
    """What is in a box. `mask`: ink (255) of the page."""
    left, top, right, bottom = frame.box
    inked = mask[top:bottom, left:right] > 0
    inside = _inside(frame.shape, inked)
    share = float(inked[inside].mean()) if inside.any() else 0.0
    rows, columns = _around(frame.box, mask.shape, round(_AROUND * (right - left)))
    inner = (slice(top - rows.start, bottom - rows.start), slice(left - columns.start, right - columns.start))
    strokes = _strokes(mask[rows, columns], inner, ends=share >= _INKED)
    passing = share < _INKED and bool(strokes[:, : inner[1].start].any())
    state: State = "ticked" if share >= _INKED or passing else "empty"
    if _is_crossed(inked & inside, inside):
        state = "crossed"
    doubtful = passing or _INKED / 2 <= share < 2 * _INKED
    strokes[_grown(inner, _TOUCHING)] = True
    pen = np.nonzero(cv2.dilate(strokes.astype(np.uint8), np.ones((5, 5), np.uint8)))
    return Seen(state, _DOUBTFUL if doubtful else 1.0, (pen[0] + rows.start, pen[1] + columns.start))


def _inside(shape: Flags, inked: Flags) -> Flags:
    """What lies within the frame: deeper than its stroke is thick."""
    depth = cv2.distanceTransform(np.pad(shape, 1).astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    thick = 1
    while thick < depth.max() / 2 and inked[(depth > thick) & (depth <= thick + 1)].mean() >= _FRAME:
        thick += 1
    return np.asarray(depth > thick + max(1.0, _UNEVEN * min(shape.shape)), np.bool_)


def _around(box: Box, shape: tuple[int, ...], reach: int) -> tuple[slice, slice]:
    left, top, right, bottom = box
    rows = slice(max(0, top - reach), min(shape[0], bottom + reach))
    return rows, slice(max(0, left - reach), min(shape[1], right + reach))


def _grown(inner: tuple[slice, slice], by: int) -> tuple[slice, slice]:
    rows, columns = inner
    return (
        slice(max(0, rows.start - by), rows.stop + by),
        slice(max(0, columns.start - by), columns.stop + by),
    )


def _is_crossed(pen: Flags, inside: Flags) -> bool:
    """Whether ink runs into all four corners of the inside of a box, as that of a cross does."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return False
    pen = pen[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(0.4 * side)) for side in pen.shape)
    corners = (pen[:height, :width], pen[:height, -width:], pen[-height:, :width], pen[-height:, -width:])
    return all(corner.mean() >= _CORNER for corner in corners)


def _strokes(window: Gray, inner: tuple[slice, slice], *, ends: bool) -> Flags:
    """The slanted strokes that leave a box, as far as they stand in a window around it: letters stand upright.

    `ends`: and the short ends of what is in the box.
    """
    outside = window.copy()
    outside[_grown(inner, _TOUCHING)] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(outside)
    sizes = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    rim = _grown(inner, 2 * _TOUCHING)
    least = _LONG * (inner[1].stop - inner[1].start)
    found = np.zeros(window.shape, np.bool_)
    for number in np.unique(labels[rim]).tolist():
        piece: Flags = (labels == number).astype(np.bool_)
        if number and (_is_stroke(piece, least) or (ends and sizes[number] < least)):
            found |= piece
    return found


def _is_stroke(piece: Flags, least: float) -> bool:
    """Whether a piece of ink is long, slim and slanted."""
    points = np.argwhere(piece)[:, ::-1].astype(np.float32)
    _, (width, height), _ = cv2.minAreaRect(points)
    long, short = max(width, height), min(width, height)
    if long < least or long < _SLIM * (short + 1):
        return False
    across, down = points.max(axis=0) - points.min(axis=0)
    return bool(0.25 <= across / max(down, 1) <= 4)
