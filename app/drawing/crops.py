"""The marks of a page as pictures of their own."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

from PIL import Image

from saraban.extract.images import Gray
from saraban.extract.page import Page

CUT = frozenset({"stamp", "seal", "signature", "handwriting"})
_MARGIN_INCHES = 0.04


def crops(page: Page, pixels: Gray) -> Iterator[tuple[str, bytes]]:
    """A name and a PNG for each stamp, seal, signature and piece of handwriting: page-1-stamp-1.png."""
    counts: Counter[str] = Counter()
    margin = round(_MARGIN_INCHES * page.dpi)
    for mark in page.marks:
        if mark.kind not in CUT:
            continue
        counts[mark.kind] += 1
        left, top, right, bottom = mark.box
        cut = pixels[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]
        stream = io.BytesIO()
        Image.fromarray(cut).save(stream, "PNG", dpi=(page.dpi, page.dpi))
        yield f"page-{page.number}-{mark.kind}-{counts[mark.kind]}.png", stream.getvalue()
