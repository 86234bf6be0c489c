"""JBIG2, a way to store black and white scans: whether a picture was put together from shared letter shapes.

Then a program decided which letters look alike, and stored one shape for all of them; some stored a 6 where an 8 was
scanned. Nothing in the file tells whether the program was careful. (ITU-T T.88, 7.2)
"""

from __future__ import annotations

import struct

_SYMBOLS = frozenset({0, 4, 6, 7})  # a dictionary of shapes; regions of text made of them
_SEGMENTS_MAX = 10_000
_UNKNOWN = 0xFFFFFFFF


def shares_shapes(data: bytes) -> bool:
    """Whether the segments of a picture, as a PDF holds them without a file header, are letters from a list.

    Data that breaks off says what its beginning says.
    """
    place = 0
    for _ in range(_SEGMENTS_MAX):
        try:
            kind, place, length = _segment(data, place)
        except (struct.error, IndexError):
            return False
        if kind in _SYMBOLS:
            return True
        if length == _UNKNOWN:
            return False
        place += length
    return False


def _segment(data: bytes, place: int) -> tuple[int, int, int]:
    """The kind of the segment at a place, where its data begins, and how long that is."""
    number, flags = struct.unpack_from(">IB", data, place)
    referred = data[place + 5] >> 5
    place += 6
    if referred == 7:  # more than four: the count in 29 bits, then a bit for each and one
        referred = struct.unpack_from(">I", data, place - 1)[0] & 0x1FFFFFFF
        place += 3 + (referred + 8) // 8
    place += referred * (1 if number <= 256 else 2 if number <= 65536 else 4)
    place += 4 if flags & 0x40 else 1
    return flags & 0x3F, place + 4, struct.unpack_from(">I", data, place)[0]
