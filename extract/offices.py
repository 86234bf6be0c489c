"""One office, several readings: the same name elsewhere in the file puts a misread one right.

A letter prints the name of its office in the head, in the text and under the signature. Where a stamp or
a signature lies over one of them, the others are its witnesses. Only what the engine itself doubted is
changed, and marks that the print lost; the correction keeps what was read, names the page of its witness, and is always flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial

import regex

from saraban.extract.flow import Flow
from saraban.extract.lexicon import pieces, unknown_words
from saraban.extract.reconcile import corrected
from saraban.extract.record import Document, Field
from saraban.patterns.agency import ORGANISATION

_LIKE = 0.75
"""Share of letters, marks aside, that two readings of one name have in common: a stamp covers up to a quarter of it."""
_SHORTEST = 12
"""Letters of a name that can be recognised with a quarter of them lost."""
_BEGIN = 4
DOUBT = 0.9
"""Good print reads at 0.99: a letter less likely to be right than this may be changed."""
_LOST = 2
"""Letters that may be put in where none were read: what is lost has no confidence."""

_OFFICE = regex.compile(ORGANISATION)
_END = regex.compile(r"(?=[ \t,()\n]|$)")
_MARKS = regex.compile(r"[ัิ-ฺ็-๎]")
_NUMBER = regex.compile(r"(?<![ก-๎\d])\d+(?![ก-๎\d])")
_SHORT = regex.compile(r"(?<![ก-๎])(?:[ก-ฮ]{1,4}\.)+(?![ก-๎])")
_WHY = "the file prints the name so elsewhere"


def settle_offices(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents with the names of offices, in the head and in posts, settled by the rest of the file."""
    return tuple(_settled(document, flow) for document in documents)


