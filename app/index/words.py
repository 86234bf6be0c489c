"""The index form of a text (รูปคำสำหรับค้น): one function for what is stored and for what is asked.

The form is a row of *clusters*: a letter with all marks over, under and after it that belong to it (น้ำ is one, ที่ is
one). A query is found where its clusters stand in the text, one after the other: it begins with a letter and ends with
a letter's last mark, never in the midst of them. Clusters are cut by what they are themselves and not by their
neighbours, so that a piece of a text is cut as the text is; dictionaries, and rules that look around, do not have that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import regex

from saraban.normalize.text import Text, clean, clean_string

VERSION = 1
"""Raised when the index form changes: an index of another version is built anew."""

BARRIER = "\x1e"
"""What parts texts that follow each other without belonging together; no query holds it."""

_THAI = "\u0e01-\u0e5b"
_UNSEEN = regex.compile(r"[\p{C}--[\t\n\f\r\x1e]]+", regex.V1)
_LEADERS = regex.compile(r"[.…_‥]{3,}")
_SPACES = regex.compile(r"[\s--\x1e]+", regex.V1)
_BESIDE_THAI = regex.compile(rf"(?<=[{_THAI}\x1e]) | (?=[{_THAI}\x1e])")
_CLUSTER = regex.compile(r"[^\p{M}\u0e33][\p{M}\u0e33]*")
_QUOTES = regex.compile('["“”„‟«»‘’‚‛]')
_DASHES = regex.compile("[–—‒―−‐‑]")


def folded(text: str) -> str:
    """The index form as a string.

    Thai as `clean` makes it (marks in order, ำ in one spelling, Arabic digits); no characters that cannot be seen;
    lower case; quotes and dashes of one form; leaders (จุดไข่ปลา) are a space, spaces and line ends are one, and
    beside a Thai letter none: engines print and lose them there.
    """
    string = clean_string(_UNSEEN.sub("", text))
    for pattern, put in _STEPS:
        string = pattern.sub(put, string)
    return _lower(string).strip(" ")


def traced(text: str) -> Text:
    """The same, each character with its place in `text`; slower."""
    found = _cleaned(Text.of(text).sub(_UNSEEN, ""))
    for pattern, put in _STEPS:
        found = found.sub(pattern, put)
    return found.map(_lower)


def _cleaned(text: Text) -> Text:
    """As `clean` does. No step of it makes a text longer: where its length stays, each character stays in its place."""
    string = clean_string(text.string)
    return replace(text, string=string) if len(string) == len(text.string) else clean(text)


_STEPS = ((_LEADERS, " "), (_QUOTES, "'"), (_DASHES, "-"), (_SPACES, " "), (_BESIDE_THAI, ""))


def clusters(form: str) -> Sequence[str]:
    """The clusters of an index form; marks without a letter are dropped."""
    found: list[str] = _CLUSTER.findall(form)
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """The clusters of a text, and where they stand in it: number n is `form.string[spans[n]]`."""

    clusters: Sequence[str]
    spans: Sequence[tuple[int, int]]
    form: Text

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The piece of the text that the clusters from one to another, the last one included, stand for."""
        return self.form.origin(self.spans[first][0], self.spans[last][1])


def placed(text: str) -> Placed:
    """The clusters of a text, each with its place in it."""
    form = traced(text)
    found = clusters(form.string.strip(" "))
    # Marks without a letter stand at the beginning alone: from the first cluster on, one follows the other.
    ends = accumulate(map(len, found), initial=len(form.string.rstrip(" ")) - sum(map(len, found)))
    return Placed(found, [*pairwise(ends)], form)


def _lower(text: str) -> str:
    """Lower case, one character for one."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def plain(text: str) -> str:
    """A name or number as a key: the index form without any space, and without the sign that parts keys."""
    return folded(text).replace(" ", "").replace("|", "").replace(BARRIER, "")
