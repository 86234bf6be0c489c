"""A page and its lines, as read: what every reader (OCR, text layer, transcript) delivers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the page as read (turned upright, deskewed)."""

TextFrom = Literal["ocr", "text_layer", "transcript", "none"]


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Something the reader of a record must know about a page: a stable code and one sentence."""

    code: str
    page: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `boxes` and `confidences` (0 to 1) hold one entry a character of `text`.

    A transcript has neither; a text layer has boxes and no confidences.
    """

    number: int
    text: str
    box: Box | None = None
    boxes: tuple[Box, ...] | None = None
    confidences: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the source, numbered from 1, with its lines from top to bottom."""

    number: int
    text_from: TextFrom
    lines: tuple[Line, ...]
    width: int = 0
    height: int = 0
    dpi: int = 0
    rotation: int = 0
    skew: float = 0.0
    warnings: tuple[PageWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What read the pages. `lacks_digits`: the Thai digits its model cannot print; `model_file`: where it lies."""

    ocr: str
    model: str
    model_sha256: str
    model_file: Path | None = None
    lacks_digits: frozenset[str] = frozenset()
