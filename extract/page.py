"""A page and its lines, as read: what every reader (OCR, text layer, transcript) delivers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal, overload

from saraban.extract.confidence import Calibration

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the page as read (turned upright, deskewed)."""

DpiSource = Literal["file", "letters", "size", "none"]
"""What tells the resolution of a page: the file, where that can be true; the size of its letters; the size of the
picture, taken for A4; nothing, where there is no picture.
"""

TextFrom = Literal["ocr", "text_layer", "transcript", "none"]


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Something the reader of a record must know about a page: a stable code and one sentence."""

    code: str
    page: int
    message: str


PAGE_FAILED = "page_failed"
"""The warning in the place of a page that could not be read, and the reason for review of what is beside it."""


class Boxes(Sequence[Box]):
    """The boxes of a line's characters, packed: a long file keeps those of all its pages."""

    __slots__ = ("_edges",)

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._edges = array("i", chain.from_iterable(boxes))

    def __len__(self) -> int:
        return len(self._edges) // 4

    @overload
    def __getitem__(self, at: int) -> Box: ...
    @overload
    def __getitem__(self, at: slice) -> list[Box]: ...
    def __getitem__(self, at: int | slice) -> Box | list[Box]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        start = at % len(self) * 4
        left, top, right, bottom = self._edges[start : start + 4]
        return left, top, right, bottom

    def __iter__(self) -> Iterator[Box]:
        edges = iter(self._edges)
        return zip(edges, edges, edges, edges, strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(self._edges.tobytes())


def packed(confidences: Iterable[float]) -> Sequence[float]:
    """The confidences of a line's characters, packed like its boxes."""
    return array("d", confidences)


MarkKind = Literal["stamp", "seal", "check_box", "signature", "handwriting", "emblem", "streak"]
"""What stands on a page beside its print: ตราประทับ, ตราชื่อส่วนราชการ, ช่องกาเครื่องหมาย, ลายมือชื่อ, ลายมือเขียน, ตราครุฑ,
รอยเส้นพาดตัวพิมพ์.
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a page that is no running print, and where.

    `angle`: degrees that it is set askew, falling to the right; `ink`: the name of its colour, "black" where there is
    none; `state` of a check box: "empty", "ticked" or "crossed"; `lines`: numbers of the lines that stand in it,
    or that a streak runs into; handwriting without one was not read.
    """

    kind: MarkKind
    box: Box
    angle: float = 0.0
    ink: str = "black"
    state: str | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `boxes` and `confidences` (0 to 1) hold one entry a character of `text`.

    A transcript has neither; a text layer has boxes and no confidences. `by_hand`: the places in `text` of digits
    that look written by hand. `stamp`: which of the page's marks it stands in, None for a line of the page itself.
    `uneven`: its letters stand as unevenly as those of handwriting.
    """

    number: int
    text: str
    box: Box | None = None
    boxes: Sequence[Box] | None = None
    confidences: Sequence[float] | None = None
    by_hand: tuple[int, ...] = ()
    stamp: int | None = None
    uneven: bool = False

    @property
    def confidence(self) -> float | None:
        """The mean of its characters; None where nobody tells."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the source, numbered from 1, with its lines from top to bottom."""

    number: int
    text_from: TextFrom
    lines: tuple[Line, ...]
    width: int = 0
    height: int = 0
    dpi: int = 0
    dpi_source: DpiSource = "none"
    rotation: int = 0
    skew: float = 0.0
    marks: tuple[Mark, ...] = ()
    warnings: tuple[PageWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What read the pages. `lacks_digits`: the Thai digits its model cannot print; `model_file`: where it lies;
    `calibration`: what its confidences mean, None where nobody measured that; `cage`: the layers around it.
    """

    ocr: str
    model: str
    model_sha256: str
    model_file: Path | None = None
    lacks_digits: frozenset[str] = frozenset()
    calibration: Calibration | None = None
    cage: tuple[str, ...] = ()
