"""How many labels of heads are read: `python -m bench heads [FOLDER ...]`, a table for memos and letters.

Memos (บันทึกข้อความ) have ส่วนราชการ, ที่, วันที่, เรื่อง and เรียน; letters have ที่, เรื่อง, เรียน and a line with their date. A label counts as
read where a line begins with it or has it after a space, letter by letter; a date line by its month and year. What is to be read: of
the corpus, what its transcripts say; of scans with a truth beside them, what the truth has a value for.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from saraban.app.evaluate import find_truths
from saraban.app.evaluation.truth import ExpectedDocument, Truth
from saraban.extract.engine import load_engine
from saraban.extract.pages import read_pages
from saraban.extract.source import open_source
from saraban.normalize.months import FULL

_HOME = Path(__file__).resolve().parent.parent
_FIELDS = {"ที่": "document_number", "เรื่อง": "subject", "เรียน": "to"}
_DATE = "date line"
_MEMO, _LETTER = ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน"), ("ที่", "เรื่อง", "เรียน", _DATE)
_KINDS = {"memo": _MEMO, "letter": _LETTER}
_LABELS = {label: regex.compile(rf"(?:^|(?<=\s)){label}") for label in _MEMO}
_DATES = regex.compile(
    rf"^\D{{0,12}}[0-9๐-๙]{{0,2}}\s*(?:{'|'.join(FULL)})\s*(?:พ\.ศ\.\s*)?[0-9๐-๙]{{4}}\s*$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one document: its file, its page, its kind, and the labels that it has."""

    scan: Path
    page: int
    kind: str
    labels: frozenset[str]


def labels_in(lines: Sequence[str]) -> frozenset[str]:
    """The labels of heads that stand in some lines."""
    found = {label for label, form in _LABELS.items() if any(form.search(line) for line in lines)}
    if any(_DATES.search(line) for line in lines):
        found.add(_DATE)
    return frozenset(found)


def heads_of(folder: Path) -> Iterator[Head]:
    """The heads under a folder of truths (`saraban evaluate` says which): memos and letters, each as often as scanned."""
    for truth in find_truths(folder):
        for document in truth.documents:
            if document.kind in _KINDS:
                page = document.place.pages[0] if document.place.pages else 1
                labels = _expected(folder, truth, document, page)
                yield Head(truth.scan, page, document.kind, labels & frozenset(_KINDS[document.kind]))


def _expected(folder: Path, truth: Truth, document: ExpectedDocument, page: int) -> frozenset[str]:
    printed = folder / "transcripts" / f"{truth.scan.stem.split('--')[0]}.txt"
    if printed.is_file():
        return labels_in(printed.read_text(encoding="utf-8").split("\f")[page - 1].splitlines())
    if document.kind == "memo":
        return frozenset(_MEMO)
    valued = {item.field for item in document.items if any(part.value is not None for part in item.parts)}
    dated = {_DATE} if "date" in valued else set()
    return frozenset({label for label, field in _FIELDS.items() if field in valued} | dated)


def compare(heads: Sequence[Head], read: Callable[[Path], list[list[str]]]) -> tuple[Counter[str], list[str]]:
    """Counts under `KIND LABEL` and `KIND LABEL read`, and a line for each label that was not."""
    counts: Counter[str] = Counter()
    lost: list[str] = []
    pages = {scan: read(scan) for scan in dict.fromkeys(head.scan for head in heads)}
    for head in heads:
        seen = labels_in(pages[head.scan][head.page - 1])
        for label in sorted(head.labels):
            counts[f"{head.kind} {label}"] += 1
            counts[f"{head.kind} {label} read"] += label in seen
            if label not in seen:
                lost.append(f"{head.scan.name} page {head.page}: {label}")
    return counts, lost


def main(arguments: Sequence[str]) -> None:
    """A table for each folder; without any, for the corpus."""
    engine = load_engine(None)

    def read(scan: Path) -> list[list[str]]:
        return [[line.text for line in page.lines] for page in read_pages(open_source(scan), engine)]

    for folder in [Path(name) for name in arguments] or [_HOME / "corpus"]:
        counts, lost = compare(list(heads_of(folder)), read)
        print(f"{folder.name:<28}{'printed':>8}{'read':>8}")
        for name in sorted(name for name in counts if not name.endswith(" read")):
            print(f"{name:<28}{counts[name]:>8}{counts[f'{name} read']:>8}")
        print("\n".join(lost), end="\n\n" if lost else "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
