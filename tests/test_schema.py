"""The schema says what records are: real ones pass, and what is wrong in them is found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saraban.app.schema import schema_text
from saraban.extract.read import read_document
from saraban.extract.record import REPEATED, SINGLE

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)
TRANSCRIPTS = sorted((ROOT / "corpus" / "transcripts").glob("*.txt"))
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_every_field() -> None:
    fields = SCHEMA["properties"]["documents"]["items"]["properties"]["fields"]["properties"]
    assert set(fields) == {*SINGLE, *REPEATED}
    assert {name for name, field in fields.items() if field.get("type") == "array"} == set(REPEATED)


@pytest.mark.parametrize("file", [*TRANSCRIPTS, *SEEDS], ids=lambda file: file.stem)
def test_a_record_follows_the_schema(file: Path) -> None:
    record = read_document(file).as_dict()
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(record)] == []


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_every_reason_is_explained(file: Path) -> None:
    explained = set(
        re.findall(r"^\| `([a-z0-9_]+)` \|", (ROOT / "docs" / "errors.md").read_text("utf-8"), re.M)
    )
    record = read_document(file).as_dict()
    used = {warning["code"] for warning in record["warnings"]}
    used |= {reason for field in _fields(record) for reason in (field["review"] or {}).get("reasons", [])}
    assert used - explained == set()


def _fields(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for document in record["documents"]:
        for field in document["fields"].values():
            yield from field if isinstance(field, list) else [field]


@pytest.fixture
def record() -> dict[str, Any]:
    return read_document(ROOT / "corpus" / "transcripts" / "flood-pump-circular.txt").as_dict()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["schema"], "saraban/record/2"),
        (["source", "sha256"], "abc"),
        (["source", "path"], "/home/somebody"),
        (["documents", 0, "kind"], "fax"),
        (["documents", 0, "fields", "sender"], {}),
        (["documents", 0, "fields", "date", "value"], "19/9/2559"),
        (["documents", 0, "fields", "date", "review"], {"reasons": []}),
        (["documents", 0, "fields", "date", "confidence"], 1.5),
        (["pages", 0, "text_from"], "guess"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, list) else None,
)
def test_what_is_wrong_is_found(record: dict[str, Any], path: list[str | int], value: object) -> None:
    where: Any = record
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    assert not VALIDATOR.is_valid(record)
