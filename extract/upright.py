"""Which way up a page lies: seen from how its letters follow each other, decided by what can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from saraban.extract.images import Picture
from saraban.extract.ink import Ink, find_ink
from saraban.extract.layout import Layout, lay_out
from saraban.extract.lines import Strip
from saraban.extract.page import Line

Reader = Callable[[tuple[Strip, ...]], tuple[Line, ...]]

_LETTERS_MIN, _LETTERS_SEEN = 60, 1500
_SIDEWAYS_SHARE = 0.6
_SAMPLE = 12
_WELL_READ = 0.75
_BETTER_BY = 0.12
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Upright:
    """A page that was turned clockwise by `turn` degrees (0, 90, 180, 270) and read."""

    layout: Layout
    lines: tuple[Line, ...]
    turn: int = 0


def read_upright(picture: Picture, read: Reader) -> Upright:
    """The page read the right way up; it is turned only where another way up reads clearly better."""
    ink = find_ink(picture.gray, picture.dpi)
    if lies_sideways(ink):
        layouts = {turn: lay_out(_turned(picture, turn)) for turn in (90, 270)}
        turn = max(layouts, key=lambda turn: _confidence(read(_sample(layouts[turn]))))
        return Upright(layouts[turn], read(layouts[turn].strips), turn)
    layout = lay_out(picture, ink)
    lines = read(layout.strips)
    if len(lines) >= _SAMPLE and _confidence(lines) < _WELL_READ:
        turned = lay_out(_turned(picture, 180))
        if _confidence(read(_sample(turned))) > _confidence(read(_sample(layout))) + _BETTER_BY:
            return Upright(turned, read(turned.strips), 180)
    return Upright(layout, lines)


def lies_sideways(ink: Ink) -> bool:
    """Whether the nearest neighbour of most letters stands above or below them, not beside them."""
    tall, wide = ink.blobs.height, ink.blobs.width
    longer, shorter = np.maximum(tall, wide), np.minimum(tall, wide)
    letters = (longer >= 0.6 * ink.letter) & (longer <= 1.8 * ink.letter) & (shorter >= 0.3 * ink.letter)
    chosen = np.flatnonzero(letters & ~ink.dots)[:_LETTERS_SEEN]
    if len(chosen) < _LETTERS_MIN:
        return False
    across = ((ink.blobs.left + ink.blobs.right) / 2)[chosen].astype(np.float32)
    down = ((ink.blobs.top + ink.blobs.bottom) / 2)[chosen].astype(np.float32)
    dx, dy = np.abs(across[:, None] - across), np.abs(down[:, None] - down)
    distance = dx + dy
    np.fill_diagonal(distance, np.inf)
    nearest = distance.argmin(axis=1)
    rows = np.arange(len(chosen))
    return bool((dy[rows, nearest] > dx[rows, nearest]).mean() > _SIDEWAYS_SHARE)


def _turned(picture: Picture, turn: int) -> Picture:
    gray = np.asarray(cv2.rotate(picture.gray, _TURNS[turn]), np.uint8)
    colour = (
        None if picture.colour is None else np.asarray(cv2.rotate(picture.colour, _TURNS[turn]), np.uint8)
    )
    return replace(picture, gray=gray, colour=colour)


def _sample(layout: Layout) -> tuple[Strip, ...]:
    """The longest lines: they are the likeliest to be print."""
    return tuple(sorted(layout.strips, key=lambda strip: strip.pixels.shape[1] / strip.unit)[-_SAMPLE:])


def _confidence(lines: tuple[Line, ...]) -> float:
    """The mean confidence of all characters."""
    values = [confidence for line in lines for confidence in line.confidences or ()]
    return sum(values) / len(values) if values else 0.0
