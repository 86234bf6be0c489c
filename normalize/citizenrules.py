"""Which groups of digits are a citizen number: by their sizes, by the check, by the words beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from saraban.normalize.citizenwords import Nearby, is_something_else, nearby
from saraban.normalize.digits import to_arabic

_SIZE, _MOST = 13, 14
FEWEST = 12
"""So many digits are a number that lost one."""
_GROUPS = (1, 4, 5, 2, 1)
_BROKEN = frozenset(
    tuple(size for size in (*_GROUPS[:at], _GROUPS[at] + by, *_GROUPS[at + 1 :]) if size)
    for at in range(len(_GROUPS))
    for by in (-1, 1)
)
"""The sizes of the groups where one lacks a digit or has one too many."""


def _joined(sizes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The sizes of two groups and more that are left where the signs between some are lost."""
    for lost in range(1, 1 << (len(sizes) - 1)):
        made = [sizes[0]]
        for at, size in enumerate(sizes[1:]):
            if lost >> at & 1:
                made[-1] += size
            else:
                made.append(size)
        if len(made) > 1:
            yield tuple(made)


_SINGLE = (1,) * _SIZE
_HALF_GROUPED = frozenset((_SINGLE, *_joined(_GROUPS)))
_SHAPES = frozenset((_GROUPS, (FEWEST,), (_SIZE,), (_MOST,), *_BROKEN, *_HALF_GROUPED))
_NO_PERSON = "09"
"""No kind of person has such a first digit."""
_LETTERS_MOST = 2

LATIN, THAI_LETTERS = "OoQDlIiZzSsBGbqg", "อดตศลจ"
DASHES = r"\-‐‑‒–—―−﹣－_~.·•|"
_DIGIT = rf"""(?:\p{{Nd}}
    | (?<![\p{{L}}\p{{M}}])[{LATIN}](?![\p{{L}}\p{{M}}])
    | (?<=\p{{Nd}})[{THAI_LETTERS}](?=\p{{Nd}}))"""
_GROUP = rf"{_DIGIT}(?:\p{{Cf}}{{0,3}}+{_DIGIT})*+"
_AFTER_DASH = rf"[{DASHES}]{{1,2}}+[ \xa0\n]{{0,3}}+"
_RUN = regex.compile(
    rf"{_GROUP}(?:(?:[ \xa0]{{1,3}}+(?:{_AFTER_DASH})?+|{_AFTER_DASH}){_GROUP})*+", regex.VERBOSE
)
_ONE_GROUP, ONE_DIGIT = (regex.compile(shape, regex.VERBOSE) for shape in (_GROUP, _DIGIT))


def has_valid_check(digits: str) -> bool:
    """Whether the last of thirteen Arabic digits is the check of those before it: 11 less their weighted sum modulo 11."""
    if len(digits) != _SIZE or not (digits.isascii() and digits.isdecimal()):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(_SIZE, 1, -1), digits, strict=False))
    return (11 - total % 11) % 10 == int(digits[-1])


