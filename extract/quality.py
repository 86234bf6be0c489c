"""What was made of a page: how much of its ink the words that were read explain, and what to say where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np

from saraban.extract.images import Gray
from saraban.extract.ink import LARGE, Flags, Ink, Ints
from saraban.extract.layout import Layout
from saraban.extract.page import Box, Line, PageWarning
from saraban.extract.straight import PIECES_OF_PRINT

_BLANK = 0.0004  # of the page: a dot, a hair
_DUSTY = 0.01  # of the page: more specks than that are no dust
_SPECK_INCHES = 0.03  # as print: smaller than its smallest letters
_TALL = 0.5  # of a letter: signs smaller than that are marks and stops
_SURE = 0.9
POOR_LINE = 0.8  # lines read worse on average are handwriting, or print beyond reading
_NOTHING_READ = 0.8
_NOT_FOUND, _NOT_SURE = 0.1, 0.5  # more than a note in the margin; more than the rest of the page
_UNSURE_MOST = 0.125  # one letter in eight: a doubtful one in every second word
_CELL = 4  # pixels: coverage and traces are looked at that finely
_TRACE, _TRACES = 6, 0.01  # of 255 darker than the paper around it; of the page: a few lines
_WIDE_CELLS = 12  # cells: how far around the paper is looked at
_STANDS_OUT, _SPECKLED = (
    80,
    0.04,
)  # of 255, from the pixels around it; of the page: copies of copies have 0.01
_ROWS = 256  # at a time: so few stay where the processor has them at hand
_SLICE, _SLICES, _IN_ONE_ROW = (0.2, 0.7), 10, 0.9  # of a letter, high and wide; how many, and their share
_LYING, _MIDDLE, _GUTTER = 1.25, (0.42, 0.58), 0.04  # width to height; shares of the width
_PAGE_LETTERS = 100
_BESIDE_INK = 200  # of 255: lighter is no ink, nor its edge


EMPTY = frozenset({"blank_page", "page_noise"})
"""Pages on which nothing is written, whatever an engine sees in their specks."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the ink of a page that has the size of letters, 0 to 1, that no character read explains at all
    (`unfound`), and none that is surely right (`unsure`).

    `doubtful`: the share of characters not surely right in the lines that are not read badly as a whole: how good
    the print is, whatever was written on it by hand.
    """

    unfound: float
    unsure: float
    doubtful: float


def is_speckled(gray: Gray) -> bool:
    """Whether so many pixels of a page stand out from those around them that marks of letters may be lost among them:
    a tone mark is no larger than a few specks, and an engine is sure of what it reads without it.
    """
    alone = 0
    for top in range(0, len(gray), _ROWS):
        above = min(top, 1)
        rows = gray[top - above : top + _ROWS + 1]
        away = np.asarray(cv2.absdiff(rows, cv2.medianBlur(rows, 3)), np.uint8)[above : above + _ROWS]
        alone += int(np.count_nonzero(away > _STANDS_OUT))
    return alone > _SPECKLED * gray.size


def is_sliced(layout: Layout, lines: tuple[Line, ...]) -> bool:
    """Whether letters were cut through: pieces of letters that nobody read end in one row of pixels, all that end near
    it. The feet of print that is whole differ by a pixel or two. A sheet slipped in the feeder, or part was wiped out.
    """
    ink, blobs = layout.ink, layout.ink.blobs
    pieces = (blobs.height >= _SLICE[0] * ink.letter) & (blobs.height < _SLICE[1] * ink.letter) & ~ink.dots
    pieces &= (blobs.width >= _SLICE[0] * ink.letter) & _outside(layout)
    places = (line.boxes or (line.box,) for line in lines if line.box)
    read = _covers((box for boxes in places for box in boxes), ink.gray.shape)
    across, down = blobs.middle
    unread = np.flatnonzero(pieces & ~read[down // _CELL, across // _CELL])
    return any(_are_cut(edges[unread]) for edges in (blobs.top, blobs.bottom))


def _are_cut(edges: Ints) -> bool:
    """Whether many edges lie in the same row, and hardly any in the two rows on either side."""
    if len(edges) < _SLICES:
        return False
    rows = np.bincount(edges + 2)
    most = int(rows.argmax())
    near = int(rows[max(0, most - 2) : most + 3].sum())
    return bool(rows[most] >= max(_SLICES, _IN_ONE_ROW * near))


def is_spread(ink: Ink) -> bool:
    """Whether a lying page is two standing ones side by side, as of an opened file: print on either side of a gutter
    in the middle. Their lines run into each other when they are read as one.
    """
    height, width = ink.gray.shape
    if width < _LYING * height:
        return False
    first, last = (int(share * width) for share in _MIDDLE)
    large = ink.blobs.height >= _TALL * ink.letter
    left, right = ink.blobs.left[large], ink.blobs.right[large]
    if min((right < last).sum(), (left > first).sum()) < _PAGE_LETTERS:
        return False
    covered = np.zeros(width + 1, np.int64)
    np.add.at(covered, np.clip(left, 0, width), 1)
    np.add.at(covered, np.clip(right, 0, width), -1)
    inked = np.flatnonzero(np.cumsum(covered)[first:last])
    return bool(np.diff(inked, prepend=-1, append=last - first).max() > _GUTTER * width)


def verdict(number: int, layout: Layout, lines: tuple[Line, ...], dpi: int) -> PageWarning | None:
    """What to say of page `number`, as it was laid out and read; None for a page that was read.

    The ink decides, not the engine's confidence alone: what was not read has none.
    """
    solid, specks = _solid_and_specks(layout.ink, dpi)
    if solid < _BLANK and specks < _DUSTY:
        return _empty(number, layout.ink)
    coverage = covered(layout, lines)
    nothing = not lines or coverage.unsure > _NOTHING_READ
    if nothing and (specks > solid or len(layout.ink.blobs) > PIECES_OF_PRINT):
        return PageWarning("page_noise", number, "the page is full of specks; no letters were found")
    if not lines:
        return PageWarning("page_unreadable", number, "there is ink on the page but no line of text")
    if nothing:
        message = "next to nothing of the page could be read, whichever way up"
        return PageWarning("page_unreadable", number, message)
    return _partly_read(number, coverage)


def _empty(number: int, ink: Ink) -> PageWarning:
    if _has_traces(ink.gray):
        message = "there are but faint traces on the page: of its back, or of print too pale to read"
        return PageWarning("needs_rescan", number, message)
    return PageWarning("blank_page", number, "the page is blank")


def _partly_read(number: int, coverage: Coverage) -> PageWarning | None:
    if coverage.unfound > _NOT_FOUND or coverage.unsure > _NOT_SURE:
        share = max(coverage.unfound, coverage.unsure)
        message = f"{share:.0%} of what is printed or written on the page was not read with certainty"
        return PageWarning("needs_rescan", number, message)
    if coverage.doubtful > _UNSURE_MOST:
        message = f"the print is poor: {coverage.doubtful:.0%} of its characters are in doubt"
        return PageWarning("needs_rescan", number, message)
    return None


def covered(layout: Layout, lines: tuple[Line, ...]) -> Coverage:
    """How much of the ink of a page was read. Marks (stamps, emblems, signatures) and what is too large for
    letters need no reading.
    """
    ink, blobs = layout.ink, layout.ink.blobs
    across, down = blobs.middle
    sized = (blobs.height >= _TALL * ink.letter) & (blobs.height <= LARGE * ink.letter) & ~ink.dots
    sized &= _outside(layout)
    total = int(blobs.area[sized].sum())
    read = [pair for line in lines for pair in zip(line.boxes or (), line.confidences or (), strict=False)]
    read += [(line.box, 1.0) for line in lines if line.box and line.confidences is None]

    def unexplained(least: float) -> float:
        explained = _covers((box for box, confidence in read if confidence >= least), ink.gray.shape)
        inside = explained[down // _CELL, across // _CELL]
        return float(blobs.area[sized & ~inside].sum() / total) if total else 0.0

    return Coverage(unexplained(0.0), unexplained(_SURE), _doubtful(lines))


def _outside(layout: Layout) -> Flags:
    """Which blobs of a page stand in none of its marks."""
    across, down = layout.ink.blobs.middle
    outside = np.ones(len(across), np.bool_)
    for mark in layout.marks:
        left, top, right, bottom = mark.box
        outside &= (across < left) | (across > right) | (down < top) | (down > bottom)
    return outside


def _covers(boxes: Iterable[Box], shape: tuple[int, ...]) -> Flags:
    """The cells of a page that boxes cover."""
    cells = np.zeros((shape[0] // _CELL + 1, shape[1] // _CELL + 1), np.bool_)
    edges = np.maximum(np.fromiter(chain.from_iterable(boxes), np.int64), 0).reshape(-1, 4) // _CELL
    edges[:, 2:] += 1
    for left, top, right, bottom in edges.tolist():
        cells[top:bottom, left:right] = True
    return cells


def _doubtful(lines: tuple[Line, ...]) -> float:
    """The share of characters not surely right in all lines that are read well on average."""
    values = [np.asarray(line.confidences) for line in lines if line.confidences]
    well = [value for value in values if value.mean() >= POOR_LINE]
    return float((np.concatenate(well) < _SURE).mean()) if well else 0.0


def _solid_and_specks(ink: Ink, dpi: int) -> tuple[float, float]:
    """The shares of the page that are ink of the size of print or larger, and smaller."""
    large = np.maximum(ink.blobs.width, ink.blobs.height) >= _SPECK_INCHES * dpi
    whole = float(ink.blobs.area.sum()) / ink.gray.size
    solid = float(ink.blobs.area[large].sum()) / ink.gray.size
    return solid, whole - solid


def _has_traces(gray: Gray) -> bool:
    """Whether a page without ink shows anything yet, too pale to be ink: paper is not darker here and there."""
    size = (max(1, gray.shape[1] // _CELL), max(1, gray.shape[0] // _CELL))
    cells = cv2.resize(gray, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    inked = cv2.resize((gray < _BESIDE_INK).astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA) > 0
    near = cv2.dilate(inked.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    darker = cv2.GaussianBlur(cells, (0, 0), _WIDE_CELLS) - cells
    return bool(((darker > _TRACE) & ~near).mean() > _TRACES)
