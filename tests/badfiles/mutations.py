"""Sound little files, spoilt by chance; the same number spoils the same file in the same way."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import lru_cache

from PIL import Image

from tests.badfiles.raw import deflated, letter, picture, scanned
from tests.badfiles.scans import fax_data, printed, saved
from tests.badfiles.sheets import jbig2, jpeg2000

_ODD_NUMBERS = (0, 1, -1, 7, 255, 65535, 65536, 99999, 2**31 - 1, 2**31, 2**32 - 1, 10**12)
_NUMBER = re.compile(rb"(?<![0-9])[0-9]{1,6}(?![0-9])")
_NAME = re.compile(rb"/[A-Za-z]{2,16}")

Mutation = Callable[[bytes, random.Random], bytes]


def _small() -> Image.Image:
    return printed().resize((416, 312))


def _tiff(pages: int, **options: object) -> bytes:
    more = [_small()] * (pages - 1)
    return saved(_small(), "TIFF", save_all=True, append_images=more, **options)


def _fax_tiff() -> bytes:
    page = _small().convert("1")
    return saved(page, "TIFF", save_all=True, append_images=[page], compression="group4")


def _jpeg_pdf() -> bytes:
    image = picture(saved(_small(), "JPEG"), _small().size, "/Filter/DCTDecode")
    return scanned(image, "[0 0 100 75]", pages=2, size=(100, 75))


def _flate_pdf() -> bytes:
    image = picture(deflated(_small().tobytes()), _small().size, "/Filter/FlateDecode")
    return scanned(image, "[0 0 100 75]", size=(100, 75))


def _fax_pdf() -> bytes:
    width, height = _small().size
    entries = f"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {width}/Rows {height}>>"
    return scanned(
        picture(fax_data(_small()), (width, height), entries, gray=False), "[0 0 100 75]", size=(100, 75)
    )


@lru_cache(maxsize=1)
def sound() -> dict[str, bytes]:
    """The files to be spoilt, by name."""
    return {
        "text.pdf": letter(3, "[0 0 200 150]"),
        "jpeg.pdf": _jpeg_pdf(),
        "flate.pdf": _flate_pdf(),
        "fax.pdf": _fax_pdf(),
        "jbig2.pdf": jbig2(),
        "jpeg2000.pdf": jpeg2000(),
        "fax.tif": _fax_tiff(),
        "lzw.tif": _tiff(3, compression="tiff_lzw"),
        "plain.tif": _tiff(2),
        "deflate.tif": _tiff(2, compression="tiff_adobe_deflate"),
        "jpeg.tif": _tiff(1, compression="jpeg"),
        "gray.jpg": saved(_small(), "JPEG"),
        "steps.jpg": saved(_small().convert("RGB"), "JPEG", progressive=True),
        "gray.png": saved(_small(), "PNG"),
        "palette.png": saved(_small().convert("RGB").quantize(16), "PNG"),
        "plain.bmp": saved(_small(), "BMP"),
        "lossy.webp": saved(_small(), "WEBP"),
    }


def _flips(data: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def _head_flips(data: bytes, rng: random.Random) -> bytes:
    """Near the beginning and the end, where files say what they are."""
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 3, 10))):
        near = rng.randrange(min(len(spoilt), 300))
        spoilt[near if rng.random() < 0.6 else -1 - near] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def _hole(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 2, 16, 500)) :]


def _zeros(data: bytes, rng: random.Random) -> bytes:
    start, length = rng.randrange(len(data)), rng.choice((4, 64, 512, 4096))
    return data[:start] + bytes(min(length, len(data) - start)) + data[start + length :]


def _swapped(data: bytes, rng: random.Random) -> bytes:
    """Two blocks of the same size change places."""
    size = rng.choice((8, 64, 512))
    one, two = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    if two - one < size:
        return data[one:] + data[:one]
    return (
        data[:one]
        + data[two : two + size]
        + data[one + size : two]
        + data[one : one + size]
        + data[two + size :]
    )


def _spliced(data: bytes, rng: random.Random) -> bytes:
    """The beginning of one file, the end of another."""
    other = rng.choice(list(sound().values()))
    return data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]


def _doubled(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    stop = min(len(data), start + rng.choice((16, 300, 5000)))
    return data[:stop] + data[start:stop] * rng.choice((1, 50)) + data[stop:]


def _lengths(data: bytes, rng: random.Random) -> bytes:
    """Numbers become odd ones: as digits in a PDF, as bytes elsewhere."""
    odd = rng.choice(_ODD_NUMBERS)
    found = list(_NUMBER.finditer(data)) if data.startswith(b"%PDF") else []
    if found:
        place = rng.choice(found)
        return data[: place.start()] + str(odd).encode() + data[place.end() :]
    size, order = rng.choice((2, 4)), rng.choice(("big", "little"))
    start = rng.randrange(min(len(data), 400)) if rng.random() < 0.5 else rng.randrange(len(data))
    field = (odd % 256**size).to_bytes(size, order)  # type: ignore[arg-type]
    return data[:start] + field + data[start + size :]


def _names(data: bytes, rng: random.Random) -> bytes:
    """Names of a PDF change places."""
    found = list(_NAME.finditer(data))
    if len(found) < 2:
        return _flips(data, rng)
    one, two = rng.choice(found), rng.choice(found)
    return data[: one.start()] + two[0] + data[one.end() :]


MUTATIONS: tuple[Mutation, ...] = (
    _flips, _head_flips, _cut, _hole, _zeros, _swapped, _spliced, _doubled, _lengths, _lengths, _names,
)  # fmt: skip


def spoilt(number: int) -> tuple[str, bytes]:
    """The name and the bytes of spoilt file `number`."""
    rng = random.Random(number)
    name = rng.choice(list(sound()))
    data = sound()[name]
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(MUTATIONS)(data, rng) or b"\0"
    return name, data
