"""Fields of a form: a label and what fills it, over dotted leaders (จุดไข่ปลา) at times.

What is set on a leader may stand anywhere along it, so a space is read before it.
"""

from __future__ import annotations

import random

from training.text.line import Run


def leader(rng: random.Random, most: int = 60) -> int:
    """How many dots stand under a field; none under most fields."""
    return rng.randint(12, most) if rng.random() < 0.4 else 0


def blank(rng: random.Random) -> Run:
    """A field not filled in: dots alone."""
    return Run("", leader=rng.randint(8, 40))


def by_pen(text: str, rng: random.Random, chance: float) -> Run:
    """What fills a field: by pen with that chance, else in print, over dots or not."""
    return Run(text, pen=rng.random() < chance, leader=leader(rng, max(13, len(text) + 12)))


def labelled(label: str, filled: tuple[Run, ...], rng: random.Random, bold: float = 0.6) -> tuple[Run, ...]:
    """A label (bold with that chance) and its field, at times without a space between them."""
    glued = not filled[0].leader and rng.random() < 0.2
    return (Run(label if glued else label + " ", bold=rng.random() < bold), *filled)
