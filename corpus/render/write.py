"""Writes pages as PNG, JPEG, G4 TIFF or a PDF of images; the same pixels give the same bytes."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image, TiffImagePlugin

A4_POINTS = (595.276, 841.89)


def write_scan(path: Path, pages: list[Image.Image], dpi: int, quality: int) -> None:
    """Write the pages in the format of the suffix. Raises ValueError for one it does not know."""
    kind = path.suffix.lstrip(".")
    if kind == "pdf":
        data = _pdf(pages, quality)
    elif kind == "tif":
        data = _tiff(pages, dpi)
    elif kind == "png" and len(pages) == 1:
        data = _encoded(pages[0], "PNG", optimize=True, dpi=(dpi, dpi))
    elif kind == "jpg" and len(pages) == 1:
        data = _encoded(pages[0].convert("RGB"), "JPEG", quality=quality, optimize=True, dpi=(dpi, dpi))
    else:
        raise ValueError(f"{path.name}: {len(pages)} pages cannot be written as {kind}")
    path.write_bytes(data)


def _encoded(page: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def _tiff(pages: list[Image.Image], dpi: int) -> bytes:
    out = io.BytesIO()
    method = "group4" if pages[0].mode == "1" else "tiff_deflate"
    pages[0].save(out, "TIFF", compression=method, dpi=(dpi, dpi), save_all=True, append_images=pages[1:])
    return out.getvalue()


def _pdf(pages: list[Image.Image], quality: int) -> bytes:
    """A PDF with one image a page: G4 for bilevel, indexed PNG data for few colours, JPEG for the rest."""
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    paint = b"q %.3f 0 0 %.3f 0 0 cm /I Do Q" % A4_POINTS
    for n, page in enumerate(pages):
        first = 3 + 3 * n
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4_POINTS[0]} {A4_POINTS[1]}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /I {first + 2} 0 R >> >> >>".encode()
        )
        objects.append(_stream("", paint))
        objects.append(_image(page, quality))
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _image(page: Image.Image, quality: int) -> bytes:
    wide, high = page.size
    size = f"/Type /XObject /Subtype /Image /Width {wide} /Height {high}"
    if page.mode == "1":
        fax = f"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /BlackIs1 true /Columns {wide} /Rows {high} >>"
        return _stream(f"{size} /ColorSpace /DeviceGray /BitsPerComponent 1 {fax}", _group4(page))
    if page.mode == "P":
        bits, palette, data = _png_parts(_encoded(page, "PNG", optimize=True))
        space = f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
        flate = f"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent {bits} /Columns {wide} >>"
        return _stream(f"{size} /ColorSpace {space} /BitsPerComponent {bits} {flate}", data)
    space = "/DeviceGray" if page.mode == "L" else "/DeviceRGB"
    jpeg = _encoded(page, "JPEG", quality=quality, optimize=True)
    return _stream(f"{size} /ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode", jpeg)


def _group4(page: Image.Image) -> bytes:
    """The one strip of a G4 TIFF as Pillow makes it: a set bit is white before coding, hence BlackIs1."""
    out = io.BytesIO()
    page.save(out, "TIFF", compression="group4", tiffinfo={TiffImagePlugin.ROWSPERSTRIP: page.height})
    tiff = Image.open(io.BytesIO(out.getvalue()))
    assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
    tags = tiff.tag_v2
    offset, length = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
    if len(offset) != 1 or tags[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] != 1:
        raise ValueError("expected one white-is-one strip from Pillow")
    return out.getvalue()[offset[0] : offset[0] + length[0]]


def _png_parts(png: bytes) -> tuple[int, bytes, bytes]:
    """Bit depth, palette and compressed rows of an indexed PNG."""
    at, bits, palette, data = 8, 0, b"", bytearray()
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            bits = body[8]
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            data += body
        at += length + 12
    return bits, palette, bytes(data)
