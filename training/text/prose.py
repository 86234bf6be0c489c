"""Running text (ข้อความ): spans of a folder of texts, or words of the dictionary one after the other."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

from pythainlp.util import normalize

from training.text.lexicon import rare_word, words
from training.text.numbers import digits

_NOT_FIRST = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎ๆฯ")
_NOT_LAST = frozenset("เแโใไ")
_TO_SPACE = 12  # characters: a cut is moved forward to a space as near as that
_LINES = "\n"
_TORN = "\u0e4d"  # half a ำ: what was not put together is misspelt


class Prose:
    """Official language to cut lines from. `folder`: its *.txt files are read; None: dictionary words only."""

    def __init__(self, folder: Path | None) -> None:
        files = sorted(folder.glob("*.txt")) if folder else []
        texts = (unicodedata.normalize("NFC", path.read_text(encoding="utf-8")) for path in files)
        lines = (" ".join(normalize(line).split()) for text in texts for line in text.splitlines())
        self._text = _LINES.join(dict.fromkeys(line for line in lines if line and _TORN not in line))

    def span(self, rng: random.Random, length: int) -> str:
        """Up to about `length` characters of one paragraph, never empty; most of its digits are drawn anew."""
        if not self._text or rng.random() < 0.12:
            return _word_row(rng, length)
        start = self._near(rng.randrange(len(self._text)), rng)
        end = self._text.find(_LINES, start, _apart(self._text, start + length))
        if end >= 0:  # the paragraph ends too soon: begin sooner
            start = self._near(max(self._text.rfind(_LINES, 0, start) + 1, end - length), rng)
        said = self._text[start : end if end >= 0 else _apart(self._text, start + length)].strip()
        return _with_fresh_digits(said, rng) if said else _word_row(rng, length)

    def _near(self, start: int, rng: random.Random) -> int:
        """Where a span begins: mostly behind the next space or at a paragraph's head, else between two clusters."""
        if start == 0 or self._text[start - 1] in " \n":
            return start
        space = self._text.find(" ", start, start + _TO_SPACE)
        return space + 1 if space >= 0 and rng.random() < 0.8 else _apart(self._text, start)


def _apart(text: str, position: int) -> int:
    """The next place at or after `position` where a line may be cut."""
    while 0 < position < len(text) and (text[position] in _NOT_FIRST or text[position - 1] in _NOT_LAST):
        position += 1
    return position


def _word_row(rng: random.Random, length: int) -> str:
    """Words of the dictionary, rare ones among them, with few spaces."""
    row = ""
    while len(row) < length:
        row += rare_word(rng) if rng.random() < 0.35 else rng.choice(words())
        row += " " if rng.random() < 0.15 else ""
    return row.strip()


def _with_fresh_digits(text: str, rng: random.Random) -> str:
    """The text with its digits drawn anew: those of texts are mostly the ๒ and ๕ of years."""
    if rng.random() < 0.1:
        return text
    return "".join(digits(rng, 1) if character.isdecimal() else character for character in text)
