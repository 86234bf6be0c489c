"""What the project promises of whole documents, measured with `saraban evaluate` on truths made by hand."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from saraban.app.evaluate import evaluate
from saraban.extract.engine import default_model, stock_model

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "seed_truth.json").exists(), reason="the shared truths are not here"
)


def measured(directory: Path, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    evaluate(directory, as_json=True, out=out, **options)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def right(counts: dict[str, int]) -> float:
    return counts["found"] / counts["total"]


@pytest.fixture(scope="module")
def seeds() -> dict[str, Any]:
    return measured(SHARED / "seeds")


@needs_shared
def test_the_bundle_gives_its_seven_documents(seeds: dict[str, Any]) -> None:
    assert seeds["rows"]["boundary"]["total"] == seeds["rows"]["boundary"]["found"] == 7
    assert seeds["rows"]["kind"]["found"] == 7


@needs_shared
def test_certain_and_high_values_are_exact(seeds: dict[str, Any]) -> None:
    assert right(seeds["classes"]["certain"]) >= 0.95
    assert right(seeds["classes"]["high"]) >= 0.85


@needs_shared
def test_what_is_no_letter_has_no_number_addressee_or_receipt(seeds: dict[str, Any]) -> None:
    for row in ("document_number", "to", "receipts"):
        assert seeds["rows"][row]["invented"] == 0


def test_corpus_transcripts_miss_only_what_is_known() -> None:
    """Each value that is not exactly right stands in known_misses.toml with its reason, and no other."""
    known = tomllib.loads((ROOT / "tests" / "known_misses.toml").read_text("utf-8"))
    expected = sorted((miss["document"], miss["row"], miss["status"]) for miss in known["miss"])
    told = measured(ROOT / "corpus", transcripts=True)
    found = sorted((error["document"], error["row"], error["status"]) for error in told["errors"])
    assert found == expected
    assert all(miss["why"] for miss in known["miss"])


MODELS: dict[str, Callable[[], Path]] = {
    "own": default_model,
    "trial": lambda: SHARED / "recogniser" / "trial.traineddata",
    "stock": stock_model,
}


@pytest.fixture(scope="module")
def letters() -> Callable[[str], dict[str, Any]]:
    """What becomes of the real letters by the name of a model."""
    return cache(lambda name: measured(SHARED / "real" / "letters", model=MODELS[name](), jobs=2))


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_no_silent_error_in_numbers_and_dates_of_real_letters(
    letters: Callable[[str], dict[str, Any]], model: str
) -> None:
    told = letters(model)
    rows = {row for row in told["rows"] if row.startswith(("document_number", "date."))} | {"date"}
    assert {row: told["rows"][row]["silent"] for row in rows} == dict.fromkeys(rows, 0)
    assert told["numbers"]["silent"] <= 0.01 * told["numbers"]["total"]
    assert told["all"]["found"] > 60  # what reads nothing errs nowhere


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("row", ["document_number.printed", "date.printed"])
def test_what_is_printed_in_the_heads_of_real_letters_is_exact(
    letters: Callable[[str], dict[str, Any]], row: str
) -> None:
    assert right(letters("own")["closer"][row]) >= 0.9
