"""`python -m corpus.render [--only NAME] [--out DIR]`: sources to scans and transcripts."""

from __future__ import annotations

import argparse
import sys
import zlib
from pathlib import Path

from PIL import Image

from corpus.render.degrade import RECIPES, degrade
from corpus.render.ink import Paper
from corpus.render.layout import lay_out
from corpus.render.marks import PAGE, Layout
from corpus.render.source import Scan, Sheet, Source, SourceError, read_source
from corpus.render.type import plain
from corpus.render.write import write_scan

CORPUS = Path(__file__).resolve().parents[1]


def transcript(sheet: Sheet, layout: Layout) -> str:
    """The page as text, a line a printed line; a stamp or note stands where its top lies. The round writing of a
    seal is no line.
    """
    pieces = [(y, place, text) for place, (y, text) in enumerate(layout.lines)]
    for number, overlay in enumerate(sheet.overlays):
        if overlay.frame == "round":
            continue
        lines = [plain(line.lstrip("=")) for line in overlay.lines if not line.startswith("~sign")]
        pieces.append((overlay.at[1], -len(sheet.overlays) + number, "\n".join(lines)))
    return "\n".join(text for _, _, text in sorted(pieces, key=lambda piece: piece[:2]))


def print_page(sheet: Sheet, layout: Layout, dpi: int, seed: str) -> Image.Image:
    """The page in ink, before any scanner saw it."""
    paper = Paper(PAGE, dpi, seed)
    paper.print_layout(layout)
    for overlay in sheet.overlays:
        paper.overlay(overlay)
    return paper.image


def render_scan(source: Source, layouts: list[Layout], scan: Scan, folder: Path) -> Path:
    """Write one scan of the document."""
    recipe = RECIPES[scan.recipe]
    pages = []
    for number, (sheet, layout) in enumerate(zip(source.sheets, layouts, strict=True)):
        seed = f"{source.name} {number}"
        page = print_page(sheet, layout, scan.dpi, seed)
        befell = sheet.recipe or scan.recipe
        pages.append(degrade(page, RECIPES[befell], scan.dpi, zlib.crc32(f"{seed} {befell}".encode())))
    path = folder / source.scan_name(scan)
    write_scan(path, pages, scan.dpi, recipe.quality)
    return path


def main() -> int:
    """Render all documents, or those whose name contains --only."""
    parser = argparse.ArgumentParser(prog="python -m corpus.render", description=main.__doc__)
    parser.add_argument("--only", default="", help="part of a document's name")
    parser.add_argument("--out", type=Path, default=CORPUS, help="folder for scans/ and transcripts/")
    options = parser.parse_args()
    scans, transcripts = options.out / "scans", options.out / "transcripts"
    for folder in (scans, transcripts):
        folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for path in sorted(CORPUS.glob("documents/*/*/source.toml")):
        if options.only not in path.parent.name:
            continue
        try:
            source = read_source(path)
            layouts = [lay_out(sheet) for sheet in source.sheets]
        except (SourceError, ValueError) as error:
            print(f"{path.parent.name}: {error}", file=sys.stderr)
            failed = 1
            continue
        pages = [transcript(*pair) for pair in zip(source.sheets, layouts, strict=True)]
        (transcripts / f"{source.name}.txt").write_text("\f".join(pages) + "\n", encoding="utf-8")
        for scan in source.scans:
            done = render_scan(source, layouts, scan, scans)
            print(f"{done.name}: {len(pages)} page(s), {done.stat().st_size} bytes")
    return failed


if __name__ == "__main__":
    sys.exit(main())
