"""A text layer held against what its page shows: a few of its lines are drawn and read before any of it is believed.

That a layer is sound Thai says nothing of its digits: a font whose table of characters is wrong shows ๓ and says ๔.
Pages in the same fonts share a sample, for the table belongs to the font. Fonts that are not in the file cannot be
drawn as they were; of those nothing can be said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2

from saraban.extract.images import Gray
from saraban.extract.page import Engine, Line
from saraban.extract.recognise import recognise
from saraban.extract.textlayer import read_layer
from saraban.extract.userunit import unit_of
from saraban.extract.visible import DPI, are_drawn_as_meant, fonts_of, objects_of
from saraban.normalize.digits import to_arabic

_FIRST_PAGES = 3  # whose sample stands for later pages in the same fonts
_LINES = 3
_LETTERS_MIN = 8
_DIGIT_WEIGHS = 5
_ALIKE_MIN = 0.8  # of the letters: clear print is read with 0.97 and more
_SEEN_MIN = 2  # times: what was read otherwise once may be an error of reading
_MARGIN = 0.15  # of a line's height
_POINTS_AN_INCH = 72


def is_borne_out(path: Path, sha256: str, page: int, engine: Engine) -> bool:
    """Whether the text layer of a page says what is seen there, or that of one of the first pages in the same fonts.

    `sha256`: of the file, whose samples are kept. Raises what OCR raises.
    """
    fonts = _fonts(path, sha256, page)
    for first in range(1, min(page, _FIRST_PAGES + 1)):
        if fonts <= _fonts(path, sha256, first):
            agrees = _agrees(path, sha256, first, engine)
            if agrees is not None:
                return agrees
    return _agrees(path, sha256, page, engine) is not False


@lru_cache(maxsize=64)
def _fonts(path: Path, _sha256: str, page: int) -> frozenset[bytes]:
    """The fonts of a page; none of one that cannot be opened: it says nothing of others."""
    with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
        try:
            return fonts_of(objects_of(document[page - 1])[1])
        except pypdfium2.PdfiumError:
            return frozenset()


@lru_cache(maxsize=64)
def _agrees(path: Path, _sha256: str, number: int, engine: Engine) -> bool | None:
    """Whether the layer of a page itself says what is seen there; None where it has no line that could tell."""
    layer = read_layer(path, number)
    chosen = sample(layer.lines) if layer else []
    if not chosen:
        return None
    with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
        page = document[number - 1]
        if not are_drawn_as_meant(objects_of(page)[1]):
            return True
        scale = unit_of(document, number)[0] * DPI / _POINTS_AN_INCH
        drawn = page.render(scale=scale, grayscale=True).to_numpy()
        pixels = np.asarray(drawn, np.uint8).reshape(drawn.shape[:2])
    texts, _ = recognise([_cut(pixels, line) for line in chosen], engine)
    return agree([(line.text, text) for line, text in zip(chosen, texts, strict=True)])


def sample(lines: Iterable[Line]) -> list[Line]:
    """A few lines of a page that hold as many different characters as can be, digits before all."""
    left = [line for line in lines if line.box and len(_bare(line.text)) >= _LETTERS_MIN]
    seen: Counter[str] = Counter()
    chosen: list[Line] = []
    while left and len(chosen) < _LINES:
        best = max(left, key=lambda line: _gain(line.text, seen))
        left.remove(best)
        chosen.append(best)
        seen.update(_bare(best.text))
    return chosen


def _gain(text: str, seen: Counter[str]) -> int:
    """What a line adds: characters not seen twice yet."""
    new = (one for one in set(_bare(text)) if seen[one] < _SEEN_MIN)
    return sum(_DIGIT_WEIGHS if one.isdigit() else 1 for one in new)


def agree(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether lines of a layer and what was read of them are the same but for errors of reading: most letters are, and
    no letter or digit was read as something else more often than not.
    """
    there: Counter[str] = Counter()
    confirmed: Counter[str] = Counter()
    for layer, read in ((_bare(one), _bare(other)) for one, other in pairs):
        there.update(layer)
        for start, _, length in SequenceMatcher(None, layer, read, autojunk=False).get_matching_blocks():
            confirmed.update(layer[start : start + length])
    if confirmed.total() < _ALIKE_MIN * there.total():
        return False
    often = ((one, times) for one, times in there.items() if one.isalnum() and times >= _SEEN_MIN)
    return all(2 * confirmed[one] >= times for one, times in often)


def _bare(text: str) -> str:
    """A line without its spaces, digits of one kind, ำ of one kind."""
    return to_arabic("".join(text.split())).replace("\u0e4d\u0e32", "\u0e33")


def _cut(pixels: Gray, line: Line) -> Gray:
    assert line.box is not None
    left, top, right, bottom = line.box
    margin = round(_MARGIN * (bottom - top))
    return pixels[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]
