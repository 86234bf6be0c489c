"""A round seal of an office: two rings, our own emblem in fine lines, the office's name along the lower half."""

from __future__ import annotations

import math
import unicodedata

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from corpus.render.emblem import draw_garuda
from corpus.render.type import MM_PER_POINT, font

_FACE, _POINTS = "Laksaman-Bold", 13
_RING, _INNER, _EMBLEM = 0.5, 0.78, 0.62  # mm; of the outer ring: the inner one, the emblem's height
_HALF = 150  # degrees that a long name may take

Ink = tuple[int, int, int]


def draw_seal(image: Image.Image, box: tuple[float, float, float], name: str, ink: Ink, scale: float) -> None:
    """Draw a seal into the square at (x, y) of a side, all in pixels; `scale`: pixels a mm."""
    x, y, side = box
    pen, thick = ImageDraw.Draw(image), max(1, round(_RING * scale))
    for part in (1.0, _INNER):
        gap = side * (1 - part) / 2
        pen.ellipse([x + gap, y + gap, x + side - gap, y + side - gap], outline=ink, width=thick)
    _emblem(image, x + side * (1 - _EMBLEM) / 2, y + side * (1 - _EMBLEM) / 2, side * _EMBLEM, ink)
    _name(image, (x + side / 2, y + side / 2), side * (1 + _INNER) / 4, name, ink, scale)


def _emblem(image: Image.Image, x: float, y: float, high: float, ink: Ink) -> None:
    """The outline of the emblem, as fine as a seal is cut."""
    solid = Image.new("RGB", (round(high), round(high)), "white")
    draw_garuda(solid, 0, 0, high, (0, 0, 0))
    outline = ImageChops.difference(solid.convert("L"), solid.convert("L").filter(ImageFilter.MinFilter(3)))
    image.paste(ink, (round(x), round(y)), outline)


def _name(
    image: Image.Image, middle: tuple[float, float], radius: float, name: str, ink: Ink, scale: float
) -> None:
    """Letters along the lower half of a circle, their feet outwards."""
    face = font(_FACE, round(_POINTS * MM_PER_POINT * scale))
    signs = _signs(name)
    widths = [face.getlength(sign) for sign in signs]
    turn = min(math.degrees(sum(widths) / radius), _HALF)
    at = 90 + turn / 2
    side = round(4 * _POINTS * MM_PER_POINT * scale)
    for sign, wide in zip(signs, widths, strict=True):
        angle = at - turn * wide / sum(widths) / 2
        at -= turn * wide / sum(widths)
        letter = Image.new("L", (side, side), 0)
        ImageDraw.Draw(letter).text((side / 2, side / 2), sign, font=face, fill=255, anchor="mm")
        letter = letter.rotate(90 - angle, Image.Resampling.BICUBIC)
        x = middle[0] + radius * math.cos(math.radians(angle)) - side / 2
        y = middle[1] + radius * math.sin(math.radians(angle)) - side / 2
        image.paste(ink, (round(x), round(y)), letter)


def _signs(name: str) -> list[str]:
    """Letters with the vowels and tones that stand over or under them."""
    signs: list[str] = []
    for char in name:
        if signs and unicodedata.category(char) == "Mn":
            signs[-1] += char
        else:
            signs.append(char)
    return signs
