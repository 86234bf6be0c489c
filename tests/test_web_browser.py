"""The web page in a real browser: search, open, click a field, see its box on the scan, correct it, find it again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from saraban.app.batch.chain import REVIEW
from saraban.app.web.holdings import page_of
from saraban.extract.picture import page_pictures
from saraban.extract.source import open_source
from tests.browser import ROOT, correct, likeness, on_paper, seen_in, served, visit
from tests.holdings import entry
from tests.test_web_attacks import hostile
from tests.website import hold, letter, scan

pytestmark = [pytest.mark.slow, pytest.mark.ocr]
SCAN = "finance-slip.png"
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one scan, read as people read it."""
    folder = tmp_path_factory.mktemp("browser")
    command = [sys.executable, "-m", "saraban.app.cli", "read", ROOT / "corpus/scans" / SCAN]
    command += ["--out", folder / "out"]
    subprocess.run([*map(str, command), "--jobs", "1", "--quiet"], check=True, cwd=ROOT)
    return folder / "out"


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    with served(out) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: sh .ci/setup.sh tests")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


def record(out: Path) -> dict[str, Any]:
    [file] = (out / "records").glob("*.json")
    made: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize(
    ("size", "lang", "value"),
    [
        ("wide", "th", "ขอเบิกเงินค่าสำรวจ ก"),
        ("wide", "en", "ขอเบิกเงินค่าสำรวจ ข"),
        ("phone", "th", "ขอเบิกเงินค่าสำรวจ ค"),
        ("phone", "en", "ขอเบิกเงินค่าสำรวจ ง"),
    ],
)
def test_from_search_to_correction_and_back(
    browser: Browser, address: str, out: Path, size: str, lang: str, value: str
) -> None:
    with visit(browser, size, f"{size}-{lang}") as window:
        page = window.page
        page.goto(f"{address}/")
        if lang == "en":
            page.click(".language")
        assert page.locator("html").get_attribute("lang") == lang
        page.fill("#text", "ค่าจ้างเหมา")
        page.keyboard.press("Enter")
        page.wait_for_selector(".hit mark")
        window.keep("search")
        page.click(".hit a")
        page.locator(".paper img").first.evaluate("picture => picture.decode()")
        window.keep("document")
        click_and_compare(page, out, "subject")
        window.keep("box")
        correct(page, value)
        window.keep("corrected")
        event = json.loads((out / REVIEW).read_text(encoding="utf-8").splitlines()[-1])
        assert (event["event"], event["facts"]["value"], event["facts"]["who"]) == (
            "corrected",
            value,
            "สมศรี",
        )
        window.page.goto(f"{address}/?text={value}")
        assert page.locator(".hit").count() == 1
        assert value in page.locator(".hit").inner_text()


def click_and_compare(page: Page, out: Path, path: str) -> None:
    """Click a field: its box is lit, in view, and lies on that piece of the scan that the record says."""
    page.click(f'[id="t-{path}"] a')
    box = page.locator(f'[id="b-{path}"]')
    assert "lit" in (box.get_attribute("class") or "")
    inside = page.evaluate(
        "path => { const view = document.querySelector('[data-view]').getBoundingClientRect();"
        " const box = document.getElementById('b-' + path).getBoundingClientRect();"
        " return box.top >= view.top && box.bottom <= view.bottom && box.left >= view.left - 1"
        " && box.right <= view.right + 1; }",
        path,
    )
    assert inside
    made = record(out)
    where = made["documents"][0]["fields"][path]["at"]
    [(_, scan)] = page_pictures(open_source(ROOT / "corpus/scans" / SCAN), [page_of(made, 1)])
    seen = seen_in(page, path)
    size = (seen.shape[1], seen.shape[0])
    alike = {shift: likeness(seen, on_paper(scan, where["box"], size, shift)) for shift in range(-12, 13, 2)}
    best = max(alike, key=lambda shift: alike[shift])
    assert abs(best) <= 2, alike
    assert alike[best] > 0.7


def test_a_click_on_the_scan_leads_to_the_field(browser: Browser, address: str, out: Path) -> None:
    name = next((out / "records").glob("*.json")).name
    with visit(browser, "wide", "click") as window:
        page = window.page
        page.goto(f"{address}/document/{name}/d1")
        page.locator('[id="b-receipts.0"]').click()
        card = page.locator('[id="f-receipts.0"]')
        assert "lit" in (card.get_attribute("class") or "")
        assert page.evaluate("document.activeElement.id") == "f-receipts.0"
        top = card.bounding_box()
        assert top is not None
        assert 0 <= top["y"] < 860


