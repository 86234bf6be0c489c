"""Clusters as bytes, about one a letter, so that a database finds a row of clusters as a piece of bytes.

A database knows nothing of clusters: it would find น in น้ำ. Here the last letter of a cluster has another byte than
the same letter with something after it, and a letter outside the table begins with a byte that nothing else begins
with. So a piece of bytes that was packed is found exactly where its clusters stand, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_THAI = [chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))]
_PLAIN = [chr(code) for code in range(0x20, 0x7F) if not chr(code).isupper()]
_LETTERS = _THAI[:46]  # ก to ฮ
_MARKS = [chr(code) for code in (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))]

_LAST = {letter: bytes([1 + at]) for at, letter in enumerate([*_PLAIN, *_THAI])}
_NOT_LAST = {letter: bytes([1 + len(_LAST) + at]) for at, letter in enumerate([*_LETTERS, *_MARKS])}
_END = 1 + len(_LAST) + len(_NOT_LAST)
_HEAD, _DIGIT = _END + 1, _END + 17
_DIGITS = 6  # hexadecimal, of any character there is

_CLUSTER = re.compile(rb"[^\x01-\x%02x\x%02x]*[\x01-\x%02x\x%02x]" % (len(_LAST), _END, len(_LAST), _END))


def pack(clusters: Iterable[str]) -> bytes:
    """The bytes of some clusters."""
    return b"".join(map(_packed, clusters))


def cut(data: bytes) -> list[bytes]:
    """The bytes of each of the clusters that were packed."""
    found: list[bytes] = _CLUSTER.findall(data)
    return found


@lru_cache(maxsize=1 << 16)
def _packed(cluster: str) -> bytes:
    head = b"".join(_NOT_LAST.get(letter) or _spelt(letter) for letter in cluster[:-1])
    return head + (_LAST.get(cluster[-1]) or _spelt(cluster[-1]) + bytes([_END]))


def _spelt(letter: str) -> bytes:
    """Any other letter, digit by digit; the first digit has bytes of its own."""
    digits = [int(digit, 16) for digit in f"{ord(letter):0{_DIGITS}x}"]
    return bytes([_HEAD + digits[0], *(_DIGIT + digit for digit in digits[1:])])
