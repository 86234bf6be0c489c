"""Decisions (เกษียนหนังสือ): which were made on a document, and which on the slip or memo that it was passed on with.

Who approves a letter mostly writes so on the memo that lies on top of it, not on the letter itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from saraban.app.review.corrections import value_of

Json = Mapping[str, Any]

DECIDED = frozenset({"checked", "written"})
"""Marks of a decision that somebody made; an empty box is none, and one that was not read is flagged."""

CARRIERS = frozenset({"routing_slip", "memo"})
"""Kinds of papers that carry another one to whom it is to be decided by (ใบเวียน, บันทึกข้อความ)."""


def decisions(record: Json) -> Mapping[str, Sequence[str]]:
    """Of each document of a record what was decided, as "approve:d1" where it says so on d1.

    Its own decisions come first, then those on slips and memos that forward it, also by way of another paper that they
    forward. What a memo merely refers to, and what a letter answers or encloses, is another matter.
    """
    own = {document["id"]: [*_own(document)] for document in record["documents"]}
    carriers = {one["id"] for one in record["documents"] if (value_of(one) or one["kind"]) in CARRIERS}
    above: dict[str, list[str]] = defaultdict(list)
    for link in record["links"]:
        if link["relation"] == "forwards" and link["from"] in carriers:
            above[link["to"]].append(link["from"])
    return {document: [one for paper in _way_up(document, above) for one in own[paper]] for document in own}


def _way_up(document: str, above: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """A document and what it was passed on with, the nearest first, each once."""
    found = [document]
    for paper in found:
        found += [one for one in above.get(paper, ()) if one not in found]
    return found


def _own(document: Json) -> Iterator[str]:
    for entry in document["fields"].get("dispositions") or ():
        value = value_of(entry)
        if value is not None and value.get("mark") in DECIDED and value.get("action"):
            yield f"{value['action']}:{document['id']}"
