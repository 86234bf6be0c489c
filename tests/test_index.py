"""The index: what it takes in, that it follows the records and the corrections, and that nothing is lost with it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from bench.search_records import as_bytes, records
from saraban.app.batch import database
from saraban.app.batch.chain import TRAIL
from saraban.app.index import build as build_module
from saraban.app.index.build import Brought, refresh, refresh_one
from saraban.app.index.query import build
from saraban.app.index.search import find, search
from saraban.app.index.soundness import fault
from saraban.app.index.store import FILE, Store
from saraban.app.index.upkeep import bring, is_current, ready
from saraban.app.output import RECORDS
from saraban.app.schema import schema_text
from saraban.extract.errors import IndexFailed
from tests.holdings import letter, put, say
from tests.indexed import COUNT, answers, generated, nothing


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return generated(tmp_path / "out")


def ids(store: Store, **asked: str) -> set[str]:
    return {hit.id for hit in search(store, build(asked)).hits}


def test_generated_records_are_records() -> None:
    schema = json.loads(schema_text())
    for _, record in records(2):
        jsonschema.validate(record, schema)


def test_taken_in_once(out: Path, store: Store) -> None:
    assert refresh(out, store).entered == COUNT
    before = answers(store)
    assert all(before)
    assert refresh(out, store) == replace(refresh(out, store), entered=0, gone=0, unread=())
    assert store.counts() == (COUNT, COUNT)
    assert answers(store) == before
    assert fault(store) is None


def test_follows_the_folder(out: Path, store: Store) -> None:
    refresh(out, store)
    files = sorted((out / RECORDS).iterdir())
    files[0].unlink()
    record = json.loads(files[1].read_bytes())
    record["pages"][0]["lines"][0]["text"] = "แรดขาวแห่งสุมาตรา"
    files[1].write_bytes(as_bytes(record))
    (out / RECORDS / "half.json").write_text('{"schema": ', encoding="utf-8")
    (out / RECORDS / "list.json").write_text("[]", encoding="utf-8")
    (out / RECORDS / ".1-abc.part").write_text("draft", encoding="utf-8")
    brought = refresh(out, store)
    assert (brought.entered, brought.gone, set(brought.unread)) == (1, 1, {"half.json", "list.json"})
    assert ids(store, text="แรดขาว") == {f"{files[1].name}/d1"}
    assert store.counts() == (COUNT - 1, COUNT - 1)
    assert fault(store) is None
    one, fresh = answers(store), out.parent / "fresh.sqlite"
    with Store(fresh) as other:
        refresh(out, other)
        assert answers(other) == one


def test_a_new_time_alone_is_no_change(out: Path, store: Store) -> None:
    refresh(out, store)
    for file in (out / RECORDS).iterdir():
        os.utime(file, (1, 1))
    assert refresh(out, store).entered == 0
    assert refresh(out, store).entered == 0


def test_corrections_are_found(tmp_path: Path, store: Store) -> None:
    out = tmp_path / "reviewed"
    reading = put(out, letter())
    refresh(out, store)
    assert ids(store, number="กษ 0201/954", flagged="low_confidence") == {f"{reading.name}/d1"}
    say(out, reading, "document_number", "corrected", typed="กษ ๐๓๐๑/๙๕๕")
    say(out, reading, "date", "corrected", typed="๒๐ ก.ย. ๒๕๕๙")
    say(out, reading, "subject", "corrected", typed="ขอยืมแรดขาว")
    assert refresh(out, store).entered == 1
    assert ids(store, number="กษ 0201*") == set()
    assert ids(store, number="กษ 0301*") == ids(store, text="แรดขาว") == {f"{reading.name}/d1"}
    assert ids(store, **{"from": "2016-09-20", "to": "2016-09-20", "dated": "issued"}) == {
        f"{reading.name}/d1"
    }
    assert ids(store, flagged="low_confidence") == set()
    hit = find(store, f"{reading.name}/d1")
    assert hit is not None
    assert (hit.number, hit.date, hit.subject) == ("กษ 0301/955", "2016-09-20", "ขอยืมแรดขาว")
    assert refresh(out, store).entered == 0
    say(out, reading, "receipts.0.number", "corrected", typed="๔๔๔๔")
    refresh_one(out, store, reading.name)
    assert ids(store, receipt="๔๔๔๔") == {f"{reading.name}/d1"}
    assert ids(store, receipt="3763") == set()
    assert fault(store) is None


def test_after_a_correction_the_files_are_left_alone(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, address = tmp_path / "reviewed", store.address
    first, second = put(out, letter()), put(out, letter("b.txt"))
    os.utime(out / RECORDS, (1, 1))
    assert bring(out, address, nothing).entered == 2
    with monkeypatch.context() as patched:
        patched.setattr(build_module, "_files", None)  # to go through them would fail
        assert bring(out, address, nothing).entered == 0
        say(out, first, "subject", "corrected", typed="ขอยืมแรดขาว")
        assert bring(out, address, nothing).entered == 1
        say(out, second, "subject", "corrected", typed="ขอยืมแรดดำ")
        say(out, first, "document_number", "unreadable")
        assert bring(out, address, nothing).entered == 2
        assert is_current(out, address)
    with ready(out, str(address), nothing) as reader:
        assert ids(reader, text="แรดขาว") == {f"{first.name}/d1"}
        assert ids(reader, text="แรดดำ") == {f"{second.name}/d1"}
        assert ids(reader, number="กษ 0201*") == {f"{second.name}/d1"}
    (out / RECORDS / second.name).unlink()
    assert bring(out, address, nothing) == Brought(0, 1, ())


def test_a_folder_that_was_changed_just_now_is_gone_through_again(tmp_path: Path, store: Store) -> None:
    """A second change within the same tick of the clock leaves the time of the folder as it is."""
    out = tmp_path / "reviewed"
    reading = put(out, letter())
    bring(out, store.address, nothing)
    before = (out / RECORDS).stat()
    (out / RECORDS / reading.name).unlink()
    os.utime(out / RECORDS, ns=(before.st_atime_ns, before.st_mtime_ns))
    (out / TRAIL).touch()
    assert bring(out, store.address, nothing).gone == 1


def test_what_nobody_can_read_has_no_value(tmp_path: Path, store: Store) -> None:
    out = tmp_path / "reviewed"
    reading = put(out, letter())
    say(out, reading, "date", "unreadable")
    refresh(out, store)
    hit = find(store, f"{reading.name}/d1")
    assert hit is not None
    assert hit.date is None
    assert ids(store, **{"from": "2016", "to": "2016", "dated": "issued"}) == set()


def test_made_anew_it_answers_the_same(out: Path) -> None:
    bring(out, out / FILE, nothing)
    with ready(out, None, nothing) as store:
        before = answers(store)
    (out / FILE).unlink()
    assert not is_current(out, out / FILE)
    with ready(out, None, nothing) as store:
        assert answers(store) == before
    assert is_current(out, out / FILE)
    bring(out, out / FILE, nothing, rebuild=True)
    with ready(out, None, nothing) as store:
        assert answers(store) == before


def test_a_record_is_taken_in_whole_or_not_at_all(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of the tables refuses: nothing of these records is there, and the next time all of it."""
    with Store(out / FILE) as store:
        real = store.texts.insert
        monkeypatch.setattr(store.texts, "insert", _refusing)
        with pytest.raises(IndexFailed):
            refresh(out, store)
        assert store.counts() == (0, 0)
        assert fault(store) is None
        monkeypatch.setattr(store.texts, "insert", real)
        assert refresh(out, store).entered == COUNT


