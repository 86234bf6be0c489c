"""The text of a whole file as one string that knows, for every span, where it stands on which page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from statistics import fmean, median

from saraban.extract.page import Box, Line, Page
from saraban.extract.transcript import unmark
from saraban.normalize.text import Text, clean
from saraban.patterns.labels import mend

_GAP = 1.1
"""A space between two lines wider than this many line heights counts as a blank line."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the flow: its page and where its cleaned text stands in the flow."""

    page: int
    line: Line
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands: page, first and last line on it, box of its characters, their confidence.

    `confidence` is the mean of all, `weakest` the least, `weakest_digit` that of the digits, `digits` the product
    of theirs: where confidences are probabilities, that of all being right. `by_hand`: a digit among them looks
    written by hand.
    """

    page: int
    lines: tuple[int, int]
    box: Box | None
    confidence: float | None
    weakest: float | None
    weakest_digit: float | None
    digits: float | None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """All lines of all pages: `text` joins them with newlines; line i of it is `lines[i]`."""

    text: Text
    lines: tuple[PrintedLine, ...]
    source_starts: Sequence[int]

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Flow:
        """The flow of some pages, in their order."""
        placed = [(page.number, line) for page in pages for line in _with_gaps(page)]
        source = "\n".join(line.text for _, line in placed)
        text = Text.of(source)
        if any(page.text_from == "transcript" for page in pages):
            text = unmark(text)
        text = mend(clean(text))
        starts: list[int] = []
        at = 0
        for _, line in placed:
            starts.append(at)
            at += len(line.text) + 1
        lines = []
        at = 0
        for (page, line), string in zip(placed, text.string.split("\n") if placed else (), strict=True):
            lines.append(PrintedLine(page, line, at, at + len(string)))
            at += len(string) + 1
        return cls(text, tuple(lines), starts)

    def string(self, index: int) -> str:
        """The cleaned text of line `index`."""
        line = self.lines[index]
        return self.text.string[line.start : line.stop]

    def line_at(self, offset: int) -> int:
        """The index of the line that holds a character of the cleaned text."""
        return bisect_right(self.lines, offset, key=lambda line: line.start) - 1

    def place(self, start: int, stop: int) -> Place:
        """Where the characters of a span of the cleaned text stand. A span over pages stands where it begins."""
        first, last = self.text.origin(start, max(stop, start + 1) if start < len(self.text.string) else stop)
        at = bisect_right(self.source_starts, first) - 1
        page = self.lines[at].page
        numbers: list[int] = []
        boxes: list[Box] = []
        sure: list[float] = []
        digits: list[float] = []
        by_hand = False
        while at < len(self.lines) and self.source_starts[at] < last and self.lines[at].page == page:
            line, begin = self.lines[at].line, self.source_starts[at]
            span = slice(max(first - begin, 0), min(last - begin, len(line.text)))
            by_hand = by_hand or any(span.start <= place < span.stop for place in line.by_hand)
            if line.number and line.text[span].strip():
                numbers.append(line.number)
            if line.boxes:
                boxes += [
                    box
                    for box, char in zip(line.boxes[span], line.text[span], strict=True)
                    if not char.isspace()
                ]
            if line.confidences:
                pairs = list(zip(line.text[span], line.confidences[span], strict=True))
                sure += [confidence for char, confidence in pairs if not char.isspace()]
                digits += [confidence for char, confidence in pairs if char.isdigit()]
            at += 1
        number = numbers or [self.lines[bisect_right(self.source_starts, first) - 1].line.number]
        return Place(
            page,
            (number[0], number[-1]),
            around(boxes),
            round(fmean(sure), 4) if sure else None,
            min(sure, default=None),
            min(digits, default=None),
            prod(digits) if digits else None,
            by_hand,
        )


def around(boxes: Sequence[Box]) -> Box | None:
    """The smallest box that holds all of these."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


_BLANK = Line(0, "")


def _with_gaps(page: Page) -> list[Line]:
    """The lines of a page with a blank one where the paper leaves a line's space; pages end in a break."""
    boxed = [line.box for line in page.lines if line.box is not None]
    if not boxed:
        return list(page.lines)
    height = median(box[3] - box[1] for box in boxed)
    lines: list[Line] = []
    above: Line | None = None
    for line in page.lines:
        if line.box is not None:
            if above is not None and _parted(above, line, _GAP * height):
                lines.append(_BLANK)
            above = line
        lines.append(line)
    return lines


def _parted(above: Line, line: Line, gap: float) -> bool:
    """Whether a blank line parts two lines: a stamp from the page, a block from the next."""
    if above.box is None or line.box is None or above.stamp != line.stamp:
        return True
    if line.stamp is not None:
        return False
    return line.box[1] - above.box[3] > gap or _beside(above.box, line.box)


def _beside(above: Box, box: Box) -> bool:
    """Whether a line stands lower than the one before it and wholly to its left or right: another block."""
    apart = box[2] < above[0] or above[2] < box[0]
    return apart and box[1] > (above[1] + above[3]) // 2
