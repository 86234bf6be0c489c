"""What a search finds, against a scan of every text by other means: all of it, and nothing else."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from saraban.app.index.build import refresh
from saraban.app.index.bytepairs import PostgresTexts
from saraban.app.index.query import build
from saraban.app.index.search import search
from saraban.app.index.store import Store
from saraban.app.output import RECORDS
from saraban.extract.read import read_document
from saraban.normalize.digits import to_arabic, to_thai

TRANSCRIPTS = Path(__file__).parents[1] / "corpus" / "transcripts"
FEW = (
    "flood-pump-circular", "orchard-water-survey", "fire-watch-order", "abbot-lecture", "council-committee-minutes",
    "lab-glass-purchase", "storm-statement", "bee-village-bundle",
)  # fmt: skip
WORDS = (
    "น้ำ", "ประชุม", "กระทรวง", "ระเบียบ", "สารบรรณ", "ราชการ", "ศึกษา", "โรงเรียน", "จังหวัด", "อำเภอ", "ตำบล", "เทศบาล", "หนังสือ",
    "คณะกรรมการ", "อนุมัติ", "พิจารณา", "มอบหมาย", "เครื่อง", "ผู้อำนวยการ", "รายงาน", "สำนักงาน", "กรม", "กอง", "ปลัด", "อธิบดี", "งบประมาณ",
    "คลอง", "ข้าว", "สวน", "ผึ้ง", "ไฟ", "ป่า", "เรือ", "ท่า", "ครู", "นักเรียน", "พระ", "วัด", "ทะเล", "ปลา", "ฝาย", "ดิน", "ฝน", "ลม", "พายุ",
    "เวลา", "วันที่", "เรื่อง", "เรียน", "ที่", "ใน", "ให้", "ได้", "แล้ว", "bee village", "VILLAGE", "ชุม", "บรรณ", "ราช", "การ",
)  # fmt: skip
ABSENT = (
    "อวกาศ",
    "ยานยนต์ไฟฟ้า",
    "ปลาวาฬ",
    "กขฃค",
    "zebra",
    "น้ำแข็งขั้วโลก",
    "99999999",
    "ษกษก",
    "ฮะฮะฮะ",
    "ไดโนเสาร์",
)
CODES = (
    "กษ",
    "ทส",
    "ศธ",
    "มท",
    "สธ",
    "คค",
    "วธ",
    "กค",
    "นร",
    "ขก",
    "ลพ",
    "นศ",
    "สผ",
    "ปท",
    "ยธ",
    "อว",
    "กห",
    "พณ",
    "รง",
    "อก",
)
DATES = (
    ("๑๗ มิถุนายน ๒๕๖๒", "17 มิ.ย. 62", "2019-06-17", "17/6/2562", "๑๗/๖/๒๕๖๒"),
    ("๒๐ มิถุนายน ๒๕๖๒", "20 มิ.ย. 62", "2019-06-20", "20/6/2562", "๒๐/๖/๒๕๖๒"),
    ("๑๔ กุมภาพันธ์ ๒๕๖๖", "14 ก.พ. 66", "2023-02-14", "14/2/2566", "๑๔/๒/๒๕๖๖"),
    ("๙ กุมภาพันธ์ ๒๕๖๖", "9 ก.พ. ๒๕๖๖", "2023-02-09", "09/02/2566", "2566-02-09"),
    ("กันยายน ๒๕๖๔", "ก.ย. 64", "2021-09", "ก.ย. ๒๕๖๔", "เดือนกันยายน พ.ศ. 2564"),
    ("พ.ศ. ๒๕๕๙", "2559", "2016", "ปี 2559", "ค.ศ. 2016"),
    ("๑ ม.ค. ๒๔๐๐", "1/1/2400", "1857-01-01", "๑ มกราคม พ.ศ. ๒๔๐๐", "1 ม.ค. ๒๔๐๐"),
)


@dataclass(frozen=True)
class Paper:
    """A document: its id, its text for the scan, and its text as it is."""

    id: str
    letters: str
    printed: str
    fields: dict[str, Any]


@pytest.fixture(params=["few", pytest.param("all", marks=pytest.mark.slow)])
def papers(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[Paper]]:
    """An output folder with records of transcripts, and their documents."""
    (tmp_path / RECORDS).mkdir()
    found = []
    for name, text in _records(request.param):
        (tmp_path / RECORDS / name).write_text(text, encoding="utf-8")
        found += list(_papers(name, json.loads(text)))
    return tmp_path, found


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, papers: tuple[Path, list[Paper]]) -> Iterator[Store]:
    out = papers[0]
    address = out / "index.sqlite" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with Store(address) as opened:
        if request.param == "postgres":
            opened.texts = PostgresTexts(full=5000)  # some texts wait, the others are parts
        refresh(out, opened)
        yield opened


@cache
def _records(which: str) -> tuple[tuple[str, str], ...]:
    files = sorted(TRANSCRIPTS.glob("*.txt"))
    chosen = [file for file in files if which == "all" or file.stem in FEW]
    return tuple((f"{file.name}.json", read_document(file).json()) for file in chosen)


def _papers(name: str, record: dict[str, Any]) -> Iterator[Paper]:
    for document in record["documents"]:
        first, last = document["pages"]
        top, bottom = document["lines"]
        lines = [
            line["text"]
            for page in record["pages"]
            if first <= page["number"] <= last
            for line in page["lines"]
            if (page["number"], line["number"]) >= (first, top)
            and (page["number"], line["number"]) <= (last, bottom)
        ]
        printed = "\n".join(lines)
        yield Paper(f"{name}/{document['id']}", letters(printed), printed, document["fields"])


def letters(text: str) -> str:
    """The index form by other means, letter by letter, as docs/search.md tells it."""
    text = text.replace("\u0e40\u0e40", "\u0e41")
    out: list[str] = []
    for one in to_arabic(text).lower():
        if one.isspace():
            out.append(" ")
        elif unicodedata.category(one)[0] == "C":
            continue
        else:
            out.append("'" if one in '"“”„«»‘’' else "-" if one in "–—−‐‑" else one)
    string = "".join(out)
    for dots in range(40, 2, -1):
        for mark in ".…_":
            string = string.replace(mark * dots, " ")
    string = _marks(string)
    kept = [
        one
        for at, one in enumerate(string)
        if one != " " or not (_thai(string[:at].rstrip()[-1:]) or _thai(string[at:].lstrip()[:1]))
    ]
    return " ".join("".join(kept).split())


def _thai(one: str) -> bool:
    return "ก" <= one <= "๛"


def _marks(string: str) -> str:
    """Each letter's marks: the vowel first, then the tone; ํ and า are ำ."""
    out: list[str] = []
    at = 0
    while at < len(string):
        out.append(string[at])
        end = at + 1
        while end < len(string) and unicodedata.category(string[end]) == "Mn":
            end += 1
        marks = sorted(dict.fromkeys(string[at + 1 : end]), key=lambda one: "่" <= one <= "์")
        if "\u0e4d" in marks and string[end : end + 1] == "า":
            marks.remove("\u0e4d")
            marks.append("ำ")
            end += 1
        out += marks
        at = end
    return "".join(out)


