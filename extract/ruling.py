"""Ruled lines, frames of stamps and tables: found as long thin strokes, straight or slanted, and taken away."""

from __future__ import annotations

import cv2
import numpy as np

from saraban.extract.components import Ints, Labels, alone, components
from saraban.extract.images import Gray
from saraban.extract.shrink import halved

_LONG_INCHES, _THICK_INCHES = 0.42, 0.035
"""Longer strokes than that are no part of a letter, and thicker ones are no rule."""

_SLANTED_INCHES, _BREAK_INCHES = 0.35, 0.015
_SOLID, _FLANKS = 0.9, 0.35
_CANDIDATES_MAX = 400
_SIDE_MIN = 1600  # pixels of the longer side: of a larger page half the size shows slanted lines as well
_SAMPLES = 6  # of a rule, that ink must be seen at


def without_rules(mask: Gray, dpi: int) -> Gray:
    """Ink (255) without its rules; letters that cross a rule are closed again."""
    bare = without_straight(mask, dpi)
    return np.where(without_slanted(bare, components(bare), dpi)[0] > 0, np.uint8(255), np.uint8(0))


def without_straight(mask: Gray, dpi: int) -> Gray:
    """Ink (255) without its rules that are level or upright."""
    length, thick = round(_LONG_INCHES * dpi), max(3, round(_THICK_INCHES * dpi))
    level = _rules(mask, length, thick)
    bare = mask if level is None else _taken_away(mask, level, (thick, 1))
    step = max(1, length // _SAMPLES)
    if not cv2.erode(bare[::step], np.ones((length // step, 1), np.uint8)).any():
        return bare  # spared: to turn the page on its side
    upright = _rules(np.asarray(cv2.transpose(bare), np.uint8), length, thick)
    return bare if upright is None else _taken_away(bare, np.asarray(cv2.transpose(upright)), (1, thick))


def _rules(mask: Gray, length: int, thick: int) -> Gray | None:
    """The level rules of a mask, and what of the ink beside them is their ragged edge; None where there are none."""
    step = max(1, length // _SAMPLES)
    sampled = cv2.erode(np.ascontiguousarray(mask[:, ::step]), np.ones((1, length // step), np.uint8))
    held = sampled.max(axis=1, keepdims=True)  # 0 in all but some rows in a hundred, which hold no run
    rows = np.flatnonzero(
        cv2.dilate(held, np.ones((5, 1), np.uint8))
    )  # and two on either side, that part them
    if not len(rows):
        return None
    near = mask[rows]
    runs = cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    runs[held[rows, 0] == 0] = 0
    solid = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((thick, 1), np.uint8))
    thin = cv2.dilate(cv2.subtract(runs, solid), np.ones((3, 3), np.uint8))
    rules = np.zeros_like(mask)
    rules[rows] = cv2.bitwise_and(thin, near)
    return rules


def without_slanted(mask: Gray, pieces: tuple[Labels, Ints], dpi: int) -> tuple[Labels, Ints]:
    """The pieces of a mask (255; see `components`) without frames of stamps set askew: long thin lines in any direction
    within those too large for letters.
    """
    labels, stats = pieces
    large = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) > _LONG_INCHES * dpi
    numbers = np.flatnonzero(large[1:]).astype(np.int32) + np.int32(1)
    if len(numbers) and max(mask.shape) >= _SIDE_MIN:
        numbers = _suspected(pieces, numbers, dpi)
    if not len(numbers):
        return pieces
    where = _part_of(pieces, numbers)
    found = _slanted(where, dpi)
    if not found:
        return pieces
    seen, thick = np.zeros_like(where), max(3, round(_THICK_INCHES * dpi))
    for x1, y1, x2, y2 in found:
        cv2.line(seen, (x1, y1), (x2, y2), (255,), thick // 2 + 1)
    rules = np.zeros_like(mask)
    rules[: where.shape[0], : where.shape[1]] = cv2.bitwise_and(seen, where)
    del pieces, labels  # large, and no longer needed
    return components(_taken_away(mask, rules, (thick, 1)))


def _suspected(pieces: tuple[Labels, Ints], numbers: Ints, dpi: int) -> Ints:
    """Those of some pieces of ink that seem to have long thin lines in them, seen at half the size."""
    labels, stats = pieces
    found = np.zeros(len(stats), np.bool_)
    for x1, y1, x2, y2 in _slanted(halved(_part_of(pieces, numbers)), dpi // 2):
        across, down = 2 * min(x1, x2), 2 * min(y1, y2)
        found[labels[down : 2 * max(y1, y2) + 2, across : 2 * max(x1, x2) + 2]] = True
    return numbers[found[numbers]]


def _part_of(pieces: tuple[Labels, Ints], numbers: Ints) -> Gray:
    """Some pieces of ink alone (255), on the page as far down and to the right as there are any: OpenCV looks for lines
    in a table that grows with the picture, and to clear it takes longer than to look.
    """
    labels, stats = pieces
    chosen = stats[numbers]
    right, bottom = (chosen[:, :2] + chosen[:, 2:4]).max(axis=0).tolist()
    return alone(labels[: bottom + 2, : right + 2], chosen, numbers).view(np.uint8) * np.uint8(255)


def _slanted(large: Gray, dpi: int) -> list[tuple[int, int, int, int]]:
    """The ends of long thin lines in large ink (not 0), in any direction."""
    length, gap = round(_SLANTED_INCHES * dpi), max(2, round(_BREAK_INCHES * dpi))
    found = cv2.HoughLinesP(large, 1, np.pi / 360, length // 2, minLineLength=length, maxLineGap=gap)
    if found is None:
        return []
    thick = max(3, round(_THICK_INCHES * dpi))
    lines = found.reshape(-1, 4)[:_CANDIDATES_MAX].tolist()
    return [(x1, y1, x2, y2) for x1, y1, x2, y2 in lines if _is_rule(large, (x1, y1, x2, y2), thick)]


def _is_rule(mask: Gray, line: tuple[int, int, int, int], thick: int) -> bool:
    """Whether there is ink all along a line and little on both sides of it."""
    x1, y1, x2, y2 = line
    count = max(abs(x2 - x1), abs(y2 - y1)) + 1
    xs, ys = np.linspace(x1, x2, count), np.linspace(y1, y2, count)
    aside = np.asarray([-(y2 - y1), x2 - x1]) / max(1.0, float(np.hypot(x2 - x1, y2 - y1))) * thick

    def inked(step: float) -> float:
        across = np.rint(xs + step * aside[0]).astype(np.intp)
        down = np.rint(ys + step * aside[1]).astype(np.intp)
        inside = (across >= 0) & (down >= 0) & (across < mask.shape[1]) & (down < mask.shape[0])
        return np.count_nonzero(mask[down[inside], across[inside]]) / count

    return inked(0.0) >= _SOLID and max(inked(1.0), inked(-1.0)) <= _FLANKS


def _taken_away(mask: Gray, rules: Gray, across: tuple[int, int]) -> Gray:
    """Ink without the rules; gaps that this tears into crossing strokes are closed."""
    left, top, wide, high = cv2.boundingRect(rules)
    if not wide:
        return mask
    room = 2 * max(across)
    here = np.s_[max(0, top - room) : top + high + room, max(0, left - room) : left + wide + room]
    rest = cv2.subtract(mask, rules)
    bridge = cv2.morphologyEx(rest[here], cv2.MORPH_CLOSE, np.ones(across, np.uint8))
    rest[here] = cv2.bitwise_or(rest[here], cv2.bitwise_and(bridge, rules[here]))
    return np.asarray(rest, np.uint8)
