"""Stamps on a page (ตราประทับ): found by their frames, taken off the page, made level."""

from __future__ import annotations

from dataclasses import dataclass

from saraban.extract.bands import Numbers
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import Ink
from saraban.extract.page import Mark


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp: where it stands, its own ink on white made level, and the way from there to the page (2 x 3)."""

    mark: Mark
    pixels: Gray
    to_page: Numbers


def part_stamps(picture: Picture, ink: Ink) -> tuple[Gray, tuple[Stamp, ...]]:
    """A straight page without its stamps, and the stamps from top to bottom."""
    return picture.gray, ()
