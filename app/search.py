"""`saraban index` and `saraban search`: the index kept, and documents found with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

from saraban.app.index.listing import csv_lines, decisions
from saraban.app.index.query import Query, build
from saraban.app.index.search import Found, search
from saraban.app.index.store import Store
from saraban.app.index.upkeep import address_of, bring, ready
from saraban.app.output import RECORDS
from saraban.app.refused import refused
from saraban.extract.errors import NoOutput, SarabanError
from saraban.extract.source import printable

Form = Literal["table", "json", "csv"]
_SCHEMA = "saraban/search/1"
_FACET_VALUES = 5
_BOLD, _PLAIN = ("\x1b[1m", "\x1b[0m", "\x1b[7m", "\x1b[27m"), ("", "", "[", "]")
_ALL = 1 << 30


def index_folder(out: Path, ledger: str | None, *, rebuild: bool) -> int:
    """Bring the index of an output folder up to date, looking for damage; say what was done; the exit code."""
    try:
        _must_be_output(out)
        brought = bring(out, address_of(out, ledger), _tell, rebuild=rebuild, check=True)
        with ready(out, ledger, _tell) as store:
            records, documents = store.counts()
    except SarabanError as error:
        return refused(error)
    for name in brought.unread:
        _tell(f"{name}: no record; saraban verify says what is wrong")
    changed = f"{brought.entered:,} entered, {brought.gone:,} gone"
    print(f"{records:,} records, {documents:,} documents in the index; {changed}")
    return 1 if brought.unread else 0


def print_found(out: Path, ledger: str | None, asked: Mapping[str, str], form: Form) -> int:
    """Print the documents that are asked for by words (`query.NAMES`); the exit code."""
    try:
        query = build(asked)
        _must_be_output(out)
        with ready(out, ledger, _tell) as store:
            _print(store, query, form)
    except SarabanError as error:
        return refused(error)
    return 0


def _print(store: Store, query: Query, form: Form) -> None:
    if form == "csv":
        found = search(store, replace(query, page=1, size=_ALL))
        sys.stdout.writelines(csv_lines(found.hits))
        return
    found = search(store, query)
    if form == "json":
        print(json.dumps(as_json(found, query), ensure_ascii=True))
    else:
        _print_table(found, query)


def as_json(found: Found, query: Query) -> dict[str, Any]:
    """The answer as JSON: `total`, `page`, `hits`, and `facets` by name as [value, count]."""
    return {
        "schema": _SCHEMA,
        "total": found.total,
        "page": query.page,
        "hits": [asdict(hit) for hit in found.hits],
        "facets": {facet.name: facet.counts for facet in found.facets},
    }


def _print_table(found: Found, query: Query) -> None:
    """A line with what a document is, and under it where it lies, what is doubted, and the words that were found."""
    mark = _BOLD if sys.stdout.isatty() else _PLAIN
    for hit in found.hits:
        number, subject = (printable(cell or "-") for cell in (hit.number, hit.subject))
        print(f"{hit.date or '-':23} {hit.kind:14} {mark[0]}{number}  {subject}{mark[1]}")
        print(f"    {printable(hit.source)}, page {hit.found_on}   {printable(hit.id)}")
        if hit.actions:
            print(printable(f"    decided: {', '.join(decisions(hit))}"))
        if hit.flags:
            print(f"    to be checked: {', '.join(dict.fromkeys(flag.reason for flag in hit.flags))}")
        pieces = (f"{mark[2]}{one.text}{mark[3]}" if one.is_hit else one.text for one in hit.snippet)
        print(f"    {''.join(pieces)}\n")
    for facet in found.facets:
        if facet.counts:
            some = ", ".join(f"{value} {n:,}" for value, n in facet.counts[:_FACET_VALUES])
            more = facet.values - _FACET_VALUES
            print(printable(f"{facet.name:7} {some}{f', and {more} more' if more > 0 else ''}"))
    pages = max(1, -(-found.total // query.size))
    print(f"{found.total:,} documents; page {query.page} of {pages:,}")


def _must_be_output(out: Path) -> None:
    if not (out / RECORDS).is_dir():
        raise NoOutput(
            f"{printable(out)} is no output folder: it holds no {RECORDS}; name the one given to --out"
        )


def _tell(line: str) -> None:
    print(f"saraban: {printable(line)}", file=sys.stderr)
