"""Every pattern proves itself: what it finds, with the value and the place, and what it must ignore."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest

from saraban.extract.record import REPEATED, SINGLE
from saraban.normalize.text import clean
from saraban.patterns import patterns
from saraban.patterns.pattern import SECONDS, Pattern
from tests.pace import is_quick

ALL = patterns()
FINDS = [pytest.param(one, printed, id=f"{one.id}: {printed!r}") for one in ALL for printed in one.finds]
IGNORES = [pytest.param(one, printed, id=f"{one.id}: {printed!r}") for one in ALL for printed in one.ignores]


@pytest.mark.parametrize(("pattern", "printed"), FINDS)
def test_finds_exactly_one_with_its_value(pattern: Pattern, printed: str) -> None:
    text = clean(printed)
    hits = list(pattern.scan(text.string))
    assert [hit.value for hit in hits] == [pattern.finds[printed]]
    start, stop = text.origin(hits[0].start, hits[0].stop)
    assert printed[start:stop] == text.quote(hits[0].start, hits[0].stop) != ""


@pytest.mark.parametrize(("pattern", "printed"), FINDS)
def test_no_other_pattern_gives_the_field_another_value(pattern: Pattern, printed: str) -> None:
    string = clean(printed).string
    rivals = {
        (rival.id, str(hit.value))
        for rival in ALL
        if rival.fills == pattern.fills and rival is not pattern
        for hit in rival.scan(string)
        if hit.value != pattern.finds[printed]
    }
    assert not rivals


@pytest.mark.parametrize(("pattern", "printed"), IGNORES)
def test_ignores_the_near_miss(pattern: Pattern, printed: str) -> None:
    assert [hit.value for hit in pattern.scan(clean(printed).string)] == [], pattern.ignores[printed]


@pytest.mark.parametrize("pattern", ALL, ids=lambda one: one.id)
def test_is_declared_whole(pattern: Pattern) -> None:
    assert pattern.fills in (*SINGLE, *REPEATED)
    assert len(pattern.finds) >= 2
    assert len(pattern.ignores) >= 1
    assert all(len(reason) > 3 for reason in pattern.ignores.values())
    assert pattern.authority


def test_ids_are_unique_and_every_field_has_a_pattern() -> None:
    assert len({one.id for one in ALL}) == len(ALL)
    assert {one.fills for one in ALL} == {*SINGLE, *REPEATED}


@pytest.mark.parametrize(
    "junk", ["ก" * 5000, "ที่ " * 1500, "0123456789/" * 500, "วันที่\n" * 800, "(นาย" * 900, " " * 5000]
)
def test_junk_takes_no_pattern_long(junk: str) -> None:
    string = clean(junk).string
    for pattern in ALL:
        list(pattern.scan(string))  # a scan that runs away raises TimeoutError


HOSTILE = (
    "ก", "1", " ", "\n", "0123456789/", "ที่ ", "วันที่\n", "(นาย", ".", "1 ม.ค. 2560 - ", "มกราคม", "กษ 0201.06/ว ",
    "0 2280-", "่้", "เรื่อง ", "เรียน  ผู้อำนวยการ\n", "aA0 ", "☐ ☑ ", "พระราชบัญญัติ พ.ศ. ", "อ้างถึง  หนังสือ ที่ ",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_no_pattern_longer_than_its_time(piece: str) -> None:
    """100,000 characters, as no document has them. A rule that runs out of its time says so, and its fields are flagged."""
    string = clean((piece * (100_000 // len(piece) + 1))[:100_000]).string
    for pattern in ALL:
        assert is_quick(partial(_scan, pattern, string), SECONDS), pattern.id


def _scan(pattern: Pattern, string: str) -> None:
    with suppress(TimeoutError):
        for _ in pattern.scan(string):
            pass
