"""Whose ink it is where a stamp lies over print: lines of the page go on beyond a frame, those of a stamp lean with it."""

from __future__ import annotations

import numpy as np

from saraban.extract.bands import Numbers
from saraban.extract.chains import Chain
from saraban.extract.frames import slants
from saraban.extract.images import Gray
from saraban.extract.ink import Blobs, Flags, Ink

PAGE, STAMP = 255, 128
"""Whose ink it is; 0 where that is not known."""

_WORDS_APART, _BEYOND = (
    1.5,
    3,
)  # letter heights between two words; letters that a line of the page has outside
_MARKS = 1.0  # letter heights: how far above and below its letters the marks of a line stand
_LEANS, _LEVEL, _HIDDEN = (
    0.03,
    0.25,
    8.0,
)  # pixels down for each to the right; letter heights: feet of a line, a gap


def whose_ink(ink: Ink, lines: tuple[Blobs, list[Chain]], frame: Numbers) -> Gray:
    """Whose each piece of ink is, by its number (0: paper): the page's is what stands outside a frame, lines that go on
    beyond it, and the marks of both that reach into it; the stamp's are lines which lean as the frame does, also where
    they run over it.

    `lines`: the letters of the page and the chains they form; `frame`: its corners, 4 x 2.
    """
    owner = np.zeros(len(ink.blobs) + 1, np.uint8)
    owner[ink.blobs.label[_from_frame(ink.blobs, frame) > 0]] = PAGE
    body, chains = lines
    away = _from_frame(body, frame)
    rows = [
        (chain.slope, body.of(np.asarray(chain.members)), away[np.asarray(chain.members)]) for chain in chains
    ]
    outside = [row for _, row, far in rows if np.count_nonzero(far > 0) >= _BEYOND]
    lean = float(np.tan(np.radians(slants(frame[None, :2])[0])))
    leaning = []
    for slope, row, far in rows:
        leans = _leans(slope, lean)
        hidden = leans is False and _on_one_foot(row, far, ink.letter)
        through = _goes_on(far, row, (_HIDDEN if hidden else _WORDS_APART) * ink.letter, ink.letter / 2)
        if leans and bool((far <= 0).any()):
            leaning.append(row)
        elif (
            through
            or (len(row) >= _BEYOND and bool((far > 0).all()))
            or (leans is False and any(_in_line(row, other, ink.letter) for other in outside))
        ):
            owner[row.label] = owner[ink.blobs.label[_with(ink, row)]] = PAGE
    for row in leaning:
        owner[row.label] = STAMP
    return owner


def _leans(slope: float | None, lean: float) -> bool | None:
    """Whether a row of letters leans as a frame does, and not as the page; None where that cannot be told."""
    if slope is None or abs(lean) < _LEANS:
        return None
    return abs(slope) > abs(slope - lean)


def _on_one_foot(row: Blobs, away: Numbers, letter: float) -> bool:
    """Whether the letters of a row stand as low outside a frame as inside: one line, and not print beside a stamp."""
    inside = away <= 0
    if inside.all() or not inside.any():
        return False
    return abs(float(np.median(row.bottom[inside]) - np.median(row.bottom[~inside]))) <= _LEVEL * letter


def _in_line(row: Blobs, other: Blobs, letter: float) -> bool:
    """Whether two rows are parts of one line, parted where a stamp hides what stands between."""
    gap = max(int(row.left.min() - other.right.max()), int(other.left.min() - row.right.max()))
    feet = abs(float(np.median(row.bottom)) - float(np.median(other.bottom)))
    return 0 < gap <= _HIDDEN * letter and feet <= _LEVEL * letter


def _with(ink: Ink, row: Blobs) -> Flags:
    """The vowels and tones of a row of letters: what is no taller than these and stands close above or below."""
    blobs, unit = ink.blobs, ink.letter
    across, down = (blobs.left + blobs.right) / 2, (blobs.top + blobs.bottom) / 2
    inside = (across >= row.left.min()) & (across <= row.right.max()) & (blobs.height <= unit)
    reach = _MARKS * unit
    return np.asarray(
        inside & (down >= np.median(row.top) - reach) & (down <= np.median(row.bottom) + reach), np.bool_
    )


def _goes_on(away: Numbers, row: Blobs, gap: float, clear: float) -> bool:
    """Whether a row of letters goes on outside a frame, after no more than a gap; there, `clear` of it."""
    inside, outside = away <= 0, away > clear
    if np.count_nonzero(outside) < _BEYOND or not inside.any():
        return False
    near = np.flatnonzero(inside | outside)
    crossing = np.flatnonzero(inside[near][1:] != inside[near][:-1])
    return bool((row.left[near[crossing + 1]] - row.right[near[crossing]] <= gap).any())


def _from_frame(blobs: Blobs, frame: Numbers) -> Numbers:
    """How far the middle of each blob lies outside a frame, in pixels; negative inside."""
    middle = np.column_stack((blobs.left + blobs.right, blobs.top + blobs.bottom)) / 2 - frame[0]
    away = np.full(len(blobs), -np.inf)
    for side in (frame[1] - frame[0], frame[3] - frame[0]):
        length = float(np.hypot(*side))
        at = middle @ (side / length)
        away = np.maximum(away, np.maximum(-at, at - length))
    return away
