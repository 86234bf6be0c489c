"""`saraban date` and `saraban number`: one printed value in, one JSON line out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator

Answer = dict[str, object]


def answer_all(texts: Iterable[str], answer: Callable[[str], Answer]) -> int:
    """Print the answer to each text (`-`: to each line of standard input); 1 when any was refused."""
    refused = False
    for text in _lines(texts):
        said = answer(text)
        refused |= said["value"] is None
        print(json.dumps(said, ensure_ascii=False), flush=True)
    return int(refused)


def date_answer(text: str) -> Answer:
    """What the printed date says, or why it says nothing."""
    from saraban.normalize.dates import DateRefused, parse_date

    try:
        date = parse_date(text)
    except DateRefused as refused:
        return _refusal(text, "calendar", refused.reason, refused.alternatives)
    return {
        "value": date.edtf,
        "raw": date.raw,
        "calendar": date.calendar,
        "alternatives": list(date.alternatives),
        "review": _flag(date.doubts),
    }


def number_answer(text: str) -> Answer:
    """The printed document number and its parts, or why it is none."""
    from saraban.normalize.numbers import NumberRefused, parse_number

    try:
        number = parse_number(text)
    except NumberRefused as refused:
        return _refusal(text, "parts", refused.reason)
    return {
        "value": str(number),
        "raw": text,
        "parts": number.parts(),
        "alternatives": [],
        "review": _flag(number.doubts),
    }


def _refusal(text: str, detail: str, reason: str, alternatives: tuple[str, ...] = ()) -> Answer:
    return {
        "value": None,
        "raw": text,
        detail: None,
        "alternatives": list(alternatives),
        "review": {"reasons": [reason]},
    }


def _flag(reasons: tuple[str, ...]) -> dict[str, list[str]] | None:
    return {"reasons": list(reasons)} if reasons else None


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if text == "-":
            for line in sys.stdin.buffer:
                yield line.decode("utf-8", "replace").rstrip("\r\n")
        else:
            yield os.fsencode(text).decode("utf-8", "replace")
