"""The OCR engine: which Tesseract, which model, and which Thai digits that model cannot print."""

from __future__ import annotations

import hashlib
import re
import struct
import subprocess
from functools import lru_cache
from pathlib import Path

from saraban.extract import cage
from saraban.extract.confidence import Calibration, read_table, table_of
from saraban.extract.errors import EngineMissing, EngineSilent
from saraban.extract.page import Engine
from saraban.extract.source import printable

THAI_DIGITS = frozenset("๐๑๒๓๔๕๖๗๘๙")
STOCK_MODEL = "tha"
PACKAGED = Path(__file__).with_name("models") / "saraban.traineddata"
"""The model of the project itself, part of the package."""
INSTALL = "install them: apt-get install tesseract-ocr tesseract-ocr-tha poppler-utils"

_LSTM, _LSTM_UNICHARSET, _VERSION = 17, 21, 23
_OWN = re.compile(r"saraban [\w.+-]{1,40}")
_COMPONENTS_MAX = 64


def load_engine(model: Path | None = None) -> Engine:
    """The engine with the model of that file; without one, with our own, or else the installed Thai model.

    Cheap to call again. Raises EngineMissing when Tesseract, its Thai model or the file is missing, or
    when the file is no Tesseract model.
    """
    version, layers = _tesseract_version(), cage.layers()
    file = (model or default_model()).resolve()
    try:
        stamp = file.stat()
    except OSError as error:
        raise EngineMissing(f"model {printable(file)} cannot be read: {error.strerror}") from error
    if not file.is_file():
        raise EngineMissing(f"model {printable(file)} is not a file")
    table = table_of(file)
    measured = table.stat().st_mtime_ns if table.is_file() else 0
    return _engine(version, layers, file, (stamp.st_mtime_ns, stamp.st_size, measured))


def default_model() -> Path:
    """The model that pages are read with when nobody names one. Raises EngineMissing."""
    return PACKAGED if PACKAGED.is_file() else stock_model()


@lru_cache(maxsize=8)
def _engine(version: str, layers: tuple[str, ...], file: Path, _state: tuple[int, int, int]) -> Engine:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EngineMissing(f"model {printable(file)} cannot be read: {error.strerror}") from error
    try:
        printed = characters(data)
    except ValueError as error:
        raise EngineMissing(f"{printable(file)} is not a Tesseract model: {error}") from error
    sha256 = hashlib.sha256(data).hexdigest()
    return Engine(
        ocr=f"tesseract {version}",
        model=own_version(data) or file.name.removesuffix(".traineddata"),
        model_sha256=sha256,
        model_file=file,
        lacks_digits=THAI_DIGITS - printed,
        cage=layers,
        calibration=_calibration(file, sha256),
    )


def _calibration(model: Path, sha256: str) -> Calibration | None:
    """What the confidences of a model mean, from the table beside it; None where nobody measured that."""
    table = table_of(model)
    try:
        return read_table(table, sha256)
    except (OSError, ValueError) as error:
        raise EngineMissing(f"{printable(table)} is not a table of confidences: {error}") from error


def characters(model: bytes) -> frozenset[str]:
    """Every character that a `.traineddata` file can print. Raises ValueError when it is none.

    The file is an index (32-bit count, then that many 64-bit offsets, -1 where a component is absent) and
    the components one after the other. Component 21 is the character set of the network, a text: the
    count, then one line a unit with the unit first.
    """
    parts = _components(model)
    if _LSTM not in parts or _LSTM_UNICHARSET not in parts:
        raise ValueError("it holds no LSTM network with a character set")
    try:
        lines = parts[_LSTM_UNICHARSET].decode("utf-8").splitlines()
        units = [line.split(" ", 1)[0] for line in lines[1 : int(lines[0]) + 1]]
    except (UnicodeDecodeError, IndexError) as error:
        raise ValueError("its character set cannot be read") from error
    return frozenset(character for unit in units for character in unit)


def own_version(model: bytes) -> str | None:
    """The version of a model of ours, as component 23 tells it (`saraban 2026.11`); None for any other model.

    Raises ValueError when the file is no model.
    """
    told = _components(model).get(_VERSION, b"").decode("utf-8", "replace")
    return told if _OWN.fullmatch(told) else None


def _components(model: bytes) -> dict[int, bytes]:
    if len(model) < 4:
        raise ValueError("it is too short")
    count = struct.unpack_from("<i", model)[0]
    if not 0 < count <= _COMPONENTS_MAX or len(model) < 4 + 8 * count:
        raise ValueError("it has no index of components")
    offsets = struct.unpack_from(f"<{count}q", model, 4)
    present = sorted((offset, number) for number, offset in enumerate(offsets) if offset >= 0)
    if not present or present[0][0] < 4 + 8 * count or present[-1][0] > len(model):
        raise ValueError("its index of components is broken")
    ends = [offset for offset, _ in present[1:]] + [len(model)]
    return {number: model[start:end] for (start, number), end in zip(present, ends, strict=True)}


def tesseract() -> str:
    """The path of Tesseract in its cage, which pytesseract takes from here on as well. Raises EngineMissing."""
    from pytesseract import pytesseract

    try:
        pytesseract.tesseract_cmd = cage.command("tesseract")
    except FileNotFoundError as error:
        raise EngineMissing(f"tesseract is missing; {INSTALL}") from error
    return str(pytesseract.tesseract_cmd)


@lru_cache(maxsize=1)
def _tesseract_version() -> str:
    import pytesseract

    tesseract()
    try:
        return str(pytesseract.get_tesseract_version())
    except pytesseract.TesseractNotFoundError as error:
        raise EngineMissing(f"tesseract is missing; {INSTALL}") from error
    except (subprocess.SubprocessError, ValueError, SystemExit) as error:
        raise EngineSilent(f"tesseract does not run; try again, else {INSTALL}") from error


@lru_cache(maxsize=1)
def stock_model() -> Path:
    """The installed Thai model; Tesseract itself says where its models lie. Raises EngineMissing."""
    listed = subprocess.run(
        [tesseract(), "--list-langs"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=cage.SECONDS["tesseract"] + cage.PATIENCE,
        check=False,
    ).stdout.decode("utf-8", "replace")
    named = re.search(r'available languages in "(.+)"', listed)
    if named is not None:
        file = Path(named.group(1)) / f"{STOCK_MODEL}.traineddata"
        if file.is_file():
            return file
    raise EngineMissing(f"tesseract has no Thai model ({STOCK_MODEL}); {INSTALL}")
