"""PostgreSQL: pairs that many texts hold decide how a term is looked for, and never what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.search import queries
from bench.search_records import as_bytes, records
from saraban.app.index.build import entered
from saraban.app.index.bytepairs import PostgresTexts
from saraban.app.index.entries import packed_of
from saraban.app.index.query import build
from saraban.app.index.search import matching
from saraban.app.index.store import FILE, Store

COUNT = 130
EVERY = frozenset(range(-(1 << 15), 1 << 15))
TERMS = ("น", "ที่", "กษ น้ำ", "เรียน คลอง", "๒๕", "a", '"กรม ที่"')


@pytest.mark.slow
def test_however_a_term_is_looked_for_the_same_is_found(tmp_path: Path, postgres_url: str) -> None:
    made = [entered(name, "", as_bytes(record)) for name, record in records(COUNT)]
    for address in (postgres_url, tmp_path / FILE):
        with Store(address) as store:
            store.enter(made)
            store.settle()
    asked = [build({"text": one}) for one in (*TERMS, *(f'"{one}"' for one in queries(COUNT)[::3]))]
    with Store(tmp_path / FILE, read_only=True) as store:
        truth = [sorted(matching(store, one).tolist()) for one in asked]
    assert any(truth)
    with Store(postgres_url, read_only=True) as store:
        texts = store.texts
        assert isinstance(texts, PostgresTexts)
        assert 20 < len(texts.often) < 1000
        for often in (texts.often, frozenset[int](), EVERY, EVERY - texts.often):
            texts.often = often
            assert [sorted(matching(store, one).tolist()) for one in asked] == truth


@pytest.mark.slow
def test_how_far_into_a_text_the_first_of_the_words_stands(postgres_url: str) -> None:
    text = "เรียนท่านผู้ว่าฯ\n" * 300 + "น้ำเค็ม\n" + "เรียนท่านผู้ว่าฯ\n" * 100 + "คลอง ๙\f" + "เรียน\n" * 200
    shut = "".join(text.split())  # as the index form is, but for digits
    with Store(postgres_url) as store:
        store.texts.insert(store.database, [(7, packed_of(text)), (9, packed_of("เรียน"))])

        def places(*terms: str) -> dict[int, float]:
            return dict(store.texts.places(store.database, [7, 8, 9], terms))

        for term in ("น้ำเค็ม", "คลอง"):
            assert places(term) == {7: pytest.approx(shut.index(term) / len(shut), abs=0.005)}
        assert places("คลอง", "น้ำเค็ม", "ไม่มี") == places("น้ำเค็ม")
        assert places("เรียน") == {7: 0, 9: 0}
        assert places("ร") == {}  # of รี only a part
        assert places() == places("ไม่มี") == {}
