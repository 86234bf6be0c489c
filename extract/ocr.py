"""Line pictures through Tesseract: one call a page, each character with its box and confidence."""

from __future__ import annotations

import os
import shlex
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytesseract
from pytesseract import pytesseract as command

from saraban.extract.engine import INSTALL
from saraban.extract.errors import EngineMissing, ReadingFailed
from saraban.extract.lines import Strip
from saraban.extract.page import Box, Boxes, Engine, Line, packed

SECONDS_A_PAGE = 120
_LANGUAGE = "model"
_NOISE = 0.5
_SPACE = 0.75  # of a consonant's height
_INK = 160
_UNSURE = 2  # characters: the boxes of Tesseract are not exact
_SETTINGS = "--psm 13 -c preserve_interword_spaces=1 -c tessedit_create_tsv=1 -c tessedit_create_txt=1"
_PAGE, _LEFT, _TOP, _WIDTH, _HEIGHT, _CONFIDENCE, _TEXT = 1, 6, 7, 8, 9, 10, 11
_COLUMNS, _WORD_LEVEL = 12, "5"


@dataclass(frozen=True, slots=True)
class _Piece:
    """What Tesseract calls a word: of Thai one character, of Latin several; in pixels of the line picture."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


def read_strips(strips: Sequence[Strip], engine: Engine) -> tuple[Line, ...]:
    """Every strip as a line of text, numbered from 1; strips without any text are left out.

    Raises ReadingFailed when Tesseract fails or takes more than SECONDS_A_PAGE, EngineMissing.
    """
    if not strips:
        return ()
    with tempfile.TemporaryDirectory(prefix="saraban-") as folder:
        texts, pieces = _run(strips, engine, Path(folder))
    lines: list[Line] = []
    for strip, text, found in zip(strips, texts, pieces, strict=True):
        line = _line(len(lines) + 1, text, found, strip)
        if line is not None:
            lines.append(line)
    return tuple(lines)


def _run(strips: Sequence[Strip], engine: Engine, folder: Path) -> tuple[list[str], list[list[_Piece]]]:
    """Tesseract over a list of pictures that we wrote ourselves: it opens whatever a list names."""
    names = []
    for number, strip in enumerate(strips):
        name = folder / f"{number:05d}.png"
        if not cv2.imwrite(str(name), strip.pixels, [cv2.IMWRITE_PNG_COMPRESSION, 1]):
            raise ReadingFailed(
                "a line picture could not be written to the temporary folder; is the disk full?"
            )
        names.append(f"{name}\n")
    listed, out = folder / "list.txt", folder / "out"
    listed.write_text("".join(names))
    if engine.model_file is None:
        raise EngineMissing(f"the engine has no model; {INSTALL}")
    (folder / f"{_LANGUAGE}.traineddata").symlink_to(engine.model_file)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # pytesseract hands its own environment on, and takes no other
    try:
        command.run_tesseract(
            str(listed),
            str(out),
            extension="",
            lang=_LANGUAGE,
            config=f"--tessdata-dir {shlex.quote(str(folder))} {_SETTINGS}",
            timeout=SECONDS_A_PAGE,
        )
        texts = out.with_suffix(".txt").read_text(encoding="utf-8").split("\f")
        table = out.with_suffix(".tsv").read_text(encoding="utf-8")
    except pytesseract.TesseractNotFoundError as error:
        raise EngineMissing(f"tesseract is missing; {INSTALL}") from error
    except (RuntimeError, OSError, UnicodeDecodeError) as error:
        raise ReadingFailed(f"tesseract failed: {error}") from error
    if len(texts) != len(strips):
        raise ReadingFailed(f"tesseract read {len(texts)} of {len(strips)} lines")
    return texts, _pieces(table, len(strips))


def _pieces(table: str, count: int) -> list[list[_Piece]]:
    """The words of the table of each line picture; `page_num` says which picture."""
    pieces: list[list[_Piece]] = [[] for _ in range(count)]
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[_TEXT].strip():
            continue
        left, top = int(cells[_LEFT]), int(cells[_TOP])
        right, bottom = left + int(cells[_WIDTH]), top + int(cells[_HEIGHT])
        confidence = min(max(float(cells[_CONFIDENCE]) / 100, 0.0), 1.0)
        pieces[int(cells[_PAGE]) - 1].append(_Piece(cells[_TEXT], left, top, right, bottom, confidence))
    return pieces


def _line(number: int, text: str, pieces: list[_Piece], strip: Strip) -> Line | None:
    """The text of one strip with a box and a confidence for each character.

    The table has no spaces, the text has no boxes: the words of the table are found in the text one after
    the other. A space takes the room between its neighbours.
    """
    spread = [character for piece in pieces for character in _characters(piece, strip.box)]
    spaced = _spaced("".join(text.split("\n")).strip(), spread, strip)
    if not spread or _is_noise(spread):
        return None
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
    return Line(number, "".join(texts), strip.box, Boxes(boxes), packed(confidences))


def _spaced(text: str, spread: list[tuple[str, Box, float]], strip: Strip) -> list[bool]:
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
    inked = np.flatnonzero((strip.pixels < _INK).any(axis=0))
    if len(inked) < 2:
        return []
    widths = np.diff(inked)
    between = widths[widths > 1]
    wide = max(_SPACE * strip.unit, 3 * float(np.median(between))) if len(between) else np.inf
    at = np.flatnonzero(widths > wide)
    return [float(inked[i] + inked[i + 1]) / 2 for i in at]


def _is_noise(spread: list[tuple[str, Box, float]]) -> bool:
    """One or two characters that the engine itself does not believe: specks and strokes."""
    return len(spread) <= 2 and max(confidence for _, _, confidence in spread) < _NOISE


def _characters(piece: _Piece, box: Box) -> list[tuple[str, Box, float]]:
    """The characters of a word, each with its share of the word's width, in pixels of the page.

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
