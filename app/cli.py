"""The command line: names, arguments and exit codes. Each command is one call, imported when it runs."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from saraban.app.batch import commands
from saraban.app.charts.commands import charts
from saraban.app.index.commands import index, search
from saraban.app.options import COUNT, PATH, json_option, make_folder, model_option
from saraban.app.review.commands import review
from saraban.app.web.commands import serve

INTERRUPTED = 130
_ANY_TEXT = {"ignore_unknown_options": True}


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


for command in (
    commands.read,
    commands.retry,
    commands.status,
    commands.verify,
    index,
    search,
    review,
    charts,
    serve,
):
    cli.add_command(command)


@cli.command("show")
@click.argument("file", type=PATH)
@click.option("--out", type=PATH, metavar="FILE", help="page.png (page-1.png, … of several) or page.html.")
@click.option(
    "--crops", type=PATH, metavar="DIR", help="Cut stamps, signatures and handwriting out into DIR."
)
@click.option("--page", type=COUNT, metavar="N", help="One page only [default: all].")
@model_option
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
            make_folder(folder, option)
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
@model_option
@json_option
def doctor_command(model: Path | None, as_json: bool) -> int:
    """Show what is installed, what is missing, and how to get it."""
    from saraban.app.doctor import doctor

    return doctor(model, as_json=as_json)


@cli.command("evaluate")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@model_option
@json_option
@click.option("--transcripts", is_flag=True, help="Read a corpus' transcripts instead of its scans.")
@click.option("--jobs", type=COUNT, default=1, metavar="N", help="Processes at work [default: 1].")
def evaluate_command(directory: Path, model: Path | None, as_json: bool, transcripts: bool, jobs: int) -> int:
    """Score what is read against the truths beside the scans."""
    from saraban.app.evaluate import evaluate

    return evaluate(directory, model=model, as_json=as_json, transcripts=transcripts, jobs=jobs)


if __name__ == "__main__":
    main()
