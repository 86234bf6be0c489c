"""Who may ask the web page what: the gate before every request, and the headers of every answer.

A page elsewhere on the web can send requests to 127.0.0.1, or have its own name point there (DNS rebinding). So the
Host header must name this server, and what changes something must come from a page of this server (Origin).
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saraban.app.web.pages import failure, local

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer a browser hides the origin of its own forms, too
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
TOKEN = "token"  # noqa: S105  (the name of the parameter and of the cookie)
ENTRANCE = "/enter"
_METHODS = frozenset({"GET", "HEAD", "POST"})
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Nothing else: what a library takes for the name of the host may be a path to another.
_HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::[0-9]{1,5})?")
_PATH_MAX, _QUERY_MAX, _PARAMETERS_MAX = 2048, 16_384, 64


@dataclass(frozen=True, slots=True)
class Admission:
    """Who is let in. `host`: the address that the server is bound to; `names`: further names that it is known by;
    `token`: what a visitor must know, None where everybody on this machine may look.
    """

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    token: str | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server.

        An address cannot be rebound, so a server that is bound elsewhere is also known by any address.
        """
        found = _HOST.fullmatch(host.lower())
        if found is None:
            return False
        name = (found["address"] or found["name"]).rstrip(".")
        if name in _LOOPBACK or name in {one.lower() for one in self.names}:
            return True
        if self.local:
            return False
        return _is_address(name) or name in {
            self.host,
            socket.gethostname().lower(),
            socket.getfqdn().lower(),
        }

    def accepts(self, token: str) -> bool:
        """Whether it is the token; compared in a time that tells nothing."""
        return self.token is None or hmac.compare_digest(token.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    return host in _LOOPBACK or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Stands before the pages: lets a request pass or answers it itself, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app, self._admission = app, admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request (ASGI)."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        answer = self._refusal(Request(scope)) or self._at_the_door(Request(scope))
        await (answer or self._app)(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> Response | None:
        """What is wrong with the request itself, whoever sends it."""
        if not self._admission.knows(request.headers.get("host", "")):
            return failure(request, 400, "unknown_host")
        if request.method not in _METHODS:
            return failure(request, 405, "method")
        query = request.scope["query_string"]
        if len(request.scope["path"].encode()) > _PATH_MAX or len(query) > _QUERY_MAX:
            return failure(request, 414, "too_long")
        if query.count(b"&") >= _PARAMETERS_MAX:
            return failure(request, 414, "too_long")
        if request.method == "POST" and not _from_here(request):
            return failure(request, 403, "other_origin")
        return None

    def _at_the_door(self, request: Request) -> Response | None:
        """Asks for the token where one is needed; that of the address goes into a cookie and out of sight."""
        token, path = self._admission.token, request.scope["path"]
        if token is None or path.startswith("/static/"):
            return None
        asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(asked).get(TOKEN)
        if given is not None and request.method == "GET" and self._admission.accepts(given):
            rest = urlencode([one for one in asked if one[0] != TOKEN])
            there = local(path) + (f"?{rest}" if rest else "")
            return let_in(RedirectResponse(there, 303), request, token)
        kind, _, bearer = request.headers.get("authorization", "").partition(" ")
        shown = bearer.strip() if kind.lower() == "bearer" else request.cookies.get(TOKEN, "")
        if self._admission.accepts(shown) or path == ENTRANCE:
            return None
        return failure(request, 401, "token_needed")


def let_in(answer: Response, request: Request, token: str) -> Response:
    """Hand the visitor the cookie that opens the door from now on."""
    answer.set_cookie(TOKEN, token, httponly=True, samesite="lax", secure=request.scope["scheme"] == "https")
    return answer


def _from_here(request: Request) -> bool:
    """Whether a page of this server sent the form. A browser always says where a form comes from."""
    scheme, _, host = request.headers.get("origin", "").partition("://")
    return scheme in ("http", "https") and host.lower() == request.headers["host"].lower()
