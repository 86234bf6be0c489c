"""A source into pages: each read from its text layer, by the OCR engine, or as the transcript it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from saraban.extract.errors import EngineMissing, PagesLost
from saraban.extract.page import Engine, Line, Mark, Page, PageWarning
from saraban.extract.source import PDF, TEXT, Source, decode_transcript, printable

if TYPE_CHECKING:
    from saraban.extract.images import Picture
    from saraban.extract.upright import Reader, Upright

_PAPER = 60  # of 255: a page darker than that is no blank sheet, whatever it is


def read_pages(source: Source, engine: Engine | None) -> Iterator[Page]:
    """The pages of a source in order, one in memory at a time; as many as were counted.

    Raises what `read_page` raises.
    """
    return (read_page(source, number, engine) for number in range(1, source.pages + 1))


def read_page(source: Source, number: int, engine: Engine | None) -> Page:
    """Page `number` of a source, from 1; no other is decoded. The first bears the warnings of the source.

    Raises the errors of the readers, EngineMissing when the page needs OCR and there is no engine, and
    PagesLost when the source has no such page, though it was counted.
    """
    if not 1 <= number <= source.pages:
        raise PagesLost(f"{printable(source.name)} has {source.pages} pages, and no page {number}")
    if source.media_type == TEXT:
        page = _transcript_page(source, number)
    elif source.media_type == PDF:
        page = _pdf_page(source, number, engine)
    else:
        from saraban.extract.images import image_page

        page = _ocr_page(number, image_page(source.path, number), engine, source.name)
    return replace(page, warnings=source.warnings + page.warnings) if number == 1 else page


def _transcript_page(source: Source, number: int) -> Page:
    pages = _transcript(source.path, source.sha256)
    if len(pages) != source.pages:
        raise PagesLost(
            f"{printable(source.name)}: {len(pages)} pages are there, and {source.pages} were counted"
        )
    return pages[number - 1]


@lru_cache(maxsize=1)  # a long transcript is not parted anew for each of its pages
def _transcript(path: Path, _sha256: str) -> tuple[Page, ...]:
    from saraban.extract.transcript import transcript_pages

    return tuple(transcript_pages(decode_transcript(path.read_bytes())[0]))


def _pdf_page(source: Source, number: int, engine: Engine | None) -> Page:
    from saraban.extract.pdf import render_page
    from saraban.extract.textlayer import read_layer

    page = read_layer(source.path, number)
    if page is not None and (engine is None or _is_borne_out(source, number, engine)):
        return page
    read = _ocr_page(number, render_page(source.path, number), engine, source.name)
    if page is None:
        return read
    message = "the text layer says other than the page shows; the page was read by OCR"
    return replace(read, warnings=(*read.warnings, PageWarning("text_layer_refused", number, message)))


def _is_borne_out(source: Source, number: int, engine: Engine) -> bool:
    from saraban.extract.borneout import is_borne_out

    return is_borne_out(source.path, source.sha256, number, engine)


def _ocr_page(number: int, picture: Picture, engine: Engine | None, name: str) -> Page:
    from saraban.extract import ocr
    from saraban.extract.pen import part_writing
    from saraban.extract.streaks import streaks_of
    from saraban.extract.unsealed import doubted
    from saraban.extract.upright import read_upright

    if engine is None:
        raise EngineMissing(
            f"{printable(name)} page {number} must be read by an OCR engine, and there is none"
        )
    read_strips = partial(ocr.read_strips, engine=engine)
    upright = read_upright(picture, read_strips)
    warnings, written_on = _judged(number, upright, picture, read_strips)
    read = doubted(upright.lines, upright.layout.marks) if written_on else ()
    lines, writing = part_writing(read, upright.layout.ink)
    marks = (*_with_lines(upright.layout.marks, lines), *writing)
    height, width = upright.layout.gray.shape
    return Page(
        number=number,
        text_from="ocr" if lines else "none",
        lines=lines,
        width=width,
        height=height,
        dpi=upright.dpi,
        dpi_source=upright.dpi_source,
        rotation=upright.turn,
        skew=round(upright.layout.skew, 2),
        marks=(*marks, *streaks_of(upright.layout.ink, lines, marks)),
        warnings=warnings,
    )


def _judged(
    number: int, upright: Upright, picture: Picture, read: Reader
) -> tuple[tuple[PageWarning, ...], bool]:
    """What is to be said of a page that was read, and whether anything can be written on it."""
    from saraban.extract.quality import EMPTY, verdict

    said = list(picture.warnings)
    if upright.turn:
        message = f"the page was turned clockwise by {upright.turn} degrees to be read"
        said.append(PageWarning("page_turned", number, message))
    found = verdict(number, upright.layout, upright.lines, upright.dpi)
    if found is None:
        fault = next(_faults(upright, picture, read), None)
        if fault is None:
            return tuple(said), True
        found = PageWarning("needs_rescan", number, fault)
    if found.code == "blank_page" and any(warning.code == "pdf_damaged" for warning in said):
        message = "the page is damaged and nothing of it was drawn"
        said.append(PageWarning("page_unreadable", number, message))
    elif found.code == "blank_page" and picture.gray.mean() < _PAPER:
        said.append(PageWarning("page_unreadable", number, "the page is black"))
    else:
        said.append(found)
    return tuple(said), found.code not in EMPTY


def _faults(upright: Upright, picture: Picture, read: Reader) -> Iterator[str]:
    """Why a page that is read well should be scanned again, what is quickly seen before what takes another reading."""
    from saraban.extract.overturned import has_overturned
    from saraban.extract.quality import is_sliced, is_speckled, is_spread

    if is_speckled(picture.gray):
        yield "the page is full of specks; marks of letters may be lost"
    if is_spread(upright.layout.ink):
        yield "two pages lie side by side in one picture; part them, or scan each alone"
    if is_sliced(upright.layout, upright.lines):
        yield "letters are cut through along a straight line; print is missing there"
    if has_overturned(upright, read):
        yield "some of the print stands upside down; scan each part of the page the right way up"


def _with_lines(marks: tuple[Mark, ...], lines: tuple[Line, ...]) -> tuple[Mark, ...]:
    """The marks of a page, each with the numbers of the lines that stand in it."""
    return tuple(
        replace(mark, lines=tuple(line.number for line in lines if line.stamp == at))
        for at, mark in enumerate(marks)
    )
