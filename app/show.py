"""`saraban show`: what was understood of a file, drawn over its pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from saraban.app.drawing.fonts import thai_font
from saraban.app.drawing.scene import Scene, scenes
from saraban.app.output import write_whole
from saraban.extract.errors import NoPicture, SarabanError
from saraban.extract.picture import page_pictures
from saraban.extract.read import read_document
from saraban.extract.record import Record
from saraban.extract.source import TEXT, open_source, printable

PICTURE, WEB = (".png",), (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make: a picture or web page `out`, pictures of the marks in `crops`; of one `page` or of all."""

    out: Path | None = None
    crops: Path | None = None
    page: int | None = None
    model: Path | None = None


def show(file: Path, wanted: Wanted) -> int:
    """Read a file once and draw it; prints the names of what was written. The exit code.

    0: all is written; 1: the file cannot be read or drawn; 3: something that is needed is not installed.
    """
    try:
        _look(file, wanted)
        for written in _made(read_document(file, model=wanted.model), wanted):
            print(printable(written))
    except SarabanError as error:
        print(printable(f"saraban: {file}: {error} [{error.code}]"), file=sys.stderr)
        return error.exit_code
    return 0


def _look(file: Path, wanted: Wanted) -> None:
    """Whether there will be something to draw, and with what, before all of it is read."""
    source = open_source(file)
    if source.media_type == TEXT:
        raise NoPicture(f"{printable(source.name)} is a transcript: there is no picture to draw on")
    if wanted.page is not None and wanted.page > source.pages:
        raise NoPicture(f"{printable(source.name)} has no page {wanted.page}, only {source.pages}")
    if wanted.out is not None and wanted.out.suffix.lower() in PICTURE:
        thai_font(12)


def _made(record: Record, wanted: Wanted) -> Iterator[Path]:
    """Every file that is written, when it is."""
    chosen = [scene for scene in scenes(record) if wanted.page in (None, scene.page.number)]
    if wanted.out is not None:
        make = _web if wanted.out.suffix.lower() in WEB else _pictures
        yield from make(record, chosen, wanted.out)
    if wanted.crops is not None:
        yield from _crops(record, chosen, wanted.crops)


def _pictures(record: Record, chosen: list[Scene], out: Path) -> Iterator[Path]:
    """One PNG a page: under the name itself where there is one page, else NAME-1.png, NAME-2.png …"""
    from saraban.app.drawing.raster import draw_page

    by_number = {scene.page.number: scene for scene in chosen}
    for page, pixels in page_pictures(record.source, [scene.page for scene in chosen]):
        name = out.name if len(chosen) == 1 else f"{out.stem}-{page.number}{out.suffix}"
        yield write_whole(out.parent, name, draw_page(by_number[page.number], pixels))


def _web(record: Record, chosen: list[Scene], out: Path) -> Iterator[Path]:
    """One web page with all pages in it."""
    from saraban.app.drawing.web import web_page

    pictures = page_pictures(record.source, [scene.page for scene in chosen])
    yield write_whole(out.parent, out.name, web_page(record, chosen, pictures))


def _crops(record: Record, chosen: list[Scene], folder: Path) -> Iterator[Path]:
    """A PNG for each mark: page-1-stamp-1.png, page-1-signature-1.png …"""
    from saraban.app.drawing.crops import crops

    for page, pixels in page_pictures(record.source, [scene.page for scene in chosen]):
        for name, png in crops(page, pixels):
            yield write_whole(folder, name, png)
