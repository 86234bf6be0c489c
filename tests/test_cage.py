"""What runs in the cage is ended in time with all that it started, takes no more than it may, and reaches nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from saraban.extract import cage, errors, recognise
from saraban.extract.page import Engine
from saraban.extract.pdf import render_page
from saraban.extract.poppler import pages_of
from saraban.extract.scratch import scratch, sweep

LINE = np.full((30, 200), 255, np.uint8)
WHOLE = cage.LAYERS
LIMIT = 0.4
caged = pytest.mark.skipif(cage.layers() != WHOLE, reason="this system allows no whole cage")
LOOK = """
import json, mmap, os, socket, sys
seen = {"limit": os.environ["OMP_THREAD_LIMIT"]}
with open("/proc/self/status") as status:
    seen |= {name: value.strip() for name, _, value in (line.partition(":") for line in status)}
for name, attempt in {
    "network": lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2),
    "memory": lambda: mmap.mmap(-1, 3 << 30),
    "file": lambda: os.truncate(os.open(sys.argv[2], os.O_CREAT | os.O_RDWR), 1 << 30),
}.items():
    try:
        attempt()
        seen[name] = "done"
    except OSError as error:
        seen[name] = error.strerror
print(json.dumps(seen))
"""


@pytest.fixture(autouse=True)
def _own_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another temporary folder is another scratch folder, with cages of its own."""
    odd = tmp_path / "ชั่ว คราว [1] 'x'"
    odd.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(odd))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder before all others in PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def program(file: Path, text: str, shell: str = "/bin/sh") -> None:
    file.write_text(f"#!{shell}\n{text}\n", "utf-8")
    file.chmod(0o755)


def read(model: Path) -> tuple[list[str], str]:
    return recognise.recognise([LINE], Engine(ocr="t", model="m", model_sha256="0", model_file=model))


def running(mark: str) -> list[int]:
    """The processes that have those words in their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue
        if mark.encode() in told and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def zombies() -> list[str]:
    """The children of this process that ended and that nobody waited for."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = file.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state == "Z" and int(parent) == os.getpid():
            found.append(file.parent.name)
    return found


def gone(mark: str, seconds: float = 2.0) -> bool:
    until = time.monotonic() + seconds
    while running(mark) and time.monotonic() < until:
        time.sleep(0.02)
    return not running(mark)


HUNG = """: >'{started}'
trap '' TERM INT HUP
setsid sh -c 'trap "" TERM; sleep {mark} & sleep {mark}' &
(setsid sleep {mark} &)
sleep {mark}; sleep {mark}"""


@caged
def test_what_hangs_is_ended_with_all_that_it_started(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = f"{os.getpid()}1"
    program(programs / "tesseract", HUNG.format(mark=mark, started=tmp_path / "started"))
    monkeypatch.setitem(cage.SECONDS, "tesseract", LIMIT)
    begun = time.monotonic()
    with pytest.raises(errors.ReadingFailed, match=r"longer than 0\.4 s"):
        read(tmp_path / "m")
    assert time.monotonic() - begun < LIMIT + 2
    assert (tmp_path / "started").exists()
    assert gone(f"sleep {mark}", 1)
    assert zombies() == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="no /proc")
def test_what_hangs_is_ended_and_waited_for_without_a_cage(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = f"{os.getpid()}2"
    program(programs / "tesseract", f"trap '' TERM\nexec {shutil.which('sleep')} {mark}")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setitem(cage.SECONDS, "tesseract", LIMIT)
    with pytest.raises(errors.ReadingFailed, match=r"longer than 0\.4 s"):
        read(tmp_path / "m")
    assert set(cage.layers()) <= {"memory", "cpu", "file_size"}
    assert gone(f"sleep {mark}", 1)
    assert zombies() == []


@caged
def test_nothing_outlives_a_parent_that_is_killed(programs: Path, tmp_path: Path) -> None:
    mark = f"{os.getpid()}3"
    program(programs / "tesseract", HUNG.format(mark=mark, started=tmp_path / "started"))
    script = (
        "import numpy, pathlib\nfrom saraban.extract import recognise\nfrom saraban.extract.page import Engine\n"
        "recognise.recognise([numpy.zeros((30, 200), 'uint8')], Engine(ocr='t', model='m', model_sha256='0', model_file=pathlib.Path('m')))"
    )
    temporary = tmp_path / "t [2]"
    temporary.mkdir()
    parent = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(temporary)})
    until = time.monotonic() + 20
    while len(running(f"sleep {mark}")) < 4 and time.monotonic() < until:
        time.sleep(0.02)
    assert len(running(f"sleep {mark}")) >= 4
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert gone(f"sleep {mark}")
    assert list(temporary.rglob("lines-*")), "a killed process leaves its files …"
    assert sweep(temporary) == 1
    assert list(temporary.iterdir()) == [], "… until the next one comes"


