"""Corrections given back as truths: `saraban evaluate OUT` compares what is read with what people said."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from saraban.app.batch.trail import Trail
from saraban.app.cli import cli
from saraban.app.evaluate import evaluate
from saraban.app.review.book import Book, Reading
from saraban.app.review.truths import corrected_truths
from saraban.extract.read import read_document
from tests.holdings import Json, put, say

TRANSCRIPT = Path(__file__).parent.parent / "corpus" / "transcripts" / "bee-village-bundle.txt"
Judged = Callable[[], dict[str, Any]]


@pytest.fixture(scope="module")
def bundle() -> Json:
    """A bundle of several documents, as it is read."""
    made: Json = read_document(TRANSCRIPT).as_dict()
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def reading(out: Path, bundle: Json) -> Reading:
    return put(out, bundle, TRANSCRIPT.read_bytes())


@pytest.fixture
def judged(out: Path) -> Judged:
    def judge() -> dict[str, Any]:
        written = io.StringIO()
        evaluate(out, as_json=True, out=written)
        made: dict[str, Any] = json.loads(written.getvalue())
        return made

    return judge


def verdicts(made: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["document"].split()[-1], one["row"], one["status"]) for one in made["files"][0]["values"]]


def test_what_people_said_is_what_should_be_read(out: Path, reading: Reading, judged: Judged) -> None:
    say(out, reading, "document_number", "confirmed", document="d2")
    say(out, reading, "date", "corrected", typed="2019-06-21", document="d2")
    say(out, reading, "closing", "absent", document="d2")
    say(out, reading, "subject", "unreadable", document="d2")
    say(out, reading, "kind", "corrected", typed="letter", document="d3")
    made = judged()
    assert verdicts(made) == [
        ("d2", "document_number", "found"),
        ("d2", "date", "wrong"),
        ("d2", "subject", "invented"),
        ("d2", "closing", "invented"),
        ("d3", "kind", "wrong"),
    ]
    assert made["errors"][0]["expected"] == "2019-06-21"
    assert made["rows"]["date"]["silent"] == 1


def test_of_a_list_only_what_was_spoken_of_counts(out: Path, reading: Reading, judged: Judged) -> None:
    say(out, reading, "receipts.0.number", "corrected", typed="ผส 7351")
    say(out, reading, "receipts.0.date", "confirmed", after=1)
    say(out, reading, "signatories.1", "confirmed")
    say(out, reading, "dispositions.0", "absent")
    made = judged()
    assert verdicts(made) == [
        ("d1", "receipts.number", "wrong"),
        ("d1", "receipts.date", "found"),
        ("d1", "signatories.title", "found"),
        ("d1", "signatories.name", "found"),
        ("d1", "signatories.position", "found"),
        ("d1", "signatories.acting", "absent"),
    ]
    assert made["not_scored"] == {"dispositions that are not there": 1}


def test_what_was_taken_back_is_no_truth(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "corrected", typed="2019-06-21", document="d2")
    say(out, reading, "date", "withdrawn", document="d2", after=1)
    assert list(corrected_truths(out)) == []


def test_a_stamp_that_is_no_longer_found_is_missed(out: Path, reading: Reading, judged: Judged) -> None:
    one = say(out, reading, "receipts.0.number", "corrected", typed="ผส 9999", document="d2")
    file = out / "review.jsonl"
    text = file.read_text()
    moved = text.replace('"lines":[1,3]', '"lines":[7,7]').replace(reading.sha256, "0" * 64)
    assert moved != text
    file.unlink()
    facts = json.loads(moved)["facts"]
    with Trail(out, "review.jsonl") as trail:
        trail.append("corrected", **facts)
    assert Book(out).effective(reading).orphaned[0].value == one.value
    assert verdicts(judged()) == [("d2", "receipts.number", "missed")]


def test_a_changed_source_is_no_witness(out: Path, reading: Reading, tmp_path: Path) -> None:
    say(out, reading, "date", "confirmed", document="d2")
    (tmp_path / TRANSCRIPT.name).write_text("เรื่อง อื่น\n")
    refused = CliRunner().invoke(cli, ["evaluate", str(out)], standalone_mode=False)
    assert refused.return_value == 1
    assert "bee-village-bundle.txt was changed since it was read; run saraban read again" in refused.stderr


def test_a_source_that_is_gone_is_told_and_missed(
    out: Path, reading: Reading, tmp_path: Path, judged: Judged
) -> None:
    say(out, reading, "date", "confirmed", document="d2")
    (tmp_path / TRANSCRIPT.name).unlink()
    made = judged()
    assert (made["not_read"], verdicts(made)) == (
        {TRANSCRIPT.name: "missing_file"},
        [("d2", "date", "missed")],
    )


def test_damaged_corrections_are_told(out: Path, reading: Reading) -> None:
    say(out, reading, "date", "confirmed", document="d2")
    (out / "review.jsonl").write_text("{}\n")
    refused = CliRunner().invoke(cli, ["evaluate", str(out)], standalone_mode=False)
    assert refused.return_value == 1
    assert "back from a copy" in refused.stderr
