"""The 77 provinces (จังหวัด, with กรุงเทพมหานคร) and the letter codes that their offices number letters with.

A provincial office writes code + 00xx (ขก 0017/12), a local authority code + five digits: 51xxx อบจ.,
52xxx–55xxx เทศบาล, 7xxxx–9xxxx อบต. (ขก 52001/123); a convention, so nothing is refused by it.
Source: สารบรรณ annex 1 for the codes, ISO 3166-2:TH; `roman` are the codes of electronic file names.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Province:
    """One province. `since` is the BE year it was made, None when older than 2515; `note` says from what."""

    code: str
    name: str
    name_en: str
    iso: str
    roman: str
    roman_other: str
    since: int | None
    note: str


@cache
def provinces() -> dict[str, Province]:
    """All provinces by letter code."""
    with Path(__file__).with_name("provinces.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["code"]: _province(row) for row in rows}


def province_names() -> frozenset[str]:
    """The names of all provinces."""
    return frozenset(province.name for province in provinces().values())


def province_of(code: str) -> str | None:
    """The province's name (ขก → ขอนแก่น), or None; the code may end in a dot."""
    province = provinces().get(code.rstrip("."))
    return province.name if province else None


def _province(row: dict[str, str]) -> Province:
    since = int(row["since"]) if row["since"] else None
    return Province(**{**row, "since": since})  # type: ignore[arg-type]
