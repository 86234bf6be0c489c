"""Imports run downward only, as pyproject.toml has it."""

from __future__ import annotations

from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parent.parent


def test_the_contract_is_kept() -> None:
    assert (
        cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
        == cli.EXIT_STATUS_SUCCESS
    )


def test_the_namespace_holds_links_only() -> None:
    entries = [
        entry
        for entry in (ROOT / "saraban").iterdir()
        if entry.name not in ("__init__.py", "__pycache__", "py.typed")
    ]
    assert {entry.name for entry in entries} == {"app", "extract", "normalize", "patterns"}
    assert all(entry.is_symlink() and entry.resolve() == ROOT / entry.name for entry in entries)
