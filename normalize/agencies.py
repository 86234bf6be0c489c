"""Letter codes (อักษรย่อ) at the head of a document number: whose letter it is.

Source: สารบรรณ annex 1 (ministries, provinces); independent bodies choose their own, so the table is open
and a code that is not in it is a reason to look, not an error.

Some codes read like a month without its dots: กค is กระทรวงการคลัง and กรกฎาคม, พย is พะเยา and พฤศจิกายน
(`MONTH_CLASHES`). Position decides: after ที่ a code, after a day's number a month.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from saraban.normalize.provinces import province_of

MONTH_CLASHES = frozenset({"กค", "กพ", "มค", "พย", "สค"})
"""Codes that are also a month's abbreviation without dots (ก.ค., ก.พ., ม.ค., พ.ย., ส.ค.)."""

_COMMITTEE = regex.compile(r"[ ]*\(.*\)$")


@dataclass(frozen=True, slots=True)
class Agency:
    """A ministry or body and its code. `kind`: ministry, body, historical; years are BE, None when unknown."""

    code: str
    name: str
    name_en: str
    kind: str
    roman: str
    since: int | None
    until: int | None
    note: str


@cache
def agencies() -> dict[str, Agency]:
    """All ministries and bodies by letter code; provinces are in `provinces`."""
    with Path(__file__).with_name("agencies.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["code"]: _agency(row) for row in rows}


def is_known_prefix(prefix: str) -> bool:
    """Whether the letter code is in the tables: กษ, กค., กค (กวจ), ขก."""
    return agency_of(prefix) is not None


def agency_of(prefix: str) -> str | None:
    """Whose letter code it is (กษ → กระทรวงเกษตรและสหกรณ์, ขก → จังหวัดขอนแก่น), or None.

    A code that was given on (สร) is read as its present owner's.
    """
    code = _COMMITTEE.sub("", prefix).rstrip(".")
    agency, province = agencies().get(code), province_of(code)
    if province is not None and (agency is None or agency.kind == "historical"):
        return province if code == "กท" else f"จังหวัด{province}"
    return agency.name if agency else None


def _agency(row: dict[str, str]) -> Agency:
    years = {key: int(row[key]) if row[key] else None for key in ("since", "until")}
    return Agency(**{**row, **years})  # type: ignore[arg-type]
