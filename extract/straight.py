"""A page made straight: turned by the degrees that its lines lean, without losing ink at its corners."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import Flags, find_ink
from saraban.extract.sketch import Sketch, sketched
from saraban.extract.unbend import Bend, find_bend, flattened

_SKEW_MIN = 0.2  # degrees: less is a third of a letter over the width of a page
_SKEW_MAX, _STEP, _FINE = 15.0, 0.25, 0.05  # degrees; beyond that a sheet was laid down crosswise on purpose
_ROW, _FINE_ROW = 0.25, 0.12  # of a letter: how finely the page is cut into rows to see which way they lie
_LETTERS_MIN = 12
PIECES_OF_PRINT = 10_000  # a page holds 3,000 letters and as many marks; one of small print twice that
_CLEAR = 2.0  # times the middle way: letters strewn about reach 1.5, one printed line reaches 3
_PARALLEL, _CLEARER = (
    4.0,
    1.5,
)  # scanned pages reach 5 even when stamped and written on; what a bend must gain
_NEAR, _PLAIN = 7, 12  # pixels to look at around one; of 255: where all differ by less is plain paper
_ROWS = 256  # of a page, looked at together
_PLACES_WIDE = 1024  # OpenCV takes no table of places that is much wider than a page
_TALL, _WIDE = (0.6, 1.6), (0.3, 2.5)  # of a letter


@dataclass(frozen=True, slots=True)
class Straight:
    """A page whose lines are level. `skew`: degrees it was turned by to be so, 0 where it was bent as well."""

    picture: Picture
    skew: float


def straightened(picture: Picture, sketch: Sketch | None = None) -> Straight:
    """The page made straight. `sketch`: that of this page, where it is known already.

    Scanned lines are parallel; only where they are not, and lie clearly better on it so, the page is made flat.
    """
    sketch = sketch or sketched(picture)
    return Straight(*_levelled(picture, sketch))


def _levelled(picture: Picture, sketch: Sketch) -> tuple[Picture, float]:
    """The page with its lines level, and the degrees it was turned by to that end."""
    across, down = _feet(sketch)
    if len(across) < _LETTERS_MIN:
        return picture, 0.0
    skew, clear = lean_of(across, down, sketch.letter)
    if clear < _PARALLEL and (bend := find_bend(find_ink(picture.gray, picture.dpi))) is not None:
        flat = lean_of(across, bend.flat(across, down), sketch.letter)
        if flat[1] >= _CLEARER * clear:
            return _flattened(picture, sketch, bend), 0.0
    if abs(skew) < _SKEW_MIN or clear < _CLEAR:
        return picture, 0.0
    turn, size = _turn(picture, sketch, skew)
    gray = _sharpened(_warped(picture.gray, turn, size, cv2.INTER_NEAREST), picture.gray, turn)
    colour = None if picture.colour is None else _warped(picture.colour, turn, size, cv2.INTER_LINEAR)
    return replace(picture, gray=gray, colour=colour), skew


def is_strewn(sketch: Sketch) -> bool:
    """Whether there are more pieces of ink than a page of print has, and no lines of them, neither along nor across:
    noise, of which an engine would read thousands of lines.
    """
    if len(sketch.blobs) < PIECES_OF_PRINT:
        return False
    across, down = _feet(sketch)
    if len(across) < _LETTERS_MIN:
        return True
    return all(lean_of(*way, sketch.letter)[1] < _CLEAR for way in ((across, down), (down, across)))


def lean_of(across: Numbers, down: Numbers, letter: float) -> tuple[float, float]:
    """Degrees that lines fall to the right, by the feet of letters, and how clearly: 1 where none are to be seen.

    The feet are cast onto a wall at every angle: along the lines they fall on few places (projection profile;
    Postl 1986, on blobs as Baird 1987).
    """
    coarse = np.arange(-_SKEW_MAX, _SKEW_MAX + _STEP, _STEP)
    heaps = np.asarray([_heaped(across, down, degrees, _ROW * letter) for degrees in coarse])
    fine = coarse[heaps.argmax()] + np.arange(-_STEP, _STEP + _FINE, _FINE)
    best = np.argmax([_heaped(across, down, degrees, _FINE_ROW * letter) for degrees in fine])
    return float(fine[best]), float(heaps.max() / np.median(heaps))


def _feet(sketch: Sketch) -> tuple[Numbers, Numbers]:
    """The middles and feet of all blobs of the size of a letter."""
    tall, wide = sketch.blobs.height, sketch.blobs.width
    fit = (tall >= _TALL[0] * sketch.letter) & (tall <= _TALL[1] * sketch.letter) & ~sketch.dots
    fit &= (wide >= _WIDE[0] * sketch.letter) & (wide <= _WIDE[1] * sketch.letter)
    letters = sketch.blobs.of(fit if sketch.letter else np.zeros(len(sketch.blobs), np.bool_))
    return (letters.left + letters.right) / 2, letters.bottom.astype(np.float64)


def _heaped(across: Numbers, down: Numbers, degrees: float, row: float) -> float:
    """How much the letters heap up in some rows of a page seen at an angle: the sum of squares of their counts."""
    angle = math.radians(degrees)
    place = (down * math.cos(angle) - across * math.sin(angle)) / row
    place -= place.min()
    lower = place.astype(np.intp)
    share = place - lower
    counts = np.bincount(lower, 1 - share, lower.max() + 2) + np.bincount(lower + 1, share, lower.max() + 2)
    return float(np.square(counts).sum())


def _turn(picture: Picture, sketch: Sketch, degrees: float) -> tuple[Numbers, tuple[int, int]]:
    """The way (2 x 3) from a page to the page turned anticlockwise about its middle, and the width and height of
    that: as before, and more where ink would be cut off.
    """
    height, width = picture.gray.shape
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), np.float64)
    blobs = sketch.blobs
    lefts, tops = np.append(blobs.left, width // 2), np.append(blobs.top, height // 2)
    rights, bottoms = np.append(blobs.right, width // 2), np.append(blobs.bottom, height // 2)
    corners = np.asarray(
        [np.concatenate([lefts, rights, lefts, rights]), np.concatenate([tops, tops, bottoms, bottoms])]
    )
    reach = turn[:, :2] @ corners + turn[:, 2:]
    room = sketch.letter
    before = np.maximum(0, np.ceil(room - reach.min(axis=1)))
    after = np.maximum(0, np.ceil(reach.max(axis=1) + room - (width, height)))
    turn[:, 2] += before
    return turn, (int(width + before[0] + after[0]), int(height + before[1] + after[1]))


def _warped(pixels: Gray, way: Numbers, size: tuple[int, int], how: int) -> Gray:
    """A picture, gray or in colours, moved; where there was none it is paper. `how`: the interpolation of OpenCV."""
    paper = np.median(pixels[::8, ::8], axis=(0, 1)).reshape(-1).tolist()
    return np.asarray(cv2.warpAffine(pixels, way, size, flags=how, borderValue=paper), np.uint8)


def _sharpened(turned: Gray, page: Gray, way: Numbers) -> Gray:
    """A page that was turned quickly, turned once more with care (Lanczos) wherever something is to be seen on it: paper
    takes up most of a page, and the one way of turning a pixel takes fourteen times as long as the other.
    """
    back, paper = np.asarray(cv2.invertAffineTransform(way), np.float64), float(np.median(page[::8, ::8]))
    for top in range(0, len(turned), _ROWS):
        places = np.flatnonzero(_is_seen(turned, top))
        if len(places):
            down = places // turned.shape[1]
            across, down = places - turned.shape[1] * down, down + top
            here = turned[top : top + _ROWS].reshape(-1)
            here[places] = _looked_up(page, back[:, :2] @ (across, down) + back[:, 2:], paper)
    return turned


def _is_seen(page: Gray, top: int) -> Flags:
    """Where something is to be seen in some rows of a page: a few rows at a time stay where the processor has them at
    hand.
    """
    near, above = np.ones((_NEAR, _NEAR), np.uint8), min(top, _NEAR // 2)
    rows = page[top - above : top + _ROWS + _NEAR // 2]
    spread = np.asarray(cv2.subtract(cv2.dilate(rows, near), cv2.erode(rows, near)), np.uint8)
    return spread[above : above + _ROWS] > _PLAIN


def _looked_up(page: Gray, places: Numbers, paper: float) -> Gray:
    """What stands at places between the pixels of a page (Lanczos): their columns and their rows."""
    count = places.shape[1]
    wide = min(count, _PLACES_WIDE)
    table = np.zeros((2, -(-count // wide), wide), np.float32)
    table.reshape(2, -1)[:, :count] = places
    across, down = cv2.convertMaps(table[0], table[1], cv2.CV_16SC2)  # as they are it takes twice as long
    found = cv2.remap(page, np.asarray(across), np.asarray(down), cv2.INTER_LANCZOS4, borderValue=(paper,))
    return np.asarray(found, np.uint8).reshape(-1)[:count]


def _flattened(picture: Picture, sketch: Sketch, bend: Bend) -> Picture:
    """The page without its bend, with as many rows as its ink needs."""
    blobs, room = sketch.blobs, sketch.letter
    middle = (blobs.left + blobs.right) / 2
    top = min(0.0, float((bend.flat(middle, blobs.top.astype(np.float64)) - room).min()))
    foot = max(
        picture.gray.shape[0], float((bend.flat(middle, blobs.bottom.astype(np.float64)) + room).max())
    )
    way = bend.from_bent((math.floor(top), math.ceil(foot)))
    colour = None if picture.colour is None else flattened(picture.colour, way, cv2.INTER_LINEAR)
    return replace(picture, gray=flattened(picture.gray, way, cv2.INTER_CUBIC), colour=colour)
