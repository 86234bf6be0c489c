"""One document while it is being decided: where it is, what was found in it, how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saraban.extract.find import Finding, TimedOut
from saraban.extract.flow import Flow
from saraban.extract.page import Engine
from saraban.extract.split import Extent


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its findings in order of place, and what is known of how it was read."""

    flow: Flow
    extent: Extent
    findings: Sequence[Finding]
    late: Sequence[TimedOut]
    engine: Engine | None
    ocr_pages: frozenset[int]
    near: int | None = None  # the Buddhist year that the file itself prints in full most often

    def of(self, name: str) -> list[Finding]:
        """The findings that could fill a field, in order of place."""
        return [finding for finding in self.findings if finding.fills == name]
