"""The three steps from a file to its record, as workers do them: open, read a page, compose.

Each is a call that never raises, and takes and gives only bytes and plain values, so that any worker can do it.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from saraban.app.batch.work import Opened, StoredPage, Work
from saraban.extract.errors import (
    ChangedDuringRead,
    InternalError,
    MissingFile,
    NoText,
    OutOfMemory,
    PagesFailed,
    SarabanError,
)
from saraban.extract.page import PAGE_FAILED
from saraban.extract.source import PAGES_MAX

if TYPE_CHECKING:
    from saraban.extract.page import Engine, Page, PageWarning
    from saraban.extract.record import Record
    from saraban.extract.source import Source


_NO_TEXT = "no text on any page: {}"
_LOOK = "check that the scan is not blank or far too light"
_NAMED = 5  # pages that failed, told one by one
_NO_MEMORY = "more memory is needed than a worker may take; scan it at 300 dpi"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a step gave, or why it could not. `given`: a source that was opened, a packed page, or a record.

    `code` without `given` is a failure; with it, something that is to be said of the record.
    """

    given: Opened | bytes | None
    code: str | None = None
    message: str = ""
    exit_code: int = 0
    trace: str = ""


def stamp_of(path: bytes) -> str:
    """What changes whenever a file does, without reading it: size, times of content and of state, place on the disk.

    Empty where there is nothing that can be looked at.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"


def open_file(work: Work, most: int = PAGES_MAX) -> Answer:
    """Look at a file: its type, its hash, its pages, of which it may have `most`."""

    def opened() -> Answer:
        from saraban.extract.source import open_source
        from saraban.extract.stored import pack_source

        before = stamp_of(work.path)
        source = open_source(Path(os.fsdecode(work.path)), most)
        _unchanged(work.path, before)
        return Answer(Opened(source.sha256, before, source.pages, pack_source(source)))

    return guarded(opened)


def read_one_page(work: Work, model: Path | None) -> Answer:
    """Read one page of a source that was opened."""

    def read() -> Answer:
        from saraban.extract.pages import read_page
        from saraban.extract.stored import pack_page

        source = _source(work)
        _unchanged(work.path, work.stamp)
        try:
            page = read_page(source, work.number, _engine(source, model))
        finally:
            _unchanged(work.path, work.stamp)  # a change explains whatever else failed
        return Answer(pack_page(page))

    return guarded(read)


def compose(work: Work, pages: tuple[StoredPage, ...], model: Path | None) -> Answer:
    """The record of a source whose pages were read. Fails where none of them was."""

    def composed() -> Answer:
        from saraban.extract.read import record_of

        if not any(page.result for page in pages):
            return Answer(None, pages[0].code, pages[0].message, 1)
        source = _source(work)
        restored = tuple(_restored(number, page) for number, page in enumerate(pages, start=1))
        return told_of(record_of(source, restored, _engine(source, model)))

    return guarded(composed)


def told_of(record: Record) -> Answer:
    """A record, and what is to be said of it: pages that it lacks, or that it holds no text."""
    made = record.json().encode("utf-8")
    failed = [warning for warning in record.warnings if warning.code == PAGE_FAILED]
    if failed:
        return Answer(made, PagesFailed.code, _pages(failed), PagesFailed.exit_code)
    if not record.has_text:
        lost = [warning for warning in record.warnings if warning.page]
        return Answer(made, NoText.code, _NO_TEXT.format(_pages(lost) or _LOOK), NoText.exit_code)
    return Answer(made)


def _pages(told: list[PageWarning]) -> str:
    """What is said of the first pages, and how much more there is."""
    first = "; ".join(f"page {warning.page}: {warning.message}" for warning in told[:_NAMED])
    return f"{first}; and {len(told) - _NAMED} more" if len(told) > _NAMED else first


def guarded(step: Callable[[], Answer]) -> Answer:
    """What the step gives, or the failure that it met; nothing but the end of the process gets through."""
    try:
        return step()
    except SarabanError as error:
        return Answer(None, error.code, str(error), error.exit_code, traceback.format_exc())
    except MemoryError:
        return Answer(None, OutOfMemory.code, _NO_MEMORY, 1, traceback.format_exc())
    except Exception as error:
        what = (
            f"saraban itself failed ({type(error).__name__}: {error}); please report it with --debug's output"
        )
        return Answer(None, InternalError.code, what, 1, traceback.format_exc())


def _unchanged(path: bytes, stamp: str) -> None:
    found = stamp_of(path)
    if not found:
        raise MissingFile("the file vanished while it was read; check the path")
    if found != stamp:
        raise ChangedDuringRead("the file was changed while it was read; run again when nobody writes to it")


def _source(work: Work) -> Source:
    """The source, at the path where its bytes lie now: of two files alike the first may be gone."""
    from saraban.extract.stored import unpack_source

    return replace(unpack_source(work.packed), path=Path(os.path.abspath(os.fsdecode(work.path))))


def _engine(source: Source, model: Path | None) -> Engine | None:
    from saraban.extract.engine import load_engine
    from saraban.extract.source import TEXT

    return None if source.media_type == TEXT else load_engine(model)


def _restored(number: int, page: StoredPage) -> Page:
    from saraban.extract.failed import failed_page
    from saraban.extract.stored import unpack_page

    if page.result is None:
        return failed_page(number, page.code or "", page.message)
    return unpack_page(page.result)
