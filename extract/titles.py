"""Print much larger than that of the page: ด่วนที่สุด beside the emblem, the title of a form.

Poor scans break large letters into flecks of the size of small ones. So large print is looked for from afar, where its flecks
run together and the small print is too small to matter; what a large letter is made of is then none of the small print's.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from saraban.extract.bands import Band, bands_of
from saraban.extract.chains import Chain, chain_letters
from saraban.extract.components import components
from saraban.extract.ink import LARGE, Blobs, Flags, Ink, Ints

_GRAIN = 0.11  # of a letter's height: the cells of the view from afar
_INKED = 0.25  # of a cell
_LEAST, _TALLEST = 1.75, 7.0  # letter heights
_WIDEST, _STACK = (
    1.8,
    0.55,
)  # widths for their height: of a letter; a consonant under its marks is slimmer than the other
_LETTERS, _LIKE = 3, 1.3  # letters of a title at least, and how often their heights go into each other
_SAME = 0.85  # of a large letter's height: a piece of ink that is the letter
_SET = 0.5  # of a title's length is letters
_BEFORE = 6.0  # letter heights between print and what is written into it by hand


def find_titles(ink: Ink) -> tuple[list[Band], list[Ints]]:
    """The bands of lines of large print, and the labels of the pieces of ink that their letters are made of."""
    if not ink.letter:
        return [], []
    seen = _from_afar(ink)
    large = (seen.height > _LEAST * ink.letter) & (seen.height <= _TALLEST * ink.letter)
    large &= seen.width <= _WIDEST * seen.height
    if np.count_nonzero(large) < _LETTERS:
        return [], []
    seen = seen.of(large)
    letter = float(np.median(seen.height))
    title = replace(ink, blobs=seen, dots=np.zeros(len(seen), np.bool_), letter=letter)
    body, chains = chain_letters(title)
    kept: list[Chain] = []
    groups: list[Ints] = []
    for chain in chains:
        letters = np.asarray(chain.members)
        tall = body.height[letters]
        like = letters[(tall <= _LIKE * np.median(tall)) & (_LIKE * tall >= np.median(tall))]
        pieces = _pieces(ink.blobs, body.of(letters))
        found = _is_title(body.of(letters), body.of(like)) and not _beside_print(ink, body.of(like))
        if found and not _is_whole(ink, body.of(like), pieces):
            kept.append(Chain(members=like.tolist()))
            groups.append(pieces)
    return bands_of(body, kept, letter), groups


def without_titles(ink: Ink, groups: list[Ints]) -> Ink:
    """The ink of a page as if the pieces of its titles were not there."""
    rest: Flags = ~np.isin(ink.blobs.label, np.concatenate([*groups, np.zeros(0, np.int32)]))
    return replace(ink, blobs=ink.blobs.of(rest), dots=ink.dots[rest])


def _from_afar(ink: Ink) -> Blobs:
    """The pieces of ink of a page seen from afar, in its pixels."""
    height, width = ink.labels.shape
    cell = max(1.0, _GRAIN * ink.letter)
    size = (max(1, round(width / cell)), max(1, round(height / cell)))
    grain = cv2.resize(ink.mask(), size, interpolation=cv2.INTER_AREA)
    _, stats = components(np.asarray(grain > 255 * _INKED, np.uint8))
    left, top, wide, high, area = (stats[1:, column] for column in range(5))
    x, y = width / size[0], height / size[1]
    return Blobs(
        np.arange(1, len(stats), dtype=np.int32),
        np.rint(left * x).astype(np.int32),
        np.rint(top * y).astype(np.int32),
        np.rint((left + wide) * x).astype(np.int32),
        np.rint((top + high) * y).astype(np.int32),
        area,
    )


def _is_title(row: Blobs, letters: Blobs) -> bool:
    """Whether large pieces in a row are letters: most of one height, no slim stacks, and close by each other."""
    length = row.right.max() - row.left.min()
    alike = len(letters) >= _LETTERS and 2 * len(letters) >= len(row)
    slim = alike and float(np.median(letters.width / letters.height)) < _STACK
    return bool(alike and not slim and row.width.sum() >= _SET * length)


def _beside_print(ink: Ink, row: Blobs) -> bool:
    """Whether letters of the common size stand right before a row of large pieces: then it is written by hand."""
    blobs, unit = ink.blobs, ink.letter
    common = (blobs.height >= 0.75 * unit) & (blobs.height <= 1.3 * unit) & ~ink.dots
    down = (blobs.top + blobs.bottom) / 2
    level = (down > np.median(row.top)) & (down < np.median(row.bottom) + 0.5 * unit)
    near = (blobs.right <= row.left.min()) & (blobs.right > row.left.min() - _BEFORE * unit)
    return int(np.count_nonzero(common & level & near)) >= 2


def _is_whole(ink: Ink, letters: Blobs, pieces: Ints) -> bool:
    """Whether most letters of a row are pieces of ink of a size that common lines take up."""
    tall = ink.blobs.of((pieces - 1).astype(np.intp)).height
    whole = (tall >= _SAME * np.median(letters.height)) & (tall <= LARGE * ink.letter)
    return int(np.count_nonzero(whole)) > len(letters) / 2


def _pieces(blobs: Blobs, row: Blobs) -> Ints:
    """The labels of the blobs that a row of large pieces is made of."""
    across, down = (blobs.left + blobs.right) / 2, (blobs.top + blobs.bottom) / 2
    inside = np.zeros(len(blobs), np.bool_)
    for left, top, right, bottom in zip(row.left, row.top, row.right, row.bottom, strict=True):
        inside |= (across >= left) & (across <= right) & (down >= top) & (down <= bottom)
    return blobs.label[inside]
