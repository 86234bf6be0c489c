"""What a model says of its own reading, held against the truth: how sure of each character, and was it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from saraban.extract.confidence import kind_of
from saraban.extract.lines import Strip
from saraban.extract.ocr import read_strips
from saraban.extract.page import Engine, Line
from training.score import align

Gray = NDArray[np.uint8]

_APART = 1000  # rows from one picture to the next: a line's box tells which picture it was
_CALL = 100  # pictures a call of Tesseract
_UNITS = 2.55  # a strip is that many consonants high: see `_CROP_*` of `training.lines.painter`
SARA_AM = "\u0e33"


@dataclass(frozen=True, slots=True)
class Seen:
    """A character, or the place between two of them (`kind` "between"); `sure`: what Tesseract said, 0 to 1;
    `right`: the character is the one that stands there; between two, that none is missing.
    """

    kind: str
    sure: float
    right: bool


def read_pictures(pictures: Sequence[Gray], engine: Engine) -> list[Line | None]:
    """Each picture of a line as Tesseract reads it; None where it reads nothing."""
    found: list[Line | None] = [None] * len(pictures)
    for start in range(0, len(pictures), _CALL):
        strips = [
            _strip(number, pictures[number]) for number in range(start, min(start + _CALL, len(pictures)))
        ]
        for line in read_strips(strips, engine):
            if line.box is not None:
                found[line.box[1] // _APART] = line
    return found


def _strip(number: int, picture: Gray) -> Strip:
    height, width = picture.shape
    top = number * _APART
    return Strip((0, top, width, top + height), picture, height / _UNITS)


def decomposed(text: str) -> str:
    """A text without its spaces, ำ as ํ and า: as Tesseract prints it."""
    return "".join(text.replace(SARA_AM, "\u0e4d\u0e32").split())


def compared(truth: str, line: Line) -> Iterator[Seen]:
    """Every character of a line, and every place between two, with what became of it; spaces do not count.

    What the truth has before the first character and after the last is not missed. Of no truth nothing is told.
    """
    if not truth:
        return
    told = [
        (character, sure)
        for character, sure in zip(line.text, line.confidences or (), strict=True)
        if not character.isspace()
    ]
    read = "".join(character for character, _ in told)
    missing = False
    right: list[bool] = []
    whole: list[bool] = []
    for one, other in align(decomposed(truth), read):
        if other:
            right.append(one == other)
            whole.append(not missing)
        missing = not other
    for (character, sure), is_right in zip(told, right, strict=True):
        yield Seen(kind_of(character), sure, is_right)
    for ((_, before), (_, after)), is_whole in zip(pairwise(told), whole[1:], strict=True):
        yield Seen("between", min(before, after), is_whole)