def _refusing(asked: database.Database, packed: object) -> None:
    asked.ask("INSERT INTO nowhere VALUES (1)")


def test_a_folder_without_records(tmp_path: Path) -> None:
    with Store(tmp_path / FILE) as store, pytest.raises(IndexFailed):
        refresh(tmp_path, store)


@pytest.mark.parametrize(
    "odd",
    ["\x00", "\ud800", "\ufffe", "\x0c", "\u202e", "\x1e", "\x1b[31m"],
    ids=["nul", "surrogate", "no-letter", "feed", "bidi", "barrier", "escape"],
)
def test_odd_letters(out: Path, store: Store, odd: str) -> None:
    name, record = next(iter(records(1)))
    record["pages"][0]["lines"][0]["text"] = f"แรด{odd}ขาว"
    fields = record["documents"][0]["fields"]
    for field in ("subject", "agency", "document_number", "to"):
        fields[field]["value"] = f"แรด{odd}ขาว"
    data = json.dumps(record, ensure_ascii=True).encode()
    (out / RECORDS / name).write_bytes(data)
    refresh(out, store)
    hit = find(store, f"{name}/d1")
    assert hit is not None
    assert bool(ids(store, text="แรดขาว")) == (odd != "\x1b[31m")
    shown = "".join(piece.text for one in search(store, build({"text": "แรด"})).hits for piece in one.snippet)
    assert not set(odd) & set(shown) & set("\x00\ud800\ufffe\x0c\u202e\x1e\x1b")
