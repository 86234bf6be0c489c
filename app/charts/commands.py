"""The command `charts`."""

from __future__ import annotations

from pathlib import Path

import click

from saraban.app.options import PATH, ledger_option, make_folder


@click.command("charts")
@click.argument("out", type=PATH, metavar="OUT")
@click.option("--out", "file", type=PATH, required=True, metavar="FILE", help="charts.html.")
@click.option("--lang", type=click.Choice(("th", "en")), default="th", help="Thai or English [default: th].")
@ledger_option
def charts(out: Path, file: Path, lang: str, ledger: str | None) -> int:
    """Draw charts of the output folder OUT into one page: no scripts, nothing fetched."""
    from saraban.app.charts.command import export_charts

    make_folder(file.parent, "--out")
    return export_charts(out, file, language=lang, ledger=ledger)  # type: ignore[arg-type]
