"""What the first bytes of a file say that it is; its name is never believed."""

from __future__ import annotations

from typing import Literal

PDF = "application/pdf"
TEXT = "text/plain"

Foreign = Literal["archive", "unsupported", "not_a_document"]
"""Why a file is no input: an archive; an image, page or office file of a kind that is not read; anything else."""

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07",
             b"\xfd7zXZ\0", b"BZh", b"\x28\xb5\x2f\xfd", b"MSCF")  # fmt: skip
_TAR_AT, _TAR = 257, b"ustar"
_OTHERS = (b"GIF8", b"8BPS", b"%!PS", b"AT&TFORM", b"{\\rtf", b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51", b"\x97JB2",
           b"\x00\x00\x01\x00", b"qoif", b"\x76\x2f\x31\x01")  # fmt: skip
_BRANDS = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_OFFICE = frozenset({"doc", "docx", "docm", "dot", "dotx", "odt", "xls", "xlsx", "xlsm", "ods", "ppt", "pptx", "odp",
                     "rtf", "gif", "heic", "heif", "avif", "jp2", "j2k", "jb2", "jbig2", "djvu", "psd", "svg", "eps",
                     "ps", "xps", "oxps", "epub", "mdi", "pub", "one", "eml", "msg"})  # fmt: skip

ENDINGS = {
    PDF: frozenset({"pdf"}),
    "image/png": frozenset({"png"}),
    "image/jpeg": frozenset({"jpg", "jpeg", "jpe", "jfif", "mpo"}),
    "image/webp": frozenset({"webp"}),
    "image/bmp": frozenset({"bmp", "dib"}),
    "image/tiff": frozenset({"tif", "tiff"}),
}
"""The ends of names that go with a type; TEXT has its own rule."""


def media_type(head: bytes) -> str | None:
    """The type that a file of these first 4,096 bytes has, None when it is none that is read from its bytes alone."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and b"\0" in head[6:14]:
        return "image/bmp"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "image/tiff"
    return None


def foreign(head: bytes, suffix: str) -> Foreign:
    """Why a file that saraban does not read is none; `suffix` as in its name, with its dot."""
    if suffix.lower().removeprefix(".") in _OFFICE or head.startswith(_OTHERS):
        return "unsupported"
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return "unsupported"
    if head.startswith(_ARCHIVES) or head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return "archive"
    return "not_a_document"
