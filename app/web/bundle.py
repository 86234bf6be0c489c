"""The documents of a file side by side: what each is, and how it belongs to the one that is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saraban.app.review.corrections import is_open, value_of
from saraban.app.web.holdings import Json
from saraban.app.web.language import Both, Language
from saraban.app.web.sentences import sentence
from saraban.app.web.told import day
from saraban.app.web.words import KINDS, RELATIONS, either


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another document of the bundle. `relations`: how it belongs to this one, and what says so."""

    id: str
    title: Both
    number: str
    date: str
    span: str
    flagged: int
    here: bool
    relations: tuple[tuple[Both, Both], ...]


def bundle(record: Json, identity: str, language: Language) -> Iterator[Neighbour]:
    """The documents of the file in order, with what joins them to this one."""
    for one in record["documents"]:
        yield Neighbour(
            id=one["id"],
            title=KINDS[one["kind"]],
            number=single(one, "document_number"),
            date=day(single(one, "date"), language) or single(one, "date"),
            span=span(one["pages"]),
            flagged=flagged(one),
            here=one["id"] == identity,
            relations=tuple(_relations(record, identity, one["id"])),
        )


def span(pages: Sequence[int]) -> str:
    """First and last page: 3, 3–5."""
    first, last = pages
    return str(first) if first == last else f"{first}–{last}"


def single(document: Json, name: str) -> str:
    """What holds for a single field of a document, as text; empty where there is nothing."""
    found = document["fields"].get(name)
    return str(value_of(found) or "") if found else ""


def flagged(document: Json) -> int:
    """How many fields of a document a person must still look at, the document itself among them."""
    every = [
        one
        for found in document["fields"].values()
        for one in (found if isinstance(found, list) else [found])
    ]
    return sum(map(is_open, [document, *every]))


def _relations(record: Json, here: str, there: str) -> Iterator[tuple[Both, Both]]:
    """How this document belongs to another one; what is said of it the other way round bears an arrow."""
    for link in record["links"]:
        thai, english = either(RELATIONS, link["relation"])
        if (link["from"], link["to"]) == (here, there):
            yield (f"→ {thai}", f"→ {english}"), sentence(link["reason"])
        elif (link["from"], link["to"]) == (there, here):
            yield (f"← {thai}", f"← {english}"), sentence(link["reason"])
