"""No citizen number that stands in a record is held by the index or shown by anything but the record and its scan.

All numbers here are invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from saraban.app.charts.command import export_charts
from saraban.app.index.build import refresh
from saraban.app.index.held import opened
from saraban.app.index.packed import pack
from saraban.app.index.query import build
from saraban.app.index.search import search
from saraban.app.index.store import FILE, Store
from saraban.app.index.words import clusters, folded
from saraban.app.review.book import Book, read_record
from saraban.app.review.command import print_queue
from saraban.app.review.corrections import Effective
from saraban.app.review.masking import masked_effective
from saraban.app.review.queue import Wanted, make_queue
from saraban.app.search import print_found
from saraban.extract.errors import BadValue
from saraban.normalize.digits import to_arabic
from tests.holdings import Json, document, entry, put, record, say
from tests.test_citizen import Planted, planted
from tests.website import HERE, site, visit

EVERY = [one for one in planted(150, seed=92) if not one.cannot_be_told]
VALUES = [one for one in EVERY if one.has_keyword and not one.error][:12]
"""Those that stand in values, too, without the word that tells of them."""


def bare(printed: str) -> str:
    return re.sub(r"[^0-9]", "", to_arabic(printed))


def shown_in(text: str) -> list[Planted]:
    """Those whose digits stand in a text, whatever stands between them."""
    digits = bare(text)
    return [one for one in EVERY if bare(one.printed) in digits]


def paper() -> Json:
    """A letter of which each line and each value holds a number."""
    said = iter([one.printed for one in VALUES])
    fields: Json = {
        "document_number": entry(next(said)),
        "subject": entry(f"ขอตรวจสอบ {next(said)} ด้วย", reasons=["low_confidence"], at=(1, 2)),
        "to": entry(f"นายสาธิต {next(said)}"),
        "agency": entry(f"สำนักทะเบียน {next(said)}"),
        "date": entry("2016-09-19"),
        "receipts": [
            entry(
                {"office": f"งาน {next(said)}", "number": next(said), "date": None, "time": None},
                reasons=["unsure"],
            )
        ],
        "references": [
            entry({"number": next(said), "date": None, "urgency": None}, raw=next(said), reasons=["unsure"])
        ],
        "signatories": [entry({"title": None, "name": f"นาย {next(said)}", "position": None, "acting": []})],
    }
    fields["subject"]["rivals"] = [{"value": next(said), "raw": next(said), "at": None, "why": "weaker"}]
    fields["subject"]["parts"] = {"read": next(said)}
    made = record("paper.txt", [document(1, "letter", (1, 1), fields, lines=(1, len(EVERY)))], pages=1)
    made["pages"][0]["lines"] = [
        {"number": n, "text": one.text.replace("\n", " "), "box": None, "confidence": None}
        for n, one in enumerate(EVERY, 1)
    ]
    made["warnings"] = [{"code": "needs_rescan", "page": 1, "message": f"beside {EVERY[0].printed}"}]
    return made


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("citizen") / "out"
    reading = put(folder, paper())
    say(
        folder, reading, "to", "corrected", typed=f"นางสาธิต {VALUES[0].printed}", why=f"ดู {VALUES[1].printed}"
    )
    with Store(folder / FILE) as store:
        refresh(folder, store)
    return folder


def cells(out: Path) -> Iterator[object]:
    """All that the tables of the index hold."""
    with Store(out / FILE, read_only=True) as store:
        for (table,) in store.database.ask("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in store.database.ask(f"SELECT * FROM {table}"):
                yield from row


def test_the_record_holds_them(out: Path) -> None:
    assert len(shown_in(next((out / "records").iterdir()).read_text("utf-8"))) == len(EVERY)


def test_the_index_holds_none(out: Path) -> None:
    held = list(cells(out))
    texts = [one for one in held if isinstance(one, str)]
    data = [one for one in held if isinstance(one, bytes)]
    printed = [opened(one) for one in data if one[:1] in (b"t", b"u") and one[1:2] == b"x"]
    assert any("X-XXXX-XXXXX-XX-X" in text for text in printed)
    assert [shown_in(text) for text in (*texts, *printed) if shown_in(text)] == []
    files = b"".join(file.read_bytes() for file in out.glob(f"{FILE}*"))
    for one in EVERY:
        for form in (one.printed, to_arabic(one.printed), bare(one.printed)):
            packed = pack(clusters(folded(form)))
            assert not any(packed in piece for piece in data)
            assert form.encode("utf-8") not in files
            assert packed not in files


def test_no_search_finds_one(out: Path) -> None:
    with Store(out / FILE, read_only=True) as store:
        for one in EVERY:
            for form in (one.printed, bare(one.printed)):
                assert search(store, build({"text": f'"{form}"'})).total == 0
                assert search(store, build({"number": form})).total == 0
                assert search(store, build({"receipt": form})).total == 0
                assert search(store, build({"agency": form})).total == 0
        assert search(store, build({"text": "x-xxxx-xxxxx-xx-x"})).total == 1


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_answers_show_none(out: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in ({}, {"text": "ประชาชน"}, {"text": "xxxx"}):
        assert print_found(out, None, asked, form) == 0  # type: ignore[arg-type]
        said = capsys.readouterr().out
        assert "XXXX" in said
        assert shown_in(said) == []


def test_charts_show_none(out: Path, tmp_path: Path) -> None:
    assert export_charts(out, tmp_path / "charts.html", language="th", ledger=None) == 0
    made = (tmp_path / "charts.html").read_text("utf-8")
    assert "XXXX" in made
    assert shown_in(made) == []


def test_the_queue_shows_none(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (False, True):
        assert print_queue(out, Wanted(), as_json=as_json) == 0
        said = capsys.readouterr().out
        assert "XXXX" in said
        assert shown_in(said) == []


@pytest.fixture(scope="module")
def visitor(out: Path) -> TestClient:
    return visit(site(out))


def test_no_page_shows_one(visitor: TestClient, out: Path) -> None:
    [name] = [file.name for file in (out / "records").iterdir()]
    for address in (
        "/",
        "/?text=ประชาชน",
        f"/document/{name}/d1",
        f"/document/{name}/d1?text=xxxx",
        f"/file/{name}",
        "/queue",
    ):
        page = visitor.get(address)
        assert page.status_code == 200
        assert shown_in(page.text) == [], address
        assert "XXXX" in page.text, address
    assert shown_in(visitor.get("/charts").text) == []


def test_what_was_said_of_something_that_is_gone_shows_none(tmp_path: Path) -> None:
    reading = put(tmp_path / "out", paper())
    number = EVERY[0].printed
    say(tmp_path / "out", reading, "references.0.number", "corrected", typed=number, why=number, exactly=True)
    gone = paper()
    del gone["documents"][0]["fields"]["references"]
    put(tmp_path / "out", gone)
    [lost] = make_queue(tmp_path / "out", Wanted()).orphaned
    assert shown_in(repr(lost)) == []


def test_the_mask_is_never_written_as_a_value(out: Path, visitor: TestClient) -> None:
    [name] = [file.name for file in (out / "records").iterdir()]
    page = visitor.get(f"/document/{name}/d1").text
    subject = page[page.index('id="v-subject"') :]
    typed = subject[subject.index(">") + 1 : subject.index("</textarea>")]
    assert "XXXX" in typed
    [reading] = set(re.findall(r'name="reading" value="([0-9a-f]{64})"', page))
    form = {
        "field": "subject",
        "what": "corrected",
        "who": "สมศรี",
        "after": "0",
        "reading": reading,
        "typed": typed,
    }
    answer = visitor.post(f"/review/{name}/d1", data=form, headers={"origin": HERE})
    assert answer.status_code == 422
    assert "พิมพ์ตัวเลขตามที่อยู่ในหนังสือ" in answer.text
    assert [one.anchor.field for one in Book(out).all()] == ["to"]
    with pytest.raises(BadValue, match="type the digits that stand there"):
        say(out, read_record(out, name), "subject", "corrected", typed="ขอตรวจสอบ X-XXXX-XXXXX-XX-X")


def test_what_is_confirmed_or_typed_is_kept_with_its_digits(tmp_path: Path) -> None:
    reading = put(tmp_path / "out", paper())
    kept = say(tmp_path / "out", reading, "subject", "confirmed")
    assert isinstance(kept.value, str)
    assert kept.value == reading.record["documents"][0]["fields"]["subject"]["value"]
    again = say(tmp_path / "out", reading, "to", "corrected", typed=f"นาง {VALUES[0].printed}")
    assert isinstance(again.value, str)
    assert bare(VALUES[0].printed) in bare(again.value)
    written = (tmp_path / "out" / "review.jsonl").read_text("utf-8")
    assert kept.value in written
    assert again.value in written


def test_lines_keep_their_places_on_their_pages() -> None:
    made = record("pages.txt", [document(1, "letter", (1, 4), {})], pages=4)
    rows = {1: ["ก", "เลขประจำตัวประชาชน"], 3: ["123456789012", "", "ข"], 4: ["1-2345-", "67890-12-3 ค"]}
    for page in made["pages"]:
        page["lines"] = [
            {"number": n, "text": text} for n, text in enumerate(rows.get(page["number"], ()), 1)
        ]
    shown = masked_effective(Effective(made)).record["pages"]
    assert [[line["text"] for line in page["lines"]] for page in shown] == [
        ["ก", "เลขประจำตัวประชาชน"],
        [],
        ["XXXXXXXXXXXX", "", "ข"],
        ["X-XXXX-", "XXXXX-XX-X ค"],
    ]
    assert made["pages"][3]["lines"][0]["text"] == "1-2345-", "the record itself stays"
