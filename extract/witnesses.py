"""One number on two papers, one law in two readings: the slip repeats the number of the memo it carries, a memo cites the letter's and its day.

Two readings of one number are two witnesses. What engines lose (a dot, ว read as 2) is taken from the paper that
still has it; a digit that differs is taken from the reading that nothing speaks against; where both are sure, or
neither is, both are flagged. A corrected value keeps what was read, names the page that corrected it, and is flagged.
A law's name that is printed twice and read in two ways, both made of words, has nobody to correct it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import regex

from saraban.extract.lexicon import broken_words, unknown_words
from saraban.extract.likeness import alike, same_number
from saraban.extract.reconcile import checked, corrected
from saraban.extract.record import Document, Field
from saraban.normalize.numbers import NumberRefused, parse_number

_OWN = "document_number"
_OF_THE_SLIP = "e_document_number"
_NO_DOUBT = {"unknown_prefix", "corrected_from_page"}
"""Reasons for review that say nothing against the digits."""


def settle_numbers(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with numbers that two of them print settled between the two."""
    result = list(documents)
    for at, document in enumerate(result):
        below = next(
            (n for n in range(at + 1, len(result)) if result[n].kind not in ("enclosure", "blank")), None
        )
        if below is not None:
            result[at], result[below] = _slip(document, result[below])
    for at in range(len(result)):
        for other in range(len(result)):
            if other != at:
                result[at], result[other] = _dated(*_cited(result[at], result[other]))
    return tuple(result)


def settle_laws(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with the laws doubted that they cite in two readings of which both are words (ขุดดิน, ชุดดิน)."""
    read: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for document in documents:
        for field in document.many("laws_cited"):
            name = str(field.value)
            read[tuple(_DIGITS.findall(name))].add(name)
    doubted = {
        name
        for names in read.values()
        for name in names
        if any(_misread_word(name, other) for other in names if other != name)
    }

    def check(field: Field) -> Field:
        return _disagrees(field) if field.value in doubted else field

    return tuple(document.each("laws_cited", check) if doubted else document for document in documents)


_DIGITS = regex.compile(r"\d+")
_LETTERS = 2  # that are misread for so many others in one place: more are another word


def _misread_word(name: str, other: str) -> bool:
    """Whether a name becomes another one, of words as well, with a letter as the other reading of it has."""
    if not alike(name, other):
        return False
    first, second = (text.partition(" พ.ศ.")[0].replace(" ", "") for text in (name, other))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "replace" or max(i2 - i1, j2 - j1) > _LETTERS:
            continue
        mixed = first[:i1] + second[j1:j2] + first[i2:]
        if not unknown_words(mixed) and not broken_words(mixed):
            return True
    return False


def _slip(slip: Document, below: Document) -> tuple[Document, Document]:
    """The number on a slip and that on the head of the paper it carries."""
    field, own = slip.one(_OF_THE_SLIP), below.one(_OWN)
    if field is None or own is None or not field.value or not own.value:
        return slip, below
    if not same_number(str(field.value), str(own.value)):
        return slip.put(_OF_THE_SLIP, _disagrees(field)), below
    read, head = _settled((field, slip), (own, below))
    return slip.put(_OF_THE_SLIP, read), below.put(_OWN, head)


def _cited(document: Document, other: Document) -> tuple[Document, Document]:
    """The numbers a document cites and that of another one, where the day it cites with it is that one's."""
    own, day = other.one(_OWN), other.one("date")
    if own is None or not own.value or day is None or not day.value:
        return document, other
    fields = list(document.many("references"))
    same_day = [at for at, field in enumerate(fields) if field.members.get("date") == day.value]
    if not same_day:
        return document, other
    for at in same_day:
        cited = fields[at].members.get("number")
        if cited and same_number(str(cited), str(own.value)):
            fields[at], own = _settled((fields[at], document), (own, other))
    return document.put("references", tuple(fields)), other.put(_OWN, own)


def _dated(document: Document, other: Document) -> tuple[Document, Document]:
    """The day a document cites with the number of another one, and the day on that one's head."""
    number, day = other.one(_OWN), other.one("date")
    if number is None or not number.value or day is None:
        return document, other
    fields = list(document.many("references"))
    for at, field in enumerate(fields):
        cited = field.members.get("date")
        if not cited or field.members.get("number") != number.value or cited == day.value:
            continue
        shorter = str(cited).startswith(
            str(day.value or "")
        )  # the head's day could not be read, or nothing of it
        if shorter or (_doubted(day) and not _doubted(field)):
            day = corrected(day, cited, document, "the day with which it is cited there")
        elif _doubted(field) and not _doubted(day):
            fields[at] = corrected(field, {**field.members, "date": day.value}, other, "the day on its head")
        else:
            fields[at], day = _disagrees(field), _disagrees(day)
    return (document.put("references", tuple(fields)) if fields else document), other.put("date", day)


Told = tuple[Field, Document]
"""A reading of a number and the document that prints it."""


def _settled(one: Told, other: Told) -> tuple[Field, Field]:
    """Two readings of one number after each was held against the other."""
    first, second = _number(one[0]), _number(other[0])
    if first == second:
        return _agrees(one[0]), _agrees(other[0])
    whole = _whole(first, second)
    if _whole(second, first) != whole:  # a digit differs
        doubted = _doubted(one[0]), _doubted(other[0])
        if doubted[0] == doubted[1]:
            return _disagrees(one[0]), _disagrees(other[0])
        whole = second if doubted[0] else first
    return _put(one[0], whole, other[1]), _put(other[0], whole, one[1])


def _whole(first: str, second: str) -> str:
    """The number with what either reading kept: the dots of the owner's code, ว before the running number."""
    (owner, _, rest), (owner_too, _, rest_too) = first.partition("/"), second.partition("/")
    owner = owner_too if owner_too.count(".") > owner.count(".") else owner
    return f"{owner}/{rest_too if 'ว' in rest_too and 'ว' not in rest else rest}"


def _number(field: Field) -> str:
    return str(field.members.get("number") if field.members else field.value)


def _doubted(field: Field) -> bool:
    return bool(set(field.reasons) - _NO_DOUBT)


def _put(field: Field, number: str, witness: Document) -> Field:
    """The field with that number, as the other document prints it; unchanged where it was read so."""
    read = _number(field)
    if read == number:
        return field
    lost = "ว was read as 2" if "ว" in number and "ว" not in read else "a dot or a digit was misread"
    if field.members:
        return corrected(field, {**field.members, "number": number}, witness, lost)
    changed = corrected(field, number, witness, lost)
    try:
        return replace(changed, parts={**changed.parts, **parse_number(number).parts()})
    except NumberRefused:
        return changed


def _agrees(field: Field) -> Field:
    return checked(field, "same_elsewhere", passed=True)


def _disagrees(field: Field) -> Field:
    if "witnesses_disagree" in field.reasons:
        return field
    doubted = replace(field, reasons=(*field.reasons, "witnesses_disagree"))
    return checked(doubted, "same_elsewhere", passed=False)
