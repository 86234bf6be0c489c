"""Values from pages that were read badly: whatever they say, a person must look."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from saraban.extract.page import Page
from saraban.extract.record import Document, Field

POOR = frozenset({"page_unreadable", "needs_rescan", "image_damaged"})
"""Warnings of pages of which part was not read, or not well."""


def on_poor_pages(documents: Sequence[Document], pages: Sequence[Page]) -> tuple[Document, ...]:
    """The documents, with a reason for review of every value that stands on such a page."""
    poor = {page.number for page in pages if any(warning.code in POOR for warning in page.warnings)}
    if not poor:
        return tuple(documents)
    return tuple(document.every(partial(_flagged, poor=poor)) for document in documents)


def _flagged(field: Field, poor: Collection[int]) -> Field:
    if field.place is None or field.place.page not in poor:
        return field
    return replace(field, reasons=(*field.reasons, "poor_page"))
