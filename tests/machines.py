"""A Dask cluster for tests, in processes of its own: the commands and settings are those that docs/cluster.md gives."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import distributed  # noqa: F401 (its settings must be there before some of them are set)
import psutil
import yaml

_TOLD = (Path(__file__).parent.parent / "docs" / "cluster.md").read_text("utf-8")
_SECONDS = 30


@dataclass(slots=True)
class Machines:
    """A scheduler on a free port of 127.0.0.1, and its workers. Their settings, files and words are in `folder`."""

    folder: Path
    port: int = 0
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return f"tls://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program one of this cluster: modules of the tests, settings and files of Dask."""
        ours = {
            "DASK_CONFIG": str(self.folder / "saraban.yaml"),
            "DASK_TEMPORARY_DIRECTORY": str(self.folder),
        }
        return os.environ | ours | {"PYTHONPATH": os.pathsep.join(sys.path)}

    def start(self, workers: int) -> None:
        """Start the scheduler and so many workers of one thread, and wait until the workers have joined."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.settings = trust(self.folder)
        self.scheduler = self._run("dask scheduler")
        self.workers = [self._run("dask worker", "--nthreads", "1") for _ in range(workers)]
        limit = time.monotonic() + _SECONDS
        while (said := (self.folder / "said").read_text("utf-8")).count("Register worker") < workers:
            assert time.monotonic() < limit, said
            time.sleep(0.1)

    def processes(self) -> list[psutil.Process]:
        """The processes of the workers that hand tasks on: children of the nannies that watch them."""
        nannies = [psutil.Process(worker.pid) for worker in self.workers]
        children = [child for nanny in nannies for child in nanny.children()]
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]

    def stop(self) -> None:
        """Kill all of it."""
        for started in filter(None, [*self.workers, self.scheduler]):
            for process in [*psutil.Process(started.pid).children(recursive=True), started]:
                process.send_signal(signal.SIGKILL)
            started.wait()

    def _run(self, command: str, *more: str) -> subprocess.Popen[bytes]:
        (line,) = [line for line in _blocks("sh") if line.startswith(command)]
        here = re.sub(r"10\.0\.0\.\d", "127.0.0.1", line).replace("8786", str(self.port)).replace("8787", "0")
        program, *arguments = shlex.split(here)
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(
                [Path(sys.executable).with_name(program), *arguments, *more],
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )


def trust(folder: Path) -> dict[str, Any]:
    """Make the certificate of a cluster and the settings that name it, in `folder`; the settings, by dotted name."""
    (make,) = [line for line in _blocks("sh") if line.startswith("openssl")]
    subprocess.run(shlex.split(make), cwd=folder, check=True, capture_output=True)
    (settings,) = _blocks("yaml")
    text = settings.replace("/etc/saraban", str(folder))
    (folder / "saraban.yaml").write_text(text, "utf-8")
    return _dotted(yaml.safe_load(text))


def running(mark: str) -> list[int]:
    """The processes that `hang` started under that mark."""
    return [one.pid for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", mark]]


def listeners(processes: set[int]) -> set[str]:
    """Where these processes listen: address and port."""
    told = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout
    return {
        line.split()[3] for line in told.splitlines() if any(f"pid={number}," in line for number in processes)
    }


def until(holds: object, seconds: float = 20) -> bool:
    """Whether it comes to hold in that time."""
    assert callable(holds)
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def _dotted(settings: Any, name: str = "") -> dict[str, Any]:
    if not isinstance(settings, dict):
        return {name: settings}
    return {
        dotted: value
        for key, below in settings.items()
        for dotted, value in _dotted(below, f"{name}.{key}".lstrip(".")).items()
    }


def _blocks(language: str) -> list[str]:
    """The blocks of code in docs/cluster.md that are of a language."""
    return re.findall(rf"```{language}\n(.*?)\n```", _TOLD, re.DOTALL)
