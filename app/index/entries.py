"""What the index holds of a record: for each document what can be asked for, and its text.

What people corrected counts; what the machine read there stays findable in the text of the page, which nobody changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saraban.app.batch.database import Row
from saraban.app.index.columns import Values
from saraban.app.index.days import days_of, month_of
from saraban.app.index.decisions import DECIDED, decisions
from saraban.app.index.held import PAGE_END, packed_of, parted, shut
from saraban.app.index.query import loose, number_key
from saraban.app.index.words import BARRIER, plain
from saraban.app.review.corrections import is_open, value_of
from saraban.normalize.citizen import mask_text, mask_values
from saraban.normalize.numbers import NumberRefused, parse_number

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: `row` is that of the table of documents from its anchor on, `text` that of the texts without the id,
    `packed` the bytes that the text is found by; `days` are (whose, first, last); `values` what it is counted by.
    """

    row: Row
    text: Row
    packed: bytes
    values: Values
    days: tuple[tuple[str, int, int], ...]


def entries(record: Json) -> Iterator[Entry]:
    """The documents of a record, with what people said of it laid beside."""
    decided = decisions(record)
    for document in record["documents"]:
        printed, known = mask_text(_text(record, document))
        said = _said(document, known)
        row = _row(document, said, decided[document["id"]], known)
        text = (shut(printed), said["subject"])
        values = values_of(*(row[at] for at in _COUNTED))
        yield Entry(row, text, packed_of(printed), values, tuple(dict.fromkeys(_days(document))))


_COUNTED = (1, 3, 4, 6, 12, 13)
"""Where in a row the arguments of `values_of` stand."""


def values_of(
    kind: str, day: int | None, date: str | None, agency: str | None, actions: str, flags: str
) -> Values:
    """What a document is counted by, of its columns."""
    return Values(
        day=day or 0,
        month=month_of(date),
        kind=kind,
        agency=agency or "",
        actions=_keys(one.partition(":")[0] for one in parted(actions)),
        reasons=_bound(sorted(one.partition(":")[2] for one in parted(flags))),
    )


def _row(document: Json, said: Said, decided: Iterable[str], known: Collection[str]) -> Row:
    number, e_number, date, agency, to = (said[name] for name in _NAMED[:-1])
    covered = days_of(date)
    receipts = list(_values(document, "receipts"))
    return (
        document["id"],
        value_of(document) or document["kind"],
        document["pages"][0],
        covered[0] if covered else None,
        date,
        number,
        agency,
        number_key(number) if number else None,
        number_key(e_number) if e_number else None,
        loose(number or e_number or "") or None,
        _keys(code for one in (number, e_number) if one for code in _codes(one)),
        _keys(plain(one) for one in mask_values(_members(receipts, "number"), known)),
        _keys(decided),
        _keys(f"{field}:{reason}" for field, reason in flags(document)),
        _packed(agency),
        _packed(to),
        _packed(BARRIER.join(mask_values(_members(receipts, "office"), known))),
    )


def flags(document: Json) -> Iterator[tuple[str, str]]:
    """(field, reason) of all that a person must still look at; the field of the document itself is ""."""
    for path, entry in [("", document), *_entries(document)]:
        if is_open(entry):
            for reason in (entry["review"] or {}).get("reasons", ()):
                yield path, reason


def _entries(document: Json) -> Iterator[tuple[str, Json]]:
    for name, found in document["fields"].items():
        if isinstance(found, list):
            yield from ((f"{name}.{index}", entry) for index, entry in enumerate(found))
        else:
            yield name, found


Said = Mapping[str, str | None]
_NAMED = ("document_number", "e_document_number", "date", "agency", "to", "subject")


def _said(document: Json, known: Collection[str]) -> Said:
    """The single fields that are texts, as they hold, by name; `known`: digits that are never shown."""
    values = [value_of(document["fields"][name]) if name in document["fields"] else "" for name in _NAMED]
    texts = [storable(value) if isinstance(value, str) else "" for value in values]
    return {name: text or None for name, text in zip(_NAMED, mask_values(texts, known), strict=True)}


def storable(text: str) -> str:
    """A text that either database takes: no NUL, and no half of a pair of surrogates."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _values(document: Json, name: str) -> Iterator[Any]:
    """The values of a field as they hold, one or those of a list; what nobody can read is none."""
    found = document["fields"].get(name) or []
    for entry in found if isinstance(found, list) else [found]:
        if (value := value_of(entry)) is not None:
            yield value


def _members(values: Iterable[Json], name: str) -> list[str]:
    """What values have of a member, as far as they do."""
    return [value[name] for value in values if value.get(name)]


def _days(document: Json) -> Iterator[tuple[str, int, int]]:
    dated = {
        "issued": list(_values(document, "date")),
        "received": [one.get("date") for one in _values(document, "receipts")],
        "decided": [
            one.get("date") for one in _values(document, "dispositions") if one.get("mark") in DECIDED
        ],
        "mentioned": [
            *_values(document, "dates_mentioned"),
            *(one.get("date") for name in _MENTIONING for one in _values(document, name)),
        ],
    }
    for field, dates in dated.items():
        for date in dates:
            if (covered := days_of(date)) is not None:
                yield field, *covered


_MENTIONING = ("references", "register_notes", "meetings_mentioned", "meeting")


def _codes(number: str) -> Iterator[str]:
    """กษ 0201.06/ว 8537 is of กษ, of กษ 0201 and of กษ 0201.06; (กผม) 355/2562 of กผม."""
    try:
        parts = parse_number(number)
    except NumberRefused:
        return
    if parts.prefix is None:
        return
    letters = plain(parts.prefix.partition(" ")[0])  # กค (กวจ) is of กค
    yield letters
    steps = parts.office.split(".") if parts.office else []
    yield from (number_key(letters + ".".join(steps[: n + 1])) for n in range(len(steps)))


def _text(record: Json, document: Json) -> str:
    """The text as printed. Pages end with a form feed; corrections follow."""
    return BARRIER.join((PAGE_END.join(_pages(record, document)), *_corrected(document)))


def _pages(record: Json, document: Json) -> Iterator[str]:
    """What stands on each page of a document, its lines one below the other."""
    first, last = document["pages"]
    top, bottom = document["lines"]
    for page in record["pages"]:
        number = page["number"]
        if first <= number <= last:
            begin = top if number == first else 0
            end = bottom if number == last else len(page["lines"]) and page["lines"][-1]["number"]
            lines = (line["text"] for line in page["lines"] if begin <= line["number"] <= end)
            yield "\n".join(lines).replace(BARRIER, " ").replace(PAGE_END, " ")


def _corrected(document: Json) -> Iterator[str]:
    for path, entry in _entries(document):
        if "corrected" in entry and path != "kind":
            yield from _texts(entry["corrected"]["value"])


def _texts(value: object) -> Iterator[str]:
    """The texts in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _keys(found: Iterable[str]) -> str:
    """|one|two|, "" of none: so that each can be asked for as a whole."""
    return _bound(list(dict.fromkeys(found)))


def _bound(keys: Sequence[str]) -> str:
    return f"|{'|'.join(keys)}|" if keys else ""


def _packed(text: str | None) -> bytes | None:
    return packed_of(text) if text else None
