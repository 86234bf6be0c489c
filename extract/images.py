"""Image files into page pictures: one 8-bit gray array a page, upright, with its resolution and its colours."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.TiffImagePlugin import (
    COMPRESSION,
    STRIPBYTECOUNTS,
    STRIPOFFSETS,
    TILEBYTECOUNTS,
    TILEOFFSETS,
    TiffImageFile,
)

from saraban.extract.complaints import complaints
from saraban.extract.errors import BrokenFile, SarabanError, TooLarge
from saraban.extract.faxes import has_lost_rows
from saraban.extract.page import DpiSource, PageWarning
from saraban.extract.source import PAGES_MAX, printable

Gray = NDArray[np.uint8]
"""Rows of pixels, 0 black to 255 white."""

Colour = NDArray[np.uint8]
"""Rows of pixels of three values each: red, green, blue."""

PIXELS_MAX = 100_000_000
SIDE_MAX = 30_000
MOST = f"at most {PIXELS_MAX // 1_000_000} million, and {SIDE_MAX:,} on a side, are read"
READ_DPI = 300
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF")

_DPI_SANE = (50.0, 1300.0)
_SIDE_INCHES_SANE = (2.0, 18.0)  # more than A3: a camera's number, not a scanner's
A4_INCHES = 11.69
_REDUCE_FROM_DPI = 450
_STRIPS = ((STRIPOFFSETS, STRIPBYTECOUNTS), (TILEOFFSETS, TILEBYTECOUNTS))
_COLOURED_MODES = ("RGB", "RGBA", "P", "PA", "CMYK", "YCbCr", "HSV")
_COLOUR_PIXELS_MAX = 40_000_000  # A4 at 600 dpi: larger pages are read in gray, for the sake of memory
_SEEN_PIXELS = 900  # of the longer side, to look for colours: the noise of a JPEG evens out
_CHROMA_OF_INK = 48  # of 255: what black print has in a JPEG stays below, the palest pen is above
_INKED = 0.0002  # of the page: a word of print, or two digits of a pen
_PAPER_MIN = 90
_LENGTH_KNOWN = {1, 6}  # uncompressed, and JPEG of the old kind: writers left the lengths out


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels. `dpi` is what the file says, or an estimate when that cannot be true; `dpi_source` says which.

    `colour`: the same page in red, green and blue, None where it has no colours.
    """

    gray: Gray
    dpi: int
    warnings: tuple[PageWarning, ...] = ()
    colour: Colour | None = None
    dpi_source: DpiSource = "file"


def count_frames(path: Path, most: int = PAGES_MAX) -> int:
    """The pages of an image file: the frames of a TIFF, else 1. Counted no further than one above `most`.

    A TIFF that breaks off counts with the page in which it does: that one fails when it is read, not the others.
    Raises BrokenFile, TooLarge.
    """
    with _opened(path, judged=False) as image:
        frames = _frames(image, most) if image.format == "TIFF" else 1
    if frames == 1:
        with _opened(path):
            pass
    return frames


def _frames(image: Image.Image, most: int) -> int:
    for at in range(1, most + 1):
        try:
            image.seek(at)
        except EOFError:
            return at
        except Exception:  # decoders of broken files raise nearly every type there is
            return at + 1
    return most + 1


def image_page(path: Path, number: int) -> Picture:
    """Page `number` of an image file, from 1; no other is decoded. Raises BrokenFile, TooLarge."""
    with _opened(path, number - 1) as image:
        stated = image.info.get("dpi")
        with complaints() as told:
            image.load()
            if has_lost_rows(image):
                told.append("it ends before its last row")
            ImageOps.exif_transpose(image, in_place=True)
            gray, colour = to_gray(image), to_colour(image)
    message = f"the picture is damaged, and parts of it were made up ({printable(' '.join(told))[:80]})"
    damage = (PageWarning("image_damaged", number, message),) if told else ()
    return replace(_picture(gray, colour, stated), warnings=damage)


def image_pages(path: Path) -> Iterator[Picture]:
    """Every page of an image file, decoded one at a time. Raises BrokenFile, TooLarge."""
    return (image_page(path, number) for number in range(1, count_frames(path) + 1))


def to_gray(image: Image.Image) -> Gray:
    """Any Pillow image as 8-bit gray: transparent parts on white, deep pixels scaled and not clipped."""
    if image.mode.startswith("I") or image.mode == "F":
        return _deep_to_gray(np.asarray(image))
    if image.mode == "LAB":
        return np.asarray(image.getchannel(0))
    return np.asarray(_on_paper(image).convert("L"))


def to_colour(image: Image.Image) -> Colour | None:
    """A Pillow image in red, green and blue; None where it holds no coloured ink, or is too large to be held twice."""
    width, height = image.size
    if image.mode not in _COLOURED_MODES or width * height > _COLOUR_PIXELS_MAX:
        return None
    image = _on_paper(image)
    return np.asarray(image) if image.mode == "RGB" and has_colours(image) else None


