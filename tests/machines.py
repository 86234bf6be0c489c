"""A Dask cluster for tests: a scheduler and workers in processes of their own, started as docs/cluster.md says."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from saraban.app.batch.scheduler import Certificates

_DASK = Path(sys.executable).with_name("dask")
_SECONDS = 30


@dataclass(slots=True)
class Machines:
    """A scheduler on a free port of 127.0.0.1 and its workers; what they say goes to files in `folder`."""

    folder: Path
    certificates: Certificates
    port: int = 0
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return f"tls://127.0.0.1:{self.port}"

    def start(self, workers: int) -> None:
        """Start the scheduler and so many workers of one thread, and wait until the workers have joined."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        here = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"]
        self.scheduler = self._run("scheduler", *here, "--port", str(self.port), "--protocol", "tls")
        limits = ["--nthreads", "1", "--memory-limit", "0", "--local-directory", str(self.folder)]
        for _ in range(workers):
            self.workers.append(self._run("worker", self.address, *here, *limits))
        limit = time.monotonic() + _SECONDS
        while self._said().count("Register worker") < workers:
            assert time.monotonic() < limit, self._said()
            time.sleep(0.1)

    def processes(self) -> list[psutil.Process]:
        """The processes of the workers in which tasks are handed on: children of the nannies that watch them."""
        nannies = [psutil.Process(worker.pid) for worker in self.workers]
        children = [child for nanny in nannies for child in nanny.children()]
        return [child for child in children if "spawn_main" in " ".join(child.cmdline())]

    def stop(self) -> None:
        """Kill all of it."""
        for started in filter(None, [*self.workers, self.scheduler]):
            for process in [*psutil.Process(started.pid).children(recursive=True), started]:
                process.send_signal(signal.SIGKILL)
            started.wait()
        self.scheduler = None
        self.workers.clear()

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        trust = ["--tls-ca-file", self.certificates.authority]
        proof = ["--tls-cert", self.certificates.certificate, "--tls-key", self.certificates.key]
        with (self.folder / command[0]).open("ab") as log:
            return subprocess.Popen(
                [_DASK, *command, *trust, *proof],
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(sys.path), "DASK_TEMPORARY_DIRECTORY": str(self.folder)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _said(self) -> str:
        return (self.folder / "scheduler").read_text("utf-8", "replace")


def certificates(folder: Path, name: str) -> Certificates:
    """An authority of its own and what it vouches for: one certificate for all, as good as several for a test."""
    ends = ("ca", "secret", "key", "csr", "pem")
    authority, secret, key, request, certificate = (folder / f"{name}.{end}" for end in ends)
    new = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    signed = ["openssl", "x509", "-req", "-days", "2", "-CAcreateserial"]
    for command in (
        [
            *new,
            "-x509",
            "-days",
            "2",
            "-subj",
            f"/CN=authority of {name}",
            "-keyout",
            secret,
            "-out",
            authority,
        ],
        [*new, "-subj", f"/CN={name}", "-keyout", key, "-out", request],
        [*signed, "-in", request, "-CA", authority, "-CAkey", secret, "-out", certificate],
    ):
        subprocess.run(command, check=True, capture_output=True)
    return Certificates(str(authority), str(certificate), str(key))
