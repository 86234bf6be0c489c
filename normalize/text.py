"""A string that remembers where each of its characters came from.

Cleaning changes what a pattern sees, never what a reviewer sees: every character of `Text.string`
keeps the span of `Text.source` that it stands for, so a match can always be quoted as printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from saraban.normalize.digits import to_arabic


@dataclass(frozen=True, slots=True)
class Text:
    """`string` is what patterns read; character i of it stands for `source[starts[i]:stops[i]]`."""

    string: str
    source: str
    starts: Sequence[int]
    stops: Sequence[int]

    @classmethod
    def of(cls, source: str) -> Text:
        """The text that is its own source."""
        size = len(source)
        return cls(source, source, range(size), range(1, size + 1))

    def origin(self, start: int, stop: int) -> tuple[int, int]:
        """The span of the source that `string[start:stop]` stands for."""
        if start >= stop:
            at = self.starts[start] if start < len(self.string) else len(self.source)
            return at, at
        return self.starts[start], self.stops[stop - 1]

    def quote(self, start: int, stop: int) -> str:
        """`string[start:stop]` as it was printed."""
        first, last = self.origin(start, stop)
        return self.source[first:last]

    def map(self, change: Callable[[str], str]) -> Text:
        """Change characters one for one; `change` must keep the length."""
        string = change(self.string)
        if len(string) != len(self.string):
            raise ValueError("map() must keep the length; use sub()")
        return Text(string, self.source, self.starts, self.stops)

    def sub(self, pattern: regex.Pattern[str], put: str | Callable[[regex.Match[str]], str]) -> Text:
        """Replace matches; each character put in their place stands for the whole match."""
        matches = list(pattern.finditer(self.string))
        if not matches:
            return self
        pieces: list[str] = []
        starts: list[int] = []
        stops: list[int] = []
        done = 0
        for match in matches:
            begin, end = match.span()
            if begin == end:
                continue
            new = put if isinstance(put, str) else put(match)
            pieces += (self.string[done:begin], new)
            starts += self.starts[done:begin]
            stops += self.stops[done:begin]
            if len(new) == end - begin:  # a reordering or a translation: keep the finer origin
                first = self.starts[begin:end]
                starts += first
                stops += self.stops[begin:end]
            else:
                starts += [self.starts[begin]] * len(new)
                stops += [self.stops[end - 1]] * len(new)
            done = end
        pieces.append(self.string[done:])
        starts += self.starts[done:]
        stops += self.stops[done:]
        return Text("".join(pieces), self.source, starts, stops)


_UPPER_VOWELS = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"  # ั ิ ี ึ ื ็ ํ
_LOWER_VOWELS = "\u0e38\u0e39\u0e3a"  # ุ ู ฺ
_TONES = "\u0e48-\u0e4b\u0e4c\u0e4e"  # ่ ้ ๊ ๋ ์ ๎
_MARKS = f"{_UPPER_VOWELS}{_LOWER_VOWELS}{_TONES}"

# Order matters: what is invisible goes first, so that the later steps see neighbours as neighbours.
_INVISIBLE = regex.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]+")
_ODD_SPACE = regex.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u000b\r]")
_SPACE_BEFORE_MARK = regex.compile(f"(?<=[ก-๎]) +(?=[{_MARKS}\u0e33])")
_MARK_RUN = regex.compile(f"[{_MARKS}]{{2,}}")
_IS_TONE = regex.compile(f"[{_TONES}]")
_SARA_AM = regex.compile(f"\u0e4d([{_TONES}]?)\u0e32|([{_TONES}])\u0e4d\u0e32")
_TWO_E = regex.compile("เเ")
_CLUSTER = "[ก-ฮะาเ-ไฯๆ][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*"
_LETTERSPACED = regex.compile(f"(?<![ก-๎]){_CLUSTER}(?: {_CLUSTER}){{3,}}(?![ก-๎])")
# Seen many times as fast, and hardly ever there: most texts need not be looked through for the one before.
_MAY_BE_LETTERSPACED = regex.compile(f"(?: {_CLUSTER}){{3}}")
_VOWEL = regex.compile(f"[ะาำเ-ๅ{_MARKS}]")
_SPACES = regex.compile(" {2,}")


def clean(text: Text | str) -> Text:
    """Normalise Thai as OCR, typists and text layers print it, for matching.

    Drops zero-width and bidi characters; makes no-break and other odd spaces plain; joins letters
    that an engine printed one by one (ก ร ม → กรม); puts a vowel before its tone mark; ํ+า → ำ;
    เเ → แ; doubled marks → one; Thai digits → Arabic. Lines and tabs stay. NFC holds for Thai by
    the same steps (Unicode gives Thai marks no useful order); NFKC would break good text.
    """
    result = Text.of(text) if isinstance(text, str) else text
    for pattern, put in _STEPS:
        if pattern is not _LETTERSPACED or _MAY_BE_LETTERSPACED.search(result.string):
            result = result.sub(pattern, put)
    return result.map(to_arabic)


def clean_string(text: str) -> str:
    """The string of `clean`, many times faster: without where its characters came from."""
    for pattern, put in _STEPS:
        if pattern is not _LETTERSPACED or _MAY_BE_LETTERSPACED.search(text):
            text = pattern.sub(put, text)
    return to_arabic(text)


def _sara_am(match: regex.Match[str]) -> str:
    return (match[1] or match[2] or "") + "\u0e33"


def _closed_up(match: regex.Match[str]) -> str:
    """Letters printed one by one, joined; a list of bare consonants (ก ข ค ง) is a list."""
    return match[0].replace(" ", "") if _VOWEL.search(match[0]) else match[0]


def _ordered(match: regex.Match[str]) -> str:
    return _in_order(match[0])


@lru_cache(maxsize=1 << 12)
def _in_order(marks: str) -> str:
    """The marks over and under one letter, each once, vowels before tones."""
    return "".join(sorted(dict.fromkeys(marks), key=lambda mark: bool(_IS_TONE.match(mark))))


_STEPS: tuple[tuple[regex.Pattern[str], str | Callable[[regex.Match[str]], str]], ...] = (
    (_INVISIBLE, ""),
    (_ODD_SPACE, " "),
    (_SPACE_BEFORE_MARK, ""),
    (_SARA_AM, _sara_am),
    (_MARK_RUN, _ordered),
    (_TWO_E, "แ"),
    (_LETTERSPACED, _closed_up),
    (_SPACES, " "),
)
