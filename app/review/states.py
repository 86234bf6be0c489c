"""What holds for an entry after all that people said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from saraban.app.evaluation.gold import KEYS

if TYPE_CHECKING:
    from saraban.app.review.corrections import Correction

_WHOLE = ""


def state_of(machine: Any, flagged: bool, said: Sequence[Correction]) -> dict[str, Any]:
    """The member `corrected` of an entry. `machine`: what it reads now; `flagged`: whether it asks for review.

    An entry without members is one whole. One with members has something said of it when each of them has: of all at
    once, or one by one.
    """
    members = _members(machine, said[0].anchor.path.name)
    standing = standing_of(machine, said)
    return {
        "value": _value(machine, members, standing),
        "what": _what(members, standing),
        "open": flagged and len(standing) < len(members),
        "event": said[-1].n,
        "by": [_told(one, machine) for one in said],
    }


def standing_of(machine: Any, said: Sequence[Correction]) -> dict[str, tuple[str, Any]]:
    """For each member that was spoken of, what stands of it ("confirmed", …) and its value; "": the whole value."""
    members = _members(machine, said[0].anchor.path.name)
    standing: dict[str, tuple[str, Any]] = {}
    for one in said:
        _apply(standing, one, members)
    return standing


def _members(machine: Any, name: str) -> list[str]:
    """The names of the members of a field's value, in the machine's order; one without a name of what has none."""
    names = list(machine) if isinstance(machine, dict) else []
    return list(dict.fromkeys([*names, *KEYS.get(name, ())])) or [_WHOLE]


def _apply(standing: dict[str, tuple[str, Any]], one: Correction, members: Sequence[str]) -> None:
    """What one person said takes the place of what was said before of the same members."""
    about = [one.anchor.path.member] if one.anchor.path.member else members
    for name in about:
        if one.what == "withdrawn":
            standing.pop(name, None)
        elif one.anchor.path.member or name == _WHOLE or not isinstance(one.value, dict):
            standing[name] = (one.what, one.value)
        else:
            standing[name] = (one.what, one.value.get(name))


def _value(machine: Any, members: Sequence[str], standing: dict[str, tuple[str, Any]]) -> Any:
    if not standing:
        return machine
    if members == [_WHOLE]:
        return standing[_WHOLE][1]
    if len(standing) == len(members) and all(value is None for _, value in standing.values()):
        return None
    read = machine if isinstance(machine, dict) else {}
    now = {name: standing[name][1] if name in standing else read.get(name) for name in members}
    return now | {"acting": now["acting"] or []} if "acting" in now else now


def _what(members: Sequence[str], standing: dict[str, tuple[str, Any]]) -> str:
    if not standing:
        return "withdrawn"
    if len(standing) < len(members):
        return "in_part"
    kinds = {what for what, _ in standing.values()}
    return kinds.pop() if len(kinds) == 1 else "corrected"


def _told(one: Correction, machine: Any) -> dict[str, Any]:
    """An event as the record tells it."""
    member = one.anchor.path.member
    now = machine.get(member) if member and isinstance(machine, dict) else None if member else machine
    return {
        "event": one.n,
        "path": one.anchor.field,
        "what": one.what,
        "value": one.value,
        "typed": one.typed,
        "who": one.who,
        "when": one.at,
        "why": one.why,
        "machine": one.machine["value"],
        "raw": one.machine["raw"],
        "agrees": one.what in ("confirmed", "corrected") and now == one.value,
    }
