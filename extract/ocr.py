"""Line pictures through Tesseract: one call a page, each character with its box and confidence."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from saraban.extract.again import names_again
from saraban.extract.choices import spelt_out, whole_box
from saraban.extract.confidence import Calibration
from saraban.extract.errors import ReadingFailed
from saraban.extract.hand import by_hand, stands_unevenly
from saraban.extract.lines import INK, Strip, mapped
from saraban.extract.page import Box, Boxes, Engine, Line, packed
from saraban.extract.recognise import recognise
from saraban.extract.stampdays import days_again

_NOISE = 0.5
_SPACE = 0.75  # of a consonant's height
_UNSURE = 2  # characters: the boxes of Tesseract are not exact
_PICTURE = "<div class='ocr_page'"
_SIGN = re.compile(r"x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([-.\d]+)'>([^<]*)<")
_WORD_SCALE = 7  # Tesseract tells of words seven times as far from 100 as of characters: see `_pieces`


_Character = tuple[str, Box, float]
"""A character, its box on the page, and how sure Tesseract is of it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What Tesseract calls a symbol, nearly always one character; in pixels of the line picture."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


def read_strips(strips: Sequence[Strip], engine: Engine) -> tuple[Line, ...]:
    """Every strip as a line of text, numbered from 1; strips without any text are left out. One call for all of them,
    and one more each where names and days of stamps are doubted.

    Raises ReadingFailed when Tesseract fails or takes too long, OutOfMemory, EngineMissing.
    """
    if not strips:
        return ()
    read = zip(_lines_of(strips, engine), strips, strict=True)
    there = [(line, strip) for line, strip in read if line is not None]
    dated = days_again(there, lambda again: _lines_of(again, engine))
    named = [(line, strip.pixels) for line, (_, strip) in zip(dated, there, strict=True)]
    lines = names_again(named, lambda pictures: recognise(pictures, engine)[0])
    return tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))


def _lines_of(strips: Sequence[Strip], engine: Engine) -> list[Line | None]:
    """What each strip says; None where there is no text. One call for all of them."""
    texts, told = recognise([strip.pixels for strip in strips], engine)
    pieces = _pieces(told)
    if not len(texts) == len(pieces) == len(strips):
        raise ReadingFailed(f"tesseract read {min(len(texts), len(pieces))} of {len(strips)} lines")
    lines: list[Line | None] = []
    for strip, text, found in zip(strips, texts, pieces, strict=True):
        spread = [character for piece in found for character in _characters(piece, strip.box)]
        said = bool(spread) and not _is_noise(spread)
        lines.append(_line(text, _calibrated(spread, engine.calibration), strip) if said else None)
    return lines


def _pieces(told: str) -> list[list[_Piece]]:
    """The symbols of each line picture, from Tesseract's hOCR.

    Its TSV has boxes and confidences of words: of Thai each character is one, of Arabic digits a whole number
    is, as sure as the least of them. The confidence is on the scale of those words, on which others know it.
    """
    return [
        [
            _Piece(html.unescape(text), int(left), int(top), int(right), int(bottom), _word_like(float(sure)))
            for left, top, right, bottom, sure, text in _SIGN.findall(picture)
        ]
        for picture in told.split(_PICTURE)[1:]
    ]


def _word_like(sure: float) -> float:
    """The confidence of a symbol, 0 to 100, as that of a word, 0 to 1."""
    return min(max(1 - _WORD_SCALE * (1 - sure / 100), 0.0), 1.0)


