"""What a spoilt page loses, against the same page unspoilt: text, values, and whether anybody is told."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rapidfuzz import fuzz

from saraban.app.outcome import read_one
from tests.badfiles.damage import DAMAGES

TELLING = frozenset({"needs_rescan", "page_unreadable", "page_noise", "pdf_damaged"})
"""Warnings that say: text was lost here. That a page is blank is no such thing, nor that it was turned."""
LOST = 0.1
_DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
_OURS = frozenset({"internal_error", "engine_missing", "reading_failed"})  # these say nothing about a page


@dataclass(frozen=True, slots=True)
class Loss:
    """`kept`: share of the text that is there, 0 to 1; `wrong`: fields whose value is another, and nobody is told."""

    damage: str
    kept: float
    told: bool
    wrong: tuple[str, ...]

    @property
    def is_silent(self) -> bool:
        """Whether text was lost, or a value is wrong, and nothing says so."""
        return bool(self.wrong) or (1 - self.kept > LOST and not self.told)


def losses(page: Path, folder: Path, names: list[str] | None = None) -> Iterator[Loss]:
    """The losses of a page, by damage. `folder`: where spoilt files are made."""
    with Image.open(page) as image:
        sound = Image.fromarray(np.asarray(image.convert("L")))  # without what its file says of it
    path = folder / "sound.png"
    sound.save(path, dpi=(300, 300))
    first = _record(path)
    assert first is not None
    right = {*_values(first), *_true_values(page)}
    for name in names or list(DAMAGES):
        path = folder / f"{name.replace(' ', '-')}.png"
        path.write_bytes(DAMAGES[name](sound))
        yield _loss(name, first, _record(path), right)


def _record(path: Path) -> dict[str, Any] | None:
    outcome = read_one(path)
    if outcome.code in _OURS:
        raise RuntimeError(f"{outcome.line()}\n{outcome.trace}")
    if outcome.record is None or outcome.code is not None:
        return None
    record: dict[str, Any] = json.loads(outcome.record)
    return record


def _true_values(page: Path) -> Iterator[tuple[str, str]]:
    """The single fields of a page of the corpus, as a person typed them; none where there is no truth."""
    for gold in _DOCUMENTS.glob(f"*/{page.stem.partition('--')[0]}/gold.toml"):
        for document in tomllib.loads(gold.read_text(encoding="utf-8"))["document"]:
            for name, field in document["fields"].items():
                if isinstance(field, dict):
                    yield name, _bare(field)


def _values(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, _bare(field)) for name, field in _singles(record))


def _loss(
    name: str, sound: dict[str, Any], spoilt: dict[str, Any] | None, right: set[tuple[str, str]]
) -> Loss:
    if spoilt is None:
        return Loss(name, 0.0, True, ())
    told = any(warning["code"] in TELLING for warning in spoilt["warnings"])
    first, second = _text(sound), _text(spoilt)
    alike = fuzz.partial_ratio if len(second) > 1.5 * len(first) else fuzz.ratio  # a page that is there twice
    kept = alike(first, second) / 100
    return Loss(name, kept, told, tuple(_wrong(spoilt, right)))


def _text(record: dict[str, Any]) -> str:
    return "\n".join(line["text"] for page in record["pages"] for line in page["lines"])


def _wrong(spoilt: dict[str, Any], right: set[tuple[str, str]]) -> Iterator[str]:
    """Single fields of any document that have a value, unflagged, which neither the truth has nor the sound page.

    Spaces count for nothing: Thai has none between words.
    """
    for name, field in _singles(spoilt):
        if field["value"] and not field["review"] and (name, _bare(field)) not in right:
            yield f"{name}: {field['value']}"


def _bare(field: dict[str, Any]) -> str:
    return json.dumps(field["value"], ensure_ascii=False).replace(" ", "")


def _singles(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in record["documents"]:
        for name, field in document["fields"].items():
            if isinstance(field, dict):
                yield name, field
