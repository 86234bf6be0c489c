"""A file on disk, before anything is read from it: what it is, its hash, and how many pages it has."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from saraban.extract.errors import (
    BrokenFile,
    ChangedDuringRead,
    EmptyFile,
    MissingFile,
    NotADocument,
    SarabanError,
    TooManyPages,
    UnreadableFile,
)
from saraban.extract.page import PageWarning
from saraban.extract.signatures import ENDINGS, Foreign, foreign, media_type
from saraban.extract.signatures import PDF as PDF
from saraban.extract.signatures import TEXT as TEXT
from saraban.extract.unwritten import is_at_rest

IMAGES = frozenset(ENDINGS) - {PDF}

PAGES_MAX = 10_000
"""Of one file, unless somebody asks for more: a PDF of a few kB may claim any number of them."""

_CHUNK = 1 << 20
_PDF_HEADER_WITHIN = 4096  # poppler opens a PDF behind some junk
_THAI_LEGACY = "cp874"  # what Windows calls TIS-620


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. `path` is absolute; `size` in bytes; `pages` counted, not yet read.

    `name` is text that any system can store: bytes of the file's name that are no UTF-8 stand as %FF.

    `warnings` concern the file as a whole and name its first page.
    """

    path: Path
    name: str
    sha256: str
    size: int
    media_type: str
    pages: int
    warnings: tuple[PageWarning, ...] = ()


def open_source(path: Path, most: int = PAGES_MAX) -> Source:
    """Look at a file: type by its first bytes, hash, number of pages. One that is being written is waited for a while.

    `most`: how many pages it may have. Raises MissingFile, UnreadableFile, EmptyFile, NotADocument, Unsupported,
    EncryptedFile, BrokenFile, TooLarge, TooManyPages, ChangedDuringRead, or EngineMissing when poppler is not installed.
    """
    path = Path(os.path.abspath(path))
    with _open(path) as stream:
        if not is_at_rest(stream):
            raise ChangedDuringRead(
                f"{printable(path.name)} is still being written; run again when it is whole"
            )
        before = os.fstat(stream.fileno())
        head = _read(stream, path, _PDF_HEADER_WITHIN)
        if not head:
            raise EmptyFile(f"{printable(path.name)} is empty")
        media_type = _media_type(head, path)
        sha256, size = _digest(stream, path)
    with _unchanged(path, (size, before.st_mtime_ns)):
        pages, warnings = _count(path, media_type, most)
    warnings = (*_misnamed(path, media_type), *warnings)
    return Source(path, _storable(path.name), sha256, size, media_type, pages, warnings)


@contextmanager
def _unchanged(path: Path, before: tuple[int, int]) -> Iterator[None]:
    """Something is done with a file, and afterwards it must have the size and the time that it had.

    Raises ChangedDuringRead or MissingFile, in place of the error that the change led to.
    """
    try:
        yield
    except SarabanError:
        _compare(path, before)
        raise
    except OSError as error:
        _compare(path, before)
        raise UnreadableFile(f"{printable(path.name)} cannot be read: {error.strerror}") from error
    _compare(path, before)


def _compare(path: Path, before: tuple[int, int]) -> None:
    name = printable(path.name)
    try:
        now = os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(f"{name} vanished while it was read") from error
    except OSError as error:
        raise UnreadableFile(f"{name} cannot be looked at: {error.strerror}") from error
    if (now.st_size, now.st_mtime_ns) != before:
        raise ChangedDuringRead(f"{name} was changed while it was read; run again when it is whole")


def _misnamed(path: Path, media_type: str) -> tuple[PageWarning, ...]:
    """A warning where the end of a name is that of another type. Other ends (.scan, .001) say nothing."""
    ending = path.suffix.lower().removeprefix(".")
    others = [kind for kind, ends in ENDINGS.items() if ending in ends and kind != media_type]
    if media_type == TEXT or not others:
        return ()
    message = f"the name ends like that of {others[0]}, the bytes are {media_type}; the bytes were believed"
    return (PageWarning("name_mismatch", 1, message),)


