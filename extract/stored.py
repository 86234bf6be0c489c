"""Pages and sources as bytes, to be kept in a ledger for years and read again without loss.

The bytes are a name with a version, a digest, and JSON compressed by zlib. The boxes of a line's characters lie in
four columns, each number as its distance from the one before it: half the size of the plain boxes.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from hashlib import blake2b
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TypeVar

from saraban.extract.errors import StoredDamaged
from saraban.extract.page import Box, Boxes, Line, Mark, Page, PageWarning, packed
from saraban.extract.source import Source

_PAGE, _SOURCE = b"saraban/page/2\n", b"saraban/source/1\n"
_DIGEST = 16  # bytes
_Kept = TypeVar("_Kept")


def pack_page(page: Page) -> bytes:
    """A page as bytes; `unpack_page` gives an equal one. The same page gives the same bytes."""
    return _pack(_PAGE, {**_members(page), "lines": [_line(line) for line in page.lines]})


def unpack_page(data: bytes) -> Page:
    """The page that was packed. Raises StoredDamaged when these are not the bytes that `pack_page` gave."""
    return _unpack(_PAGE, data, _page)


def pack_source(source: Source) -> bytes:
    """A source as bytes; `unpack_source` gives an equal one, whatever bytes are in the name of the file."""
    return _pack(_SOURCE, {**_members(source), "path": os.fspath(source.path)})


def unpack_source(data: bytes) -> Source:
    """The source that was packed. Raises StoredDamaged when these are not the bytes that `pack_source` gave."""
    return _unpack(_SOURCE, data, _source)


def _pack(name: bytes, members: Mapping[str, object]) -> bytes:
    # ASCII: lone surrogates (file names of odd bytes) pass, and so do NaN and infinity, which are Python's own.
    body = zlib.compress(json.dumps(members, separators=(",", ":")).encode("ascii"), 9)
    return name + _digest(name + body) + body


def _unpack(name: bytes, data: bytes, build: Callable[[dict[str, Any]], _Kept]) -> _Kept:
    start = len(name) + _DIGEST
    body = data[start:]
    if data[:start] != name + _digest(name + body):
        what = name.decode("ascii").strip()
        raise StoredDamaged(f"{len(data)} stored bytes are not a whole {what}: read the file again")
    return build(json.loads(zlib.decompress(body)))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _members(whole: Page | Source) -> dict[str, Any]:
    """The members of a page or source but its path and its lines; warnings and marks by their own."""
    plain = {name: getattr(whole, name) for name in whole.__slots__ if name not in ("path", "lines")}
    return {
        name: [asdict(one) for one in value] if isinstance(value, tuple) else value
        for name, value in plain.items()
    }


def _line(line: Line) -> list[object]:
    """A line as the values of its members, in their order: names would take more than they do."""
    return [
        line.number,
        line.text,
        line.box,
        None if line.boxes is None else _columns(line.boxes),
        None if line.confidences is None else list(line.confidences),
        line.by_hand,
        line.stamp,
        line.uneven,
    ]


def _columns(boxes: Sequence[Box]) -> list[list[int]]:
    """Lefts, tops, rights and bottoms, each after the first as its distance from the one before."""
    return [[after - before for before, after in pairwise((0, *edges))] for edges in zip(*boxes, strict=True)]


def _boxes(columns: Iterable[Iterable[int]]) -> Boxes:
    return Boxes(zip(*(accumulate(column) for column in columns), strict=True))


def _page(members: dict[str, Any]) -> Page:
    lines = tuple(map(_as_line, members["lines"]))
    marks = tuple(_as_mark(**mark) for mark in members["marks"])
    return Page(**{**members, "lines": lines, "marks": marks, "warnings": _warnings(members)})


def _as_line(members: Sequence[Any]) -> Line:
    number, text, box, boxes, confidences, by_hand, stamp, uneven = members
    return Line(
        number,
        text,
        None if box is None else _box(box),
        None if boxes is None else _boxes(boxes),
        None if confidences is None else packed(confidences),
        tuple(by_hand),
        stamp,
        uneven,
    )


def _as_mark(*, box: Sequence[int], lines: Sequence[int], **others: Any) -> Mark:
    return Mark(box=_box(box), lines=tuple(lines), **others)


def _box(edges: Sequence[int]) -> Box:
    left, top, right, bottom = edges
    return left, top, right, bottom


def _source(members: dict[str, Any]) -> Source:
    return Source(**{**members, "path": Path(members["path"]), "warnings": _warnings(members)})


def _warnings(members: Mapping[str, Any]) -> tuple[PageWarning, ...]:
    return tuple(PageWarning(**warning) for warning in members["warnings"])
