"""What a page that could not be read leaves in doubt: the documents around it may have gone on there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from saraban.extract.decide import HEADLESS
from saraban.extract.page import PAGE_FAILED, Page, PageWarning
from saraban.extract.record import Document, Field


def failed_page(number: int, code: str, message: str) -> Page:
    """The place of a page that could not be read, without text. `code` and `message`: what failed."""
    said = f"the page was not read: {message} [{code}]"
    return Page(number=number, text_from="none", lines=(), warnings=(PageWarning(PAGE_FAILED, number, said),))


def has_failed(page: Page) -> bool:
    """Whether this is the place of a page that could not be read."""
    return any(warning.code == PAGE_FAILED for warning in page.warnings)


def beside_failed(documents: Sequence[Document], pages: Sequence[Page]) -> tuple[Document, ...]:
    """The documents, with a reason for review of each that may have gone on, or begun, on a page that failed.

    Its values before that page stand as they are. Those after it are flagged too: they may belong to a document
    that began on the failed page.
    """
    found = tuple(documents)
    for page in pages:
        if has_failed(page):
            near = {document.id for document in _around(found, page.number)}
            found = tuple(_doubted(one, page.number) if one.id in near else one for one in found)
    return found


def _around(documents: Sequence[Document], number: int) -> list[Document]:
    """The documents that reach over a page; else the last before it, and those after it up to the first that has a
    head of its own: what papers without one are is told by what they follow.
    """
    written = [document for document in documents if document.kind != "blank"]
    over = [document for document in written if document.pages[0] < number < document.pages[1]]
    before = [document for document in written if document.pages[1] < number]
    after = [document for document in written if document.pages[0] > number]
    headed = next((at for at, document in enumerate(after) if document.kind not in HEADLESS), len(after))
    return over or before[-1:] + after[: headed + 1]


def _doubted(document: Document, number: int) -> Document:
    flagged = document.every(partial(_flagged, number=number))
    return replace(flagged, reasons=_with(document.reasons))


def _flagged(field: Field, number: int) -> Field:
    stands_before = field.place is not None and field.place.page < number
    return field if stands_before or field.value is None else replace(field, reasons=_with(field.reasons))


def _with(reasons: tuple[str, ...]) -> tuple[str, ...]:
    return reasons if PAGE_FAILED in reasons else (*reasons, PAGE_FAILED)
