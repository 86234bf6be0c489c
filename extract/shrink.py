"""Pictures made smaller, quickly: each pixel the mean of those it stands for."""

from __future__ import annotations

import cv2
import numpy as np

from saraban.extract.images import Gray


def halved(pixels: Gray) -> Gray:
    """A picture at half its size; an odd last row or column is left out."""
    return shrunk(pixels, (max(1, pixels.shape[1] // 2), max(1, pixels.shape[0] // 2)))


def in_cells(pixels: Gray, cell: int) -> Gray:
    """The mean of each square of so many pixels a side, no more than there are. What is left over at the right and
    below is left out.

    Squares of whole pixels take a quarter of the time of others.
    """
    high, wide = (side // cell for side in pixels.shape)
    return np.asarray(
        cv2.resize(pixels[: high * cell, : wide * cell], (wide, high), interpolation=cv2.INTER_AREA), np.uint8
    )


def scaled(shape: tuple[int, ...], scale: float) -> tuple[int, int]:
    """Width and height of a picture (rows, columns) that is made smaller, rounded down: of an odd side half is taken."""
    return max(1, int(shape[1] * scale)), max(1, int(shape[0] * scale))


def shrunk(pixels: Gray, size: tuple[int, int]) -> Gray:
    """A picture at a smaller size (width, height).

    By halves as long as that is smaller than the picture by half: taking the mean of four pixels is ten times as fast as
    weighing them by the share that lies in each. What an odd size leaves over is up to a pixel at each step.
    """
    while min(pixels.shape[:2]) > 1 and 2 * size[0] <= pixels.shape[1] and 2 * size[1] <= pixels.shape[0]:
        even = pixels[: pixels.shape[0] // 2 * 2, : pixels.shape[1] // 2 * 2]
        half = (even.shape[1] // 2, even.shape[0] // 2)
        pixels = np.asarray(cv2.resize(even, half, interpolation=cv2.INTER_AREA), np.uint8)
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
