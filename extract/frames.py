"""Frames (กรอบ) on a page: rectangles of the size of a stamp, found by their sides, also broken and askew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import cv2
import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.components import chosen_of, components
from saraban.extract.images import Gray
from saraban.extract.shrink import scaled, shrunk

_DPI_MIN = 60  # below that stamps cannot be read, and the page would only be blown up
_STROKES_MAX = 3000  # pages have a few hundred, hatched drawings and halftones many thousands
_SEEN_DPI = 150  # a frame's side is about half a millimetre thick: three pixels
_MM = _SEEN_DPI / 25.4
_STROKE, _PIECE, _THIN = 6.0, 1.2, 0.9  # mm: a stroke, a piece of a broken one, how thick a rule may be
_GAP, _BREAK = 2.5, 12.0  # mm that may be missing within a stroke, and between two of one side
_APART = 0.9  # mm: strokes that lie nearer than that along one line are one side
_TORN, _OVER = 12.0, 4.0  # mm that may be missing of a short side at its corner, and that it may reach beyond
_ASKEW = 16.0  # degrees: nobody stamps worse
_SQUARE = 2.5  # degrees: a rubber stamp keeps its right angles
_SOLID, _FLANKS = 0.6, 0.35  # of a piece of a stroke: ink along it, and on either side of it
_CLEAR = 5.0  # mm: a rule runs that far without anything written over it
_WIDE, _TALL = (25.0, 90.0), (11.0, 55.0)  # mm: the stamps of practice
_SEEN = 0.5  # of a side, so that it counts as seen


def find_frames(gray: Gray, dpi: int) -> tuple[Numbers, ...]:
    """The frames of the size of a stamp on an evenly lit page, from top to bottom.

    Each as its corners in pixels, 4 x 2: upper left, upper right, lower right, lower left. Three of its sides are
    seen at least. What has rules from side to side within and a table's neighbours are no frames.
    """
    if dpi < _DPI_MIN:
        return ()
    scale = _SEEN_DPI / dpi
    small = shrunk(gray, scaled(gray.shape, scale))
    rules, ink = _long_ink(small)
    near = np.asarray(cv2.dilate(rules, np.ones((5, 5), np.uint8)), np.uint8)
    strokes = _joined(_strokes(rules, ink))
    found = [(frame, _sides_seen(frame, near)) for frame in _rectangles(strokes)]
    found = [(frame, seen) for frame, seen in found if np.count_nonzero(seen >= _SEEN) >= 3]
    kept: list[Numbers] = []
    for frame, _ in sorted(found, key=lambda item: -_length_seen(*item)):
        if not any(_overlap(frame, other) for other in kept):
            kept.append(frame)
    return tuple(frame / scale for frame in sorted(kept, key=lambda frame: frame[:, 1].min()))


def _long_ink(small: Gray) -> tuple[Gray, Gray]:
    """What may be sides of frames, whole or in pieces: large ink and thin dashes; and all ink."""
    level, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = np.asarray(cv2.threshold(small, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    labels, stats = components(ink)
    sides = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1]
    longer, shorter = sides.max(axis=1), sides.min(axis=1)
    dashes = (longer >= _PIECE * _MM) & (shorter <= _THIN * _MM) & (longer >= 3 * shorter)
    chosen = (longer >= _STROKE * _MM) | dashes
    chosen[0] = False
    return chosen_of(ink, labels, chosen), ink


def _strokes(rules: Gray, ink: Gray) -> Numbers:
    """Straight strokes that are level or upright but for a stamp's angle: n x 2 x 2, from left or top."""
    found = cv2.HoughLinesP(
        rules, 1, np.pi / 360, round(_STROKE * _MM / 2), minLineLength=_STROKE * _MM, maxLineGap=_GAP * _MM
    )
    if found is None or len(found) > _STROKES_MAX:
        return np.zeros((0, 2, 2))
    lines = np.asarray(found, np.float64).reshape(-1, 2, 2)
    lines = np.asarray([line if _from_start(line) else line[::-1] for line in lines], np.float64)
    askew = np.abs(slants(lines)) <= _ASKEW
    return _clear(lines[askew], ink)


