"""Truths written beside single scans: `X.pdf` with `X.pdf.truth.json`, read by eye from the page image.

Only the keys named in `scoreable` count, and only the pages named in `pages_read`: the document that
begins there is compared. How each key is counted:

* `doc_type`, `urgency`, `subject`, `addressee`, `agency`: one value each; null is absent;
* `doc_number` exactly; `doc_number_prefix`: what stands before the slash is right, and the serial
  after it, which nobody could read, is either not given or flagged (row `document_number.serial`);
* `date_iso` exactly; `date_iso_month`: year and month are right, and a day is either not given or
  flagged (row `date.day`);
* a closer look at the two, in rows of their own: `document_number.printed` is all before the slash and
  `date.printed` month and year, which stand in print on every letter; the serial and the day apart, each
  `by hand` or `stamped` where the truth says so (`number_handwritten`, `number_stamped`, `day_handwritten`);
* `receipt_stamps`, `signatories`, `enclosures`: one entry each, all of them known, an empty list is
  absent; those who sign a disposition (`disposition_signers`) may be among the signatories or not;
* `references`: those of the อ้างถึง line by number, date and urgency; a record may have more, for it
  also holds what the body cites, and so an empty list is not scored;
* `phone`, `dispositions`: what is named must be there; there may be more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import regex

from saraban.app.evaluation.rules import plain
from saraban.app.evaluation.truth import ExpectedDocument, Item, Part, Place, Truth, as_list, single
from saraban.app.evaluation.views import Json
from saraban.normalize.dates import parse_date

SUFFIX = ".truth.json"

KINDS = {"external_letter": "letter", "internal_memo": "memo"}
"""Names of kinds in the truths that differ from those of the record."""

URGENCIES = {"ด่วน": "urgent", "ด่วนมาก": "very_urgent", "ด่วนที่สุด": "most_urgent"}

_SINGLE = {  # key of the truth: field, rule
    "subject": ("subject", "text"),
    "addressee": ("to", "text"),
    "agency": ("agency", "agency"),
}
_LISTS = {"receipt_stamps": "receipts", "signatories": "signatories", "enclosures": "enclosures"}
_COUNT = regex.compile(r"\s*จำนวน\s*(?P<count>\d+)\s*(?P<unit>\S+)\s*$")
_REFERENCE = regex.compile(
    r"(?P<urgency>ด่วน(?:ที่สุด|มาก)?)?\s*ที่\s+(?P<number>(?:(?!ที่\s).)+?)\s*ลงวันที่\s*(?P<date>.+)$"
)


def read_letter(path: Path) -> Truth:
    """The truth in `X.truth.json`, of the scan `X` beside it."""
    told: Json = json.loads(path.read_text(encoding="utf-8"))
    scan = path.with_name(path.name.removesuffix(SUFFIX))
    scoreable = [str(key) for key in as_list(told.get("scoreable"))]
    items: list[Item] = []
    absent: list[str] = []
    not_scored: dict[str, int] = {}
    for key in scoreable:
        if key in _LISTS and not told[key]:
            absent.append(_LISTS[key])
        elif key == "urgency" and told[key] is None:
            absent.append("urgency")
        elif key in _HEADS:
            items.append(_HEADS[key](told))
        elif key in _READERS and told[key]:
            items.extend(_READERS[key](told[key]))
        elif key in _SINGLE:
            field, rule = _SINGLE[key]
            items.append(single(field, told[key], rule))
        elif key != "doc_type":
            not_scored[key] = 1
    items.extend(_by_others(told))
    pages = [int(str(page)) for page in as_list(told.get("pages_read"))]
    document = ExpectedDocument(
        name=scan.name,
        kind=_kind(told) if "doc_type" in scoreable else None,
        place=Place(pages=(pages[0], pages[-1])),
        items=tuple(items),
        absent=tuple(absent),
        complete=frozenset(_LISTS[key] for key in scoreable if key in _LISTS),
    )
    return Truth(scan=scan, documents=(document,), not_scored=not_scored)


def _kind(told: Json) -> str:
    kind = str(told["doc_type"])
    return KINDS.get(kind, kind)


_MANNERS = {"number_handwritten": " by hand", "number_stamped": " stamped", "day_handwritten": " by hand"}


def _manner(told: Json, part: str) -> str:
    """How a part was put on the paper, as far as the truth says so."""
    return next((said for key, said in _MANNERS.items() if key.startswith(part) and told.get(key)), "")


def _number(told: Json) -> Item:
    value = told["doc_number"]
    parts = (
        Part(row="document_number", value=value),
        Part(row="document_number.printed", value=value, rule="prefix", closer=True),
        Part(row=f"document_number.serial{_manner(told, 'number')}", value=value, rule="serial", closer=True),
    )
    return Item(field="document_number", parts=parts)


def _number_prefix(told: Json) -> Item:
    value = told["doc_number_prefix"]
    parts = (
        Part(row="document_number.prefix", value=value, rule="prefix"),
        Part(row="document_number.serial", value=None, rule="serial", readable=False),
        Part(row="document_number.printed", value=value, rule="prefix", closer=True),
    )
    return Item(field="document_number", parts=parts)


def _date(told: Json) -> Item:
    value = told["date_iso"]
    parts = (
        Part(row="date", value=value),
        Part(row="date.printed", value=value, rule="month", closer=True),
        Part(row=f"date.day{_manner(told, 'day')}", value=value, rule="day", closer=True),
    )
    return Item(field="date", parts=parts)


def _month(told: Json) -> Item:
    value = told["date_iso_month"]
    parts = (
        Part(row="date.month", value=value, rule="month"),
        Part(row="date.day", value=None, rule="day", readable=False),
        Part(row="date.printed", value=value, rule="month", closer=True),
    )
    return Item(field="date", parts=parts)


def _urgency(told: object) -> Iterator[Item]:
    yield single("urgency", URGENCIES[str(told)])


_STAMP = {
    "office": ("office", "agency"),
    "number": ("number", "register"),
    "date_iso": ("date", "exact"),
    "time": ("time", "exact"),
}


def _receipts(told: object) -> Iterator[Item]:
    for stamp in as_list(told):
        if isinstance(stamp, Mapping):
            parts = [
                Part(row=f"receipts.{path}", path=path, value=stamp[key], rule=rule)
                for key, (path, rule) in _STAMP.items()
                if key in stamp
            ]
            yield Item(field="receipts", parts=tuple(parts))


def _signatories(told: object) -> Iterator[Item]:
    for person in as_list(told):
        if isinstance(person, Mapping):
            parts = [
                Part(row=f"signatories.{key}", value=person[key], rule=key)
                for key in ("name", "position")
                if key in person
            ]
            yield Item(field="signatories", parts=tuple(parts))


def _by_others(told: Json) -> Iterator[Item]:
    """Those who sign what is written on the letter, not the letter: they count neither way."""
    for person in as_list(told.get("disposition_signers")):
        name = regex.split(r"\s*\(|\s(?=นัก|ผู้|รอง)", str(person))[0]
        yield Item(
            field="signatories", parts=(Part(row="signatories.name", value=name, rule="name"),), counted=False
        )


def _enclosures(told: object) -> Iterator[Item]:
    for line in as_list(told):
        text = plain(line) or ""
        count = _COUNT.search(text)
        parts = [
            Part(
                row="enclosures.title",
                path="title",
                value=text[: count.start()] if count else text,
                rule="text",
            )
        ]
        if count:
            parts.append(Part(row="enclosures.count", path="count", value=int(count["count"])))
            parts.append(Part(row="enclosures.unit", path="unit", value=count["unit"]))
        yield Item(field="enclosures", parts=tuple(parts))


def _references(told: object) -> Iterator[Item]:
    for line in as_list(told):
        found = _REFERENCE.search(plain(line) or "")
        if found is None:
            raise ValueError(f"a reference without a number or a date: {line}")
        parts = (
            Part(row="references.number", path="number", value=found["number"]),
            Part(row="references.date", path="date", value=parse_date(found["date"]).edtf),
            Part(row="references.urgency", path="urgency", value=URGENCIES.get(found["urgency"] or "")),
        )
        yield Item(field="references", parts=parts)


def _phones(told: object) -> Iterator[Item]:
    for number in str(told).split(","):
        yield Item(field="contacts", parts=(Part(row="contacts", value=number, rule="phone"),))


def _dispositions(told: object) -> Iterator[Item]:
    for text in as_list(told):
        yield Item(
            field="dispositions", parts=(Part(row="dispositions.text", path="text", value=text, rule="text"),)
        )


_HEADS: Mapping[str, Callable[[Json], Item]] = {
    "doc_number": _number,
    "doc_number_prefix": _number_prefix,
    "date_iso": _date,
    "date_iso_month": _month,
}
_READERS: Mapping[str, Callable[[object], Iterator[Item]]] = {
    "urgency": _urgency,
    "receipt_stamps": _receipts,
    "signatories": _signatories,
    "enclosures": _enclosures,
    "references": _references,
    "phone": _phones,
    "dispositions": _dispositions,
}
