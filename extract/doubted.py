"""A letter that the engine doubted, and the one letter for it that makes a word: put right by the lists of words.

The engine gives a wrong letter away by its confidence, and the lists say what it was: of กณะ, the ก doubted,
only คณะ is a word; of the given name ทมล only กมล is a name. Where two letters would do, what was read
stands. The correction keeps what was read and is always flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import regex

from saraban.extract.flow import Flow
from saraban.extract.lexicon import ALIKE, broken_words, is_name, near_words, pieces, unknown_words
from saraban.extract.offices import DOUBT, sureness_of
from saraban.extract.record import Document, Field
from saraban.patterns.agency import BARE_POSTS, ORGANISATION

_OFFICE = regex.compile(ORGANISATION)
_THAI = [chr(code) for code in range(ord("ก"), ord("ฮ") + 1)]
_GIVEN_AWAY = frozenset({"low_confidence", "unknown_words", "broken_word"})
"""Reasons of a field in which a letter may be misread."""
_MOST = 3
"""Letters put right in one text: with more of them misread, nothing of it is sure."""
_TITLES = [title for title in BARE_POSTS if len(title) > 8]
_APART = 2
"""Letters of a title that may be misread; a reading that two titles are so near to stands."""


def settle_letters(documents: Sequence[Document], flow: Flow) -> tuple[Document, ...]:
    """The documents with doubted letters of addressees, offices, subjects and signatures put right."""
    return tuple(_settled(document, flow) for document in documents)


def settle_marks(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with the marks that the offices of their receipts lost, where the lists leave one word: the ink of a
    stamp loses them without a trace that the engine would see. In running words (ขอยกเว้น) they may be another's.
    """
    return tuple(document.each("receipts", _stamped) for document in documents)


def _stamped(field: Field) -> Field:
    office = field.members.get("office")
    text = _marked(office) if isinstance(office, str) else office
    return field if text == office else _corrected(field, {**field.members, "office": text})


def _settled(document: Document, flow: Flow) -> Document:
    for name in ("subject", "to", "agency"):
        field = document.one(name)
        if field is not None and isinstance(field.value, str) and _GIVEN_AWAY.intersection(field.reasons):
            text = _worded(field.value, field, flow)
            document = document.put(name, _corrected(field, text) if text != field.value else field)
    return document.each("signatories", partial(_signed, flow=flow))


def _signed(field: Field, flow: Flow) -> Field:
    if not _GIVEN_AWAY.intersection(field.reasons):
        return field
    value = dict(field.members)
    for key, right in (("name", _named), ("position", _post)):
        if value.get(key):
            value[key] = right(value[key], field, flow)
    value["acting"] = [
        {**one, "post": _post(one["post"], field, flow)} if one["post"] else one
        for one in value.get("acting", ())
    ]
    return _corrected(field, value) if value != field.members else field


def _corrected(field: Field, value: object) -> Field:
    parts = {**field.parts, "read": field.parts.get("read", field.value)}
    return replace(field, value=value, parts=parts, reasons=(*field.reasons, "corrected_by_list"))


def _named(name: str, field: Field, flow: Flow) -> str:
    """A name with each part that no list of names knows replaced by the one name that it may be."""
    return " ".join(
        part
        if is_name(part)
        else _only([one for one in _readings(part, field, flow, _THAI) if is_name(one)], part)
        for part in name.split(" ")
    )


def _worded(text: str, field: Field, flow: Flow) -> str:
    """A text with doubted letters replaced where one letter alone makes fewer and better words of it.

    What then still holds a word that is none stands as it was read.
    """
    read = text
    for _ in range(_MOST):
        cost = _cost(text)
        better = {one: _cost(one) for one in _readings(text, field, flow, None)}
        better = {one: now for one, now in better.items() if now < cost and now[1] <= cost[1]}
        least = min(better.values(), default=None)
        right = _only([one for one, now in better.items() if now == least], text)
        if right == text:
            break
        text = right
    return read if unknown_words(text) else text


def _marked(text: str) -> str:
    """A text with each broken word that one mark more makes one word alone."""
    for broken in dict.fromkeys((*broken_words(text), *unknown_words(text))):
        whole = [word for word in near_words(broken) if len(word) > len(broken)]
        text = text.replace(broken, _only(whole, broken))
    return text


def _post(text: str, field: Field, flow: Flow) -> str:
    """A post with the letters of the title and of the office put right, each by itself."""
    office = _OFFICE.search(text)
    at = office.start() if office else len(text)
    worded = "".join(_worded(part, field, flow) for part in (text[:at], text[at:]) if part)
    return _titled(worded, sureness_of(text, field, flow) or ())


def _titled(text: str, sure: Sequence[float]) -> str:
    """A post with the title that it begins with put right, where letters that were doubted, or stand behind a doubted one, part it from
    one title alone.
    """
    near = []
    for title in _TITLES:
        off = [at for at, (one, other) in enumerate(zip(title, text, strict=False)) if one != other]
        if text.startswith(title):
            return text
        if len(title) <= min(len(text), len(sure)) and len(off) <= _APART:
            doubted = all(min(sure[max(at - 1, 0) : at + 1]) < DOUBT for at in off)
            near += [title] if doubted else []
    return near[0] + text[len(near[0]) :] if len(near) == 1 else text


def _cost(text: str) -> tuple[int, int]:
    """How badly a text reads: pieces that are no words, and pieces at all."""
    return len(unknown_words(text)), len(pieces(text))


def _only(readings: Sequence[str], otherwise: str) -> str:
    return readings[0] if len(readings) == 1 else otherwise


def _readings(text: str, field: Field, flow: Flow, letters: Sequence[str] | None) -> Iterator[str]:
    """The text with one doubted letter replaced by another, or by those that look like it."""
    sure = iter(sureness_of(text, field, flow) or ())
    for at, one in enumerate(text):
        if one.isspace() or next(sure, 1.0) >= DOUBT or one not in (letters or ALIKE):
            continue
        yield from (
            text[:at] + other + text[at + 1 :] for other in letters or ALIKE.get(one, "") if other != one
        )
