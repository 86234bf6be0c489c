"""Truths of transcripts: one `seed_truth.json` for a folder of `.txt`, its values found by line.

Each value of that file is `raw` (as printed), `as_read` (what raw alone says) and, where these differ,
`expected` (what is right, as the rest of the bundle shows) with a `confidence`. The expected value is
right; what raw says is honest when flagged. A value without `expected` is right as read. Its class is the
given confidence; without one, `certain` as read and `high` as expected. How each key is counted:

* a bundle has `components`; each is a document, to be found with exactly its lines (row `boundary`; lines
  that the truth gives to no component are nobody's);
  `relations` are links, and other links may be right too; another file is one document, whole;
* receipts, signatories, register notes, enclosures: all known, one more is an invention; who signs a
  disposition may be among the signatories or not; a value that is null is absent;
* agency: the one name holds the other; signatories' position: with or without the organisation;
* checkboxes are dispositions by action and mark; handwritten dispositions by action, text, actor, date;
* closing: the purpose the truth names comes first;
* dates of the text (`body_dates`, `schedule`, fiscal years, years, dates of signatures) may stand in any
  dated field of the record, and a date printed twice may be recorded once; further dates are no error;
* laws by name and year, meetings by number and date, orders among the references;
* in a file that is no letter, and in an enclosure, document number, addressee and receipts are inventions;
  the owner of a paper that is no letter is not scored, for no form says where it stands.

A null without a field is a label with nothing behind it. A key that no field holds is counted under
`not_scored`; keys of the truth that describe the scan and not the document count there as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from saraban.app.evaluation.seed_fields import ABSENT_WHEN_NULL, COMPLETE, FIELDS
from saraban.app.evaluation.truth import ExpectedDocument, ExpectedLink, Item, Place, Truth, as_list
from saraban.app.evaluation.views import Json

NAME = "seed_truth.json"

KINDS = {
    "internal_memo": "memo",
    "external_letter": "letter",
    "enclosure_plan": "enclosure",
    "enclosure_project": "enclosure",
}
"""Names of kinds in the truths that differ from those of the record."""

NO_LETTER = ("document_number", "to", "receipts")
"""What a paper that is no letter cannot have."""

_OF_A_FORM = ("agency",)
_ABOUT_THE_SCAN = ("defects", "entity_variants", "timeline")

RELATIONS = {
    "routes": frozenset({"forwards", "refers_to", "duplicates"}),
    "circulates": frozenset({"forwards", "refers_to"}),
    "reports_on_assignment_in": frozenset({"answers", "refers_to"}),
    "submits": frozenset({"forwards", "refers_to"}),
    "cites": frozenset({"forwards", "refers_to"}),
    "encloses": frozenset({"encloses"}),
}
"""Relations of the truths, and those of the record that say as much."""


def read_seeds(path: Path) -> Iterator[Truth]:
    """The truths in a `seed_truth.json`, of the transcripts beside it or in `seeds/` beside it."""
    told = json.loads(path.read_text(encoding="utf-8"))["seeds"]
    for name, seed in told.items():
        places = (path.parent / f"{name}.txt", path.parent / "seeds" / f"{name}.txt")
        scan = next((place for place in places if place.is_file()), None)
        if scan is not None:
            not_scored = {key: len(seed[key]) for key in _ABOUT_THE_SCAN if key in seed}
            read = _bundle if "components" in seed else _paper
            yield read(scan, seed, not_scored)


def _bundle(scan: Path, seed: Json, not_scored: dict[str, int]) -> Truth:
    components = as_list(seed["components"])
    claimed = {line for each in components for line in range(each["lines"][0], each["lines"][1] + 1)}
    lines = scan.read_text(encoding="utf-8").split("\n")
    printed = tuple(n for n, line in enumerate(lines, start=1) if line.strip() and n in claimed)
    documents = []
    for component in components:
        first, last = component["lines"]
        kind = KINDS.get(component["kind"], component["kind"])
        place = Place(lines=(first, last), printed=printed, scored=True)
        documents.append(
            _document(f"{scan.stem} {component['id']}", kind, place, component["fields"], not_scored)
        )
    links = {
        (source, target): RELATIONS[relation]
        for source, relation, target in as_list(seed["relations"])
        if relation in RELATIONS
    }
    return Truth(
        scan=scan,
        documents=tuple(documents),
        links=tuple(
            ExpectedLink(source=f"{scan.stem} {source}", target=f"{scan.stem} {target}", relations=relations)
            for (source, target), relations in links.items()
        ),
        all_documents=True,
        not_scored=not_scored,
    )


def _paper(scan: Path, seed: Json, not_scored: dict[str, int]) -> Truth:
    fields = seed["fields"]
    assert isinstance(fields, Mapping)
    not_scored.update({key: 1 for key in fields if key in _OF_A_FORM})
    told = {key: value for key, value in fields.items() if key not in _OF_A_FORM}
    document = _document(scan.stem, None, Place(), told, not_scored)
    return Truth(scan=scan, documents=(document,), not_scored=not_scored)


def _document(
    name: str, kind: str | None, place: Place, fields: Json, not_scored: dict[str, int]
) -> ExpectedDocument:
    items: list[Item] = []
    absent = list(NO_LETTER) if kind in (None, "enclosure") else []
    for key, told in fields.items():
        if told is None and key in ABSENT_WHEN_NULL:
            absent.append(ABSENT_WHEN_NULL[key])
        elif told is not None and key in FIELDS:
            for item in FIELDS[key](told, fields):
                if isinstance(item, Item):
                    items.append(item)
                else:
                    not_scored[item] = not_scored.get(item, 0) + 1
        else:
            not_scored[key] = not_scored.get(key, 0) + max(1, len(as_list(told)))
    complete = COMPLETE & {item.field for item in items if item.counted}
    return ExpectedDocument(
        name=name, kind=kind, place=place, items=tuple(items), absent=tuple(absent), complete=complete
    )
