"""The column beside a drawn page: entries of a name, a value and reasons, one below the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from saraban.app.drawing.colours import FLAGGED, Colour
from saraban.app.drawing.fonts import thai_font

_WIDTH = 38  # letters' heights
_PACE = 1.55  # from line to line, in letters' heights: Thai marks stand high


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is told: its name on a ground of its colour, its value, why a person should look."""

    name: str
    value: str
    colour: Colour
    reasons: tuple[str, ...] = ()


def draw_panel(page: Image.Image, entries: list[Entry], letters: int) -> Image.Image:
    """The page with a column of entries at its right, made longer where they need more room."""
    font, width = thai_font(letters), _WIDTH * letters
    rows = [row for entry in entries for row in _rows(entry, font, width - 2 * letters)]
    pace = round(_PACE * letters)
    whole = Image.new(
        "RGB", (page.width + width, max(page.height, pace * len(rows) + 2 * letters)), (250, 250, 247)
    )
    whole.paste(page, (0, 0))
    draw = ImageDraw.Draw(whole)
    for number, (text, colour, ground) in enumerate(rows):
        left, top = page.width + letters, letters + number * pace
        if ground is not None:
            draw.rectangle(
                (left - letters // 3, top, left + font.getlength(text) + letters // 3, top + pace - 2), ground
            )
        draw.text((left, top + pace // 2), text, colour, font, anchor="lm")
    return whole


def _rows(
    entry: Entry, font: ImageFont.FreeTypeFont, width: int
) -> Iterator[tuple[str, Colour, Colour | None]]:
    """The lines of an entry: text, its colour, its ground."""
    yield next(wrapped(entry.name, font, width)), (255, 255, 255), entry.colour
    for text in wrapped(entry.value, font, width):
        yield text, (20, 20, 20), None
    if entry.reasons:
        for text in wrapped("ตรวจ: " + ", ".join(entry.reasons), font, width):
            yield text, FLAGGED, None
    yield "", (0, 0, 0), None


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """A text in lines of at most so many pixels: broken at a space, else between letters, never before a mark."""
    while text:
        fits = len(text)
        while fits > 1 and font.getlength(text[:fits]) > width:
            fits = min(fits - 1, round(fits * width / font.getlength(text[:fits])) + 1)
        if fits < len(text):
            space = text.rfind(" ", fits // 2, fits)
            fits = space + 1 if space > 0 else fits
            while fits > 1 and (unicodedata.category(text[fits]) == "Mn" or text[fits - 1] in "เแโใไ"):
                fits -= 1
        yield text[:fits].rstrip()
        text = text[fits:].lstrip()