def test_a_living_process_keeps_its_folder() -> None:
    folder = scratch()
    assert sweep() == 0
    assert folder.is_dir()
    assert folder == scratch()
    abandoned = folder.with_name("saraban-1-gone")
    abandoned.mkdir()
    others = [
        folder.with_name("saraban-1-link"),
        folder.with_name("saraban-x1y2z3"),
        folder.with_name("saraban-a-1"),
    ]
    others[0].symlink_to(folder)
    for other in others[1:]:
        other.mkdir()
    assert sweep() == 1
    assert not abandoned.exists()
    assert all(other.is_dir() for other in others), "links, and what others named alike"


@caged
def test_what_a_program_may_take_and_reach(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs / "tesseract", LOOK, sys.executable)
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        command = [cage.command("tesseract"), port, str(tmp_path / "large")]
        told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert told["network"] == "Network is unreachable"
    assert told["memory"] == "Cannot allocate memory"
    assert told["file"] == "File too large"
    assert {told[name] for name in ("CapEff", "CapPrm", "CapInh", "CapAmb")} == {"0" * 16}
    assert told["NoNewPrivs"] == "1"


@pytest.mark.slow
@caged
def test_what_spawns_without_end_is_ended(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = f"{os.getpid()}4"
    program(programs / "tesseract", f"while :; do setsid sleep {mark} & sleep 0.01; done")
    monkeypatch.setitem(cage.SECONDS, "tesseract", LIMIT)
    with pytest.raises(errors.ReadingFailed, match=r"longer than 0\.4 s"):
        read(tmp_path / "m")
    assert gone(f"sleep {mark}")


ANSWER = 'printf \'ก\\n\' >"$2.txt"\nprintf "<div class=\'ocr_page\'" >"$2.hocr"'


@pytest.mark.parametrize(
    ("without", "lacking"),
    [
        ((), set()),
        pytest.param(("setpriv",), {"privileges", "parent"}, marks=pytest.mark.slow),
        pytest.param(("unshare",), {"processes", "network"}, marks=pytest.mark.slow),
        pytest.param(("timeout",), {"time"}, marks=pytest.mark.slow),
        (("setpriv", "unshare", "timeout"), {"time", "processes", "network", "privileges", "parent"}),
    ],
    ids=["nothing", "setpriv", "unshare", "timeout", "all"],
)
@caged
def test_each_layer_may_be_missing(
    without: tuple[str, ...],
    lacking: set[str],
    programs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in {"setpriv", "unshare", "timeout", "sleep", "setsid"} - {*without}:
        (programs / name).symlink_to(str(shutil.which(name)))
    program(programs / "tesseract", ANSWER)
    monkeypatch.setenv("PATH", str(programs))
    assert set(cage.layers()) == {*WHOLE} - lacking
    assert read(tmp_path / "m")[0] == ["ก\n"]
    mark = f"{os.getpid()}5"
    program(programs / "tesseract", f"trap '' TERM\nsleep {mark}; sleep {mark}")
    monkeypatch.setitem(cage.SECONDS, "tesseract", LIMIT)
    with pytest.raises(errors.ReadingFailed, match=r"longer than 0\.4 s"):
        read(tmp_path / "m")
    if "time" not in lacking:
        assert gone(f"sleep {mark}", 1)
    for left in running(f"sleep {mark}"):
        os.kill(left, signal.SIGKILL)
    assert zombies() == []


@pytest.mark.slow
def test_where_the_system_refuses_the_cage_is_weaker(programs: Path, tmp_path: Path) -> None:
    program(programs / "unshare", "exit 1")
    program(programs / "tesseract", ANSWER)
    assert not {"processes", "network"} & {*cage.layers()}
    assert read(tmp_path / "m")[0] == ["ก\n"]


def test_where_no_script_may_run_there_is_no_cage(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs / "tesseract", ANSWER)
    written = cage._script
    monkeypatch.setattr(cage, "_script", lambda file, lines: (written(file, lines), file.chmod(0o600))[0])
    assert cage.layers() == ()
    assert read(tmp_path / "m")[0] == ["ก\n"]


def test_an_error_in_bytes_that_are_no_text_is_told(programs: Path, tmp_path: Path) -> None:
    program(programs / "tesseract", r"printf 'br\377ken\n' >&2; exit 1")
    with pytest.raises(errors.ReadingFailed, match=r"tesseract failed: br.ken"):
        read(tmp_path / "m")


@pytest.mark.slow
@caged
def test_memory_that_runs_out_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from saraban.extract.engine import load_engine

    monkeypatch.setattr(cage, "MEMORY", 80 << 20)
    page = np.full((60, 4000), 255, np.uint8)
    page[20:40, ::7] = 0
    with pytest.raises(errors.OutOfMemory, match="more than 80 MB"):
        recognise.recognise([page], load_engine())
    monkeypatch.setattr(cage, "MEMORY", 1 << 30)
    cage._written.cache_clear()
    assert len(recognise.recognise([page], load_engine())[0]) == 1, "the next page is read"


def test_tesseract_opens_only_what_was_written_for_it(programs: Path, tmp_path: Path) -> None:
    from saraban.extract.images import image_pages
    from saraban.extract.source import open_source

    told = tmp_path / "told"
    program(programs / "tesseract", f"""echo "$@" >>'{told}'; cat "$1" >>'{told}'; {ANSWER}""")
    secret = tmp_path / "secret.png"
    Image.new("L", (100, 100), 255).save(secret)
    trap = tmp_path / "list.tif"
    trap.write_text(f"{secret}\nhttp://127.0.0.1/\n")
    with pytest.raises(errors.NotADocument):
        open_source(trap)
    named = tmp_path / f"http:\n{secret.name}\n.png"
    Image.new("L", (100, 100), 255).save(named)
    (picture,) = image_pages(open_source(named).path)
    recognise.recognise(
        [picture.gray], Engine(ocr="t", model="m", model_sha256="0", model_file=tmp_path / "m")
    )
    listed, *names = told.read_text("utf-8").splitlines()
    assert listed.startswith(str(scratch()))
    assert [Path(name).parent.parent for name in names] == [scratch()]
    assert "secret" not in told.read_text("utf-8")


def pdf(file: Path) -> Path:
    Image.new("L", (200, 300), 255).save(file, resolution=100)
    return file


@pytest.mark.parametrize("after", ["head -c 300000", "cat"], ids=["half a page", "a whole page"])
def test_a_crash_of_poppler_is_no_page(after: str, programs: Path, tmp_path: Path) -> None:
    real = shutil.which("pdftoppm", path="/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    program(
        programs / "pdftoppm",
        f'if [ "$1" = -v ]; then exec {real} -v; fi\n{real} "$@" | {after}\nkill -SEGV $$',
    )
    with pytest.raises(errors.PagesLost, match=r"page 1 \(exit code 139\)"):
        render_page(pdf(tmp_path / "a.pdf"), 1)


@pytest.mark.parametrize("name", ["pdfinfo", "pdftoppm"])
@caged
def test_poppler_that_hangs_is_ended(
    name: str, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = f"{os.getpid()}6"
    hung = 'echo "pdftoppm version 22.1.0" >&2; [ "$1" = -v ] && exit\n' + HUNG.format(
        mark=mark, started=tmp_path / "started"
    )
    program(programs / name, hung)
    monkeypatch.setitem(cage.SECONDS, name, LIMIT)
    begun = time.monotonic()
    with pytest.raises(errors.BrokenFile, match=r"in 0\.4 s"):
        render_page(pdf(tmp_path / "a.pdf"), 1)
    assert time.monotonic() - begun < LIMIT + 2
    assert (tmp_path / "started").exists()
    assert gone(f"sleep {mark}", 1)
    assert zombies() == []


def test_no_library_is_taken_from_the_current_folder(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    real = shutil.which("pdfinfo")
    program(programs / "pdfinfo", f'echo "$LD_LIBRARY_PATH" >{tmp_path}/libraries\nexec {real} "$@"')
    assert pages_of(pdf(tmp_path / "a.pdf")) == 1
    assert os.environ["LD_LIBRARY_PATH"] == os.devnull
    assert (tmp_path / "libraries").read_text() == f"{os.devnull}\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_root_reads_what_is_private_to_others(tmp_path: Path) -> None:
    private = pdf(tmp_path / "a.pdf")
    os.chown(private, 65534, 65534)
    private.chmod(0o600)
    assert pages_of(private) == 1
    assert render_page(private, 1).gray.shape == (900, 600)