def _line(text: str, spread: list[_Character], strip: Strip) -> Line:
    """The text of one strip, which has no number yet, with a box and a confidence for each character.

    The symbols have no spaces, the text has no boxes: the ones are found in the other in order. A space takes
    the room between its neighbours.
    """
    spaced = _spaced("".join(text.split("\n")).strip(), spread, strip)
    spread, spaced = spelt_out(strip.checks, spread, spaced)
    boxes: list[Box] = []
    confidences: list[float] = []
    texts: list[str] = []
    for (character, box, confidence), space in zip(spread, spaced, strict=True):
        if space:
            left, right = sorted((boxes[-1][2], box[0]))
            boxes.append((left, strip.box[1], right, strip.box[3]))
            confidences.append(min(confidences[-1], confidence))
            texts.append(" ")
        boxes.append(box)
        confidences.append(confidence)
        texts.append(character)
    left, top, right, bottom = boxes[-1]  # Tesseract ends the last box inside the last letter
    boxes[-1] = (left, top, max(right, min(strip.box[2], right + (bottom - top) // 4)), bottom)
    written = by_hand(strip, texts, boxes)
    around, boxes = _on_page(strip, boxes)
    uneven = stands_unevenly(strip)
    return Line(0, "".join(texts), around, Boxes(boxes), packed(confidences), written, strip.stamp, uneven)


def _on_page(strip: Strip, boxes: list[Box]) -> tuple[Box, list[Box]]:
    """The boxes of a strip and of its characters as boxes of the page; those of a stamp may be set askew."""
    box = whole_box(strip)
    if strip.to_page is None:
        return box, boxes
    return mapped(box, strip.to_page), [mapped(box, strip.to_page) for box in boxes]


def _spaced(text: str, spread: list[_Character], strip: Strip) -> list[bool]:
    """For each character whether a space comes before it: where Tesseract printed one, and at wide gaps,
    where it sometimes forgets to.
    """
    spaces: list[bool] = []
    if "".join(text.split()) == "".join(character for character, _, _ in spread):
        pending = False
        for character in text:
            if character.isspace():
                pending = bool(spaces)
            else:
                spaces.append(pending)
                pending = False
    else:
        spaces = [False] * len(spread)
    middles = [(box[0] + box[2]) / 2 - strip.box[0] for _, box, _ in spread]
    for gap in _gaps(strip):
        after = next((i for i, middle in enumerate(middles) if middle > gap), 0)
        known = any(spaces[max(0, after - _UNSURE) : after + _UNSURE + 1])
        if after and not known and unicodedata.category(spread[after][0]) != "Mn":
            spaces[after] = True
    return spaces


def _gaps(strip: Strip) -> list[float]:
    """The middles of the gaps of a strip without any ink, wider than those between letters."""
    inked = np.flatnonzero((strip.pixels < INK).any(axis=0))
    if len(inked) < 2:
        return []
    widths = np.diff(inked)
    between = widths[widths > 1]
    wide = max(_SPACE * strip.unit, 3 * float(np.median(between))) if len(between) else np.inf
    at = np.flatnonzero(widths > wide)
    return [float(inked[i] + inked[i + 1]) / 2 for i in at]


def _calibrated(spread: list[_Character], calibration: Calibration | None) -> list[_Character]:
    """The characters with what their confidences mean, where that was measured."""
    if calibration is None:
        return spread
    characters, boxes, confidences = zip(*spread, strict=True)
    meant = calibration.probabilities(characters, confidences)
    return list(zip(characters, boxes, meant, strict=True))


def _is_noise(spread: list[_Character]) -> bool:
    """One or two characters, one of which the engine itself does not believe: specks and strokes."""
    return len(spread) <= 2 and min(confidence for _, _, confidence in spread) < _NOISE


def _characters(piece: _Piece, box: Box) -> list[_Character]:
    """The characters of a symbol, each with its share of its width, in pixels of the page.

    Up and down a box reaches as far as its line: Tesseract's own heights cut Thai digits in half.
    """
    left, top, right, bottom = box
    width = piece.right - piece.left
    count = len(piece.text)
    shares = []
    for index, character in enumerate(piece.text):
        start = min(max(left + piece.left + width * index // count, left), right)
        stop = min(max(left + piece.left + width * (index + 1) // count, start), right)
        here = (start, top, stop, bottom)
        shares.append((character, here, piece.confidence))
    return [share for share in shares if not share[0].isspace()]
