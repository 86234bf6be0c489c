"""Which programs, model and rules read a file: two readings under one configuration are the same reading."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import saraban.extract
import saraban.normalize
import saraban.patterns

_LIBRARIES = (
    "numpy",
    "opencv-python-headless",
    "pdf2image",
    "Pillow",
    "pypdfium2",
    "pytesseract",
    "pythainlp",
    "regex",
)
_PACKAGES = (saraban.extract, saraban.patterns, saraban.normalize)
_READ_BY = {".py", ".tsv", ".json"}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """A hash of the rules as they stand on this machine: of every module and table that reading goes through."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        root = Path(package.__path__[0])
        for file in sorted(file for file in root.rglob("*") if file.suffix in _READ_BY):
            data = file.read_bytes()
            digest.update(f"{package.__name__}/{file.relative_to(root)} {len(data)}\\n".encode())
            digest.update(data)
    return digest.hexdigest()


def configuration(model: Path | None) -> dict[str, str]:
    """What a reading depends on beside the bytes of the file, by name; empty what is not installed.

    Raises EngineSilent: to go on as if a program were not there would be another configuration, and all of it read anew.
    """
    from saraban.app.doctor import poppler_version

    return {
        "saraban": _version("saraban"),
        "code": code_digest(),
        **_engine(model),
        "poppler": poppler_version() or "",
        **{name: _version(name) for name in _LIBRARIES},
    }


def _engine(model: Path | None) -> dict[str, str]:
    from saraban.extract.engine import load_engine
    from saraban.extract.errors import EngineMissing, EngineSilent

    try:
        engine = load_engine(model)
    except EngineSilent:  # nobody knows which one it is
        raise
    except EngineMissing:  # transcripts are read without one
        return {"ocr": "", "model": "", "model_sha256": ""}
    return {"ocr": engine.ocr, "model": engine.model, "model_sha256": engine.model_sha256}


def digest_of(facts: dict[str, str]) -> str:
    """The configuration in one short word: the key of what was read under it."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
