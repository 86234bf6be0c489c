"""One common form for what a scan is known to say, whichever file the knowledge came from.

A truth says less than a record: it names the values its author was sure of, the fields that are not
there, and how each value is to be compared. What it does not name is not counted, for or against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Confidence = Literal["certain", "high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = ("certain", "high", "medium", "low")
Span = tuple[int, int]
"""First and last page, or first and last line, both counted from 1 and both meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One value to compare: a row of the table.

    `path` is the key inside the record's value ("" for the value itself), `rule` one of
    `rules.RULES`. `value` None says that nothing of the sort is printed. `also` are other right
    forms. `as_read` is what the page says literally where the right value can only be known from
    elsewhere; a record that gives it with a review flag is honest. `readable` False: something is
    printed that nobody can read for certain, so only a flagged value, or none, is honest. `closer`: a
    closer look at a value that another part counts; it has a table of its own and stands in no sum.
    """

    row: str
    value: object | None
    rule: str = "exact"
    path: str = ""
    also: tuple[object, ...] = ()
    as_read: object | None = None
    confidence: Confidence = "certain"
    readable: bool = True
    closer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is to be found as one entry of a field, e.g. one receipt stamp with number and date.

    `field` is a field of the record or one of `views.VIEWS`. `lines`: where it is printed, when
    known. `counted` False: the entry may be in the record, and counts neither way.
    """

    field: str
    parts: tuple[Part, ...]
    lines: Span | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document stands in its file. Both None: it is the whole file.

    `printed` are the numbers of all lines of the file that hold text; blank lines at the edges of
    a document are nobody's. `scored`: whether the record must find exactly these limits.
    """

    pages: Span | None = None
    lines: Span | None = None
    printed: tuple[int, ...] = ()
    scored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDocument:
    """One document of a file: what it is, what it says, what it does not say.

    `absent`: fields for which any value is an invention. `complete`: repeated fields of which the
    truth names every entry, so that one more is an invention.
    """

    name: str
    kind: str | None = None
    place: Place = field(default_factory=Place)
    items: tuple[Item, ...] = ()
    absent: tuple[str, ...] = ()
    complete: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLink:
    """Two documents, by name, and the relations under which linking them is right."""

    source: str
    target: str
    relations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What one file says.

    `all_documents` False: other documents may follow and do not count. `all_links` False: other
    links may be right. `not_scored`: what the truth knows and no field of a record holds, with the
    number of times.
    """

    scan: Path
    documents: tuple[ExpectedDocument, ...]
    links: tuple[ExpectedLink, ...] = ()
    all_documents: bool = False
    all_links: bool = False
    not_scored: Mapping[str, int] = field(default_factory=dict)


def single(field_name: str, value: object, rule: str = "exact", *, row: str = "") -> Item:
    """The item of a field that holds one value and no parts."""
    return Item(field=field_name, parts=(Part(row=row or field_name, value=value, rule=rule),))


def spaced(*words: object) -> str:
    """The words that are there, one space between them."""
    return " ".join(str(word).strip() for word in words if word)


def as_list(value: object) -> Sequence[Any]:
    """A list or tuple as it is, None as nothing, anything else as a list of one."""
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)