@dataclass(frozen=True, slots=True)
class Run:
    """Groups of digits that stand together in a text, each by its place."""

    text: str
    groups: Sequence[tuple[int, int]]

    def gap(self, after: int) -> str:
        """What stands between a group and the next one; empty where there is none."""
        if not 0 <= after < len(self.groups) - 1:
            return ""
        return self.text[self.groups[after][1] : self.groups[after + 1][0]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring groups of a run that may be a number: the first and the last of them, how many digits each has, and
    all their digits, Arabic.
    """

    run: Run
    first: int
    last: int
    sizes: tuple[int, ...]
    digits: str

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the text."""
        return self.run.groups[self.first][0], self.run.groups[self.last][1]

    @property
    def near(self) -> Nearby:
        """What the words around its run say."""
        return nearby(self.run.text, self.run.groups[0][0], self.run.groups[-1][1])

    @property
    def dashes(self) -> int:
        """How many of the gaps in it are more than spaces."""
        return sum(bool(self.run.gap(at).strip()) for at in range(self.first, self.last))

    @property
    def is_at_end(self) -> bool:
        """Whether it begins or ends its run, so that no other digits stand between it and the words there."""
        return self.first == 0 or self.last == len(self.run.groups) - 1

    @property
    def is_tied(self) -> bool:
        """Whether a dash or dot, and no space, is between it and another group."""
        beside = self.run.gap(self.first - 1), self.run.gap(self.last)
        return any(gap and not any(map(str.isspace, gap)) for gap in beside)


Rule = Callable[[Piece], bool]


def runs(text: str) -> Iterator[Run]:
    """Where so many digits stand together in a text."""
    for match in _RUN.finditer(text):
        if match.end() - match.start() >= FEWEST:
            groups = [one.span() for one in _ONE_GROUP.finditer(text, *match.span())]
            if sum(stop - start for start, stop in groups) >= FEWEST:
                yield Run(text, groups)


def numbers_of(run: Run, known: Collection[str], *, is_list: bool = False) -> list[Piece]:
    """The personal numbers of a run: of pieces that overlap the one that the first of the rules takes. `known`: digits
    of numbers; `is_list`: the text is a list of them, so that a run of digits with one too few or too many is one.
    """
    rules = (*_RULES, _is_listed) if is_list else _RULES
    ranked: list[tuple[int, int, Piece]] = []
    for at, piece in enumerate(_pieces(run)):
        rank = -1 if piece.digits in known else _rank(piece, rules)
        if rank is not None:
            ranked.append((rank, at, piece))
    taken: set[int] = set()
    kept = []
    for *_, piece in sorted(ranked, key=lambda one: one[:2]):
        groups = range(piece.first, piece.last + 1)
        if taken.isdisjoint(groups):
            taken.update(groups)
            kept.append(piece)
    personal = (one for one in kept if one.digits in known or not _is_public(one))
    return sorted(personal, key=lambda one: one.first)


def _pieces(run: Run) -> Iterator[Piece]:
    """What may be a number: it has its shape, or no other digits stand between it and the words around the run."""
    parts = [to_arabic("".join(ONE_DIGIT.findall(run.text, *span))) for span in run.groups]
    sizes = tuple(map(len, parts))
    until = list(accumulate(sizes, initial=0))
    for first, before in enumerate(until[:-1]):
        stops = range(bisect_left(until, before + FEWEST, first), bisect_right(until, before + _MOST, first))
        for stop in stops:
            shape = sizes[first:stop]
            if first == 0 or stop == len(parts) or shape in _SHAPES:
                yield Piece(run, first, stop - 1, shape, "".join(parts[first:stop]))


def _rank(piece: Piece, rules: Iterable[Rule]) -> int | None:
    """The number of the first rule that takes a piece for a number, None where none does."""
    if sum(not digit.isdecimal() for digit in piece.digits) > _LETTERS_MOST:
        return None
    return next((at for at, rule in enumerate(rules) if rule(piece)), None)


def _is_grouped(piece: Piece) -> bool:
    """1-4-5-2-1, whatever parts the groups."""
    return piece.sizes == _GROUPS


def _is_bare(piece: Piece) -> bool:
    """Thirteen digits in one run, of a kind of person, and nothing near that says it is another thing."""
    digits = piece.digits if len(piece.digits) == _SIZE else piece.digits.strip(LATIN)
    return len(digits) == _SIZE and _is_listed(piece)


def _is_listed(piece: Piece) -> bool:
    """The same with a digit too few or too many."""
    return (
        len(piece.sizes) == 1
        and piece.digits[0] not in _NO_PERSON
        and not piece.is_tied
        and not is_something_else(piece.run.text, *piece.span)
    )


def _is_half_grouped(piece: Piece) -> bool:
    """Parted where some of the groups end, by dashes or with a valid check; or each digit on its own, with that."""
    if piece.sizes not in _HALF_GROUPED or piece.is_tied:
        return False
    is_valid = has_valid_check(piece.digits) and piece.digits[0] not in _NO_PERSON
    return is_valid or (piece.dashes > 1 and piece.sizes != _SINGLE)


def _is_broken(piece: Piece) -> bool:
    """1-4-5-2-1 where one group lacks a digit or has one too many; parted by spaces only where it stands alone."""
    if piece.sizes not in _BROKEN or piece.is_tied:
        return False
    if piece.sizes[0] == 1 and piece.digits[0] == "0":  # ranges of telephone numbers look so
        return False
    return piece.dashes == len(piece.sizes) - 1 or len(piece.sizes) == len(piece.run.groups)


def _is_labelled(piece: Piece) -> bool:
    """Thirteen digits beside a word for such a number, or for one of an official, a taxpayer: it is the same, mostly."""
    is_whole = len(piece.digits) == _SIZE and piece.is_at_end and not piece.is_tied
    return is_whole and (piece.near.citizen or piece.near.somebody)


def _is_labelled_and_broken(piece: Piece) -> bool:
    """The same with a digit too few or too many."""
    if not piece.is_at_end or piece.is_tied:
        return False
    return piece.near.citizen or (piece.near.somebody and piece.digits[0] != "0")


def _is_public(piece: Piece) -> bool:
    """Whether it is the number of a juristic person; where the check fails, the 0 may be another digit misread."""
    if piece.digits[0] != "0" or len(piece.digits) != _SIZE or piece.digits[5:7] == "89":
        return False
    is_valid = has_valid_check(piece.digits)
    if piece.near.citizen:
        return piece.near.juristic and is_valid
    return is_valid or piece.sizes != _GROUPS


_RULES: tuple[Rule, ...] = (
    _is_grouped, _is_bare, _is_broken, _is_half_grouped, _is_labelled, _is_labelled_and_broken,
)  # fmt: skip
