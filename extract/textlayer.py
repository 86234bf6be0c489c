"""The text layer of a PDF page: used where it is sound Thai print, refused where OCR must read the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saraban.extract.page import Page


class Layers:
    """The text layers of an open PDF."""

    def page(self, number: int) -> Page | None:
        """The page as its text layer has it, or None when OCR must read it."""
        return None


@contextmanager
def open_layers(path: Path) -> Iterator[Layers]:
    """The layers of the PDF at that path."""
    yield Layers()
