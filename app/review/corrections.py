"""Corrections: what people said of values, and a record with that laid beside what the machine read.

Each is an event of the chain `review.jsonl` (`saraban.app.review.book`), never changed and never removed; a later one
stands before an earlier one. In a record they stand in a member `corrected` of the field's entry (and of the document,
for its kind), beside the machine's `value` and `review`, which stay as they are:

    "corrected": {
      "value":   what holds now: the machine's value with what people said in it; null: nothing, or nobody can read it
      "what":    "confirmed", "corrected", "unreadable" or "absent" of the whole entry; "in_part" where some of its
                 members were spoken of and others not; "withdrawn" where all that was said was taken back
      "open":    whether a person must still look: the machine flagged it, and not every member was spoken of
      "event":   the number of the last event; what `Seen.after` wants
      "by":      every event in order: "event", "path", "what", "value", "typed", "who", "when" (UTC), "why",
                 "machine" (the value it read then), "raw", "agrees" (the machine reads the same now)
    }

`value_of`, `is_open` and `last_event` tell these of an entry, whether anybody spoke of it or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from saraban.app.batch.chain import Event
from saraban.app.review.anchor import KIND, Anchor, FieldPath, Json, entries
from saraban.app.review.finding import Slot, exists, find
from saraban.app.review.states import state_of

What = Literal["confirmed", "corrected", "unreadable", "absent", "withdrawn"]
"""The value is right; it is another; something is there that nobody can read; nothing is there; what was said is
taken back, of the member or of all of the entry."""

WHATS: tuple[str, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person had before them: the record's name and sha256, a document (`d2`), a field (`receipts.0.date`).

    `after`: the number of the last event of that entry that they saw, 0 when nobody had said anything of it.
    """

    record: str
    reading: str
    document: str
    field: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of it. `typed`: the new value as typed, of "corrected" alone.

    `exactly`: take a number or text as it was typed where saraban would not understand it as one.
    """

    what: What
    who: str
    typed: str | None = None
    why: str | None = None
    exactly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One event: what a person said of a field.

    `source`: sha256 of the file; `record`: the name of its record then; `reading`: sha256 of that record, so that it
    is known what the person saw. `machine`: `value`, `raw`, `reasons`, `confidence` as the machine had them. `value`:
    what holds for the field (or its member), canonical; `typed`: as it was typed. `at`: UTC. `after`: the number of
    the event of this entry that the person knew of, 0 for none.
    """

    n: int
    at: str
    what: What
    who: str
    why: str | None
    source: str
    record: str
    reading: str
    anchor: Anchor
    machine: Json
    value: object
    typed: str | None
    after: int

    def facts(self) -> dict[str, Any]:
        """What the chain holds of it."""
        kept = ("who", "why", "source", "record", "reading", "machine", "value", "typed", "after")
        return {name: getattr(self, name) for name in kept} | {"anchor": self.anchor.as_dict()}

    @classmethod
    def of(cls, event: Event) -> Correction:
        """The correction that an event holds. Raises KeyError, TypeError or ValueError where it holds none."""
        if event.event not in WHATS:
            raise ValueError(f"{event.event} is no correction")
        facts = dict(event.facts)
        anchor = Anchor.of(facts.pop("anchor"))
        return cls(n=event.n, at=event.at, what=event.event, anchor=anchor, **facts)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Effective:
    """A record with what people said beside what was read; and what was said of things that are no longer found."""

    record: dict[str, Any]
    orphaned: tuple[Correction, ...] = ()


@dataclass(slots=True)
class Placed:
    """Corrections at the entries that they mean, and those that mean none that is there."""

    slots: dict[Slot, list[Correction]] = field(default_factory=dict)
    orphaned: list[Correction] = field(default_factory=list)


def effective(record: Json, reading: str, corrections: Iterable[Correction]) -> Effective:
    """Lay corrections of this file beside the values of a record of it; the record itself stays as it is, and what
    nobody spoke of is shared with it.

    `reading` is the sha256 of the record's bytes. A single field that people spoke of and the machine no longer finds
    is there with the machine's value null. Corrections of other files are passed over.
    """
    placed = place(record, reading, corrections)
    spoken: dict[str, list[tuple[FieldPath, list[Correction]]]] = {}
    for (name, path), said in placed.slots.items():
        spoken.setdefault(name, []).append((path, said))
    documents = [_laid(one, spoken[one["id"]]) if one["id"] in spoken else one for one in record["documents"]]
    orphaned = tuple(sorted(placed.orphaned, key=lambda one: one.n))
    return Effective({**record, "documents": documents}, orphaned)


def _laid(document: Json, spoken: Iterable[tuple[FieldPath, list[Correction]]]) -> dict[str, Any]:
    """A document with what was said of it; only what changes is copied."""
    fields: dict[str, Any] = dict(document["fields"])
    made: dict[str, Any] = {**document, "fields": fields}
    for path, said in spoken:
        if path.name == KIND:
            made["corrected"] = state_of(made["kind"], bool(made["review"]), said)
            continue
        found = entries(made, path.name) or [_nothing()]
        entry = found[path.index or 0]
        found[path.index or 0] = {**entry, "corrected": state_of(entry["value"], bool(entry["review"]), said)}
        fields[path.name] = found[0] if path.index is None else found
    return made


def place(record: Json, reading: str, corrections: Iterable[Correction]) -> Placed:
    """Every correction of this file at the entry that it means.

    Where two entries of one former reading would be one entry now, nobody knows which of the two was meant: both
    are orphaned.
    """
    placed = Placed()
    origins: dict[Slot, dict[str, set[Slot]]] = {}
    for one in corrections:
        if one.source != record["source"]["sha256"]:
            continue
        search = exists if one.reading == reading else find
        slot = search(record, one.anchor)
        if slot is None:
            placed.orphaned.append(one)
            continue
        placed.slots.setdefault(slot, []).append(one)
        was = (one.anchor.document, one.anchor.path.entry)
        origins.setdefault(slot, {}).setdefault(one.reading, set()).add(was)
    for slot, readings in origins.items():
        if any(len(meant) > 1 for meant in readings.values()):
            placed.orphaned += placed.slots.pop(slot)
    return placed


def value_of(entry: Json) -> Any:
    """What holds for an entry of an effective record (or for a document: its kind)."""
    if "corrected" in entry:
        return entry["corrected"]["value"]
    return entry["value"] if "value" in entry else entry["kind"]


def is_open(entry: Json) -> bool:
    """Whether a person must still look at an entry (or at the kind of a document)."""
    return bool(entry["corrected"]["open"]) if "corrected" in entry else bool(entry["review"])


def last_event(document: Json, path: FieldPath) -> int:
    """The number of the last event of an entry of an effective record, 0 for none."""
    found: list[Json] = [document] if path.name == KIND else entries(document, path.name)
    index = path.index or 0
    said: Mapping[str, Any] = found[index].get("corrected", {}) if index < len(found) else {}
    return int(said.get("event", 0))


def _nothing() -> dict[str, Any]:
    """The entry of a field that the machine did not find."""
    empty = dict.fromkeys(("value", "raw", "at", "rule", "confidence", "review"))
    return {**empty, "parts": {}, "checks": [], "rivals": []}
