"""Tesseract over pictures of lines: one call, on pictures and a list that are written here."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import pytesseract
from pytesseract import pytesseract as command

from saraban.extract import cage
from saraban.extract.engine import INSTALL, tesseract
from saraban.extract.errors import EngineMissing, OutOfMemory, ReadingFailed
from saraban.extract.images import Gray
from saraban.extract.page import Engine
from saraban.extract.scratch import scratch
from saraban.extract.source import printable

_LANGUAGE = "model"
_SETTINGS = (
    "--psm 13 -c preserve_interword_spaces=1 "
    "-c tessedit_create_txt=1 -c tessedit_create_hocr=1 -c hocr_char_boxes=1"
)
_NO_MEMORY = re.compile(r"bad_alloc|malloc fail|[Cc]annot allocate memory|[Oo]ut of memory")
_TOLD = 300  # characters of an error


def recognise(pictures: Sequence[Gray], engine: Engine) -> tuple[list[str], str]:
    """The text of each picture as Tesseract reads it, and its hOCR of all of them, with a box for each symbol.

    Tesseract opens whatever a list names, be it a file or an address: it gets one of pictures that we wrote. Raises
    ReadingFailed when it fails or takes too long, OutOfMemory, EngineMissing.
    """
    if engine.model_file is None:
        raise EngineMissing(f"the engine has no model; {INSTALL}")
    with tempfile.TemporaryDirectory(dir=scratch(), prefix="lines-") as name:
        folder = Path(name)
        listed, out = _written(pictures, folder), folder / "out"
        (folder / f"{_LANGUAGE}.traineddata").symlink_to(engine.model_file)
        _call(listed, out, folder)
        try:
            texts = out.with_suffix(".txt").read_text(encoding="utf-8").split("\f")
            return texts, out.with_suffix(".hocr").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ReadingFailed(f"what tesseract wrote cannot be read: {error}") from error


def _written(pictures: Sequence[Gray], folder: Path) -> Path:
    """The pictures as files of that folder, and the list of them."""
    names = []
    for number, pixels in enumerate(pictures):
        name = folder / f"{number:05d}.png"
        if not cv2.imwrite(str(name), pixels, [cv2.IMWRITE_PNG_COMPRESSION, 1]):
            raise ReadingFailed(
                "a line picture could not be written to the temporary folder; is the disk full?"
            )
        names.append(f"{name}\n")
    listed = folder / "list.txt"
    listed.write_text("".join(names))
    return listed


def _call(listed: Path, out: Path, folder: Path) -> None:
    """Tesseract over a list, with the model in that folder. Raises as read_strips."""
    tesseract()
    os.environ["OMP_THREAD_LIMIT"] = "1"  # pytesseract hands its own environment on, and takes no other
    seconds, begun = cage.SECONDS["tesseract"], time.monotonic()
    try:
        command.run_tesseract(
            str(listed),
            str(out),
            extension="",
            lang=_LANGUAGE,
            config=f"--tessdata-dir {shlex.quote(str(folder))} {_SETTINGS}",
            timeout=seconds + cage.PATIENCE,
        )
    except pytesseract.TesseractNotFoundError as error:
        raise EngineMissing(f"tesseract is missing; {INSTALL}") from error
    except (RuntimeError, OSError, UnicodeDecodeError) as error:  # an error told in bytes that are no text
        if _NO_MEMORY.search(str(error)):
            raise OutOfMemory(
                f"tesseract needs more than {cage.MEMORY >> 20} MB for the page; scan it at 300 dpi"
            ) from error
        if time.monotonic() - begun >= seconds:
            raise ReadingFailed(
                f"tesseract took longer than {seconds:g} s and was ended; look at the page"
            ) from error
        raise ReadingFailed(f"tesseract failed: {_told(error)}") from error


def _told(error: Exception) -> str:
    """What Tesseract said of its failure, in one line."""
    said = error.object.decode("utf-8", "replace") if isinstance(error, UnicodeDecodeError) else str(error)
    return printable(" ".join(said.split())[:_TOLD])


def _ended(process: subprocess.Popen[bytes], code: int) -> None:
    """In place of pytesseract's `kill`, which asks politely, waits for nobody, and leaves a dead process behind."""
    process.kill()
    process.wait()
    process.returncode = code


command.kill = _ended
