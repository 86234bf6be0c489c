"""What a page of a PDF shows of what it holds: its pictures, and whether its text can be seen at all.

Text that nobody sees is no print: it is what a scanner's OCR laid under or over its picture, or what was covered
before the file was given away.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import pypdfium2
from pypdfium2 import raw

from saraban.extract.images import Gray
from saraban.extract.page import Line

DPI = 300
"""Of the pixels in which the places of a text layer are told."""

_EMBLEM_SHARE = 0.06
_HEAD = 0.7  # of a page's height, from its foot
_INVISIBLE_SHARE_MAX = 0.05
_INVISIBLE = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_QUIET_ANNOTATIONS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
_NAME_BYTES = 128
_DEPTH = 4  # forms within forms
_POINTS_AN_INCH = 72
_CONTRAST = 40  # of 255: the thinnest strokes of print at 72 dpi have twice that


Objects = Sequence[pypdfium2.PdfObject]


def objects_of(page: pypdfium2.PdfPage) -> tuple[Objects, Objects]:
    """The pictures of a page, and its pieces of text; those in forms as well."""
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT]
    found = list(page.get_objects(filter=kinds, max_depth=_DEPTH))
    return [one for one in found if one.type == kinds[0]], [one for one in found if one.type == kinds[1]]


def picture_shares(page: pypdfium2.PdfPage, images: Objects) -> tuple[float, float]:
    """The share of the page under pictures, and under small ones at its top, where the emblem stands.

    A stamp laid over the page as an annotation counts as a picture.
    """
    x0, y0, x1, y1 = page.get_bbox()  # of what is shown: files put it anywhere
    shares = [0.0, 0.0]
    for image in images:
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


def are_hidden(texts: Objects) -> bool:
    """Whether the file itself says that texts are not to be drawn: what a scanner's OCR lays over its picture."""
    hidden = sum(raw.FPDFTextObj_GetTextRenderMode(text) in _INVISIBLE for text in texts)
    return hidden > _INVISIBLE_SHARE_MAX * len(texts)


def are_shown(page: pypdfium2.PdfPage, texts: Objects, lines: Sequence[Line], unit: float) -> bool:
    """Whether the page, drawn, shows something where each letter of its lines stands: none is white on white, covered
    by a bar or a picture, or outside the page. `unit`: of the page, in points.

    Fonts that are not in the file cannot be drawn as they were; with one of them nothing can be said, and the lines
    are taken as shown.
    """
    if not are_drawn_as_meant(texts):
        return True
    drawn = np.asarray(page.render(scale=unit, grayscale=True).to_numpy(), np.uint8)
    pixels = drawn.reshape(drawn.shape[:2])
    return all(_line_is_shown(pixels, line) for line in lines)


def are_drawn_as_meant(texts: Objects) -> bool:
    """Whether the file holds all fonts of these texts."""
    return all(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(text)) == 1 for text in texts)


def fonts_of(texts: Objects) -> frozenset[bytes]:
    """The names of the fonts of these texts, which tell one piece of a font in a file from another."""
    names = set()
    for text in texts:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(text), name, _NAME_BYTES)
        names.add(name.value)
    return frozenset(names)


def _line_is_shown(pixels: Gray, line: Line) -> bool:
    """Whether each letter of a line has a column of pixels that are not all alike."""
    if line.box is None or line.boxes is None:
        return True
    scale = _POINTS_AN_INCH / DPI
    band = pixels[max(0, int(line.box[1] * scale)) : max(0, int(line.box[3] * scale) + 2)]
    if not band.size:
        return False
    inked = np.ptp(band, axis=0) >= _CONTRAST
    until = np.concatenate([[0], np.cumsum(inked)])
    letters = np.asarray([not letter.isspace() for letter in line.text])
    edges = np.asarray(list(line.boxes), np.float64)[letters][:, [0, 2]] * scale + (0, 2)
    left, right = np.clip(edges.astype(np.intp), 0, pixels.shape[1]).T
    return bool((until[right] > until[left]).all())
