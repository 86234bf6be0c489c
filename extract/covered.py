"""Values that end where a stamp or seal begins: more of them may lie under its ink, and no letter read there says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from saraban.extract.page import Page
from saraban.extract.record import Document, Field

_COVERS = ("stamp", "seal")


def beside_stamps(documents: Sequence[Document], pages: Sequence[Page]) -> tuple[Document, ...]:
    """The documents, with a reason for review of every value one of whose lines ends at a stamp or under it."""
    cut = {page.number: dict(_cut_lines(page)) for page in pages}
    if not any(cut.values()):
        return tuple(documents)
    return tuple(document.every(partial(_flagged, cut=cut)) for document in documents)


def _cut_lines(page: Page) -> Iterator[tuple[int, int]]:
    """The printed lines that end at a stamp or under it, and before its end: their numbers, and where the last letter
    begins at the latest.
    """
    covers = [mark.box for mark in page.marks if mark.kind in _COVERS]
    for line in page.lines:
        if line.box is None or line.stamp is not None:
            continue
        _, top, end, foot = line.box
        high = foot - top
        for left, above, right, below in covers:
            level = min(foot, below) - max(top, above) > high / 2
            if level and left - high < end < right - high:
                yield line.number, end - high // 2


def _flagged(field: Field, cut: Mapping[int, Mapping[int, int]]) -> Field:
    place = field.place
    if place is None or place.box is None or field.value is None:
        return field
    first, last = place.lines
    ends = cut.get(place.page, {})
    if any(first <= number < last or (number == last and place.box[2] > end) for number, end in ends.items()):
        return replace(field, reasons=(*field.reasons, "stamp_over_end"))
    return field
