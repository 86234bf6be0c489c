"""Compare a truth with a record: one verdict a value.

For each value the truth knows:

* `found`    the record has it, by the rule of the row;
* `near`     a text, at least nine letters of ten alike (`rules.NEAR`); never a number or a date, and
             never what the page literally says where the right value differs;
* `honest`   the record has what the page literally says where the right value differs, or a value
             for what nobody can read for certain, and asks for a review of it;
* `missed`   the record has nothing;
* `wrong`    the record has something else.

For each thing the truth says is not there:

* `invented` the record has a value;
* `absent`   the record has none.

`silent` is a wrong or invented value of which the record asks no review: the worst that can happen.
A value that is right needs no flag; one that is near, honest or missed is never silent.

Entries of repeated fields are paired one to one, most alike first (same values, then similar text, then
same lines of the page). Of what is left over, a truth is `missed`, unless an entry left over stands on
the same lines, or the truth names all entries of that field: then it is `wrong`. Further entries left
over are `invented` only where the truth names all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from saraban.app.evaluation.rules import NEAR, RULES
from saraban.app.evaluation.truth import Confidence, ExpectedDocument, Item, Part, Span
from saraban.app.evaluation.views import VIEWS, Candidate, Json, candidates, reasons_of
from saraban.extract.record import SINGLE

Status = Literal["found", "near", "honest", "missed", "wrong", "invented", "absent"]
STATUSES: tuple[Status, ...] = ("found", "near", "honest", "missed", "wrong", "invented", "absent")

_RELATED = 0.6
"""Least similarity at which a text speaks for pairing two entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one value of a truth (or of one value that no truth knows)."""

    document: str
    row: str
    status: Status
    expected: object | None = None
    got: object | None = None
    reasons: tuple[str, ...] | None = None
    confidence: Confidence = "certain"
    closer: bool = False

    @property
    def flagged(self) -> bool:
        """Whether the record asks for a review of what it has, or of having nothing."""
        return self.reasons is not None

    @property
    def silent(self) -> bool:
        """Wrong or invented, and no review asked for."""
        return self.status in ("wrong", "invented") and not self.flagged


def score_document(expected: ExpectedDocument, documents: Sequence[Json]) -> Iterator[Verdict]:
    """The verdicts of one expected document against the document, or documents, of the record."""
    if expected.kind is not None:
        kinds = [document.get("kind") for document in documents]
        reasons = reasons_of(documents[0]) if documents else None
        yield judge_value(expected.name, "kind", expected.kind, kinds[0] if kinds else None, reasons)
    by_field: dict[str, list[Item]] = {}
    for item in expected.items:
        by_field.setdefault(item.field, []).append(item)
    for field, items in by_field.items():
        entries = candidates(documents, field)
        complete = field in expected.complete or field in SINGLE
        pairs, spare = _pair(items, entries, complete=complete, shared=field in VIEWS)
        for item, entry in pairs:
            if item.counted:
                yield from (_judge(expected.name, part, entry) for part in item.parts)
        if field in expected.complete:
            yield from (_invented(expected.name, field, entry) for entry in spare)
    for field in expected.absent:
        entries = [entry for entry in candidates(documents, field) if entry.value is not None]
        yield from (_invented(expected.name, field, entry) for entry in entries)
        if not entries:
            yield Verdict(document=expected.name, row=field, status="absent")


def judge_value(
    document: str, row: str, expected: object, got: object | None, reasons: tuple[str, ...] | None = None
) -> Verdict:
    """The verdict of a value that stands in no field: a kind, a limit, a link."""
    status: Status = "missed" if got is None else "found" if got == expected else "wrong"
    return Verdict(document=document, row=row, status=status, expected=expected, got=got, reasons=reasons)


def _invented(document: str, row: str, entry: Candidate) -> Verdict:
    return Verdict(document=document, row=row, status="invented", got=entry.value, reasons=entry.reasons)


def _judge(document: str, part: Part, entry: Candidate | None) -> Verdict:
    rule = RULES[part.rule]
    got = entry.at(part.path) if entry else None
    key = None if got is None else rule.key(got)
    flagged = entry is not None and entry.flagged
    return Verdict(
        document=document,
        row=part.row,
        status=_status(part, got, present=bool(key), flagged=flagged),
        expected=part.value,
        got=got if key else None,
        reasons=entry.reasons if entry else None,
        confidence=part.confidence,
        closer=part.closer,
    )


def _status(part: Part, got: object, *, present: bool, flagged: bool) -> Status:
    rule = RULES[part.rule]
    if part.value is None:
        if not present:
            return "absent"
        honest = flagged and (not part.readable or rule.right(part.as_read, got))
        return "honest" if honest else "invented"
    if not present:
        return "missed"
    if any(rule.right(value, got) for value in (part.value, *part.also)):
        return "found"
    if rule.right(part.as_read, got):
        return "honest" if flagged else "wrong"
    if rule.near and max(rule.likeness(value, got) for value in (part.value, *part.also)) >= NEAR:
        return "near"
    return "wrong"


Pairs = list[tuple[Item, Candidate | None]]


def _pair(
    items: Sequence[Item], entries: Sequence[Candidate], *, complete: bool, shared: bool
) -> tuple[Pairs, list[Candidate]]:
    """Each item with its entry, and the entries that belong to none."""
    taken: dict[int, int] = {}  # item -> entry
    for score, number, other in _scores(items, entries, shared=shared):
        if score > 0 and number not in taken and (shared or other not in taken.values()):
            taken[number] = other
    spare = [other for other in range(len(entries)) if other not in taken.values()]
    for number, item in enumerate(items):
        if number in taken or not item.counted:
            continue
        same_lines = [other for other in spare if _overlap(item.lines, entries[other].lines)]
        left = same_lines or (spare if complete and not shared else [])
        if left:
            taken[number] = left[0]
            spare.remove(left[0])
    pairs: Pairs = [(item, entries[taken[n]] if n in taken else None) for n, item in enumerate(items)]
    rest = [entries[other] for other in spare if entries[other].value is not None]
    return pairs, rest


def _scores(
    items: Sequence[Item], entries: Sequence[Candidate], *, shared: bool
) -> list[tuple[float, int, int]]:
    scores = []
    for number, item in enumerate(items):
        for other, entry in enumerate(entries):
            score = sum(_likeness(part, entry) for part in item.parts if not part.closer)
            if shared and not any(_likeness(part, entry) >= NEAR for part in item.parts):
                score = 0.0  # an entry that may answer for many truths must be right for each
            if score and _overlap(item.lines, entry.lines):
                score += 0.5
            scores.append((score, number, other))
    return sorted(scores, key=lambda each: (-each[0], each[1], each[2]))


def _right(part: Part, entry: Candidate) -> bool:
    rule, got = RULES[part.rule], entry.at(part.path)
    return any(
        rule.right(value, got) for value in (part.value, *part.also, part.as_read) if value is not None
    )


def _likeness(part: Part, entry: Candidate) -> float:
    got = entry.at(part.path)
    if got is None or part.value is None:
        return 0.0
    if _right(part, entry):
        return 1.0
    likeness = RULES[part.rule].likeness(part.value, got) if RULES[part.rule].near else 0.0
    return likeness if likeness >= _RELATED else 0.0


def _overlap(left: Span | None, right: Span | None) -> bool:
    return bool(left and right and left[0] <= right[1] and right[0] <= left[1])
