"""A plain garuda of our own: a heraldic bird with raised wings, standing in for the state emblem."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

Point = tuple[float, float]
# Right half, in units of the emblem's height: x from the axis, y from the top.
_BODY: tuple[Point, ...] = (
    (0.0, 0.30), (0.06, 0.31), (0.11, 0.36), (0.10, 0.45), (0.075, 0.53), (0.11, 0.60), (0.16, 0.66),
    (0.17, 0.74), (0.13, 0.80), (0.17, 0.86), (0.16, 0.90), (0.10, 0.88), (0.07, 0.80), (0.03, 0.74), (0.0, 0.73),
)  # fmt: skip
_HEAD: tuple[Point, ...] = (
    (0.0, 0.0), (0.012, 0.06), (0.03, 0.10), (0.02, 0.12), (0.045, 0.15), (0.04, 0.18), (0.065, 0.21),
    (0.06, 0.26), (0.03, 0.30), (0.0, 0.31),
)  # fmt: skip
_ARM: tuple[Point, ...] = (
    (0.08, 0.36), (0.17, 0.37), (0.22, 0.31), (0.21, 0.22), (0.25, 0.17), (0.26, 0.24), (0.265, 0.33),
    (0.20, 0.42), (0.09, 0.43),
)  # fmt: skip
_FEATHERS = 7


def draw_garuda(image: Image.Image, x: float, y: float, height: float, ink: tuple[int, int, int]) -> None:
    """Draw the emblem in a square of `height` pixels with its top left corner at (x, y)."""
    big = 4
    side = round(height * big)
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    for mirror in (1, -1):
        for shape in (_BODY, _HEAD, _ARM):
            _fill(pen, shape, side, mirror, 255)
        for number in range(_FEATHERS):
            _fill(pen, _feather(number), side, mirror, 255)
        for number in range(4):
            _fill(pen, _tail(number), side, mirror, 255)
        pen.line(_scaled(((0.02, 0.5), (0.075, 0.53)), side, mirror), fill=0, width=max(1, side // 70))
        pen.line(_scaled(((0.0, 0.36), (0.07, 0.4)), side, mirror), fill=0, width=max(1, side // 80))
        pen.line(_scaled(((0.03, 0.66), (0.12, 0.7)), side, mirror), fill=0, width=max(1, side // 80))
    small = mask.resize((round(height), round(height)), Image.Resampling.LANCZOS)
    image.paste(ink, (round(x), round(y)), small)


def _feather(number: int) -> tuple[Point, ...]:
    """A wing feather: the outer ones rise, the inner ones hang."""
    angle = math.radians(72 - number * 21)
    long = 0.40 - 0.016 * number
    root = (0.13 + 0.012 * number, 0.44 + 0.012 * number)
    tip = (root[0] + long * math.cos(angle), root[1] - long * math.sin(angle))
    side = (math.sin(angle) * 0.027, math.cos(angle) * 0.027)
    bend = (root[0] * 0.35 + tip[0] * 0.65, root[1] * 0.35 + tip[1] * 0.65 - 0.02)
    return (
        root,
        (bend[0] - side[0], bend[1] - side[1]),
        (tip[0], tip[1]),
        (bend[0] + side[0], bend[1] + side[1]),
    )


def _tail(number: int) -> tuple[Point, ...]:
    spread = 0.035 + 0.05 * number
    return ((0.02, 0.72), (spread * 0.7, 0.84), (spread, 0.99 - 0.02 * number), (spread * 0.45, 0.86))


def _scaled(points: tuple[Point, ...], side: int, mirror: int) -> list[Point]:
    return [(side / 2 + mirror * px * side, py * side) for px, py in points]


def _fill(pen: ImageDraw.ImageDraw, points: tuple[Point, ...], side: int, mirror: int, value: int) -> None:
    pen.polygon(_scaled(points, side, mirror), fill=value)
