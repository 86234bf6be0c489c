"""Charts against a count over all records, document by document, before and after something was written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saraban.app.charts.charts import make_charts
from saraban.app.charts.figures import Figures, gather
from saraban.app.index.build import refresh
from saraban.app.index.store import Store
from saraban.app.output import RECORDS
from saraban.app.review.book import Book
from tests.indexed import generated

MONTHS = {
    "2016-09-05": "2016-09", "2016-09": "2016-09", "2016-09-05/2016-09-20": "2016-09", "2016-10~": "2016-10",
    "2016-09-30/2016-10-02": None, "2016": None, "2015~": None, "2016-11?": None, "2014/2015": None,
}  # fmt: skip
"""The month that each date surely lies in."""
AGENCIES = ("กรมป่าไม้", "กรม\u200bป่าไม้", "กองคลัง", None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return generated(tmp_path / "out")


def documents(out: Path) -> Iterator[dict[str, Any]]:
    for file in (out / RECORDS).iterdir():
        yield from json.loads(file.read_bytes())["documents"]


def changed(out: Path) -> None:
    """Other dates, agencies and reasons in most of the records; one record is gone."""
    first, *files = sorted((out / RECORDS).iterdir())
    first.unlink()
    for number, (file, date) in enumerate(zip(files, [*MONTHS, None] * 3, strict=False)):
        record = json.loads(file.read_bytes())
        fields = record["documents"][0]["fields"]
        fields["date"]["value"], fields["agency"]["value"] = date, AGENCIES[number % len(AGENCIES)]
        for name in ("date", "agency", "subject")[: number % 4]:
            fields[name]["review"] = {"reasons": ["low_confidence", "handwritten"][: number % 3]}
        file.write_text(json.dumps(record), encoding="utf-8")


def held(document: dict[str, Any], name: str) -> str | None:
    value: str | None = document["fields"].get(name, {"value": None})["value"]
    return value


def month_of(document: dict[str, Any]) -> str | None:
    date = held(document, "date")
    return None if date is None else MONTHS.get(date, date[:7])


def waiting(document: dict[str, Any]) -> Iterator[str]:
    for field in document["fields"].values():
        for one in field if isinstance(field, list) else [field]:
            yield from (one["review"] or {}).get("reasons", ())


def drawn(figures: Figures) -> dict[str, dict[str, int]]:
    return {
        chart.id: {row.name: row.total for row in chart.rows if row.total}
        for chart in make_charts(figures, "en")
    }


@pytest.mark.parametrize("later", [False, True])
def test_what_is_drawn_is_what_a_count_of_all_records_gives(out: Path, store: Store, later: bool) -> None:
    refresh(out, store)
    if later:
        changed(out)
        refresh(out, store)
    figures = gather(out, store, Book(out))
    every = list(documents(out))
    months = Counter(month for one in every if (month := month_of(one)))
    agencies = Counter((held(one, "agency") or "").replace("\u200b", "") for one in every)
    names = Counter({name or "not known": n for name, n in agencies.items()})
    reasons = Counter(reason for one in every for reason in waiting(one))
    assert figures.documents == len(every)
    assert figures.flagged == sum(1 for one in every if any(waiting(one)))
    assert figures.reasons == reasons
    assert figures.kinds == Counter(one["kind"] for one in every)
    assert figures.issued.by_month() == {12 * int(m[:4]) + int(m[5:]) - 1: n for m, n in months.items()}
    assert figures.issued.by_agency() == agencies
    shown = drawn(figures)
    assert shown["years"] == Counter(month[:4] for month in months.elements())
    assert sum(shown["agencies"].values()) == len(every)
    assert {name: shown["agencies"].get(name) for name, n in names.items() if n > 1} == {
        name: n for name, n in names.items() if n > 1
    }
