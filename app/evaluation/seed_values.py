"""The values of a `seed_truth.json`: what is told of one becomes one part to compare. See `seeds`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from saraban.app.evaluation.truth import CONFIDENCES, Confidence, Item, Part, Span, as_list, spaced

Told = Mapping[str, Any]

_ABOUT = frozenset({"line", "lines", "note", "raw", "label", "resolves_to", "confidence", "evidence"})


def value_part(
    row: str,
    told: Any,
    rule: str = "exact",
    *,
    path: str = "",
    make: Callable[[Any], object] = lambda told: told,
) -> Part:
    """The part for one told value, `make` turning what is told into the record's form. None: absent."""
    if told is None:
        return Part(row=row, value=None, rule=rule, path=path)
    printed = spaced(*as_list(told["raw"]))
    literal = told.get("as_read", printed)
    as_read = None if literal is None else make(literal)
    expected = told.get("expected")
    if isinstance(expected, Mapping) and isinstance(literal, Mapping):  # only what differs is told again
        expected = {**{key: literal[key] for key in literal if key != "canonical"}, **expected}
    value = as_read if expected is None else make(expected)
    confidence = confidence_of(told, corrected=expected is not None)
    return Part(row=row, value=value, rule=rule, path=path, as_read=as_read, confidence=confidence)


def date_part(row: str, told: Any, *, path: str = "") -> Part:
    """The part for a date: `edtf` is right, `edtf_as_read` what the page literally says."""
    if told is None:
        return Part(row=row, value=None, path=path)
    literal = told.get("edtf_as_read")
    confidence = confidence_of(told, corrected=literal is not None)
    return Part(row=row, value=told["edtf"], path=path, as_read=literal, confidence=confidence)


def confidence_of(told: Told, *, corrected: bool) -> Confidence:
    """The class that is given, or else the one of a value that is right as read, or corrected."""
    given = told.get("confidence", "high" if corrected else "certain")
    assert given in CONFIDENCES
    return cast(Confidence, given)


def lines_of(*told: Any) -> Span | None:
    """From the first to the last line on which any of these is printed."""
    numbers = [number for each in told if each for number in as_list(each.get("line", each.get("lines")))]
    return (min(numbers), max(numbers)) if numbers else None


def number_of(told: Any) -> object:
    """A document number from its parts: กษ 0201.06/ว 8537."""
    if "canonical" in told:
        return told["canonical"]
    office = ".".join(code for code in (told["office_code"], told["sub_code"]) if code)
    return f"{told['agency_code']} {office}/{'ว ' if told['circular'] else ''}{told['running_number']}"


def words_of(told: Any) -> object:
    """Parts in the order in which they are printed, joined by spaces."""
    return spaced(*told.values()) if isinstance(told, Mapping) else told


def person_of(told: Any) -> object:
    """A name without the parentheses it is printed in."""
    if isinstance(told, Mapping):
        return f"{told['title']}{told['given']} {told['family']}"
    return str(told).strip("()")


def others_of(row: str, told: Told, known: set[str]) -> Iterator[str]:
    """What is told beside the known keys, by name: nothing is dropped silently."""
    for key in told:
        if key not in known and key not in _ABOUT and told[key] is not None:
            yield f"{row}.{key}"


def dates_of(row: str, told: Any, _: Told) -> Iterator[Item]:
    """One date or several, that may stand in any dated field."""
    for date in as_list(told):
        yield Item(field="any_date", parts=(date_part(row, date),), lines=lines_of(date))
