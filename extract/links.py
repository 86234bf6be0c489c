"""How the documents of one file belong together: what forwards, cites, answers, encloses or repeats what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from saraban.extract.duplicates import duplicates
from saraban.extract.likeness import alike, likeness, same_number
from saraban.extract.record import Document, Link

_LETTERS = ("letter", "stamped_letter")
_HEAD, _NAMING = 300, 12  # letters: of a paper's head, and of a title that can name one paper only
_SENT = ("memo", *_LETTERS, "message")
_TITLED = {
    "order": "คำสั่ง",
    "announcement": "ประกาศ",
    "regulation": "(?:ระเบียบ|ข้อบังคับ|กฎกระทรวง|พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด))",
    "minutes": "รายงานการประชุม",
    "certificate": "หนังสือรับรอง",
}
"""Kinds that are sent with a letter, and how its list of enclosures calls them."""


def links_of(documents: Sequence[Document], texts: Mapping[str, str] | None = None) -> tuple[Link, ...]:
    """Every link between documents of a bundle, one for two documents, in the order of the file.

    `texts`: what is printed on each document by its id, with which papers that are there twice are found.
    """
    places = {document.id: at for at, document in enumerate(documents)}
    found: dict[frozenset[str], Link] = {}
    for link in (
        *duplicates(documents, texts or {}),
        *_enclosed(documents, texts or {}),
        *_cited(documents),
        *_below(documents),
        *_forwarded(documents),
    ):
        found.setdefault(frozenset((link.source, link.target)), link)
    return tuple(sorted(found.values(), key=lambda link: (places[link.source], places[link.target])))


def number_of(document: Document) -> str | None:
    """The document's own number, None when it has none or it was not read."""
    return document.said("document_number")


def _main(documents: Sequence[Document]) -> list[Document]:
    return [document for document in documents if document.kind not in ("enclosure", "blank", "other")]


def _cited(documents: Sequence[Document]) -> Iterator[Link]:
    """A document cites another: passes it on where it lies on top of it or has its subject, answers a letter as
    a letter, else refers to it.
    """
    next_below = {one.id: two.id for one, two in pairwise(_main(documents))}
    for document in documents:
        for field in document.many("references"):
            cited, day = field.members.get("number"), field.members.get("date")
            others = [one for one in documents if one is not document]
            other = next((one for one in others if cited and number_of(one) == cited), None)
            other = other or next((one for one in others if _misread(document, one, cited, day)), None)
            if other is not None:
                own = number_of(other)
                read = "" if own == cited else f", read there as {own}"
                under = next_below.get(document.id) == other.id
                relation = _relation(document, other, under=under)
                yield Link(document.id, other.id, relation, f"cites its number {cited}{read}")


def _relation(document: Document, other: Document, *, under: bool) -> str:
    if document.kind in _LETTERS and other.kind in _LETTERS:
        return "answers"
    if document.kind == "memo" and other.kind in _LETTERS:
        return "forwards" if under or _same_subject(document, other) else "refers_to"
    carried = document.kind in _SENT and other.kind in _TITLED
    return "forwards" if carried and under else "refers_to"


def _misread(document: Document, other: Document, cited: object, day: object) -> bool:
    """Whether a cited number is another's but for misreading: the day it cites is that one's too."""
    own = number_of(other)
    return bool(cited and own and day and day == other.said("date")) and same_number(str(cited), str(own))


def _same_subject(one: Document, other: Document) -> bool:
    return alike(one.said("subject") or "", other.said("subject") or "")


def _enclosed(documents: Sequence[Document], texts: Mapping[str, str]) -> Iterator[Link]:
    """What follows a document that sends it: papers without a head, and those its list of enclosures names.

    A letter nearer above wins over one further up.
    """
    sender: Document | None = None
    letter: Document | None = None
    for document in documents:
        if document.kind in _SENT:
            sender = letter = document
        elif document.kind == "enclosure":
            title = _begins_with(letter, texts.get(document.id, "")) if letter is not sender else None
            if letter is not None and title is not None:
                yield Link(letter.id, document.id, "encloses", f"its list of enclosures names {title}")
            elif sender is not None:
                yield Link(sender.id, document.id, "encloses", "follows it and has no head of its own")
        elif document.kind != "blank":
            title = _listed(letter, document)
            if letter is not None and title is not None:
                yield Link(letter.id, document.id, "encloses", f"its list of enclosures names {title}")
            elif letter is not None and (told := _named_by(letter, document)) is not None:
                yield Link(letter.id, document.id, "encloses", told)
            sender = document