def _from_start(line: Numbers) -> bool:
    dx, dy = line[1] - line[0]
    return bool(dx > 0 if abs(dx) > abs(dy) else dy > 0)


def slants(lines: Numbers) -> Numbers:
    """Degrees that lines (n x 2 x 2, from left or top) fall to the right, or would after a quarter turn."""
    dx, dy = (lines[:, 1] - lines[:, 0]).T
    level = np.abs(dx) > np.abs(dy)
    return np.asarray(np.degrees(np.where(level, np.arctan2(dy, dx), np.arctan2(-dx, dy))), np.float64)


def _clear(lines: Numbers, ink: Gray) -> Numbers:
    """Lines from the first to the last of their pieces that have little ink on both sides, those through letters left
    out. Print that a frame crosses hides pieces of it.
    """
    along = lines[:, 1] - lines[:, 0]
    length = np.hypot(*along.T)
    counts = np.maximum(1, np.rint(length / (_CLEAR * _MM)).astype(np.intp))
    whose = np.repeat(np.arange(len(lines)), counts)
    first = np.cumsum(counts) - counts
    at = np.arange(len(whose)) - first[whose]
    start, step = lines[whose, 0], (along / counts[:, None])[whose]
    pieces = np.stack((start + at[:, None] * step, start + (at + 1)[:, None] * step), axis=1)
    aside = (np.stack((-along[:, 1], along[:, 0]), axis=1) / length[:, None] * (_THIN * _MM))[whose, None]
    free = np.maximum(_shares(pieces + aside, ink), _shares(pieces - aside, ink)) <= _FLANKS
    solid = np.zeros(len(lines), np.bool_)
    solid[whose[free & (_shares(pieces, ink) >= _SOLID)]] = True
    chosen = free & solid[whose]
    begin, end = first.copy(), first.copy()
    places = np.flatnonzero(chosen)
    begin[whose[places[::-1]]], end[whose[places]] = places[::-1], places
    return np.stack((pieces[begin, 0], pieces[end, 1]), axis=1)[solid]


def _shares(lines: Numbers, ink: Gray) -> Numbers:
    """How much of each line (n x 2 x 2) lies on ink."""
    along = lines[:, 1] - lines[:, 0]
    lengths = np.maximum(1, np.rint(np.abs(along).max(axis=1)).astype(np.intp))
    shares = np.zeros(len(lines))
    for length in np.unique(lengths).tolist():
        alike = np.flatnonzero(lengths == length)
        steps = np.linspace(0, 1, length + 1)[:, None, None]
        x, y = np.rint(lines[alike, 0] + steps * along[alike]).astype(np.intp).T
        inside = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
        found = ink[np.where(inside, y, 0), np.where(inside, x, 0)] > 0
        shares[alike] = (found & inside).mean(axis=1)
    return shares


def _joined(lines: Numbers) -> list[Numbers]:
    """Strokes that lie along one line made one: doubles, and the pieces of a torn side."""
    sides: list[Numbers] = []
    for line in sorted(lines, key=lambda line: -float(np.hypot(*(line[1] - line[0])))):
        at = next((i for i, side in enumerate(sides) if _along(side, line)), None)
        if at is None:
            sides.append(line)
        else:
            points = np.concatenate((sides[at], line))
            order = (points @ (sides[at][1] - sides[at][0])).argsort()
            sides[at] = points[order[[0, -1]]]
    return sides


def _along(side: Numbers, line: Numbers) -> bool:
    """Whether a stroke continues a side or lies upon it."""
    along = side[1] - side[0]
    length = float(np.hypot(*along))
    along = along / length
    if abs(float(along @ (line[1] - line[0]))) < 0.99 * float(np.hypot(*(line[1] - line[0]))):
        return False
    offset = line - side[0]
    aside = np.abs(offset @ np.asarray([-along[1], along[0]]))
    reach = offset @ along
    gap = max(float(reach.min()) - length, -float(reach.max()))
    return bool(aside.max() <= _APART * _MM and gap <= _BREAK * _MM)


