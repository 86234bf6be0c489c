"""Confidence as probability: how often Tesseract is right when it says it is so sure.

Tesseract's own figure orders characters well and means little: 0.93 is its highest for Thai, and a digit at
0.90 is wrong once in twelve times, one at 0.93 once in two thousand. A table measured on lines that the
model never saw (`training.calibrate`) turns it into the share of characters that were right.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from saraban.normalize.digits import THAI

KINDS = ("thai_digit", "digit", "latin", "letter", "mark", "sign", "between")
"""What is measured apart: Thai digits, Arabic ones, Latin letters, Thai letters, their marks (those above
and below), everything else; and `between` two neighbours: that nothing was lost there.
"""
ENDING = ".confidence.tsv"
_HEAD = ("kind", "confidence", "right")


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares of right characters, at rising confidences (both 0 to 1); straight lines lie between."""

    at: tuple[float, ...]
    right: tuple[float, ...]

    def __call__(self, confidence: float) -> float:
        """The share at a confidence; beyond the ends of the curve, that of its end."""
        after = bisect_left(self.at, confidence)
        if after == 0 or after == len(self.at):
            return self.right[min(after, len(self.at) - 1)]
        low, high = self.at[after - 1], self.at[after]
        part = (confidence - low) / (high - low)
        return self.right[after - 1] + part * (self.right[after] - self.right[after - 1])


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one model, in the order of `KINDS`."""

    curves: tuple[Curve, ...]

    def probabilities(self, characters: Sequence[str], confidences: Sequence[float]) -> list[float]:
        """For each character of a line, without its spaces: the probability that it is right and that nothing
        was lost between it and the character before it. Their product is that of a whole stretch.
        """
        between = self.curves[KINDS.index("between")]
        found: list[float] = []
        for at, (character, sure) in enumerate(zip(characters, confidences, strict=True)):
            right = self.curves[KINDS.index(kind_of(character))](sure)
            found.append(right * between(min(sure, confidences[at - 1])) if at else right)
        return found


def kind_of(character: str) -> str:
    """The kind that a character is counted under."""
    if character in THAI:
        return "thai_digit"
    if character.isdecimal():
        return "digit"
    category = unicodedata.category(character)
    if category == "Mn":
        return "mark"
    if category[0] == "L" and character not in "ฯๆ":
        return "letter" if "ก" <= character <= "๛" else "latin"
    return "sign"


def table_of(model: Path) -> Path:
    """Where the table of a model lies: beside it."""
    return model.with_name(model.name.removesuffix(".traineddata") + ENDING)


def read_table(file: Path, model_sha256: str) -> Calibration | None:
    """The table in a file; None when there is none, or it was measured with another model.

    Raises ValueError when the file is no such table, OSError when it cannot be read.
    """
    if not file.is_file():
        return None
    (_, sha256), head, *rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    if sha256 != model_sha256:
        return None
    if tuple(head) != _HEAD:
        raise ValueError("its head is not that of a table of confidences")
    return Calibration(tuple(_curve([row[1:] for row in rows if row[0] == kind]) for kind in KINDS))


def _curve(rows: Sequence[Sequence[str]]) -> Curve:
    at = tuple(float(confidence) for confidence, _ in rows)
    right = tuple(float(share) for _, share in rows)
    if not at or any(one >= other for one, other in pairwise(at)):
        raise ValueError("a curve is missing or its confidences do not rise")
    if list(right) != sorted(right) or not 0 <= right[0] <= right[-1] <= 1:
        raise ValueError("a curve falls or leaves the range of probabilities")
    return Curve(at, right)


def table_text(calibration: Calibration, model_sha256: str) -> str:
    """The table as its file holds it."""
    lines = [f"model\t{model_sha256}", "\t".join(_HEAD)]
    for kind, curve in zip(KINDS, calibration.curves, strict=True):
        lines += [f"{kind}\t{at:.6f}\t{right:.5f}" for at, right in zip(curve.at, curve.right, strict=True)]
    return "\n".join([*lines, ""])
