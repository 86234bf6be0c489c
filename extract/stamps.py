"""Stamps on a page (ตราประทับ): found by their frames, taken off the page, made level."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.bands import Numbers
from saraban.extract.belonging import PAGE, STAMP, whose_ink
from saraban.extract.chains import chain_letters
from saraban.extract.frames import find_frames, slants
from saraban.extract.images import Gray
from saraban.extract.ink import THRESHOLD, Flags, Ink, Ints
from saraban.extract.lines import mapped
from saraban.extract.page import Mark
from saraban.extract.ruling import without_rules

_MARGIN = 0.25  # inches around a frame that are looked at: where a side is torn, print runs over it
_RING = 0.07  # inches on both sides of a side of the frame: what lies wholly there is a piece of it
_HALO = 0.02  # inches around ink that are as gray as its edge
_HALF = 0.5  # of a blob
_REACH = 4.0  # letter heights above and below a frame: lines that lean run out of it so far


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp: where it stands, its own ink on white made level, and the way from there to the page (2 x 3)."""

    mark: Mark
    pixels: Gray
    to_page: Numbers


def part_stamps(ink: Ink, dpi: int) -> tuple[Gray, tuple[Stamp, ...]]:
    """A straight page, or one layer of its ink, without its framed stamps; and these from top to bottom.

    Print of the page that a frame lies over stays with the page: it goes on beyond the frame.
    """
    frames = find_frames(ink.gray, dpi)
    return stamps_in(ink, frames, dpi) if frames else (ink.gray, ())


def stamps_in(ink: Ink, frames: tuple[Numbers, ...], dpi: int) -> tuple[Gray, tuple[Stamp, ...]]:
    """A page, or one layer of its ink, without the stamps of these frames (corners, 4 x 2 each); and the stamps."""
    rest, stamps = ink.gray.copy(), []
    lines = chain_letters(_beside(ink, frames))
    for frame in frames:
        level = _Level.of(frame, round(_MARGIN * dpi), dpi)
        here, to_here = level.part_of(rest.shape)
        whose = whose_ink(ink, lines, frame)[ink.labels[here]]
        pixels, gone = _taken_off(level, ink.gray, level.seen(whose, to_here, cv2.INTER_NEAREST))
        stamps.append(Stamp(_mark(frame), pixels, level.to_page))
        size = rest[here].shape[::-1]
        rest[here][cv2.warpAffine(gone, to_here, size, flags=cv2.INTER_NEAREST) > 0] = 255
    return rest, tuple(stamps)


def _beside(ink: Ink, frames: tuple[Numbers, ...]) -> Ink:
    """The ink that stands about as high on a page as some frame: only its lines can run into one."""
    blobs, reach = ink.blobs, _REACH * ink.letter
    near = np.zeros(len(blobs), np.bool_)
    for frame in frames:
        near |= (blobs.bottom > frame[:, 1].min() - reach) & (blobs.top < frame[:, 1].max() + reach)
    return replace(ink, blobs=blobs.of(near), dots=ink.dots[near])


def _mark(frame: Numbers) -> Mark:
    left, top, right, bottom = (round(float(edge)) for edge in (*frame.min(axis=0), *frame.max(axis=0)))
    return Mark("stamp", (left, top, right, bottom), round(float(slants(frame[None, :2])[0]), 1))


