"""The web page: every address, in Thai and in English; what is shown is what the records and their readers say."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from saraban.app.web import words
from saraban.app.web.guard import HEADERS
from saraban.app.web.language import Language
from tests.holdings import document, entry, record
from tests.website import hold, letter, scan, site, visit

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that tests only look at."""
    folder = tmp_path_factory.mktemp("web")
    hold(folder / "out", letter(), scan(folder))
    return folder / "out"


@pytest.fixture(scope="module")
def name(out: Path) -> str:
    return os.listdir(out / "records")[0]


@pytest.fixture(scope="module")
def made(out: Path) -> ASGIApp:
    return site(out)


@pytest.fixture
def visitor(made: ASGIApp) -> TestClient:
    return visit(made)


@pytest.fixture
def author(tmp_path: Path) -> TestClient:
    """A visitor of a folder of his own, with the same record."""
    hold(tmp_path / "out", letter(), scan(tmp_path))
    return visit(site(tmp_path / "out"))


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(
    "path", ["/", "/queue", "/charts", "/file/{}", "/document/{}/d1", "/document/{}/d2", "/nothing"]
)
def test_every_page_is_whole_in_both_languages(
    visitor: TestClient, name: str, path: str, lang: Language
) -> None:
    answer = visitor.get(path.format(name), params={"lang": lang})
    assert answer.status_code == (404 if path == "/nothing" else 200)
    assert answer.text.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in answer.text
    assert ("ค้นหา</a>" in answer.text, "Search</a>" in answer.text) == (lang == "th", lang == "en")
    assert all(answer.headers[key] == value for key, value in HEADERS.items())
    assert answer.headers["cache-control"] == "no-store"


def test_the_language_stays(visitor: TestClient) -> None:
    assert '<html lang="th">' in visitor.get("/").text
    visitor.get("/?lang=en")
    assert '<html lang="en">' in visitor.get("/queue").text
    visitor.get("/?lang=th")
    assert '<html lang="th">' in visitor.get("/queue").text


def test_a_document_shows_value_print_confidence_evidence_and_flags(visitor: TestClient, name: str) -> None:
    page = visitor.get(f"/document/{name}/d1?lang=en").text
    date = page[page.index('id="f-date"') : page.index('id="f-subject"')]
    assert "19 September 2016" in date
    assert "<code>2016-09-19</code>" in date
    assert "๑๙ กันยายน ๒๕๕๙" in date
    assert "61.0 %" in date
    assert "date-alone" in date
    assert "✓ the calendar has such a day" in date
    assert words.reason("low_confidence")[1] in date
    number = page[page.index('id="f-document_number"') : page.index('id="f-date"')]
    assert "99.9 %" in number, "a confidence is cut off, never rounded up to certainty"
    assert words.reason("needs_rescan")[1] in page


def test_boxes_stand_where_the_record_has_them_and_lead_to_their_fields(
    visitor: TestClient, name: str
) -> None:
    page = visitor.get(f"/document/{name}/d1").text
    box = page[page.index('id="b-date"') :]
    assert 'href="#f-date"' in box[: box.index("</a>")]
    assert '<rect x="380" y="100" width="180" height="30">' in box[: box.index("</a>")]
    assert 'href="#b-date"' in page[page.index('id="f-date"') : page.index('id="f-subject"')]
    assert 'viewBox="0 0 620 877"' in page


def test_the_picture_is_the_page_that_was_read(visitor: TestClient, name: str) -> None:
    answer = visitor.get(f"/picture/{name}/1")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    pixels = np.asarray(Image.open(io.BytesIO(answer.content)).convert("L"))
    assert pixels.shape == (877, 620)
    assert pixels[105:125, 385:555].max() < 60
    assert pixels[200:, :].min() > 200
    again = visitor.get(f"/picture/{name}/1", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_scan_that_is_another_by_now_is_not_shown(author: TestClient, name: str, tmp_path: Path) -> None:
    Image.new("L", (620, 877), 255).save(tmp_path / "letter.png")
    answer = author.get(f"/picture/{name}/1")
    assert answer.status_code == 503
    assert "has changed since it was read" in answer.text
    (tmp_path / "letter.png").unlink()
    assert author.get(f"/picture/{name}/1").status_code == 404


def test_documents_of_a_file_are_linked(visitor: TestClient, name: str) -> None:
    page = visitor.get(f"/document/{name}/d1?lang=en").text
    assert f'href="/document/{name}/d2"' in page
    assert "→ encloses" in page
    assert "← encloses" in visitor.get(f"/document/{name}/d2").text
    assert "follows it" in visitor.get(f"/file/{name}").text


def test_a_long_document_is_shown_in_parts(tmp_path: Path) -> None:
    made = record("long.txt", [], pages=20)
    days = [entry(f"2016-09-{day:02}", at=(day, 1), box=[1, 1, 9, 9]) for day in range(1, 21)]
    made["documents"] = [document(1, "minutes", (1, 20), {"dates_mentioned": days})]
    name = hold(tmp_path / "out", made)
    visitor = visit(site(tmp_path / "out"))
    first, second, last = (
        visitor.get(f"/document/{name}/d1?lang=en&page={page}").text for page in (1, 7, 20)
    )
    assert re.findall(r'id="page-(\d+)"', first) == ["1", "2", "3", "4", "5", "6"]
    assert re.findall(r'id="page-(\d+)"', second) == ["7", "8", "9", "10", "11", "12"]
    assert re.findall(r'id="page-(\d+)"', last) == ["20"]
    assert first.count('class="field flagged"') + first.count('class="field"') == 7  # with the kind
    assert "on other pages of this document: 14" in first
    assert "20 September 2016" in last
    assert "19 September 2016" not in last


def test_what_no_address_is_says_so(visitor: TestClient, name: str) -> None:
    for path in (
        f"/document/{name}/d9",
        "/document/other.json/d1",
        f"/picture/{name}/9",
        f"/picture/{name}/x",
    ):
        assert visitor.get(path).status_code in (400, 404), path
    refused = visitor.get(f"/document/{name}/d1?page=0")
    assert (refused.status_code, "given for page cannot be used" in refused.text) == (400, True)
    assert visitor.get("/queue?by=magic").status_code == 400
    assert visitor.put("/").status_code == 405
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert visitor.get(path).status_code == 404
