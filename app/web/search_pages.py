"""The search page: what is asked for, what was found, and how all of it divides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from saraban.app.index.listing import csv_lines
from saraban.app.index.query import ANY, KINDS, NAMES, SIZE, Dated, build
from saraban.app.index.search import Facet, Found, Hit, search
from saraban.app.web import words
from saraban.app.web.fields import Flag
from saraban.app.web.language import Both, Language, language_of
from saraban.app.web.pages import render
from saraban.app.web.refusals import ASKED, search_refused
from saraban.app.web.request import site_of
from saraban.app.web.told import BUDDHIST, day
from saraban.extract.errors import BadQuery

router = APIRouter()
_FACET_VALUES = 12
TABLE_MAX = 1000
"""Documents in a table that is downloaded; the command line gives all of them."""
_TABLE_SECONDS = 20.0
_NOTHING = Found(0, (), ())


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: what it is called, how many documents have it, and what the address becomes with it; None
    where it cannot be asked for beside what is asked already.
    """

    title: Both
    count: int
    chosen: bool
    asks: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its most frequent values; `clears`: what the address becomes without it."""

    title: Both
    choices: tuple[Choice, ...]
    clears: Mapping[str, str | None] | None


@dataclass(frozen=True, slots=True)
class HitView:
    """A document that was found. `query`: what its page is to begin with and to mark, as the end of its address.

    `decided`: what was decided, as code and name, each with the document of the bundle where it says so.
    """

    hit: Hit
    kind: Both
    date: str
    query: str
    flags: tuple[Flag, ...]
    decided: tuple[tuple[str, Both, str], ...]


@router.get("/documents.csv")
def table(request: Request) -> Response:
    """The documents that the address asks for as a table, as many as the page has said."""
    asked = {name: request.query_params.get(name, "") for name in NAMES if name != "page"}
    query = replace(build({name: text for name, text in asked.items() if text}), size=TABLE_MAX)
    finder = site_of(request).finder
    finder.keep_up()
    with finder.reader(_TABLE_SECONDS) as store:
        lines = "".join(csv_lines(search(store, query).hits))
    headers = {"content-disposition": 'attachment; filename="documents.csv"'}
    return Response(lines.encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/")
def search_page(request: Request) -> HTMLResponse:
    """The answers to what the address asks; without a question the newest documents."""
    asked = {name: request.query_params.get(name, "") for name in NAMES}
    language, finder = language_of(request), site_of(request).finder
    found, trouble = _NOTHING, None
    try:
        found = finder.find(build({name: text for name, text in asked.items() if text}))
    except BadQuery as error:
        trouble = error
    told = {
        "asked": asked,
        "any": ANY,
        "kinds": [(code, words.either(words.KINDS, code)) for code in KINDS],
        "actions": [(code, words.VALUES[code]) for code in _ACTIONS],
        "dated": [(code, _DATED[code]) for code in get_args(Dated)],
        "narrowed": any(asked[name] for name in NAMES if name not in ("text", "page")),
        "found": found,
        "hits": [_hit(one, asked["text"], language) for one in found.hits],
        "facets": [_facet(one, asked, language) for one in found.facets if one.counts],
        "page": int(asked["page"]) if found.hits and asked["page"] else 1,
        "last": -(-found.total // SIZE),
        "labels": ASKED,
        "most": TABLE_MAX,
        "trouble": search_refused(trouble) if trouble else None,
        "wrong": trouble.asked if trouble else "",
        "behind": finder.is_behind,
    }
    return render(request, "search.html", told, 400 if trouble else 200)


def _hit(hit: Hit, text: str, language: Language) -> HitView:
    reasons = dict.fromkeys(flag.reason for flag in hit.flags)
    date = hit.date or ""
    query: dict[str, object] = {"page": hit.found_on} if hit.found_on != hit.page else {}
    query |= {"text": text} if text else {}
    return HitView(
        hit=hit,
        kind=words.either(words.KINDS, hit.kind),
        date=day(date, language) or date,
        query="?" + urlencode(query) if query else "",
        flags=tuple(Flag(code, words.reason(code)) for code in reasons),
        decided=tuple(
            (one.action, words.either(words.VALUES, one.action), one.document)
            for one in dict.fromkeys(hit.actions)
        ),
    )


def _facet(facet: Facet, asked: dict[str, str], language: Language) -> FacetView:
    title, name = _FACETS[facet.name]
    chosen = {value for value, _ in facet.counts if _asks(facet.name, value).items() <= asked.items()}
    # A year would take the place of the days that are asked for, and find others than were counted.
    other_days = facet.name == "year" and bool(asked["from"] or asked["to"]) and not chosen
    choices = tuple(
        Choice(
            _named(facet.name, value, language),
            count,
            value in chosen,
            None if other_days else _asks(facet.name, value),
        )
        for value, count in facet.counts[:_FACET_VALUES]
    )
    clears = dict.fromkeys((*_asks(facet.name, ""), "page"))
    return FacetView(title, choices, clears if asked[name] and not other_days else None)


def _asks(facet: str, value: str) -> dict[str, str]:
    """The parameters that ask for a value of a facet."""
    if facet == "year":
        return {"from": f"{value}-01-01", "to": f"{value}-12-31", "dated": "issued"}
    return {_FACETS[facet][1]: value}


def _named(facet: str, value: str, language: Language) -> Both:
    if facet == "year":
        return f"พ.ศ. {int(value) + BUDDHIST}", value
    if facet == "reason":
        return words.reason(value)
    known = {"kind": words.KINDS, "action": words.VALUES}.get(facet, {})
    return words.either(known, value)


_ACTIONS = (
    "approve", "refuse", "acknowledge", "consider", "act", "sign", "assign", "inform", "comply", "support", "forward",
    "return", "file",
)  # fmt: skip
_DATED: dict[Dated, Both] = {
    "any": ("ออก รับ หรือสั่งการ", "issued, received or decided"),
    "issued": ("ออกหนังสือ", "issued"),
    "received": ("รับหนังสือ", "received"),
    "decided": ("สั่งการ", "decided"),
    "mentioned": ("กล่าวถึงในเนื้อความ", "mentioned in the text"),
}
_FACETS: dict[str, tuple[Both, str]] = {
    "kind": (("ชนิด", "Kind"), "kind"),
    "agency": (("ส่วนราชการ", "Agency"), "agency"),
    "year": (("ปีที่ออก", "Year of issue"), "from"),
    "action": (("การสั่งการ", "Decision"), "action"),
    "reason": (("เหตุที่ต้องตรวจ", "To be checked because"), "flagged"),
}
"""Of each facet its title, and the parameter that asks for it."""