def settle_receivers(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents with the offices of their receipts settled by the rest of the file, and by the addressee, who was
    settled before: it is mostly he who receives a letter.
    """
    return tuple(
        document.each("receipts", partial(_stamp, document=document, flow=flow)) for document in documents
    )


def _settled(document: Document, flow: Flow) -> Document:
    for name in ("agency", "to"):
        field = document.one(name)
        if field is not None and isinstance(field.value, str):
            right = _right(field.value, field, flow)
            if right is not None:
                document = document.put(
                    name, corrected(field, right[0], witness(document, right[1], flow), _WHY)
                )
    return document.each("signatories", partial(_posts, document=document, flow=flow))


def _stamp(field: Field, document: Document, flow: Flow) -> Field:
    """A receipt with the name of its office put right, whose first letter may be misread as well."""
    read, to = field.members.get("office"), document.one("to")
    if not isinstance(read, str):
        return field
    found, page = _elsewhere(read, flow.text.string, _OFFICE), document
    if found is not None:
        page = witness(document, found[1], flow)
    elif to is not None and to.place is not None and isinstance(to.value, str):
        found = _elsewhere(read, to.value, _OFFICE)
        page = replace(document, pages=(to.place.page, to.place.page))
    if found is None:
        return field
    lost = _lacks_marks(read, found[0]) or _is_slip(read, found[0], flow.text.string)
    if not lost and not _was_doubted(read, found[0], field, flow):
        return field
    return corrected(field, {**field.members, "office": found[0]}, page, _WHY)


def _is_slip(name: str, other: str, string: str) -> bool:
    """Whether one torn letter makes a name another that the file prints more than once."""
    edits = _edits(_letters(name), _letters(other))
    changed = [(last - first, end - begin) for _, first, last, begin, end in edits]
    return changed == [(1, 1)] and string.count(other) > 1


def _posts(field: Field, document: Document, flow: Flow) -> Field:
    """A signatory with the offices in the own post and in those acted for put right."""
    posts = [field.members.get("position"), *(one["post"] for one in field.members.get("acting", ()))]
    for post in posts:
        right = _right(post, field, flow) if post else None
        if right is None:
            continue
        value = dict(field.members)
        if value["position"] == post:
            value["position"] = right[0]
        value["acting"] = [
            {**one, "post": right[0]} if one["post"] == post else one for one in value["acting"]
        ]
        field = corrected(field, value, witness(document, right[1], flow), _WHY)
    return field


def witness(document: Document, at: int, flow: Flow) -> Document:
    """The document as the page that a place in the text stands on."""
    page = flow.lines[flow.line_at(at)].page
    return replace(document, pages=(page, page))


def _right(read: str, field: Field, flow: Flow) -> tuple[str, int] | None:
    """The name as the file prints it elsewhere and where; None when what was read stands.

    A post (อธิบดีกรม…) is held against posts, and its office against offices.
    """
    office = _OFFICE.search(read)
    for start in (0, office.start() if office else 0):
        name = read[start:]
        found = _elsewhere(name, flow.text.string)
        if found is not None and (_lacks_marks(name, found[0]) or _was_doubted(name, found[0], field, flow)):
            return read[:start] + found[0], found[1]
    return None


def _elsewhere(name: str, string: str, begins: regex.Pattern[str] | None = None) -> tuple[str, int] | None:
    """The one whole name in a text that is most like the one read and made of words. `begins`: how it does, if not
    as the one read.

    Of readings that differ in marks alone the best stands for all: print loses marks more than once.
    """
    best: dict[str, tuple[float, str, int]] = {}  # by letters: likeness, name, where
    for start, other in _names(name, string, begins or regex.compile(regex.escape(name[:_BEGIN]))):
        if other in name or name in other:
            continue  # itself, at its own place
        likeness = SequenceMatcher(None, _letters(name), _letters(other), autojunk=False).ratio()
        known = best.get(_letters(other))
        if known is None or _reads_better(other, known[1]):
            best[_letters(other)] = likeness, other, start
    found = sorted(best.values(), reverse=True)[:2]
    if len(_bare(name)) < _SHORTEST or not found or found[0][0] < _LIKE:
        return None
    likeness, other, start = found[0]
    tied = len(found) == 2 and found[1][0] == likeness
    if tied or not _reads_better(other, name) or _told_apart(other, name):
        return None
    twice = string.count(name) > 1 and _letters(name) != _letters(other)  # no slip
    return None if twice else (other, start)


def _told_apart(other: str, name: str) -> bool:
    """Whether two names differ in what tells offices apart: a number, or letters that stand for a name (ก.ท., ก.ท.จ.)."""
    short = ["".join(_SHORT.findall(one)).replace(".", "") for one in (other, name)]
    return short[0] != short[1] or _NUMBER.findall(other) != _NUMBER.findall(name)


def _reads_better(other: str, name: str) -> bool:
    """Whether a name is made of words where another has pieces of words, or more of them."""
    return not unknown_words(other) and (bool(unknown_words(name)) or len(pieces(other)) < len(pieces(name)))


def _names(name: str, string: str, begins: regex.Pattern[str]) -> Iterator[tuple[int, str]]:
    """What begins so in a text and is as long as a name, up to the end of a word. What is shorter and ends with its line
    may go on in the next, and is no whole name.
    """
    size, letters = len(name), len(_letters(name))
    for begin in begins.finditer(string):
        line = string.find("\n", begin.start())
        rest = string[begin.start() : line if line >= 0 else len(string)]
        for end in _END.finditer(rest, size * 3 // 4, size * 5 // 4):
            other = rest[: end.start()]
            if len(other) < len(rest) or letters - len(_letters(other)) <= _LOST:
                yield begin.start(), other


def _lacks_marks(name: str, other: str) -> bool:
    """Whether two readings differ in marks above and below alone: print loses these, and no letter shows it."""
    return _letters(name) == _letters(other)


def _was_doubted(name: str, other: str, field: Field, flow: Flow) -> bool:
    """Whether the engine doubted what it read, or lost a letter, wherever two readings differ."""
    sure = sureness_of(name, field, flow) if "low_confidence" in field.reasons else None
    if sure is None:
        return False
    return all(
        min(sure[max(first - 1, 0) : last + 1], default=1.0) < DOUBT
        for kind, first, last, begin, end in _edits(_bare(name), _bare(other))
        if not (kind == "insert" and end - begin <= _LOST)
    )


def sureness_of(name: str, field: Field, flow: Flow) -> list[float] | None:
    """The confidence of each letter of a name that was read as part of a field."""
    if field.place is None:
        return None
    first, last = field.place.lines
    letters: list[str] = []
    sure: list[float] = []
    for at, line in enumerate(flow.lines):
        if (
            line.page != field.place.page
            or not first <= line.line.number <= last
            or not line.line.confidences
        ):
            continue
        begin = flow.source_starts[at]
        for offset, char in enumerate(flow.string(at), start=line.start):
            if not char.isspace():
                here, there = flow.text.origin(offset, offset + 1)
                letters.append(char)
                sure.append(min(line.line.confidences[here - begin : there - begin], default=1.0))
    start = "".join(letters).find(_bare(name))
    return sure[start : start + len(_bare(name))] if start >= 0 else None


def _edits(one: str, other: str) -> list[tuple[str, int, int, int, int]]:
    """Where two readings differ, as `difflib` says it: how, from and to where in the one and in the other."""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [code for code in codes if code[0] != "equal"]


def _letters(text: str) -> str:
    """A text without spaces, and without the marks above and below."""
    return _MARKS.sub("", _bare(text))


def _bare(text: str) -> str:
    return "".join(text.split())
