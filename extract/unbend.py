"""A bent page made flat: one smooth bend of the paper that makes all its lines level (photographs, books)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from saraban.extract.bands import Numbers
from saraban.extract.chains import chain_letters
from saraban.extract.images import Colour, Gray
from saraban.extract.ink import Ink, Ints

Reals = NDArray[np.float32]

_LINE_LETTERS, _LINES_MIN = 10, 6  # shorter lines tell little, and fewer no bend of a page
_ROUNDS = 8
_OUTLYING = (2.0, 0.35)  # letters off their line, in the first round and the last: feet of marks and of tails
_FIRM = 1e-3  # how much a bend is held back where no line tells of it
_PRESSED = 0.5  # paper seen askew is not pressed to less of its height than that
_GRID = 16  # pixels between the places at which the bend is computed


@dataclass(frozen=True, slots=True)
class Bend:
    """How much lower each line lies left and right than in the middle of the page, in pixels, as a polynomial.

    `weights`: one a term; `size`: width and height of the page.
    """

    weights: Numbers
    size: tuple[int, int]

    def fall(self, across: Numbers, level: Numbers) -> Numbers:
        """How much lower than in the middle the line lies at `across` that lies at `level` there."""
        return np.asarray(_terms(across, level, self.size) @ self.weights, np.float64)

    def flat(self, across: Numbers, down: Numbers) -> Numbers:
        """How low places of the bent page lie on the flat one."""
        level = down
        for _ in range(_ROUNDS):
            level = down - self.fall(across, level)
        return level

    def from_bent(self, rows: tuple[int, int]) -> tuple[Reals, Reals]:
        """Where each pixel of the flat page, from the first of the rows up to the second, lies on the bent one: how far
        from the left and from the top.
        """
        width = self.size[0]
        lefts, tops = np.arange(0, width + _GRID, _GRID), np.arange(rows[0], rows[1] + _GRID, _GRID)
        across, level = np.meshgrid(lefts.astype(np.float64), tops.astype(np.float64))
        grid = (level + self.fall(across, level)).astype(np.float32)
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(rows[1] - rows[0], dtype=np.float32))
        y /= _GRID
        down = cv2.remap(grid, x / np.float32(_GRID), y, cv2.INTER_LINEAR)
        return x, np.asarray(down, np.float32)


def flattened(pixels: Gray | Colour, from_bent: tuple[Reals, Reals], how: int) -> Gray:
    """A picture of a bent page, gray or in colours, made flat. `how`: the interpolation of OpenCV."""
    paper = np.median(pixels[::8, ::8], axis=(0, 1)).reshape(-1).tolist()
    return np.asarray(cv2.remap(pixels, *from_bent, how, borderValue=paper), np.uint8)


def find_bend(ink: Ink) -> Bend | None:
    """The bend under which the letters of every long line stand level; None for few lines or what no paper does.

    Where a line lies on the flat page depends on the bend: both are found in turns, and what lies off its line is
    left out, more strictly in each round.
    """
    across, down, line = _long_lines(ink)
    count = int(line.max()) + 1 if len(line) else 0
    if count < _LINES_MIN:
        return None
    height, width = ink.gray.shape
    bend = Bend(np.zeros(_terms(across[:1], down[:1], (width, height)).shape[1]), (width, height))
    for outlying in np.linspace(*_OUTLYING, _ROUNDS):
        flat = bend.flat(across, down)
        level = np.asarray([np.median(flat[line == one]) for one in range(count)])[line]
        terms = _off_mean(_terms(across, level, bend.size), line)
        rest = _off_mean(down[:, None], line)[:, 0]
        near = np.abs(rest - terms @ bend.weights) < outlying * ink.letter
        held = terms[near].T @ terms[near] + _FIRM * len(line) * np.eye(terms.shape[1])
        bend = Bend(np.linalg.solve(held, terms[near].T @ rest[near]), bend.size)
    return bend if _is_of_paper(bend) else None


def _long_lines(ink: Ink) -> tuple[Numbers, Numbers, Ints]:
    """The middles and feet of the letters of long lines, and which line each is of."""
    body, chains = chain_letters(ink)
    lines = [chain.members for chain in chains if len(chain.members) >= _LINE_LETTERS]
    members = np.asarray([member for line in lines for member in line], np.intp)
    number = np.repeat(np.arange(len(lines), dtype=np.int32), [len(line) for line in lines])
    return (body.left + body.right)[members] / 2, body.bottom[members].astype(np.float64), number


def _terms(across: Numbers, level: Numbers, size: tuple[int, int]) -> Numbers:
    """The terms of the bend (last axis): 0 in the middle of the page, to the third power from side to side."""
    x, y = 2 * across / size[0] - 1, 2 * level / size[1] - 1
    return np.stack([x, x**2, x**3, x * y, x**2 * y, x**3 * y, x * y**2, x**2 * y**2, x * y**3], axis=-1)


def _off_mean(values: Numbers, line: Ints) -> Numbers:
    """Each row of values less the mean of the rows of its line."""
    sums = np.zeros((int(line.max()) + 1, values.shape[1]))
    np.add.at(sums, line, values)
    return np.asarray(values - (sums / np.bincount(line)[:, None])[line], np.float64)


def _is_of_paper(bend: Bend) -> bool:
    """Whether the flat page keeps the order of its rows and nearly their distances."""
    width, height = bend.size
    across, level = np.meshgrid(np.linspace(0, width, 9), np.linspace(0, height, 25))
    steps = np.diff(level + bend.fall(across, level), axis=0) / (height / 24)
    return bool(steps.min() > _PRESSED and steps.max() < 1 / _PRESSED)
