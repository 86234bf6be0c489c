"""Where the field of an anchor is in another reading of the same file; nowhere, when that is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from saraban.app.review.anchor import (
    KIND,
    Anchor,
    FieldPath,
    Json,
    Spot,
    document_named,
    entries,
    nth_of,
    spot_of,
)

_SHARED = 0.5
"""Least share of the area of two boxes together that both cover, for them to be one place (intersection over union)."""

Slot = tuple[str, FieldPath]
"""The id of a document of a record, and the path of an entry in it."""


def find(record: Json, anchor: Anchor) -> Slot | None:
    """The entry that the anchor means in this record of the same file; None: it is not there, or could be several."""
    path = anchor.path
    if path.index is not None:
        return _by_place(record, anchor)
    document = _document(record, anchor)
    return None if document is None else (document["id"], path.entry)


def exists(record: Json, anchor: Anchor) -> Slot | None:
    """The entry, in the very reading that the anchor was taken from; None if that reading has no such entry."""
    document, path = document_named(record, anchor.document), anchor.path
    if document is None or (path.index is not None and path.index >= len(entries(document, path.name))):
        return None
    return document["id"], path.entry


def _document(record: Json, anchor: Anchor) -> Json | None:
    """The document that begins where the anchor's began: on the same page, and there the same one of as many.

    It ends there too, or is of the same kind; for its kind itself, or a value without a place, it must end there. A
    value that stood on a page which is no longer the document's may be another document's.
    """
    begun = [one for one in record["documents"] if one["pages"][0] == anchor.pages[0]]
    found = next((one for one in begun if nth_of(record, one) == anchor.nth), None)
    if found is None:
        return None
    whole = found["pages"][1] == anchor.pages[1]
    if not whole and (found["kind"] != anchor.kind or anchor.path.name == KIND or anchor.spot is None):
        return None
    if anchor.spot and not found["pages"][0] <= anchor.spot.page <= found["pages"][1]:
        return None
    return found  # type: ignore[no-any-return]


def _by_place(record: Json, anchor: Anchor) -> Slot | None:
    """The entry of a list that stands where the anchor's stood, in whichever document."""
    here = list(_entries_on(record, anchor))
    same = [slot for slot, spot, raw in here if (spot, raw) == (anchor.spot, anchor.raw)]
    if same:
        return same[anchor.twin[0]] if len(same) == anchor.twin[1] else None
    if anchor.spot is None:
        return None
    near = [(slot, raw) for slot, spot, raw in here if spot and _one_place(anchor, spot, raw)]
    if len(near) > 1:
        near = [(slot, raw) for slot, raw in near if _print(raw) == _print(anchor.raw)]
    return near[0][0] if len(near) == 1 else None


def _entries_on(record: Json, anchor: Anchor) -> Iterator[tuple[Slot, Spot | None, str | None]]:
    """The entries of the anchor's list on its page; of a list entry without a place, those of its document."""
    name, page = anchor.path.name, anchor.spot.page if anchor.spot else None
    for document in record["documents"]:
        if page is None and nth_of(record, document) + tuple(document["pages"]) != anchor.nth + anchor.pages:
            continue
        for index, entry in enumerate(entries(document, name)):
            spot = spot_of(record, entry)
            if (spot.page if spot else None) == page:
                yield (document["id"], FieldPath(name, index)), spot, entry["raw"]


def _one_place(anchor: Anchor, spot: Spot, raw: str | None) -> bool:
    """Whether a spot is the anchor's. Without boxes the same lines alone are not enough: a line holds several."""
    was = anchor.spot
    if was is None:
        return False
    if was.box and spot.box:
        return _overlap(_scaled(was), _scaled(spot)) >= _SHARED
    on_line = was.lines[0] <= spot.lines[1] and spot.lines[0] <= was.lines[1]
    return on_line and _prints_alike(_print(anchor.raw), _print(raw))


def _prints_alike(one: str, other: str) -> bool:
    """Whether one is the other, or a piece of it that cuts no number in two."""
    short, long = sorted((one, other), key=len)
    return bool(short) and re.search(rf"(?<!\d){re.escape(short)}(?!\d)", long) is not None


def _print(raw: str | None) -> str:
    return "".join((raw or "").split())


def _scaled(spot: Spot) -> tuple[float, float, float, float]:
    """The box in shares of its page, so that pictures of other sizes can be compared."""
    left, top, right, bottom = spot.box or (0, 0, 0, 0)
    width, height = max(spot.size[0], 1), max(spot.size[1], 1)
    return left / width, top / height, right / width, bottom / height


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both)
