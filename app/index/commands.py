"""The commands that find again what was read: index and search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from saraban.app.options import PATH, json_option, ledger_option

_OPTIONS = (
    click.option("--number", metavar="PATTERN", help='Its number; * is any run of characters: "กษ 0201*".'),
    click.option("--similar", metavar="NUMBER", help="Numbers that are this one but for a misread digit."),
    click.option("--from", "from", metavar="DATE", help="Not before: 1/9/2559, ๑ ก.ย. ๒๕๕๙, 2016-09-01."),
    click.option("--to", metavar="DATE", help="Not after."),
    click.option(
        "--dated", metavar="WHOSE", help="Days of what: issued, received, decided, mentioned [default: any]."
    ),
    click.option("--kind", metavar="KIND", help="letter, memo, order, … (docs/record.md)."),
    click.option(
        "--agency", metavar="NAME", help="Part of the agency's name; or its letters and code: กษ 0201."
    ),
    click.option("--to-office", metavar="NAME", help="Part of the addressee (เรียน, เสนอ, ถึง)."),
    click.option(
        "--receipt", metavar="WHICH", help="Number in a receipt stamp, or part of the office there."
    ),
    click.option("--action", metavar="ACTION", help="What somebody decided: approve, acknowledge, assign, …"),
    click.option(
        "--flagged",
        is_flag=False,
        flag_value="any",
        metavar="[REASON]",
        help="Waits for a person [for REASON].",
    ),
    click.option("--page", metavar="N", help="Page of the answers [default: 1]."),
)


def _asking(command: Callable[..., int]) -> Callable[..., int]:
    """The options that narrow a search."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("index")
@click.argument("out", type=PATH, metavar="OUT")
@click.option("--rebuild", is_flag=True, help="Make all of it anew.")
@ledger_option
def index(out: Path, rebuild: bool, ledger: str | None) -> int:
    """Bring the index of the output folder OUT up to date with its records, and see whether it is sound.

    `saraban read --out` does so at its end. The index holds nothing that the records do not tell, and may be deleted.
    """
    from saraban.app.search import index_folder

    return index_folder(out, ledger, rebuild=rebuild)


@click.command("search")
@click.argument("out", type=PATH, metavar="OUT")
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@_asking
@ledger_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="CSV of all documents found, for spreadsheets.")
def search(
    out: Path, text: tuple[str, ...], ledger: str | None, as_json: bool, as_csv: bool, **asked: str | None
) -> int:
    """Find documents in the output folder OUT that have every TEXT and all that the options ask for.

    TEXT is found wherever its letters stand, also within a longer word, in either kind of digits; "…" holds several
    words together. Exit codes: 0 also where nothing was found; 2 a search that cannot be understood.
    """
    from saraban.app.search import Form, print_found

    words = {name: value for name, value in asked.items() if value is not None}
    form: Form = "json" if as_json else "csv" if as_csv else "table"
    return print_found(out, ledger, {"text": " ".join(text), **words}, form)
