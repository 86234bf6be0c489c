"""PDF files: how many pages there are, counted twice, and one page at a time as a picture."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pdf2image
import pypdfium2
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)

from saraban.extract.errors import BrokenFile, EncryptedFile, EngineMissing, PagesLost, TooLarge
from saraban.extract.images import PIXELS_MAX, READ_DPI, Picture, fits, to_colour
from saraban.extract.page import PageWarning
from saraban.extract.pdfinks import page_has_colours
from saraban.extract.source import printable

_INSTALL = "pdfinfo or pdftoppm is missing; install it: apt-get install poppler-utils"
_SECONDS = 60
_DPI_MIN = 50
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
    first = _poppler_count(path)
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


def render_page(path: Path, number: int) -> Picture:
    """One page as pixels at 300 dpi, or fewer where the page is very large (warning `downsampled`).

    It is drawn in colours only where something on it may have some.

    Raises PagesLost when poppler does not deliver the page, TooLarge, BrokenFile, EngineMissing.
    """
    name = printable(path.name)
    width, height = _page_points(path, number)
    dpi, warnings = _dpi_for(width, height, number, name)
    whole, coloured = _look_inside(path, number)
    try:
        images = _convert(path, number, dpi, grayscale=not coloured, strict=True)
    except PDFSyntaxError:
        images, whole = _convert(path, number, dpi, grayscale=not coloured, strict=False), False
    if not whole:
        message = "the PDF has errors on this page; parts of it may be missing"
        warnings = (*warnings, PageWarning("pdf_damaged", number, message))
    if len(images) != 1:
        raise PagesLost(f"{name}: poppler delivered {len(images)} pictures of page {number}")
    try:
        gray, colour = np.asarray(images[0].convert("L")), to_colour(images[0])
    except (OSError, ValueError) as error:
        raise PagesLost(f"{name}: poppler broke off while it drew page {number}") from error
    expected = (math.ceil(width * dpi / _POINTS_AN_INCH), math.ceil(height * dpi / _POINTS_AN_INCH))
    if min(gray.shape) < _SIDE_MIN or not _alike(gray.shape, expected):
        size = f"{gray.shape[1]} x {gray.shape[0]} pixels instead of {expected[0]} x {expected[1]}"
        raise PagesLost(f"{name}: poppler drew page {number} with {size}")
    return Picture(gray, dpi, warnings, colour)


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
        raise TooLarge(f"{name} page {number} measures {size}; a page of at most 100 inches is read")
    if dpi == READ_DPI:
        return dpi, ()
    message = f"the page measures more than A3; it was read at {dpi} dpi"
    return dpi, (PageWarning("downsampled", number, message),)


def _look_inside(path: Path, number: int) -> tuple[bool, bool]:
    """Whether every JPEG of a page has its end: poppler draws half of one and says nothing. And whether there is
    coloured ink on the page.

    Raises TooLarge: a small PDF may hold a picture that takes gigabytes to draw.
    """
    try:
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            page = document[number - 1]
            images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
            whole = [_is_whole(image, number, path) for image in images]
            return all(whole), page_has_colours(page)
    except (pypdfium2.PdfiumError, ValueError):  # ValueError: a name of odd bytes
        return True, True  # poppler may still draw what PDFium cannot open, and speaks of other damage itself


def _is_whole(image: pypdfium2.PdfImage, number: int, path: Path) -> bool:
    width, height = image.get_px_size()
    if not fits(width, height):
        raise TooLarge(
            f"{printable(path.name)} page {number} holds a picture of {width} x {height} pixels; "
            f"at most {PIXELS_MAX // 1_000_000} million are read"
        )
    if image.get_filters(skip_simple=True) != ["DCTDecode"]:
        return True
    return _JPEG_END in bytes(image.get_data(decode_simple=True)[-_JPEG_TAIL:])


def _convert(path: Path, number: int, dpi: int, *, grayscale: bool, strict: bool) -> list[Any]:
    try:
        return pdf2image.convert_from_path(
            path,
            dpi=dpi,
            first_page=number,
            last_page=number,
            grayscale=grayscale,
            use_cropbox=True,
            strict=strict,
            timeout=_SECONDS,
        )
    except PDFPopplerTimeoutError as error:
        raise BrokenFile(f"{printable(path.name)}: page {number} was not drawn in {_SECONDS} s") from error
    except PDFSyntaxError:
        raise
    except (PDFInfoNotInstalledError, FileNotFoundError) as error:
        raise EngineMissing(_INSTALL) from error
    except (PDFPageCountError, OSError, ValueError) as error:
        raise BrokenFile(f"{printable(path.name)}: page {number} cannot be drawn") from error


def _info(path: Path, *, number: int | None = None) -> dict[str, Any]:
    try:
        page = {} if number is None else {"first_page": number, "last_page": number}
        options: dict[str, Any] = {"timeout": _SECONDS, **page}
        return pdf2image.pdfinfo_from_path(str(path), **options)
    except PDFInfoNotInstalledError as error:
        raise EngineMissing(_INSTALL) from error
    except PDFPopplerTimeoutError as error:
        raise BrokenFile(f"{printable(path.name)}: the PDF does not open in {_SECONDS} s") from error
    except (PDFPageCountError, ValueError) as error:
        if "Incorrect password" in str(error):
            raise EncryptedFile(_locked(path)) from error
        raise BrokenFile(f"{printable(path.name)} is a broken or cut off PDF") from error


def _poppler_count(path: Path) -> int:
    return int(_info(path)["Pages"])


def _page_points(path: Path, number: int) -> tuple[float, float]:
    info = _info(path, number=number)
    for key, value in info.items():
        if re.fullmatch(rf"Page\s+{number} size", key):
            width, _, height = str(value).split()[:3]
            return float(width), float(height)
    raise PagesLost(f"{printable(path.name)}: poppler does not know page {number}")


def _pdfium_count(path: Path) -> int | None:
    """The second opinion; None where PDFium cannot open what poppler may."""
    try:
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {_ERR_PASSWORD, _ERR_SECURITY}:
            raise EncryptedFile(_locked(path)) from error
        return None


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
