"""Which way up a page lies: seen from how its letters follow each other, decided by what can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from saraban.extract.edges import brightened, without_edges
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import Ink, find_ink
from saraban.extract.layout import Layout, lay_out
from saraban.extract.lines import Strip
from saraban.extract.page import DpiSource, Line
from saraban.extract.resolution import resolved
from saraban.extract.sketch import Sketch, sketched
from saraban.extract.straight import is_strewn, straightened

cv2.setNumThreads(1)  # a page is small: threads that wait for each other take a tenth more of the processor

Reader = Callable[[tuple[Strip, ...]], tuple[Line, ...]]

_LETTERS_MIN, _LETTERS_SEEN = 60, 1500
_SIDEWAYS_SHARE = 0.6
_SAMPLE, _LINES_MIN = 12, 3
_WELL_READ = 0.75
_BETTER_BY = 0.12
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Upright:
    """A page that was turned clockwise by `turn` degrees (0, 90, 180, 270) and read. `dpi`: that of its layout, told by
    `dpi_source`.
    """

    layout: Layout
    lines: tuple[Line, ...]
    dpi: int
    dpi_source: DpiSource
    turn: int = 0


def read_upright(picture: Picture, read: Reader) -> Upright:
    """The page read the right way up; it is turned only where another way up reads clearly better."""
    picture, sketch = _prepared(picture)
    if is_strewn(sketch):
        ink = find_ink(picture.gray, picture.dpi)
        return Upright(Layout(ink.gray, ink, 0.0, ()), (), picture.dpi, picture.dpi_source)
    known: dict[int, Layout] = {}
    if lies_sideways(sketch):
        turn = _glimpsed(picture, sketch, read) or _best_way(picture, (90, 0), read, known)
    else:
        layout = known[0] = lay_out(picture, sketch)
        lines = read(layout.strips)
        doubtful = len(lines) >= _LINES_MIN and _confidence(lines) < _WELL_READ
        turn = _best_way(picture, (0, 90), read, known) if doubtful else 0
        if not turn:
            return Upright(layout, lines, picture.dpi, picture.dpi_source)
    layout = known[turn] if turn in known else lay_out(_turned(picture, turn))
    return Upright(layout, read(layout.strips), picture.dpi, picture.dpi_source, turn)


def as_read(picture: Picture, turn: int) -> Picture:
    """The picture of a page that was read turned clockwise by `turn` degrees, as its boxes count its pixels."""
    return straightened(_turned(_prepared(picture)[0], turn)).picture


def lies_sideways(ink: Ink | Sketch) -> bool:
    """Whether the nearest neighbour of most letters stands above or below them, not beside them."""
    tall, wide = ink.blobs.height, ink.blobs.width
    longer, shorter = np.maximum(tall, wide), np.minimum(tall, wide)
    letters = (longer >= 0.6 * ink.letter) & (longer <= 1.8 * ink.letter) & (shorter >= 0.5 * ink.letter)
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


def _prepared(picture: Picture) -> tuple[Picture, Sketch]:
    """The page in good light without what lies around it, at the resolution it has, and its sketch."""
    picture = without_edges(brightened(picture))
    return resolved(picture, sketched(picture))


def _glimpsed(picture: Picture, sketch: Sketch, read: Reader) -> int:
    """The turn at which a quarter of a page that lies on its side reads well; 0 where it does so neither way up. All of
    the page would be laid out for nothing every other time.
    """
    width = picture.gray.shape[1]
    middle, reach = int(np.median(sketch.blobs.left)), width // 8
    first = min(max(0, middle - reach), width - 2 * reach)
    there = np.s_[:, first : first + 2 * reach]
    colour = None if picture.colour is None else picture.colour[there]
    quarter = lay_out(_turned(replace(picture, gray=picture.gray[there], colour=colour), 90))
    if len(quarter.strips) < _LINES_MIN:
        return 0
    ways = _read_both_ways(quarter, 90, read)
    best = max(ways, key=lambda turn: ways[turn])
    return best if ways[best] >= _WELL_READ else 0


def _read_both_ways(layout: Layout, turn: int, read: Reader) -> dict[int, float]:
    """How well the longest lines of a page that was turned read, and how well upside down. A line upside down is the same
    line turned: the page is laid out once for both.
    """
    sample = _longest(layout)
    return {
        turn: _confidence(read(sample)),
        turn + 180: _confidence(read(tuple(map(upside_down, sample)))),
    }


def _best_way(picture: Picture, quarters: tuple[int, int], read: Reader, known: dict[int, Layout]) -> int:
    """The turn at which the longest lines read best; 0 where none reads clearly better than that.

    The second of the quarters is tried where the first reads well neither way up. `known`: the layouts of turns, to
    which these are added.
    """
    ways = {0: 0.0}
    for quarter in quarters:
        if quarter not in known:
            known[quarter] = lay_out(_turned(picture, quarter))
        ways |= _read_both_ways(known[quarter], quarter, read)
        if max(ways.values()) >= _WELL_READ:
            break
    best = max(ways, key=lambda turn: ways[turn])
    return best if ways[best] > ways[0] + _BETTER_BY else 0


def _turned(picture: Picture, turn: int) -> Picture:
    if not turn:
        return picture
    colour = None if picture.colour is None else _rotated(picture.colour, turn)
    return replace(picture, gray=_rotated(picture.gray, turn), colour=colour)


def upside_down(strip: Strip) -> Strip:
    """A line of print as it is when its page lies the other way round."""
    return replace(strip, pixels=_rotated(strip.pixels, 180))


def _rotated(pixels: Gray, turn: int) -> Gray:
    return np.asarray(cv2.rotate(pixels, _TURNS[turn]), np.uint8)


def _longest(layout: Layout) -> tuple[Strip, ...]:
    """The longest lines: they are the likeliest to be print."""
    return tuple(sorted(layout.strips, key=lambda strip: strip.pixels.shape[1] / strip.unit)[-_SAMPLE:])


def _confidence(lines: tuple[Line, ...]) -> float:
    """The mean confidence of all characters."""
    values = [confidence for line in lines for confidence in line.confidences or ()]
    return sum(values) / len(values) if values else 0.0
