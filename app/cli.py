"""The command line: names, arguments and exit codes. Each command is one call, imported when it runs."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from saraban.app.batch.run import Plan
    from saraban.app.read import Manner

INTERRUPTED = 130


class _Name(click.Path):
    """A path; never an empty one, which would be the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name", param, ctx)
        return super().convert(value, param, ctx)


_ANY_TEXT = {"ignore_unknown_options": True}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PATH = _Name(readable=False, path_type=Path)
_COUNT = click.IntRange(min=1)
_model = click.option("--model", type=_FILE, metavar="FILE", help="Another Tesseract model (.traineddata).")
_json = click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")


def main() -> NoReturn:
    """Run the command of `sys.argv`.

    Exit codes: 0 done; 1 some inputs failed or were refused; 2 wrong usage; 3 something that is needed is
    not installed; 130, 143 and 129 stopped by Ctrl-C, a termination signal or the end of the terminal.
    """
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = cli.main(prog_name="saraban", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        print("saraban: stopped; what is done is kept", file=sys.stderr)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except OSError as error:
        code = _broken_off(error)
    sys.exit(code)


def _open_streams() -> None:
    """Fill the places of standard streams that the caller closed; else the next file opened would be one.

    There is nothing to read, and what is written to standard output fails: records must not vanish.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            setattr(sys, name, os.fdopen(number, "r" if name == "stdin" else "w"))


def _broken_off(error: OSError) -> int:
    """The system refused what was no single file's fault: nearly always a full disk behind the output."""
    from saraban.extract.source import printable

    with contextlib.suppress(OSError):
        if not isinstance(error, BrokenPipeError):
            print(printable(f"saraban: stopped, the output is not whole: {error}"), file=sys.stderr)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # what is left in the buffer would fail once more
    return 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="saraban", message="%(prog)s %(version)s")
def cli() -> None:
    """Scanned Thai official correspondence (หนังสือราชการ) becomes structured records."""


def _batch(command: Callable[..., int]) -> Callable[..., int]:
    """The options of whatever works on an output folder."""
    for option in reversed(
        (
            click.option("--jobs", type=_COUNT, metavar="N", help="Processes at work [default: all cores]."),
            click.option(
                "--seconds", type=_COUNT, metavar="N", help="Seconds that a page may take [default: 180]."
            ),
            click.option(
                "--engine", type=click.Choice(("pool", "serial", "dask")), help="Who works [default: pool]."
            ),
            click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, tcp://… or tls://…"),
            click.option("--ledger", metavar="URL", help="postgresql://… instead of DIR/ledger.sqlite."),
            _model,
            click.option("--quiet", is_flag=True, help="Say only what failed."),
            click.option("--progress", type=click.Choice(("json",)), help="Progress as JSON lines."),
            click.option("--debug", is_flag=True, help="Show where in the program a failure happened."),
        )
    ):
        command = option(command)
    return command


@cli.command("read")
@click.argument("inputs", nargs=-1, required=True, type=_PATH, metavar="INPUT...")
@click.option("--out", type=_PATH, metavar="DIR", help="Write records, ledger, trail and report into DIR.")
@_batch
def read_command(inputs: tuple[Path, ...], out: Path | None, **asked: Any) -> int:
    """Read files or folders to records.

    Without --out the records go to standard output as JSON Lines, in the order of the inputs. With it, the same
    command goes on where a former one stopped, and does nothing for what is done.
    """
    from saraban.app.read import read_into

    _die_politely()
    if out is not None:
        _make_folder(out / "records", "--out")
        return read_into(list(inputs), _plan(out, asked), _manner(asked))
    if asked["ledger"] is not None:
        raise click.UsageError("--ledger needs --out DIR")
    return read_out(list(inputs), _plan(Path(), asked), _manner(asked))


@cli.command("retry")
@click.argument("out", type=_PATH, metavar="OUT")
@_batch
def retry_command(out: Path, **asked: Any) -> int:
    """Read again what failed, was put into quarantine or lacks pages in the output folder OUT."""
    from saraban.app.read import retry_in

    _die_politely()
    return retry_in(_plan(out, asked), _manner(asked))


@cli.command("status")
@click.argument("out", type=_PATH, metavar="OUT")
@click.option("--ledger", metavar="URL", help="postgresql://… instead of OUT/ledger.sqlite.")
@_json
def status_command(out: Path, ledger: str | None, as_json: bool) -> int:
    """Show how far the work on the output folder OUT has come."""
    from saraban.app.status import status

    return status(out, ledger, as_json=as_json)


