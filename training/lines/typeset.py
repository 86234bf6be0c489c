"""A line set in type: the face for each stretch of it, and its ink on a blank canvas."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import regex
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from training.lines.faces import Face

Gray = NDArray[np.uint8]
ABOVE, BELOW = 1.6, 1.0
"""Room of a patch above the consonants and below the base line, in consonant heights."""

_CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a stretch is set. `unit`: height of a consonant in pixels; `spread`: extra space after each letter,
    `gap`: extra space at a blank, both in units.
    """

    unit: float
    spread: float = 0.0
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Patch:
    """Ink (0 none, 255 full) of a stretch; `base`: the row that its letters stand on; `advance`: its width."""

    ink: Gray
    base: int
    left: int
    advance: float


def blank(unit: float, width: float) -> tuple[Image.Image, int, int]:
    """An empty canvas for a stretch that wide, the row of its base line and its left margin."""
    left = round(unit)
    base = round((1 + ABOVE) * unit)
    return Image.new("L", (round(width) + 2 * left, base + round(BELOW * unit)), 0), base, left


def set_type(text: str, fallback: Sequence[Face], manner: Manner) -> Patch:
    """The ink of a text: each character in the first of the faces that has it.

    Raises ValueError if a character is in none of them.
    """
    pieces = [
        (piece, face.font(round(manner.unit / face.consonant))) for piece, face in split(text, fallback)
    ]
    laid = [
        (part, font, font.getlength(part) + _extra(part, manner))
        for piece, font in pieces
        for part in (_CLUSTER.findall(piece) if manner.spread else _words(piece, manner.gap))
    ]
    advance = sum(width for _, _, width in laid)
    image, base, left = blank(manner.unit, advance)
    draw = ImageDraw.Draw(image)
    at = float(left)
    for part, font, width in laid:
        draw.text((at, base), part, fill=255, font=font, anchor="ls")
        at += width
    return Patch(np.asarray(image), base, left, advance)


def split(text: str, fallback: Sequence[Face]) -> list[tuple[str, Face]]:
    """The text in stretches of one face each, always the first face that has the character."""
    pieces: list[tuple[str, Face]] = []
    for character in text:
        face = next((face for face in fallback if character in face.characters), None)
        if face is None:
            raise ValueError(f"no face has U+{ord(character):04X}")
        if pieces and (pieces[-1][1] is face or character == " "):
            pieces[-1] = (pieces[-1][0] + character, pieces[-1][1])
        else:
            pieces.append((character, face))
    return pieces


class Case:
    """The faces at hand, drawn by lot."""

    def __init__(self, fonts: Sequence[Face]) -> None:
        self._fonts = tuple(fonts)
        self._latin = [face for face in fonts if face.latin]
        self._able: dict[tuple[frozenset[str], bool], tuple[list[Face], list[float]]] = {}

    def choose(self, text: str, pen: bool, rng: random.Random) -> tuple[Face, ...]:
        """A face by lot that has all the Thai of the text, and stand-ins for what else it may lack.

        Raises ValueError if no face has all the Thai of the text.
        """
        able, weights = self._those_with(frozenset(c for c in text if "\u0e00" <= c <= "\u0e7f"), pen)
        if not able:
            raise ValueError(f"no face has all the letters of {text!r}")
        first = rng.choices(able, cum_weights=weights)[0]
        same = [face for face in self._latin if face.bold == first.bold]
        rng.shuffle(same)
        return (first, *same, *self._latin)

    def _those_with(self, needed: frozenset[str], pen: bool) -> tuple[list[Face], list[float]]:
        if (needed, pen) not in self._able:
            able = [f for f in self._fonts if f.pen == pen and not f.latin and needed <= f.characters]
            self._able[needed, pen] = able, list(accumulate(face.often for face in able))
        return self._able[needed, pen]


def _words(piece: str, gap: float) -> list[str]:
    return regex.findall(r"[^ ]* |[^ ]+", piece) if gap else [piece]


def _extra(part: str, manner: Manner) -> float:
    return manner.unit * (manner.spread + (manner.gap if part.endswith(" ") else 0.0))
