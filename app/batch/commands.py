"""The commands that work on an output folder: read, retry, status, verify."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from saraban.app.options import COUNT, PATH, json_option, ledger_option, make_folder, model_option

if TYPE_CHECKING:
    from saraban.app.batch.run import Plan
    from saraban.app.read import Manner


def _dask(_context: click.Context, _parameter: click.Parameter, address: str | None) -> str | None:
    if address is not None and not re.fullmatch(r"(tcp|tls)://[^/]+:[0-9]+", address):
        raise click.BadParameter(f"{address}: tcp://host:port or tls://host:port is wanted")
    return address


def _batch(command: Callable[..., int]) -> Callable[..., int]:
    """The options of whatever works on an output folder."""
    for option in reversed(
        (
            click.option("--jobs", type=COUNT, metavar="N", help="Processes at work [default: all cores]."),
            click.option(
                "--seconds", type=COUNT, metavar="N", help="Seconds that a page may take [default: 180]."
            ),
            click.option(
                "--max-pages", type=COUNT, metavar="N", help="Pages that a file may have [default: 10000]."
            ),
            click.option(
                "--engine", type=click.Choice(("pool", "serial", "dask")), help="Who works [default: pool]."
            ),
            click.option(
                "--scheduler",
                metavar="ADDRESS",
                callback=_dask,
                help="A Dask scheduler, tcp://… or tls://…",
            ),
            ledger_option,
            model_option,
            click.option("--quiet", is_flag=True, help="Say only what failed."),
            click.option("--progress", type=click.Choice(("json",)), help="Progress as JSON lines."),
            click.option("--debug", is_flag=True, help="Show where in the program a failure happened."),
        )
    ):
        command = option(command)
    return command


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, type=PATH, metavar="INPUT...")
@click.option("--out", type=PATH, metavar="DIR", help="Write records, ledger, trail and report into DIR.")
@_batch
def read(inputs: tuple[Path, ...], out: Path | None, **asked: Any) -> int:
    """Read files or folders to records.

    Without --out the records go to standard output as JSON Lines, in the order of the inputs. With it, the same
    command goes on where a former one stopped, and does nothing for what is done.
    """
    from saraban.app.read import read_into, read_out

    _die_politely()
    if out is not None:
        _not_into_itself(inputs, out)
        make_folder(out / "records", "--out")
        return read_into(list(inputs), _plan(out, asked), _manner(asked))
    if asked["ledger"] is not None:
        raise click.UsageError("--ledger needs --out DIR")
    return read_out(list(inputs), _plan(Path(), asked), _manner(asked))


@click.command("retry")
@click.argument("out", type=PATH, metavar="OUT")
@_batch
def retry(out: Path, **asked: Any) -> int:
    """Read again what failed, was put into quarantine or lacks pages in the output folder OUT."""
    from saraban.app.read import retry_in

    _die_politely()
    return retry_in(_plan(out, asked), _manner(asked))


@click.command("status")
@click.argument("out", type=PATH, metavar="OUT")
@ledger_option
@json_option
def status(out: Path, ledger: str | None, as_json: bool) -> int:
    """Show how far the work on the output folder OUT has come."""
    from saraban.app.status import print_status

    return print_status(out, ledger, as_json=as_json)


def _not_into_itself(inputs: tuple[Path, ...], out: Path) -> None:
    """Refuse to write into the folder that is read: reports would be read as transcripts the next time. A folder within
    it is known as the run's own, and left out.
    """
    if any(os.path.isdir(path) and os.path.realpath(path) == os.path.realpath(out) for path in inputs):
        what = f"{out}: the folder that is read; name another one, which may lie in it"
        raise click.BadParameter(what, param_hint="--out")


def _plan(out: Path, asked: dict[str, Any]) -> Plan:
    from saraban.app.batch.driver import PAGE_SECONDS, Steps
    from saraban.app.batch.run import Plan
    from saraban.app.batch.steps import open_file
    from saraban.extract.source import PAGES_MAX

    engine = asked["engine"] or ("dask" if asked["scheduler"] else "pool")
    if asked["scheduler"] and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask alone")
    return Plan(
        out=out,
        jobs=asked["jobs"] or _cores(),
        engine=engine,
        scheduler=asked["scheduler"],
        ledger=asked["ledger"],
        steps=Steps(
            model=asked["model"],
            seconds=float(asked["seconds"] or PAGE_SECONDS),
            open=partial(open_file, most=asked["max_pages"] or PAGES_MAX),
        ),
    )


def _manner(asked: dict[str, Any]) -> Manner:
    from saraban.app.read import Manner

    return Manner(quiet=asked["quiet"], as_json=asked["progress"] == "json", debug=asked["debug"])


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _die_politely() -> None:
    """End on a signal as on Ctrl-C: what is in hand is let go, what is done is kept."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, lambda number, _: sys.exit(128 + number))


@click.command("verify")
@click.argument("out", type=PATH, metavar="OUT")
@click.option("--checkpoint", metavar="N:SHA256", help="What verify printed before, and was kept elsewhere.")
@click.option("--no-sources", is_flag=True, help="Do not read the inputs again; compare the output alone.")
@json_option
def verify(out: Path, checkpoint: str | None, no_sources: bool, as_json: bool) -> int:
    """Compare the output folder OUT, and the inputs, with what was written and read.

    Exit codes: 0 all is whole; 1 something is changed, missing or extra, each one named; 2 wrong usage.
    """
    from saraban.app.batch.chain import Checkpoint
    from saraban.app.verify import Wanted, verify_folder

    try:
        kept = Checkpoint.parse(checkpoint) if checkpoint is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--checkpoint") from error
    return verify_folder(out, Wanted(checkpoint=kept, sources=not no_sources, as_json=as_json))
