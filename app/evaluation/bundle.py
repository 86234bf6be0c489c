"""Compare a whole file: which documents of the record are the ones expected, and what each holds.

An expected document is compared with the document of the record that shares most of its lines (or pages)
with it; each document of the record stands for one. Rows beside those of the fields:

* `boundary`  first and last printed line (or first and last page) are exactly right; a document that is
              there with other limits is `wrong`, one that is not there `missed` with all it says;
              one that no truth knows is `invented`, where the truth names all documents;
* `links`     the two documents are linked, in this direction, by a relation that is right;
* `starts`    where documents begin, see `starts` (in no sum: each is part of a boundary).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from saraban.app.evaluation.scoring import Verdict, judge_value, score_document
from saraban.app.evaluation.starts import starts
from saraban.app.evaluation.truth import ExpectedDocument, Place, Truth, as_list
from saraban.app.evaluation.views import Json, reasons_of, span_of


def score(truth: Truth, record: Json) -> list[Verdict]:
    """Every verdict of one file."""
    documents = [entry for entry in as_list(record.get("documents")) if isinstance(entry, Mapping)]
    partners = _align(truth.documents, documents)
    verdicts: list[Verdict] = []
    for number, expected in enumerate(truth.documents):
        mine = documents if _whole(expected.place) else [documents[n] for n in partners.get(number, ())]
        if expected.place.scored:
            verdicts.append(_boundary(expected, mine))
        verdicts.extend(score_document(expected, mine))
    if truth.all_documents:
        known = {other for others in partners.values() for other in others}
        verdicts.extend(
            Verdict(document=truth.scan.name, row="boundary", status="invented", got=_named(document))
            for number, document in enumerate(documents)
            if number not in known
        )
    names = {
        truth.documents[number].name: str(documents[other].get("id"))
        for number, others in partners.items()
        for other in others
    }
    verdicts.extend(_links(truth, names, record))
    verdicts.extend(starts(truth, documents))
    return verdicts


def _whole(place: Place) -> bool:
    return place.pages is None and place.lines is None


def _align(expected: Sequence[ExpectedDocument], documents: Sequence[Json]) -> dict[int, tuple[int, ...]]:
    """Expected document -> the document of the record that shares most with it, one to one."""
    shares = [
        (_shared(document.place, other), -number, -place)
        for number, document in enumerate(expected)
        if not _whole(document.place)
        for place, other in enumerate(documents)
    ]
    partners: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    for share, number, place in sorted(shares, reverse=True):
        if share and -number not in partners and -place not in taken:
            partners[-number] = (-place,)
            taken.add(-place)
    return partners


def _shared(place: Place, document: Json) -> int:
    if place.lines:
        return len(_printed(place, place.lines) & _printed(place, span_of(document.get("lines"))))
    pages = span_of(document.get("pages"))
    return (
        max(0, min(pages[1], place.pages[1]) - max(pages[0], place.pages[0]) + 1)
        if pages and place.pages
        else 0
    )


def _printed(place: Place, lines: tuple[int, int] | None) -> set[int]:
    return {line for line in place.printed if lines and lines[0] <= line <= lines[1]}


def _boundary(expected: ExpectedDocument, documents: Sequence[Json]) -> Verdict:
    place = expected.place
    if not documents:
        return judge_value(expected.name, "boundary", _limits(place), None)
    if place.lines:
        printed = sorted(_printed(place, span_of(documents[0].get("lines"))))
        got: object = [printed[0], printed[-1]]
    else:
        got = list(as_list(documents[0].get("pages")))
    return judge_value(expected.name, "boundary", _limits(place), got, reasons_of(documents[0]))


def _limits(place: Place) -> list[int]:
    if place.lines:
        printed = sorted(_printed(place, place.lines))
        return [printed[0], printed[-1]]
    return list(place.pages or ())


def _named(document: Json) -> str:
    return f"{document.get('id')} {document.get('kind')} pages {document.get('pages')} lines {document.get('lines')}"


def _links(truth: Truth, names: Mapping[str, str], record: Json) -> Iterator[Verdict]:
    given = {
        (str(link.get("from")), str(link.get("to"))): str(link.get("relation"))
        for link in as_list(record.get("links"))
        if isinstance(link, Mapping)
    }
    for link in truth.links:
        pair = (names.get(link.source, ""), names.get(link.target, ""))
        relation = given.pop(pair, None)
        right = relation in link.relations
        expected = f"{link.source} {'|'.join(sorted(link.relations))} {link.target}"
        got = relation and f"{link.source} {relation} {link.target}"
        yield judge_value(truth.scan.name, "links", expected, expected if right else got)
    if truth.all_links:
        for (source, target), relation in given.items():
            got = f"{source} {relation} {target}"
            yield Verdict(document=truth.scan.name, row="links", status="invented", got=got)
