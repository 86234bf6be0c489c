"""What a reader keeps of the columns between searches: others' changes are in its next answer, and else it reads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saraban.app.batch.database import Row
from saraban.app.index.build import refresh_one
from saraban.app.index.query import build
from saraban.app.index.search import Found, search
from saraban.app.index.store import Store
from saraban.app.output import RECORDS
from tests.holdings import document, entry, put, record


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out" / RECORDS).mkdir(parents=True)
    return tmp_path / "out"


@pytest.fixture
def reader(store: Store) -> Iterator[Store]:
    with Store(store.address, read_only=True) as opened:
        yield opened


def put_in(out: Path, store: Store, name: str, agency: str, date: str = "2016-09-01") -> str:
    """Write a record of one order, and take it into the index; the name of its file."""
    fields = {"agency": entry(agency, at=(1, 1)), "date": entry(date, at=(1, 1))}
    made = put(out, record(name, [document(1, "order", (1, 1), fields)], pages=1)).name
    refresh_one(out, store, made)
    return made


def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that a database is asked from now on."""
    heard, ask = list[str](), store.database.ask

    def told(statement: str, *values: object) -> list[Row]:
        heard.append(statement)
        return ask(statement, *values)

    monkeypatch.setattr(store.database, "ask", told)
    return heard


def same(reader: Store) -> Found:
    """What a reader answers, which is what one answers that has kept nothing."""
    found = search(reader, build({}))
    with Store(reader.address, read_only=True) as fresh:
        assert found == search(fresh, build({}))
    return found


def facet(found: Found, name: str) -> dict[str, int]:
    return next(dict(one.counts) for one in found.facets if one.name == name)


def test_a_change_by_another_is_in_the_next_answer(out: Path, store: Store, reader: Store) -> None:
    assert same(reader).total == 0
    first = put_in(out, store, "a.txt", "กองคลัง")
    assert facet(same(reader), "agency") == {"กองคลัง": 1}
    put_in(out, store, "b.txt", "กองช่าง", "2019-01-05")
    assert facet(same(reader), "year") == {"2016": 1, "2019": 1}
    put_in(out, store, "a.txt", "สำนักปลัด", "2020-02-02")
    found = same(reader)
    assert facet(found, "agency") == {"กองช่าง": 1, "สำนักปลัด": 1}
    assert found.hits[0].agency == "สำนักปลัด"
    store.remove([first])
    assert facet(same(reader), "agency") == {"กองช่าง": 1}


def test_an_index_made_anew_has_its_own_codes(out: Path, store: Store, reader: Store) -> None:
    for agency in ("กองคลัง", "กองช่าง"):
        put_in(out, store, "a.txt", agency)
        assert facet(same(reader), "agency") == {agency: 1}
        store.clear()
        assert same(reader).total == 0


def test_what_nobody_changed_is_read_once(
    out: Path, store: Store, reader: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(out, store, "a.txt", "กองคลัง")
    before, heard = search(reader, build({})), asked(reader, monkeypatch)
    assert search(reader, build({})) == before
    assert not any("index_block" in one or "index_word" in one for one in heard)
    assert any("index_meta" in one for one in heard)


def test_without_a_stamp_nothing_is_kept(out: Path, store: Store, reader: Store) -> None:
    put_in(out, store, "a.txt", "กองคลัง")
    store.database.ask("DELETE FROM index_meta WHERE key = 'columns'")
    before = same(reader)
    store.database.ask("UPDATE index_word SET word = 'order2' WHERE word = 'order'")
    assert facet(same(reader), "kind") == {"order2": 1} != facet(before, "kind")
