"""The index after damage, after a kill and of another version: it is seen, told, mended, and answers as before."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from saraban.app.index.build import refresh
from saraban.app.index.soundness import fault
from saraban.app.index.store import FILE, Store
from saraban.app.index.upkeep import bring, is_current, ready
from tests.indexed import COUNT, answers, generated, nothing


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return generated(tmp_path / "out")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, list[set[str]]]:
    """A folder, its index as the file holds it, and what that answers."""
    folder = generated(tmp_path_factory.mktemp("sound") / "out")
    bring(folder, folder / FILE, nothing)
    with ready(folder, None, nothing) as store:
        return folder, (folder / FILE).read_bytes(), answers(store)


def _cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _overwritten(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at + 8 : at + 40] = b"\xff" * 32
    file.write_bytes(data)


def _no_database(file: Path) -> None:
    file.write_bytes(b"no database at all, only a text" * 300)


def _change(*statements: str) -> object:
    def change(file: Path) -> None:
        connection = sqlite3.connect(file)
        connection.create_function("pairs_of", 1, lambda printed: "")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


@pytest.mark.parametrize(
    "damage",
    [
        _cut_off,
        _overwritten,
        _no_database,
        _change("DELETE FROM index_body WHERE document = 3"),
        _change("DELETE FROM index_document WHERE id = 4"),
        _change("DELETE FROM index_record WHERE id = 5"),
        _change("INSERT INTO index_text (index_text, rowid, pairs) VALUES ('delete', 7, 'aaaa')"),
        _change("INSERT INTO index_text (rowid, pairs) VALUES (7, 'aaaa')"),
        _change(
            "UPDATE index_body SET printed = (SELECT printed FROM index_body WHERE document = 8) WHERE document = 9"
        ),
        _change("UPDATE index_block SET kind = zeroblob(length(kind))"),
        _change("DELETE FROM index_word WHERE word = 'memo'"),
        _change("DELETE FROM index_block"),
        _change("DROP TABLE index_day"),
    ],
    ids=[
        "cut",
        "overwritten",
        "text",
        "body",
        "document",
        "record",
        "word-out",
        "word-in",
        "letters",
        "column",
        "code",
        "columns",
        "table",
    ],
)
def test_damage_is_told_and_mended(sound: tuple[Path, bytes, list[set[str]]], damage: object) -> None:
    out, whole, before = sound
    (out / FILE).write_bytes(whole)
    damage(out / FILE)  # type: ignore[operator]
    said: list[str] = []
    bring(out, out / FILE, said.append, check=True)
    assert len(said) == 1
    assert "damaged" in said[0]
    assert "\n" not in said[0]
    with ready(out, None, nothing) as store:
        assert answers(store) == before
        assert store.counts() == (COUNT, COUNT)


def test_a_sound_index_is_left_alone(out: Path) -> None:
    bring(out, out / FILE, nothing)
    was = (out / FILE).stat().st_ino
    assert bring(out, out / FILE, nothing, check=True).entered == 0
    assert (out / FILE).stat().st_ino == was


def test_an_index_of_another_version_is_made_anew(out: Path) -> None:
    bring(out, out / FILE, nothing)
    with Store(out / FILE) as store:
        before = answers(store)
        store.note("made_by", "saraban/index/0")
    assert not is_current(out, out / FILE)
    assert bring(out, out / FILE, nothing).entered == COUNT
    with ready(out, None, nothing) as store:
        assert answers(store) == before


FORMER = """
    DROP TABLE index_text; DROP VIEW index_pairs; DROP TABLE index_body; DROP TABLE index_block; DROP TABLE index_word;
    CREATE TABLE index_body (
        document INTEGER PRIMARY KEY, packed BLOB NOT NULL, printed BLOB NOT NULL, subject TEXT, sum BIGINT NOT NULL);
    CREATE VIEW index_pairs AS SELECT document AS rowid, pairs_of(packed) AS pairs FROM index_body;
    CREATE VIRTUAL TABLE index_text USING fts5(
        pairs, content = 'index_pairs', tokenize = 'ascii', detail = none, columnsize = 0);
    UPDATE index_meta SET value = 'saraban/index/1, words 1' WHERE key = 'made_by';
"""
"""The tables of the first version, which kept other texts and no columns."""


def test_an_index_with_other_tables_is_made_anew(out: Path) -> None:
    bring(out, out / FILE, nothing)
    with ready(out, None, nothing) as store:
        before = answers(store)
    with closing(sqlite3.connect(out / FILE)) as connection:
        connection.executescript(FORMER)
    with ready(out, None, nothing) as store:
        assert answers(store) == before
    with Store(out / FILE) as store:
        assert fault(store) is None


KILLED = """
import os, signal, sys
from pathlib import Path
from saraban.app.index import build, columns, upkeep

entered = columns.enter
build._TOGETHER = 10

def enter(database, values):
    entered(database, values)
    if 15 in values:
        os.kill(os.getpid(), signal.SIGKILL)

columns.enter = enter
out, address = sys.argv[1:]
upkeep.bring(Path(out), address if "://" in address else Path(address), print)
"""
"""Takes records in ten by ten, and dies among the second ten, some tables of which have them and some have not."""


def test_killed_in_the_midst_it_goes_on_where_it_was(out: Path, store: Store) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(out), str(store.address)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Store(store.address) as left:
        assert left.counts() == (10, 10)
        assert fault(left) is None
    assert not is_current(out, store.address)
    assert bring(out, store.address, nothing).entered == COUNT - 10
    with Store(out.parent / "fresh.sqlite") as fresh, Store(store.address) as mended:
        refresh(out, fresh)
        assert answers(mended) == answers(fresh)
        assert fault(mended) is None
