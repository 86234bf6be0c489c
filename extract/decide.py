"""Findings of one document to its fields: what fills each, what is missing, what lost and why."""

from __future__ import annotations

from dataclasses import replace

from saraban.extract.choose import CHOICES, rivals
from saraban.extract.evidence import field_of
from saraban.extract.find import Finding
from saraban.extract.heads import is_running_head
from saraban.extract.kinds import is_law, opens
from saraban.extract.reading import Reading
from saraban.extract.record import REPEATED, Field, Rival

REQUIRED: dict[str, tuple[str, ...]] = {
    "memo": ("agency", "document_number", "date", "subject", "to", "signatories"),
    "letter": ("document_number", "agency", "date", "subject", "to", "signatories"),
    "stamped_letter": ("document_number", "to", "date", "agency"),
    "order": ("document_number", "subject", "date", "agency", "signatories"),
    "regulation": ("date", "agency", "subject", "signatories"),
    "announcement": ("date", "agency", "subject", "signatories"),
    "statement": ("date",),
    "certificate": ("date", "agency", "signatories"),
    "minutes": ("meeting",),
    "routing_slip": ("subject", "to"),
    "message": ("date",),
}
"""What the form of each kind requires: missing there, a field is there with no value, and flagged."""

# Kinds that have no head of their own: nothing in their text is their number, addressee or receipt.
HEADLESS = ("enclosure", "other", "blank")
_FREE_TEXT = ("subject", "closing", "enclosures")
"""Fields of running words, in which dates and laws are mentioned as anywhere else."""
_HEADING = 8
"""Lines within which a regulation's name begins: the gazette's running head may stand above it."""
_OFFICE_MARKS = ("receipts", "register_notes", "dispositions")


def decide(reading: Reading) -> dict[str, Field | tuple[Field, ...]]:
    """The fields of a document."""
    kind = reading.extent.kind
    chosen: dict[str, list[Finding]] = {}
    for name, choose in CHOICES.items():
        winner = choose(reading) if kind not in HEADLESS or name == "subject" else None
        if winner is not None:
            chosen[name] = [winner]
    for name in sorted(REPEATED, key="dates_mentioned".__eq__):  # dates last: others hold dates too
        if kind in HEADLESS and name in _OFFICE_MARKS:
            continue
        chosen[name] = _apart(_printed_once(reading, name), chosen)
    if kind in ("regulation", "announcement"):
        chosen["laws_cited"] = [one for one in chosen["laws_cited"] if not _own_name(reading, one)]
    fields: dict[str, Field | tuple[Field, ...]] = {}
    for name, winners in chosen.items():
        made = tuple(field_of(reading, winner) for winner in winners)
        if name in REPEATED:
            if made:
                fields[name] = made
        else:
            fields[name] = _with_rivals(reading, name, winners[0], made[0])
    _note_missing(reading, fields)
    return fields


def _printed_once(reading: Reading, name: str) -> list[Finding]:
    """The findings of a repeated field, without the day in the gazette's running head on each page after the first."""
    found = reading.of(name)
    if name != "dates_mentioned":
        return found
    flow, first = reading.flow, reading.flow.lines[reading.extent.first].page
    places = [flow.line_at(one.start) for one in found]
    return [
        one
        for one, at in zip(found, places, strict=True)
        if flow.lines[at].page == first or not is_running_head(flow, at)
    ]


def _with_rivals(reading: Reading, name: str, winner: Finding, field: Field) -> Field:
    """The field with what else was found for it; a second number in the same head is a reason to look."""
    lost = [(field_of(reading, rival), why) for rival, why in rivals(reading, name, winner)]
    told = tuple(Rival(rival.value, rival.raw, rival.place, why) for rival, why in lost)
    disputed = name == "document_number" and any(why == "not_first" for _, why in lost)
    reasons = (*field.reasons, "several_candidates") if disputed else field.reasons
    return replace(field, rivals=told, reasons=reasons)


def _own_name(reading: Reading, law: Finding) -> bool:
    """A paper's own name: in its heading, and where it says what it is called."""
    if law.hit.parts.get("kind") not in (
        "act",
        "decree",
        "emergency_decree",
        "regulation",
        "rule",
        "ordinance",
        "announcement",
        "ministerial_regulation",
    ):
        return False
    at = reading.flow.line_at(law.start)
    line, above = reading.flow.string(at), at - reading.extent.first
    if "นี้เรียกว่า" in line:
        return True
    heads = above < 3 or (above < _HEADING and opens(line) == "regulation")
    return heads and reading.extent.kind == "regulation"


def required(reading: Reading) -> tuple[str, ...]:
    """What the form of a document requires; a law of the realm is no office's, and names none."""
    flow, extent = reading.flow, reading.extent
    names = REQUIRED.get(extent.kind, ())
    head = range(extent.first, min(extent.first + _HEADING, extent.last) + 1)
    if extent.kind == "regulation" and is_law([flow.string(at) for at in head]):
        return tuple(name for name in names if name != "agency")
    return names


def _note_missing(reading: Reading, fields: dict[str, Field | tuple[Field, ...]]) -> None:
    """Required and timed-out fields that were not found stand there without a value, and say so."""
    missing = [(name, "not_found") for name in required(reading) if name not in fields]
    missing += [(one.fills, "rule_timed_out") for one in reading.late if one.fills not in fields]
    for name, reason in missing:
        empty = Field(value=None, reasons=(reason,))
        fields[name] = (empty,) if name in REPEATED else empty


def _is_both(one: Finding, other: Finding) -> bool:
    """Whether one number is printed as two things (โทร./โทรสาร)."""
    same = (one.start, one.stop, one.fills) == (other.start, other.stop, other.fills)
    return same and one.fills == "contacts" and one.rule != other.rule


def _apart(findings: list[Finding], chosen: dict[str, list[Finding]]) -> list[Finding]:
    """Findings of a repeated field without those that stand inside what already fills another."""
    taken = [
        (one.start, one.stop) for name, winners in chosen.items() if name not in _FREE_TEXT for one in winners
    ]
    kept: list[Finding] = []
    for finding in findings:
        if any(start <= finding.start and finding.stop <= stop for start, stop in taken):
            continue
        if "no_year" in finding.hit.doubts:
            continue
        if kept and finding.start < kept[-1].stop and not _is_both(kept[-1], finding):
            continue
        kept.append(finding)
    return kept
