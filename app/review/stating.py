"""What a person says of a field, made into the facts of an event."""

from __future__ import annotations

from typing import Any

from saraban.app.evaluation.gold import KEYS
from saraban.app.review.anchor import KIND, FieldPath, Json, document_named, entries, make_anchor
from saraban.app.review.corrections import WHATS, Said, last_event, value_of
from saraban.app.review.typed import person, reason, understand
from saraban.extract.errors import BadValue, NoSuchField


def stated(record: Json, shown: Json, path: FieldPath, said: Said) -> dict[str, Any]:
    """The facts: who, why, what was there and what holds now.

    `record` as the machine made it; `shown` the document with what people said so far. Raises BadValue; NoSuchField
    where the value has no such member.
    """
    if said.what not in WHATS:
        raise BadValue(f"{said.what}: say one of {', '.join(WHATS)}", said.what, "not_a_choice")
    if path.member is not None and path.member not in KEYS.get(path.name, ()):
        raise NoSuchField(f"{path}: {path.name} has {', '.join(KEYS.get(path.name, ('no members',)))}")
    document = document_named(record, shown["id"])
    if document is None:
        raise NoSuchField(f"the record has no {shown['id']}")
    return {
        "who": person(said.who),
        "why": reason(said.why),
        "anchor": make_anchor(record, document, path).as_dict(),
        "machine": _machine(document, path),
        "value": _value(shown, path, said),
        "typed": said.typed if said.what == "corrected" else None,
    }


def _entry(document: Json, path: FieldPath) -> Json | None:
    if path.name == KIND:
        return document
    found = entries(document, path.name)
    return found[path.index or 0] if found else None


def _machine(document: Json, path: FieldPath) -> dict[str, Any]:
    """What the machine read, for the record of who corrected what."""
    entry = _entry(document, path)
    if entry is None:
        return {"value": None, "raw": None, "reasons": [], "confidence": None}
    value = entry["kind"] if path.name == KIND else entry["value"]
    return {
        "value": _member(value, path),
        "raw": entry.get("raw"),
        "reasons": list(entry["review"]["reasons"]) if entry["review"] else [],
        "confidence": entry.get("confidence"),
    }


def _value(shown: Json, path: FieldPath, said: Said) -> object:
    """What holds from now on, of the field or of its member."""
    if said.what == "corrected":
        if said.typed is None:
            raise BadValue(f"{path}: what is the right value?", said.typed, "empty")
        return understand(path, said.typed, exactly=said.exactly)
    if said.what == "withdrawn" and not last_event(shown, path):
        raise BadValue(f"{path}: nobody said anything that could be taken back", reason="nothing_said")
    if said.what != "confirmed":
        return [] if path.member == "acting" and said.what == "absent" else None
    entry = _entry(shown, path)
    value = _member(value_of(entry), path) if entry else None
    if value is None:
        what = f"{path}: nothing was read that could be confirmed"
        advice = "say what is there, that it is unreadable, or that nothing is there"
        raise BadValue(f"{what}; {advice}", reason="nothing_to_confirm")
    return value


def _member(value: Any, path: FieldPath) -> Any:
    if path.member is None:
        return value
    return value.get(path.member) if isinstance(value, dict) else None
