"""The command `review`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from saraban.app.options import PATH, json_option

_ORDERS = click.Choice(("oldest", "doubtful", "kind"))


@click.command("review")
@click.argument("out", type=PATH, metavar="OUT")
@click.argument("document", required=False, metavar="[RECORD/dN")
@click.argument("field", required=False, metavar="FIELD]")
@click.option("--by", type=_ORDERS, default="oldest", help="The order of the queue [default: oldest].")
@click.option("--kind", metavar="KIND", help="Of documents of one kind only.")
@click.option("--reason", metavar="CODE", help="Flagged for one reason only.")
@click.option("--correct", metavar="VALUE", help="The right value, as printed or in the record's form.")
@click.option("--exactly", is_flag=True, help="Keep VALUE as typed where it is no number that saraban knows.")
@click.option("--confirm", "what", flag_value="confirmed", help="The value is right.")
@click.option(
    "--unreadable", "what", flag_value="unreadable", help="Something is there that nobody can read."
)
@click.option("--absent", "what", flag_value="absent", help="There is no such thing on the page.")
@click.option("--withdraw", "what", flag_value="withdrawn", help="Take back what was said of it.")
@click.option("--who", metavar="NAME", help="Who says so.")
@click.option("--why", metavar="TEXT", help="Why.")
@click.option(
    "--after", type=click.IntRange(min=0), default=0, metavar="N", help="The last event of it seen."
)
@json_option
def review(out: Path, document: str | None, field: str | None, **asked: Any) -> int:
    """List the values of OUT that wait for a person, or say what one is.

    With RECORD/dN and FIELD (date, receipts.0.number): --correct VALUE, --confirm, --unreadable, --absent or
    --withdraw, and --who. What the machine read stays beside it.
    """
    from saraban.app.review.command import print_queue, say
    from saraban.app.review.corrections import Said
    from saraban.app.review.queue import Wanted

    typed, what = asked["correct"], asked["what"]
    if document is None:
        if typed is not None or what is not None:
            raise click.UsageError("of which value? RECORD/dN FIELD, as `saraban review OUT` lists them")
        wanted = Wanted(by=asked["by"], kind=asked["kind"], reason=asked["reason"])
        return print_queue(out, wanted, as_json=asked["as_json"])
    if field is None:
        raise click.UsageError("of which field? RECORD/dN FIELD, as `saraban review OUT` lists them")
    if (typed is None) == (what is None):
        raise click.UsageError(
            "say one thing: --correct VALUE, --confirm, --unreadable, --absent or --withdraw"
        )
    if asked["who"] is None:
        raise click.UsageError("who says so? --who NAME")
    said = Said(
        what or "corrected",
        asked["who"],
        typed=typed,
        why=asked["why"],
        exactly=asked["exactly"],
    )
    return say(out, document, field, said, after=asked["after"])
