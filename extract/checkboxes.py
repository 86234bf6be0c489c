"""Check boxes (ช่องกาเครื่องหมาย): found by their frames, ticked, crossed or empty."""

from __future__ import annotations

from saraban.extract.ink import Ink
from saraban.extract.page import Mark


def part_check_boxes(ink: Ink) -> tuple[Ink, tuple[Mark, ...]]:
    """The ink of a page without that of its check boxes and ticks, and the boxes from top to bottom."""
    return ink, ()
