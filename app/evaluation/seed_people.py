"""What a `seed_truth.json` says of those who write, sign, decide and answer the telephone. See `seeds`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import regex

from saraban.app.evaluation.seed_values import (
    Told,
    confidence_of,
    date_part,
    dates_of,
    lines_of,
    others_of,
    person_of,
    value_part,
    words_of,
)
from saraban.app.evaluation.truth import Item, Part, as_list, spaced

_VERBS = {"ทราบ": "acknowledge", "มอบ": "assign", "แจ้ง": "inform"}


def contact(kind: str, told: Any, _: Told) -> Iterator[Item]:
    """A telephone or fax by kind, number and extension."""
    read = told["as_read"]
    parts = [
        Part(row="contacts.kind", path="kind", value=kind),
        Part(row="contacts.number", path="number", value=read["number"], rule="digits"),
    ]
    extension = read.get("extension", read.get("internal"))
    if extension:
        parts.append(Part(row="contacts.extension", path="extension", value=extension, rule="digits"))
    yield Item(field="contacts", parts=tuple(parts), lines=lines_of(told))


def checkboxes(told: Any, _: Told) -> Iterator[Item]:
    """Boxes to tick: a disposition each, ticked or not."""
    for box in told:
        mark = "checked" if box["checked"] else "unchecked"
        parts = (
            Part(row="dispositions.action", path="action", value=box["action"]),
            Part(row="dispositions.mark", path="mark", value=mark),
        )
        yield Item(field="dispositions", parts=parts)


def dispositions(told: Any, _: Told) -> Iterator[Item | str]:
    """What somebody decided by hand; an action only where its verb is one of few."""
    for act in told:
        confidence = confidence_of(act, corrected="expected" in act)
        read, expected = act["as_read"] or {}, act.get("expected") or {}
        verb = expected.get("verb", read.get("verb"))
        parts = [
            Part(row="dispositions.text", path="text", value=act["raw"], rule="text", confidence=confidence),
            Part(
                row="dispositions.actor",
                path="actor",
                value=act["actor"],
                rule="person",
                confidence=confidence,
            ),
        ]
        if verb in _VERBS:
            as_read = _VERBS.get(read.get("verb", ""))
            action = Part(
                row="dispositions.action",
                path="action",
                value=_VERBS[verb],
                as_read=as_read,
                confidence=confidence,
            )
            parts.append(action)
        if "edtf" in act:
            parts.append(date_part("dispositions.date", act, path="date"))
        yield Item(field="dispositions", parts=tuple(parts), lines=lines_of(act))
        if "assignee" in expected or "assignee_raw" in read:
            yield "dispositions.assignee"


def disposition_signature(told: Any, fields: Told) -> Iterator[Item | str]:
    """Who decided, and when: an actor, who may also be listed among the signatories."""
    name = told["typed_name"]
    part = value_part("dispositions.actor", name, "person", make=person_of)
    yield Item(field="any_name", parts=(part,), lines=lines_of(name))
    yield Item(field="signatories", parts=(part,), counted=False)
    yield from dates_of("dispositions.date", told["date"], fields)
    yield from others_of("disposition_signature", told, {"typed_name", "date"})


def signatories(told: Any, fields: Told) -> Iterator[Item | str]:
    """Those who sign, one or several."""
    for person in as_list(told):
        yield from _signatory(person, fields)


def _signatory(person: Told, fields: Told) -> Iterator[Item | str]:
    name = value_part("signatories.name", person["typed_name"], "name", make=person_of)
    also = [regex.sub(r"\s*\(.*?\)\s*", "", str(name.value))]  # a rank in parentheses may be left out
    if "rank" in person:
        also.append(f"{person['rank']['raw']}{name.value}")
    name = replace(name, also=tuple(also))
    parts = [name]
    if "position" in person:
        position = value_part("signatories.position", person["position"], "position", make=words_of)
        if acting := person.get("on_behalf_of"):
            joined = [spaced(post, acting["raw"]) for post in (position.value, position.as_read)]
            position = replace(position, value=joined[0], as_read=joined[1])
        if office := person.get("organisation"):
            position = replace(position, also=(spaced(position.value, office["raw"]),))
        parts.append(position)
    lines = lines_of(person["typed_name"], person.get("position"), person.get("on_behalf_of"))
    yield Item(field="signatories", parts=tuple(parts), lines=lines)
    if "date" in person:
        yield from dates_of("signatories.date", person["date"], fields)
    known = {"typed_name", "rank", "position", "on_behalf_of", "organisation", "date"}
    yield from others_of("signatories", person, known)
