"""How the documents of one file belong together: what forwards, cites, encloses or repeats what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from saraban.extract.record import Document, Link

_ALIKE = 0.85
_SENT = ("memo", "letter", "stamped_letter", "message")


def links_of(documents: Sequence[Document]) -> tuple[Link, ...]:
    """Every link between documents of a bundle, newest document first as they lie in the file."""
    found: list[Link] = []
    for link in (*_cited(documents), *_enclosed(documents), *_forwarded(documents)):
        if not any((link.source, link.target) == (one.source, one.target) for one in found):
            found.append(link)
    return tuple(found)


def number_of(document: Document) -> str | None:
    """The document's own number, None when it has none or it was not read."""
    field = document.one("document_number")
    return str(field.value) if field and field.value else None


def _cited(documents: Sequence[Document]) -> Iterator[Link]:
    """A document cites another; a memo on top of the letter that it cites passes the letter on."""
    main = [document for document in documents if document.kind not in ("enclosure", "blank")]
    passes = {(one.id, two.id) for one, two in pairwise(main) if (one.kind, two.kind) == ("memo", "letter")}
    for document in documents:
        for field in document.many("references"):
            cited = field.members.get("number")
            other = next((one for one in documents if one is not document and number_of(one) == cited), None)
            if other is None or not cited:
                continue
            letters = document.kind == other.kind == "letter"  # a letter that cites one answers it
            passed = (document.id, other.id) in passes
            relation = "answers" if letters else "forwards" if passed else "refers_to"
            yield Link(document.id, other.id, relation, f"cites its number {cited}")


def _enclosed(documents: Sequence[Document]) -> Iterator[Link]:
    """Enclosures follow the document that lists them; a letter nearer above wins over one further up."""
    sender: Document | None = None
    for document in documents:
        if document.kind == "enclosure":
            if sender is not None:
                yield Link(sender.id, document.id, "encloses", "follows it and has no head of its own")
        elif document.kind != "blank":
            sender = document


def _forwarded(documents: Sequence[Document]) -> Iterator[Link]:
    """A slip or memo lies on top of what it passes on; number or subject say the same."""
    for at, document in enumerate(documents):
        for below in documents[at + 1 :]:
            if document.kind not in (*_SENT, "routing_slip") or below.kind not in _SENT:
                continue
            number, same = _e_number(document), number_of(below)
            if number is not None and number == same:
                yield Link(document.id, below.id, "forwards", f"both carry the number {same}")
                break
            if number_of(document) and number_of(document) == same:
                yield Link(document.id, below.id, "duplicates", f"both have the number {same}")
                break
            if alike(_subject(document), _subject(below)):
                yield Link(document.id, below.id, "forwards", "lies on top of it and has the same subject")
                break


def _e_number(document: Document) -> str | None:
    field = document.one("e_document_number")
    return str(field.value) if field and field.value else None


def _subject(document: Document) -> str:
    field = document.one("subject")
    return str(field.value) if field and field.value else ""


def alike(one: str, other: str) -> bool:
    """Whether two subjects say the same but for spaces, quotes and a few misread letters."""
    first, second = (text.translate(_LOOSE) for text in (one, other))
    if min(len(first), len(second)) < 10:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


_LOOSE = {ord(char): None for char in " \"'“”‘’"}
