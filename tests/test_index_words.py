"""The index form: the same however a word was typed, cut the same wherever it stands, and found as bytes alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.app.index.packed import cut, pack
from saraban.app.index.words import clusters, folded, placed, plain

SARA_AM = "\u0e33"
THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
TEXT = st.text(
    st.one_of(THAI, st.sampled_from(" \n\t.…/()-–“”aB7\u200b\u202e\u0301\x00"), st.characters()), max_size=60
)
FORM = st.text(st.one_of(THAI, st.sampled_from(" ./aé日\u0301")), max_size=30).map(folded)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น\u0e4d้\u0e32"),
        ("น้ำ", "น้\u0e4d\u0e32"),
        ("ที่", "ท\u0e48\u0e35"),
        ("๒๕๕๙", "2559"),
        ("กษ ๐๒๐๑.๐๖/ว ๘๕๓๗", "กษ0201.06/ว8537"),
        ("แม่น้ำ", "เเม่น้ำ"),
        ("คณะ กรรม\nการ", "คณะกรรมการ"),
        ("Bee  Village", "bee\nvillage"),
        ("ก\u200bา\u202eร\ufeff", "การ"),
        ("เวลา........๑๐", "เวลา 10"),
        ("“ข่าว”", '"ข่าว"'),
        ("ก – ข", "ก - ข"),
    ],
)
def test_one_form(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("12 34", "1234"), ("น้ำ", "น้า"), ("0201.06", "020106"), ("กา", "ก")]
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_letter_has_its_marks() -> None:
    assert clusters(folded("น้ำท่วมที่ดิน")) == ["น้ำ", "ท่", "ว", "ม", "ที่", "ดิ", "น"]


@given(TEXT)
def test_the_form_has_one_form(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(TEXT)
def test_what_is_traced_is_the_same_form(text: str) -> None:
    found = placed(text)
    assert list(found.clusters) == list(clusters(folded(text)))
    for number in range(len(found.clusters)):
        start, stop = found.place(number, number)
        assert 0 <= start < stop <= len(text)


@given(FORM)
def test_packed_clusters_are_cut_where_they_were_put_together(form: str) -> None:
    assert cut(pack(clusters(form))) == [pack([one]) for one in clusters(form)]


@given(FORM, st.data())
def test_bytes_are_found_where_clusters_stand_and_nowhere_else(form: str, data: st.DataObject) -> None:
    row = list(clusters(form))
    first = data.draw(st.integers(0, len(row)))
    last = data.draw(st.integers(first, len(row)))
    other = list(clusters(data.draw(st.one_of(st.just("".join(row[first:last])), FORM))))
    stands = any(row[at : at + len(other)] == other for at in range(len(row) - len(other) + 1))
    assert (pack(other) in pack(row)) == stands


@given(FORM, st.data())
def test_a_piece_is_cut_as_the_whole_is(form: str, data: st.DataObject) -> None:
    row = list(clusters(form))
    first = data.draw(st.integers(0, len(row)))
    last = data.draw(st.integers(first, len(row)))
    assert list(clusters("".join(row[first:last]))) == row[first:last]


def test_keys_hold_no_space_and_no_sign_between_keys() -> None:
    assert plain(" กษ 0201 | x\x1ey ") == "กษ0201xy"