def holds(paper: Paper, asked: str) -> bool:
    """Whether a text stands in the paper without cutting a letter from its marks."""
    at = -1
    while (at := paper.letters.find(asked, at + 1)) >= 0:
        after = paper.letters[at + len(asked) : at + len(asked) + 1]
        if not (after and (unicodedata.category(after)[0] == "M" or after == "ำ")):
            return True
    return False


def queries(papers: list[Paper]) -> list[str]:
    """Three hundred: words, codes, pieces of compounds, both spellings of ำ, both kinds of digits, phrases over lines."""
    rnd = random.Random(300)
    made = [*WORDS, *ABSENT, *CODES]
    am = sorted({word for paper in papers for word in paper.printed.split() if "ำ" in word})
    numbers = sorted(
        {word for paper in papers for word in to_arabic(paper.printed).split() if word.isdecimal()}
    )
    made += [rnd.choice(am).replace("ำ", "\u0e4d\u0e32") for _ in range(25)]
    made += [_cut(rnd, rnd.choice(am), 6).replace("้ำ", "\u0e4d้\u0e32") for _ in range(25)]
    made += [form(rnd.choice(numbers)) for _ in range(30) for form in (to_thai, to_arabic)]
    while len(made) < 300:
        made.append(_cut(rnd, rnd.choice(papers).printed, rnd.choice((2, 2, 3, 4, 5, 7, 12, 20))))
    return [one if letters(one) else "กก" for one in made]


