"""What a request brings along: the site that it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.requests import Request

if TYPE_CHECKING:
    from saraban.app.web.site import Site


def site_of(request: Request) -> Site:
    """The site that the request came to."""
    return cast("Site", request.app.state.site)
