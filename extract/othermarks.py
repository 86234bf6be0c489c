"""A tone mark (วรรณยุกต์) that the print lost, or that fell to the line above: told by the same words elsewhere.

กักนำ and กักน้ำ are both words, and an engine is sure of either. Where the file prints the same letters in another place
with a mark more, the value is doubted; which of the two stands on the page is for a person to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from saraban.extract.flow import Flow
from saraban.extract.record import Document, Field

_MARKS = frozenset("็่้๊๋์")
_SAME = 10
"""Letters in a row that are the same, two or three words: these are said twice, not met by chance."""


def with_other_marks(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents with a doubt of each text that lacks a mark which the same letters have elsewhere in the file."""
    letters, marks = _parted(flow.text.string)
    return tuple(_doubted(document, letters, marks) for document in documents)


def _doubted(document: Document, letters: str, marks: Sequence[str]) -> Document:
    for name in ("subject", "to", "agency"):
        field = document.one(name)
        if field is not None and _lacks([field.value], letters, marks):
            document = document.put(name, _with_reason(field))
    for name in ("signatories", "enclosures"):
        document = document.each(
            name, lambda one: _with_reason(one) if _lacks(one.members.values(), letters, marks) else one
        )
    return document


def _with_reason(field: Field) -> Field:
    return replace(field, reasons=(*field.reasons, "marks_differ"))


def _lacks(values: Iterable[object], letters: str, marks: Sequence[str]) -> bool:
    return any(isinstance(value, str) and _is_short_of_marks(value, letters, marks) for value in values)


def _is_short_of_marks(value: str, letters: str, marks: Sequence[str]) -> bool:
    """Whether a run of `_SAME` letters of a value stands in the file with a mark where the value has none, and no more
    often without it: marks are invented, too, where a speck of dust lies.
    """
    own, with_marks = _parted(value)
    for start in range(len(own) - _SAME + 1):
        here = with_marks[start : start + _SAME]
        there = [marks[at : at + _SAME] for at in _places(own[start : start + _SAME], letters)]
        for mark, others in zip(here, zip(*there, strict=True), strict=False):
            if not mark and 2 * sum(map(bool, others)) >= len(others):
                return True
    return False


def _places(run: str, letters: str) -> Iterator[int]:
    at = letters.find(run)
    while at >= 0:
        yield at
        at = letters.find(run, at + 1)


def _parted(text: str) -> tuple[str, list[str]]:
    """The letters of a text without spaces and marks, and the marks above each of them."""
    letters: list[str] = []
    marks: list[str] = []
    for char in text:
        if char in _MARKS and letters:
            marks[-1] += char
        elif not char.isspace():
            letters.append(char)
            marks.append("")
    return "".join(letters), marks
