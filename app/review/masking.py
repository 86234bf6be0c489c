"""A record as people are shown it: every personal citizen number (เลขประจำตัวประชาชน) in it masked.

Records, corrections and scans lie in the folder as they are: they are the evidence. Whatever is shown of a record on the
web page, or listed for review, goes through here; what is searched is masked where the index takes it in (`entries`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from saraban.app.review.anchor import Json
from saraban.app.review.corrections import Correction, Effective
from saraban.normalize.citizen import mask_text, mask_value
from saraban.normalize.citizenrules import FEWEST

_PAGE_END = "\f"
_NO_PRINT = frozenset(("at", "checks", "confidence", "review", "rule"))
"""Members of an entry that hold nothing that was printed."""


def masked_effective(shown: Effective) -> Effective:
    """A record, and what was said of things that are no longer found, with all numbers masked. What is the same is shared."""
    record, known = _pages_masked(shown.record)
    told = {name: masked_value(record[name], known) for name in ("documents", "links", "warnings")}
    return Effective({**record, **told}, tuple(masked_correction(one, known) for one in shown.orphaned))


def masked_correction(one: Correction, known: Collection[str] = ()) -> Correction:
    """What a person said, with all numbers masked."""
    raw = masked_value(one.anchor.raw, known)
    said = {name: masked_value(getattr(one, name), known) for name in ("machine", "value", "typed", "why")}
    return replace(one, anchor=replace(one.anchor, raw=raw), **said)


def masked_value(value: Any, known: Collection[str] = ()) -> Any:
    """A value, however deep, with all numbers masked. `known`: digits of numbers that stand beside it on the page."""
    if isinstance(value, str):
        return mask_value(value, known) if len(value) >= FEWEST else value
    if isinstance(value, Mapping):
        return {
            name: inner if name in _NO_PRINT else masked_value(inner, known) for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [masked_value(inner, known) for inner in value]
    return value


def _pages_masked(record: Json) -> tuple[dict[str, Any], frozenset[str]]:
    """The record with the lines of its pages masked, and the digits of the numbers there.

    All lines are one text: the word for a number may stand on the line above it.
    """
    text = _PAGE_END.join("\n".join(line["text"] for line in page["lines"]) for page in record["pages"])
    text, known = mask_text(text)
    if not known:
        return dict(record), known
    at, pages = 0, []
    for page in record["pages"]:
        lines = []
        for line in page["lines"]:
            end = at + len(line["text"])
            lines.append({**line, "text": text[at:end]})
            at = end + 1
        at += not lines
        pages.append({**page, "lines": lines})
    return {**record, "pages": pages}, known
