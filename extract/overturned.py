"""Print that stands on its head on a page that does not: halves of two sheets, a sheet that was folded over."""

from __future__ import annotations

from collections.abc import Iterator

from saraban.extract.lines import Strip
from saraban.extract.quality import POOR_LINE
from saraban.extract.upright import Reader, Upright, upside_down

_LINES_MIN = 3  # read badly: fewer are a note by hand
_LETTERS_MIN = 5
_WELL_READ = 0.9
_SHARE_MIN = 0.5  # of the lines that were read badly


def has_overturned(upright: Upright, read: Reader) -> bool:
    """Whether lines that were read badly read well when they are turned over. Handwriting reads badly either way.

    Raises what `read` raises.
    """
    poor = list(_poorly_read(upright))
    if len(poor) < _LINES_MIN:
        return False
    turned = read(tuple(map(upside_down, poor)))
    well = [
        line for line in turned if len(line.text) >= _LETTERS_MIN and (line.confidence or 0.0) >= _WELL_READ
    ]
    return len(well) >= max(2, _SHARE_MIN * len(poor))


def _poorly_read(upright: Upright) -> Iterator[Strip]:
    """The lines of the page itself, not of its stamps, that were read badly."""
    places = {
        line.box[1::2]
        for line in upright.lines
        if line.box
        and line.stamp is None
        and len(line.text) >= _LETTERS_MIN
        and (line.confidence or 0.0) < POOR_LINE
    }
    for strip in upright.layout.strips:
        if strip.stamp is None and strip.box[1::2] in places:
            yield strip
