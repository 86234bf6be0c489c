"""What the web page says: in both languages, in agreement with the documentation, and how values are told."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from saraban.app.drawing.words import KINDS
from saraban.app.index.query import KINDS as KNOWN_KINDS
from saraban.app.index.query import NAMES
from saraban.app.review.choices import CHOICES
from saraban.app.web import sentences, words
from saraban.app.web.fields import fields_of
from saraban.app.web.language import Both
from saraban.app.web.lines import lines_with, terms_of
from saraban.app.web.refusals import ASKED, SEARCHES, TYPED, review_refused
from saraban.app.web.told import day, day_of, moment, plain
from saraban.extract.errors import BadValue
from tests.holdings import Json, document, entry
from tests.website import LINES

ROOT = Path(__file__).parent.parent
SAYING = ("links.py", "duplicates.py", "reconcile.py", "witnesses.py", "variants.py", "offices.py")
"""Modules that write sentences into records."""


def test_the_reasons_agree_with_the_documentation() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    told = {
        code: meaning.replace("`", "")
        for part in parts
        if part.startswith(("Warnings about pages", "Reasons for review", "Refusals"))
        for code, meaning in reversed(re.findall(r"^\| `(\w+)` \| (.*?) \|", part, re.MULTILINE))
    }
    with (ROOT / "app/web/reasons.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert set(told) == {row["code"] for row in rows}
    assert [
        row["code"] for row in rows if told[row["code"]] != row["english"] and row["code"] != "page_failed"
    ] == []
    assert [row["code"] for row in rows if not re.search("[ก-ฮ]", row["thai"])] == []


def test_every_kind_check_and_relation_has_its_words() -> None:
    assert set(KNOWN_KINDS) == set(KINDS)
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "extract").glob("*.py"))
    assert [
        code for code in (*words.CHECKS, *words.RIVALS, *words.RELATIONS) if f'"{code}"' not in source
    ] == []


def test_every_refusal_is_told_in_thai() -> None:
    query = "".join((ROOT / "app/index" / name).read_text("utf-8") for name in ("query.py", "search.py"))
    assert set(re.findall(r'BadQuery\([^\n]*?, "(\w+)"', query)) == set(SEARCHES)
    assert set(ASKED) == set(NAMES)
    sources = (*(ROOT / "app/review").glob("*.py"), ROOT / "app/web/document_pages.py")
    typed = "".join(file.read_text("utf-8") for file in sources)
    said = set(re.findall(r'(?:_Refused\("|reason="|reason = ")(\w+)"', typed))
    assert len(said) > 8
    assert [code for code in TYPED if f'"{code}"' not in typed] == []
    assert [code for code in said if not re.search("[ก-ฮ]", TYPED.get(code) or words.reason(code)[0])] == []


def test_advice_is_that_of_the_field() -> None:
    error = BadValue("", "x", "not_a_date")
    assert "19 กันยายน 2559" in review_refused(error, "receipts.0.date")[0]
    assert "3763" in review_refused(BadValue("", "x", "not_a_register_number"), "receipts.0.number")[0]
    assert "ด่วนที่สุด" in review_refused(BadValue("", "x", "not_a_choice"), "urgency")[0]
    assert review_refused(BadValue("", "", "who_empty"), "date")[0].endswith("100 ตัวอักษร")
    assert review_refused(error, "no such path")[0].startswith("บันทึกไม่ได้")


@pytest.mark.parametrize(
    ("edtf", "thai", "english"),
    [
        ("2016-09-19", "19 กันยายน 2559", "19 September 2016"),
        ("2009-09", "กันยายน 2552", "September 2009"),
        ("2018-10-01/2019-09-30", "1 ตุลาคม 2561 – 30 กันยายน 2562", "1 October 2018 – 30 September 2019"),
        ("2016~", "ราว 2559", "about 2016"),
        ("2016-33", "2016-33", "2016-33"),
        ("../open", "", ""),
    ],
)
def test_a_day_is_told_in_the_words_of_the_language(edtf: str, thai: str, english: str) -> None:
    assert (day(edtf, "th"), day(edtf, "en")) == (thai, english)


def test_a_moment_is_told_in_the_time_of_thailand() -> None:
    assert moment("2026-11-21T18:05:09.123Z", "th") == "22 พฤศจิกายน 2569 01:05 น."
    assert moment("2026-11-21T18:05:09.123Z", "en") == "22 November 2026 01:05 UTC+7"
    assert day_of("2026-11-21T18:05:09Z", "th") == "22 พฤศจิกายน 2569"
    assert (moment("yesterday", "th"), day_of("0001-01-01T00:00:00+14:00", "th")) == (
        "yesterday",
        "0001-01-01T00:00:00+14:00",
    )


def test_the_sentences_of_records_are_told_in_thai() -> None:
    source = "".join((ROOT / "extract" / name).read_text("utf-8") for name in SAYING)
    for english, _ in sentences._SENTENCES:
        for piece in re.split(r"\([^)]*\)| and has the same subject|is marked as ", english):
            assert piece.strip() in source, english
    reason = "texts alike by 97%, numbers read as กษ 1/2 and กษ 1/3; d2 is marked as the file copy"
    told = "ข้อความเหมือนกัน 97% อ่านเลขที่ได้เป็น กษ 1/2 และ กษ 1/3; d2 เป็นสำเนาคู่ฉบับ"
    assert sentences.sentence(reason) == (told, reason)
    assert sentences.sentence("of its own")[0] == "of its own"
    [why] = [
        text for _, text in parts({"corrected_from": {"document": "d2", "page": 2, "why": "ว was read as 2"}})
    ]
    assert why == "d2 · 2 · อ่าน ว เป็น 2"
    assert [text for _, text in parts({"circular": True, "year": None, "prefix": False})] == ["✓"]


def parts(made: Json) -> tuple[tuple[Both, str], ...]:
    paper = document(1, "letter", (1, 1), {"subject": {**entry("x"), "parts": made}})
    return next(one for one in fields_of(paper, range(1, 2), "th") if one.path == "subject").parts


def test_what_the_page_calls_things_can_be_typed() -> None:
    for name, choices in CHOICES.items():
        shown = words.KINDS if name == "kind" else words.VALUES
        assert [code for code in choices.values() if choices.get(shown[code][0]) != code] == [], name


def test_a_value_is_told_in_one_line() -> None:
    value = {"action": "approve", "text": "อนุมัติ", "actor": None, "date": "2016-09-19", "mark": "written"}
    assert plain("dispositions", value, "en") == "approve · อนุมัติ · 19 September 2016 · written"
    assert plain("closing", ["consider", "approve"], "th") == "พิจารณา · อนุมัติ/เห็นชอบ"
    assert plain("date", None, "th") == "–"


def test_lines_are_found_by_whole_clusters() -> None:
    lines = [{"number": number, "text": text} for number, text in enumerate(LINES, 1)]
    assert lines_with(lines, terms_of("สูบน้ำ")) == {2}
    assert lines_with(lines, terms_of("0201")) == {1}
    assert lines_with(lines, terms_of("สูบน")) == frozenset()
    assert lines_with(lines, ()) == frozenset()
