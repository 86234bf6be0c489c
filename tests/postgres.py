"""A throw-away PostgreSQL server for tests: started from Debian's package, gone when the tests are.

Ask for `postgres_url` to get a database of its own, `postgres_server` to kill and restart the server itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

_SECONDS = 30
_USER = "saraban"
_DEBIANS = ("--reuid=postgres", "--regid=postgres", "--clear-groups")
_NAMES = count(1)


@dataclass(slots=True)
class Server:
    """A server on a free port of 127.0.0.1 and a socket in `folder`, without passwords.

    `durable`: whether it syncs its files, as a test that kills the server itself wants it to. `programs`: where
    Debian keeps initdb and postgres.
    """

    programs: Path
    folder: Path
    durable: bool = False
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, on the data that it has or on none, and wait until it answers."""
        if not (self.folder / "data").exists():
            _run(
                *self._as_its_user(),
                self.programs / "initdb",
                f"--pgdata={self.folder / 'data'}",
                f"--username={_USER}",
                *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
            )
        self.port = self.port or _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
            "fsync": "on" if self.durable else "off",
            "shared_buffers": "16MB",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self._as_its_user(), self.programs / "postgres", "-D", self.folder / "data", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT at once but in order; SIGKILL as a crash does."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_SECONDS)
            self.process = None

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        import psycopg

        name = f"test_{next(_NAMES)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, database: str) -> str:
        """The URL of a database."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def _as_its_user(self) -> list[str]:
        """What makes root another user, since the server refuses root; and the server dead with the tests."""
        guard = ["setpriv", "--pdeathsig=INT"]
        return [*guard, *_DEBIANS] if os.getuid() == 0 else guard

    def _wait(self) -> None:
        limit = time.monotonic() + _SECONDS
        ready = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError((self.folder / "log").read_text("utf-8", "replace"))
            time.sleep(0.05)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A running server, one for all tests of a process; skips where PostgreSQL is not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("PostgreSQL is not installed: sh .ci/setup.sh tests")
    # Not in pytest's own folders: only root may enter those, and the server is somebody else.
    folder = Path(tempfile.mkdtemp(prefix="saraban-postgres-"))
    server = Server(programs[-1].parent, folder)
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: Server) -> str:
    """The URL of an empty database that no other test uses."""
    return postgres_server.new_database()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _run(*command: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
