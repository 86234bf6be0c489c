"""A font with Thai and Latin letters for pictures: one that the machine has."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from saraban.extract.errors import FontMissing

PACKAGE = "fonts-tlwg-loma-ttf"
NAMES = (
    "Loma",
    "Sarabun-Regular",
    "Garuda",
    "Waree",
    "Laksaman",
    "Umpush",
    "Norasi",
    "THSarabunNew",
    "tahoma",
)


@cache
def thai_font(size: int) -> ImageFont.FreeTypeFont:
    """A Thai font, letters `size` pixels high. Raises FontMissing, which says how to get one."""
    for name in NAMES:
        try:
            return ImageFont.truetype(f"{name}.ttf", size)
        except OSError:  # Pillow looks into every folder of fonts
            continue
    raise FontMissing(f"there is no Thai font to draw with; install one: apt-get install {PACKAGE}")
