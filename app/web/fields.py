"""The fields of a document as the web page shows them, each with its evidence and what people said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from saraban.app.evaluation.gold import KEYS
from saraban.app.review.anchor import KIND
from saraban.app.review.choices import CHOICES, LISTS
from saraban.app.review.corrections import is_open
from saraban.app.web.holdings import Json
from saraban.app.web.language import Both, Language, in_language
from saraban.app.web.said import Said, said_of
from saraban.app.web.sentences import sentence
from saraban.app.web.told import Told, plain, told
from saraban.app.web.words import CHECKS, FIELDS, KINDS, PARTS, RIVALS, VALUES, either, reason
from saraban.extract.record import REPEATED, SINGLE

_KIND_HAS_NONE = ("raw", "at", "rule", "confidence")


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason why a person should look: its code, and what it means."""

    code: str
    meaning: Both


@dataclass(frozen=True, slots=True)
class RivalView:
    """Another value that was found, and why it lost."""

    text: str
    raw: str | None
    page: int | None
    why: Both


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field or an entry of a list. `path`: document_number, receipts.0; `shown`: whether its page is on this web
    page; `box`: left, top, right, bottom on its page; `open`: whether a person must still look; `said`: what people
    said of it; `parts`: what else is known of it, name and text; `choices`: of a field that holds one of a few words,
    the code and name of each.
    """

    path: str
    title: Both
    pieces: tuple[Told, ...]
    value: Any
    raw: str | None
    page: int | None
    box: tuple[int, int, int, int] | None
    shown: bool
    confidence: float | None
    rule: str | None
    flags: tuple[Flag, ...]
    open: bool
    said: Said
    checks: tuple[tuple[Both, bool], ...]
    rivals: tuple[RivalView, ...]
    parts: tuple[tuple[Both, str], ...]
    choices: tuple[tuple[str, Both], ...]

    @property
    def print_differs(self) -> bool:
        """Whether the page shows something else than the value: ำ in two pieces looks the same, Thai digits do not."""
        return bool(self.raw) and _as_seen(self.raw or "") != _as_seen(self.text)

    @property
    def has_evidence(self) -> bool:
        """Whether there is anything to say of where the value comes from."""
        return bool(self.rule or self.checks or self.rivals or self.parts)

    @property
    def now(self) -> tuple[Told, ...]:
        """What holds: what people said, else what was read."""
        return self.said.pieces if self.said.what else self.pieces

    @property
    def text(self) -> str:
        """The value in one line."""
        return " · ".join(one.words or one.text for one in self.pieces)

    @property
    def is_entry(self) -> bool:
        """Whether it is one of a list."""
        return "." in self.path

    @property
    def sureness(self) -> str:
        """The confidence in percent, cut off: 99.97 % is no certainty."""
        return "" if self.confidence is None else f"{int(self.confidence * 1000) / 10:.1f} %"

    @property
    def boxed(self) -> bool:
        """Whether its box is on this web page."""
        return self.box is not None and self.shown


def fields_of(document: Json, pages: range, language: Language) -> Iterator[FieldView]:
    """The kind of a document and its fields, in the order of the schema."""
    kind = {
        **dict.fromkeys(_KIND_HAS_NONE),
        "parts": {},
        "checks": [],
        "rivals": [],
        "value": document["kind"],
    }
    kind |= {name: document[name] for name in ("review", "corrected") if name in document}
    yield _field(KIND, kind, pages, language)
    for name in (*SINGLE, *REPEATED):
        found = document["fields"].get(name)
        if isinstance(found, list):
            for number, one in enumerate(found):
                yield _field(f"{name}.{number}", one, pages, language)
        elif found is not None:
            yield _field(name, found, pages, language)


def absent(document: Json) -> tuple[tuple[str, Both], ...]:
    """The single fields that a document does not have, by name and title; those that have members are left out."""
    return tuple(
        (name, FIELDS[name]) for name in SINGLE if name not in document["fields"] and name not in KEYS
    )


def flags(review: Mapping[str, Any] | None) -> tuple[Flag, ...]:
    """The reasons for review of a field or document."""
    return tuple(Flag(code, reason(code)) for code in (review or {}).get("reasons", ()))


def _field(path: str, field: Json, pages: range, language: Language) -> FieldView:
    name, at = path.partition(".")[0], field["at"]
    return FieldView(
        path=path,
        title=FIELDS.get(name, (name, name)),
        pieces=tuple(told(name, field["value"], language)),
        value=field["value"],
        raw=field["raw"],
        page=at["page"] if at else None,
        box=tuple(at["box"]) if at and at["box"] else None,
        shown=bool(at) and at["page"] in pages,
        confidence=field["confidence"],
        rule=field["rule"],
        flags=flags(field["review"]),
        open=is_open(field),
        said=said_of(name, field, language),
        checks=tuple((either(CHECKS, one["name"]), one["passed"]) for one in field["checks"]),
        rivals=tuple(_rival(name, one, language) for one in field["rivals"]),
        parts=tuple(
            (either(PARTS, key), _part(value, language))
            for key, value in field["parts"].items()
            if value not in (None, "", []) and value is not False
        ),
        choices=_choices(name),
    )


def _choices(name: str) -> tuple[tuple[str, Both], ...]:
    if name not in CHOICES or name in LISTS:
        return ()
    codes = dict.fromkeys(CHOICES[name].values())
    return tuple((code, either(KINDS if name == KIND else VALUES, code)) for code in codes)


def _part(value: Any, language: Language) -> str:
    """A part in one line; that it is so as a tick, of what another page told its document, page and reason."""
    if value is True:
        return "✓"
    if isinstance(value, Mapping):
        value = [in_language(sentence(str(one)), language) for one in value.values()]
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)


def _as_seen(text: str) -> str:
    return "".join(text.replace("\u0e4d\u0e32", "\u0e33").split())


def _rival(name: str, rival: Json, language: Language) -> RivalView:
    page = rival["at"]["page"] if rival["at"] else None
    return RivalView(plain(name, rival["value"], language), rival["raw"], page, either(RIVALS, rival["why"]))
