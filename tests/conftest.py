"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saraban.app.index.store import FILE, Store
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url", "store"]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, out: Path) -> Iterator[Store]:
    """The empty index of the output folder `out` of a test, in each of the two databases."""
    address = out / FILE if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with Store(address) as opened:
        yield opened
