"""The pieces of ink are those that OpenCV counts."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from saraban.extract.components import components


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("connectivity", [4, 8])
def test_they_are_those_of_opencv(share: float, connectivity: int) -> None:
    mask = np.where(np.random.default_rng(7).random((211, 307)) < share, 255, 0).astype(np.uint8)
    labels, stats = components(mask, connectivity)
    _, expected, theirs, _ = cv2.connectedComponentsWithStats(
        mask, connectivity=connectivity, ltype=cv2.CV_32S
    )
    assert (labels == expected).all()
    assert stats[1:].tolist() == theirs[1:].tolist()
