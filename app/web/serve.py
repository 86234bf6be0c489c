"""`saraban serve`: the server around the web site."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from saraban.app.refused import refused
from saraban.extract.errors import AddressRefused, EngineMissing, SarabanError
from saraban.extract.source import printable

_BACKLOG = 128
_KEEP_ALIVE_SECONDS = 5
_VISITORS_AT_ONCE = 200
_TURN_SECONDS = 0.0005
"""How long a thread runs before another has its turn. A search that asks the database for many rows lets go of its turn at
each; while the index is brought up to date beside it, it would wait ten times as long to have it back.
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to listen, the names of this machine, what visitors must know, where the ledger is."""

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    token: str | None = None
    ledger: str | None = None


def serve_folder(out: Path, wanted: Wanted) -> int:
    """Serve an output folder until somebody stops it. The exit code.

    0: stopped; 1: the address cannot be had; 2: no output folder; 3: something that is needed is not installed.
    """
    try:
        with contextlib.suppress(KeyboardInterrupt):
            _serve(out, wanted)
    except SarabanError as error:
        return refused(error)
    return 0


def _serve(out: Path, wanted: Wanted) -> None:
    try:
        import uvicorn

        from saraban.app.web.guard import Admission, is_loopback
        from saraban.app.web.site import make_site
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("saraban"):
            raise
        what = (
            f'the web page needs packages that are not installed ({error.name}); pip install "saraban[web]"'
        )
        raise EngineMissing(what) from error
    token = wanted.token or (None if is_loopback(wanted.host) else secrets.token_urlsafe(24))
    site = make_site(out, Admission(wanted.host, wanted.names, token), wanted.ledger)
    sys.setswitchinterval(_TURN_SECONDS)
    with _listener(wanted) as listener:
        print(_where(wanted, listener, token), flush=True)
        config = uvicorn.Config(
            site,
            log_level="warning",
            access_log=False,  # addresses hold what people search for, and once the token
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_VISITORS_AT_ONCE,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listener(wanted: Wanted) -> socket.socket:
    family = socket.AF_INET6 if ":" in wanted.host else socket.AF_INET
    try:
        listener = socket.create_server((wanted.host, wanted.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        why = os.strerror(error.errno) if isinstance(error.errno, int) and error.errno > 0 else str(error)
        what = f"{printable(wanted.host)}:{wanted.port} cannot be listened at: {why}"
        raise AddressRefused(f"{what}; choose another --port or --host") from error
    # Without it the body of a page waits 40 ms for the other side's word that its head arrived.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _where(wanted: Wanted, listener: socket.socket, token: str | None) -> str:
    """What to open in a browser."""
    port = listener.getsockname()[1]
    names = wanted.names or (wanted.host,)
    name = socket.gethostname() if names[0] in ("0.0.0.0", "::") else names[0]  # noqa: S104  (shown, not bound)
    host = f"[{name}]" if ":" in name else name
    return f"http://{host}:{port}/" + (f"?token={token}" if token else "") + "  (Ctrl-C ends it)"
