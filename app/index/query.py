"""What is asked, checked and in one form: the same of the command line and of the web page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import regex

from saraban.app.index.days import covered
from saraban.app.index.words import BARRIER, clusters, folded, plain
from saraban.extract.errors import BadQuery

Dated = Literal["any", "issued", "received", "decided", "mentioned"]
ANY = "any"
NAMES = (
    "text", "number", "similar", "from", "to", "dated", "kind", "agency", "to_office", "receipt", "action",
    "flagged", "page",
)  # fmt: skip
"""The words that `build` knows, each with a text."""

KINDS = (
    "letter", "memo", "stamped_letter", "order", "regulation", "announcement", "statement", "certificate", "minutes",
    "message", "routing_slip", "enclosure", "other", "blank",
)  # fmt: skip
SIZE = 20
"""Documents on a page of answers."""

_LONGEST, _TERMS, _STARS, _PAGES = 500, 16, 4, 5000
_TERM = regex.compile(r'"([^"]*)"?|[^\s"]+')
_CODE = regex.compile(r"[a-z][a-z_]{0,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a document must have, all of it. None and empty: whatever it has.

    `terms`: texts that stand on its pages, in index form. `number`: a key of `number_key` with * for any run of
    characters. `similar`: a number that may be misread, as `loose` makes it. `first`, `last`: days as `date.toordinal` counts them, and
    `dated` whose; "any" is any of issued, received and decided. A day known only as a month or a range counts if it may
    lie between. `agency`: part of an agency's
    name, or letters and owner code as in กษ 0201. `to_office`: part of the addressee. `receipt`: number of a register,
    or part of the office that received. `action`: what somebody decided. `flagged`: a reason for review, or `ANY`.
    `page` counts from 1.
    """

    terms: tuple[str, ...] = ()
    number: str | None = None
    similar: str | None = None
    first: int | None = None
    last: int | None = None
    dated: Dated = "any"
    kind: str | None = None
    agency: str | None = None
    to_office: str | None = None
    receipt: str | None = None
    action: str | None = None
    flagged: str | None = None
    page: int = 1
    size: int = SIZE


def build(asked: Mapping[str, str]) -> Query:
    """The query of words by name (`NAMES`), as they were typed; empty ones ask nothing.

    Raises BadQuery, and nothing else, of whatever is typed.
    """
    for name, text in asked.items():
        if name not in NAMES:
            what = f"there is no search by {plain(name)[:40]}; there is {', '.join(NAMES)}"
            raise BadQuery(what, "no_such_name")
        if len(text) > _LONGEST:
            raise BadQuery(f"{name} is longer than {_LONGEST} characters; ask with fewer", "too_long", name)
    typed = {name: text.replace(BARRIER, " ").strip() for name, text in asked.items()}
    given = {name: text for name, text in typed.items() if text}
    first, last = _days(given)
    return Query(
        terms=_terms(given.get("text", "")),
        number=_pattern(given.get("number")),
        similar=_similar(given.get("similar")),
        first=first,
        last=last,
        dated=_dated(given.get("dated", "any")),
        kind=_kind(given.get("kind")),
        agency=_key("agency", given.get("agency")),
        to_office=_key("to_office", given.get("to_office")),
        receipt=_key("receipt", given.get("receipt")),
        action=_code("action", given.get("action")),
        flagged=_code("flagged", given.get("flagged")),
        page=_page(given.get("page", "1")),
    )


def number_key(text: str) -> str:
    """A number without what clerks write now so, now so: spaces, the dot after its letters and after ว."""
    return regex.sub(r"(?<=[ก-ฮ)])\.(?=[0-9(*])", "", plain(text))


def loose(number: str) -> str:
    """A number without all that engines lose or misread in it, but for its digits: กษ 0107.02/ว 6114 is กษ010702/26114."""
    return number_key(number).replace(".", "").replace("/ว", "/2")


def _terms(text: str) -> tuple[str, ...]:
    """The words, parted at spaces but where "…" holds them together. A phrase may run over the end of a line."""
    found = (folded(match[1] if match[1] is not None else match[0]) for match in _TERM.finditer(text))
    terms = tuple(dict.fromkeys(form for form in found if any(one.strip() for one in clusters(form))))
    if text and not terms:
        what = "the text holds no letter, digit or sign that could be found; ask for a word"
        raise BadQuery(what, "nothing_to_find", "text")
    if len(terms) > _TERMS:
        what = f'more than {_TERMS} words; ask for fewer, or for a phrase in quotes: "…"'
        raise BadQuery(what, "too_many_words", "text")
    return terms


def _pattern(text: str | None) -> str | None:
    if text is None:
        return None
    key = regex.sub(r"\*+", "*", number_key(text))
    if not key.strip("*"):
        what = "the number holds neither letters nor digits; ask as in กษ 0201* or */ว 12"
        raise BadQuery(what, "nothing_to_find", "number")
    if key.count("*") > _STARS:
        what = f"more than {_STARS} stars in a number; ask for more of its digits"
        raise BadQuery(what, "too_many_stars", "number")
    return key


def _similar(text: str | None) -> str | None:
    key = _key("similar", text)
    return loose(key) if key is not None else None


def _key(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    key = number_key(text)
    if not clusters(key):
        raise BadQuery(f"{name} holds no letter or digit; write at least one", "nothing_to_find", name)
    return key


def _days(given: Mapping[str, str]) -> tuple[int | None, int | None]:
    first, last = _span(given, "from"), _span(given, "to")
    if first and last and first[0] > last[1]:
        raise BadQuery("from is after to; exchange the two days", "backwards", "from")
    return first[0] if first else None, last[1] if last else None


def _span(given: Mapping[str, str], name: str) -> tuple[int, int] | None:
    """The days that a printed date covers: of กันยายน 2559 the first counts for from, the last for to."""
    text = given.get(name)
    if text is None:
        return None
    found = covered(text)
    if found is None:
        advice = "write it as 1/9/2559, ๑ ก.ย. ๒๕๕๙ or 2016-09-01"
        raise BadQuery(f"{name}: no day can be read from what is written there; {advice}", "not_a_date", name)
    return found


def _dated(text: str) -> Dated:
    for known in get_args(Dated):
        if text == known:
            return known  # type: ignore[no-any-return]
    raise BadQuery(f"dated is one of {', '.join(get_args(Dated))}", "not_a_choice", "dated")


def _kind(text: str | None) -> str | None:
    if text is not None and text not in KINDS:
        what = f"there is no such kind of document; there are {', '.join(KINDS)}"
        raise BadQuery(what, "not_a_choice", "kind")
    return text


def _code(name: str, text: str | None) -> str | None:
    if text is not None and not _CODE.fullmatch(text):
        what = f"{name} is a word of small letters, as records have it: approve, low_confidence"
        raise BadQuery(what, "not_a_choice", name)
    return text


def _page(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= _PAGES):
        what = f"page is a number from 1 to {_PAGES}; ask more narrowly to see what lies behind"
        raise BadQuery(what, "no_such_page", "page")
    return int(text)
