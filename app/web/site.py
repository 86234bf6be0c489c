"""The web site of an output folder: its routes, put together, behind the guard."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from saraban.app.web import chart_pages, document_pages, entrance, queue_pages, search_pages
from saraban.app.web.chart_pages import Drawn
from saraban.app.web.finder import Finder
from saraban.app.web.guard import Admission, Guard
from saraban.app.web.holdings import Holdings
from saraban.app.web.pages import HERE, failure, prepare
from saraban.app.web.pictures import Pictures
from saraban.app.web.tasks import Tasks
from saraban.extract.errors import SarabanError

_WORDS_OF_STATUS = {404: "not_found", 405: "method", 413: "too_long"}
_STATUS_OF_CODE = {"no_such_field": 404, "no_picture": 404, "bad_query": 400}
_ROUTERS: tuple[APIRouter, ...] = (
    search_pages.router, document_pages.router, queue_pages.router, chart_pages.router, entrance.router,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made from. `turns`: who is next to have a picture made."""

    holdings: Holdings
    pictures: Pictures
    admission: Admission
    tasks: Tasks
    finder: Finder
    drawn: Drawn
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))


def make_site(out: Path, admission: Admission, ledger: str | None = None) -> ASGIApp:
    """The web site of an output folder, whose index is brought up to date meanwhile. Raises NoOutput."""
    holdings, finder = Holdings(out, ledger), Finder(out, ledger)
    finder.keep_up()
    prepare()
    # No description of the site: the pages for that load scripts from elsewhere.
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.site = Site(
        holdings, Pictures(holdings), admission, Tasks(holdings), finder, Drawn(holdings, finder)
    )
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for router in _ROUTERS:
        app.include_router(router)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(SarabanError, _failed)
    app.add_exception_handler(Exception, _broken)
    return Guard(app, admission)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return failure(request, status, _WORDS_OF_STATUS.get(status, "bad_request"))


async def _misunderstood(request: Request, error: Exception) -> Response:
    """A parameter that is none: too long, no number. What was wrong with it is told by its name alone."""
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    names = ", ".join(str(one["loc"][-1]) for one in wrong[:3])
    return failure(request, 400, "bad_request", f"what was given for {names} cannot be used")


async def _failed(request: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, SarabanError) else ""
    status = _STATUS_OF_CODE.get(code, 503)
    why = {404: "not_found", 400: "bad_request"}.get(status, "failed")
    return failure(request, status, why, f"{error} [{code}]")


async def _broken(request: Request, error: Exception) -> Response:
    """A mistake of ours: the visitor learns that; the details go on to the server, which tells the terminal."""
    return failure(request, 500, "internal_error")
