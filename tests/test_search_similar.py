"""Numbers that are another one but for what engines lose and misread: asked for by key, the same as compared one by one."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from saraban.app.index.conditions import condition
from saraban.app.index.phrases import SqliteTexts
from saraban.app.index.query import build, loose
from saraban.app.index.store import FILE, Store
from saraban.extract.likeness import same_number

numbers = st.text("กษวท/.0123456789๐๙ -()", min_size=1, max_size=12)


def _keys(number: str) -> set[object]:
    asked = condition(build({"similar": number}), SqliteTexts())
    assert asked is not None
    return {*asked[1]}


@given(numbers, st.integers(0, 11), st.sampled_from("0123456789๕วษ/. "))
def test_the_same_numbers_are_asked_for_as_are_taken_for_one(number: str, at: int, put: str) -> None:
    assume(loose(number))
    for other in (
        number[:at] + put + number[at + 1 :],
        number[:at] + put + number[at:],
        number[:at] + number[at + 1 :],
    ):
        key = loose(other)
        assert (key in _keys(number)) == same_number(key, loose(number))


@given(numbers)
def test_what_is_taken_for_one_as_it_is_written_has_the_same_key_or_one_that_is_asked_for(
    number: str,
) -> None:
    assume(loose(number))
    rnd = random.Random(number)
    other = "".join(
        rnd.choice(("", one, "2" if one == "ว" else one)) if one in "ว. " else one for one in number
    )
    if same_number(number, other):
        assert loose(other) in _keys(number)


def test_numbers_are_looked_up_and_not_gone_through(tmp_path: Path) -> None:
    asked = condition(build({"similar": "กษ ๐๑๐๗.๐๒/ว ๖๑๑๔"}), SqliteTexts())
    assert asked is not None
    with Store(tmp_path / FILE) as store:
        plan = store.database.ask(
            f"EXPLAIN QUERY PLAN SELECT id FROM index_document WHERE {asked[0]}", *asked[1]
        )
    assert "index_document_loose" in str(plan)
