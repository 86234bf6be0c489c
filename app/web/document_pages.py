"""The pages of single documents: one document over its scan, the documents of a file, the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, cast

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from saraban.app.web.document import document_view
from saraban.app.web.language import language_of
from saraban.app.web.reviewer import reviewer_of
from saraban.app.web.pages import render

if TYPE_CHECKING:
    from saraban.app.web.site import Site

router = APIRouter()
_PAGE_MAX = 1_000_000
PageNumber = Annotated[int | None, Query(ge=1, le=_PAGE_MAX)]


def site_of(request: Request) -> Site:
    """The site that the request came to."""
    return cast("Site", request.app.state.site)


@router.get("/document/{record}/{document}")
def document(request: Request, record: str, document: str, page: PageNumber = None) -> HTMLResponse:
    """A document: its scan with boxes, its fields, its place in the bundle."""
    holdings = site_of(request).holdings
    shown = holdings.shown(record)
    told = {
        "document": document_view(shown, (record, document), page, language_of(request)),
        "source": shown["source"],
        "reading": holdings.reading(record).sha256,
        "reviewer": reviewer_of(request),
        "opened": None,
    }
    return render(request, "document.html", told)


@router.get("/picture/{record}/{page}")
async def picture(
    request: Request, record: str, page: int, size: Literal["screen", "full"] = "screen"
) -> Response:
    """The picture of a page, as JPEG. Those who wait for one take no thread from others."""
    async with site_of(request).turns:
        made = await run_in_threadpool(site_of(request).pictures.picture, record, page, size)
    headers = {"etag": f'"{made.mark}"', "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(made.data, media_type="image/jpeg", headers=headers)