@dataclass(frozen=True, slots=True)
class _Level:
    """A frame made level, with a margin: the way back to the page (2 x 3), width and height, all in pixels."""

    to_page: Numbers
    size: tuple[int, int]
    margin: int
    dpi: int

    @classmethod
    def of(cls, frame: Numbers, margin: int, dpi: int) -> _Level:
        """The level picture of a frame given by its corners."""
        along, down = (
            (frame[1] + frame[2] - frame[0] - frame[3]) / 2,
            (frame[2:].sum(0) - frame[:2].sum(0)) / 2,
        )
        width, height = float(np.hypot(*along)), float(np.hypot(*down))
        axes = np.stack((along / width, down / height), axis=1)
        start = frame.mean(axis=0) - axes @ np.asarray([width / 2 + margin, height / 2 + margin])
        size = (round(width) + 2 * margin, round(height) + 2 * margin)
        return cls(np.column_stack((axes, start)), size, margin, dpi)

    def part_of(self, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], Numbers]:
        """The part of a page of that shape that it shows, and the way there."""
        left, top, right, bottom = mapped((0, 0, *self.size), self.to_page)
        left, top = min(max(0, left - 1), shape[1] - 1), min(max(0, top - 1), shape[0] - 1)
        here = np.s_[top : max(top, bottom) + 1, left : max(left, right) + 1]
        return here, self.to_page - np.asarray([[0, 0, left], [0, 0, top]])

    def seen(self, page: Gray, to_page: Numbers, how: int, outside: int = 0) -> Gray:
        """What a picture shows there, made level; `to_page`: the way to it; `outside`: what lies beyond its edges."""
        flags = how | cv2.WARP_INVERSE_MAP
        level = cv2.warpAffine(page, to_page, self.size, flags=flags, borderValue=(outside,))
        return np.asarray(level, np.uint8)

    def within(self, by: float = 0.0) -> Gray:
        """The area of the frame, smaller by that many inches on each side, or larger."""
        area = np.zeros(self.size[::-1], np.uint8)
        edge = max(0, self.margin + round(by * self.dpi))
        area[edge : area.shape[0] - edge, edge : area.shape[1] - edge] = 255
        return area

    def square(self, inches: float) -> Gray:
        """A square that reaches so far to all sides."""
        return np.ones((2 * max(1, round(inches * self.dpi)) + 1,) * 2, np.uint8)


def _taken_off(level: _Level, gray: Gray, whose: Gray) -> tuple[Gray, Gray]:
    """The ink of a stamp on white, and what is to be cleared on the page: that ink and the frame."""
    gray = level.seen(gray, level.to_page, cv2.INTER_LINEAR, 255)
    dark = np.clip(cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0], *THRESHOLD)
    ink = np.asarray(cv2.threshold(gray, float(dark), 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    letters = without_rules(ink, level.dpi)
    labels = np.asarray(cv2.connectedComponents(letters)[1], np.int32)
    area = np.bincount(labels.ravel())
    core = level.within(_RING)
    ring = np.asarray(cv2.subtract(level.within(-_RING), core), np.uint8)
    leaning = _share_in(np.asarray(whose == STAMP, np.uint8), labels, area) > _HALF
    foreign = ~leaning & (_share_in(np.asarray(whose == PAGE, np.uint8), labels, area) > _HALF)
    frame = ~foreign & (_share_in(ring, labels, area) > 1 - 1e-9)
    mine = ~foreign & ~frame & (_share_in(level.within(), labels, area) > _HALF)
    mine &= (_share_in(core, labels, area) > 0) & ~_cut_off(labels, len(area))
    mine |= leaning & ~frame
    mine[0] = frame[0] = False
    rules = cv2.bitwise_and(cv2.subtract(ink, letters), level.within(-_RING))
    halo = level.square(_HALO)
    own = np.where(mine[labels], 255, 0).astype(np.uint8)
    pixels = np.where((cv2.dilate(own, halo) > 0) & (rules == 0), gray, 255).astype(np.uint8)
    gone = cv2.dilate(np.where((mine | frame)[labels], np.uint8(255), rules), halo)
    kept = cv2.dilate(np.where((mine | frame)[labels], np.uint8(0), letters), np.ones((3, 3), np.uint8))
    return pixels, np.asarray(cv2.subtract(gone, kept), np.uint8)


def _cut_off(labels: Ints, count: int) -> Flags:
    """Which blobs run out of a picture."""
    flags = np.zeros(count, np.bool_)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        flags[edge] = True
    return flags


def _share_in(area: Gray, labels: Ints, sizes: NDArray[np.intp]) -> Numbers:
    """How much of each blob lies in an area."""
    inside = np.bincount(labels[area > 0], minlength=len(sizes))
    return np.asarray(inside / sizes, np.float64)
