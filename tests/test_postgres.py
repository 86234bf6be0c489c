"""The throw-away PostgreSQL of the tests: empty for each test, on this machine alone, with what it keeps in order."""

from __future__ import annotations

import signal
import subprocess

import psycopg
import pytest

from tests.postgres import Server


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_an_empty_database(postgres_url: str, turn: int) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE letters (number text)")
        connection.execute("INSERT INTO letters VALUES (%s)", ["ที่ ศธ ๐๒๐๑/๑๒๓"])
        assert connection.execute("SELECT * FROM letters").fetchall() == [("ที่ ศธ ๐๒๐๑/๑๒๓",)]


def test_it_listens_on_this_machine_alone(postgres_server: Server) -> None:
    told = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=True).stdout
    places = [line.split()[3] for line in told.splitlines()]
    assert [place for place in places if place.endswith(f":{postgres_server.port}")] == [
        f"127.0.0.1:{postgres_server.port}"
    ]


def test_it_comes_back_after_a_crash_with_what_was_told_done(
    postgres_server: Server, postgres_url: str
) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE letters AS SELECT 1 AS number")
    postgres_server.stop(signal.SIGKILL)
    postgres_server.start()
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT number FROM letters").fetchall() == [(1,)]
