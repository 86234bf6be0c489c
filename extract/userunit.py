"""The unit that a page of a PDF counts in (UserUnit), as a multiple of a point; poppler and PDFium draw points.

Neither tells the entry. A page that PDFium copies into a document of its own keeps it, and there it stands in plain
bytes, however the file had packed it. Source: ISO 32000-1, table 30.
"""

from __future__ import annotations

import re

import pypdfium2

from saraban.extract.page import PageWarning

_POINTS_MAX = 14400  # 200 inches, the largest page of PDF without such units
_UNIT = re.compile(rb"/Type\s*/Page(?![A-Za-z])[^<>]{0,200}?/UserUnit\s+(\d{0,9}(?:\.\d{0,9})?)")
_KEPT = 1 << 12


class _Search:
    """A file that is written to and keeps nothing but the unit found in it."""

    def __init__(self) -> None:
        self._end = b""
        self.unit: float | None = None

    def write(self, data: bytes) -> int:
        window = self._end + bytes(data)
        found = _UNIT.search(window + b" ")
        if found is not None and found[1].strip(b"."):
            self.unit = float(found[1])
        self._end = window[-_KEPT:]
        return len(data)


def unit_of(document: pypdfium2.PdfDocument, number: int) -> tuple[float, tuple[PageWarning, ...]]:
    """Points that a unit of page `number` has, 1 for nearly every page there is; with the warning `user_unit`, and 1,
    where the page would be larger than paper is made.

    Raises PdfiumError where PDFium cannot open the page.
    """
    search = _Search()
    copy = pypdfium2.PdfDocument.new()
    try:
        copy.import_pages(document, [number - 1])
        copy.save(search)
    finally:
        copy.close()
    unit = search.unit or 1.0
    if unit == 1.0 or unit * max(document[number - 1].get_size()) <= _POINTS_MAX:
        return unit, ()
    message = f"the page counts in units of {unit:g} points (UserUnit); it was read at the size that it has in points"
    return 1.0, (PageWarning("user_unit", number, message),)
