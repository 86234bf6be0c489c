"""What a page of a PDF shows of what it holds: its pictures, and whether its text can be seen at all.

Text that nobody sees is no print: it is what a scanner's OCR laid under or over its picture, or what was covered
before the file was given away.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2
from pypdfium2 import raw

from saraban.extract.images import Gray
from saraban.extract.page import Line

_EMBLEM_SHARE = 0.06
_HEAD = 0.7  # of a page's height, from its foot
_INVISIBLE_SHARE_MAX = 0.05
_INVISIBLE = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_QUIET_ANNOTATIONS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
_DEPTH = 4  # forms within forms
_POINTS_AN_INCH = 72
_CONTRAST = 40  # of 255: the thinnest strokes of print at 72 dpi have twice that


def picture_shares(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """The share of the page under pictures, and under small ones at its top, where the emblem stands.

    A stamp laid over the page as an annotation counts as a picture.
    """
    x0, y0, x1, y1 = page.get_bbox()  # of what is shown: files put it anywhere
    shares = [0.0, 0.0]
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        left, bottom, right, top = image.get_bounds()
        across, down = min(right, x1) - max(left, x0), min(top, y1) - max(bottom, y0)
        share = max(0.0, across) * max(0.0, down) / ((x1 - x0) * (y1 - y0))
        emblem = share <= _EMBLEM_SHARE and bottom - y0 > _HEAD * (y1 - y0)
        shares[emblem] += share
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if raw.FPDFAnnot_GetSubtype(annotation) not in _QUIET_ANNOTATIONS:
            shares[0] += 1e-6
        raw.FPDFPage_CloseAnnot(annotation)
    return shares[0], shares[1]


def has_hidden_text(page: pypdfium2.PdfPage) -> bool:
    """Whether the file itself says that text is not to be drawn: what a scanner's OCR lays over its picture."""
    modes = [raw.FPDFTextObj_GetTextRenderMode(text) for text in _texts(page)]
    return sum(mode in _INVISIBLE for mode in modes) > _INVISIBLE_SHARE_MAX * len(modes)


def is_shown(page: pypdfium2.PdfPage, lines: Sequence[Line], dpi: int) -> bool:
    """Whether the page, drawn, shows something where each letter of its text stands: none is white on white, covered
    by a bar or a picture, or outside the page. `dpi`: of the boxes of the lines.

    Fonts that are not in the file cannot be drawn as they were; with one of them nothing can be said, and it is taken
    as shown.
    """
    if not all(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(text)) == 1 for text in _texts(page)):
        return True
    drawn = np.asarray(page.render(scale=1, grayscale=True).to_numpy(), np.uint8)
    pixels = drawn.reshape(drawn.shape[:2])
    return all(_line_is_shown(pixels, line, _POINTS_AN_INCH / dpi) for line in lines)


def _line_is_shown(pixels: Gray, line: Line, scale: float) -> bool:
    """Whether each letter of a line has a column of pixels that are not all alike."""
    if line.box is None or line.boxes is None:
        return True
    top, bottom = int(line.box[1] * scale), int(line.box[3] * scale) + 2
    band = pixels[max(0, top) : max(0, bottom)]
    if not band.size:
        return False
    inked = np.ptp(band, axis=0) >= _CONTRAST
    until = np.concatenate([[0], np.cumsum(inked)])
    letters = [box for box, letter in zip(line.boxes, line.text, strict=True) if not letter.isspace()]
    edges = np.asarray(letters, np.float64)[:, [0, 2]] * scale + (0, 2)
    left, right = np.clip(edges.astype(np.intp), 0, pixels.shape[1]).T
    return bool((until[right] > until[left]).all())


def _texts(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    return list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH))
