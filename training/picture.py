"""A line picture as the network sees it: 48 pixels high, ink -1, paper 1, as Tesseract prepares it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT = 48  # pixels: what the network was built for
Gray = NDArray[np.uint8]
Values = NDArray[np.float32]
_SMALLER = 0.7  # below this scale Leptonica averages areas, above it interpolates


def scaled(picture: Gray) -> Gray:
    """The line made 48 pixels high and sharpened, as Leptonica's `pixScale` does it."""
    height, width = picture.shape
    if height == HEIGHT:
        return picture
    scale = HEIGHT / height
    size = (max(1, round(width * scale)), HEIGHT)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < _SMALLER else cv2.INTER_LINEAR)
    if scale > 1.4:
        return np.asarray(small, np.uint8)
    half, share = (1, 0.2) if scale < _SMALLER else (2, 0.4)
    soft = cv2.blur(small, (2 * half + 1, 2 * half + 1)).astype(np.float32)
    sharp = small + share * (small.astype(np.float32) - soft)
    return np.clip(np.rint(sharp), 0, 255).astype(np.uint8)


def values(picture: Gray) -> Values:
    """The values of a line of 48 rows: black is the first quartile of the valleys along the middle row,
    white the third quartile of its hills.
    """
    middle = picture[HEIGHT // 2].astype(np.int16)
    before, here, after = middle[:-2], middle[1:-1], middle[2:]
    valleys = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    hills = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    black = _quantile(valleys, 0.25) if len(valleys) else 0.0
    white = _quantile(hills, 0.75) if len(hills) else 255.0
    contrast = (white - black) / 2
    contrast = contrast if contrast > 0 else 1.0
    return np.asarray(np.clip((picture - black) / contrast - 1, -1, 1), np.float32)


def _quantile(levels: NDArray[np.int16], share: float) -> float:
    """The level below which that share lies, between two levels where the count falls between."""
    counts = np.bincount(levels, minlength=256)
    target = min(max(share * len(levels), 1.0), float(len(levels)))
    total = np.cumsum(counts)
    index = int(np.searchsorted(total, target))
    return float(index + 1 - (total[index] - target) / counts[index])
