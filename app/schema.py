"""The JSON Schema (draft 2020-12) of a record."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("record.schema.json")


def schema_text() -> str:
    """The schema as it stands in the package."""
    return _FILE.read_text(encoding="utf-8")
