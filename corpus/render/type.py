"""Typefaces, and the width of a printed string in millimetres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from PIL import ImageFont, features

FOLDER = "/usr/share/fonts/truetype/tlwg/"
MM_PER_POINT = 25.4 / 72
HAND = "Purisa"
BOX_EM, RING_EM = 0.62, 0.88  # sides of square and round check boxes, in ems
_RULER = 256  # pixels per em when measuring, so that layout does not depend on the resolution

Kind = Literal["type", "hand", "box"]
_KINDS: tuple[Kind, ...] = ("type", "hand", "box")
_SEGMENT = re.compile(r"\{(?P<hand>[^}]*)\}|(?P<box>[☐☑☒◯◉][!?]?)|(?P<type>[^{☐☑☒◯◉]+)")
_STROKE = re.compile(r"(?<=[☐☑☒◯◉])[!?]")


@cache
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a size; Thai marks stack only with raqm, so its absence is an error."""
    if not features.check("raqm"):
        raise RuntimeError("Pillow lacks raqm: Thai vowels and tone marks would be misplaced")
    return ImageFont.truetype(f"{FOLDER}{face}.ttf", pixels, layout_engine=ImageFont.Layout.RAQM)


def segments(text: str) -> Iterator[tuple[Kind, str]]:
    """Split printed text into typed and {handwritten} parts and check boxes."""
    for match in _SEGMENT.finditer(text):
        yield from ((kind, match[kind]) for kind in _KINDS if match[kind] is not None)


def plain(text: str) -> str:
    """What a reader sees: without the braces of handwriting and the manner of ticks, no-break `~` as a space."""
    return _STROKE.sub("", text).replace("{", "").replace("}", "").replace("~", " ")


def hand_face(face: str) -> str:
    """Handwriting on a typed line; a pen run next to any printed face."""
    return face if face.startswith(HAND) else HAND


def box_em(sign: str) -> float:
    """Side of a check box, in ems: round ones (◯ ◉) are larger than letters."""
    return RING_EM if sign[0] in "◯◉" else BOX_EM


def segment_width(kind: Kind, text: str, face: str, points: float) -> float:
    """Width in mm of one segment."""
    em = points * MM_PER_POINT
    if kind == "box":
        return em * (box_em(text) + 0.2)
    used = hand_face(face) if kind == "hand" else face
    length: float = font(used, _RULER).getlength(text.replace("~", " "))
    return length / _RULER * em


def width(text: str, face: str, points: float) -> float:
    """Width in mm of a line with its handwritten parts and boxes."""
    return sum(segment_width(kind, part, face, points) for kind, part in segments(text))
