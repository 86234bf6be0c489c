"""A page taken apart: made straight, its stamps and check boxes found, its lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from saraban.extract.checkboxes import part_check_boxes
from saraban.extract.choices import with_boxes
from saraban.extract.colourstamps import Parted, part_coloured
from saraban.extract.daters import part_type
from saraban.extract.emblem import part_emblem
from saraban.extract.erase import lightened
from saraban.extract.frames import find_frames
from saraban.extract.images import Gray, Picture
from saraban.extract.ink import Ink, find_ink
from saraban.extract.lines import Strip, find_lines, mapped
from saraban.extract.page import Mark
from saraban.extract.seals import Seal, find_seals
from saraban.extract.sketch import Sketch
from saraban.extract.stamps import Stamp, part_stamps, stamps_in
from saraban.extract.straight import straightened
from saraban.extract.unsealed import without_seals

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


def lay_out(picture: Picture, sketch: Sketch | None = None) -> Layout:
    """The parts of an upright page. `sketch`: that of this page, where it is known already.

    Lines of stamps come before those of the page where the stamp stands in its head, else after them: a stamp
    set across a line parts it from its continuation.
    """
    straight = straightened(picture, sketch)
    coloured = part_coloured(straight.picture)
    ink = find_ink(coloured.gray if coloured else straight.picture.gray, picture.dpi)
    gray, skew = coloured.whole if coloured else ink.gray, straight.skew
    del straight  # the picture of a page that was turned is large
    ink, stamps, seals = _print_of(ink, coloured, picture.dpi)
    ink, checks = part_check_boxes(ink)
    ink, emblem = part_emblem(ink, picture.dpi)
    boxes = [check.mark for check in checks]
    above: list[Strip] = []
    below: list[Strip] = []
    for number, stamp in enumerate(stamps):
        at_head = stamp.mark.box[1] + stamp.mark.box[3] < 2 * _HEAD * ink.gray.shape[0]
        strips, found = _lines_of(stamp, number, picture.dpi)
        (above if at_head else below).extend(strips)
        boxes += found
    page = with_boxes(find_lines(ink), checks)
    marks = (*(stamp.mark for stamp in stamps), *seals, *boxes, *emblem)
    return Layout(gray, ink, skew, (*above, *page, *below), marks)


def _print_of(ink: Ink, coloured: Parted | None, dpi: int) -> tuple[Ink, tuple[Stamp, ...], tuple[Mark, ...]]:
    """The ink of a page without its stamps and round seals, coloured ones first; and these from top to bottom."""
    seals = find_seals(ink, dpi)
    gray, stamps = _stamps_beside(ink, seals, dpi) if seals else part_stamps(ink, dpi)
    if seals:
        gray = without_seals(replace(ink, gray=gray), seals, dpi)
    if stamps or seals:
        ink = lightened(ink, gray, dpi)
    marks = tuple(Mark("seal", seal.box) for seal in seals)
    if coloured is not None:
        stamps = tuple(sorted((*coloured.stamps, *stamps), key=lambda stamp: stamp.mark.box[1]))
        marks = (*coloured.seals, *marks)
    return ink, stamps, marks


def _stamps_beside(ink: Ink, seals: tuple[Seal, ...], dpi: int) -> tuple[Gray, tuple[Stamp, ...]]:
    """A page without the framed stamps that stand beside its seals, or reach into them; and these. They are found
    as if there were no seals: no ring is the side of a frame, and no line goes on into a garuda.
    """
    bare = ink.gray.copy()
    for seal in seals:
        bare[seal.area(bare.shape) > 0] = 255
    alone = replace(lightened(ink, bare, dpi), gray=ink.gray)
    return stamps_in(alone, find_frames(bare, dpi), dpi)


def _lines_of(stamp: Stamp, number: int, dpi: int) -> tuple[list[Strip], list[Mark]]:
    """The lines of a stamp, that know which one it is and the way back to the page: those of its form, and those
    that other stamps set into it. And its check boxes on the page.
    """
    form, typed = part_type(stamp.pixels, stamp.to_page, dpi)
    ink, checks = part_check_boxes(form)  # of the form alone: 8 has counters like boxes
    strips = [replace(strip, to_page=stamp.to_page) for strip in with_boxes(find_lines(ink), checks)]
    lines = [replace(strip, stamp=number) for strip in (*strips, *typed)]
    boxes = [replace(check.mark, box=mapped(check.mark.box, stamp.to_page)) for check in checks]
    return sorted(lines, key=lambda strip: strip.box[1] + strip.box[3]), boxes
