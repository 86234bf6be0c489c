"""What stands on a sheet once it is set: words and strokes, and the page as text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

PAGE = (210.0, 297.0)  # A4 in mm


@dataclass(frozen=True, slots=True)
class Style:
    """How a string is printed."""

    face: str
    size: float
    ink: str = "black"

    @property
    def bold(self) -> Style:
        """The same in bold."""
        return replace(self, face=self.face + "-Bold")


@dataclass(frozen=True, slots=True)
class Words:
    """Text with its baseline's left end at (x, y)."""

    x: float
    y: float
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn thing: garuda | signature | dots | rule."""

    shape: str
    x: float
    y: float
    width: float
    height: float = 0.0
    ink: str = "black"
    seed: int = 0


@dataclass(slots=True)
class Layout:
    """A sheet set in type; `lines` is the page as text, each with the y of its top."""

    words: list[Words] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    lines: list[tuple[float, str]] = field(default_factory=list)
