"""The gate of the web page: who is let in, from where a form may come, what is too much."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from saraban.app.web.guard import HEADERS, Admission, is_loopback
from tests.website import HERE, hold, letter, scan, site, visit

TOKEN = "a-token-of-some-length"
ELSEWHERE = Admission(host="192.0.2.7", names=("archive.example",), token=TOKEN)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guard")
    hold(folder / "out", letter(), scan(folder))
    return folder / "out"


@pytest.fixture(scope="module")
def local(out: Path) -> ASGIApp:
    return site(out)


@pytest.fixture(scope="module")
def guarded(out: Path) -> ASGIApp:
    return site(out, ELSEWHERE)


@pytest.fixture
def stranger(guarded: ASGIApp) -> TestClient:
    """Somebody who comes without the token."""
    visitor = visit(guarded)
    visitor.headers["host"] = "archive.example"
    return visitor


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_its_own_names_are_known(local: ASGIApp, host: str) -> None:
    assert visit(local).get("/queue", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost@evil.example", "192.0.2.9", "",
        "localhost/static/?", "localhost#", "[::1", "[::1]]", "localhost:80:80", "localhost:x", "local host", "a" * 300,
    ],
)  # fmt: skip
def test_another_name_is_refused(local: ASGIApp, host: str) -> None:
    answer = visit(local).get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "letter" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:9000", "file://", "127.0.0.1:8000"]
)
def test_a_form_from_elsewhere_changes_nothing(local: ASGIApp, out: Path, origin: str | None) -> None:
    [name] = os.listdir(out / "records")
    headers = {} if origin is None else {"origin": origin}
    answer = visit(local).post(f"/review/{name}/d1", data={"field": "date"}, headers=headers)
    assert answer.status_code == 403
    assert not (out / "review.jsonl").exists()


@pytest.mark.parametrize(
    "path", ["/", "/queue", "/document/x/d1", "/picture/x/1", "/file/x", "/nothing", "//static/x"]
)
def test_without_the_token_there_is_nothing_to_see(stranger: TestClient, path: str) -> None:
    for headers in ({}, {"cookie": "token=wrong"}, {"authorization": "Bearer wrong"}, {"cookie": "token="}):
        answer = stranger.get(path, headers=headers)
        assert answer.status_code == 401
        assert "กษ 0201" not in answer.text
    assert stranger.get(f"{path}?token=wrong").status_code == 401


def test_the_token_of_the_address_goes_into_a_cookie_and_out_of_sight(stranger: TestClient) -> None:
    answer = stranger.get(f"/queue?by=kind&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?by=kind")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert stranger.get("/queue", headers={"cookie": f"token={TOKEN}"}).status_code == 200
    assert stranger.get("/queue", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_way_on_stays_on_this_server(stranger: TestClient) -> None:
    for path in ("//evil.example/x", "/\\evil.example", "///evil.example"):
        answer = stranger.get(f"{path}?token={TOKEN}")
        there = answer.headers.get("location", "/")
        assert there.startswith("/")
        assert not there.startswith(("//", "/\\", "/%5C"))


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "///evil.example", "/%5cevil.example", "//evil.example/%0a"]
)
def test_no_link_of_a_page_leads_to_another_server(local: ASGIApp, path: str) -> None:
    answer = visit(local).get(HERE + path)
    assert answer.status_code == 404
    links = re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)
    assert [one for one in links if "evil.example" in one], (
        "the switch of the language leads to the same page"
    )
    assert [one for one in links if not re.match(r"#|/(?![/\\\\])", one)] == []


def test_the_token_can_be_typed(stranger: TestClient) -> None:
    origin = {"origin": "http://archive.example"}
    assert 'action="/enter"' in stranger.get("/").text
    assert stranger.post("/enter", data={"token": "wrong"}, headers=origin).status_code == 401
    answer = stranger.post("/enter", data={"token": TOKEN}, headers=origin)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert TOKEN in answer.headers["set-cookie"]
    assert stranger.post("/enter", data={"token": TOKEN}, headers={"origin": HERE}).status_code == 403


def test_what_is_too_much_is_refused(local: ASGIApp, out: Path) -> None:
    visitor, origin = visit(local), {"origin": HERE}
    [name] = os.listdir(out / "records")
    assert visitor.get("/?text=" + "x" * 20_000).status_code == 414
    assert visitor.get("/", params={"text": "ก" * 500}).status_code == 200, "as much as the box takes"
    assert visitor.get("/?" + "a=1&" * 100).status_code == 414
    assert visitor.get("/" + "x" * 3000).status_code == 414
    form = "application/x-www-form-urlencoded"
    for body, kind, status in (
        (b"x" * 100_000, form, 413),
        (b"&".join(b"a=1" for _ in range(40)), form, 400),
        (b"\xff\xfe=1", form, 400),
        (b"a=%FF", form, 400),
        (b"{}", "application/json", 400),
        (b"--x--", "multipart/form-data; boundary=x", 400),
    ):
        headers = {**origin, "content-type": kind}
        assert visitor.post(f"/review/{name}/d1", content=body, headers=headers).status_code == status, body[
            :20
        ]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_nothing_is_done_in_other_ways(local: ASGIApp, method: str) -> None:
    answer = visit(local).request(method, "/queue")
    assert answer.status_code == 405
    assert set(HEADERS) <= set(answer.headers)


def test_a_mistake_of_ours_is_one_clear_page_without_its_details(
    local: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of /home/somebody")

    monkeypatch.setattr("saraban.app.web.queue_pages.Wanted", broken)
    answer = visit(local, fails=False).get("/queue?lang=en")
    assert answer.status_code == 500
    assert "A mistake in saraban" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert set(HEADERS) <= set(answer.headers)


def test_addresses_of_this_machine() -> None:
    assert [one for one in ("127.0.0.1", "127.8.8.8", "localhost", "::1") if not is_loopback(one)] == []
    assert [one for one in ("0.0.0.0", "::", "192.0.2.7", "example.org") if is_loopback(one)] == []
    assert ELSEWHERE.knows("192.0.2.7:8000")
    assert ELSEWHERE.knows("archive.example")
    assert not ELSEWHERE.knows("evil.example")