def _on_paper(image: Image.Image) -> Image.Image:
    """The image in black and white, gray or RGB, on white paper where it lets something shine through."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image if image.mode in {"1", "L", "RGB"} else image.convert("RGB")


def has_colours(image: Image.Image) -> bool:
    """Whether there is coloured ink in an RGB image; the tint of paper and the noise of a JPEG are none."""
    small = np.asarray(image.reduce(max(1, max(image.size) // _SEEN_PIXELS)), np.float32)
    paper = np.maximum(np.median(small[::3, ::3], axis=(0, 1)), _PAPER_MIN)
    small *= 255 / paper
    return bool((small.max(axis=2) - small.min(axis=2) > _CHROMA_OF_INK).mean() > _INKED)


def _deep_to_gray(deep: NDArray[np.generic]) -> Gray:
    """Pixels of more than 8 bits. Scanners use the full range of 8, 12 or 16 bits; else the range found."""
    values = deep.astype(np.float32)
    low, high = float(values.min()), float(values.max())
    for full in (255.0, 4095.0, 65535.0):
        if low >= 0 and 1 < high <= full:
            return (values * (255.0 / full)).astype(np.uint8)
    if high <= low:
        return np.full(deep.shape, 255 if high > 0 else 0, np.uint8)
    return ((values - low) * (255.0 / (high - low))).astype(np.uint8)


def fits(width: float, height: float) -> bool:
    """Whether a page of that many pixels may be taken into memory."""
    return width * height <= PIXELS_MAX and max(width, height) <= SIDE_MAX


@contextmanager
def _opened(path: Path, frame: int = 0, *, judged: bool = True) -> Iterator[Image.Image]:
    """An image at one of its frames; whatever a decoder raises becomes a named error.

    `judged`: its size is checked, and that its pixels are in the file.
    """
    name = printable(path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size we judge ourselves, of odd metadata we take no notice
            # Opened by us: by its name Pillow would map it into memory, and die when somebody cuts it off.
            with path.open("rb") as stream, Image.open(stream, formats=FORMATS) as image:
                if frame:
                    image.seek(frame)
                if judged and not fits(*image.size):
                    raise _too_large(name, frame, image.size)
                if judged and not _has_its_strips(image, path.stat().st_size):
                    raise BrokenFile(f"{name} is broken or cut off at page {frame + 1}: pixels are missing")
                yield image
    except SarabanError:
        raise
    except UnidentifiedImageError as error:
        raise BrokenFile(f"{name} is broken: its beginning, which tells its size, cannot be read") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise TooLarge(
            f"{name} has more pixels than saraban takes into memory; scan it at 300 dpi"
        ) from error
    except Exception as error:  # decoders of broken files raise nearly every type there is
        raise BrokenFile(f"{name} is broken or cut off at page {frame + 1}: {error}") from error


def _has_its_strips(image: Image.Image, size: int) -> bool:
    """Whether the pixels of a TIFF page lie inside the file: libtiff fills in what is missing, silently."""
    if not isinstance(image, TiffImageFile):
        return True
    tags = image.tag_v2
    for starts, lengths in _STRIPS:
        if starts in tags and (lengths in tags or tags.get(COMPRESSION) in _LENGTH_KNOWN):
            ends = map(operator.add, tags[starts], tags.get(lengths, ()))
            return max(ends, default=0) <= size
    return False


def _too_large(name: str, frame: int, size: tuple[int, int]) -> TooLarge:
    has = f"{name} page {frame + 1} has {size[0]} x {size[1]} pixels"
    return TooLarge(f"{has}; {MOST}: scan it at {READ_DPI} dpi")


def _picture(gray: Gray, colour: Colour | None, stated: object) -> Picture:
    """The page at a resolution that may be true, with pixels as wide as high, and no finer than is of use."""
    height, width = gray.shape
    size = (width, height)
    across, down = _stated_dpi(stated)
    if across and down and not 0.9 < across / down < 1.1:  # fax: fewer lines than columns an inch
        dpi = max(across, down)
        square = (round(width * dpi / across), round(height * dpi / down))
        if fits(*square):
            size, across = square, dpi
    long_side = max(size)
    sane = _DPI_SANE[0] <= across <= _DPI_SANE[1]
    told = sane and _SIDE_INCHES_SANE[0] <= long_side / across <= _SIDE_INCHES_SANE[1]
    if not told:
        across = long_side / A4_INCHES
    surely = min(across, long_side / A4_INCHES)  # what the file says may be too much by any factor
    if surely >= _REDUCE_FROM_DPI:
        scale = READ_DPI / surely
        size, across = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))), across * scale
    gray = np.ascontiguousarray(_resized(gray, size), np.uint8)
    colour = None if colour is None else _resized(colour, size)
    return Picture(gray, max(1, round(across)), colour=colour, dpi_source="file" if told else "size")


def _resized(pixels: Gray, size: tuple[int, int]) -> Gray:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _stated_dpi(stated: object) -> tuple[float, float]:
    try:
        across, down = (float(value) for value in stated)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return (across, down) if across > 0 and down > 0 else (0.0, 0.0)
