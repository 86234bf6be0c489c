"""Forty ways to spoil a sound page so that a reader may lose its text without a word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from tests.badfiles.scans import saved

Pixels = NDArray[np.uint8]
Damage = Callable[[Image.Image], bytes]


def _png(image: Image.Image, dpi: int = 300) -> bytes:
    return saved(image, "PNG", dpi=(dpi, dpi))


def _turned(degrees: float, image: Image.Image) -> bytes:
    return _png(image.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255))


def _specks(share: float, image: Image.Image) -> bytes:
    pixels, chance = np.array(image), np.random.default_rng(7).random(image.size[::-1])
    pixels[chance < share / 2], pixels[chance > 1 - share / 2] = 0, 255
    return _png(Image.fromarray(pixels))


def _grain(sigma: float, image: Image.Image) -> bytes:
    grain = np.random.default_rng(8).normal(0, sigma, image.size[::-1])
    return _png(Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8)))


def _deep(top: int, form: str, image: Image.Image) -> bytes:
    """Ink 6000 and paper 57000 of 65535, or as much of `top`."""
    pixels = (0.09 + np.asarray(image, np.float64) / 255 * 0.78) * top
    return saved(Image.fromarray(pixels.astype(np.uint16)), form, dpi=(300, 300))


def _faded(ink: int, paper: int, image: Image.Image) -> bytes:
    return _png(image.point(lambda value: ink + value * (paper - ink) // 255))


def _blurred(radius: float, image: Image.Image) -> bytes:
    return _png(image.filter(ImageFilter.GaussianBlur(radius)))


def _small(dpi: int, image: Image.Image) -> bytes:
    size = (image.width * dpi // 300, image.height * dpi // 300)
    return _png(image.resize(size, Image.Resampling.BOX), dpi)


def _lying(dpi: int, image: Image.Image) -> bytes:
    return _png(image, dpi)


def _jpeg(quality: int, image: Image.Image) -> bytes:
    return saved(image, "JPEG", quality=quality, dpi=(300, 300))


def _cut(form: str, kept: float, image: Image.Image) -> bytes:
    data = saved(image, form)
    return data[: int(len(data) * kept)]


def _half_turned(image: Image.Image) -> bytes:
    """The lower half upside down: two sheets fed the wrong way."""
    half = image.height // 2
    lower = image.crop((0, half, image.width, image.height)).rotate(180)
    image = image.copy()
    image.paste(lower, (0, half))
    return _png(image)


def _striped(image: Image.Image) -> bytes:
    """A dirty sensor: white stripes of half a millimetre all the way down."""
    pixels = np.array(image)
    for left in range(200, image.width, 90):
        pixels[:, left : left + 12] = 255
    return _png(Image.fromarray(pixels))


def _barred(image: Image.Image) -> bytes:
    """White bars through lines: a page that slipped in the feeder."""
    pixels = np.array(image)
    for top in range(300, image.height, 170):
        pixels[top : top + 25] = 255
    return _png(Image.fromarray(pixels))


def _tilted(image: Image.Image) -> bytes:
    """Photographed from one side."""
    width, height = image.size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [[0, 0], [width, height * 0.06], [width * 0.94, height * 0.95], [width * 0.05, height]], np.float32
    )
    turn = cv2.getPerspectiveTransform(corners, seen)
    pixels = cv2.warpPerspective(np.asarray(image), turn, (width, height), borderValue=(255.0,))
    return _png(Image.fromarray(np.asarray(pixels, np.uint8)))


def _waved(image: Image.Image) -> bytes:
    """The paper ran unevenly: lines rise and fall by three millimetres."""
    height, width = np.asarray(image).shape
    down, across = np.indices((height, width), np.float32)
    down += 18 * np.sin(across / 300)
    pixels = cv2.remap(np.asarray(image), across, down, cv2.INTER_LINEAR, borderValue=(255.0,))
    return _png(Image.fromarray(np.asarray(pixels, np.uint8)))


def _two(image: Image.Image) -> bytes:
    """Two pages in one picture."""
    wide = Image.new("L", (image.width * 2, image.height), 255)
    wide.paste(image, (0, 0))
    wide.paste(image, (image.width, 0))
    return _png(wide)


def _shadow(image: Image.Image) -> bytes:
    """The light falls from one side."""
    light = np.linspace(1.0, 0.25, image.width)[None, :]
    return _png(Image.fromarray((np.asarray(image) * light).astype(np.uint8)))


def _through(image: Image.Image) -> bytes:
    """The back of the sheet shines through, at half of the ink."""
    back = np.asarray(ImageOps.mirror(image), np.float64)
    return _png(Image.fromarray(np.clip(np.asarray(image) - (255 - back) * 0.4, 0, 255).astype(np.uint8)))


def _screened(image: Image.Image) -> bytes:
    """A copier's screen of dots instead of gray."""
    down, across = np.indices(image.size[::-1])
    screen = np.where(((down % 8) - 4) ** 2 + ((across % 8) - 4) ** 2 < 5, 70, 0)
    return _png(Image.fromarray(np.clip(np.asarray(image, np.int64) - screen, 0, 255).astype(np.uint8)))


DAMAGES: dict[str, Damage] = {
    **{f"turned {degrees}": partial(_turned, degrees) for degrees in (90, 180, 270, 3, -8, 15, 45, 93)},
    **{f"specks {share:.0%}": partial(_specks, share) for share in (0.01, 0.05, 0.15, 0.3)},
    **{f"grain {sigma}": partial(_grain, sigma) for sigma in (30, 90)},
    "16 bits png": partial(_deep, 65535, "PNG"),
    "16 bits tiff": partial(_deep, 65535, "TIFF"),
    "12 bits png": partial(_deep, 4095, "PNG"),
    "faded": partial(_faded, 190, 250),
    "very faded": partial(_faded, 236, 250),
    "dark": partial(_faded, 5, 60),
    "inverted": lambda image: _png(ImageOps.invert(image)),
    "mirrored": lambda image: _png(ImageOps.mirror(image)),
    **{f"blurred {radius}": partial(_blurred, radius) for radius in (3, 6)},
    **{f"small {dpi}": partial(_small, dpi) for dpi in (100, 60, 30)},
    **{f"says {dpi} dpi": partial(_lying, dpi) for dpi in (1, 9999)},
    "jpeg 4": partial(_jpeg, 4),
    **{f"cut {form}": partial(_cut, form, 0.6) for form in ("JPEG", "PNG", "TIFF")},
    "half turned": _half_turned,
    "striped": _striped,
    "barred": _barred,
    "tilted": _tilted,
    "waved": _waved,
    "two pages": _two,
    "shadow": _shadow,
    "shines through": _through,
    "screened": _screened,
    "one pixel": lambda _: _png(Image.new("L", (1, 1), 0)),
}  # fmt: skip
