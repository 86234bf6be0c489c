"""Facets: documents are counted and not values, and what is shown does not hang on the order in which records came."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from saraban.app.index.build import refresh_one
from saraban.app.index.columns import Columns
from saraban.app.index.query import build
from saraban.app.index.search import SHOWN, Facet, search
from saraban.app.index.store import Store
from saraban.app.output import RECORDS
from saraban.extract.errors import IndexFailed
from tests.holdings import document, entry, put, record


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out" / RECORDS).mkdir(parents=True)
    return tmp_path / "out"


def facet(store: Store, name: str) -> Facet:
    return next(one for one in search(store, build({})).facets if one.name == name)


def test_a_reason_counts_once_for_a_document(out: Path, store: Store) -> None:
    doubted = {name: entry("2016-09", at=(1, 1), reasons=["handwritten"]) for name in ("date", "subject")}
    name = put(out, record("a.txt", [document(1, "order", (1, 1), doubted)], pages=1)).name
    refresh_one(out, store, name)
    assert facet(store, "reason").counts == (("handwritten", 1),)


def test_of_many_agencies_those_as_frequent_are_shown_by_their_names(out: Path, store: Store) -> None:
    agencies = [f"กองที่ {number}" for number in range(130) for _ in range(1 + (number % 13 == 0))]
    random.Random(7).shuffle(agencies)
    for number, agency in enumerate(agencies):
        fields = {"agency": entry(agency, at=(1, 1))}
        made = put(out, record(f"{number}.txt", [document(1, "order", (1, 1), fields)], pages=1))
        refresh_one(out, store, made.name)
    counts = sorted(Counter(agencies).items(), key=lambda one: (-one[1], one[0]))
    assert facet(store, "agency") == Facet("agency", tuple(counts[:SHOWN]), 130)


def test_columns_that_cannot_be_what_was_entered_are_told(out: Path, store: Store) -> None:
    name = put(out, record("a.txt", [document(1, "order", (1, 1), {})], pages=1)).name
    refresh_one(out, store, name)
    columns = Columns(store.database)
    with pytest.raises(IndexFailed, match="rebuild"):
        columns.words([77])
    for damaged in (b"\xff" * 2048, b"\0" * 40):
        store.database.ask("UPDATE index_block SET kind = ?", damaged)
        with pytest.raises(IndexFailed, match="rebuild"):
            search(store, build({}))
