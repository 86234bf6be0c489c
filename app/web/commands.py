"""The command that serves an output folder as a web page."""

from __future__ import annotations

from pathlib import Path

import click

from saraban.app.options import PATH, ledger_option

_TOKEN_LEAST = 16


@click.command("serve")
@click.argument("out", type=PATH, metavar="OUT")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: a free one.")
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="Name that browsers know this machine by."
)
@click.option(
    "--token", metavar="WORD", help="What visitors must know [default: none on this machine, else made up]."
)
@ledger_option
def serve(
    out: Path, host: str, port: int, names: tuple[str, ...], token: str | None, ledger: str | None
) -> int:
    """Search, show and review the records of the output folder OUT in a browser.

    On this machine alone, unless another --host is given: then visitors need the token that is printed.
    """
    from saraban.app.web.serve import Wanted, serve_folder

    if token is not None and (len(token) < _TOKEN_LEAST or not token.isascii() or not token.isprintable()):
        raise click.BadParameter(f"at least {_TOKEN_LEAST} letters and digits", param_hint="--token")
    return serve_folder(out, Wanted(host, port, names, token, ledger))
