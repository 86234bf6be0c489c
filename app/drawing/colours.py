"""What is drawn in which colour, on pictures and on web pages alike: red, green, blue."""

from __future__ import annotations

from saraban.app.drawing.scene import Shape

Colour = tuple[int, int, int]

LINE: Colour = (120, 165, 215)
SURE: Colour = (0, 135, 60)
FLAGGED: Colour = (214, 84, 0)
BOUND: Colour = (40, 40, 160)
WARNING: Colour = (190, 0, 30)
MARKS: dict[str, Colour] = {
    "stamp": (135, 60, 190),
    "seal": (190, 30, 150),
    "check_box": (0, 130, 150),
    "signature": (120, 85, 30),
    "handwriting": (200, 60, 110),
    "emblem": (120, 120, 120),
    "streak": (190, 0, 30),
}


def colour_of(shape: Shape) -> Colour:
    """The colour of a box: that of its kind, of flagged fields another."""
    if shape.layer == "line":
        return LINE
    if shape.layer == "mark":
        return MARKS[shape.name]
    return FLAGGED if shape.flagged else SURE


def css(colour: Colour) -> str:
    """A colour as a style sheet has it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
