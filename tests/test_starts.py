"""Precision, recall and F1 over the starts of documents and over links."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from saraban.app.evaluation.bundle import score
from saraban.app.evaluation.report import Report
from saraban.app.evaluation.starts import Share, shares, starts
from saraban.app.evaluation.truth import ExpectedDocument, ExpectedLink, Place, Truth

Pages = Sequence[tuple[int, int]]


def truth(pages: Pages, *links: tuple[int, int, str], known: bool = True) -> Truth:
    documents = tuple(
        ExpectedDocument(name=f"p{n}", place=Place(pages=one, scored=True)) for n, one in enumerate(pages, 1)
    )
    expected = tuple(
        ExpectedLink(source=f"p{a}", target=f"p{b}", relations=frozenset({relation}))
        for a, b, relation in links
    )
    return Truth(
        scan=Path("b.pdf"), documents=documents, links=expected, all_documents=known, all_links=known
    )


def record(pages: Pages, *links: tuple[int, int, str]) -> dict[str, Any]:
    return {
        "documents": [
            {"id": f"d{n}", "kind": "memo", "pages": list(one), "lines": [1, 9], "fields": {}}
            for n, one in enumerate(pages, 1)
        ],
        "links": [{"from": f"d{a}", "to": f"d{b}", "relation": relation} for a, b, relation in links],
    }


def statuses(expected: Pages, given: Pages) -> list[str]:
    return [one.status for one in starts(truth(expected), record(given)["documents"])]


@pytest.mark.parametrize(
    ("expected", "given", "found"),
    [
        ([(1, 3)], [(1, 3)], []),
        ([(1, 2), (3, 3)], [(1, 2), (3, 3)], ["found"]),
        ([(1, 2), (3, 3)], [(1, 3)], ["missed"]),
        ([(1, 3)], [(1, 2), (3, 3)], ["invented"]),
        ([(1, 1), (1, 1), (2, 2)], [(1, 1), (1, 1), (2, 2)], ["found", "found"]),
        ([(1, 1), (1, 1), (2, 2)], [(1, 1), (2, 2)], ["missed", "found"]),
        ([(1, 2), (3, 4)], [(1, 1), (2, 4)], ["invented", "missed"]),
    ],
)
def test_each_start_but_the_first_is_judged(expected: Pages, given: Pages, found: list[str]) -> None:
    assert statuses(expected, given) == found


def test_no_start_is_judged_where_the_truth_does_not_name_all_documents() -> None:
    one = truth([(1, 1)], known=False)
    assert list(starts(one, record([(1, 1), (2, 2)])["documents"])) == []


def test_lines_that_nobody_printed_move_no_start() -> None:
    places = [Place(lines=span, printed=(2, 3, 7, 8), scored=True) for span in ((1, 4), (5, 9))]
    told = Truth(
        scan=Path("b.txt"),
        documents=tuple(ExpectedDocument(name="x", place=place) for place in places),
        all_documents=True,
    )
    documents = record([(1, 1), (1, 1)])["documents"]
    for document, lines in zip(documents, ([2, 3], [6, 8]), strict=True):
        document["lines"] = lines
    assert [one.status for one in starts(told, documents)] == ["found"]


def test_shares() -> None:
    assert Share(10, 8, 6).as_dict() == {
        "expected": 10, "given": 8, "right": 6, "precision": 0.75, "recall": 0.6, "f1": 0.6667,
    }  # fmt: skip
    nothing = Share(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1.0, 1.0, 1.0)


def test_the_report_has_them_in_table_and_json() -> None:
    expected = truth([(1, 1), (2, 2), (3, 3)], (1, 2, "forwards"), (2, 3, "encloses"))
    told = record([(1, 1), (2, 2), (3, 3)], (1, 2, "refers_to"), (2, 3, "encloses"), (1, 3, "encloses"))
    report = Report(directory="x")
    verdicts = score(expected, told)
    report.add(expected, verdicts)
    bundles = json.loads(report.as_json())["bundles"]
    assert bundles["starts"]["f1"] == 1.0
    assert (bundles["links"]["precision"], bundles["links"]["recall"]) == (0.3333, 0.5)
    assert "starts           2      2      2      1.000   1.000  1.000\n" in report.as_text()
    assert sum(one.row == "starts" for one in report.verdicts) == 0, "a start is part of a boundary"
    unsure = truth([(1, 1)], known=False)
    assert shares([(unsure, verdicts)])["links"] == Share(0, 0, 0)