def _plan(out: Path, asked: dict[str, Any]) -> Plan:
    from saraban.app.batch.driver import PAGE_SECONDS, Steps
    from saraban.app.batch.run import Plan

    engine = asked["engine"] or ("dask" if asked["scheduler"] else "pool")
    if asked["scheduler"] and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask alone")
    return Plan(
        out=out,
        jobs=asked["jobs"] or _cores(),
        engine=engine,
        scheduler=asked["scheduler"],
        ledger=asked["ledger"],
        steps=Steps(model=asked["model"], seconds=float(asked["seconds"] or PAGE_SECONDS)),
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


@cli.command("verify")
@click.argument("out", type=_PATH, metavar="OUT")
@click.option("--checkpoint", metavar="N:SHA256", help="What verify printed before, and was kept elsewhere.")
@click.option("--no-sources", is_flag=True, help="Do not read the inputs again; compare the output alone.")
@_json
def verify_command(out: Path, checkpoint: str | None, no_sources: bool, as_json: bool) -> int:
    """Compare the output folder OUT, and the inputs, with what was written and read.

    Exit codes: 0 all is whole; 1 something is changed, missing or extra, each one named; 2 wrong usage.
    """
    from saraban.app.batch.chain import Checkpoint
    from saraban.app.verify import Wanted, verify

    try:
        kept = Checkpoint.parse(checkpoint) if checkpoint is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--checkpoint") from error
    return verify(out, Wanted(checkpoint=kept, sources=not no_sources, as_json=as_json))


@cli.command("show")
@click.argument("file", type=_PATH)
@click.option("--out", type=_PATH, metavar="FILE", help="page.png (page-1.png, … of several) or page.html.")
@click.option(
    "--crops", type=_PATH, metavar="DIR", help="Cut stamps, signatures and handwriting out into DIR."
)
@click.option("--page", type=_COUNT, metavar="N", help="One page only [default: all].")
@_model
def show_command(
    file: Path, out: Path | None, crops: Path | None, page: int | None, model: Path | None
) -> int:
    """Draw what was understood of FILE over its pages: lines, stamps, marks, fields, what to check."""
    from saraban.app.show import PICTURE, WEB, Wanted, show

    if out is None and crops is None:
        raise click.UsageError("what is to be made? --out FILE.png, --out FILE.html or --crops DIR")
    if out is not None and out.suffix.lower() not in (*PICTURE, *WEB):
        raise click.BadParameter(f"{out}: a name that ends in .png or .html", param_hint="--out")
    for folder, option in ((out.parent if out else None, "--out"), (crops, "--crops")):
        if folder is not None:
            _make_folder(folder, option)
    return show(file, Wanted(out, crops, page, model))


@cli.command("date", context_settings=_ANY_TEXT)
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
def date_command(texts: tuple[str, ...]) -> int:
    """Give printed dates in ISO 8601 (EDTF).

    One JSON line for each TEXT; `-` reads lines from standard input.
    """
    from saraban.app.values import answer_all, date_answer

    return answer_all(texts, date_answer)


@cli.command("number", context_settings=_ANY_TEXT)
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
def number_command(texts: tuple[str, ...]) -> int:
    """Give printed document numbers in one form, with their parts.

    One JSON line for each TEXT; `-` reads lines from standard input.
    """
    from saraban.app.values import answer_all, number_answer

    return answer_all(texts, number_answer)


@cli.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of a record."""
    from saraban.app.schema import schema_text

    print(schema_text(), end="")
    return 0


@cli.command("doctor")
@_model
@_json
def doctor_command(model: Path | None, as_json: bool) -> int:
    """Show what is installed, what is missing, and how to get it."""
    from saraban.app.doctor import doctor

    return doctor(model, as_json=as_json)


@cli.command("evaluate")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_model
@_json
@click.option("--transcripts", is_flag=True, help="Read a corpus' transcripts instead of its scans.")
@click.option("--jobs", type=_COUNT, default=1, metavar="N", help="Processes at work [default: 1].")
def evaluate_command(directory: Path, model: Path | None, as_json: bool, transcripts: bool, jobs: int) -> int:
    """Score what is read against the truths beside the scans."""
    from saraban.app.evaluate import evaluate

    return evaluate(directory, model=model, as_json=as_json, transcripts=transcripts, jobs=jobs)


def _make_folder(folder: Path, option: str) -> None:
    """Make a folder that is to be written to; wrong usage where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{folder}: {error.strerror}", param_hint=option) from error
    if not os.access(folder, os.W_OK):
        raise click.BadParameter(f"{folder}: cannot be written to", param_hint=option)


if __name__ == "__main__":
    main()
