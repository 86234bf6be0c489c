"""Values that end where a stamp or seal begins, where something parted their line, or where a streak runs through their
print: more of them may be there, and no letter that was read says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from saraban.extract.flow import Place
from saraban.extract.page import Box, Line, Mark, Page
from saraban.extract.record import Document, Field

_COVERS = ("stamp", "seal")
_NO_GAP = 0.25  # of their height: lines that close side by side are one, columns stand farther apart


@dataclass(frozen=True, slots=True)
class _Covered:
    """What of a page's print is covered. `cut`: the numbers of the lines that end at a stamp, each with where its last
    letter begins at the latest; `parted`: two lines each that are one, left and right;
    `streaks`: those that run into lines.
    """

    cut: Mapping[int, int]
    parted: tuple[tuple[Line, Line], ...]
    streaks: tuple[Mark, ...]


def under_marks(documents: Sequence[Document], pages: Sequence[Page]) -> tuple[Document, ...]:
    """The documents, with a reason for review of every value one of whose lines ends at a stamp or under it, and of
    every value that a streak runs through or right up to.
    """
    covered = {page.number: _covered(page) for page in pages if page.text_from == "ocr"}
    covered = {number: one for number, one in covered.items() if one.cut or one.parted or one.streaks}
    if not covered:
        return tuple(documents)
    return tuple(document.every(partial(_flagged, covered=covered)) for document in documents)


def _covered(page: Page) -> _Covered:
    streaks = tuple(mark for mark in page.marks if mark.kind == "streak")
    return _Covered(dict(_cut_lines(page)), tuple(_parted_lines(page)), streaks)


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


def _parted_lines(page: Page) -> Iterator[tuple[Line, Line]]:
    """The printed lines that stand side by side with no gap between them, left and right."""
    printed = [line for line in page.lines if line.stamp is None]
    for left, right in pairwise(printed):
        if left.box is None or right.box is None:
            continue
        high = min(_high(left.box), _high(right.box))
        level = min(left.box[3], right.box[3]) - max(left.box[1], right.box[1]) > high / 2
        if level and abs(right.box[0] - left.box[2]) < _NO_GAP * high:
            yield left, right


def _high(box: Box) -> int:
    return box[3] - box[1]


def _flagged(field: Field, covered: Mapping[int, _Covered]) -> Field:
    place = field.place
    if place is None or place.box is None or field.value is None or place.page not in covered:
        return field
    here, (first, last), end = covered[place.page], place.lines, place.box[2]
    reasons = list(field.reasons)
    if any(first <= number < last or (number == last and end > at) for number, at in here.cut.items()):
        reasons.append("stamp_over_end")
    if any(_ends_at(place, *pair) for pair in here.parted):
        reasons.append("line_parted")
    if any(_runs_into(streak, place) for streak in here.streaks):
        reasons.append("streak_through")
    return replace(field, reasons=tuple(reasons))


def _ends_at(place: Place, left: Line, right: Line) -> bool:
    """Whether a value ends where one of two lines that are one does, or begins there, and stands in one of them only."""
    first, last = place.lines
    if place.box is None or left.box is None or right.box is None:
        return False
    ends = last == left.number and place.box[2] > left.box[2] - _high(left.box) // 2
    begins = first == right.number and place.box[0] < right.box[0] + _high(right.box) // 2
    return ends or begins


def _runs_into(streak: Mark, place: Place) -> bool:
    """Whether a streak runs through a value or ends no further beside it than half the height of its line."""
    first, last = place.lines
    if place.box is None or not any(first <= number <= last for number in streak.lines):
        return False
    left, top, right, foot = place.box
    near = (foot - top) // (last - first + 1) // 2
    return left - near < streak.box[2] and streak.box[0] < right + near
