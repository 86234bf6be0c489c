"""Check boxes (ช่องกาเครื่องหมาย): found by their frames, ticked, crossed or empty.

A closed frame encloses its paper however it is ticked: with what is enclosed filled in, a box is a solid square
of a letter's size, and letters, strokes of the pen and rules are thin. What is solid and has four straight sides
is a box; so is a ring larger than letters. A box that print runs over is not told from print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from saraban.extract.components import Ints, Labels, components
from saraban.extract.erase import without_ink
from saraban.extract.images import Gray
from saraban.extract.ink import Flags, Ink
from saraban.extract.page import Box, Mark
from saraban.extract.shrink import halved
from saraban.extract.ticks import Frame, look_into

_SIDES = (0.9, 2.9)  # of a letter's height; a frame of 2 to 6 mm by print of 14 to 18 points
_RING = 1.2  # letter heights: smaller rings are letters and digits
_LETTER_LIKE = 1.2  # letter heights: smaller squares stand off from their words, as letters do not
_SOLID = 0.45  # of a letter's height: strokes of pens and of bold print are thinner
_BROKEN = 0.1  # of a letter's height: gaps in a frame that a coarse scan leaves
_FINE = 18.0  # pixels: smaller letters run into each other at half their size
_UNEVEN = 0.07  # of its length that a side may leave a straight line by; a ring's leaves it by a fifth
_STRAIGHT = 0.85  # of a side that is straight: a tick that runs through it leaves a bump
_ASKEW = 0.25  # the fall of a side: boxes of a stamp set askew by hand
_ROUND = 0.85  # of the circle around it that a ring fills; a square fills two thirds
_PAPER = 0.1  # of a box is paper, in one that is filled in by hand as well
_APART = 0.5  # letter heights at least between a box and the word before it
_WORD = 4.0  # sides: what is wider is a line under or over the box
_BESIDE = 0.6  # letter heights to both sides of a box that print which runs over it fills
_INKED = 0.18  # of that room that print inks at least; a stroke of the pen inks less
_OBLONG = 1.15  # as long as wide, a square with the strokes that stick out of it; print that it touches widens it more
_OVAL = 1.2  # as long as wide, a printed ring with the strokes that stick out of it
_STICKS_OUT = 0.12  # of a ring and its strokes; of what a hand writes it is more
_LABEL = 6.0  # letter heights within which its label begins


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A check box and what is in it. `sure`: 0 to 1, below a half where print or a passing stroke may deceive."""

    mark: Mark
    sure: float = 1.0


def part_check_boxes(ink: Ink) -> tuple[Ink, tuple[CheckBox, ...]]:
    """The ink of a page without that of its check boxes and ticks, and the boxes from top to bottom."""
    if not ink.letter:
        return ink, ()
    mask = _all_ink(ink)
    framed = (frame for frame in _framed(mask, ink.letter) if _stands_free(ink, frame.box))
    frames = [frame for frame in framed if not _is_run_over(mask, frame.box, ink.letter)]
    if not frames:
        return ink, ()
    clean, pens = ink.gray.copy(), np.zeros(ink.gray.shape, np.bool_)
    found: list[CheckBox] = []
    for frame in frames:
        seen = look_into(mask, frame)
        clean[seen.pen], pens[seen.pen] = 255, True
        found.append(CheckBox(Mark("check_box", frame.box, state=seen.state), seen.sure))
    found.sort(key=lambda one: (one.mark.box[1], one.mark.box[0]))
    return replace(without_ink(ink, pens), gray=clean), tuple(found)


def _all_ink(ink: Ink) -> Gray:
    """Ink (255) with the rules that `ink` is without: long ticks are taken for rules."""
    level, _ = cv2.threshold(ink.gray[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    mask = cv2.threshold(ink.gray, level, 255, cv2.THRESH_BINARY_INV)[1]
    return np.asarray(cv2.bitwise_or(mask, ink.mask()), np.uint8)


def _framed(mask: Gray, letter: float) -> Iterator[Frame]:
    """The squares and rings of a size of letters that enclose paper: what is solid at half the size of the page is
    looked at closely.
    """
    times = 2 if letter >= _FINE else 1
    small = halved(mask) if times == 2 else mask
    inked = np.asarray(cv2.threshold(small, 0, 255, cv2.THRESH_BINARY)[1], np.uint8)
    room = round(_SIDES[1] * letter)
    for place in _solid(inked, letter / times)[2].tolist():
        left, top, width, height = (times * edge for edge in place[:4])
        x, y = max(0, left - room), max(0, top - room)
        middle = (left + width / 2 - x, top + height / 2 - y)
        for box, shape in _framed_near(mask[y : top + height + room, x : left + width + room], letter):
            if (
                box[0] < middle[0] < box[2] and box[1] < middle[1] < box[3]
            ):  # others are seen in their own place
                yield Frame((box[0] + x, box[1] + y, box[2] + x, box[3] + y), shape)


def _framed_near(mask: Gray, letter: float) -> Iterator[tuple[Box, Flags]]:
    """The squares and rings in a part of a page, and their shapes."""
    closed, labels, found = _solid(mask, letter)
    for left, top, width, height, number in found.tolist():
        where = (slice(top, top + height), slice(left, left + width))
        shape = labels[where] == number
        paper_inside = float((closed[where][shape] == 0).mean())
        ring = min(width, height) > _RING * letter and _is_round(shape)
        if paper_inside >= _PAPER and (ring or _is_square(shape)):
            yield (left, top, left + width, top + height), shape


def _solid(mask: Gray, letter: float) -> tuple[Gray, Labels, Ints]:
    """Ink whose gaps are closed; what is solid of it once the paper it encloses is filled in, as an image of numbers;
    and of all that has the size of a box a row of left, top, width, height and number.
    """
    gap, thick = max(2, round(_BROKEN * letter)), round(_SOLID * letter) | 1
    closed = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8)), np.uint8)
    filled = _filled(closed, _SIDES[1] * letter)
    opened = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    labels, stats = components(np.asarray(opened, np.uint8))
    sides = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1]
    fits = (sides.min(axis=1) >= _SIDES[0] * letter) & (sides.max(axis=1) <= _SIDES[1] * letter)
    numbers = np.flatnonzero(fits[1:]) + 1
    return closed, labels, np.column_stack((stats[numbers, :4], numbers))


