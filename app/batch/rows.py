"""What became of each input of a batch, one row an input, and the sums over the rows."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import asdict, dataclass, field

from saraban.app.batch.chain import canonical, storable
from saraban.extract.source import printable

OUTCOMES = {
    "failed": "อ่านไม่ได้",
    "quarantined": "กักไว้ เพราะทำให้โปรแกรมล่มหรือค้างซ้ำ",
    "partial": "อ่านได้บางหน้า",
    "no_text": "ไม่พบข้อความ",
    "waiting": "รออ่าน",
    "skipped": "ข้าม",
    "same": "เนื้อหาเดียวกับแฟ้มอื่น",
    "read": "อ่านครบ",
}
"""Every outcome of an input with its Thai term, first what needs a person."""


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that is missing in a record. `page` counts from 1."""

    page: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input and what became of it. `outcome`: one of OUTCOMES; `pages`: how many it has, 0 where unknown;
    `alike`: another file, whose name looks the same.
    """

    path: bytes
    outcome: str
    code: str | None = None
    message: str = ""
    record: str | None = None
    pages: int = 0
    failed_pages: tuple[FailedPage, ...] = ()
    alike: bytes | None = None

    @property
    def shown(self) -> str:
        """The path as one line for people, whatever is in it."""
        return printable(self.path.decode("utf-8", "backslashreplace"))

    @property
    def group(self) -> tuple[str, str]:
        """Outcome and code: what rows of a report stand together."""
        return self.outcome, self.code or ""

    def json(self) -> bytes:
        """The row as one line of JSON; a path that is no UTF-8 is told as `path_b64` besides."""
        made = {name: getattr(self, name) for name in ("outcome", "code", "message", "record", "pages")}
        made["path"] = self.path.decode("utf-8", "backslashreplace")
        made["failed_pages"] = [asdict(page) for page in self.failed_pages]
        if self.alike is not None:
            made["alike"] = self.alike.decode("utf-8", "backslashreplace")
        if isinstance(storable(self.path), dict):
            made["path_b64"] = base64.b64encode(self.path).decode()
        return canonical(storable(made))


@dataclass(slots=True)
class Totals:
    """Counted from the rows, so that sums and rows agree. `reasons`: by outcome and code; `pages` counts those of the same bytes once."""

    inputs: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    pages: int = 0
    failed_pages: int = 0

    def add(self, row: InputRow) -> None:
        """Count an input."""
        self.inputs[row.outcome] += 1
        self.reasons[row.group] += 1
        if row.outcome != "same":
            self.pages += row.pages
            self.failed_pages += len(row.failed_pages)

    def facts(self) -> dict[str, object]:
        """The totals for JSON: of every outcome, also where there is none."""
        reasons: Counter[str] = Counter()
        for (_, code), number in self.reasons.items():
            reasons.update({code: number} if code else {})
        return {
            "inputs": {"all": self.inputs.total(), **{name: self.inputs[name] for name in OUTCOMES}},
            "reasons": dict(sorted(reasons.items())),
            "pages": {"all": self.pages, "failed": self.failed_pages},
        }
