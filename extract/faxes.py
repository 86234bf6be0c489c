"""Scans in CCITT group 4 (T.6), the form of most archives: whether all of their rows were decoded.

A decoder that meets what looks like the end takes the rest of a page for white and says nothing. But pixels can be
coded in one way only: what was decoded, coded again, is as long as what was stored.
"""

from __future__ import annotations

import io

from PIL import Image
from PIL.TiffImagePlugin import (
    COMPRESSION,
    PHOTOMETRIC_INTERPRETATION,
    ROWSPERSTRIP,
    STRIPBYTECOUNTS,
    TiffImageFile,
)

_GROUP_4 = 4
_LONGER = 1.03  # ends, and codes that a writer may choose
_END = 16  # bytes a strip


def has_lost_rows(image: Image.Image) -> bool:
    """Whether a page of a TIFF, decoded, holds less than the file does; False for all but group 4."""
    if not isinstance(image, TiffImageFile) or image.tag_v2.get(COMPRESSION) != _GROUP_4:
        return False
    tags = image.tag_v2
    stored = tags.get(STRIPBYTECOUNTS, ())
    rows = min(tags.get(ROWSPERSTRIP, image.height), image.height)
    again = io.BytesIO()
    kept = {PHOTOMETRIC_INTERPRETATION: tags.get(PHOTOMETRIC_INTERPRETATION, 0)}
    plain = Image.frombytes(image.mode, image.size, image.tobytes())  # without the tags of the file
    plain.save(again, "TIFF", compression="group4", tiffinfo=kept, strip_size=rows * ((image.width + 7) // 8))
    with Image.open(again, formats=("TIFF",)) as coded:
        made = sum(coded.tag_v2[STRIPBYTECOUNTS])  # type: ignore[attr-defined]
    return sum(stored) > made * _LONGER + _END * len(stored)
