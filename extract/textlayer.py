"""The text layer of a PDF page: used where it is sound Thai print, refused where OCR must read the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from saraban.extract.glyphs import Glyph, glyphs_of
from saraban.extract.page import Box, Boxes, Line, Page, PageWarning
from saraban.extract.thainess import is_consonant, is_mark, is_sound
from saraban.extract.userunit import unit_of
from saraban.extract.visible import DPI, are_hidden, are_shown, objects_of, picture_shares

_POINTS_AN_INCH = 72
_IMAGE_SHARE_MAX = 0.4  # of the page: more is a scan, and its text layer another program's guess
_SAME_LINE, _SPACE, _COLUMN, _BACK = 0.35, 0.18, 2.6, 0.9  # of the font size
_ASTRAY = 0.12


def read_layer(path: Path, number: int) -> Page | None:
    """A page of a PDF as its text layer has it, or None when OCR must read it.

    The file is opened anew for every page: PDFium keeps whatever it has loaded until the file is closed.
    """
    try:
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            unit, warnings = unit_of(document, number)
            page = _read(document[number - 1], number, unit)
            return None if page is None else replace(page, warnings=(*warnings, *page.warnings))
    except pypdfium2.PdfiumError:
        return None


def _read(page: pypdfium2.PdfPage, number: int, unit: float) -> Page | None:
    """`unit`: of the page, in points."""
    images, texts = objects_of(page)
    pictures, emblems = picture_shares(page, images)
    if pictures + emblems > _IMAGE_SHARE_MAX or are_hidden(texts):
        return None
    width, height = (round(points * unit * DPI / _POINTS_AN_INCH) for points in page.get_size())
    glyphs = glyphs_of(page, (width, height))
    rows = _rows(_runs(glyphs))
    lines = tuple(_line(index, row) for index, row in enumerate(rows, start=1))
    if not is_sound("\n".join(line.text for line in lines)) or not are_shown(page, texts, lines, unit):
        return None
    message = "the page was read from its text layer; what its pictures or stamps say was not read"
    return Page(
        number=number,
        text_from="text_layer",
        lines=lines,
        width=width,
        height=height,
        dpi=DPI,
        dpi_source="file",
        warnings=(PageWarning("pictures_not_read", number, message),) if pictures else (),
    )


def _runs(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that the file draws one after the other on one base line; marks stay behind their consonant."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run, glyph):
            yield run
            run = []
        if run or not glyph.text.isspace():
            run.append(glyph)
    if run:
        yield run


def _continues(run: list[Glyph], glyph: Glyph) -> bool:
    size = max(run[0].size, glyph.size)
    end = max(previous.box[2] for previous in run[-3:])
    level = abs(glyph.y - run[0].y) < _SAME_LINE * size
    return level and run[-1].x - _BACK * size < glyph.x < end + _COLUMN * size


def _rows(runs: Iterator[list[Glyph]]) -> list[list[Glyph]]:
    """Lines from top to bottom and left to right: runs on one level joined where no column parts them."""
    levels: list[list[list[Glyph]]] = []
    for run in sorted(runs, key=lambda run: (run[0].y, run[0].x)):
        first = levels[-1][0][0] if levels else run[0]
        if levels and abs(run[0].y - first.y) < _SAME_LINE * max(run[0].size, first.size):
            levels[-1].append(run)
        else:
            levels.append([run])
    rows: list[list[Glyph]] = []
    for level in levels:
        placed, floating = _floating_marks(level)
        parts: list[list[Glyph]] = []
        for run in sorted(placed, key=lambda run: run[0].x):
            if parts and run[0].box[0] - parts[-1][-1].box[2] < _COLUMN * run[0].size:
                parts[-1].extend(run)
            else:
                parts.append(list(run))
        for mark in floating:
            _set_down(mark, parts)
        rows.extend(parts)
    return rows


def _floating_marks(level: list[list[Glyph]]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Some files draw marks apart from their letters: the runs without such marks, and the marks."""
    placed, floating = [], []
    for run in level:
        base: Glyph | None = None
        kept = []
        for glyph in run:
            if is_consonant(glyph.text):
                base = glyph
            if is_mark(glyph.text) and (base is None or _beside(base, glyph) > _ASTRAY * glyph.size):
                floating.append(glyph)
            else:
                kept.append(glyph)
        if kept:
            placed.append(kept)
    return placed, floating


def _beside(base: Glyph, mark: Glyph) -> int:
    """How far the middle of a mark lies outside a consonant, in pixels."""
    return max(base.box[0] - mark.middle, mark.middle - base.box[2], 0)


def _set_down(mark: Glyph, rows: list[list[Glyph]]) -> None:
    """Put a mark behind the consonant under it, and behind the marks that this has already."""
    bases = [
        (_beside(glyph, mark), abs(glyph.middle - mark.middle), number, index)
        for number, row in enumerate(rows)
        for index, glyph in enumerate(row)
        if is_consonant(glyph.text)
    ]
    if not bases:
        rows.append([mark])
        return
    _, _, number, index = min(bases)
    row = rows[number]
    index += 1
    while index < len(row) and is_mark(row[index].text):
        index += 1
    row.insert(index, mark)


def _line(number: int, row: list[Glyph]) -> Line:
    """A row as text, a space where the file has one or where a gap is as wide as one."""
    while row and row[-1].text.isspace():
        row.pop()
    texts: list[str] = []
    boxes: list[Box] = []
    for glyph in row:
        if glyph.text.isspace():
            if texts and texts[-1] != " ":
                texts.append(" ")
                boxes.append(glyph.box)
            continue
        if texts and texts[-1] != " " and glyph.box[0] - boxes[-1][2] > _SPACE * glyph.size:
            texts.append(" ")
            boxes.append((boxes[-1][2], glyph.box[1], glyph.box[0], glyph.box[3]))
        texts.append(glyph.text)
        boxes.append(glyph.box)
    whole = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return Line(number, "".join(texts), whole, Boxes(boxes))
