"""Lines that say what official letters say, in the shares that training wants."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from training.text import body, endings, heads, odd, stamps
from training.text.line import LineText, with_digits
from training.text.prose import Prose

_LONGEST = 90
_TRIES = 1000
_OTHER_PEN = 0.15  # of the lines: what is written by pen has the other digits than the print


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line. `share`: its weight among the kinds; `thai`: of its lines, how many have Thai digits
    (the others Arabic ones); None leaves the digits as the line mixes them.
    """

    name: str
    share: float
    make: Callable[[random.Random, Prose], LineText]
    thai: float | None = 0.84


def _alone(make: Callable[[random.Random], LineText]) -> Callable[[random.Random, Prose], LineText]:
    """A maker that needs no running text."""
    return lambda rng, _: make(rng)


KINDS = (
    Kind("prose", 17, body.prose_line),
    Kind("body", 22, body.body_line),
    Kind("item", 5, body.item_line),
    Kind("numbers", 11, _alone(body.numbers_line)),
    Kind("reference", 3, body.reference_line),
    Kind("table", 5, _alone(body.table_line)),
    Kind("meeting", 3, _alone(body.meeting_line)),
    Kind("marked", 3, body.marked_line, 0.6),
    Kind("number", 6, _alone(heads.number_line)),
    Kind("date", 3, _alone(heads.date_line)),
    Kind("unit", 2, _alone(heads.unit_line)),
    Kind("subject", 3, heads.subject_line),
    Kind("enclosure", 2, heads.enclosure_line),
    Kind("title", 2, _alone(heads.title_line)),
    Kind("address", 1.5, _alone(heads.address_line)),
    Kind("telephone", 1.5, _alone(heads.telephone_line)),
    Kind("stamp", 6, _alone(stamps.stamp_line), 0.7),
    Kind("closing", 1, _alone(endings.closing_line)),
    Kind("signature", 2.5, _alone(endings.signature_line)),
    Kind("drafter", 0.5, _alone(endings.drafter_line)),
    Kind("choice", 0.7, _alone(endings.choice_line)),
    Kind("disposition", 1.5, _alone(endings.disposition_line)),
    Kind("page", 2, endings.page_line),
    Kind("pen number", 6, _alone(odd.pen_number), 0.7),
    Kind("pen words", 0.5, odd.pen_word),
    Kind("short", 3, _alone(odd.short_line)),
    Kind("syllables", 4, _alone(odd.syllable_line)),
    Kind("digits", 3, _alone(odd.digit_line)),
    Kind("mixed", 1, odd.mixed_line, None),
    Kind("words", 2, _alone(odd.word_line)),
    Kind("signs", 3.5, _alone(odd.sign_line)),
    Kind("latin", 2.5, _alone(odd.latin_line), 0.0),
    Kind("latin in Thai", 4, odd.latin_in_thai_line, 0.3),
)
_WEIGHTS = tuple(accumulate(kind.share for kind in KINDS))


class Language:
    """Draws lines. `folder`: texts of official language (*.txt); None: PyThaiNLP's words alone."""

    def __init__(self, folder: Path | None) -> None:
        self._prose = Prose(folder)

    def line(self, rng: random.Random, characters: frozenset[str]) -> LineText:
        """A line of 1 to 90 characters, each a space or one of `characters`; ำ is one character.

        Raises ValueError if hardly any line can be written with these characters.
        """
        for _ in range(_TRIES):
            kind = rng.choices(KINDS, cum_weights=_WEIGHTS)[0]
            line = kind.make(rng, self._prose)
            if kind.thai is not None:
                line = with_digits(line, rng.random() < kind.thai, rng.random() < _OTHER_PEN)
            if _is_fit(line.text, characters):
                return line
        raise ValueError(f"no line can be written with {len(characters)} characters")


def _is_fit(text: str, characters: frozenset[str]) -> bool:
    """Whether a text can be a line: not too long, single spaces inside it only, nothing that cannot be printed."""
    words = text.split()
    return 0 < len(text) <= _LONGEST and text == " ".join(words) and characters.issuperset("".join(words))
