"""The table of an evaluation, and the same as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from saraban.app.evaluation.scoring import STATUSES, Verdict
from saraban.app.evaluation.starts import Share, shares
from saraban.app.evaluation.truth import CONFIDENCES, Truth

COLUMNS = ("total", *STATUSES, "silent", "flagged")

_NUMBERS = frozenset(
    {"document_number", "e_document_number", "date", "number", "prefix", "serial", "month", "day", "time"}
)
"""The last word of the rows that hold a number, a date or a time: one wrong digit makes them wrong."""

_RIGHT = ("found", "absent")
_REASONS = ("right", "other", "right alone", "other alone")


@dataclass(slots=True)
class Report:
    """All verdicts of one evaluation, by file. `not_read`: files without a record, by their error."""

    directory: str
    files: list[tuple[Truth, Sequence[Verdict]]] = field(default_factory=list)
    not_read: dict[str, str] = field(default_factory=dict)
    not_scored: Counter[str] = field(default_factory=Counter)

    def add(self, truth: Truth, verdicts: Sequence[Verdict]) -> None:
        """Take in what became of one file."""
        self.files.append((truth, verdicts))
        self.not_scored.update(truth.not_scored)

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdicts of all files that count."""
        return [verdict for _, verdicts in self.files for verdict in verdicts if not verdict.closer]

    @property
    def closer(self) -> dict[str, dict[str, int]]:
        """The counts of the closer looks, by row; each value in them is counted by `verdicts` already."""
        looks = [verdict for _, verdicts in self.files for verdict in verdicts if verdict.closer]
        return summed(looks, lambda verdict: verdict.row)

    @property
    def numbers(self) -> dict[str, int]:
        """The counts of all numbers, dates and times of all fields."""
        return _count([one for one in self.verdicts if one.row.rpartition(".")[2] in _NUMBERS])

    @property
    def reasons(self) -> dict[str, dict[str, int]]:
        """By reason for review: how many values it flags, right ones and others; and how many of each for it `alone`."""
        flagged = [(verdict, set(verdict.reasons)) for verdict in self.verdicts if verdict.reasons]
        return {
            name: _caught([(one, len(told) == 1) for one, told in flagged if name in told])
            for name in sorted({name for _, told in flagged for name in told})
        }

    @property
    def bundles(self) -> Mapping[str, Share]:
        """How well files were parted into documents and these linked; empty where no truth names them all."""
        return {name: share for name, share in shares(self.files).items() if share.expected or share.given}

    def as_text(self) -> str:
        """Rows by field, closer looks, reasons for review, classes of confidence, what is not scored, silent errors and near texts without a flag one by one."""
        rows = summed(self.verdicts, lambda verdict: verdict.row)
        documents = sum(len(truth.documents) for truth, _ in self.files)
        blocks = [f"{len(self.files)} files, {documents} documents; {len(self.not_read)} files not read\n"]
        sums = [("numbers and dates", self.numbers), ("all", _count(self.verdicts))]
        blocks += [_table("field", [*sorted(rows.items()), *sums])]
        if self.closer:
            blocks.append(_table("a closer look (in no sum)", sorted(self.closer.items())))
        if self.reasons:
            blocks.append(_counted("reason for review", self.reasons))
        blocks += [_parted(self.bundles)] if self.bundles else []
        classes = summed(self.verdicts, lambda verdict: verdict.confidence)
        if len(classes) > 1:
            known = [(name, classes[name]) for name in CONFIDENCES if name in classes]
            blocks.append(_table("confidence of the truth", known))
        if self.not_scored:
            told = ", ".join(f"{name} {times}" for name, times in sorted(self.not_scored.items()))
            blocks.append(f"not scored (no field of a record holds it): {told}\n")
        silent = [verdict for verdict in self.verdicts if verdict.silent]
        blocks.append(f"{len(silent)} silent errors (wrong or invented, no review asked for)\n")
        blocks[-1] += "".join(f"  {_told(verdict)}\n" for verdict in silent)
        near = [one for one in self.verdicts if one.status == "near" and not one.flagged]
        blocks[-1] += f"{len(near)} texts with a misread letter or two, no review asked for\n"
        blocks[-1] += "".join(f"  {_told(verdict)}\n" for verdict in near)
        return "\n".join(blocks)

    def as_json(self) -> str:
        """The tables, every verdict by file, and the errors as one list; one line of JSON."""
        errors = [
            verdict for verdict in self.verdicts if verdict.status in ("missed", "wrong", "invented", "near")
        ]
        told = {
            "directory": self.directory,
            "not_read": self.not_read,
            "rows": summed(self.verdicts, lambda verdict: verdict.row),
            "classes": summed(self.verdicts, lambda verdict: verdict.confidence),
            "closer": self.closer,
            "numbers": self.numbers,
            "reasons": self.reasons,
            "bundles": {name: share.as_dict() for name, share in self.bundles.items()},
            "all": _count(self.verdicts),
            "not_scored": dict(sorted(self.not_scored.items())),
            "files": [
                {"file": truth.scan.name, "values": [_as_dict(verdict) for verdict in verdicts]}
                for truth, verdicts in self.files
            ],
            "errors": [_as_dict(verdict) for verdict in errors],
        }
        return json.dumps(told, ensure_ascii=False) + "\n"


