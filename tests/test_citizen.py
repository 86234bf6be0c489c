"""Citizen numbers: every one that is planted is masked, however it is printed and misread, and nothing else is.

All numbers here are invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saraban.normalize import citizen
from saraban.normalize.citizen import find_citizen_numbers, holds_mask, mask_text, mask_value
from saraban.normalize.citizenrules import has_valid_check
from saraban.normalize.digits import to_arabic, to_thai
from tests.pace import is_quick

CORPUS = Path(__file__).parents[1] / "corpus"
SPELLINGS = ("", "-", " ", ".", "–")
KEYWORDS = (
    "เลขประจำตัวประชาชน {}",
    "บัตรประจำตัวประชาชนเลขที่ {} ออกให้",
    "เลขบัตร ปชช. {}",
    "หมายเลขประจำตัวประชาชน\n{}",
    "Citizen ID No. {}",
    "เลขประจําตวประชาซน {} (ตามทะเบียนบ้าน)",
    "เลขประจำตัว 13 หลัก {}",
    "{} (เลขประจำตัวประชาชน)",
)
PLAIN = ("นายสมชาย สาธิต {} อยู่บ้านเลขที่ 12", "{}", "ผู้ค้ำประกัน ({})", "3. นางมาลี ตัวอย่าง {} ครู")
LETTERS = {"0": "Oo", "1": "lI", "5": "S", "8": "B", "2": "Z"}


def with_check(twelve: str) -> str:
    """The number that has a valid check."""
    [number] = [twelve + last for last in "0123456789" if has_valid_check(twelve + last)]
    return number


@dataclass(frozen=True)
class Planted:
    """A number in a text. `printed`: as it stands there; `error`: what the engine did to it, "" for nothing."""

    text: str
    printed: str
    spelling: str
    error: str
    has_keyword: bool

    @property
    def cannot_be_told(self) -> bool:
        """One run of digits that is no number of thirteen, or of no kind of person, and no word that tells of it."""
        if self.has_keyword or not self.error:
            return False
        bare = to_arabic(self.printed)
        return self.spelling == "" and (len(bare) != 13 or bare[0] in "09")


def planted(count: int, seed: int = 1) -> Iterator[Planted]:
    """Numbers in all spellings, one of ten with an error of an engine, half of them beside a word that tells of them."""
    rnd = random.Random(seed)
    for n in range(count):
        number = with_check(f"{rnd.randrange(1, 9)}{rnd.randrange(10**11):011}")
        error = rnd.choice(("another", "letter", "lost", "gained")) if rnd.random() < 0.1 else ""
        spelling = SPELLINGS[n % len(SPELLINGS)]
        groups = [number[start:stop] for start, stop in pairwise((0, 1, 5, 10, 12, 13))]
        if error:
            at = rnd.choice([i for i, group in enumerate(groups) for _ in group])
            groups[at] = misread(rnd, groups[at], error)
        printed = spelling.join(groups)
        printed = to_thai(printed) if rnd.random() < 0.5 else printed
        has_keyword = rnd.random() < 0.5
        text = rnd.choice(KEYWORDS if has_keyword else PLAIN).format(printed)
        yield Planted(text, printed, spelling, error, has_keyword)


def misread(rnd: random.Random, group: str, error: str) -> str:
    at = rnd.randrange(len(group))
    made = {
        "another": rnd.choice([digit for digit in "0123456789" if digit != group[at]]),
        "letter": rnd.choice(LETTERS.get(group[at], "OlS")),
        "lost": "",
        "gained": group[at] + str(rnd.randrange(10)),
    }[error]
    return group[:at] + made + group[at + 1 :]


def test_every_number_is_masked_but_those_that_cannot_be_told() -> None:
    every = list(planted(3000))
    left = [one for one in every if shown_digits(one)]
    assert [one for one in left if not one.cannot_be_told] == []
    assert 0 < len(left) <= len(every) / 100


def shown_digits(one: Planted) -> bool:
    begin = one.text.index(one.printed)
    shown = mask_text(one.text)[0][begin : begin + len(one.printed)]
    return any(sign.isdecimal() for sign in shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("เลขที่ 12345O7890123 นั้น", "เลขที่ XXXXXXXXXXXXX นั้น"),
        ("l-2345-67B90-12-3", "X-XXXX-XXXXX-XX-X"),
        ("๑-๒๓ด๕-๖๗๘๙๐-๑๒-๓", "X-XXXX-XXXXX-XX-X"),
        ("1-2345-\n67890-12-3", "X-XXXX-\nXXXXX-XX-X"),
        ("1\u200b2345\u200b67890\u200b12\u200b3", "X\u200bXXXX\u200bXXXXX\u200bXX\u200bX"),
        ("5 1234567890123 25.10.2560", "5 XXXXXXXXXXXXX 25.10.2560"),
        ("16,070 . 1234567890123", "16,070 . XXXXXXXXXXXXX"),
        ("1234567890123i", "XXXXXXXXXXXXXX"),
        ("ปชช. 1|2|3|4|5|6|7|8|9|0|1|2|3", "ปชช. X|X|X|X|X|X|X|X|X|X|X|X|X"),
        ("เลขประจำตัวผู้เสียภาษี 3 1234 56789 12", "เลขประจำตัวผู้เสียภาษี X XXXX XXXXX XX"),
        ("ID: 1234 5678 90123", "ID: XXXX XXXX XXXXX"),
        ("1-2345-6789012-3", "X-XXXX-XXXXXXX-X"),
        ("0-1234-89678-90-1", "X-XXXX-XXXXX-XX-X"),  # a person without civil registration
        ("เลขประจำตัวประชาชน 0123456789012", "เลขประจำตัวประชาชน XXXXXXXXXXXXX"),
    ],
)
def test_forms(text: str, shown: str) -> None:
    assert mask_text(text)[0] == shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ที่ กษ 0201.06/ว 8537 ลงวันที่ 25 10 2560", "a document number and a date"),
        ("โทร. 0-2281-5955-60 ต่อ 1234", "a telephone number"),
        ("โทร 0 2281 5955 หรือ 0 2281 5956", "two of them"),
        ("เลขที่บัญชี 020012345678", "a bank account of twelve digits"),
        ("เลขประจำตัวประชาชนไม่ปรากฏ บัญชีเลขที่ 020012345678", "the word for another thing is nearer"),
        ("ตั้งแต่ 01-10-2560 ถึง 30-09-2561", "days"),
        ("25.10.2560 12.30 - 13.30", "a day and hours"),
        ("1,234,567,890,123.45 บาท", "an amount"),
        ("1234567890123 บาท", "an amount in one run"),
        ("1234567890123/2560", "a number with its year"),
        ("บาร์โค้ด 8851234567890", "a barcode by its word"),
        ("https://www.example.go.th/doc/1234567890123", "an address"),
        ("7110-006-0001-59", "an asset: 4-3-4-2"),
        ("20160919101530", "a moment in fourteen digits"),
        ("ISBN 978-616-123-456-7", "a book"),
        ("0105537000017", "it begins with 0"),
        ("ทะเบียนนิติบุคคลเลขที่ " + with_check("010553700001"), "a juristic person"),
        ("เลขประจำตัวผู้เสียภาษี 0-1055-37000-01-" + with_check("010553700001")[-1], "one with its groups"),
        ("3f1234567890123ab", "a piece of a code"),
        ("1 2 3 4 5 6 7 8 9 0 1 2 3", "columns; as one number the check fails"),
    ],
)
def test_near_misses(text: str, why: str) -> None:
    assert mask_text(text)[0] == text, why


def test_a_broken_number_in_a_list_of_them_is_one() -> None:
    rows = [
        f"{n} นางสาวสาธิต 15,580 {number}" for n, number in enumerate(("1234567890123", "3210987654321"), 1)
    ]
    broken = "3 นายสาธิต 12,290 14250100117461"
    assert "14250100117461" in mask_text("\n".join((*rows, broken)))[0]
    assert "14250100117461" not in mask_text("\n".join((*rows, "4 นาย ก 1 5678901234567", broken)))[0]


def test_a_value_knows_the_numbers_of_its_page() -> None:
    shown, known = mask_text("เลขประจำตัวประชาชน 123456789012")
    assert shown.endswith(" XXXXXXXXXXXX")
    assert mask_value("123456789012", known) == "XXXXXXXXXXXX"
    assert mask_value("123456789012", ()) == "123456789012"


def test_the_check() -> None:
    assert has_valid_check("1101700230708") != has_valid_check("1101700230709")
    for twelve in ("110170023070", "345678901234", "812345678901"):
        valid = with_check(twelve)
        assert has_valid_check(valid[:2] + str((int(valid[2]) + 1) % 10) + valid[3:]), (
            "the third digit counts for nothing"
        )
    assert not has_valid_check("12345678901O3")
    assert not has_valid_check("123456789012")


def test_nothing_of_the_corpus_is_masked() -> None:
    texts = [file.read_text("utf-8") for file in sorted(CORPUS.glob("transcripts/*.txt"))]
    texts += [file.read_text("utf-8") for file in sorted(CORPUS.glob("documents/*/*/gold.toml"))]
    assert len(texts) > 100
    assert [find_citizen_numbers(text) for text in texts if find_citizen_numbers(text)] == []


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-\n",
        "S ",
        "1\u200b",
        "0-1055-37000-01-7 ",
        "เลขประจำตัวประชาชน 123456789012\n",
        "1-2345-67890-12-3 ",
    ],
)
def test_long_junk_takes_no_time(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert is_quick(lambda: mask_text(text), 0.3)


SIGNS = st.text(st.sampled_from("0123456789๐๑๒๓๔๕๖๗๘๙0123 -–.|OolSBด\n\u200b/นXบ,"), max_size=60)
DIGITS = st.text("0123456789", min_size=12, max_size=12)


@settings(max_examples=60)
@given(SIGNS)
def test_length_and_all_but_digits_stay_and_twice_is_once(text: str) -> None:
    shown, _ = mask_text(text)
    assert len(shown) == len(text)
    assert all(was == now or now == "X" for was, now in zip(text, shown, strict=True))
    assert (shown != text) == bool(find_citizen_numbers(text))
    assert holds_mask(shown) or shown == text


@settings(max_examples=60)
@given(SIGNS)
def test_the_quick_look_passes_over_no_number(text: str) -> None:
    found = find_citizen_numbers(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(citizen, "_may_hold", lambda _: True)
        assert find_citizen_numbers(text) == found


@settings(max_examples=60)
@given(st.integers(1, 8), DIGITS, st.sampled_from(SPELLINGS), st.booleans(), SIGNS, SIGNS)
def test_a_whole_number_is_masked_wherever_it_stands(
    kind: int, rest: str, sign: str, thai: bool, before: str, after: str
) -> None:
    number = f"{kind}{rest}"
    printed = sign.join(number[start:stop] for start, stop in pairwise((0, 1, 5, 10, 12, 13)))
    printed = to_thai(printed) if thai else printed
    begin = len(f"{before} ผู้ถือ ")
    shown, _ = mask_text(f"{before} ผู้ถือ {printed} นั้น {after}")
    assert not any(sign.isdecimal() for sign in shown[begin : begin + len(printed)])
