"""Image files that are damaged, deep, huge or odd: rows 19, 20 and 28 to 42 of the table."""

from __future__ import annotations

import struct

import numpy as np
from PIL import Image, ImageCms

from tests.badfiles.bad import Bad
from tests.badfiles.scans import frames, half, noise, printed, saved, two_tone

BROKEN, LARGE, FOREIGN = "failed:broken_file", "failed:too_large", "failed:not_a_document"
FAILED = frozenset({"page_failed"})


def deep(form: str, top: int = 65535) -> bytes:
    pixels = np.asarray(printed(), np.uint32) * top // 255
    return saved(Image.fromarray(pixels.astype(np.uint16)), form)


def lab() -> bytes:
    srgb, space = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = ImageCms.profileToProfile(printed().convert("RGB"), srgb, space, outputMode="LAB")
    assert image is not None
    return saved(image, "TIFF")


def glass() -> bytes:
    """Black letters on nothing: transparent paper is white, not black."""
    image = Image.new("RGBA", printed().size, (0, 0, 0, 0))
    image.putalpha(Image.eval(printed(), lambda value: 255 - value))
    return saved(image, "PNG")


def oriented(turn: int) -> bytes:
    """A page that lies as a camera held another way stores it; Exif says how to turn it."""
    exif = Image.Exif()
    exif[0x0112] = turn
    return saved(printed().rotate({3: 180, 6: 90, 8: 270}[turn], expand=True), "JPEG", exif=exif)


def looped(backwards: bool = False) -> bytes:
    """A TIFF whose last directory of a page points at the first."""
    data = bytearray(frames(3))
    first = struct.unpack_from("<I", data, 4)[0]
    places, place = [], first
    while place:
        count = struct.unpack_from("<H", data, place)[0]
        places.append(place + 2 + 12 * count)
        place = struct.unpack_from("<I", data, places[-1])[0]
    struct.pack_into("<I", data, places[-1], first if backwards else places[-1])
    return bytes(data)


def cut_in_page(number: int) -> bytes:
    """A TIFF of three pages that breaks off in one of them."""
    data = frames(3)
    return data[: int(len(data) * (number - 0.5) / 3)]


def thin(size: tuple[int, int], form: str) -> bytes:
    return saved(Image.new("1", size, 1), form, **({"compression": "group4"} if form == "TIFF" else {}))


def cut(form: str, lost: int) -> bytes:
    return saved(noise(), form)[:-lost]


def claimed(width: int, height: int) -> bytes:
    """A PNG that claims a size which it has not."""
    data = bytearray(saved(printed(), "PNG"))
    struct.pack_into(">II", data, 16, width, height)
    return bytes(data)


CUT = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
ROWS: tuple[Bad, ...] = (
    Bad((28,), "seven.tif", lambda: frames(7), "read", "seven pages are seven pages", pages=7),
    Bad((28,), "seven-fax.tif", lambda: frames(7, compression="tiff_lzw"), "read", "packed ones too", pages=7),
    Bad((29,), "cut-in-third.tif", lambda: cut_in_page(3), "partial", "two pages of three are whole", FAILED, 3),
    Bad((29,), "cut-in-second.tif", lambda: cut_in_page(2), "partial", "one page of three is whole", FAILED, 3),
    Bad((29,), "cut-in-first.tif", lambda: cut_in_page(1), BROKEN, "nothing of it is whole"),
    Bad((30,), "loop.tif", lambda: looped(backwards=True), "read", "its pages point back at the first", pages=3),
    Bad((30,), "loop-nowhere.tif", looped, "partial", "its pages point at what is none", FAILED, 4),
    Bad((31,), "deep.png", lambda: deep("PNG"), "read", "16 bits are scaled, not clipped"),
    Bad((31,), "deep.tif", lambda: deep("TIFF"), "read", "16 bits are scaled, not clipped"),
    Bad((31,), "deep-12.png", lambda: deep("PNG", 4095), "read", "12 bits in 16"),
    Bad((32,), "cmyk.jpg", lambda: saved(printed().convert("RGB").convert("CMYK"), "JPEG"), "read", "four inks"),
    Bad((32,), "lab.tif", lab, "read", "lightness and two colours"),
    Bad((32,), "palette.png", lambda: saved(printed().convert("RGB").quantize(16), "PNG"), "read", "a table of colours"),
    Bad((32,), "bilevel.tif", lambda: saved(two_tone(), "TIFF", compression="group4"), "read", "a fax"),
    Bad((32,), "dots.tif", lambda: saved(printed().convert("1"), "TIFF", compression="group4"), "read",
        "gray paper made of dots", frozenset({"needs_rescan"})),
    Bad((32,), "glass.png", glass, "read", "black letters on nothing"),
    Bad((32,), "gray-alpha.png", lambda: saved(printed().convert("LA"), "PNG"), "read", "gray with a cover"),
    *(Bad((33,), f"half.{form.lower()}", lambda form=form: half(saved(noise(), form)), BROKEN, "half of a file")
      for form in CUT),
    *(Bad((33,), f"less-{lost}.jpg", lambda lost=lost: cut("JPEG", lost), BROKEN, "the last bytes are missing")
      for lost in (1, 2)),
    *(Bad((34,), f"oriented-{turn}.jpg", lambda turn=turn: oriented(turn), "read", "a camera held another way")
      for turn in (3, 6, 8)),
    Bad((35,), "phone.mpo", lambda: saved(printed().convert("RGB"), "MPO", save_all=True, append_images=[printed().convert("RGB")]),
        "read", "a photograph with a second one behind it"),
    Bad((36,), "moving.gif", lambda: saved(printed(), "GIF", save_all=True, append_images=[noise()]), FOREIGN, "a film"),
    *(Bad((37,), f"dpi-{dpi}.png", lambda dpi=dpi: saved(printed(), "PNG", **({"dpi": (dpi, dpi)} if dpi else {})), "read",
          "a resolution that cannot be true") for dpi in (0, 1, 65535)),
    Bad((38,), "large.png", lambda: thin((12000, 10000), "PNG"), LARGE, "120 million pixels"),
    Bad((19,), "bomb.tif", lambda: thin((20000, 20000), "TIFF"), LARGE, "400 million pixels in a few kB"),
    Bad((19,), "bomb.png", lambda: thin((20000, 20000), "PNG"), LARGE, "400 million pixels in 50 kB"),
    Bad((19,), "claimed.png", lambda: claimed(2**31 - 1, 2**31 - 1), BROKEN, "claims four billion times a billion"),
    Bad((17,), "claimed-nothing.png", lambda: claimed(0, 625), BROKEN, "claims no width"),
    Bad((20,), "ribbon.tif", lambda: thin((40000, 100), "TIFF"), LARGE, "longer than Tesseract takes"),
    Bad((39,), "white.png", lambda: saved(Image.new("L", printed().size, 255), "PNG"), "no_text", "nothing on it",
        frozenset({"blank_page"})),
    Bad((39,), "black.png", lambda: saved(Image.new("L", printed().size, 3), "PNG"), "no_text", "nothing but black",
        frozenset({"page_unreadable"})),
    Bad((39,), "dot.png", lambda: saved(Image.new("L", (1, 1), 0), "PNG"), "no_text", "one pixel",
        frozenset({"page_unreadable"})),
    Bad((40,), "noise.png", lambda: saved(noise(), "PNG"), "no_text", "no letters in it", frozenset({"page_noise"})),
)  # fmt: skip
