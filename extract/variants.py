"""One name, several readings: what the rest of the file prints more often corrects the odd one out.

A misread letter in a name or title is invisible on its own page and plain beside the others. The
correction keeps what was read, names its witness, and is always flagged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from difflib import SequenceMatcher

import regex

from saraban.extract.flow import Flow
from saraban.extract.likeness import alike
from saraban.extract.reconcile import corrected
from saraban.extract.record import Document, Field, Link
from saraban.normalize.names import parse_name

_MISREAD = regex.compile(r"กรรมการ(?=(?P<work>[ก-๎]{12})|[ ]*$)")
_COMMITTEE = regex.compile(r"กรรมาธิการ(?P<work>[ก-๎]{12})|กรรมการธิการ")


def settle(documents: Sequence[Document], flow: Flow, links: Sequence[Link]) -> tuple[Document, ...]:
    """The documents with names and committee titles settled by the other pages of the file."""
    string = flow.text.string
    result = [_names(document, string, flow) for document in documents]
    result = [_committees(document, string) for document in result]
    return tuple(_subject(document, result, links) for document in result)


def _names(document: Document, string: str, flow: Flow) -> Document:
    """Family names of signatories and deciders against every other place that prints the same given name."""

    def check(field: Field) -> Field:
        given, _, family = str(field.members.get("name") or "").partition(" ")
        other = _usual(given, family, string)
        if other is None:
            return _doubted(field, given, family, string)
        value = {**field.members, "name": f"{given} {other}"}
        return corrected(field, value, _printing(f"{given} {other}", document, flow), _OFTENER)

    def check_actor(field: Field) -> Field:
        actor = str(field.members.get("actor") or "")
        person = parse_name(actor)
        given, _, family = person.name.partition(" ") if person else ("", "", "")
        other = _usual(given, family, string)
        if other is None:
            return field
        value = {**field.members, "actor": f"{actor.removesuffix(family)}{other}"}
        return corrected(field, value, _printing(f"{given} {other}", document, flow), _OFTENER)

    return document.each("signatories", check).each("dispositions", check_actor)


_OFTENER = "printed so more often in this file"


def _printing(name: str, document: Document, flow: Flow) -> Document:
    """The witness of a name: the page that prints it first."""
    page = flow.lines[flow.line_at(flow.text.string.find(name))].page
    return replace(document, pages=(page, page))


def _usual(given: str, family: str, string: str) -> str | None:
    """The family name that stands more often behind a given name, one letter away from the one read."""
    if len(given) < 3 or len(family) < 4:
        return None
    shape = regex.compile(rf"(?<![ก-๎]{{3}}[ก-ฮ]){regex.escape(given)} (?P<family>[ก-๎]{{3,40}})")
    counts = Counter(match["family"] for match in shape.finditer(string))
    near = [
        (count, other) for other, count in counts.items() if other != family and _one_apart(other, family)
    ]
    best = max(near, default=None)
    return best[1] if best is not None and best[0] >= 2 and best[0] > counts[family] else None


def _doubted(field: Field, given: str, family: str, string: str) -> Field:
    """A name flagged when the file prints one much like it, both words changed: one of two is misread."""
    if len(given) < 3 or len(family) < 4:
        return field
    for match in _PERSON.finditer(string):
        near = match["family"] != family and _one_apart(match["family"], family)
        if near and match["given"] != given and SequenceMatcher(None, match["given"], given).ratio() > 0.4:
            return replace(field, reasons=(*field.reasons, "name_variant"))
    return field


_PERSON = regex.compile(r"(?:นาย|นางสาว|นาง|ดร\.)[ ]?(?P<given>[ก-๎]{3,30}) (?P<family>[ก-๎]{4,40})")


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ in exactly one letter put in, left out or misread."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[start + (len(short) == len(long)) :]
    return rest == long[start + 1 :]


def _committees(document: Document, string: str) -> Document:
    """กรรมการ where the file elsewhere prints กรรมาธิการ for the same work.

    Committees of a parliament are กรรมาธิการ; vision models read the commoner word. Only the file's own
    print of the same title corrects it.
    """
    known = {match["work"] for match in _COMMITTEE.finditer(string)} - {None}
    agency = document.one("agency")
    sender = agency is not None and _titled(agency.value, known)
    for name in ("agency", "subject"):
        field = document.one(name)
        if field is not None and (_titled(field.value, known) or (sender and name == "subject")):
            document = document.put(name, _retitled(field, str(field.value), known, document))

    def check(field: Field) -> Field:
        position = field.members.get("position")
        if not _titled(position, known):
            return field
        value = {**field.members, "position": _righted(str(position), known)}
        return corrected(field, value, document, _SAME)

    return document.each("signatories", check)


_SAME = "the file prints กรรมาธิการ for the same committee"


def _titled(text: object, known: Set[str]) -> bool:
    return isinstance(text, str) and any(match["work"] in known for match in _MISREAD.finditer(text))


def _righted(text: str, known: Set[str]) -> str:
    return _MISREAD.sub(lambda m: "กรรมาธิการ" if m["work"] is None or m["work"] in known else m[0], text)


def _retitled(field: Field, text: str, known: Set[str], document: Document) -> Field:
    changed = _righted(text, known)
    return field if changed == text else corrected(field, changed, document, _SAME)


def _subject(document: Document, documents: Sequence[Document], links: Sequence[Link]) -> Document:
    """The subject of a memo that passes a letter on is the letter's: where they differ, the letter has it."""
    own = document.one("subject")
    passed = [link for link in links if link.source == document.id and link.relation == "forwards"]
    cited = {link.target for link in passed if "cites" in link.reason}
    for other in documents:
        theirs = other.one("subject")
        if other.id not in cited or own is None or theirs is None or not own.value or not theirs.value:
            continue
        if own.value != theirs.value and alike(str(own.value), str(theirs.value)):
            changed = corrected(own, theirs.value, other, "the subject of the letter that it passes on")
            return document.put("subject", changed)
    return document
