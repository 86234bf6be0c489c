"""`saraban doctor`: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saraban.extract.page import Engine

INSTALL = "apt-get install"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that reading needs.

    `found`: what is there, None when it is missing. `advice`: how to get what is missing, or what to know
    about what is there.
    """

    name: str
    found: str | None
    advice: str | None = None

    def __str__(self) -> str:
        if self.found is None:
            return f"missing: {self.advice}"
        return f"{self.found} ({self.advice})" if self.advice else self.found


def doctor(model: Path | None, *, as_json: bool) -> int:
    """Print every check; 0 when all is there, 3 when something is missing."""
    checks = [*examine(model), _font()]
    if as_json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False))
    else:
        width = max(len(check.name) for check in checks)
        for check in checks:
            print(f"{check.name:<{width}}  {check}")
    return 3 if any(check.found is None for check in checks) else 0


def missing(model: Path | None) -> list[str]:
    """One sentence for each thing that is missing."""
    return [f"{check.name} is missing: {check.advice}" for check in examine(model) if check.found is None]


def examine(model: Path | None = None) -> Iterator[Check]:
    """Look at everything that reading a scan needs."""
    from saraban.extract.engine import load_engine
    from saraban.extract.errors import EngineMissing, EngineSilent, ReadingFailed
    from saraban.extract.scratch import scratch

    yield Check("python", platform.python_version())
    for package in ("pytesseract", "pdf2image", "pypdfium2", "opencv-python-headless", "Pillow"):
        yield _check(package, _package_version(package), f"pip install {package}")
    try:
        scratch()
    except ReadingFailed as error:
        yield Check("temporary folder", None, str(error))
        return
    yield _cage()
    try:
        yield _check("poppler", poppler_version(), f"{INSTALL} poppler-utils")
    except EngineSilent as error:
        yield Check("poppler", None, str(error))
    if shutil.which("tesseract") is None:
        yield Check("tesseract", None, f"{INSTALL} tesseract-ocr tesseract-ocr-tha")
        return
    try:
        engine = load_engine(model)
    except EngineMissing as error:
        yield Check("model", None, str(error))
        return
    yield Check("tesseract", engine.ocr.removeprefix("tesseract "))
    yield Check("model", _model_name(engine), "; ".join(_limits(engine)) or None)


def _cage() -> Check:
    """What Tesseract and poppler are held to; nothing of it is needed for reading, and all of it is wanted."""
    from saraban.extract import cage

    stands = cage.layers()
    lacking = [name for name in cage.LAYERS if name not in stands]
    wanted = "setpriv and unshare (util-linux), timeout (coreutils), and a system that allows user namespaces"
    return Check(
        "cage",
        ", ".join(stands) or "none",
        f"without {', '.join(lacking)}, which would need {wanted}" if lacking else None,
    )


def _model_name(engine: Engine) -> str:
    """Which model it is, and whether it is that of the package."""
    from saraban.extract.engine import PACKAGED

    packaged = engine.model_file is not None and engine.model_file == PACKAGED.resolve()
    return f"{engine.model} (sha256 {engine.model_sha256[:8]}{', packaged' if packaged else ''})"


def _limits(engine: Engine) -> Iterator[str]:
    """What is to be known about a model that can do less than ours."""
    if engine.lacks_digits:
        lacks = " ".join(sorted(engine.lacks_digits))
        yield f"cannot print {lacks}: values with Thai digits are flagged engine_lacks_digits"
    if engine.calibration is None:
        yield "its confidences were not measured: they are no probabilities"


def _font() -> Check:
    """The font that `saraban show` draws with; reading needs none."""
    from saraban.app.drawing.fonts import ADVICE, thai_font
    from saraban.extract.errors import FontMissing

    try:
        found = " ".join(filter(None, thai_font(12).getname()))
    except FontMissing:
        found = None
    return Check("Thai font", found, None if found else f"{ADVICE} (saraban show --out page.png needs it)")


def _check(name: str, found: str | None, install: str) -> Check:
    return Check(name, found, None if found else install)


def _package_version(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def poppler_version() -> str | None:
    """The version that pdftoppm tells (on standard error); None where poppler is not installed. Raises EngineSilent."""
    from saraban.extract import cage
    from saraban.extract.errors import EngineSilent

    silent = EngineSilent(f"pdftoppm does not run; try again, else {INSTALL} poppler-utils")
    try:
        command = [f"{cage.poppler()}/pdftoppm", "-v"]
        limit = cage.SECONDS["pdftoppm"] + cage.PATIENCE
        said = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise silent from error
    except OSError:
        return None
    first = (said.stderr or said.stdout).decode("utf-8", "replace").splitlines()[:1]
    if said.returncode or not first:
        raise silent
    return first[0].removeprefix("pdftoppm version ")