def summed(verdicts: Iterable[Verdict], key: Callable[[Verdict], str]) -> dict[str, dict[str, int]]:
    """The counts of all columns, by a key of the verdicts."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict)
    return {name: _count(group) for name, group in groups.items()}


def _count(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """`total` is the number of values that are to be found; `flagged` counts whatever has a review."""
    statuses = Counter(verdict.status for verdict in verdicts)
    return {
        "total": sum(verdict.expected is not None for verdict in verdicts),
        **{status: statuses[status] for status in STATUSES},
        "silent": sum(verdict.silent for verdict in verdicts),
        "flagged": sum(verdict.flagged for verdict in verdicts),
    }


def _caught(flagged: Sequence[tuple[Verdict, bool]]) -> dict[str, int]:
    """The counts of one reason; each verdict with whether it has no other."""
    counts = Counter[str]()
    for verdict, alone in flagged:
        kind = "right" if verdict.status in _RIGHT else "other"
        counts[kind] += 1
        counts[f"{kind} alone"] += alone
    return {column: counts[column] for column in _REASONS}


def _counted(title: str, rows: Mapping[str, Mapping[str, int]]) -> str:
    width = max(len(title), *map(len, rows))
    lines = [f"{title:<{width}}  {'  '.join(_REASONS)}"]
    for name, counts in rows.items():
        numbers = "  ".join(f"{counts[column] or '.':>{len(column)}}" for column in _REASONS)
        lines.append(f"{name:<{width}}  {numbers}")
    return "\n".join(lines) + "\n"


def _table(title: str, rows: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    width = max(len(title), *(len(name) for name, _ in rows))
    lines = [f"{title:<{width}}  {'  '.join(COLUMNS)}  right %"]
    for name, counts in rows:
        numbers = "  ".join(f"{counts[column] or '.':>{len(column)}}" for column in COLUMNS)
        share = f"{100 * counts['found'] / counts['total']:.1f}" if counts["total"] else "-"
        lines.append(f"{name:<{width}}  {numbers}  {share:>7}")
    return "\n".join(lines) + "\n"


def _parted(bundles: Mapping[str, Share]) -> str:
    lines = [f"{'bundles':<8}  expected  given  right  precision  recall     F1"]
    for name, share in bundles.items():
        counts = f"{share.expected:>8}  {share.given:>5}  {share.right:>5}"
        lines.append(f"{name:<8}  {counts}  {share.precision:>9.3f}  {share.recall:>6.3f}  {share.f1:>5.3f}")
    return "\n".join(lines) + "\n"


def _told(verdict: Verdict) -> str:
    return f"{verdict.document}: {verdict.row}: expected {verdict.expected!r}, got {verdict.got!r}"


def _as_dict(verdict: Verdict) -> dict[str, object]:
    return {
        "document": verdict.document,
        "row": verdict.row,
        "status": verdict.status,
        "expected": verdict.expected,
        "got": verdict.got,
        "flagged": verdict.flagged,
        "silent": verdict.silent,
        "closer": verdict.closer,
        "reasons": list(verdict.reasons or ()),
        "confidence": verdict.confidence,
    }
