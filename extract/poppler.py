"""poppler in its cage, by way of pdf2image: what a PDF says of itself, and one page drawn."""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pdf2image
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
from PIL import Image

from saraban.extract import cage
from saraban.extract.errors import BrokenFile, EncryptedFile, EngineMissing, PagesLost, ReadingFailed
from saraban.extract.scratch import scratch
from saraban.extract.source import printable

_INSTALL = "pdfinfo or pdftoppm is missing; install it: apt-get install poppler-utils"


def pages_of(path: Path) -> int:
    """How many pages a PDF has. Raises EncryptedFile, BrokenFile, EngineMissing."""
    return int(_info(path)["Pages"])


def size_of(path: Path, number: int) -> tuple[float, float, int]:
    """Width and height of a page in points, 72 to the inch, and the turn that it asks for in degrees.

    Raises PagesLost where there is no such page, BrokenFile, EngineMissing.
    """
    told = _info(path, first_page=number, last_page=number)
    info = {re.sub(r"\s+", " ", key): str(value) for key, value in told.items()}
    try:
        width, _, height = info[f"Page {number} size"].split()[:3]
        return float(width), float(height), int(info.get(f"Page {number} rot", "0"))
    except (KeyError, ValueError) as error:
        raise PagesLost(f"{printable(path.name)}: poppler does not know page {number}") from error


def draw(path: Path, number: int, dpi: float, *, grayscale: bool) -> tuple[Image.Image, bool]:
    """One page as a picture, and whether poppler found no error in it.

    Raises PagesLost when poppler does not deliver the page, BrokenFile, EngineMissing.
    """
    options: dict[str, Any] = {"dpi": dpi, "first_page": number, "last_page": number, "grayscale": grayscale}
    options["timeout"] = cage.SECONDS["pdftoppm"] + cage.PATIENCE
    try:
        images, sound = _convert(path, number, strict=True, **options), True
    except PDFSyntaxError:
        images, sound = _convert(path, number, strict=False, **options), False
    if len(images) != 1:
        name = printable(path.name)
        raise PagesLost(f"{name}: poppler delivered {len(images)} pictures of page {number}")
    return images[0], sound


def _convert(path: Path, number: int, **options: Any) -> list[Image.Image]:
    name = printable(path.name)
    with _named("pdftoppm", f"{name}: page {number} is not drawn"):
        try:
            drawn: list[Image.Image] = pdf2image.convert_from_path(
                _lent(path),
                use_cropbox=True,
                poppler_path=cage.poppler(),
                **options,
            )
        except (PDFPageCountError, ValueError) as error:
            raise BrokenFile(f"{name}: page {number} cannot be drawn") from error
    if code := cage.exit_code("pdftoppm"):  # pdf2image does not ask
        raise PagesLost(f"{name}: poppler broke off while it drew page {number} (exit code {code})")
    return drawn


def _info(path: Path, **pages: int) -> dict[str, Any]:
    name = printable(path.name)
    options: dict[str, Any] = {"timeout": cage.SECONDS["pdfinfo"] + cage.PATIENCE, **pages}
    with _named("pdfinfo", f"{name}: the PDF does not open"):
        try:
            info = pdf2image.pdfinfo_from_path(str(_lent(path)), poppler_path=cage.poppler(), **options)
        except (PDFPageCountError, ValueError) as error:
            if "Incorrect password" in str(error):
                raise EncryptedFile(f"{name} opens only with a password; save it without one") from error
            raise BrokenFile(f"{name} is a broken or cut off PDF") from error
    if code := cage.exit_code("pdfinfo"):
        raise BrokenFile(f"{name} is a broken PDF: poppler broke off (exit code {code})")
    return dict(info)


@contextmanager
def _named(program: str, failure: str) -> Iterator[None]:
    """What pdf2image raises, and a time limit that it does not see, as errors with a name."""
    seconds, begun = cage.SECONDS[program], time.monotonic()
    try:
        yield
    except (PDFInfoNotInstalledError, FileNotFoundError) as error:
        raise EngineMissing(_INSTALL) from error
    except PDFPopplerTimeoutError as error:
        raise BrokenFile(f"{failure} in {seconds:g} s") from error
    except OSError as error:  # a picture that poppler did not finish
        raise PagesLost(f"{failure} whole") from error
    except BrokenFile as error:
        if time.monotonic() - begun >= seconds:
            raise BrokenFile(f"{failure} in {seconds:g} s") from error
        raise
    if cage.exit_code(program) is None:
        raise BrokenFile(f"{failure} in {seconds:g} s, or takes too much memory")


def _lent(path: Path) -> Path:
    """The file where poppler may read it. In the cage root is nobody in particular: it gets a copy of what is private
    to another user.
    """
    if os.geteuid() or "privileges" not in cage.layers() or _is_open(path):
        return path
    state = path.stat()
    return _copy(path, scratch(), (state.st_size, state.st_mtime_ns))


def _is_open(path: Path) -> bool:
    """Whether root could read a file without root's rights, which are those of an owner or of all."""
    if not _allows(path, stat.S_IRUSR, stat.S_IROTH):
        return False
    return all(_allows(folder, stat.S_IXUSR, stat.S_IXOTH) for folder in path.parents)


def _allows(path: Path, owner: int, others: int) -> bool:
    state = path.stat()
    return bool(state.st_mode & (owner if state.st_uid == 0 else others))


@lru_cache(maxsize=1)
def _copy(path: Path, folder: Path, _state: tuple[int, int]) -> Path:
    try:
        return Path(shutil.copyfile(path, folder / "lent.pdf"))
    except OSError as error:
        raise ReadingFailed(
            f"the PDF could not be copied to the temporary folder: {error.strerror}"
        ) from error
