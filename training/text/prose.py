"""Running text (ข้อความ): spans of a folder of texts, or words of the dictionary one after the other."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

from training.text.lexicon import rare_words, words

_SHORTEST = 12  # characters of a paragraph worth keeping
_NOT_FIRST = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎ๆฯ")
_NOT_LAST = frozenset("เแโใไ")


class Prose:
    """Official language to cut lines from. `folder`: its *.txt files are read; None: dictionary words only."""

    def __init__(self, folder: Path | None) -> None:
        files = sorted(folder.glob("*.txt")) if folder else []
        text = "\n".join(path.read_text(encoding="utf-8") for path in files)
        text = unicodedata.normalize("NFC", text).replace("\u0e4d\u0e32", "ำ").replace("เเ", "แ")
        lines = (" ".join(line.split()) for line in text.splitlines())
        self._paragraphs = tuple(dict.fromkeys(line for line in lines if len(line) >= _SHORTEST))

    def span(self, rng: random.Random, length: int) -> str:
        """About `length` characters of running text, cut between clusters; its digits are drawn anew."""
        if not self._paragraphs or rng.random() < 0.12:
            return _word_row(rng, length)
        paragraph = rng.choice(self._paragraphs)
        start = rng.randint(0, max(0, len(paragraph) - length)) if rng.random() < 0.8 else 0
        start, end = _forward(paragraph, start), _forward(paragraph, start + length)
        return _with_fresh_digits(paragraph[start:end].strip(), rng)


def _forward(text: str, position: int) -> int:
    """The next place at or after `position` where a line may begin."""
    while 0 < position < len(text) and (text[position] in _NOT_FIRST or text[position - 1] in _NOT_LAST):
        position += 1
    return position


def _word_row(rng: random.Random, length: int) -> str:
    """Words of the dictionary, rare ones among them, with few spaces."""
    row = ""
    while len(row) < length:
        row += rng.choice(rare_words() if rng.random() < 0.3 else words()) + (
            " " if rng.random() < 0.15 else ""
        )
    return row.strip()


def _with_fresh_digits(text: str, rng: random.Random) -> str:
    return "".join(rng.choice("0123456789") if character.isdecimal() else character for character in text)
