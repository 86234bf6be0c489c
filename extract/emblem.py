"""The emblem (ตราครุฑ) at the head of a page: the only ink there that is solid over centimetres.

Seen from a few steps away its feathers run together, while lines of print, frames and signatures stay thin. It is 3 cm
high on letters and 1.5 cm on memos (Regulation on Correspondence 2526, clause 71). One half of it mirrors the other,
which tells it from a line or a stamp that touches it on one side.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from saraban.extract.erase import without_ink
from saraban.extract.images import Gray
from saraban.extract.ink import Flags, Ink, at_least
from saraban.extract.page import Mark
from saraban.extract.shrink import in_cells

_CELL = 0.5  # millimetres: the grain that the page is looked at in
_INKED = 0.16  # of a cell
_FEATHERS = 1.5  # millimetres between two that run together
_SIZES = ((6.5, 18.0, 42.0), (4.5, 10.0, 22.0))  # millimetres: of the solid middle; least and most of a side
_HEAD = 0.35  # of a page's height
_SQUARE = 1.5  # how often one side goes into the other at most
_FULL = (0.3, 0.88)  # of its box: a frame fills less, a square code more


def part_emblem(ink: Ink, dpi: int) -> tuple[Ink, tuple[Mark, ...]]:
    """The ink of an upright page without its emblem, and the emblem where there is one."""
    cell = max(1, min(round(_CELL * at_least(dpi, ink.labels.shape) / 25.4), *ink.labels.shape))
    lowest = _HEAD * (ink.labels.shape[0] // cell)
    rows = round(lowest + _SIZES[0][2] / _CELL)  # as far as an emblem that begins there may reach
    inked = (in_cells(ink.mask(rows * cell), cell) > 255 * _INKED).astype(np.uint8)
    joined = np.asarray(cv2.morphologyEx(inked, cv2.MORPH_CLOSE, _disc(_FEATHERS)), np.uint8)
    piece = next(_emblems(joined, lowest), None)
    if piece is None:
        return ink, ()
    left, top, wide, high = cv2.boundingRect(piece.astype(np.uint8))
    box = (left * cell, top * cell, (left + wide) * cell, (top + high) * cell)
    grown = cv2.dilate(piece.astype(np.uint8), np.ones((3, 3), np.uint8))
    region = np.zeros(ink.labels.shape, np.bool_)
    size = (grown.shape[1] * cell, grown.shape[0] * cell)
    region[: size[1], : size[0]] = cv2.resize(grown, size, interpolation=cv2.INTER_NEAREST)
    return without_ink(ink, region), (Mark("emblem", box),)


def _emblems(joined: Gray, lowest: float) -> Iterator[Flags]:
    """The pieces of ink that may be the emblem, in cells: large ones first, then from top to bottom; none that begins
    below a row.
    """
    for middle, least, most in _SIZES:
        solid = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _disc(middle))
        _, cores, stats, centres = cv2.connectedComponentsWithStats(solid)
        for core in range(1, len(stats)):
            if stats[core, cv2.CC_STAT_TOP] > lowest:
                break  # they are numbered from top to bottom
            piece = _piece(joined, cores == core, tuple(centres[core]), round(most / 2 / _CELL))
            if _is_emblem(piece, least / _CELL, most / _CELL):
                yield piece


def _piece(joined: Gray, core: Flags, centre: tuple[float, float], reach: int) -> Flags:
    """The ink that hangs together with a core within reach of its middle, no wider on one side than on the other."""
    x, y = round(centre[0]), round(centre[1])
    wide, piece = reach, core
    for _ in range(2):
        around = (slice(max(0, y - reach), y + reach + 1), slice(max(0, x - wide), x + wide + 1))
        _, pieces = cv2.connectedComponents(joined[around])
        piece = np.zeros(joined.shape, np.bool_)
        piece[around] = np.isin(pieces, np.unique(pieces[core[around] & (joined[around] > 0)]))
        columns = np.flatnonzero(piece.any(axis=0))
        wide = max(0, min(x - int(columns[0]), int(columns[-1]) - x)) if len(columns) else 0
    return piece


def _is_emblem(piece: Flags, least: float, most: float) -> bool:
    """Whether a piece has the size of an emblem, in cells, and neither that of a frame nor of a block."""
    _, _, wide, high = cv2.boundingRect(piece.astype(np.uint8))
    full = float(np.count_nonzero(piece)) / max(1, wide * high)
    square = max(wide, high) <= _SQUARE * min(wide, high)
    return least <= min(wide, high) and max(wide, high) <= most and square and _FULL[0] <= full <= _FULL[1]


def _disc(millimetres: float) -> Gray:
    side = round(millimetres / _CELL) | 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
