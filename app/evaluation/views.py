"""The entries of a record that a truth can be compared with, each with its flag and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from saraban.app.evaluation.truth import Span, as_list

Json = Mapping[str, object]

VIEWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "any_date": (
        ("dates_mentioned", ""),
        ("date", ""),
        ("meeting", "date"),
        ("meetings_mentioned", "date"),
        ("references", "date"),
        ("dispositions", "date"),
    ),
    "any_meeting": (("meetings_mentioned", ""), ("meeting", "")),
    "any_name": (("signatories", ""), ("dispositions", "actor")),
    "any_law": (("laws_cited", ""),),
}
"""Fields in any of which a value may stand, with the key inside the value.

A record may name the same date once for two places, and need not repeat in `dates_mentioned` what it
gives as the date of a reference; so the entries of a view may each answer for several truths.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of a record. `reasons` is None when nobody is asked to review it."""

    field: str
    value: object | None
    reasons: tuple[str, ...] | None
    lines: Span | None

    @property
    def flagged(self) -> bool:
        """Whether the record asks for a review of this entry."""
        return self.reasons is not None

    def at(self, path: str) -> object | None:
        """The value under a key, or the whole value for ""."""
        if not path:
            return self.value
        return self.value.get(path) if isinstance(self.value, Mapping) else None


def candidates(documents: Sequence[Json], field: str) -> list[Candidate]:
    """The entries of a field, or of all fields of a view, in these documents of a record."""
    if field not in VIEWS:
        return list(_entries(documents, field))
    found: list[Candidate] = []
    for name, path in VIEWS[field]:
        for entry in _entries(documents, name):
            value = entry.at(path)
            if value is not None:
                found.append(Candidate(name, value, entry.reasons, entry.lines))
    return found


def _entries(documents: Iterable[Json], field: str) -> Iterator[Candidate]:
    for document in documents:
        fields = document.get("fields")
        for entry in as_list(fields.get(field)) if isinstance(fields, Mapping) else ():
            if isinstance(entry, Mapping):
                yield Candidate(field, entry.get("value"), reasons_of(entry), _lines(entry))


def reasons_of(entry: Json) -> tuple[str, ...] | None:
    """The reasons for review; None without a review."""
    review = entry.get("review")
    if not isinstance(review, Mapping):
        return None
    return tuple(str(reason) for reason in as_list(review.get("reasons")))


def span_of(value: object) -> Span | None:
    """A pair of numbers of a record."""
    pair = as_list(value)
    return (int(str(pair[0])), int(str(pair[1]))) if len(pair) == 2 else None


def _lines(entry: Json) -> Span | None:
    at = entry.get("at")
    return span_of(at.get("lines")) if isinstance(at, Mapping) else None
