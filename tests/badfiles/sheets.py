"""PDF pages of odd sizes, turns and pictures: rows 14 and 16 to 25 of the table."""

from __future__ import annotations

import struct

from tests.badfiles.bad import Bad
from tests.badfiles.raw import (
    A4,
    FONT,
    SMALL,
    assembled,
    deflated,
    letter,
    page,
    picture,
    scanned,
    stream,
    text,
)
from tests.badfiles.scans import fax_data, half, printed, saved

BROKEN, LARGE = "failed:broken_file", "failed:too_large"
LOST = frozenset({"downsampled", "page_unreadable"})
SMALLER, DAMAGED = frozenset({"downsampled"}), frozenset({"pdf_damaged"})


def fax_bomb() -> bytes:
    """400 million white pixels in a few kB."""
    entries = "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 20000/Rows 20000>>"
    white = b"\xff" * 2500  # each line as the one above it: one bit
    return scanned(picture(white, (20000, 20000), entries, gray=False), A4)


def flate_bomb() -> bytes:
    entries = "/Filter/FlateDecode"
    return scanned(picture(deflated(bytes(11000 * 11000)), (11000, 11000), entries), A4)


def jbig2() -> bytes:
    """A page in JBIG2 with one generic region, whose bytes are those of CCITT group 4 (T.88, 7.4.6)."""
    width, height = printed().size
    info = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + fax_data(printed())
    data = _segment(0, 48, info) + _segment(1, 38, region)
    return scanned(picture(data, (width, height), "/Filter/JBIG2Decode", gray=False))


def jbig2_symbols() -> bytes:
    """The same behind an empty dictionary of letter shapes: those of a text region may stand for others."""
    width, height = printed().size
    info = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + fax_data(printed())
    data = _segment(0, 48, info) + _segment(1, 0, b"\0\1" + bytes(8)) + _segment(2, 38, region)
    return scanned(picture(data, (width, height), "/Filter/JBIG2Decode", gray=False))


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


def jpeg2000(cut: bool = False) -> bytes:
    data = saved(printed(), "JPEG2000")
    return scanned(picture(half(data) if cut else data, printed().size, "/Filter/JPXDecode"))


def jpeg(cut: bool = False) -> bytes:
    data = saved(printed(), "JPEG", quality=90)
    return scanned(picture(half(data) if cut else data, printed().size, "/Filter/DCTDecode"))


def flate(cut: bool = False) -> bytes:
    data = deflated(printed().tobytes())
    return scanned(picture(half(data) if cut else data, printed().size, "/Filter/FlateDecode"))


def garbled() -> bytes:
    """A text layer that is no writing, over print."""
    codes = stream(b"BT /F1 12 Tf 10 100 Td (" + b"\x8f\x9e\xa1\xb2" * 20 + b") Tj ET")
    tree = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, codes, page(3, SMALL)])


def mixed() -> bytes:
    """A page of text, and a page that is a picture."""
    image = picture(saved(printed(), "JPEG"), printed().size, "/Filter/DCTDecode")
    resources = f"/Resources<</Font<</F1 {FONT}>>/XObject<</I 5 0 R>>>>"
    kinds = [
        f"<</Type/Page/Parent 2 0 R/MediaBox{SMALL}/Contents {at} 0 R{resources}>>".encode() for at in (3, 4)
    ]
    tree = b"<</Type/Pages/Kids[6 0 R 7 0 R]/Count 2>>"
    draw = stream(b"q 200 0 0 150 0 0 cm /I Do Q")
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", tree, text(), draw, image, *kinds])


def turned(angle: str, by: int = 0) -> bytes:
    """A scan that lies turned `by` degrees clockwise in its file, with the turn that the file asks for."""
    image = printed().rotate(-by, expand=True)
    size = (150, 200) if by in (90, 270) else (200, 150)
    drawn = picture(saved(image, "JPEG", quality=90), image.size, "/Filter/DCTDecode")
    return scanned(drawn, f"[0 0 {size[0]} {size[1]}]", f"/Rotate {angle}", size=size)


def boxed(box: str, entries: str = "", size: tuple[int, int] = (200, 150)) -> bytes:
    """A scan of a size in points on a page of an odd one."""
    drawn = picture(saved(printed(), "JPEG", quality=90), printed().size, "/Filter/DCTDecode")
    return scanned(drawn, box, entries, size=size)


ROWS: tuple[Bad, ...] = (
    Bad((16,), "square-200-inches.pdf", lambda: boxed("[0 0 14400 14400]", size=(14400, 14400)), "read", "the largest that PDF has",
        SMALLER),
    Bad((16, 20), "banner.pdf", lambda: boxed("[0 0 14400 400]", size=(14400, 400)), "no_text", "60,000 pixels wide", LOST),
    Bad((17,), "endless.pdf", lambda: boxed("[0 0 1000000000 1000000000]"), LARGE, "340 km of paper"),
    Bad((17,), "no-area.pdf", lambda: boxed("[0 0 0 0]"), "read", "readers take letter paper instead"),
    Bad((17,), "reversed.pdf", lambda: boxed("[200 150 0 0]"), "read", "corners the other way round"),
    Bad((17,), "no-box.pdf", lambda: boxed(""), "read", "readers take letter paper instead"),
    Bad((17,), "words-for-box.pdf", lambda: boxed("[/a(b)null true]"), "read", "likewise"),
    Bad((17,), "sliver.pdf", lambda: boxed("[0 0 1 400]"), BROKEN, "a page of one point"),
    Bad((17,), "user-unit.pdf", lambda: boxed(SMALL, "/UserUnit 75000"), "read",
        "a page of kilometres is drawn in points", frozenset({"user_unit"})),
    Bad((17,), "user-unit-one.pdf", lambda: boxed(SMALL, "/UserUnit 1.0"), "read", "points, as ever"),
    *(Bad((18,), f"turned{angle}.pdf", lambda angle=angle, by=by: turned(angle, by), "read", "upright when the file is obeyed")
      for angle, by in (("90", 270), ("180", 180), ("270", 90), ("-90", 90), ("450", 270))),
    Bad((18,), "turned45.pdf", lambda: turned("45"), "read", "no turn that PDF knows", frozenset({"pdf_damaged"})),
    Bad((19,), "bomb-fax.pdf", fax_bomb, LARGE, "400 million pixels in a few kB"),
    Bad((19,), "bomb-flate.pdf", flate_bomb, LARGE, "121 MB in 120 kB"),
    Bad((21,), "text.pdf", lambda: letter(1), "read", "a sound text layer is used"),
    Bad((22,), "garbled.pdf", garbled, "read", "a layer of codes is not believed"),
    Bad((23,), "mixed.pdf", mixed, "read", "each page in its own way", pages=2),
    Bad((24,), "jbig2.pdf", jbig2, "read", "whole pictures in JBIG2 lose nothing"),
    Bad((24,), "jbig2-symbols.pdf", jbig2_symbols, "read", "shared letter shapes may be swapped",
        frozenset({"jbig2_symbols"})),
    Bad((25,), "jpeg2000.pdf", jpeg2000, "read", "a sound scan"),
    Bad((25,), "jpeg2000-half.pdf", lambda: jpeg2000(cut=True), "no_text", "half of a picture, and nothing drawn",
        frozenset({"pdf_damaged", "page_unreadable"})),
    Bad((25, 33), "jpeg-half.pdf", lambda: jpeg(cut=True), "read", "half of a picture", DAMAGED),
    Bad((5,), "flate-half.pdf", lambda: flate(cut=True), "read", "half of a picture", DAMAGED),
)  # fmt: skip
