"""A correction finds its field in another reading of the same file, or nothing: never another field."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from saraban.app.review.anchor import FieldPath, make_anchor
from saraban.app.review.book import Book, Reading
from saraban.app.review.corrections import Effective, value_of
from saraban.app.review.finding import find
from tests.holdings import SIZE, Json, document, entry, letter, put, record, say

TRIALS = 400
SEED = 20261121


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def reading(out: Path) -> Reading:
    return put(out, letter())


def again(out: Path, made: Json) -> Effective:
    return Book(out).effective(put(out, made))


def stamps(made: Json) -> list[Json]:
    found: list[Json] = made["documents"][0]["fields"]["receipts"]
    return found


def test_a_correction_survives_the_same_reading_with_another_engine(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "corrected", typed="2016-09-20")
    made = letter()
    made["engine"]["saraban"] = "9"
    now = again(out, made)
    date = now.record["documents"][0]["fields"]["date"]
    assert (value_of(date), date["corrected"]["by"][0]["agrees"], now.orphaned) == ("2016-09-20", False, ())


def test_the_machine_agrees_at_last(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "corrected", typed="2016-09-20")
    made = letter()
    made["documents"][0]["fields"]["date"] = entry("2016-09-20", at=(1, 5), box=[900, 700, 1500, 750])
    date = again(out, made).record["documents"][0]["fields"]["date"]
    assert (value_of(date), date["corrected"]["what"], date["corrected"]["by"][0]["agrees"]) == (
        "2016-09-20", "corrected", True,
    )  # fmt: skip


def test_a_confirmation_stands_against_a_new_reading(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "confirmed")
    made = letter()
    made["documents"][0]["fields"]["date"]["value"] = "2016-09-10"
    date = again(out, made).record["documents"][0]["fields"]["date"]
    assert (value_of(date), date["value"], date["corrected"]["open"]) == ("2016-09-19", "2016-09-10", False)


def test_a_single_field_that_is_no_longer_found_keeps_what_was_said(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "corrected", typed="2016-09-20")
    made = letter()
    del made["documents"][0]["fields"]["date"]
    date = again(out, made).record["documents"][0]["fields"]["date"]
    assert (date["value"], value_of(date)) == (None, "2016-09-20")


def test_an_entry_is_known_by_its_place_and_not_by_its_number(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.number", "corrected", typed="92")
    made = letter()
    new = entry(
        {"office": "ใหม่", "number": "1", "date": None, "time": None}, at=(1, 1), box=[600, 100, 1100, 400]
    )
    stamps(made)[1]["at"]["box"] = [1210, 95, 1712, 408]
    stamps(made)[1]["raw"] = "รับที่ 91"
    made["documents"][0]["fields"]["receipts"] = [new, *reversed(stamps(made))]
    now = again(out, made)
    assert [value_of(one)["number"] for one in stamps(now.record)] == ["1", "92", "3763"]


def test_an_entry_goes_with_its_stamp_into_another_document(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.number", "corrected", typed="92")
    made = letter()
    first = made["documents"][0]
    slip = document(
        1, "routing_slip", (1, 1), {"receipts": [first["fields"]["receipts"].pop()]}, lines=(1, 3)
    )
    memo = {**first, "id": "d2", "lines": [4, 20]}
    made["documents"] = [slip, memo, {**made["documents"][1], "id": "d3"}]
    now = again(out, made)
    assert value_of(stamps(now.record)[0])["number"] == "92"


def test_the_picture_may_have_another_size(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.number", "corrected", typed="92")
    made = letter()
    for page in made["pages"]:
        page["width"], page["height"] = SIZE[0] // 2, SIZE[1] // 2
    for one in stamps(made):
        one["at"]["box"] = [side // 2 for side in one["at"]["box"]]
    stamps(made)[1]["raw"] = "รับที่ 91"
    assert value_of(stamps(again(out, made).record)[1])["number"] == "92"


def test_two_stamps_that_became_one_are_nobodys(out: Path, reading: Reading) -> None:
    wide = letter()
    stamps(wide)[0]["at"]["box"], stamps(wide)[1]["at"]["box"] = (
        [1000, 100, 1300, 400],
        [1200, 100, 1500, 400],
    )
    before = put(out, wide)
    say(out, before, "receipts.0.number", "corrected", typed="3764")
    say(out, before, "receipts.1.number", "corrected", typed="92")
    merged = letter()
    merged["documents"][0]["fields"]["receipts"] = [
        entry(
            {"office": None, "number": "9", "date": None, "time": None}, at=(1, 1), box=[1050, 100, 1450, 400]
        )
    ]
    now = again(out, merged)
    assert [one.n for one in now.orphaned] == [1, 2]
    assert value_of(stamps(now.record)[0])["number"] == "9"


def test_a_stamp_that_is_gone_is_orphaned_and_not_lost(out: Path, reading: Reading) -> None:
    say(out, reading, "receipts.1.number", "corrected", typed="92")
    made = letter()
    stamps(made).pop()
    assert [one.value for one in again(out, made).orphaned] == ["92"]
    assert [one.value for one in Book(out).all()] == ["92"]
    back = again(out, letter())
    assert (value_of(stamps(back.record)[1])["number"], back.orphaned) == ("92", ())


def _split(
    pages: list[tuple[int, int]], kinds: list[str], lines: list[tuple[int, int]] | None = None
) -> Json:
    """A file of three pages whose first document has a date on its last page, as orders do."""
    documents = []
    for number, (span, kind) in enumerate(zip(pages, kinds, strict=True)):
        more: dict[str, Any] = {"lines": lines[number]} if lines else {}
        date = {"date": entry("2016-09-19", at=(span[1], 9))}
        documents.append(document(number + 1, kind, span, date, **more))
    return record("split.txt", documents, pages=3)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (_split([(1, 3)], ["order"]), "d1"),
        (_split([(1, 3)], ["letter"]), "d1"),
        (
            _split([(1, 1), (2, 3)], ["order", "other"]),
            None,
        ),  # the page of the date is another document's now
        (_split([(1, 2), (3, 3)], ["letter", "other"]), None),
        (_split([(1, 1), (1, 3)], ["slip", "order"], [(1, 5), (6, 20)]), None),  # which of the two?
        (_split([(2, 3)], ["order"]), None),
    ],
)
def test_a_field_follows_its_document_only_when_that_is_certain(made: Json, found: str | None) -> None:
    was = _split([(1, 3)], ["order"])
    anchor = make_anchor(was, was["documents"][0], FieldPath("date"))
    slot = find(made, anchor)
    assert (slot[0] if slot else None) == found


def test_a_value_that_was_nowhere_goes_with_the_whole_document_alone(out: Path) -> None:
    def missing(pages: list[tuple[int, int]]) -> Json:
        made = _split(pages, ["letter"] * len(pages))
        for one in made["documents"]:
            one["fields"]["date"] = entry(None, reasons=["not_found"])
        return made

    reading = put(out, missing([(1, 3)]))
    say(out, reading, "date", "corrected", typed="2020-01-01")
    assert [one.n for one in again(out, missing([(1, 1), (2, 3)])).orphaned] == [1]
    assert again(out, missing([(1, 3)])).orphaned == ()


def test_the_second_document_of_a_page_is_not_the_whole_page(out: Path) -> None:
    was = _split([(1, 1), (1, 1)], ["slip", "memo"], [(1, 9), (10, 20)])
    reading = put(out, was)
    say(out, reading, "date", "corrected", typed="2020-01-01", document="d2")
    now = again(out, _split([(1, 1)], ["memo"], [(1, 20)]))
    assert [one.n for one in now.orphaned] == [1]
    assert value_of(now.record["documents"][0]["fields"]["date"]) == "2016-09-19"


def test_a_kind_belongs_to_the_pages_that_it_was_said_of(out: Path) -> None:
    reading = put(out, _split([(1, 3)], ["other"]))
    say(out, reading, "kind", "corrected", typed="order")
    assert again(out, _split([(1, 2), (3, 3)], ["other", "other"])).orphaned != ()
    assert value_of(again(out, _split([(1, 3)], ["letter"])).record["documents"][0]) == "order"


def test_equal_dates_on_one_line_are_told_apart_by_their_order(out: Path) -> None:
    def dates(*raws: str) -> Json:
        found = [entry("2016-09-19", raw=raw, at=(1, 7)) for raw in raws]
        return record("dates.txt", [document(1, "memo", (1, 1), {"dates_mentioned": found})])

    reading = put(out, dates("19 ก.ย. 59", "19 ก.ย. 59", "1 ก.ย. 59"))
    say(out, reading, "dates_mentioned.1", "corrected", typed="2016-09-20")
    say(out, reading, "dates_mentioned.2", "corrected", typed="2016-09-01")
    same = dates("9 ก.ย. 59", "19 ก.ย. 59", "19 ก.ย. 59", "21 ก.ย. 59")
    now = again(out, same)
    values = [value_of(one) for one in now.record["documents"][0]["fields"]["dates_mentioned"]]
    assert values == ["2016-09-19", "2016-09-19", "2016-09-20", "2016-09-19"]
    assert [one.value for one in now.orphaned] == ["2016-09-01"], "1 ก.ย. is no piece of 21 ก.ย."
    one_less = again(out, dates("19 ก.ย. 59", "1 ก.ย. 59"))
    assert [one.value for one in one_less.orphaned] == ["2016-09-20"]


def _page(rng: random.Random) -> list[tuple[int, list[int]]]:
    """Stamps on a page that do not lie upon each other: a number that is the truth, and a box."""
    cells = rng.sample([(x, y) for x in range(5) for y in range(6)], rng.randint(1, 8))
    made = []
    for truth, (x, y) in enumerate(cells):
        left, top = 100 + x * 460 + rng.randint(0, 60), 100 + y * 560 + rng.randint(0, 60)
        made.append((truth, [left, top, left + rng.randint(200, 380), top + rng.randint(150, 460)]))
    return made


def _read(rng: random.Random, page: list[tuple[int, list[int]]], *, shake: int) -> tuple[Json, list[int]]:
    """A reading of that page: boxes shaken, some stamps not seen, the rest in any order; and which is which."""
    seen = [one for one in page if rng.random() < 0.8]
    rng.shuffle(seen)
    found = []
    for _, box in seen:
        shaken = [side + rng.randint(-shake, shake) for side in box]
        value = {"office": None, "number": str(rng.randint(1, 3)), "date": None, "time": None}
        found.append(entry(value, raw=f"รับ {rng.randint(1, 3)}", at=(1, rng.randint(1, 9)), box=shaken))
    documents = [document(1, "memo", (1, 1), {"receipts": found} if found else {})]
    return record("page.txt", documents, pages=1), [truth for truth, _ in seen]


def test_no_correction_ever_lands_on_another_stamp() -> None:
    rng = random.Random(SEED)
    landed = lost = gone = 0
    for _ in range(TRIALS):
        page = _page(rng)
        was, truths = _read(rng, page, shake=0)
        now, truths_now = _read(rng, page, shake=rng.choice((0, 10, 40, 90)))
        for index, truth in enumerate(truths):
            slot = find(now, make_anchor(was, was["documents"][0], FieldPath("receipts", index)))
            if slot is not None:
                assert truths_now[slot[1].index or 0] == truth
                landed += 1
            elif truth in truths_now:
                lost += 1
            else:
                gone += 1
    print(f"{landed} found, {lost} orphaned though there, {gone} gone")
    assert landed > 8 * lost, "most are found"
