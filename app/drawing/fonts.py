"""A font with Thai and Latin letters for pictures: one that the machine has."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from saraban.extract.errors import FontMissing

PACKAGE = "fonts-tlwg-loma-ttf"
NAMES = ("Loma.ttf", "Loma.otf", "Sarabun-Regular.ttf", "Garuda.ttf", "Garuda.otf", "Waree.ttf", "Waree.otf")
ADVICE = f"apt-get install {PACKAGE}"


@cache
def thai_font(size: int) -> ImageFont.FreeTypeFont:
    """A Thai font, letters `size` pixels high. Raises FontMissing, which says how to get one."""
    for name in NAMES:
        try:
            return ImageFont.truetype(name, size)
        except OSError:  # Pillow has looked into every folder of fonts
            continue
    raise FontMissing(f"there is no Thai font to draw with; install one: {ADVICE}")
