"""Ruled lines, frames of stamps and tables: found as long thin strokes, straight or slanted, and taken away."""

from __future__ import annotations

import cv2
import numpy as np

from saraban.extract.components import components
from saraban.extract.images import Gray

_LONG_INCHES, _THICK_INCHES = 0.42, 0.035
"""Longer strokes than that are no part of a letter, and thicker ones are no rule."""

_SLANTED_INCHES, _BREAK_INCHES = 0.35, 0.015
_SOLID, _FLANKS = 0.9, 0.35
_CANDIDATES_MAX = 400


def without_rules(mask: Gray, dpi: int) -> Gray:
    """Ink (255) without its rules; letters that cross a rule are closed again."""
    return _without_slanted(_without_straight(mask, dpi), dpi)


def _without_straight(mask: Gray, dpi: int) -> Gray:
    length, thick = round(_LONG_INCHES * dpi), max(3, round(_THICK_INCHES * dpi))
    for kernel, across in (((1, length), (thick, 1)), ((length, 1), (1, thick))):
        runs = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        solid = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones(across, np.uint8))
        rules = cv2.dilate(cv2.subtract(runs, solid), np.ones((3, 3), np.uint8))
        mask = _taken_away(mask, np.asarray(cv2.bitwise_and(rules, mask), np.uint8), across)
    return mask


def _without_slanted(mask: Gray, dpi: int) -> Gray:
    """Frames of stamps set askew: long thin lines in any direction within blobs too large for letters."""
    labels, stats = components(mask)
    large = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) > _LONG_INCHES * dpi
    large[0] = False
    if not large.any():
        return mask
    where = np.where(large[labels], mask, 0).astype(np.uint8)
    del labels  # large, and no longer needed
    length, gap = round(_SLANTED_INCHES * dpi), max(2, round(_BREAK_INCHES * dpi))
    found = cv2.HoughLinesP(where, 1, np.pi / 360, length // 2, minLineLength=length, maxLineGap=gap)
    if found is None:
        return mask
    rules = np.zeros_like(mask)
    thick = max(3, round(_THICK_INCHES * dpi))
    for x1, y1, x2, y2 in found.reshape(-1, 4)[:_CANDIDATES_MAX].tolist():
        if _is_rule(where, (x1, y1, x2, y2), thick):
            cv2.line(rules, (x1, y1), (x2, y2), (255,), thick // 2 + 1)
    return _taken_away(mask, np.asarray(cv2.bitwise_and(rules, where), np.uint8), (thick, 1))


def _is_rule(mask: Gray, line: tuple[int, int, int, int], thick: int) -> bool:
    """Whether there is ink all along a line and little on both sides of it."""
    x1, y1, x2, y2 = line
    count = max(abs(x2 - x1), abs(y2 - y1)) + 1
    xs, ys = np.linspace(x1, x2, count), np.linspace(y1, y2, count)
    aside = np.asarray([-(y2 - y1), x2 - x1]) / max(1.0, float(np.hypot(x2 - x1, y2 - y1))) * thick
    shares = []
    for step in (0.0, 1.0, -1.0):
        across = np.clip(np.rint(xs + step * aside[0]).astype(int), 0, mask.shape[1] - 1)
        down = np.clip(np.rint(ys + step * aside[1]).astype(int), 0, mask.shape[0] - 1)
        shares.append(float((mask[down, across] > 0).mean()))
    return shares[0] >= _SOLID and max(shares[1:]) <= _FLANKS


def _taken_away(mask: Gray, rules: Gray, across: tuple[int, int]) -> Gray:
    """Ink without the rules; gaps that this tears into crossing strokes are closed."""
    if not rules.any():
        return mask
    rest = cv2.subtract(mask, rules)
    bridge = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones(across, np.uint8))
    return np.asarray(cv2.bitwise_or(rest, cv2.bitwise_and(bridge, rules)), np.uint8)