def foreign_kind(path: Path) -> Foreign | None:
    """Why a file is no PDF, image or transcript; None when it is one, whatever its name says.

    Raises MissingFile or UnreadableFile when the system does not say.
    """
    with _open(path) as stream:
        head = _read(stream, path, _PDF_HEADER_WITHIN)
    try:
        return foreign(head, path.suffix) if _media_type(head, path) == TEXT else None
    except NotADocument:
        return foreign(head, path.suffix)


def printable(name: str | Path) -> str:
    r"""A name as one line of a message: control and format characters, lone surrogates as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(name))


def _storable(name: str) -> str:
    return re.sub("[\udc80-\udcff]", lambda odd: quote(odd[0], errors="surrogateescape"), name)


def decode_transcript(data: bytes) -> tuple[str, bool]:
    """The text of a transcript, and whether it came in the legacy Thai encoding instead of UTF-8.

    Raises UnicodeDecodeError when it is neither.
    """
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode(_THAI_LEGACY), True


def _open(path: Path) -> BinaryIO:
    """The file opened for reading; anything but a plain file is refused, without ever waiting for it."""
    name = printable(path.name)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(f"{name} does not exist") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(f"{name} cannot be opened: {reason}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableFile(f"{name} is not a plain file but a folder, pipe, socket or device")
    return os.fdopen(descriptor, "rb")


def _read(stream: BinaryIO, path: Path, size: int) -> bytes:
    try:
        return stream.read(size)
    except OSError as error:
        raise UnreadableFile(f"{printable(path.name)} cannot be read: {error.strerror}") from error


def _digest(stream: BinaryIO, path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while chunk := _read(stream, path, _CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _media_type(head: bytes, path: Path) -> str:
    """The type that the first bytes say; the end of the name only tells a transcript from other text."""
    told = media_type(head)
    if told is not None:
        return told
    name, text = printable(path.name), b"\0" not in head
    if path.suffix.lower() == ".txt" and text:
        return TEXT
    if b"%PDF-" in head and not text:
        return PDF
    kind = foreign(head, path.suffix)
    if kind == "archive":
        raise NotADocument(f"{name} is an archive; unpack it and read what is in it")
    if kind == "unsupported":
        raise NotADocument(f"{name} is of a kind that saraban does not read; save it as PDF, PNG or TIFF")
    if text:
        raise NotADocument(f"{name} holds text, not a scan; name it .txt if it is a transcript")
    raise NotADocument(f"{name} is not a PDF, PNG, JPEG, WebP, BMP or TIFF file")


def _count(path: Path, media_type: str, most: int) -> tuple[int, tuple[PageWarning, ...]]:
    if media_type == PDF:
        from saraban.extract.pdf import count_pages

        pages, warnings = count_pages(path)
    elif media_type in IMAGES:
        from saraban.extract.images import count_frames

        pages, warnings = count_frames(path, most), ()
    else:
        pages, warnings = _count_transcript(path)
    if pages > most:
        advice = f"has more pages than {most}; split it, or allow more with --max-pages"
        raise TooManyPages(f"{printable(path.name)} {advice}")
    if media_type == PDF:
        from saraban.extract.pdfnotes import pdf_notes

        warnings += pdf_notes(path, pages)
    return pages, warnings


def split_pages(text: str) -> list[str]:
    """The pages of a transcript: form feeds part them; a last one, as pdftotext prints it, opens no page."""
    return text.removesuffix("\f").split("\f")


def _count_transcript(path: Path) -> tuple[int, tuple[PageWarning, ...]]:
    """How many pages a transcript has."""
    try:
        text, legacy = decode_transcript(path.read_bytes())
    except UnicodeDecodeError as error:
        raise NotADocument(
            f"{printable(path.name)} is text in an unknown encoding; save it as UTF-8"
        ) from error
    if not text.strip():
        raise EmptyFile(f"{printable(path.name)} holds no text")
    if "\0" in text:
        raise BrokenFile(f"{printable(path.name)} is no plain text: it holds NUL characters")
    message = "read as Thai Windows text (cp874), for it is not UTF-8; check the text"
    warnings = (PageWarning("legacy_encoding", 1, message),) if legacy else ()
    return len(split_pages(text)), warnings
