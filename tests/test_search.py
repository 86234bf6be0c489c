"""What each part of a query asks for; that no query breaks anything; answers for terminals, programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from bench.search_records import as_bytes, records
from saraban.app.index.build import refresh
from saraban.app.index.cells import csv_line, defused
from saraban.app.index.phrases import SqliteTexts
from saraban.app.index.query import NAMES, build, number_key
from saraban.app.index.search import SECONDS, find, search
from saraban.app.index.snippets import snippet
from saraban.app.index.store import FILE, Store
from saraban.app.index.words import folded
from saraban.app.output import RECORDS
from saraban.app.search import index_folder, print_found
from saraban.extract.errors import BadQuery, IndexFailed
from saraban.extract.read import read_document
from tests.holdings import document, entry, put, record
from tests.pace import is_quick

TRANSCRIPTS = Path(__file__).parents[1] / "corpus" / "transcripts"


def receipt(office: str | None, number: str | None, date: str | None) -> object:
    return entry({"office": office, "number": number, "date": date, "time": None})


def decision(action: str, mark: str | None, date: str | None) -> object:
    return entry({"action": action, "text": "", "actor": None, "date": date, "mark": mark})


PAPERS = [
    document(1, "memo", (1, 1), {
        "document_number": entry("กษ 0201.06/ว 8537"), "date": entry("2016-09-19"), "agency": entry("กรมชลประทานสาธิต"),
        "to": entry("อธิบดีกรมป่าไม้สาธิต"), "receipts": [receipt("กลุ่มคลัง", "3763", "2016-09-20"), receipt("กองช่าง", "12", None)],
        "dispositions": [decision("approve", "written", "2016-09-21"), decision("assign", "unchecked", None)],
    }),
    document(2, "letter", (2, 2), {
        "document_number": entry("กษ 0201/954"), "e_document_number": entry("กษ 0107.02/ว 6114"),
        "date": entry("2016-09", reasons=["day_missing"]), "agency": entry("กระทรวงเกษตรสาธิต"),
        "dispositions": [decision("approve", None, None)],
    }),
    document(3, "order", (3, 3), {"document_number": entry("478/2564"), "date": entry("2018-10-01/2019-09-30")}),
    document(4, "letter", (4, 4), {"document_number": entry("กษท 0201/1"), "date": entry("1782-04~/1783-04~"), "agency": entry("กองน้ำ")}),
    document(5, "letter", (5, 5), {"document_number": entry("(กผม) 355/2562"), "date": entry(None, reasons=["not_found"])}, reasons=["kind_unsure"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "out"
    made = record("papers.txt", PAPERS, pages=5)
    for page in made["pages"]:
        page["lines"] = [
            {"number": 1, "text": f"หน้า {page['number']} น้ำ <b>x</b>", "box": None, "confidence": None}
        ]
    put(folder, made)
    return folder


@pytest.fixture(scope="module")
def store(out: Path) -> Iterator[Store]:
    with Store(out / FILE) as opened:
        refresh(out, opened)
    with Store(out / FILE, read_only=True, seconds=SECONDS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "12345"),
        ({"kind": "letter"}, "245"),
        ({"number": "กษ 0201*"}, "12"),
        ({"number": "กษ ๐๒๐๑.๐๖/ว ๘๕๓๗"}, "1"),
        ({"number": "กษ.0201.06/ว.8537"}, "1"),
        ({"number": "กษ 0201"}, ""),
        ({"number": "*/ว*"}, "12"),
        ({"number": "*/2564"}, "3"),
        ({"number": "กษ 0201.06/_ 8537"}, ""),
        ({"number": "%"}, ""),
        ({"similar": "กษ 020106/28537"}, "1"),
        ({"similar": "กษ 0201.06/ว 8531"}, "1"),
        ({"similar": "กษ 0201.06/ว 8511"}, ""),
        ({"agency": "กษ"}, "12"),
        ({"agency": "กษ 0201"}, "12"),
        ({"agency": "กษ 0201.06"}, "1"),
        ({"agency": "กษ 020"}, ""),
        ({"agency": "กผม"}, "5"),
        ({"agency": "เกษตร"}, "2"),
        ({"agency": "ชลประทาน"}, "1"),
        ({"to_office": "ป่าไม้"}, "1"),
        ({"receipt": "๓๗๖๓"}, "1"),
        ({"receipt": "376"}, ""),
        ({"receipt": "กองช่าง"}, "1"),
        ({"receipt": "คลังกอง"}, ""),
        ({"action": "approve"}, "1"),
        ({"action": "assign"}, ""),
        ({"flagged": "any"}, "25"),
        ({"flagged": "day_missing"}, "2"),
        ({"flagged": "kind_unsure"}, "5"),
        ({"flagged": "day"}, ""),
        ({"from": "1 ก.ย. 2559", "to": "30 ก.ย. 2559"}, "12"),
        ({"from": "19/9/2559", "to": "19/9/2559"}, "12"),
        ({"from": "20/9/2559", "to": "20/9/2559", "dated": "issued"}, "2"),
        ({"from": "20/9/2559", "to": "20/9/2559", "dated": "received"}, "1"),
        ({"from": "ก.ย. 2559", "to": "ก.ย. 2559", "dated": "decided"}, "1"),
        ({"from": "2019-01-15", "to": "2019-01-15"}, "3"),
        ({"from": "2020-01-01"}, ""),
        ({"to": "1900"}, "4"),
        ({"text": "น้ำ", "number": "กษ 0201*/ว*", "dated": "received", "from": "กันยายน 2559", "to": "กันยายน 2559", "action": "approve"}, "1"),
        ({"text": "ไม่มี", "kind": "memo"}, ""),
        ({"text": "หน้า๓"}, "3"),
        ({"text": "<B>X</b>"}, "12345"),
    ],
    ids=str,
)  # fmt: skip
def test_fields(store: Store, asked: dict[str, str], found: str) -> None:
    assert sorted(hit.document for hit in search(store, build(asked)).hits) == [f"d{one}" for one in found]


def test_order_and_facets(store: Store) -> None:
    found = search(store, build({}))
    assert [hit.document for hit in found.hits] == ["d3", "d1", "d2", "d4", "d5"]
    facets = {facet.name: dict(facet.counts) for facet in found.facets}
    assert facets["kind"] == {"letter": 3, "memo": 1, "order": 1}
    assert facets["action"] == {"approve": 1}
    assert facets["reason"] == {"day_missing": 1, "kind_unsure": 1, "not_found": 1}
    assert facets["year"] == {"2016": 2, "2018": 1, "1782": 1}
    assert facets["agency"]["กองน้ำ"] == 1


def test_pages_of_answers(tmp_path: Path) -> None:
    with Store(tmp_path / FILE) as store:
        (tmp_path / RECORDS).mkdir()
        for name, made in records(45):
            (tmp_path / RECORDS / name).write_bytes(as_bytes(made))
        refresh(tmp_path, store)
        pages = [search(store, build({"page": page})) for page in ("1", "2", "3", "4")]
    assert [len(one.hits) for one in pages] == [20, 20, 5, 0]
    assert {one.total for one in pages} == {45}
    seen = [hit for one in pages for hit in one.hits]
    assert len({hit.id for hit in seen}) == 45
    assert [hit.date for hit in seen] == sorted((hit.date for hit in seen), key=str, reverse=True)


def test_a_document_by_its_id(store: Store, out: Path) -> None:
    first = search(store, build({"kind": "memo"})).hits[0]
    assert find(store, first.id) is not None
    for wrong in ("", "/", "d1", f"{first.record}/d9", "../../etc/passwd", "' OR 1=1 --/d1", "a\0b/d1"):
        assert find(store, wrong) is None


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "...."}, {"text": '"'}, {"text": "\u200b"}, {"text": "่"}, {"text": "ก" * 501}, {"text": " ".join(map(str, range(17)))},
        {"number": "*"}, {"number": "***"}, {"number": "*".join("abcdef")}, {"from": "เมื่อวาน"}, {"from": "31 ก.พ. 2559"},
        {"from": "2559-09-31"}, {"from": "2560", "to": "2559"}, {"kind": "circular"}, {"dated": "ever"}, {"action": "อนุมัติ"},
        {"flagged": "%"}, {"page": "0"}, {"page": "-1"}, {"page": "๒"}, {"page": "99999"}, {"agency": "่"}, {"sort": "date"},
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_query_is_one_clear_line(asked: dict[str, str]) -> None:
    with pytest.raises(BadQuery) as refused:
        build(asked)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) > 30


def test_words_and_phrases() -> None:
    assert build({"text": 'น้ำ "ขอ แสดง" ๒๕ น้ำ'}).terms == ("น้ำ", "ขอแสดง", "25")
    assert build({"text": '"ไม่ปิด เลย'}).terms == ("ไม่ปิดเลย",)
    assert number_key("กษ. ๐๒๐๑ / ว. ๑") == number_key("กษ0201/ว1")


_PIECES = (
    "น้ำ", "กษ", "๐๒๐๑", "/ว", "*", "%", "_", "'", '"', "\\", ";", "--", "(", ")", "AND", "OR", "NOT", "NEAR", "\0", "\x1e", "\x1f",
    "\u202e", "\u200b", "่", "ำ", "\ud800", "🇹🇭", "1-1017", "<script>", "{id}", "{now}", "{{7*7}}", "?", "$1", "%s", "%(x)s", "\n", "\t", "่" * 60,
    "..", "/../../etc/passwd", "=1+1", "ก" * 40, "2559-09-31", "๓๑ ก.พ. ๒๕๕๙", "^", ":", "pairs:", "|", "!", "~", "\ufeff", "é",
    "e\u0301", "日本", "9" * 30,
)  # fmt: skip


def _fuzzed(rnd: random.Random) -> dict[str, str]:
    asked = {}
    for name in rnd.sample(NAMES, rnd.choice((1, 1, 1, 2, 3))):
        size = rnd.choice((1, 1, 2, 3, 6, 30))
        pieces = [
            chr(rnd.choice((rnd.randrange(0x80), rnd.randrange(0xE00, 0xE60), rnd.randrange(0x110000))))
            if rnd.random() < 0.4
            else rnd.choice(_PIECES)
            for _ in range(size)
        ]
        asked[name] = rnd.choice(("", " ")).join(pieces)
    if rnd.random() < 0.3:
        asked["number"] = "*".join(rnd.choice("กษ0123/ว% ") * rnd.randrange(3) for _ in range(5))
    return asked


@pytest.mark.parametrize("count", [400, pytest.param(5000, marks=pytest.mark.slow)])
def test_no_query_breaks_anything(store: Store, count: int) -> None:
    _survives(store, count)


@pytest.mark.slow
def test_no_query_breaks_postgres(out: Path, postgres_url: str) -> None:
    with Store(postgres_url) as made:
        refresh(out, made)
    with Store(postgres_url, read_only=True, seconds=SECONDS) as opened:
        _survives(opened, 3000)


def _survives(store: Store, count: int) -> None:
    rnd = random.Random(9)
    found: list[bool] = []
    for _ in range(count):
        asked = _fuzzed(rnd)
        assert is_quick(partial(_answer, store, asked, found), SECONDS), asked
    assert sum(found) > count / 5


def _answer(store: Store, asked: dict[str, str], found: list[bool]) -> None:
    with suppress(BadQuery):
        found.append(search(store, build(asked)).total >= 0)


def test_nothing_can_be_changed_through_it(store: Store) -> None:
    with pytest.raises(IndexFailed):
        store.note("made_by", "somebody")


def test_a_search_that_takes_too_long_is_broken_off(out: Path, store: Store) -> None:
    with Store(out / FILE, read_only=True, seconds=0.05) as hasty:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        texts = hasty.texts
        assert isinstance(texts, SqliteTexts)
        texts.having = lambda terms: (f"SELECT document FROM index_body WHERE ({endless}) > ?", (0,))  # type: ignore[method-assign]
        began = time.monotonic()
        with pytest.raises(BadQuery, match="longer"):
            search(hasty, build({"text": "น้ำ"}))
        assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("printed", "asked", "page", "hits"),
    [
        ("หนึ่ง\fสอง แม่น้\u200bํา", "น้ำ", 1, ["น้\u200bํา"]),
        ("ที่ กษ ๐๒๐๑/๑", "กษ0201", 0, ["กษ ๐๒๐๑"]),
        ("ก" * 5000 + " น้ำ", "น้ำ", 0, ["น้ำ"]),
        ("\f".join(["x " * 3000] * 9) + "\f......... น้ำ ........", "น้ำ", 9, ["น้ำ"]),
        ("ข้ามหน้า\fไป", "หน้าไป", 0, ["หน้า ไป"]),
    ],
    ids=["unseen", "digits", "far", "last page", "over pages"],
)
def test_words_are_quoted_as_they_are_printed(printed: str, asked: str, page: int, hits: list[str]) -> None:
    at, pieces = snippet(printed, (folded(asked),))
    assert at == page
    quoted = [one.text for one in pieces if one.is_hit]
    assert [folded(one) for one in quoted] == [folded(one) for one in hits]
    assert sum(len(one.text) for one in pieces) < 600


# What a spreadsheet would run or take for a new cell.
_FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A1", "  =1", "\t=1", "\r=1", "\n=1", "\u00a0=1", "\u200b=1", "\u202e=1", "\ufeff=1",
    '"=1', "'=1", ";=1", "x;=1", 'x";=1', "\0=1", "﹢1", "−1", "=HYPERLINK(\"http://x\")", "|calc", "%0A=1",
)  # fmt: skip


@pytest.mark.parametrize("cell", _FORMULAS, ids=repr)
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    for separator in (",", ";", "\t"):
        # A spreadsheet of another country parts cells at another sign, and quotes are no hindrance to some.
        for piece in csv_line([cell, "x"]).strip("\r\n").split(separator):
            assert piece.strip('" \u00a0')[:1] not in set("=+-@＝＋－＠﹢−|%\t\r\n\0"), (cell, piece)
    assert "'" in defused(cell)


@pytest.mark.parametrize(
    "cell", ["กษ 0201/ว 1", "2016-09-19", "a=b", "1-2", "น้ำ, ดิน", 'เขาว่า "ดี"', "ก@ข", ""]
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert next(csv.reader(io.StringIO(csv_line([cell])))) == [cell]


def test_csv_of_all(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_found(out, None, {"text": "น้ำ"}, "csv") == 0
    said = capsys.readouterr().out
    assert said.startswith('\ufeff"id",')
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert {row["number"] for row in rows} >= {"กษ 0201.06/ว 8537", "478/2564"}


def test_json_and_table(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_found(out, None, {"agency": "กษ"}, "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["total"], len(told["hits"])) == ("saraban/search/1", 2, 2)
    assert print_found(out, None, {"text": "น้ำ"}, "table") == 0
    said = capsys.readouterr().out
    assert "[น้ำ]" in said
    assert "5 documents; page 1 of 1" in said
    assert "\x1b" not in said


def test_refusals_on_the_command_line(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_found(out, None, {"from": "เมื่อวาน"}, "table") == 2
    assert print_found(tmp_path, None, {"text": "น้ำ"}, "table") == 2
    assert index_folder(tmp_path, None, rebuild=False) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.rpartition(" ")[2] for line in said.err.splitlines()] == [
        "[bad_query]",
        "[no_output]",
        "[no_output]",
    ]


def test_the_question_of_an_auditor(tmp_path: Path) -> None:
    """Every circular of an office received in a month about a thing that somebody decided upon; and where it says so."""
    (tmp_path / RECORDS).mkdir()
    for name in ("ethics-training-circular", "rice-plan-meeting", "flood-pump-circular"):
        (tmp_path / RECORDS / f"{name}.json").write_text(
            read_document(TRANSCRIPTS / f"{name}.txt").json(), encoding="utf-8"
        )
    asked = {
        "number": "อว 6904.2/ว*",
        "dated": "received",
        "from": "ส.ค. ๒๕๖๔",
        "to": "ส.ค. ๒๕๖๔",
        "text": "จริยธรรม",
        "action": "acknowledge",
    }
    with Store(tmp_path / FILE) as store:
        refresh(tmp_path, store)
        (hit,) = search(store, build(asked)).hits
        assert (hit.record, hit.number, hit.found_on) == (
            "ethics-training-circular.json",
            "อว 6904.2/ว 118",
            1,
        )
        assert any(piece.is_hit and piece.text == "จริยธรรม" for piece in hit.snippet)
        for name, other in (
            ("action", "approve"),
            ("to", "ก.ค. ๒๕๖๔"),
            ("number", "อว 6904.3/ว*"),
            ("text", "แรดขาว"),
            ("dated", "decided"),
        ):
            changed = {**asked, name: other} | ({"from": "ก.ค. ๒๕๖๔"} if name == "to" else {})
            assert search(store, build(changed)).total == (
                1 if name == "dated" and _decided(hit.record, tmp_path) else 0
            )
        approved = {
            "number": "กษ 2603*",
            "dated": "received",
            "from": "ก.พ. 2560",
            "to": "ก.พ. 2560",
            "text": "ข้าว",
            "action": "approve",
        }
        assert [one.record for one in search(store, build(approved)).hits] == ["rice-plan-meeting.json"]


def _decided(name: str, out: Path) -> bool:
    """Whether a decision of August 2021 stands in that record."""
    made = json.loads((out / RECORDS / name).read_text(encoding="utf-8"))
    dated = (one["value"]["date"] or "" for one in made["documents"][0]["fields"]["dispositions"])
    return any(date.startswith("2021-08") for date in dated)
