"""What a PDF holds beside its pages, and what was wrong with its frame: told, never run, never mended.

The bytes are searched as they lie; what is packed into streams (scripts, attachments, signatures) PDFium counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from saraban.extract.errors import Unsupported
from saraban.extract.page import PageWarning
from saraban.extract.source import printable

_CHUNK, _OVERLAP = 1 << 20, 1 << 12
_TRAILING_MAX = 1024  # bytes behind the end: some writers fill up a block
_END = b"%%EOF"
_ACTIVE = {
    "a script": re.compile(rb"/JavaScript\b"),
    "a command to start a program": re.compile(rb"/Launch\b"),
    "a command to send a form": re.compile(rb"/(?:SubmitForm|ImportData)\b"),
    "an attached file": re.compile(rb"/(?:EmbeddedFile|RichMedia)\b"),
    "an address to open": re.compile(rb"/OpenAction\s*<<[^>]{0,200}/URI\b"),
}
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_OBJECT_BYTES = 1 << 11  # the beginning of an object stands at most so far before its type
_DYNAMIC = re.compile(rb"/NeedsRendering\s+true\b")
_PORTFOLIO = re.compile(rb"/Collection\s*(?:<<|\d+\s+\d+\s+R)")
_TABLE = re.compile(rb"startxref\s+(\d{1,19})")
_HEAD_WITHIN = 4096


@dataclass(slots=True)
class _Seen:
    """What a search through the bytes of a file found."""

    active: set[str] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    dynamic: bool = False
    portfolio: bool = False
    end: int = 0
    table: int | None = None
    size: int = 0


def pdf_notes(path: Path, pages: int) -> tuple[PageWarning, ...]:
    """Warnings about a PDF as a whole. `pages`: how many its readers count.

    Raises Unsupported for a form that Adobe's reader alone can draw (XFA), and for a portfolio: its page is a cover.
    """
    seen = _search(path)
    active, signed, restricted, full_form = _asked(path)
    active |= seen.active
    name = printable(path.name)
    if full_form and seen.dynamic:
        raise Unsupported(f"{name} is an XFA form, whose pages only Adobe's reader draws; print it to a PDF")
    if seen.portfolio and "an attached file" in active:
        raise Unsupported(f"{name} is a portfolio, a cover for other files; save those and read them")
    return tuple(_told(path, pages, seen, active, (signed, restricted)))


def _told(
    path: Path, pages: int, seen: _Seen, active: set[str], locks: tuple[bool, bool]
) -> Iterator[PageWarning]:
    signed, restricted = locks
    if seen.table is None or not _leads_to_table(path, seen.table):
        message = "the table of the PDF is missing or wrong; its readers found the pages without it"
        yield PageWarning("pdf_repaired", 1, message)
    if len(seen.pages) > pages:
        message = f"the PDF holds {len(seen.pages)} pages and lists {pages}: others were deleted, or got lost"
        yield PageWarning("pages_not_listed", 1, message)
    if seen.size - seen.end > _TRAILING_MAX:
        message = f"{seen.size - seen.end} bytes follow the end of the PDF, and were not looked at"
        yield PageWarning("trailing_data", 1, message)
    if active:
        message = f"the PDF holds {', '.join(sorted(active))}; nothing of that was run, opened or read"
        yield PageWarning("active_content", 1, message)
    if signed:
        message = "the PDF is signed digitally; whether the signature is good was not asked"
        yield PageWarning("pdf_signed", 1, message)
    if restricted:
        message = "the owner of the PDF forbids some uses of it (printing, copying, changing); it was read"
        yield PageWarning("pdf_restricted", 1, message)


def _search(path: Path) -> _Seen:
    """Look through a file of any size, with windows that overlap."""
    seen, kept, start = _Seen(), b"", 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = kept + chunk
            _look(window, start, seen)
            kept = window[-_OVERLAP:]
            start += len(window) - len(kept)
    seen.size = start + len(kept)
    return seen


def _look(window: bytes, start: int, seen: _Seen) -> None:
    seen.active |= {what for what, sign in _ACTIVE.items() if what not in seen.active and sign.search(window)}
    seen.dynamic = seen.dynamic or _DYNAMIC.search(window) is not None
    seen.portfolio = seen.portfolio or _PORTFOLIO.search(window) is not None
    for page in _PAGE.finditer(window):
        before = list(_OBJECT.finditer(window, max(0, page.start() - _OBJECT_BYTES), page.start()))
        if before:
            seen.pages.add(int(before[-1][1]))
    for table in _TABLE.finditer(window):
        seen.table = int(table[1])
    if (end := window.rfind(_END)) >= 0:
        rest = window[end + len(_END) :]
        seen.end = start + end + len(_END) + len(rest) - len(rest.lstrip(b"\r\n\t "))


def _leads_to_table(path: Path, place: int) -> bool:
    """Whether a table stands where the end of the file says; places may be counted from the head of the PDF."""
    with path.open("rb") as stream:
        head = max(0, stream.read(_HEAD_WITHIN).find(b"%PDF-"))
        for start in {place, place + head}:
            stream.seek(start)
            found = stream.read(32).lstrip()
            if found.startswith(b"xref") or _OBJECT.match(found):
                return True
    return False


def _asked(path: Path) -> tuple[set[str], bool, bool, bool]:
    """What PDFium says: active content, whether the file is signed, restricted, and a full XFA form."""
    try:
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            scripts = raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
            attached = raw.FPDFDoc_GetAttachmentCount(document) > 0
            active = {"a script"} if scripts else set()
            active |= {"an attached file"} if attached else set()
            return (
                active,
                raw.FPDF_GetSignatureCount(document) > 0,
                raw.FPDF_GetSecurityHandlerRevision(document) > 0,
                raw.FPDF_GetFormType(document) == raw.FORMTYPE_XFA_FULL,
            )
    except (pypdfium2.PdfiumError, ValueError):  # poppler alone opens it: the bytes must do
        return set(), False, False, False
