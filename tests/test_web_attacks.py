"""Attacks on the web page: through what engines read, names of files, what people type, and addresses.

Nothing that was read or typed becomes part of a page, nothing outside the output folder is served, and nothing that
is asked leads to a mistake of ours or takes longer than a second.
"""

from __future__ import annotations

import html
import json
import os
import time
from functools import partial
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from bench.web_fuzz import EVIL, Request, requests
from saraban.app.web.guard import HEADERS
from saraban.app.web.pages import seen, typed
from tests.holdings import Json, entry
from tests.pace import is_quick
from tests.website import HERE, hold, letter, scan, site, visit

SECRET = "nobody outside may read this"
_ACTIVE = {"script", "iframe", "object", "embed", "base", "meta", "link", "style", "img", "svg", "form"}


class Page(HTMLParser):
    """What a browser would make of a page: the elements that act, attributes that run, and all text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in _ACTIVE:
            self.active.append((tag, known.get("src") or known.get("href") or known.get("action") or ""))
        for name, value in attrs:
            target = name in ("href", "src", "action", "formaction", "data-full")
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or (target and not (value or "").startswith(("/", "#")))
                or ((value or "").startswith("//") and target)
            ):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile() -> Json:
    """A letter in which everything that an engine reads or a name holds attacks."""
    made = letter('"><script>alert(1)<script> \u202egnp.png')
    fields = made["documents"][0]["fields"]
    made["documents"][0]["lines"] = [1, 10 + len(EVIL)]
    for number, evil in enumerate(EVIL):
        fields.setdefault("dates_mentioned", []).append(entry(evil, at=(1, 1), box=[1, 1, 9, 9]))
        made["pages"][0]["lines"].append(
            {"number": 10 + number, "text": f"น้ำ {evil}", "box": [1, 1, 9, 9], "confidence": 0.5}
        )
        made["warnings"].append({"code": evil, "page": 1, "message": evil})
    fields["subject"] = entry(" ".join(EVIL[:5]), at=(1, 2), box=[60, 140, 300, 170], reasons=[EVIL[0]])
    fields["date"]["rivals"] = [{"value": EVIL[0], "raw": EVIL[1], "at": None, "why": EVIL[2]}]
    fields["date"]["parts"] = {EVIL[0]: EVIL[1]}
    made["links"][0] |= {"relation": EVIL[0], "reason": EVIL[1]}
    return made


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    hold(folder / "out", letter(), scan(folder))
    made = hostile()
    text = json.dumps(made, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    hold(folder / "out", json.loads(text))
    (folder / "secret.json").write_text(json.dumps({"documents": [], "s": SECRET}))
    (folder / "out" / "secret.json").write_text(json.dumps({"documents": [], "s": SECRET}))
    (folder / "out" / "records" / "link.json").symlink_to(folder / "secret.json")
    (folder / "out" / "records" / "folder.json").mkdir()
    (folder / "out" / "records" / ".hidden.json").write_text(json.dumps({"documents": [], "s": SECRET}))
    (folder / "out" / "records" / "broken.json").write_text("{" + SECRET)
    return folder / "out"


@pytest.fixture(scope="module")
def names(out: Path) -> list[str]:
    return sorted(name for name in os.listdir(out / "records") if "letter" in name or "script" in name)


@pytest.fixture(scope="module")
def made(out: Path) -> ASGIApp:
    return site(out)


@pytest.fixture
def visitor(made: ASGIApp) -> TestClient:
    return visit(made)


def check(text: str) -> Page:
    """No element, attribute or address but those of the templates."""
    page = Page(text)
    assert page.wrong == []
    own = {
        ("script", "/static/page.js"),
        ("link", "/static/page.css"),
        ("link", "/static/icon.svg"),
        ("meta", ""),
        ("svg", ""),
        ("form", ""),
        ("form", "/"),
        ("form", "/enter"),
    }
    others = [one for one in page.active if one not in own]
    assert [one for one in others if one[0] not in ("img", "form")] == []
    assert [one for one in others if not one[1].startswith(("/picture/", "/review/"))] == []
    return page


@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_was_read_is_text_and_nothing_else(visitor: TestClient, names: list[str], lang: str) -> None:
    evil = next(name for name in names if "script" in name)
    for path in (
        f"/document/{quote(evil)}/d1",
        f"/file/{quote(evil)}",
        "/queue",
        "/charts",
        "/?text=น้ำ",
        "/",
    ):
        answer = visitor.get(path, params={"lang": lang, "text": "น้ำ"} if path[1:] else {})
        assert answer.status_code == 200, path
        page = check(answer.text)
        assert "<script>alert(1)" in page.text or path in ("/", "/charts")
        for character in "\u202d\u202e\u200b\u2060\ufeff\x00\x1b\ue000":
            assert character not in answer.text


def test_what_was_typed_is_text_and_nothing_else(visitor: TestClient, names: list[str]) -> None:
    asked = cycle(
        ("text", "number", "similar", "from", "kind", "agency", "action", "flagged", "page", "lang", "x")
    )
    for evil in (one.encode("utf-8", "replace").decode() for one in EVIL):
        for name in ("text", next(asked), next(asked)):
            answer = visitor.get("/", params={name: evil})
            assert answer.status_code in (200, 400), (name, evil)
            check(answer.text)
        assert visitor.get("/documents.csv", params={"text": evil}).status_code in (200, 400), evil
        form = dict.fromkeys(("field", "what", "typed", "who", "why", "after", "reading"), evil)
        answer = visitor.post(f"/review/{quote(names[0])}/d1", data=form, headers={"origin": HERE})
        assert answer.status_code in (404, 409, 422), evil
        check(answer.text)


def test_what_people_say_is_text_and_nothing_else(tmp_path: Path) -> None:
    name = hold(tmp_path / "out", letter(), scan(tmp_path))
    author = visit(site(tmp_path / "out"))
    page = author.get(f"/document/{name}/d1").text
    reading = page.split('name="reading" value="')[1][:64]
    form = {
        "field": "subject",
        "what": "corrected",
        "typed": EVIL[0],
        "who": EVIL[1],
        "why": EVIL[3],
        "reading": reading,
    }
    assert author.post(f"/review/{name}/d1", data=form, headers={"origin": HERE}).status_code == 303
    told = check(author.get(f"/document/{name}/d1").text)
    assert EVIL[0] in told.text
    assert EVIL[1] in told.text
    check(author.get("/?text=alert").text)


@pytest.mark.parametrize(
    "path",
    [
        "/document/../secret.json/d1", "/document/..%2fsecret.json/d1", "/document/%2e%2e%2fsecret.json/d1",
        "/document/..%5csecret.json/d1", "/document/link.json/d1", "/file/link.json", "/file/folder.json",
        "/file/.hidden.json", "/file/broken.json", "/file/%00.json", "/file/secret.json", "/file/..%252fsecret.json",
        "/picture/..%2fsecret.json/1", "/picture/link.json/1", "/static/../pages.py", "/static/..%2fpages.py",
        "/static/%2e%2e/pages.py", "/static//etc/passwd", "/static/..%5cpages.py", "/records/letter.png.json",
        "/decision/..%2fsecret.json/d1/approve", "/decision/link.json/d1/approve", "/decision/.hidden.json/d1/x",
        "/ledger.sqlite", "/review.jsonl", "/%2fetc%2fpasswd", "/file/%ff%fe.json", "/file/" + "%E0%B8%81" * 90 + ".json",
    ],
)  # fmt: skip
def test_nothing_outside_the_records_is_served(visitor: TestClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert SECRET not in answer.text
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_what_cannot_be_seen_is_shown_and_not_typed() -> None:
    assert seen("a\u202eb\u200bc\x00\nd") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩\nd"
    assert typed("ก\u200bข\u202e") == "กข"
    assert seen("ที่ กษ ๐๒๐๑/ว ๑ “ก–ข” ๛ ☑") == "ที่ กษ ๐๒๐๑/ว ๑ “ก–ข” ๛ ☑"


def bombard(visitor: TestClient, names: list[str], count: int, seed: int) -> None:
    """Ask so many things; each is answered within a second."""
    for asked in islice(requests(names, seed), count):
        assert is_quick(partial(answer, visitor, asked), 1.0, time.perf_counter), asked


def answer(visitor: TestClient, asked: Request) -> None:
    """Ask one thing, and look at the answer."""
    if asked.method == "POST":
        answer = visitor.post(asked.address, data=asked.form, headers={"origin": HERE})
    else:
        answer = visitor.get(asked.address)
    assert answer.status_code < 500, asked
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
    if answer.headers.get("content-type", "").startswith("text/html"):
        check(answer.text)


def test_random_requests(made: ASGIApp, names: list[str]) -> None:
    bombard(visit(made), names, count=150, seed=1)


@pytest.mark.slow
def test_some_thousand_random_requests_take_less_than_a_second_each(made: ASGIApp, names: list[str]) -> None:
    bombard(visit(made), names, count=3000, seed=2)


def test_the_checker_sees_what_it_is_to_see() -> None:
    for evil in (
        "<script>x</script>",
        "<img src=x>",
        '<a href="javascript:x">',
        '<b onclick="x">',
        '<p style="x">',
        '<a href="//evil.example">',
    ):
        with pytest.raises(AssertionError):
            check(evil)
    check(html.escape(EVIL[0]))
