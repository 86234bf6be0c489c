"""The pictures of pages as they were read, for people to look at: upright, straight, in their colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from saraban.extract.errors import ReadingFailed
from saraban.extract.page import Page
from saraban.extract.source import PDF, Source, printable

if TYPE_CHECKING:
    from saraban.extract.images import Gray, Picture


def page_pictures(source: Source, pages: Sequence[Page]) -> Iterator[tuple[Page, Gray]]:
    """Pages that were read, each with its picture, one in memory at a time: gray (rows x columns) or, where the
    page has colours, red, green and blue (rows x columns x 3). The boxes of the page are places in it.

    The picture is decoded anew and brought to the same place in the same way; nothing is read a second time.
    Raises the errors of the readers of pages, and ReadingFailed where the file is no longer what was read.
    """
    for page in sorted(pages, key=lambda page: page.number):
        yield page, _as_read(_picture(source, page.number), page, source.name)


def _picture(source: Source, number: int) -> Picture:
    if source.media_type == PDF:
        from saraban.extract.pdf import render_page

        return render_page(source.path, number)
    from saraban.extract.images import image_page

    return image_page(source.path, number)


def _as_read(picture: Picture, page: Page, name: str) -> Gray:
    import cv2
    import numpy as np

    size = (page.width, page.height)
    if page.text_from == "text_layer":  # its boxes are at 300 dpi, however large the page
        return np.asarray(cv2.resize(_seen(picture), size, interpolation=cv2.INTER_AREA), np.uint8)
    from saraban.extract.upright import as_read

    pixels = _seen(as_read(picture, page.rotation))
    if (pixels.shape[1], pixels.shape[0]) != size:
        raise ReadingFailed(f"{printable(name)} has changed since it was read; read it again")
    return pixels


def _seen(picture: Picture) -> Gray:
    return picture.gray if picture.colour is None else picture.colour
