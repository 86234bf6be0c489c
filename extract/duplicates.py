"""The same paper twice in one file: scanned again, or beside its copy (สำเนา).

Two papers are one when they have the same number and day; or when their texts are alike, which also shows where a number
was misread in one of the two. Form letters have much text in common, and three committees may announce the same: where
both numbers were read and are two, or the sender or the subject differs by a word, they are two papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from saraban.extract.likeness import same_number, same_words, shingles
from saraban.extract.record import Document, Link

_SHARE = 0.6
"""Least share of shingles in common. Two readings with three letters in a hundred misread in each share 0.6 (0.97 to
the power of sixteen letters). Measured: papers scanned twice 0.87 and more, others of one chain up to 0.57.
"""
_LENGTH = (
    0.5  # the shorter text is at least so much of the longer: a page is no duplicate of a book that quotes it
)
_LEAST = 200
"""Shingles below which likeness proves nothing: a form's few labels are alike on every sheet of it."""

_MARKS = {
    "copy": "a copy",
    "true_copy": "a certified copy",
    "file_copy": "the file copy",
    "original": "the original",
}


def duplicates(documents: Sequence[Document], texts: Mapping[str, str]) -> Iterator[Link]:
    """A link from the first of two like papers, in the order of the file, to each later one, with the reason.

    `texts`: what is printed on each document, by its id; without it numbers and days alone tell.
    """
    known = [one for one in documents if one.kind not in ("blank", "other")]
    sizes: dict[str, int] = {}
    seen: dict[
        str, list[str]
    ] = {}  # a shingle, and the papers that have it: no two texts are compared at length
    for at, later in enumerate(known):
        runs = shingles(texts.get(later.id, ""))
        common = Counter(other for run in runs for other in seen.get(run, ()))
        for first in (one for one in known[:at] if one.kind == later.kind):
            share = _share(common[first.id], sizes[first.id], len(runs))
            why = _why(first, later, share)
            if why is not None:
                yield Link(first.id, later.id, "duplicates", why + _marked(first) + _marked(later))
                break
        sizes[later.id] = len(runs)
        for run in runs:
            seen.setdefault(run, []).append(later.id)


def _share(common: int, one: int, other: int) -> float:
    """The share of the smaller text's shingles that the other has too; 0 where that proves nothing."""
    fewer, more = sorted((one, other))
    return common / fewer if fewer >= _LEAST and fewer >= _LENGTH * more else 0.0


def _why(first: Document, later: Document, share: float) -> str | None:
    """What says that two papers are one, None when nothing does."""
    one, other = (document.said("document_number") for document in (first, later))
    days = [document.said("date") for document in (first, later)]
    same = one is not None and one == other
    if same and days[0] == days[1] and days[0] is not None:
        return "same number and date"
    if share < _SHARE:
        return "same number, date not read on both" if same and None in days else None
    if not all(_agree(first, later, name) for name in ("agency", "subject")):
        return None
    told = f"texts alike by {share:.0%}"
    if one is None or other is None or one == other:
        return told
    return f"{told}, numbers read as {one} and {other}" if _one(one, other) else None


def _agree(first: Document, later: Document, name: str) -> bool:
    one, other = first.said(name), later.said(name)
    return one is None or other is None or same_words(one, other)


def _one(one: str, other: str) -> bool:
    """Whether two numbers may be one: but for a digit, or digits that a pen or a stamp added to one of them."""
    return same_number(one, other) or one.startswith(other) or other.startswith(one)


def _marked(document: Document) -> str:
    mark = document.said("copy_mark")
    return f"; {document.id} is marked as {_MARKS[mark]}" if mark in _MARKS else ""
