"""What people said of a value, as the web page shows it beside what the machine read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saraban.app.review.corrections import Correction
from saraban.app.web.language import Both, Language
from saraban.app.web.told import Told, moment, plain, told
from saraban.app.web.words import FIELDS, MEMBERS, WHATS, either


@dataclass(frozen=True, slots=True)
class Saying:
    """One event of the trail: who said what of which part, when and why; `was`: what the machine read then;
    `at`: when, in words.
    """

    n: int
    what: Both
    part: Both
    text: str
    typed: str
    was: str
    who: str
    when: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """All that people said of an entry. `what`: None where nobody spoke of it; `pieces`: what holds now; `event`: the
    number of the last event, 0 where there is none; `members`: what a person may speak of one by one.
    """

    what: str | None
    title: Both
    pieces: tuple[Told, ...]
    event: int
    history: tuple[Saying, ...]
    members: tuple[tuple[str, Both], ...]


def said_of(name: str, entry: Mapping[str, Any], language: Language) -> Said:
    """What people said of an entry of an effective record."""
    state = entry.get("corrected")
    value = state["value"] if state else entry.get("value")
    members = tuple(
        (member, either(MEMBERS, member))
        for member, inner in (value.items() if isinstance(value, Mapping) else ())
        if not isinstance(inner, list)
    )
    if state is None:
        return Said(None, ("", ""), (), 0, (), members)
    return Said(
        what=state["what"],
        title=either(WHATS, state["what"]),
        pieces=tuple(told(name, value, language)),
        event=state["event"],
        history=tuple(_saying(name, one, language) for one in state["by"]),
        members=members,
    )


def orphan(correction: Correction, language: Language) -> Saying:
    """What somebody said of something that is no longer found."""
    name = correction.anchor.path.name
    known = correction.anchor.path.member or name
    return Saying(
        n=correction.n,
        what=either(WHATS, correction.what),
        part=either(FIELDS, name),
        text=plain(known, correction.value, language),
        typed=correction.typed or "",
        was=plain(known, correction.machine["value"], language),
        who=correction.who,
        when=correction.at,
        at=moment(correction.at, language),
        why=correction.why or "",
    )


def _saying(name: str, event: Mapping[str, Any], language: Language) -> Saying:
    member = event["path"].rpartition(".")[2]
    known = member if member in MEMBERS and member != event["path"] else ""
    return Saying(
        n=event["event"],
        what=either(WHATS, event["what"]),
        part=MEMBERS[known] if known else ("", ""),
        text=plain(known or name, event["value"], language),
        typed=event["typed"] or "",
        was=plain(known or name, event["machine"], language),
        who=event["who"],
        when=event["when"],
        at=moment(event["when"], language),
        why=event["why"] or "",
    )
