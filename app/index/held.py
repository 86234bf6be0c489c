"""How the index holds what it has of a document: texts compressed, and in the bytes they are found by; keys; checksums."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from saraban.app.batch.database import Row
from saraban.app.index.packed import pack
from saraban.app.index.words import clusters, folded
from saraban.extract.errors import IndexFailed

PAGE_END = "\f"


def packed_of(text: str) -> bytes:
    """A text in the bytes that it is found by."""
    return pack(clusters(folded(text)))


def shut(text: str) -> bytes:
    """A text compressed; Thai alone takes one byte a letter before it is."""
    try:
        return b"t" + zlib.compress(text.encode("cp874"))
    except UnicodeEncodeError:
        return b"u" + zlib.compress(text.encode("utf-8", "surrogatepass"))


def opened(data: bytes) -> str:
    """The text that was shut. Raises IndexFailed where the bytes are others."""
    try:
        made = zlib.decompress(data[1:])
        return made.decode("cp874") if data[:1] == b"t" else made.decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        what = "a text in the index is damaged; saraban index OUT --rebuild makes it anew from the records"
        raise IndexFailed(what) from error


def parted(keys: str) -> Sequence[str]:
    """The keys that stand together as |one|two|."""
    return keys.strip("|").split("|") if keys else ()


def checksum(row: Row, text: Row, days: Iterable[Row]) -> int:
    """A number that changes with anything that is held of a document."""
    return zlib.crc32(repr((tuple(row), tuple(text), sorted(map(tuple, days)))).encode("utf-8"))
