"""A page as a picture: boxes over the scan, and beside it what each of them says."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from saraban.app.drawing.colours import BOUND, LINE, WARNING, Colour, colour_of
from saraban.app.drawing.fonts import thai_font
from saraban.app.drawing.panel import Entry, draw_panel
from saraban.app.drawing.scene import Bound, Scene, Shape
from saraban.app.drawing.words import FIELDS, KINDS, MARKS
from saraban.extract.images import Gray
from saraban.extract.page import Box

_PEN_INCHES = 0.01
_LETTERS_INCHES = 0.085
_DPI_LEAST = 100  # of a picture: fewer, and letters are too small to read
_TINT = 34  # of 255
_DARK = 140


@dataclass(slots=True)
class _Sheet:
    """A page while it is drawn: its picture, the width of the pen, the height of letters, where tags stand."""

    image: Image.Image
    gray: Gray
    draw: ImageDraw.ImageDraw
    pen: int
    letters: int
    tags: list[Box] = field(default_factory=list)


def draw_page(scene: Scene, pixels: Gray) -> bytes:
    """A page with all that was understood of it, as PNG. Raises FontMissing."""
    image = Image.fromarray(pixels).convert("RGB")
    dpi = max(scene.page.dpi, _DPI_LEAST)
    sheet = _Sheet(
        image,
        np.asarray(image.convert("L")),
        ImageDraw.Draw(image, "RGBA"),
        max(1, round(dpi * _PEN_INCHES)),
        round(dpi * _LETTERS_INCHES),
    )
    for line in scene.lines:
        _draw_line(sheet, line)
    for bound in scene.bounds:
        _draw_bound(sheet, bound)
    for mark in scene.marks:
        _draw_box(sheet, mark, f"{MARKS[mark.name][0]} {mark.text}".rstrip())
    for number, one in enumerate(scene.fields, start=1):
        _draw_box(sheet, one, f"{number} {FIELDS[one.name][0]}")
    whole = draw_panel(image, list(_entries(scene)), sheet.letters)
    stream = io.BytesIO()
    whole.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def _draw_line(sheet: _Sheet, shape: Shape) -> None:
    if shape.box is None:
        return
    sheet.draw.rectangle(shape.box, outline=LINE, width=max(1, sheet.pen // 2))
    font = thai_font(round(sheet.letters * 0.8))
    left = max(0, shape.box[0] - round(font.getlength(shape.name)) - 2 * sheet.pen)
    middle = (shape.box[1] + shape.box[3]) // 2
    sheet.draw.text((left, middle), shape.name, LINE, font, anchor="lm")


def _draw_bound(sheet: _Sheet, bound: Bound) -> None:
    """A broken line across the page where a document begins or ends, with its name."""
    row = bound.row + (-2 if bound.begins else 2) * sheet.pen
    for left in range(0, sheet.image.width, 12 * sheet.pen):
        sheet.draw.line((left, row, left + 7 * sheet.pen, row), BOUND, sheet.pen)
    name = bound.document.id
    tag = f"{name} {KINDS[bound.document.kind][0]}" if bound.begins else f"จบ {name}"
    _draw_tag(sheet, (0, row, sheet.image.width, row), tag, BOUND)


def _draw_box(sheet: _Sheet, shape: Shape, tag: str) -> None:
    if shape.box is None:
        return
    colour = colour_of(shape)
    left, top, right, bottom = shape.box
    grown = (left - sheet.pen, top - sheet.pen, right + sheet.pen, bottom + sheet.pen)
    sheet.draw.rectangle(grown, (*colour, _TINT), colour, sheet.pen)
    _draw_tag(sheet, grown, tag, colour)


def _draw_tag(sheet: _Sheet, box: Box, text: str, colour: Colour) -> None:
    """A word on a ground of its colour, at that corner of a box where it hides least."""
    font = thai_font(sheet.letters)
    width, height = round(font.getlength(text)) + 2 * sheet.pen, round(1.4 * sheet.letters)
    left, top, right, bottom = box
    corners = [(left, top - height), (right - width, top - height), (right, top), (left - width, top)]
    corners += [(left, bottom), (right - width, bottom)]
    places = [_within(sheet.image, corner, width, height) for corner in corners]
    place = min(places, key=lambda place: _hidden(sheet, place))
    sheet.tags.append(place)
    sheet.draw.rectangle(place, (*colour, 225))
    sheet.draw.text((place[0] + sheet.pen, place[1] + height // 2), text, "white", font, anchor="lm")


def _within(image: Image.Image, corner: tuple[int, int], width: int, height: int) -> Box:
    left = max(0, min(corner[0], image.width - width))
    top = max(0, min(corner[1], image.height - height))
    return left, top, left + width, top + height


def _hidden(sheet: _Sheet, place: Box) -> float:
    """How much would be hidden there: the share of ink, and other tags above all."""
    left, top, right, bottom = place
    over = any(left < tag[2] and tag[0] < right and top < tag[3] and tag[1] < bottom for tag in sheet.tags)
    return over + float((sheet.gray[top:bottom, left:right] < _DARK).mean())


def _entries(scene: Scene) -> list[Entry]:
    """What stands beside the page."""
    page = scene.page
    turned = f", หมุน {page.rotation}°" if page.rotation else ""
    entries = [Entry(f"หน้า {page.number}", f"{page.text_from}, เอียง {page.skew:.1f}°{turned}", (0, 0, 0))]
    entries += [Entry(warning.code, warning.message, WARNING) for warning in scene.warnings]
    entries += [
        Entry(f"{one.id} {KINDS[one.kind][0]}", f"หน้า {one.pages[0]}–{one.pages[1]}", BOUND, one.reasons)
        for one in scene.documents
    ]
    entries += [
        Entry(
            f"{number} {FIELDS[one.name][0]} ({one.document} {one.name})",
            one.text,
            colour_of(one),
            one.reasons,
        )
        for number, one in enumerate(scene.fields, start=1)
    ]
    return entries