def _begins_with(letter: Document | None, text: str) -> str | None:
    """The title of a letter's list of enclosures with which a paper begins."""
    titles = [str(field.members.get("title") or "") for field in letter.many("enclosures")] if letter else []
    head = "".join(text[:_HEAD].split())
    matters = {title: "".join(title.rstrip("ฯ. ").split()) for title in titles}
    return next((title for title, bare in matters.items() if len(bare) >= _NAMING and bare in head), None)


def _listed(letter: Document | None, document: Document) -> str | None:
    """The title of a letter's list of enclosures that names a document by its form and, where read, its subject."""
    name = _TITLED.get(document.kind)
    if letter is None or name is None:
        return None
    titles = [str(field.members.get("title") or "") for field in letter.many("enclosures")]
    named = [title for title in titles if regex.match(rf"(?:สำเนา)?{name}", title)]
    subject = document.said("subject") or ""
    return max(named, key=lambda title: likeness(title, subject), default=None)


def _named_by(letter: Document, document: Document) -> str | None:
    """How a letter names a document by its form and its subject: as its own subject (ประกาศการรับสมัคร…), or as a
    law that it cites.
    """
    name, subject = _TITLED.get(document.kind), document.said("subject") or ""
    if name is None:
        return None
    named = regex.match(rf"(?:ส่ง|แจ้ง|แจ้งเวียน)?(?:สำเนา)?{name}(?P<rest>.+)", letter.said("subject") or "")
    if named is not None and alike(named["rest"], subject):
        return "its subject is that paper"
    matters = [_MATTER.sub("", str(law.value)) for law in letter.many("laws_cited")]
    same = any(alike(one, subject) and _DIGITS.findall(one) == _DIGITS.findall(subject) for one in matters)
    return "it cites that paper by its name" if same else None


_MATTER = regex.compile(r"^(?:.*?ว่าด้วย|.*? เรื่อง|กฎกระทรวง)| พ\.ศ\. \d{4}$")
_DIGITS = regex.compile(r"\d+")


def _below(documents: Sequence[Document]) -> Iterator[Link]:
    """A memo, or a letter that sends another on, above one whose number nobody could read: the number it cites that
    no other paper has, with a day that the head below does not speak against.
    """
    numbers = {number_of(document) for document in documents}
    for one, two in pairwise(_main(documents)):
        if (
            one.kind not in ("memo", "stamped_letter")
            or two.kind not in _LETTERS
            or number_of(two) is not None
        ):
            continue
        for field in one.many("references"):
            cited, day = field.members.get("number"), field.members.get("date")
            if cited and cited not in numbers and str(day or "").startswith(two.said("date") or ""):
                yield Link(
                    one.id, two.id, "forwards", f"lies on top of it and cites {cited}, its number unread"
                )
                break


def _forwarded(documents: Sequence[Document]) -> Iterator[Link]:
    """A slip or memo lies on top of what it passes on: number or subject say the same.

    A file bound the wrong way round has the newer paper below; a letter does not carry the memo that proposed it.
    """
    for at, document in enumerate(documents):
        for below in documents[at + 1 :]:
            if document.kind not in (*_SENT, "routing_slip") or below.kind not in _SENT:
                continue
            number, same = document.said("e_document_number"), number_of(below)
            if number is not None and number == same:
                yield Link(document.id, below.id, "forwards", f"both carry the number {same}")
                break
            if _same_subject(document, below):
                newer, older = _by_day(document, below)
                if not (newer.kind in _LETTERS and older.kind == "memo"):
                    why = "lies on top of it" if newer is document else "is newer"
                    yield Link(newer.id, older.id, "forwards", f"{why} and has the same subject")
                break


def _by_day(above: Document, below: Document) -> tuple[Document, Document]:
    """Newer and older of two documents; the upper one is the newer where their days do not tell.

    A month whose day was not read (2015-11) comes before none of its days.
    """
    first, second = above.said("date"), below.said("date")
    if first is None or second is None or second.startswith(first):
        return above, below
    return (below, above) if first < second else (above, below)
