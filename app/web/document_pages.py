"""The pages of single documents: one document over its scan, the documents of a file, the pictures, and review."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saraban.app.review.corrections import Said, Seen
from saraban.app.web.document import Asked, document_view, place_of_decision
from saraban.app.web.form import Form
from saraban.app.web.language import language_of
from saraban.app.web.lines import terms_of
from saraban.app.web.pages import render, url
from saraban.app.web.request import site_of
from saraban.app.web.reviewer import remember, reviewer_of
from saraban.app.web.said import orphan
from saraban.app.web.sentences import sentence
from saraban.app.web.trouble import NONE, Trouble
from saraban.app.web.words import RELATIONS, reason
from saraban.extract.errors import BadValue, NoSuchField, ReviewConflict

router = APIRouter()
_PAGE_MAX = 1_000_000
_DIGITS_MAX = 12
PageNumber = Annotated[int | None, Query(ge=1, le=_PAGE_MAX)]
Words = Annotated[str, Query(max_length=500)]


@router.get("/document/{record}/{document}")
def document(
    request: Request, record: str, document: str, page: PageNumber = None, text: Words = ""
) -> HTMLResponse:
    """A document: its scan with boxes, its fields, its place in the bundle; lines with the words of `text` marked."""
    return _document(request, Asked(record, document, page, terms_of(text), language_of(request)), NONE)


@router.get("/decision/{record}/{document}/{action}")
def decision(request: Request, record: str, document: str, action: str) -> Response:
    """To the place where a document says that this was decided; to the document, where it no longer says so."""
    path, page = place_of_decision(site_of(request).holdings.shown(record), document, action)
    there = url("document", record, document) + (f"?page={page}" if page else "")
    return RedirectResponse(there + (f"#f-{path}" if path else ""), 303)


@router.post("/review/{record}/{document}")
def review(request: Request, record: str, document: str, form: Form) -> Response:
    """Write down what a person says of a field; the same page again where that cannot be done, with what was typed."""
    holdings, finder = site_of(request).holdings, site_of(request).finder
    holdings.reading(record)  # the name is one of a record, and nothing else
    page = _number(form.get("page", "")) or None
    asked = Asked(record, document, page, language=language_of(request))
    said = _said(form)
    try:
        _must_agree(form)
        holdings.book.add(_seen(form, record, document), said)
    except ReviewConflict as error:
        answer: Response = _document(request, asked, Trouble.of(form, error), 409)
    except BadValue as error:
        answer = _document(request, asked, Trouble.of(form, error), 422)
    else:
        finder.corrected(record)
        there = url("document", record, document) + (f"?page={page}" if page else "")
        answer = RedirectResponse(f"{there}#f-{quote(form.get('field', ''))}", 303)
    remember(answer, said.who)
    return answer


def _seen(form: dict[str, str], record: str, document: str) -> Seen:
    """What the person had before them; of a part of a field, if one was chosen."""
    path = ".".join(filter(None, (form.get("field", ""), form.get("member", ""))))
    return Seen(record, form.get("reading", ""), document, path, _number(form.get("after", "")))


def _said(form: dict[str, str]) -> Said:
    what = form.get("what", "")
    typed = form.get("typed", "") if what == "corrected" else None
    who, why = form.get("who", ""), form.get("why") or None
    # The book refuses a word that is none of those that can be said.
    return Said(what, who, typed, why, exactly="exactly" in form)  # type: ignore[arg-type]


def _must_agree(form: dict[str, str]) -> None:
    """Nobody confirms one value while another stands in the form. BadValue."""
    typed, was = (" ".join(form.get(name, "").split()) for name in ("typed", "was"))
    if form.get("what") == "confirmed" and "was" in form and typed not in ("", was):
        raise BadValue("another value was typed; correct it, or take that away", typed, "typed_another")


def _number(text: str) -> int:
    """A number that a form holds; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MAX else 0


@router.get("/file/{record}")
def file(request: Request, record: str) -> HTMLResponse:
    """The documents of a file, how they belong together, and what is to be known about its pages."""
    holdings, language = site_of(request).holdings, language_of(request)
    shown = holdings.shown(record)
    if not shown["documents"]:
        raise NoSuchField("the record holds no documents")
    view = document_view(shown, Asked(record, shown["documents"][0]["id"], language=language))
    told = {
        "document": view,
        "record": shown,
        "source": shown["source"],
        "orphans": [orphan(one, language) for one in holdings.orphaned(record)],
        "relations": RELATIONS,
        "sentence": sentence,
        "reason": reason,
    }
    return render(request, "file.html", told)


@router.get("/picture/{record}/{page}")
async def picture(
    request: Request, record: str, page: int, size: Literal["screen", "full"] = "screen"
) -> Response:
    """The picture of a page, as JPEG. Those who wait for one take no thread from others."""
    site = site_of(request)
    async with site.turns:
        made = await run_in_threadpool(site.pictures.picture, record, page, size)
    headers = {"etag": f'"{made.mark}"', "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(made.data, media_type="image/jpeg", headers=headers)


def _document(request: Request, asked: Asked, trouble: Trouble, status: int = 200) -> HTMLResponse:
    holdings = site_of(request).holdings
    shown = holdings.shown(asked.record)
    told = {
        "document": document_view(shown, asked),
        "source": shown["source"],
        "reading": holdings.reading(asked.record).sha256,
        "reviewer": trouble.who or reviewer_of(request),
        "trouble": trouble,
    }
    return render(request, "document.html", told, status)
