"""The lines of a page: each with its marks, without its neighbours, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from saraban.extract.asides import part_asides
from saraban.extract.bands import ASIDE, BELOW, Band, Numbers, absorb_marks, bands_of
from saraban.extract.chains import chain_letters
from saraban.extract.checkboxes import CheckBox
from saraban.extract.flecks import around, flecks_near, is_broken, without_false_dots
from saraban.extract.images import Gray
from saraban.extract.ink import LARGE, Flags, Ink, Ints
from saraban.extract.joins import join_additions
from saraban.extract.page import Box
from saraban.extract.titles import find_titles, without_titles
from saraban.extract.tones import with_their_tones

INK = 160
"""Darker pixels of a strip, of 255, are ink."""

_EDGE = 0.012
_SPECK = 0.13
_MARK_ABOVE = 1.1  # a tone on a vowel stands as high as that above the consonants
_MARK_ASIDE = 1.1  # a final ะ, a full stop or a quotation mark is no letter of full height
_BELOW_COSTS = 2.5  # marks below stand close to their consonants, marks above may be far from theirs
_REACH_ABOVE, _REACH_BELOW = 1.5, 1.1  # line heights: what of the writing reaches further is cut
_HALO = 0.15  # of a line's height: how far around the ink the paper is shown, for strokes that fade
_OWN, _LOOSE = 1, 2  # whose a piece of ink is: this line's, or that of nobody
_INTO = 0.15  # of a line's height that large ink must reach into it to be shown with it


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of print: its box in the picture it was found in, the pixels of that box without its neighbours'
    ink, and `unit`, the height of its consonants in pixels.

    `stamp`: which of the page's marks it stands in; `to_page`: 2 x 3, from the picture of that stamp to the page;
    `checks`: the check boxes in and before it, from left to right.
    """

    box: Box
    pixels: Gray
    unit: float
    stamp: int | None = None
    to_page: Numbers | None = None
    checks: tuple[CheckBox, ...] = ()


def mapped(box: Box, to_page: Numbers) -> Box:
    """The box around a box that a 2 x 3 matrix moves and turns."""
    left, top, right, bottom = box
    corners = np.asarray([[left, right, right, left], [top, top, bottom, bottom], [1, 1, 1, 1]], np.float64)
    (x0, y0), (x1, y1) = (to_page @ corners).min(axis=1), (to_page @ corners).max(axis=1)
    return round(x0), round(y0), round(x1), round(y1)


def find_lines(ink: Ink) -> tuple[Strip, ...]:
    """The text lines of a straight page or stamp, top to bottom and left to right."""
    ink = without_false_dots(ink)
    titles, letters = find_titles(ink)
    body, chains = chain_letters(without_titles(ink, letters))
    lines = [*bands_of(body, chains, ink.letter), *titles]
    lines, groups = absorb_marks(lines, [*(body.label[chain.members] for chain in chains), *letters])
    lines, groups = part_asides(ink, lines, groups)
    lines, groups = join_additions(ink, lines, groups)
    ink, owner = with_their_tones(ink, lines, _owners(ink, lines, groups))
    strips = [_strip(ink, owner, number, line) for number, line in enumerate(lines)]
    found = [
        (line, strip) for line, strip in zip(lines, strips, strict=True) if _is_print(line, ink.gray.shape)
    ]
    return _reading_order(found)


def _owners(ink: Ink, lines: list[Band], groups: list[Ints]) -> Ints:
    """For each label the line that it belongs to; -1 nobody's (paper, dots, specks), -2 anybody's (too large)."""
    blobs = ink.blobs
    owner = np.full(len(blobs) + 1, -1, np.int32)
    owner[blobs.label[blobs.height > LARGE * ink.letter]] = -2
    least = np.full(len(blobs) + 1, np.inf)
    centre = (blobs.left + blobs.right) / 2
    speck = np.maximum(blobs.width, blobs.height) < _SPECK * ink.letter
    loose: Flags = ~ink.dots & ~speck & (blobs.height <= LARGE * ink.letter)
    for number, line in enumerate(lines):
        unit = line.height
        inside = (centre >= line.left - _MARK_ASIDE * unit) & (centre <= line.right + _MARK_ASIDE * unit)
        fall = line.fall(centre)
        above = np.maximum(line.top + fall - blobs.bottom, 0) / unit
        below = np.maximum(blobs.top - line.foot - fall, 0) / unit
        distance = np.maximum(above, _BELOW_COSTS * below)
        mine = loose & inside & (above <= _MARK_ABOVE) & (below <= BELOW) & (distance < least[blobs.label])
        owner[blobs.label[mine]] = number
        least[blobs.label[mine]] = distance[mine]
    for number, labels in enumerate(groups):
        owner[labels] = number
    return owner


