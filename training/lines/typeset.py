"""A line set in type: the face for each stretch of it, and its ink on a blank canvas."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import regex
from PIL import Image, ImageDraw

from training.lines.digits import DIGITS, Cut
from training.lines.faces import Face
from training.lines.patch import Patch, blank, join

_CLUSTER = regex.compile(r"\X")
_DIGITS = regex.compile(f"([{DIGITS}]+)")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a stretch is set. `unit`: height of a consonant in pixels; `spread`: extra space after each letter,
    `gap`: extra space at a blank, both in units; `wobble`: how far letters stand off the base line, in pixels, if
    each is set alone (`spread`); `digits`: the cut that Thai digits are set in instead of the face's own.
    """

    unit: float
    spread: float = 0.0
    gap: float = 0.0
    wobble: float = 0.0
    digits: Cut | None = None


def set_type(text: str, fallback: Sequence[Face], manner: Manner) -> Patch:
    """The ink of a text: each character in the first of the faces that has it.

    Raises ValueError if a character is in none of them.
    """
    if manner.digits and not set(DIGITS).isdisjoint(text):
        return _with_digits(text, fallback, manner, manner.digits)
    pieces = [
        (piece, face.font(round(manner.unit / face.consonant))) for piece, face in split(text, fallback)
    ]
    laid = [
        (part, font, font.getlength(part) + _extra(part, manner))
        for piece, font in pieces
        for part in (_CLUSTER.findall(piece) if manner.spread else _words(piece, manner.gap))
    ]
    advance = sum(width for _, _, width in laid)
    sheet = blank(manner.unit, advance)
    image = Image.fromarray(sheet.ink)
    pen = ImageDraw.Draw(image)
    at = float(sheet.left)
    for number, (part, font, width) in enumerate(laid):
        rise = manner.wobble * math.sin(37.0 * number)
        pen.text((at, sheet.base + rise), part, fill=255, font=font, anchor="ls")
        at += width
    return Patch(np.asarray(image), sheet.base, sheet.left, advance)


def _with_digits(text: str, fallback: Sequence[Face], manner: Manner, cut: Cut) -> Patch:
    parts = [part for part in _DIGITS.split(text) if part]
    patches = [
        cut.set_type(part, fallback[0], manner.unit, manner.spread)
        if part[0] in DIGITS
        else set_type(part, fallback, manner)
        for part in parts
    ]
    return join(patches, manner.unit)


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

    def bolder(self, fonts: tuple[Face, ...]) -> tuple[Face, ...]:
        """The same faces, the first in bold if its family has that."""
        first = fonts[0]
        bold = [face for face in self._fonts if face.family == first.family and face.bold and not face.latin]
        return (max(bold, key=lambda face: face.often), *fonts[1:]) if bold else fonts

    def _those_with(self, needed: frozenset[str], pen: bool) -> tuple[list[Face], list[float]]:
        if (needed, pen) not in self._able:
            able = [f for f in self._fonts if f.pen == pen and not f.latin and needed <= f.characters]
            self._able[needed, pen] = able, list(accumulate(face.often for face in able))
        return self._able[needed, pen]


def _words(piece: str, gap: float) -> list[str]:
    return regex.findall(r"[^ ]* |[^ ]+", piece) if gap else [piece]


def _extra(part: str, manner: Manner) -> float:
    return manner.unit * (manner.spread + (manner.gap if part.endswith(" ") else 0.0))