def test_everything_can_be_done_from_the_keyboard(browser: Browser, address: str, out: Path) -> None:
    name = next((out / "records").glob("*.json")).name
    with visit(browser, "wide", "keys") as window:
        page = window.page
        page.goto(f"{address}/document/{name}/d1")
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.locator(".field.lit").get_attribute("data-path") == "subject"
        page.keyboard.press("f")
        assert page.locator(".field.lit.flagged").count() == 1
        page.keyboard.press("r")
        assert page.evaluate(
            "document.activeElement.matches('details.review select, details.review textarea')"
        )
        page.keyboard.press("j")  # typed, not obeyed
        page.keyboard.press("Escape")
        before = page.locator(".paper").bounding_box()
        page.keyboard.press("=")
        after = page.locator(".paper").bounding_box()
        assert before is not None
        assert after is not None
        assert after["width"] > 1.4 * before["width"]
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 1
        window.keep("help")
        page.keyboard.press("Escape")
        for _ in range(page.locator(".field.flagged").count()):
            page.keyboard.press("f")
        page.wait_for_url("**/queue")
        page.keyboard.press("/")
        page.wait_for_url(f"{address}/")


def test_nothing_that_was_read_runs(browser: Browser, tmp_path: Path) -> None:
    made = json.loads(json.dumps(hostile(), ensure_ascii=False).encode("utf-8", "backslashreplace").decode())
    name = hold(tmp_path / "out", made, scan(tmp_path))
    with served(tmp_path / "out") as address, visit(browser, "wide", "hostile") as window:
        for path in ("/", "/queue", "/?text=alert"):
            window.page.goto(address + path)
            window.page.wait_for_load_state("networkidle")
        window.page.locator(".hit a").first.click()
        window.page.wait_for_load_state("networkidle")
        window.keep("hostile")
        assert "document" in window.page.url
        assert quote(name)[:6] in window.page.url


def test_a_page_prints_with_all_its_fields(browser: Browser, address: str, out: Path) -> None:
    name = next((out / "records").glob("*.json")).name
    with visit(browser, "wide", "print") as window:
        window.page.goto(f"{address}/document/{name}/d1")
        window.page.locator(".paper img").first.evaluate("picture => picture.decode()")
        window.page.emulate_media(media="print")
        assert not window.page.locator(".top").is_visible()
        assert window.page.locator('[id="f-receipts.0"]').is_visible()
        window.keep("print")


def test_an_approval_is_shown_where_it_stands_and_not_confirmed_by_accident(
    browser: Browser, tmp_path: Path
) -> None:
    made = letter()
    order = {"action": "approve", "text": "อนุมัติ", "actor": None, "date": None, "mark": "written"}
    made["documents"][0]["fields"]["dispositions"] = [entry(order, at=(1, 3), box=[60, 780, 200, 820])]
    hold(tmp_path / "out", made, scan(tmp_path))
    with served(tmp_path / "out") as address, visit(browser, "wide", "approval") as window:
        page = window.page
        page.goto(f"{address}/?action=approve&text=สูบน้ำ")
        page.click('a[href^="/decision/"]')
        page.wait_for_selector('[id="b-dispositions.0"].lit')
        box = page.locator('[id="b-dispositions.0"]').bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 860
        window.keep("place")
        card = page.locator('[id="f-date"]')
        card.locator("details.review > summary").click()
        card.locator("textarea").fill("20 กันยายน 2559")
        card.locator('input[name="who"]').fill("สมศรี")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert card.locator("textarea").input_value() == "20 กันยายน 2559"
        assert not (tmp_path / "out" / REVIEW).exists()
        page.goto(f"{page.url.partition('#')[0]}&lang=en#%E0%")
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("path", "wide"), [("/?text=ค่าจ้าง", ".hit"), ("/queue", ".queue")])
def test_what_was_found_fills_the_printed_sheet(browser: Browser, address: str, path: str, wide: str) -> None:
    with visit(browser, "wide", "printed") as window:
        window.page.goto(address + path)
        window.page.emulate_media(media="print")
        sheet, found = (window.page.locator(one).first.bounding_box() for one in ("main", wide))
        assert sheet is not None
        assert found is not None
        assert found["width"] > 0.9 * sheet["width"]


def test_a_scan_that_is_gone_is_told_and_its_text_is_shown(browser: Browser, tmp_path: Path) -> None:
    name = hold(tmp_path / "out", letter(), scan(tmp_path))
    (tmp_path / "letter.png").unlink()
    with served(tmp_path / "out") as address, visit(browser, "phone", "gone") as window:
        window.page.goto(f"{address}/document/{name}/d1")
        window.page.wait_for_selector(".gone:visible")
        assert not window.page.locator(".paper").first.is_visible()
        assert "เครื่องสูบน้ำ" in window.page.locator(".lines").first.inner_text()
        window.keep("gone")
        assert [one for one in window.complaints if "404" not in one] == []
        window.complaints.clear()
