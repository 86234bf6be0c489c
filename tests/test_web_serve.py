"""`saraban serve`: where it listens, what it says, and what it needs."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from saraban.app.web.serve import Wanted, serve_folder
from tests.website import hold, letter, scan, visit


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    hold(folder / "out", letter(), scan(folder))
    return folder / "out"


def test_without_its_packages_the_command_says_how_to_get_them(out: Path) -> None:
    program = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from saraban.app.web.serve import Wanted, serve_folder\n"
        "from pathlib import Path\n"
        "sys.exit(serve_folder(Path(sys.argv[1]), Wanted(port=0)))"
    )
    done = subprocess.run([sys.executable, "-c", program, out], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert 'pip install "saraban[web]"' in done.stderr
    assert "[engine_missing]" in done.stderr


def test_a_folder_of_nothing_is_no_output(tmp_path: Path) -> None:
    assert serve_folder(tmp_path, Wanted(port=0)) == 2


def test_an_address_that_is_taken_is_said(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert serve_folder(out, Wanted(port=taken.getsockname()[1])) == 1
    said = capsys.readouterr().err
    assert "[address_refused]" in said
    assert "Address already in use; choose another --port" in said
    assert serve_folder(out, Wanted(host="no such host", port=0)) == 1
    assert "[address_refused]" in capsys.readouterr().err


def test_elsewhere_a_token_is_made_up_and_told(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[object] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: served.append(self.config.app))
    assert serve_folder(out, Wanted(host="0.0.0.0", port=0, names=("archive.example",))) == 0
    address = capsys.readouterr().out
    assert re.match(r"http://archive\.example:\d+/\?token=[\w-]{32}  ", address)
    stranger = visit(served[0])  # type: ignore[arg-type]
    assert stranger.get("/queue", headers={"host": "archive.example"}).status_code == 401
    assert serve_folder(out, Wanted(port=0)) == 0
    assert "token" not in capsys.readouterr().out