def _is_print(line: Band, shape: tuple[int, ...]) -> bool:
    """False for the shadow of the paper's edge and for a single upright stroke."""
    height, width = shape
    inside = line.right > _EDGE * width and line.left < (1 - _EDGE) * width
    inside = inside and line.foot > _EDGE * height and line.top < (1 - _EDGE) * height
    return inside and line.right - line.left > 0.3 * line.height


def _strip(ink: Ink, owner: Ints, number: int, line: Band) -> Strip:
    """The picture of a line: its box, larger where its own marks stick out, and no ink of its neighbours."""
    left, top, right, bottom = line.box(ink.gray.shape)
    mine = ink.blobs.of(owner[ink.blobs.label] == number)
    if len(mine):
        aside, fall = round(ASIDE * line.height), line.fall((mine.left + mine.right) / 2)
        left, right = min(left, int(mine.left.min()) - aside), max(right, int(mine.right.max()) + aside)
        highest, lowest = line.top - _REACH_ABOVE * line.height, line.foot + _REACH_BELOW * line.height
        top = min(top, int(max((mine.top - fall).min(), highest)) - 1)
        bottom = max(bottom, int(min((mine.bottom - fall).max(), lowest)) + 1)
    height, width = ink.gray.shape
    left, right = max(0, left), min(right, width)
    ends = line.fall(np.asarray([left, right], np.float64))
    box = (left, max(0, top + round(ends.min())), right, min(bottom + round(ends.max()), height))
    pixels = _pixels(ink, owner, (number, line), box)
    return Strip(box, _level(pixels, line, box, (top, bottom)), line.height)


def _pixels(ink: Ink, owner: Ints, which: tuple[int, Band], box: Box) -> Gray:
    """The ink of one line within its box; of what is too large to be anybody's, that which runs into the line."""
    number, line = which
    left, top, right, bottom = box
    blobs, unit = ink.blobs, line.height
    fall = line.fall(np.clip((blobs.left + blobs.right) / 2, left, right))
    into = (blobs.bottom > line.top + fall + _INTO * unit) & (blobs.top < line.foot + fall - _INTO * unit)
    shown = owner == number
    shown[blobs.label] |= (owner[blobs.label] == -2) & into
    loose = np.append(False, ~ink.dots & (owner[1:] == -1))
    whose = np.where(shown, np.uint8(_OWN), np.where(loose, np.uint8(_LOOSE), np.uint8(0)))
    labels, gray = ink.labels[top:bottom, left:right], ink.gray[top:bottom, left:right]
    darkest = cv2.minMaxLoc(gray, (labels > 0).view(np.uint8))[1]
    dark = gray <= darkest  # with the rules, that are labelled no more
    seen = whose[labels]
    own = around(seen == _OWN, _HALO * unit)
    others = around(dark & (seen == 0), _HALO * unit)
    if is_broken(ink, box):
        own |= flecks_near(gray, own, others, (unit, ink.letter))
    return np.where(own, gray, 255).astype(np.uint8)


def _level(pixels: Gray, line: Band, box: Box, rows: tuple[int, int]) -> Gray:
    """The picture of a sloping line made level: each column moved to the rows of the line's middle."""
    if not line.slope:
        return pixels
    start = float(line.fall(np.asarray([box[0]], np.float64))[0])
    shear = np.asarray([[1, 0, 0], [-line.slope, 1, box[1] - rows[0] - start]])
    size = (pixels.shape[1], rows[1] - rows[0])
    return np.asarray(
        cv2.warpAffine(pixels, shear, size, flags=cv2.INTER_LINEAR, borderValue=(255,)), np.uint8
    )


def _reading_order(found: list[tuple[Band, Strip]]) -> tuple[Strip, ...]:
    """Top to bottom; lines that stand side by side from left to right."""
    rows: list[list[tuple[Band, Strip]]] = []
    for line, strip in sorted(found, key=lambda item: item[0].top + item[0].foot):
        row = rows[-1] if rows else []
        level = (line.top + line.foot) / 2
        if row and all(level < other.foot and not _over(line, other) for other, _ in row):
            row.append((line, strip))
        else:
            rows.append([(line, strip)])
    return tuple(strip for row in rows for _, strip in sorted(row, key=lambda item: item[0].left))


def _over(one: Band, other: Band) -> bool:
    return one.left < other.right and other.left < one.right
