"""A page taken apart: made straight, its stamps and check boxes found, its lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from saraban.extract.checkboxes import part_check_boxes
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import Ink, find_ink
from saraban.extract.lines import Strip, find_lines
from saraban.extract.page import Mark
from saraban.extract.stamps import Stamp, part_stamps
from saraban.extract.straight import straightened

_HEAD = 0.45  # of a page's height: a stamp above it belongs to the head of what stands on the page


@dataclass(frozen=True, slots=True)
class Layout:
    """A page made straight, its lines in reading order and its marks. `skew`: degrees it was turned by.

    `ink`: that of the page itself, without its stamps.
    """

    gray: Gray
    ink: Ink
    skew: float
    strips: tuple[Strip, ...]
    marks: tuple[Mark, ...] = ()


def lay_out(picture: Picture, ink: Ink | None = None) -> Layout:
    """The parts of an upright page. `ink`: that of this page, where it is known already.

    Lines of stamps come before those of the page where the stamp stands in its head, else after them: a stamp
    set across a line parts it from its continuation.
    """
    straight = straightened(picture, ink)
    gray, stamps = part_stamps(straight.picture, straight.ink)
    ink = find_ink(gray, picture.dpi) if stamps else straight.ink
    ink, boxes = part_check_boxes(ink)
    above: list[Strip] = []
    below: list[Strip] = []
    for number, stamp in enumerate(stamps):
        at_head = stamp.mark.box[1] + stamp.mark.box[3] < 2 * _HEAD * gray.shape[0]
        (above if at_head else below).extend(_lines_of(stamp, number, picture.dpi))
    strips = (*above, *find_lines(ink), *below)
    marks = (*(stamp.mark for stamp in stamps), *boxes)
    return Layout(straight.ink.gray, ink, straight.skew, strips, marks)


def _lines_of(stamp: Stamp, number: int, dpi: int) -> list[Strip]:
    """The lines of a stamp, that know which one it is and the way back to the page."""
    strips = find_lines(find_ink(stamp.pixels, dpi))
    return [replace(strip, stamp=number, to_page=stamp.to_page) for strip in strips]
