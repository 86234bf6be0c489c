"""Pictures of small printed pages, and their bytes in every form."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import STRIPBYTECOUNTS, STRIPOFFSETS

from tests.badfiles.raw import WORDS

SIZE = (833, 625)  # 200 x 150 points at 300 dpi


@lru_cache(maxsize=1)
def printed() -> Image.Image:
    """A little page with some lines of print, 8 bits of gray."""
    image = Image.new("L", SIZE, 235)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(40)
    for line in range(8):
        draw.text((40, 40 + 65 * line), WORDS[line * 4 :][:36], fill=20, font=font)
    return image


def two_tone() -> Image.Image:
    """The same in black and white."""
    return printed().convert("1", dither=Image.Dither.NONE)


def noise(size: tuple[int, int] = (600, 800)) -> Image.Image:
    """Pixels in no order: half of such a file is not enough for it."""
    return Image.fromarray(np.random.default_rng(5).integers(0, 255, size[::-1], np.uint8))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def frames(count: int, **options: object) -> bytes:
    """A TIFF of several pages."""
    return saved(printed(), "TIFF", save_all=True, append_images=[printed()] * (count - 1), **options)


def fax_data(image: Image.Image) -> bytes:
    """The bare bytes of a page in CCITT group 4 (T.6), as PDF and JBIG2 hold them."""
    tiff = saved(
        image.convert("1", dither=Image.Dither.NONE), "TIFF", compression="group4", strip_size=1 << 30
    )
    with Image.open(io.BytesIO(tiff)) as opened:
        start, length = opened.tag_v2[STRIPOFFSETS][0], opened.tag_v2[STRIPBYTECOUNTS][0]  # type: ignore[attr-defined]
    return tiff[start : start + length]


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]
