"""Decisions of a bundle: which count for a letter, and that filter, counts and hits say the same of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from saraban.app.index.build import refresh
from saraban.app.index.query import build
from saraban.app.index.search import search
from saraban.app.index.store import FILE, Store
from saraban.app.output import RECORDS
from saraban.app.search import print_found
from saraban.extract.read import read_document
from tests.holdings import document, entry, put, record

TRANSCRIPTS = Path(__file__).parents[1] / "corpus" / "transcripts"


def receipt(office: str | None, number: str | None, date: str | None) -> object:
    return entry({"office": office, "number": number, "date": date, "time": None})


def decision(action: str, mark: str | None, date: str | None) -> object:
    return entry({"action": action, "text": "", "actor": None, "date": date, "mark": mark})


BUNDLE = [
    document(1, "routing_slip", (1, 1), {"dispositions": [decision("approve", "written", "2016-09-24"), decision("refuse", "unchecked", None)]}),
    document(2, "memo", (2, 2), {"dispositions": [decision("support", "written", "2016-09-23")]}),
    document(3, "letter", (3, 3), {
        "document_number": entry("กษ 0201/ว 6114"), "receipts": [receipt("กลุ่มคลัง", "91", "2016-09-20")],
        "dispositions": [decision("assign", "written", None)],
    }),
    document(4, "enclosure", (4, 4), {}),
    document(5, "memo", (5, 5), {"dispositions": [decision("comply", "written", None)]}),
    document(6, "letter", (6, 6), {"dispositions": [decision("sign", "written", None)]}),
]  # fmt: skip
LINKS = (
    ("d1", "d2", "forwards"), ("d2", "d3", "forwards"), ("d3", "d4", "encloses"), ("d2", "d5", "refers_to"), ("d6", "d3", "forwards"),
    ("d6", "d3", "answers"), ("d2", "d1", "forwards"),
)  # fmt: skip


def bundle(name: str) -> dict[str, object]:
    """A slip on a memo on a circular with an enclosure, as corpus/transcripts/bee-village-bundle.txt is; an older memo
    that is referred to, a letter that answers; and a link that leads back, which no reading should make.
    """
    links = [{"from": one, "to": other, "relation": how, "reason": ""} for one, other, how in LINKS]
    return {**record(name, BUNDLE, pages=6), "links": links}


def test_decisions_on_what_a_letter_was_passed_on_with(tmp_path: Path) -> None:
    put(tmp_path / "out", bundle("bundle.txt"))
    with Store(tmp_path / FILE) as store:
        refresh(tmp_path / "out", store)
        everything = search(store, build({}))
        said = {hit.document: [(one.action, one.document) for one in hit.actions] for hit in everything.hits}
        assert said == {
            "d1": [("approve", "d1"), ("support", "d2")],
            "d2": [("support", "d2"), ("approve", "d1")],
            "d3": [("assign", "d3"), ("support", "d2"), ("approve", "d1")],
            "d4": [],
            "d5": [("comply", "d5")],
            "d6": [("sign", "d6")],
        }
        (facet,) = (dict(one.counts) for one in everything.facets if one.name == "action")
        assert facet == {"approve": 3, "support": 3, "assign": 1, "comply": 1, "sign": 1}
        for action, count in facet.items():
            found = search(store, build({"action": action}))
            assert found.total == count
            assert {hit.document for hit in found.hits} == {
                paper for paper, actions in said.items() if action in dict(actions)
            }
        # The day of a decision and the receipt are of the paper that they stand on.
        september = {"from": "ก.ย. 2559", "to": "ก.ย. 2559"}
        asked = {"number": "กษ 0201/ว*", "action": "approve", "dated": "received", **september}
        assert [hit.document for hit in search(store, build(asked)).hits] == ["d3"]
        assert search(store, build({**asked, "dated": "decided"})).total == 0


def test_decisions_of_a_bundle_as_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / RECORDS).mkdir()
    for name in ("bee-village-bundle", "fish-ladder-file"):
        made = read_document(TRANSCRIPTS / f"{name}.txt").json()
        (tmp_path / RECORDS / f"{name}.json").write_text(made, encoding="utf-8")
    with Store(tmp_path / FILE) as store:
        refresh(tmp_path, store)
        (memo,) = search(
            store, build({"number": "กษ 0107.02/ว 6114", "action": "acknowledge", "kind": "memo"})
        ).hits
        assert {one.document for one in memo.actions} == {"d1"}
        (letter,) = search(store, build({"number": "(กผม) 355/2562", "action": "assign"})).hits
        assert [(one.action, one.document) for one in letter.actions] == [("assign", "d4")]
        assert search(store, build({"number": "(กผม) 355/2562", "action": "acknowledge"})).total == 0
        (letter,) = search(store, build({"number": "กษ 0311.04/957", "action": "approve"})).hits
        assert letter.kind == "letter"
    assert print_found(tmp_path, None, {"number": "(กผม) 355/2562"}, "table") == 0
    assert "decided: assign (on d4)" in capsys.readouterr().out
