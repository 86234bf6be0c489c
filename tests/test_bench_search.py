"""The measure of searching: the same records however many there are, and a table that tells who misses what."""

from __future__ import annotations

import pytest

from bench import search
from bench.search_records import as_bytes, records


def test_records_are_the_same_however_many() -> None:
    few, many = list(records(3)), list(records(9))
    assert [as_bytes(record) for _, record in few] == [as_bytes(record) for _, record in many[:3]]
    assert len({name for name, _ in many}) == 9


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    search.main(["--records", "25"])
    lines = capsys.readouterr().out.splitlines()
    assert len(search.queries(25)) == 300
    shares = {
        line.split()[0]: line.split()[-2:]
        for line in lines
        if line.startswith(("saraban", "trigram", "unicode61"))
    }
    assert shares["saraban"] == ["100.00", "0"]
    assert float(shares["trigram"][0]) < 95
    assert float(shares["unicode61"][0]) < 50
