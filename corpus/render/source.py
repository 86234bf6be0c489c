"""What a `source.toml` says: sheets of blocks, stamps and notes over them, and the scans wanted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"\[(?P<tag>[a-z]+)(?P<args>[^\]]*)\] ?(?P<text>.*)")
_PRINTED = {
    "urgency",
    "title",
    "cols",
    "date",
    "memo",
    "label",
    "par",
    "center",
    "right",
    "left",
    "sig",
    "pageno",
}
TAGS = frozenset(_PRINTED | {"garuda", "signature", "hand", "gap", "table", "rule"})


class SourceError(ValueError):
    """A source.toml that cannot be rendered; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the layout language: `[tag key=value flag] text`; plain text is a paragraph."""

    tag: str
    text: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()

    def number(self, key: str, default: float) -> float:
        """The argument as millimetres, points or degrees."""
        return float(self.args.get(key, default))

    def flag(self, key: str) -> bool:
        """Whether the bare word stands among the arguments."""
        return key in self.args


@dataclass(frozen=True, slots=True)
class Overlay:
    """A stamp or a handwritten note lying over the page; lengths in mm, angle in degrees."""

    at: tuple[float, float]
    lines: tuple[str, ...]
    width: float = 58.0
    angle: float = 0.0
    ink: str = "blue"
    frame: str = "single"  # single | double | none | round: a seal, its first line along the rings
    face: str = "stamp"  # stamp | hand
    size: float = 13.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as its author left it. `recipe`: what befell this page, in place of the recipe of the scan."""

    blocks: tuple[Block, ...]
    overlays: tuple[Overlay, ...] = ()
    face: str = "Laksaman"
    size: float = 15.0
    pitch: float = 1.42
    top: float = 22.0
    left: float = 30.0
    right: float = 20.0
    recipe: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One file to write: recipe of `degrade.RECIPES`, dots per inch, file format."""

    recipe: str
    dpi: int
    format: str


@dataclass(frozen=True, slots=True)
class Source:
    """One gold document (or bundle) and the scans to make of it."""

    name: str
    about: str
    sheets: tuple[Sheet, ...]
    scans: tuple[Scan, ...]

    def scan_name(self, scan: Scan) -> str:
        """The first scan bears the document's name alone, the others their recipe too."""
        tail = "" if scan == self.scans[0] else f"--{scan.recipe}"
        return f"{self.name}{tail}.{scan.format}"


def read_source(path: Path) -> Source:
    """Parse one `source.toml`; its folder is the document's name. Raises SourceError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Source(
            name=path.parent.name,
            about=table["about"],
            sheets=tuple(_sheet(page) for page in table["page"]),
            scans=tuple(Scan(**scan) for scan in table["scan"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(f"{path}: {error}") from error


def _sheet(page: dict[str, Any]) -> Sheet:
    overlays = tuple(_overlay(dict(item)) for item in page.pop("stamp", []))
    notes = tuple(_overlay({"face": "hand", "frame": "none", **item}) for item in page.pop("note", []))
    return Sheet(blocks=parse_blocks(page.pop("text")), overlays=overlays + notes, **page)


def _overlay(item: dict[str, Any]) -> Overlay:
    x, y = item.pop("at")
    return Overlay(at=(float(x), float(y)), lines=tuple(item.pop("lines")), **item)


def parse_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a page as blocks; rows between `[table …]` and `[end]` belong to the table."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] | None = None
    for line in text.splitlines():
        if not line.strip():
            continue
        if rows is not None and line.strip() != "[end]":
            rows.append(tuple(cell.strip() for cell in line.split("|")))
            continue
        if rows is not None:
            blocks[-1] = Block("table", args=blocks[-1].args, rows=tuple(rows))
            rows = None
            continue
        blocks.append(_block(line))
        if blocks[-1].tag == "table":
            rows = []
    if rows is not None:
        raise ValueError("a [table] without its [end]")
    return tuple(blocks)


def _block(line: str) -> Block:
    match = _BLOCK.fullmatch(line)
    if match is None:
        return Block("par", line)
    if match["tag"] not in TAGS:
        raise ValueError(f"unknown block [{match['tag']}]")
    words = (word.partition("=") for word in match["args"].split())
    return Block(match["tag"], match["text"], {key: value for key, _, value in words})
