"""What the project promises of the bundles of its corpus: parted, linked, and corrected from each other."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from saraban.app.evaluate import evaluate
from saraban.extract.read import read_document

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def measured(**options: Any) -> dict[str, Any]:
    out = io.StringIO()
    evaluate(CORPUS / "documents" / "bundle", as_json=True, out=out, **options)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_transcripts_of_bundles_are_parted_and_linked_without_a_fault() -> None:
    bundles = measured(transcripts=True)["bundles"]
    assert bundles["starts"]["expected"] >= 40
    assert bundles["links"]["expected"] >= 30
    assert (bundles["starts"]["f1"], bundles["links"]["f1"]) == (1.0, 1.0)


@pytest.mark.slow
def test_scans_of_bundles_are_parted_and_linked() -> None:
    told = measured(jobs=2)
    assert told["bundles"]["starts"]["f1"] >= 0.98
    assert told["bundles"]["links"]["f1"] >= 0.95
    assert told["rows"]["kind"]["found"] >= 0.98 * told["rows"]["kind"]["total"]


def chain(scan: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The slip and the third paper of the bundle of seven."""
    documents = json.loads(read_document(scan).json())["documents"]
    kinds = [document["kind"] for document in documents]
    assert kinds == ["routing_slip", "memo", "memo", "memo", "letter", "enclosure", "enclosure"]
    return documents[0]["fields"], documents[2]["fields"]


@pytest.mark.parametrize(
    "scan",
    [
        "transcripts/bee-village-bundle.txt",
        pytest.param("scans/bee-village-bundle.pdf", marks=pytest.mark.slow),
        pytest.param("scans/bee-village-bundle--worn.tif", marks=pytest.mark.slow),
    ],
)
def test_the_slip_is_corrected_from_the_memo_and_the_stamp_from_the_chain(scan: str) -> None:
    slip, memo = chain(CORPUS / scan)
    number = slip["e_document_number"]
    assert (number["value"], number["parts"]["read"]) == ("กษ 0107.02/ว 6114", "กษ 0107.02/26114")
    assert "corrected_from_page" in number["review"]["reasons"]
    assert number["parts"]["corrected_from"] == {"document": "d2", "page": 2, "why": "ว was read as 2"}
    stamp = memo["receipts"][0]
    assert (stamp["value"]["date"], stamp["parts"]["read"]["date"]) == ("2019-06-18", "2021-02-18")
    assert {"received_after_next_issued", "corrected_from_page"} <= set(stamp["review"]["reasons"])
    assert stamp["parts"]["corrected_from"]["document"] == "d2"