def _filled(mask: Gray, largest: float) -> Gray:
    """Ink, and the paper that it encloses, where a piece of that is no larger than so many pixels."""
    around = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0,))
    cv2.floodFill(around, None, (0, 0), (255,))
    within = cv2.bitwise_not(around)[1:-1, 1:-1]  # paper that no way leads to from outside
    labels, stats = components(np.ascontiguousarray(within, np.uint8), connectivity=4)
    small = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) <= largest
    filled, enclosed = mask.copy(), np.flatnonzero(labels != 0)
    filled.ravel()[enclosed[small[labels.ravel()[enclosed]]]] = 255
    return filled


def _is_square(shape: Flags) -> bool:
    """Whether all four sides of a shape are straight, and about as long as each other."""
    height, width = shape.shape
    if not max(height, width) <= _OBLONG * min(height, width):
        return False
    return all(_is_straight(np.rot90(shape, turn)) for turn in range(4))


def _is_straight(shape: Flags) -> bool:
    """Whether the upper side of a shape is a straight line, level or nearly so."""
    height, width = shape.shape
    across = np.arange(round(0.05 * width), round(0.95 * width))
    top = np.where(shape.any(axis=0), shape.argmax(axis=0), height)[across].astype(np.float64)
    near = np.abs(top - np.median(top)) <= _ASKEW * width / 2
    if near.sum() < 3:
        return False
    fall, start = np.polyfit(across[near], top[near], 1)
    even = np.abs(top - fall * across - start) <= max(1.5, _UNEVEN * width)
    return bool(abs(fall) <= _ASKEW and even.mean() >= _STRAIGHT)


def _is_round(shape: Flags) -> bool:
    """Whether a shape is a disc, but for strokes that stick out of it."""
    side = min(shape.shape)
    if max(shape.shape) > _OVAL * side:
        return False
    core = round(0.85 * side) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (core, core))
    disc = cv2.morphologyEx(np.pad(shape, 2).astype(np.uint8), cv2.MORPH_OPEN, kernel)
    outlines, _ = cv2.findContours(disc, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if len(outlines) != 1 or disc.sum() < (1 - _STICKS_OUT) * shape.sum():
        return False
    _, radius = cv2.minEnclosingCircle(outlines[0])
    return cv2.contourArea(outlines[0]) >= _ROUND * np.pi * radius**2


def _stands_free(ink: Ink, box: Box) -> bool:
    """Whether a box stands before print of the size of letters, on its line, and not within a word."""
    left, top, right, bottom = box
    blobs, side = ink.blobs, right - left
    level = (blobs.top + blobs.bottom) / 2
    letters = (level > top) & (level < bottom) & (blobs.height >= 0.6 * ink.letter)
    letters &= (blobs.height < 2 * ink.letter) & (blobs.right - blobs.left < _WORD * side)
    after = letters & (blobs.left > right - 0.2 * side)
    before = letters & (blobs.right < left + 0.2 * side) & (blobs.right > left - _APART * ink.letter)
    close = after & (blobs.left < right + _APART * ink.letter)
    if before.any() or (close.any() and side < _LETTER_LIKE * ink.letter):
        return False
    return bool((after & (blobs.left < right + _LABEL * ink.letter)).any())


def _is_run_over(mask: Gray, box: Box, letter: float) -> bool:
    """Whether print stands close to a box on both sides: it would be read as a letter of a word."""
    left, top, right, bottom = box
    margin, reach = (bottom - top) // 5, round(_BESIDE * letter)
    rows = mask[top + margin : bottom - margin] > 0
    beside = (rows[:, max(0, left - reach) : left - 3], rows[:, right + 3 : right + reach])
    return all(bool(part.size) and float(part.mean()) >= _INKED for part in beside)
