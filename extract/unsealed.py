"""Print cut free of a round seal that was set upon it: its strokes are thicker than those of the garuda."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.images import Gray
from saraban.extract.ink import LARGE, Flags, Ink, Ints
from saraban.extract.page import Box, Line, Mark, packed
from saraban.extract.seals import INK, Seal, overlap

_FINE = 0.01  # inches: strokes of type are thicker, those of the garuda in a seal thinner
_SPECK = 0.02  # inches: smaller than such a square is a piece of it
_BESIDE, _LEVEL = 1.8, 0.5  # of a letter's height: between letters of a line, and what they share of it
_UNSURE = 0.5  # how sure a reader can be of print that was cut free of a seal


def without_seals(ink: Ink, seals: tuple[Seal, ...], dpi: int) -> Gray:
    """An evenly lit page without these seals. Print that they lie over stays."""
    gray = ink.gray.copy()
    for seal in seals:
        _cut_free(gray, seal, ink.letter, dpi)
    return gray


def doubted(lines: tuple[Line, ...], marks: tuple[Mark, ...]) -> tuple[Line, ...]:
    """The lines of a page, in doubt where they were cut free of a black seal: no reader knows what that cost."""
    boxes = [mark.box for mark in marks if mark.kind == "seal" and mark.ink == "black"]
    return tuple(_doubted(line, boxes) for line in lines) if boxes else lines


def _doubted(line: Line, seals: list[Box]) -> Line:
    if line.boxes is None or line.confidences is None:
        return line
    confidences = [
        min(sure, _UNSURE) if any(overlap(box, seal) for seal in seals) else sure
        for box, sure in zip(line.boxes, line.confidences, strict=True)
    ]
    return replace(line, confidences=packed(confidences))


def _cut_free(gray: Gray, seal: Seal, letter: float, dpi: int) -> None:
    """Clear a seal from a page, but for the strokes of type that stand in it."""
    left, top, right, bottom = seal.box
    here = gray[top:bottom, left:right]
    distance = seal.distance(seal.box)
    inner, outer = seal.rings
    ink: Flags = here < INK
    rings = ((distance > inner[0]) & (distance < inner[1])) | ((distance > outer[0]) & (distance < outer[1]))
    rest = (ink & ~rings).astype(np.uint8)
    across = np.ones((round((inner[1] - inner[0]) / np.hypot(*seal.to_circle[0, :2])) + 2,) * 2, np.uint8)
    rest |= cv2.morphologyEx(rest, cv2.MORPH_CLOSE, across) & (rings & ink).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(_solid(rest, dpi))
    inside = np.bincount(labels[distance < inner[0]], minlength=len(stats)) > stats[:, cv2.CC_STAT_AREA] / 2
    kept = _in_line(np.asarray(stats, np.int32), inside, letter)[labels].astype(np.uint8)
    edge = (cv2.dilate(kept, np.ones((3, 3), np.uint8)) > 0) & ~ink
    here[(distance < outer[1]) & (kept == 0) & ~edge] = 255


def _solid(ink: Gray, dpi: int) -> Gray:
    """Ink without strokes thinner than those of type."""
    side = max(2, round(_FINE * dpi))
    core = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(core)
    large = stats[:, cv2.CC_STAT_AREA] >= (_SPECK * dpi) ** 2
    large[0] = False
    grown = cv2.dilate(large[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_and(grown, ink), np.uint8)


def _in_line(stats: Ints, inside: Flags, letter: float) -> Flags:
    """Which pieces of ink are type: those within the inner ring, and between the rings those that go on with a line
    of these; what else stands between the rings is written around the seal.
    """
    left, top, wide, high = (stats[:, column].astype(np.float64) for column in range(4))
    kept = inside.copy()
    kept[0] = False
    letters = (high > letter / 2) & (high < LARGE * letter)
    grown = True
    while grown:
        ends = np.flatnonzero(kept & letters)
        grown = False
        for piece in np.flatnonzero(~kept):
            gap = np.maximum(left[ends] - left[piece] - wide[piece], left[piece] - left[ends] - wide[ends])
            shared = np.minimum(top[ends] + high[ends], top[piece] + high[piece]) - np.maximum(
                top[ends], top[piece]
            )
            if (
                piece
                and ((gap < _BESIDE * letter) & (shared > _LEVEL * np.minimum(high[ends], high[piece]))).any()
            ):
                kept[piece] = grown = True
    return kept
