"""Options and arguments that several commands of the command line share."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click


class Name(click.Path):
    """A path; never an empty one, which would be the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that was typed."""
        if value == "":
            self.fail("an empty name", param, ctx)
        return super().convert(value, param, ctx)


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
PATH = Name(readable=False, path_type=Path)
COUNT = click.IntRange(min=1)
model_option = click.option(
    "--model", type=FILE, metavar="FILE", help="Another Tesseract model (.traineddata)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")


def _postgres(_context: click.Context, _parameter: click.Parameter, url: str | None) -> str | None:
    """The address of a ledger as it was typed; wrong usage where it is none: it would be taken for the name of a file."""
    if url is not None and not re.match(r"postgres(ql)?://", url):
        raise click.BadParameter(f"{url}: postgresql://user@host/database is wanted")
    return url


ledger_option = click.option(
    "--ledger",
    metavar="URL",
    callback=_postgres,
    help="postgresql://… instead of files in the output folder.",
)


def make_folder(folder: Path, option: str) -> None:
    """Make a folder that is to be written to; wrong usage where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{folder}: {error.strerror}", param_hint=option) from error
    if not os.access(folder, os.W_OK):
        raise click.BadParameter(f"{folder}: cannot be written to", param_hint=option)
