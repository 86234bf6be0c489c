"""How far a reading is from the truth: character errors, and errors in Thai digits alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from rapidfuzz.distance import Levenshtein

THAI_DIGITS = frozenset("๐๑๒๓๔๕๖๗๘๙")


@dataclass(slots=True)
class Score:
    """Counts over many lines. `characters`, `errors`: without spaces; `digits`: Thai digits of the truth;
    `digit_errors`: those not read as themselves, and Thai digits read where there is none; `recalled`: by
    digit, how many were read as themselves; `of`: by digit, how many there are.
    """

    lines: int = 0
    right: int = 0
    characters: int = 0
    errors: int = 0
    digits: int = 0
    digit_errors: int = 0
    of: Counter[str] = field(default_factory=Counter)
    recalled: Counter[str] = field(default_factory=Counter)

    @property
    def character_error(self) -> float:
        """The share of characters in error (CER), spaces left out."""
        return self.errors / max(1, self.characters)

    @property
    def digit_error(self) -> float:
        """The share of Thai digits in error."""
        return self.digit_errors / max(1, self.digits)

    def add(self, truth: str, read: str) -> None:
        """Counts one line."""
        truth, read = "".join(truth.split()), "".join(read.split())
        pairs = align(truth, read)
        wrong = [(one, other) for one, other in pairs if one != other]
        self.lines += 1
        self.right += not wrong
        self.characters += len(truth)
        self.errors += len(wrong)
        digits = [sign for sign in truth if sign in THAI_DIGITS]
        self.digits += len(digits)
        self.of.update(digits)
        self.recalled.update(one for one, other in pairs if one == other and one in THAI_DIGITS)
        self.digit_errors += sum(one in THAI_DIGITS or other in THAI_DIGITS for one, other in wrong)

    def __str__(self) -> str:
        return (
            f"{self.lines} lines, character error {self.character_error:.2%}, "
            f"Thai digit error {self.digit_error:.2%} of {self.digits}, whole lines {self.right / max(1, self.lines):.1%}"
        )


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """The score of (truth, reading) pairs."""
    total = Score()
    for truth, read in pairs:
        total.add(truth, read)
    return total


def align(truth: str, read: str) -> list[tuple[str, str]]:
    """The two texts side by side with the fewest differences: pairs of characters, "" where one has none."""
    pairs: list[tuple[str, str]] = []
    for part in Levenshtein.opcodes(truth, read):
        here, there = truth[part.src_start : part.src_end], read[part.dest_start : part.dest_end]
        pairs += zip_longest(here, there, fillvalue="")
    return pairs
