"""A page's reading beside its truth: signs written in two ways count as one, and a moved line is no error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein, Opcodes
from rapidfuzz.fuzz import partial_ratio_alignment

_TONES = "\u0e48-\u0e4b"
_SARA_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32|([{_TONES}])\u0e4d\u0e32")
_SAME = str.maketrans("“”„‘’–—−", '"""' + "''" + "---")
_LEADER = re.compile(r"(?:[.…][ \t]?){4,}")
_MIXED = re.compile("(?=[0-9]*[๐-๙])[0-9๐-๙]*[0-9][0-9๐-๙]*")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_LOST = 0.5  # a line with fewer of its characters in place is looked for elsewhere
_ALIKE = 60  # of 100: less is another line
_SHORTEST = 4  # characters: shorter ones are found everywhere


def folded(text: str) -> str:
    """The text as it is compared: without spaces, control characters and leaders (จุดไข่ปลา), ํ and า as ำ,
    quotation marks and dashes of one kind.
    """
    text = _LEADER.sub(" ", text)
    text = _SARA_AM.sub(
        lambda found: (found[1] or found[2] or "") + "\u0e33", unicodedata.normalize("NFC", text)
    )
    return "".join(sign for sign in text.translate(_SAME) if sign.isprintable() and not sign.isspace())


def in_order(truth: str, read: str) -> tuple[str, str]:
    """The mended truth and the reading, folded; lines of the truth that stand elsewhere in the reading (a head's three columns,
    cells of a table) are put where the truth has them, each only if that leaves fewer errors.
    """
    lines = [line for line in map(folded, _mended(truth).splitlines()) if line]
    whole, reading = "".join(lines), folded(read)
    for start, line in _lost(lines, reading):
        moved = _moved(start, line, whole, reading)
        if Levenshtein.distance(whole, moved) < Levenshtein.distance(whole, reading):
            reading = moved
    return whole, reading


def _mended(truth: str) -> str:
    """The truth with numbers all in Thai digits that are part Thai, part Arabic: text layers say so at times,
    paper never does.
    """
    return _MIXED.sub(lambda number: number[0].translate(_TO_THAI), truth)


def _lost(lines: list[str], reading: str) -> Iterator[tuple[int, str]]:
    """The lines of which less than half stands in its place, and where each begins."""
    whole = "".join(lines)
    kept = [False] * len(whole)
    for block in Levenshtein.editops(whole, reading).as_matching_blocks():
        kept[block.a : block.a + block.size] = [True] * block.size
    start = 0
    for line in lines:
        if len(line) >= _SHORTEST and sum(kept[start : start + len(line)]) < _LOST * len(line):
            yield start, line
        start += len(line)


def _moved(start: int, line: str, whole: str, reading: str) -> str:
    """The reading with its likeliest place of a line moved to where the truth has that line."""
    found = partial_ratio_alignment(line, reading, score_cutoff=_ALIKE)
    if found is None or len(line) > len(reading):
        return reading
    piece = reading[found.dest_start : found.dest_end]
    rest = reading[: found.dest_start] + reading[found.dest_end :]
    place = _place(start, Levenshtein.opcodes(whole[:start] + whole[start + len(line) :], rest))
    return rest[:place] + piece + rest[place:]


def _place(start: int, steps: Opcodes) -> int:
    """Where in the reading that place of the truth is."""
    for step in steps:
        if start <= step.src_end:
            return min(step.dest_start + start - step.src_start, step.dest_end)
    return 0
