"""Where the documents of a file begin: precision, recall and F1 of parting it, and of the links.

A start is the page (of a truth by lines: the line) on which a document begins; two papers on one page are two
starts there. The first start of a file is where the file begins, whoever reads it, and is not counted; a file of one
document so counts only what is invented in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from saraban.app.evaluation.scoring import Verdict
from saraban.app.evaluation.truth import Place, Truth
from saraban.app.evaluation.views import Json, span_of

ROW = "starts"


@dataclass(frozen=True, slots=True)
class Share:
    """How many were to be found, how many were given, how many of these are right."""

    expected: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """Of those given, the share that is right; 1 where none was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Of those to be found, the share that was found; 1 where there was none."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.expected + self.given
        return 2 * self.right / total if total else 1.0

    def as_dict(self) -> dict[str, float]:
        """For the JSON report."""
        return {
            "expected": self.expected,
            "given": self.given,
            "right": self.right,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


def starts(truth: Truth, documents: Sequence[Json]) -> Iterator[Verdict]:
    """A verdict for every start but the first; none where the truth does not name all documents."""
    if not truth.all_documents:
        return
    expected = Counter(_later(_first_of(one.place, one.place) for one in truth.documents))
    place = truth.documents[0].place
    given = Counter(_later(_first_of(place, _placed(document, place)) for document in documents))
    name = truth.scan.name
    for at in sorted(expected | given):
        right, missed = min(expected[at], given[at]), expected[at] - given[at]
        for _ in range(right):
            yield Verdict(document=name, row=ROW, status="found", expected=at, got=at, closer=True)
        for _ in range(missed):
            yield Verdict(document=name, row=ROW, status="missed", expected=at, closer=True)
        for _ in range(-missed):
            yield Verdict(document=name, row=ROW, status="invented", got=at, closer=True)


def _later(found: Iterator[int]) -> list[int]:
    return sorted(found)[1:]


def _placed(document: Json, like: Place) -> Place:
    pages, lines = span_of(document.get("pages")), span_of(document.get("lines"))
    return Place(pages=pages, lines=lines if like.lines else None, printed=like.printed)


def _first_of(like: Place, place: Place) -> int:
    """The page a document begins on, or its first line that anybody printed and the truth knows of."""
    if like.lines and place.lines:
        first = place.lines[0]
        return min((line for line in like.printed if line >= first), default=first)
    return place.pages[0] if place.pages else 0


def shares(files: Sequence[tuple[Truth, Sequence[Verdict]]]) -> Mapping[str, Share]:
    """Starts and links over all files whose truth names all of them."""
    return {
        row: _share([one for truth, verdicts in files if whole(truth) for one in verdicts if one.row == row])
        for row, whole in ((ROW, _names_documents), ("links", _names_links))
    }


def _names_documents(truth: Truth) -> bool:
    return truth.all_documents


def _names_links(truth: Truth) -> bool:
    return truth.all_links


def _share(verdicts: Sequence[Verdict]) -> Share:
    return Share(
        expected=sum(one.expected is not None for one in verdicts),
        given=sum(one.got is not None for one in verdicts),
        right=sum(one.status == "found" for one in verdicts),
    )