def _rectangles(sides: list[Numbers]) -> Iterator[Numbers]:
    """What three sides that meet in two corners enclose, when it has the size of a stamp."""
    if not sides:
        return
    slant = slants(np.asarray(sides))
    level = np.asarray([bool(abs(side[1] - side[0])[0] > abs(side[1] - side[0])[1]) for side in sides])
    for base, side in enumerate(sides):
        arms = np.flatnonzero((level != level[base]) & (np.abs(slant - slant[base]) <= _SQUARE))
        starts, stops = ([_arm(sides[arm], side, end) for arm in arms] for end in (0, 1))
        for one, other in product(filter(None, starts), filter(None, stops)):
            frame = _enclosed(one, other)
            if frame is not None:
                yield frame


def _arm(arm: Numbers, side: Numbers, end: int) -> tuple[Numbers, Numbers] | None:
    """From the corner that a side makes with an end of another to its far end; None where they make none."""
    along, across = side[1] - side[0], arm[1] - arm[0]
    on_side, on_arm = np.linalg.solve(np.stack((along, -across), axis=1), arm[0] - side[0])
    first = int(on_arm > 0.5)
    missing = (on_side - 1 if end else -on_side) * float(np.hypot(*along))
    missing_arm, length = (
        (on_arm - 1 if first else -on_arm) * float(np.hypot(*across)),
        float(np.hypot(*across)),
    )
    if not -_OVER * _MM <= missing <= _TORN * _MM:
        return None
    if (
        not -_OVER * _MM <= missing_arm <= max(_TORN * _MM, length)
    ):  # half of it, where print hides the other half
        return None
    return side[0] + on_side * along, arm[1 - first]


def _enclosed(one: tuple[Numbers, Numbers], other: tuple[Numbers, Numbers]) -> Numbers | None:
    """What two corners and the sides that leave them enclose, as deep as the longer one, if it may be a stamp."""
    (start, far), (stop, far_too) = one, other
    along = stop - start
    down = np.asarray([-along[1], along[0]])
    deep, deep_too = float((far - start) @ down), float((far_too - stop) @ down)
    if deep * deep_too <= 0 or min(abs(deep), abs(deep_too)) < _SEEN * max(abs(deep), abs(deep_too)):
        return None
    depth = max(abs(deep), abs(deep_too))
    far, far_too = start + (far - start) * depth / abs(deep), stop + (far_too - stop) * depth / abs(deep_too)
    frame = _ordered(np.asarray([start, stop, far_too, far]))
    width, height = np.hypot(*(frame[1] - frame[0])) / _MM, np.hypot(*(frame[3] - frame[0])) / _MM
    fits = _WIDE[0] <= width <= _WIDE[1] and _TALL[0] <= height <= _TALL[1] and width > height
    return frame if fits else None


def _ordered(corners: Numbers) -> Numbers:
    """Corners from the upper left one, clockwise."""
    down = corners[corners[:, 1].argsort()]
    upper, lower = down[:2], down[2:]
    upper, lower = upper[upper[:, 0].argsort()], lower[lower[:, 0].argsort()]
    return np.asarray([upper[0], upper[1], lower[1], lower[0]])


def _sides_seen(frame: Numbers, near: Gray) -> Numbers:
    """How much of each side there is: top, right, bottom, left."""
    return np.asarray([_shares(frame[None, [i, (i + 1) % 4]], near)[0] for i in range(4)])


def _length_seen(frame: Numbers, seen: Numbers) -> float:
    return float(np.hypot(*(np.roll(frame, -1, axis=0) - frame).T) @ seen)


def _overlap(frame: Numbers, other: Numbers) -> bool:
    shared, _ = cv2.intersectConvexConvex(frame.astype(np.float32), other.astype(np.float32))
    least = min(cv2.contourArea(frame.astype(np.float32)), cv2.contourArea(other.astype(np.float32)))
    return shared > 0.3 * least
