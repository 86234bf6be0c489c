"""The documentation tells the truth: every code is explained, every example runs."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from saraban.app.cli import cli
from saraban.app.schema import schema_text
from saraban.extract import errors

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.th.md")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
NAMES = set(re.findall(r'"([a-z_]+)"', schema_text()))
"""Names of fields, kinds and values: no reasons, though they look alike."""
REASONS_LIVE_IN = re.compile(r"_?(doubts?|reasons?|review|missing)")


def _strings(node: ast.AST) -> Iterator[str]:
    """The codes written in an expression; the keys alone of a dict, the branches alone of a choice."""
    match node:
        case ast.Constant(value=str(text)) if CODE.fullmatch(text):
            yield text
        case ast.Dict(keys=keys):
            for key in keys:
                if key is not None:
                    yield from _strings(key)
        case ast.IfExp(body=body, orelse=other):
            yield from _strings(body)
            yield from _strings(other)
        case ast.ListComp(elt=made) | ast.GeneratorExp(elt=made):
            yield from _strings(made)
        case ast.Tuple() | ast.List() | ast.Set() | ast.Starred() | ast.BinOp() | ast.Return() | ast.BoolOp():
            for child in ast.iter_child_nodes(node):
                yield from _strings(child)


def _codes(node: ast.AST) -> Iterator[str]:
    """The codes that this statement or call can put into a record or an answer."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name.endswith(("Refused", "PageWarning")):
            yield from _strings(first)
        case ast.Call(func=ast.Name(id="Hit"), args=positional):
            for argument in positional:
                if isinstance(argument, ast.Tuple | ast.IfExp):
                    yield from _strings(argument)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[first]) if (
            REASONS_LIVE_IN.fullmatch(name)
        ):
            yield from _strings(first)
        case ast.keyword(arg=str(name), value=value) if REASONS_LIVE_IN.fullmatch(name):
            yield from _strings(value)
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AugAssign(target=ast.Name(id=name), value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ) if REASONS_LIVE_IN.fullmatch(name):
            yield from _strings(value)
        case ast.FunctionDef(name=name) if REASONS_LIVE_IN.fullmatch(name):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return | ast.Dict):
                    yield from _strings(inner)


def _handed_on(node: ast.AST) -> Iterator[str]:
    """The codes of a tuple of nothing but codes: `("two_digit_year",)`, handed to a function or back."""
    if isinstance(node, ast.Tuple) and all(isinstance(one, ast.Constant) for one in node.elts):
        codes = set(_strings(node))
        if len(codes) == len(node.elts) and all("_" in code for code in codes):
            yield from codes - NAMES


def _codes_in_use() -> dict[str, str]:
    """Every code of a warning, a refusal or a review, with the file that uses it."""
    found: dict[str, str] = {}
    for layer in ("normalize", "patterns", "extract", "app"):
        for file in sorted((ROOT / layer).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                found |= {
                    code: file.relative_to(ROOT).as_posix() for code in (*_codes(node), *_handed_on(node))
                }
    return found


def _explained() -> set[str]:
    """The codes in the first column of the tables of docs/errors.md."""
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z0-9_]+)` \|", text, re.MULTILINE))


def _error_codes() -> set[str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return {
        kind.code
        for kind in kinds
        if issubclass(kind, errors.SarabanError) and kind is not errors.SarabanError
    }


def test_every_error_is_explained() -> None:
    assert _error_codes() - _explained() == set()


def test_every_reason_and_warning_is_explained() -> None:
    explained = _explained()
    assert {code: file for code, file in _codes_in_use().items() if code not in explained} == {}


def test_nothing_is_explained_that_does_not_exist() -> None:
    sources = [
        file.read_text(encoding="utf-8")
        for layer in ("normalize", "patterns", "extract", "app")
        for file in (ROOT / layer).rglob("*.py")
    ]
    written = "\n".join(sources)
    assert {code for code in _explained() if f'"{code}"' not in written} == set()


def test_every_member_of_a_record_is_explained() -> None:
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    assert {name for name in _members(json.loads(schema_text())) if f"`{name}`" not in text} == set()


def _members(schema: object) -> Iterator[str]:
    """The names of all members that a schema knows, and the words that a member may be."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
        for part in schema.values():
            yield from _members(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _members(part)


def _blocks(file: str, language: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("file", READMES)
def test_the_example_record_follows_the_schema(file: str) -> None:
    schema = json.loads(schema_text())
    fields = schema["properties"]["documents"]["items"]["properties"]["fields"]
    [example] = _blocks(file, "json")
    jsonschema.Draft202012Validator({**fields, "$defs": schema["$defs"]}).validate(json.loads(example))


@pytest.mark.parametrize("file", READMES)
def test_the_examples_of_the_command_line_run(file: str) -> None:
    examples = re.findall(r"^\$ saraban (.*)\n(.*)$", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(examples) >= 2
    for arguments, printed in examples:
        command = [sys.executable, "-m", "saraban.app.cli", *shlex.split(arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stdout.rstrip("\n") == printed


@pytest.mark.parametrize("file", READMES)
def test_every_command_is_in_the_readme(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"| `saraban {name}" not in text] == []


def test_both_readmes_show_the_same() -> None:
    english, thai = (re.sub(r"#.*", "", "".join(_blocks(file, "(?:json|sh|python|)"))) for file in READMES)
    assert english == thai


def test_links_lead_somewhere() -> None:
    files = [
        *READMES,
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        *(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")),
    ]
    for file in files:
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / file).read_text(encoding="utf-8")):
            assert (ROOT / file).parent.joinpath(target).exists(), f"{file}: {target}"
