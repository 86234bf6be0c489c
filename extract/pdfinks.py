"""Whether a PDF page has coloured ink: seen before it is drawn, for colours make drawing three times as slow."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pypdfium2
from PIL import Image

from saraban.extract.images import has_colours

_COLOUR_SPACES = (
    pypdfium2.raw.FPDF_COLORSPACE_INDEXED,
    pypdfium2.raw.FPDF_COLORSPACE_SEPARATION,
    pypdfium2.raw.FPDF_COLORSPACE_DEVICEN,
)
_PAINTS: tuple[Callable[..., int], ...] = (
    pypdfium2.raw.FPDFPageObj_GetFillColor,
    pypdfium2.raw.FPDFPageObj_GetStrokeColor,
)
_GRAY_BITS = 8
_GRAY_SPREAD = 30  # of 255, between the parts of a colour that passes for gray
_DRAFT_PIXELS = 1200  # of the longer side


def page_has_colours(page: pypdfium2.PdfPage) -> bool:
    """Whether there is coloured ink on a page.

    Where the file names a colour on it, the page is drawn small to see whether there is more than gray in RGB.
    """
    noted = pypdfium2.raw.FPDFPage_GetAnnotCount(page) > 0  # drawn with the page, and not among its objects
    if not noted and all(_is_gray(thing) for thing in page.get_objects(max_depth=4)):
        return False
    draft = page.render(scale=_DRAFT_PIXELS / max(page.get_size())).to_pil()
    return isinstance(draft, Image.Image) and has_colours(draft.convert("RGB"))


def _is_gray(thing: pypdfium2.PdfObject) -> bool:
    """Whether something on a page is painted without colours, as far as the file says."""
    if isinstance(thing, pypdfium2.PdfImage):
        told = thing.get_metadata()
        if told.bits_per_pixel > _GRAY_BITS or told.colorspace in _COLOUR_SPACES:
            return False
    parts = [ctypes.c_uint(0) for _ in range(4)]
    for paint in _PAINTS:
        if paint(thing, *parts):
            shades = [part.value for part in parts[:3]]
            if max(shades) - min(shades) > _GRAY_SPREAD:
                return False
    return True
