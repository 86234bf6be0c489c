"""The characters that the network can print: those of Debian's Thai model first, then ours.

The number of a character is its row in the network's last layer, so the old ones keep theirs and the rows
learned for them. The stock model has no ๔ ๖ ๗ ๘ ๙, no Latin letter and no ำ; it writes ำ as ํ and า, and
so does ours: everything that reads Thai OCR composes the two (`normalize.text`).
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass

LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
THAI = (
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"
    "ะ\u0e31าํ\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39เแโใไๅ\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4cๆฯ฿๏๚๛"
)
DIGITS = "0123456789๐๑๒๓๔๕๖๗๘๙"
SIGNS = "!\"#%&'()*+,-./:;<=>?@[]_|“”‘’–…°×•"
SPECIAL = 3  # the space, "joined" and "broken": the blank of CTC is the last of them
_SARA_AM, _APART = "\u0e33", "\u0e4d\u0e32"
_BOX = "0,255,0,255,0,0,0,0,0,0"
_DIRECTIONS = {"L": 0, "R": 1, "EN": 2, "ES": 3, "ET": 4, "AN": 5, "CS": 6, "WS": 9, "ON": 10, "NSM": 17}


@dataclass(frozen=True, slots=True)
class Charset:
    """`units`: the characters by number; the first three are Tesseract's own signs. `lines`: as the file
    has them.
    """

    units: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def printable(self) -> frozenset[str]:
        """Every character that a line of training may hold; ำ is one, since it is written as two."""
        return frozenset(self.units[SPECIAL:]) | {" ", _SARA_AM}

    def codes(self, text: str) -> list[int]:
        """The numbers of the characters of a text. Raises KeyError for one that the network cannot print."""
        numbers = {unit: number for number, unit in enumerate(self.units)}
        numbers[" "] = 0
        return [numbers[character] for character in text.replace(_SARA_AM, _APART)]

    def text(self, codes: list[int]) -> str:
        """What the numbers say, as Tesseract would print it, with ำ composed."""
        letters = [" " if code == 0 else self.units[code] for code in codes]
        return "".join(letters).replace(_APART, _SARA_AM)

    def component(self) -> bytes:
        """The component `lstm-unicharset` of a model."""
        return "\n".join([str(len(self.lines)), *self.lines, ""]).encode()

    def recoder(self) -> bytes:
        """The component `lstm-recoder` of a model: every character is one code, its own number."""
        data = struct.pack("<I", len(self.units))
        for number in range(len(self.units)):
            data += struct.pack("<bIi", 1, 1, number)
        return data


def read_charset(component: bytes) -> Charset:
    """The character set of a model's component `lstm-unicharset`."""
    first, *lines = component.decode("utf-8").splitlines()
    lines = lines[: int(first)]
    return Charset(tuple(line.split(" ", 1)[0] for line in lines), tuple(lines))


def extended(stock: Charset) -> Charset:
    """The character set with every character of Thai official letters added at its end."""
    known = set(stock.units)
    added = [sign for sign in DIGITS + THAI + LATIN + SIGNS if sign not in known]
    units = (*stock.units, *added)
    lines = [_line(sign, units) for sign in added]
    return Charset(units, (*stock.lines, *lines))


def _line(sign: str, units: tuple[str, ...]) -> str:
    """One character's line: itself, what it is, its script, its other case, its direction and mirror."""
    number, other = units.index(sign), units.index(sign.swapcase())
    category = unicodedata.category(sign)
    kind = {"Ll": 3, "Lu": 5, "Lo": 1, "Lm": 1, "Nd": 8}.get(category, 0x10 if category[0] == "P" else 0)
    script = "Thai" if "\u0e00" < sign <= "\u0e5b" and sign != "฿" else "Latin" if sign in LATIN else "Common"
    direction = _DIRECTIONS.get(unicodedata.bidirectional(sign), 10)
    return f"{sign} {kind:x} {_BOX} {script} {other} {direction} {number} {sign}"
