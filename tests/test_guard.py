"""A process that guards itself keeps to its limits, hands them on to what it starts, and dies with its parent."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from saraban.extract import cage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="guards are those of Linux")

ROOT = Path(__file__).parent.parent
CHILD = """
import errno, json, mmap, os, socket, subprocess, sys, tempfile
from pathlib import Path
from saraban.extract.guard import guard_self
seen = {"layers": guard_self(1 << 30, [Path(tempfile.gettempdir())])}
def reaches():
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
for name, attempt in {
    "network": reaches,
    "memory": lambda: bytearray(3 << 30),
    "own file": lambda: Path(tempfile.gettempdir(), "own").write_text("1"),
    "other file": lambda: Path(sys.argv[2], "other").write_text("1"),
    "other file of a program": lambda: subprocess.run(["sh", "-c", ": >other"], cwd=sys.argv[2], check=True, stderr=-3),
    "input": lambda: Path(sys.argv[2], "input").read_text(),
    "null": lambda: Path(os.devnull).write_text("1"),
    "parent": lambda: os.kill(os.getppid(), 0),
}.items():
    try:
        attempt()
        seen[name] = "done"
    except Exception as error:
        seen[name] = type(error).__name__
from saraban.extract import cage
seen["cage"] = cage.layers()
program = subprocess.run([cage.command("tesseract"), "--version"], capture_output=True, text=True)
seen["program"] = program.stdout.partition(" ")[0] or program.stderr
print(json.dumps(seen))
"""


def look(folder: Path, python: tuple[str, ...] = (sys.executable,)) -> dict[str, object]:
    """What a guarded child sees."""
    own, other = folder / "own [1]", folder / "other"
    for made in (own, other):
        made.mkdir(mode=0o777)
        made.chmod(0o777)
    (other / "input").write_text("a scan")
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = subprocess.run(
            [*python, "-c", CHILD, str(server.getsockname()[1]), str(other)],
            env={**os.environ, "TMPDIR": str(own), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    seen: dict[str, object] = json.loads(done.stdout)
    return seen


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return look(tmp_path_factory.mktemp("guarded"))


def test_what_it_needs_is_still_there(seen: dict[str, object]) -> None:
    assert (seen["own file"], seen["input"], seen["null"]) == ("done", "done", "done")


@pytest.mark.parametrize(
    ("layer", "attempt", "refused"),
    [
        ("memory", "memory", {"MemoryError"}),
        ("network", "network", {"PermissionError", "OSError"}),
        ("files", "other file", {"PermissionError"}),
        ("files", "other file of a program", {"CalledProcessError"}),
        ("files", "parent", {"PermissionError", "done"}),
    ],
)
def test_a_layer_that_is_told_stands(
    layer: str, attempt: str, refused: set[str], seen: dict[str, object]
) -> None:
    layers = seen["layers"]
    assert isinstance(layers, list)
    if layer not in layers:
        pytest.skip(f"no layer {layer} on this system")
    assert seen[attempt] in refused


def test_programs_have_the_same_cage_inside(seen: dict[str, object]) -> None:
    assert seen["cage"] == list(cage.layers())
    assert seen["program"] == "tesseract"


AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3")


@pytest.mark.slow
def test_an_ordinary_user_has_the_same_guard(tmp_path: Path, seen: dict[str, object]) -> None:
    if os.geteuid() != 0:
        pytest.skip("the tests run as an ordinary user already")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    ready = [*AS_NOBODY, "-c", f"import sys; sys.path[:0] = [{str(ROOT)!r}]; import saraban.extract.cage"]
    if subprocess.run(ready, check=False).returncode:
        pytest.skip("an ordinary user cannot run the code that is tested")
    assert look(tmp_path, AS_NOBODY) == seen


def test_a_process_with_threads_promises_only_what_holds_for_all_of_them() -> None:
    script = """
import threading
from saraban.extract.guard import guard_self
threading.Thread(target=threading.Event().wait, daemon=True).start()
print(*guard_self(1 << 30, []))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["memory", "parent"]


def test_it_dies_with_its_parent() -> None:
    child = "import time; from saraban.extract.guard import guard_self; guard_self(); print(1, flush=True); time.sleep(99)"
    script = (
        f"import subprocess, sys, time\np = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=-1)\n"
    )
    script += "p.stdout.readline(); print(p.pid, flush=True); time.sleep(99)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 2
    while Path(f"/proc/{orphan}/stat").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(f"/proc/{orphan}/stat").exists()
