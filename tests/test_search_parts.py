"""PostgreSQL: texts laid one behind the other, with the places of their pairs, tell what the texts themselves do."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.search import queries
from bench.search_records import as_bytes, records
from saraban.app.index import parts
from saraban.app.index.build import entered
from saraban.app.index.bytepairs import PostgresTexts
from saraban.app.index.entries import Entry
from saraban.app.index.places import cover, laid, opened, pairs_of, places_in, read_back
from saraban.app.index.query import build
from saraban.app.index.search import matching, search
from saraban.app.index.soundness import fault
from saraban.app.index.store import FILE, Known, Store
from saraban.extract.errors import BadQuery

Made = tuple[Known, Sequence[Entry]]
COUNT = 130
FULL = 20_000  # some twenty of the letters
TERMS = ("น", "ที่", "กษ น้ำ", "เรียน คลอง", "๒๕", "a", '"กรม ที่"', "ฯ", "zebra", "ก ข ค")

texts = st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\0", b"\1")), max_size=8)


@given(texts)
def test_texts_are_read_back_from_the_places_of_their_pairs(some: list[bytes]) -> None:
    data, begins = laid(some)
    assert [data[begin : end - 1] for begin, end in pairwise(begins.tolist())] == some
    told = dict(places_in(data))
    for pair, places in told.items():
        expected = [at for at in range(len(data) - 1) if data[at] * 256 + data[at + 1] == pair]
        assert opened(places).tolist() == expected
    if len(data) > 1:
        assert read_back(told, len(data)) == data
        pair, places = next(iter(told.items()))
        others = {pair: places + places}, {pair ^ 1: places}, {pair: b"\0" + places}, {pair: places[2:]}
        for other in others:
            with pytest.raises((ValueError, IndexError)):
                read_back({**told, **other}, len(data))
        for size in (len(data) - 1, len(data) + 1):
            with pytest.raises((ValueError, IndexError)):
                read_back(told, size)


@pytest.mark.parametrize("far", [1, 65_534, 65_535, 65_536, 131_070, 200_001])
def test_places_however_far_apart(far: int) -> None:
    data = b"\1" * far + b"\2" + b"\1" * (3 * far) + b"\2\0"
    told = dict(places_in(data))
    assert opened(told[0x0102]).tolist() == [far - 1, 4 * far]
    assert read_back(told, len(data)) == data


@given(st.binary(min_size=2, max_size=9), st.randoms())
def test_pairs_of_a_term_hold_all_of_it_with_the_shortest_lists(term: bytes, rnd: random.Random) -> None:
    sizes = {pair: rnd.randrange(1, 9) for pair in pairs_of(term)}
    every = [*enumerate(pairs_of(term))]

    def are_all(some: Sequence[tuple[int, int]]) -> bool:
        return {byte for at, _ in some for byte in (at, at + 1)} == {*range(len(term))}

    def size(some: Sequence[tuple[int, int]]) -> int:
        return sum(sizes[pair] for _, pair in some)

    chosen = cover(term, sizes)
    assert are_all(chosen)
    assert {*chosen} <= {*every}
    assert [sizes[pair] for _, pair in chosen] == sorted(sizes[pair] for _, pair in chosen)
    covers = (some for n in range(len(term)) for some in combinations(every, n) if are_all(some))
    assert size(chosen) == min(map(size, covers))


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return [entered(name, "", as_bytes(record)) for name, record in records(COUNT)]


@pytest.fixture
def stores(tmp_path: Path, postgres_url: str) -> Iterator[tuple[Store, Store]]:
    """Empty: SQLite, and PostgreSQL with small parts."""
    with Store(tmp_path / FILE) as one, Store(postgres_url) as other:
        other.texts = PostgresTexts(full=FULL)
        yield one, other


def _answers(store: Store) -> list[list[str]]:
    asked = [*TERMS, *(f'"{one}"' for one in queries(COUNT)[::3])]
    ids = [matching(store, build({"text": one})).tolist() for one in asked]
    assert all(len({*some}) == len(some) for some in ids)
    ask = "SELECT index_document.id, name FROM index_document JOIN index_record ON index_record.id = record"
    names = dict[int, str](store.database.ask(ask))
    return [sorted(names[document] for document in some) for some in ids]


def _parts(store: Store) -> int:
    return len(parts.numbers(store.database))


@pytest.mark.slow
def test_the_same_is_found_whatever_was_entered_and_removed(
    stores: tuple[Store, Store], made: list[Made]
) -> None:
    rnd = random.Random(3)
    names = [known.name for known, _ in made]
    seen = set()
    for step in range(5):
        some = made if step in (0, 4) else rnd.sample(made, 30)
        gone = names[20:] if step == 3 else rnd.sample(names, 25)
        for store in stores:
            for begin in range(0, len(some), 17):
                store.enter(some[begin : begin + 17])
            if step:
                store.remove(gone)
            if step % 2:
                store.settle()
        one, other = map(_answers, stores)
        assert one == other
        assert sum(map(bool, one)) > 30
        assert [fault(store) for store in stores] == [None, None]
        seen.add(_parts(stores[1]))
    assert len(seen) > 2  # parts come, and go when they are worn


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM index_text WHERE document = (SELECT max(document) FROM index_text)",
        "DELETE FROM index_place WHERE part = 1 AND pair = (SELECT max(pair) FROM index_place WHERE part = 1)",
        "UPDATE index_place SET places = substring(places FROM 3) WHERE part = 1 AND pair = (SELECT min(pair) FROM index_place WHERE part = 1)",
        "UPDATE index_place SET pair = 65535 WHERE part = 1 AND pair = (SELECT min(pair) FROM index_place WHERE part = 1)",
        "INSERT INTO index_gone VALUES (1, 2)",
        "DELETE FROM index_part WHERE part = 2",
        "UPDATE index_part SET documents = decode('ffffff00', 'hex') || substring(documents FROM 5) WHERE part = 1",
        "UPDATE index_part SET begins = substring(begins FROM 5) WHERE part = 1",
    ],
)
def test_what_is_not_as_it_was_entered_is_told(
    stores: tuple[Store, Store], made: list[Made], damage: str
) -> None:
    store = stores[1]
    store.enter(made)
    assert _parts(store) > 2
    assert fault(store) is None
    store.database.ask(damage)
    assert fault(store) is not None


@pytest.mark.slow
def test_many_lists_take_no_longer_than_a_search_may(stores: tuple[Store, Store], made: list[Made]) -> None:
    store = stores[1]
    store.enter(made)
    query = build({"text": '"จึงเรียนมาเพื่อโปรดพิจารณา"'})
    assert search(store, query).total == COUNT
    store.texts = PostgresTexts(seconds=0)
    with pytest.raises(BadQuery, match="longer"):
        search(store, query)
