"""Review on the web page: what people say is kept beside what was read, and found at once; nobody overwrites another."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.website import HERE, hold, letter, scan, site, visit


@pytest.fixture
def author(tmp_path: Path) -> TestClient:
    """A visitor of a folder of his own, with the same record."""
    hold(tmp_path / "out", letter(), scan(tmp_path))
    return visit(site(tmp_path / "out"))


@pytest.fixture
def name(author: TestClient, tmp_path: Path) -> str:
    return os.listdir(tmp_path / "out" / "records")[0]


def said(name: str, visitor: TestClient, **form: str) -> dict[str, str]:
    """A form as the page would send it now."""
    page = visitor.get(f"/document/{name}/d1").text
    [reading] = set(re.findall(r'name="reading" value="([0-9a-f]{64})"', page))
    return {"field": "date", "what": "confirmed", "who": "สมศรี", "after": "0", "reading": reading, **form}


def send(visitor: TestClient, name: str, form: dict[str, str]) -> tuple[int, str]:
    answer = visitor.post(f"/review/{name}/d1", data=form, headers={"origin": HERE})
    return answer.status_code, answer.text


def test_a_correction_is_seen_on_the_page_in_the_search_and_in_the_queue(
    author: TestClient, name: str
) -> None:
    assert 'href="/document' in author.get("/queue").text
    form = said(name, author, what="corrected", typed="๒๑ กันยายน ๒๕๕๙", why="ปากกา")
    status, _ = send(author, name, form)
    assert status == 303
    page = author.get(f"/document/{name}/d1?lang=en").text
    date = page[page.index('id="f-date"') : page.index('id="f-subject"')]
    assert "21 September 2016" in date
    assert "19 September 2016" in date, "what the machine read stays"
    assert "สมศรี" in date
    assert "ปากกา" in date
    assert 'class="field flagged"' not in page
    assert author.get("/", params={"from": "2016-09-21", "dated": "issued"}).text.count('class="hit"') == 1
    assert "<tbody>" not in author.get("/queue").text
    assert 'value="สมศรี"' in page, "the name is kept for the next correction"


def test_the_second_of_two_people_is_told_and_keeps_what_was_typed(author: TestClient, name: str) -> None:
    form = said(name, author, what="corrected", typed="20/9/2559")
    assert send(author, name, form)[0] == 303
    status, page = send(author, name, {**form, "typed": "22/9/2559", "who": "สมชาย"})
    assert status == 409
    assert "มีผู้อื่นตรวจก่อน" in page
    assert "22/9/2559</textarea>" in page
    assert 'name="after" value="1"' in page
    assert send(author, name, {**form, "typed": "22/9/2559", "after": "1"})[0] == 303


def test_what_cannot_be_written_down_is_said(author: TestClient, name: str) -> None:
    for form, status in (
        ({"what": "corrected", "typed": "วันไหนก็ได้"}, 422),
        ({"who": ""}, 422),
        ({"what": "painted"}, 422),
        ({"field": "receipts.9"}, 404),
        ({"field": "../../etc"}, 404),
        ({"reading": "0" * 64}, 409),
        ({"after": "1"}, 409),
    ):
        assert send(author, name, said(name, author, **form))[0] == status, form
    assert "ประวัติ" not in author.get(f"/document/{name}/d1").text


def test_nobody_confirms_one_value_while_another_is_typed(author: TestClient, name: str) -> None:
    page = author.get(f"/document/{name}/d1").text
    date = page[page.index('id="f-date"') : page.index('id="f-subject"')]
    assert 'name="was" value="2016-09-19"' in date
    assert date.index("<button disabled hidden>") < date.index('value="confirmed"'), "Enter presses the first"
    form = said(name, author, was="2016-09-19", typed="๒๑ กันยายน ๒๕๕๙")
    status, text = send(author, name, form)
    assert status == 422
    assert "๒๑ กันยายน ๒๕๕๙</textarea>" in text
    assert 'name="was" value="2016-09-19"' in text
    assert send(author, name, form | {"typed": "2016-09-19"})[0] == 303


def test_a_kind_is_chosen_from_a_list(author: TestClient, name: str) -> None:
    page = author.get(f"/document/{name}/d1").text
    assert '<option value="letter" selected>หนังสือภายนอก</option>' in page
    form = said(name, author, field="kind", what="corrected", typed="memo", was="letter")
    assert send(author, name, form)[0] == 303
    assert '<option value="memo" selected>' in author.get(f"/document/{name}/d1").text


def test_a_part_of_a_value_is_corrected_alone(author: TestClient, name: str) -> None:
    form = said(name, author, field="receipts.0", member="date", what="corrected", typed="2016-09-21")
    assert send(author, name, form)[0] == 303
    page = author.get(f"/document/{name}/d1?lang=en").text
    stamp = page[page.index('id="f-receipts.0"') :]
    assert "21 September 2016" in stamp
    assert "3763" in stamp


def test_what_the_machine_did_not_find_is_added(author: TestClient, name: str) -> None:
    form = said(name, author, field="to", what="corrected", typed="อธิบดีกรมชลประทาน")
    assert 'id="f-to"' not in author.get(f"/document/{name}/d1").text
    assert send(author, name, form)[0] == 303
    page = author.get(f"/document/{name}/d1").text
    assert "อธิบดีกรมชลประทาน" in page[page.index('id="f-to"') :]
    assert author.get("/", params={"to_office": "ชลประทาน"}).text.count('class="hit"') == 1


def test_a_number_can_be_kept_as_typed(author: TestClient, name: str) -> None:
    form = said(name, author, field="document_number", what="corrected", typed="เลขพิเศษ ก")
    status, page = send(author, name, form)
    assert status == 422
    assert 'name="exactly"' in page
    assert send(author, name, {**form, "exactly": "1"})[0] == 303
    assert "เลขพิเศษ ก" in author.get(f"/document/{name}/d1").text


def test_a_part_is_confirmed_alone(author: TestClient, name: str) -> None:
    form = said(name, author, field="receipts.0", member="number")
    assert send(author, name, form)[0] == 303
    page = author.get(f"/document/{name}/d1?lang=en").text
    assert "reviewed in part" in page[page.index('id="f-receipts.0"') :]


def test_after_a_correction_the_same_pages_are_shown(author: TestClient, name: str) -> None:
    form = said(name, author, field="receipts.0", page="1")
    answer = author.post(f"/review/{name}/d1", data=form, headers={"origin": HERE})
    assert answer.headers["location"] == f"/document/{name}/d1?page=1#f-receipts.0"


def test_what_no_longer_fits_is_listed_with_its_file(author: TestClient, name: str, tmp_path: Path) -> None:
    form = said(name, author, field="receipts.0", member="date", what="corrected", typed="2016-09-21")
    assert send(author, name, form)[0] == 303
    file = tmp_path / "out" / "records" / name
    made = json.loads(file.read_text(encoding="utf-8"))
    del made["documents"][0]["fields"]["receipts"]
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    page = author.get(f"/file/{name}?lang=en").text
    orphans = page[page.index('id="orphans-title"') :]
    assert "21 September 2016" in orphans
    assert "สมศรี" in orphans


@pytest.mark.slow
def test_all_of_it_works_with_postgresql(tmp_path: Path, postgres_url: str) -> None:
    name = hold(tmp_path / "out", letter(), scan(tmp_path), postgres_url)
    author = visit(site(tmp_path / "out", ledger=postgres_url))
    assert author.get("/", params={"text": "น้ำ"}).text.count('class="hit"') == 1
    assert author.get(f"/picture/{name}/1").headers["content-type"] == "image/jpeg"
    form = said(name, author, what="corrected", typed="๒๑ กันยายน ๒๕๕๙")
    assert send(author, name, form)[0] == 303
    assert author.get("/", params={"from": "2016-09-21", "dated": "issued"}).text.count('class="hit"') == 1
    assert author.get("/charts").status_code == 200
    assert not (tmp_path / "out" / "index.sqlite").exists()
