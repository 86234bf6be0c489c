"""Who reviews: the name that a visitor gave last, kept in a cookie of the browser."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "reviewer"
_YEAR_SECONDS = 31_536_000
_NAME_MAX = 100


def reviewer_of(request: Request) -> str:
    """The name; empty where nobody gave one."""
    return unquote(request.cookies.get(COOKIE, ""))[:_NAME_MAX]


def remember(answer: Response, name: str) -> None:
    """Keep the name for the next correction."""
    kept = quote(name[:_NAME_MAX], safe="", errors="replace")
    answer.set_cookie(COOKIE, kept, max_age=_YEAR_SECONDS, httponly=True, samesite="lax")
