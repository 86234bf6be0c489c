"""Print much larger than that of the page: ด่วนที่สุด beside the emblem, the title of a form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from saraban.extract.bands import Band, bands_of
from saraban.extract.chains import chain_letters
from saraban.extract.ink import LARGE, Ink, Ints

_TALLEST, _WIDEST = 7.0, 1.8  # letter heights; widths for their height
_LETTERS, _LIKE = 4, 1.5  # letters of a title at least, and how often the smallest goes into the largest


def find_titles(ink: Ink) -> tuple[list[Band], list[Ints]]:
    """The bands of lines of large print, and the labels of their letters."""
    blobs = ink.blobs
    large = (blobs.height > LARGE * ink.letter) & (blobs.height <= _TALLEST * ink.letter)
    large &= blobs.width <= _WIDEST * blobs.height
    if np.count_nonzero(large) < _LETTERS:
        return [], []
    title = replace(ink, letter=float(np.median(blobs.height[large])))
    body, chains = chain_letters(title)
    kept = []
    for chain in chains:
        tall = body.height[chain.members]
        if len(tall) >= _LETTERS and tall.min() > LARGE * ink.letter and tall.max() <= _LIKE * tall.min():
            kept.append(chain)
    return bands_of(body, kept, title.letter), [body.label[chain.members] for chain in kept]
