"""The search page: what is asked for is found, marked, counted, and shown where it says so."""

from __future__ import annotations

import csv
import html
import io
import re
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from saraban.app.index.cells import defused
from saraban.app.web import search_pages
from tests.holdings import Json, document, entry, record
from tests.pace import is_quick
from tests.website import hold, letter, scan, site, visit


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A visitor of a folder that tests only look at."""
    folder = tmp_path_factory.mktemp("search")
    hold(folder / "out", letter(), scan(folder))
    return visit(site(folder / "out"))


def test_a_search_marks_what_it_found_on_the_page_and_on_the_scan(visitor: TestClient) -> None:
    page = visitor.get("/", params={"text": "นํ้า", "lang": "en"}).text
    assert "<mark>น้ำ</mark>" in page
    assert "1 document<" in page
    [link] = re.findall(r'<h2><a href="([^"]*)"', page)
    scan = visitor.get(link.replace("&amp;", "&")).text
    assert re.findall(r'class="found-line" x="60" y="(\d+)"', scan) == ["140"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"number": "กษ 0201*"}, 1),
        ({"from": "๑/๙/๒๕๕๙", "to": "30 ก.ย. 2559"}, 1),
        ({"from": "2017-01-01"}, 0),
        ({"kind": "letter", "flagged": "any"}, 1),
        ({"receipt": "3763"}, 1),
        ({"text": "ไม่มีคำนี้"}, 0),
        ({"similar": "กษ 0201/964"}, 1),
    ],
)
def test_what_is_asked_for_is_found(visitor: TestClient, asked: dict[str, str], found: int) -> None:
    page = visitor.get("/", params={**asked, "lang": "en"})
    assert page.status_code == 200
    assert page.text.count('class="hit"') == found


def test_facets_lead_to_searches_that_find_as_many_as_they_say(visitor: TestClient) -> None:
    page = visitor.get("/?lang=en").text
    facets = re.findall(r'<li><a href="(/\?[^"]*)"[^>]*>[^<]*</a><span>(\d+)</span>', page)
    assert len(facets) >= 4
    for link, count in facets:
        assert visitor.get(link.replace("&amp;", "&")).text.count('class="hit"') == int(count)


def test_a_hit_leads_to_the_place_where_its_decision_stands(tmp_path: Path) -> None:
    orders = [entry(decided("inform"), at=(1, 3)), entry(decided("approve", mark="unchecked"), at=(1, 4))]
    orders.append(entry(decided("approve"), at=(1, 5), box=[60, 700, 200, 730]))
    papers = [document(1, "memo", (1, 1), {"dispositions": orders}), document(2, "letter", (2, 2), {})]
    links = [{"from": "d1", "to": "d2", "relation": "forwards", "reason": ""}]
    name = hold(tmp_path / "out", {**record("file.txt", papers), "links": links})
    visitor = visit(site(tmp_path / "out"))
    page = visitor.get("/", params={"action": "approve", "lang": "en"}).text
    link = f"/decision/{name}/d1/approve"
    assert re.findall(rf'<a href="{link}"[^>]*>(.*?)</a>', page) == ["approve", "approve (on d1)"]
    answer = visitor.get(link)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/document/{name}/d1?page=1#f-dispositions.2",
    )
    assert visitor.get(f"/decision/{name}/d2/approve").headers["location"] == f"/document/{name}/d2"
    assert visitor.get(f"/decision/{name}/d3/approve").status_code == 404


def decided(action: str, mark: str = "written") -> Json:
    return {"action": action, "text": None, "actor": None, "date": None, "mark": mark}


def test_asking_again_keeps_the_reason_that_was_chosen(visitor: TestClient) -> None:
    for asked, kept in (("low_confidence", "low_confidence"), ("", "any")):
        page = visitor.get("/", params={"flagged": asked}).text
        assert f'name="flagged" value="{kept}"{" checked" if asked else ""}>' in page


def test_a_year_is_offered_only_where_it_finds_what_was_counted(visitor: TestClient) -> None:
    links = re.compile(r'<li><a href="[^"]*from=2016-01-01')
    assert links.search(visitor.get("/").text)
    received = visitor.get(
        "/", params={"from": "ก.ย. 2559", "to": "ก.ย. 2559", "dated": "received", "lang": "th"}
    ).text
    assert 'class="hit"' in received
    assert "<em>พ.ศ. 2559</em>" in received
    assert not links.search(received)


def test_a_bad_search_says_so_and_keeps_what_was_typed(visitor: TestClient) -> None:
    asked = {"from": "วันไหนก็ได้", "text": "น้ำ"}
    for lang, told in (("th", "ตั้งแต่วันที่: อ่านเป็นวันที่ไม่ได้"), ("en", "no day can be read")):
        answer = visitor.get("/", params={**asked, "lang": lang})
        assert answer.status_code == 400
        assert told in answer.text
        assert re.search(r'<input id="from" [^>]*aria-invalid="true"[^>]*value="วันไหนก็ได้"', answer.text)
        assert answer.text.count("autofocus") == 1


def test_what_was_found_can_be_taken_into_a_spreadsheet(visitor: TestClient, tmp_path: Path) -> None:
    page = visitor.get("/", params={"text": "น้ำ", "number": "กษ*", "page": "1"}).text
    [link] = re.findall(r'<a href="(/documents.csv[^"]*)" download', page)
    answer = visitor.get(html.unescape(link))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="documents.csv"'
    [head, one] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(head, one, strict=True))["number"] == "กษ 0201/954"
    assert visitor.get("/documents.csv", params={"from": "วันไหน"}).status_code == 400
    hold(tmp_path / "out", record("=cmd.txt", [document(1, "letter", (1, 1), {"subject": entry("=1+1")})]))
    evil = visit(site(tmp_path / "out")).get("/documents.csv").content.decode()
    assert '"\'=1+1"' in evil
    assert '"=' not in evil


def test_a_table_that_is_not_all_says_so(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pages, "TABLE_MAX", 1)
    assert "the first 1 only" in visitor.get("/?lang=en").text
    assert visitor.get("/documents.csv").text.count("\r\n") == 2


def test_a_cell_full_of_quotes_is_defused_at_once() -> None:
    for cell in ('"' * 20_000, "'\t" * 20_000, " " * 40_000):
        assert is_quick(partial(defused, cell), 0.2)
    assert (defused(';; "=1'), defused('a "=1'), defused("  -1")) == (";;'\"=1", "a \"'=1", "'-1")