def _cut(rnd: random.Random, text: str, size: int) -> str:
    """A piece of a text of about so many letters, marks not cut from them."""
    starts = [
        at
        for at, one in enumerate(text)
        if unicodedata.category(one)[0] not in "MC" and one not in 'ำ "“”.…_'
    ]
    if len(starts) < 2:
        return text
    first = rnd.randrange(len(starts) - 1)
    stop = starts[first + size] if first + size < len(starts) else len(text)
    return text[starts[first] : stop]


def found(store: Store, asked: dict[str, str]) -> set[str]:
    return {hit.id for hit in search(store, replace(build(asked), size=10_000)).hits}


def test_texts(store: Store, papers: tuple[Path, list[Paper]]) -> None:
    asked = queries(papers[1])
    assert len(asked) >= 300
    some = 0
    for one in asked:
        expected = {paper.id for paper in papers[1] if holds(paper, letters(one))}
        some += bool(expected)
        assert found(store, {"text": f'"{one}"'}) == expected, one
    assert some > 250


def test_what_stands_there_is_found_as_it_stands(store: Store, papers: tuple[Path, list[Paper]]) -> None:
    """Without any index form: a piece of the page as it is printed finds the document it was taken from."""
    rnd = random.Random(5)
    for _ in range(100):
        paper = rnd.choice([one for one in papers[1] if len(one.printed) > 50])
        asked = _cut(rnd, paper.printed, rnd.choice((1, 2, 3, 6, 10, 30)))
        assert paper.id in found(store, {"text": f'"{asked}"'}), asked


@pytest.mark.parametrize("dated", ["issued", "received", "decided", "mentioned", "any"])
def test_dates(store: Store, papers: tuple[Path, list[Paper]], dated: str) -> None:
    hits = 0
    for same in DATES:
        answers = [found(store, {"from": form, "to": form, "dated": dated}) for form in same]
        expected = {paper.id for paper in papers[1] if _meets(paper.fields, dated, same[2])}
        assert answers == [expected] * len(same), same
        hits += len(expected)
    assert hits or dated in ("decided", "received")  # of few papers none


def _meets(fields: dict[str, Any], dated: str, iso: str) -> bool:
    """Whether one of the dates begins with a day, month or year of ISO 8601, or holds it. Text alone is compared."""
    named = {
        "issued": [fields["date"]["value"]] if "date" in fields else [],
        "received": [one["value"]["date"] for one in fields.get("receipts", ())],
        "decided": [
            one["value"]["date"]
            for one in fields.get("dispositions", ())
            if one["value"]["mark"] in ("checked", "written")
        ],
        "mentioned": [
            *(one["value"] for one in fields.get("dates_mentioned", ())),
            *(
                one["value"]["date"]
                for name in ("references", "register_notes", "meetings_mentioned")
                for one in fields.get(name, ())
            ),
            *([fields["meeting"]["value"]["date"]] if fields.get("meeting", {}).get("value") else []),
        ],
    }
    dates = named[dated] if dated != "any" else [*named["issued"], *named["received"], *named["decided"]]
    return any(_touch(date, iso) for date in dates if date)


def _touch(date: str, iso: str) -> bool:
    edges = date.replace("~", "").split("/")
    first, last = edges[0], edges[-1]
    # Text of equal length compares as days do; what is shorter covers all that begins with it.
    return first[: len(iso)] <= iso[: len(first)] and iso[: len(last)] <= last[: len(iso)]
