"""Check boxes and the words they stand before: each box goes with a line, and into its text as ☐, ☑ or ☒."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saraban.extract.checkboxes import CheckBox
from saraban.extract.lines import Strip
from saraban.extract.page import Box

SIGNS = {"empty": "☐", "ticked": "☑", "crossed": "☒"}
_REACH = 8.0  # letter heights to the right of a box within which its words begin

_Character = tuple[str, Box, float]
"""A character, its box and how sure it is, as the engine gives it."""


def with_boxes(strips: Sequence[Strip], boxes: Sequence[CheckBox]) -> tuple[Strip, ...]:
    """The strips with the check boxes that stand in or before them; both of one picture."""
    taken: dict[int, list[CheckBox]] = {}
    for box in boxes:
        near = {number: _distance(strip, box.mark.box) for number, strip in enumerate(strips)}
        reached = {number: distance for number, distance in near.items() if distance is not None}
        if reached:
            taken.setdefault(min(reached, key=lambda number: reached[number]), []).append(box)
    return tuple(
        replace(strip, checks=tuple(sorted(taken[number], key=lambda box: box.mark.box)))
        if number in taken
        else strip
        for number, strip in enumerate(strips)
    )


def _distance(strip: Strip, box: Box) -> float | None:
    """How far a line begins from a box on its level, in pixels; None where it is no line of the box."""
    level, away = (box[1] + box[3]) / 2, max(0, strip.box[0] - box[2])
    if not strip.box[1] <= level <= strip.box[3] or strip.box[2] <= box[2] or away > _REACH * strip.unit:
        return None
    return away + abs(level - (strip.box[1] + strip.box[3]) / 2)


def spelt_out(
    checks: Sequence[CheckBox], spread: list[_Character], spaced: list[bool]
) -> tuple[list[_Character], list[bool]]:
    """The characters of a line with the signs of its boxes, each a word of its own.

    `spaced`: for each character whether a space comes before it.
    """
    spread, spaced = list(spread), list(spaced)
    for check in checks:
        middle = (check.mark.box[0] + check.mark.box[2]) / 2
        after = (at for at, (_, box, _) in enumerate(spread) if (box[0] + box[2]) / 2 > middle)
        at = next(after, len(spread))
        spread.insert(at, (SIGNS[check.mark.state or "empty"], check.mark.box, check.sure))
        spaced.insert(at, at > 0)
        if at + 1 < len(spaced):
            spaced[at + 1] = True
    return spread, spaced


def whole_box(strip: Strip) -> Box:
    """The box of a line and its check boxes, in the picture it was found in."""
    lefts, tops, rights, bottoms = zip(strip.box, *(check.mark.box for check in strip.checks), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
