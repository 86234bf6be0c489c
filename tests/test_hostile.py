"""No pattern can be kept busy: what is printed over and over costs it no more than its length."""

from __future__ import annotations

import pytest

from bench.hostile import SECONDS_MAX, tries

LETTERS = 20_000


@pytest.mark.slow
def test_hostile_texts_keep_no_pattern_busy() -> None:
    """`python -m bench hostile` measures 100 kB; here a fifth of it, in the time that all of it may take."""
    slow = [one for one in tries(LETTERS) if one.hits is None or one.seconds > SECONDS_MAX]
    assert slow == []
