"""PDF files: how many pages there are, counted twice, and one page at a time as a picture."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from saraban.extract.errors import BrokenFile, EncryptedFile, PagesLost, TooLarge
from saraban.extract.images import MOST, READ_DPI, Picture, fits, to_colour
from saraban.extract.jbig2 import shares_shapes
from saraban.extract.page import PageWarning
from saraban.extract.pdfinks import page_has_colours
from saraban.extract.poppler import draw, pages_of, size_of
from saraban.extract.source import printable
from saraban.extract.userunit import unit_of

_DPI_MIN = 25
_SIDE_MIN = 16
_SIDE_READ = 5100  # A3 at 300 dpi
_POINTS_AN_INCH = 72
_ERR_PASSWORD, _ERR_SECURITY = 4, 5
_CHUNK = 1 << 20
_JPEG_END, _JPEG_TAIL = b"\xff\xd9", 4096  # some writers fill up behind the end


def count_pages(path: Path) -> tuple[int, tuple[PageWarning, ...]]:
    """The pages of a PDF as poppler counts them, who will draw them, against the count of PDFium.

    Raises EncryptedFile, BrokenFile, PagesLost (poppler sees fewer), EngineMissing.
    """
    name = printable(path.name)
    second = _pdfium_count(path)
    first = pages_of(path)
    if _cut_off(path):
        raise BrokenFile(f"{name} is cut off: the end of the PDF is missing; get it again")
    if first == 0:
        raise BrokenFile(f"{name} is a PDF without pages")
    if second is None:
        message = "only one of two PDF readers could open the file; check that no page is missing"
        return first, (PageWarning("pdf_damaged", 1, message),)
    if first < second:
        raise PagesLost(
            f"{name}: the renderer finds {first} of {second} pages; repair the PDF (qpdf, mutool)"
        )
    if first > second:
        message = f"two PDF readers count {first} and {second} pages; all {first} were read"
        return first, (PageWarning("page_counts_differ", 1, message),)
    return first, ()


@dataclass(frozen=True, slots=True)
class _Inside:
    """What PDFium sees in a page: whether its JPEGs have their ends, whether a picture shares letter shapes, whether
    there is coloured ink, how many points its unit has.
    """

    whole: bool = True
    shared: bool = False
    coloured: bool = True
    unit: float = 1.0
    warnings: tuple[PageWarning, ...] = ()


def render_page(path: Path, number: int) -> Picture:
    """One page as pixels at 300 dpi, or fewer where the page is very large (warning `downsampled`).

    It is drawn in colours only where something on it may have some.

    Raises PagesLost when poppler does not deliver the page, TooLarge, BrokenFile, EngineMissing.
    """
    name = printable(path.name)
    width, height, turn = size_of(path, number)
    inside = _look_inside(path, number)
    width, height = width * inside.unit, height * inside.unit
    dpi, warnings = _dpi_for(width, height, number, name)
    image, sound = draw(path, number, dpi * inside.unit, grayscale=not inside.coloured)
    try:
        gray, colour = np.asarray(image.convert("L")), to_colour(image)
    except (OSError, ValueError) as error:
        raise PagesLost(f"{name}: poppler broke off while it drew page {number}") from error
    expected = (math.ceil(width * dpi / _POINTS_AN_INCH), math.ceil(height * dpi / _POINTS_AN_INCH))
    if min(gray.shape) < _SIDE_MIN or not _alike(gray.shape, expected):
        size = f"{gray.shape[1]} x {gray.shape[0]} pixels instead of {expected[0]} x {expected[1]}"
        raise PagesLost(f"{name}: poppler drew page {number} with {size}")
    damaged = not (inside.whole and sound)
    warnings = (*inside.warnings, *warnings, *_told(number, turn, damaged=damaged, shared=inside.shared))
    return Picture(gray, dpi, warnings, colour)


def _told(number: int, turn: int, *, damaged: bool, shared: bool) -> Iterator[PageWarning]:
    """Warnings of a page that was drawn. `turn`: what the PDF asks for, in degrees."""
    if damaged:
        message = "the PDF has errors on this page; parts of it may be missing"
        yield PageWarning("pdf_damaged", number, message)
    if turn % 90:
        message = (
            f"the PDF asks for a turn by {turn} degrees, which PDF does not know; the page was not turned"
        )
        yield PageWarning("pdf_damaged", number, message)
    if shared:
        message = "a picture was stored with shared letter shapes (JBIG2): a digit may stand for another"
        yield PageWarning("jbig2_symbols", number, message)


def _alike(shape: tuple[int, ...], expected: tuple[int, int]) -> bool:
    """Whether a picture has the size foreseen, lying or standing."""
    return all(abs(got - want) <= 3 for got, want in zip(sorted(shape), sorted(expected), strict=True))


def _dpi_for(width: float, height: float, number: int, name: str) -> tuple[int, tuple[PageWarning, ...]]:
    """The resolution to draw a page at. Pages beyond A3 are scans whose pixels were taken for points."""
    inches = (width / _POINTS_AN_INCH, height / _POINTS_AN_INCH)
    if min(inches) * READ_DPI < _SIDE_MIN:
        raise BrokenFile(f"{name} page {number} has no area: {width:g} x {height:g} points")
    dpi = min(READ_DPI, int(_SIDE_READ / max(inches)))
    if dpi < _DPI_MIN or min(inches) * dpi < _SIDE_MIN:
        size = f"{inches[0]:.0f} x {inches[1]:.0f} inches"
        raise TooLarge(f"{name} page {number} measures {size}; a page of at most 200 inches is read")
    if dpi == READ_DPI:
        return dpi, ()
    message = f"the page measures more than A3; it was read at {dpi} dpi"
    return dpi, (PageWarning("downsampled", number, message),)


def _look_inside(path: Path, number: int) -> _Inside:
    """What PDFium sees in a page: poppler draws half of a JPEG and says nothing, and draws every unit as a point.

    Raises TooLarge: a small PDF may hold a picture that takes gigabytes to draw. Raises PagesLost where there is no
    such page for PDFium: poppler passes over what is no page, and counts on.
    """
    try:
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            page = _page_of(document, number, path)
            images = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
            whole = [_is_whole(image, number, path) for image in images]
            shared = any(map(_shares_shapes, images))
            return _Inside(all(whole), shared, page_has_colours(page), *unit_of(document, number))
    except (pypdfium2.PdfiumError, ValueError):  # ValueError: a name of odd bytes
        return _Inside()  # poppler may still draw what PDFium cannot open, and speaks of other damage itself


def _page_of(document: pypdfium2.PdfDocument, number: int, path: Path) -> pypdfium2.PdfPage:
    try:
        return document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        message = (
            f"{printable(path.name)}: the PDF lists a page {number}, and there is none that can be opened"
        )
        raise PagesLost(message) from error


def _is_whole(image: pypdfium2.PdfImage, number: int, path: Path) -> bool:
    width, height = image.get_px_size()
    if not fits(width, height):
        raise TooLarge(
            f"{printable(path.name)} page {number} holds a picture of {width} x {height} pixels; {MOST}"
        )
    if image.get_filters(skip_simple=True) != ["DCTDecode"]:
        return True
    return _JPEG_END in bytes(image.get_data(decode_simple=True)[-_JPEG_TAIL:])


def _shares_shapes(image: pypdfium2.PdfImage) -> bool:
    if image.get_filters(skip_simple=True) != ["JBIG2Decode"]:
        return False
    return shares_shapes(bytes(image.get_data(decode_simple=True)))


def _pdfium_count(path: Path) -> int | None:
    """The second opinion; None where PDFium cannot open what poppler may."""
    try:
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        # PDFium keeps the code of an earlier file where it has none for this one
        if error.err_code in {_ERR_PASSWORD, _ERR_SECURITY} and _names(path, b"/Encrypt"):
            raise EncryptedFile(_locked(path)) from error
        return None


def _names(path: Path, name: bytes) -> bool:
    """Whether a name of PDF stands anywhere in a file."""
    kept = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if name in kept + chunk:
                return True
            kept = chunk[-len(name) :]
    return False


def _locked(path: Path) -> str:
    return f"{printable(path.name)} opens only with a password; save it without one"


def _cut_off(path: Path) -> bool:
    """Whether a PDF breaks off: no end mark, or the beginning of an object after the last one.

    A reader that repairs such a file shows the pages that are left and says nothing.
    """
    ended, kept = False, b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = kept + chunk
            mark = window.rfind(b"%%EOF")
            ended = ended or mark >= 0
            if re.search(rb"\d\s+\d+\s+obj\b", window[max(mark, 0) :]):
                ended = False
            kept = window[-64:]
    return not ended
