"""The counting of `saraban evaluate`: small truths and records made by hand, and what must come out."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from saraban.app import evaluate as command
from saraban.app.evaluate import evaluate, find_truths
from saraban.app.evaluation.bundle import score
from saraban.app.evaluation.report import Report
from saraban.app.evaluation.rules import RULES
from saraban.app.evaluation.scoring import STATUSES, Verdict, score_document
from saraban.app.evaluation.truth import ExpectedDocument, ExpectedLink, Item, Part, Place, Truth, single
from saraban.app.outcome import Outcome

Json = dict[str, Any]


def entry(value: object, *reasons: str, lines: tuple[int, int] | None = None) -> Json:
    return {
        "value": value,
        "review": {"reasons": list(reasons)} if reasons else None,
        "at": {"page": 1, "lines": list(lines) if lines else None},
    }


def record(*fields: Mapping[str, object], **more: object) -> Json:
    documents = [
        {"id": f"d{number}", "kind": "letter", "pages": [number, number], "lines": [1, 9], "fields": held}
        for number, held in enumerate(fields, start=1)
    ]
    return {"documents": documents, "links": [], **more}


def verdicts(expected: ExpectedDocument, **fields: object) -> dict[str, Verdict]:
    """By row; each row of these tests holds one value."""
    found = list(score_document(expected, record(fields)["documents"]))
    assert len({verdict.row for verdict in found}) == len(found)
    return {verdict.row: verdict for verdict in found}


def expect(*items: Item, **more: Any) -> ExpectedDocument:
    return ExpectedDocument(name="a", items=items, **more)


NUMBER = single("document_number", "กษ 2603/1824")
SUBJECT = single("subject", "ขออนุญาตพานักเรียนเข้าศึกษาดูงาน", "text")


@pytest.mark.parametrize(
    ("item", "given", "status", "silent"),
    [
        (NUMBER, entry("กษ 2603/1824"), "found", False),
        (NUMBER, entry("กษ 2603/1824", "handwritten"), "found", False),
        (NUMBER, entry("กษ 2603/1825"), "wrong", True),
        (NUMBER, entry("กษ 2603/1825", "low_confidence"), "wrong", False),
        (NUMBER, entry(None, "not_found"), "missed", False),
        (SUBJECT, entry("ขออนุญาต พานักเรียนเข้าศึกษาดูงาน “”"), "found", False),
        (SUBJECT, entry("ขออนุญาตพานักเรียบเข้าศึกษาดูงาน"), "near", False),
        (SUBJECT, entry("ขออนุญาตใช้สนามกีฬา"), "wrong", True),
        (single("agency", "กรมน้ำหลากสาธิต กองแผนงาน", "agency"), entry("กรมน้ำหลากสาธิต"), "found", False),
        (single("agency", "กรมน้ำหลากสาธิต", "agency"), entry("กรม"), "wrong", True),
    ],
)
def test_one_value(item: Item, given: Json, status: str, silent: bool) -> None:
    verdict = verdicts(expect(item), **{item.field: given})[item.field]
    assert (verdict.status, verdict.silent) == (status, silent)


def test_a_field_that_the_record_leaves_out_is_missed() -> None:
    assert verdicts(expect(NUMBER))["document_number"].status == "missed"


@pytest.mark.parametrize(
    ("given", "status", "silent"),
    [
        ({}, "absent", False),
        ({"urgency": entry(None, "not_found")}, "absent", False),
        ({"urgency": entry("urgent")}, "invented", True),
        ({"urgency": entry("urgent", "faint")}, "invented", False),
    ],
)
def test_what_is_not_printed(given: Json, status: str, silent: bool) -> None:
    verdict = verdicts(expect(absent=("urgency",)), **given)["urgency"]
    assert (verdict.status, verdict.silent) == (status, silent)


@pytest.mark.parametrize(
    ("given", "status", "silent"),
    [
        (entry("2016-09-21"), "found", False),
        (entry("2016-09-01", "received_before_issued"), "honest", False),
        (entry("2016-09-01"), "wrong", True),
        (entry("2016-09-02", "faint"), "wrong", False),
    ],
)
def test_read_literally_and_flagged_is_honest(given: Json, status: str, silent: bool) -> None:
    part = Part(row="date", value="2016-09-21", as_read="2016-09-01", confidence="high")
    verdict = verdicts(expect(Item(field="date", parts=(part,))), date=given)["date"]
    assert (verdict.status, verdict.silent, verdict.confidence) == (status, silent, "high")


PREFIX = Item(
    field="document_number",
    parts=(
        Part(row="prefix", value="ศธ.๐๔๐๒๕/", rule="prefix"),
        Part(row="serial", value=None, rule="serial", readable=False),
    ),
)


@pytest.mark.parametrize(
    ("given", "prefix", "serial", "silent"),
    [
        (entry("ศธ 04025/", "not_found"), "found", "absent", False),
        (entry("ศธ 04025/ว", "not_found"), "found", "absent", False),
        (entry("ศธ 04025/3459", "handwritten"), "found", "honest", False),
        (entry("ศธ 04025/3459"), "found", "invented", True),
        (entry("ศธ 04026/", "handwritten"), "wrong", "absent", False),
    ],
)
def test_a_serial_that_nobody_can_read(given: Json, prefix: str, serial: str, silent: bool) -> None:
    found = verdicts(expect(PREFIX), document_number=given)
    assert (found["prefix"].status, found["serial"].status, found["serial"].silent) == (
        prefix,
        serial,
        silent,
    )


def test_a_day_that_nobody_can_read() -> None:
    parts = (
        Part(row="month", value="2010-04", rule="month"),
        Part(row="day", value=None, rule="day", readable=False),
    )
    item = expect(Item(field="date", parts=parts))
    assert verdicts(item, date=entry("2010-04"))["day"].status == "absent"
    assert verdicts(item, date=entry("2010-04-28"))["day"].silent
    assert verdicts(item, date=entry("2010-04-28", "handwritten"))["day"].status == "honest"
    assert verdicts(item, date=entry("2010-05", "handwritten"))["month"].status == "wrong"


def stamp(number: str, date: str) -> Item:
    parts = (
        Part(row="receipts.number", path="number", value=number, rule="register"),
        Part(row="receipts.date", path="date", value=date),
    )
    return Item(field="receipts", parts=parts)


def count(expected: ExpectedDocument, **fields: object) -> dict[str, dict[str, int]]:
    report = Report(directory="x")
    truth = Truth(scan=Path("x.pdf"), documents=(expected,))
    report.add(truth, list(score_document(expected, record(fields)["documents"])))
    told = json.loads(report.as_json())
    assert told["all"]["total"] == sum(row["total"] for row in told["rows"].values())
    rows: dict[str, dict[str, int]] = told["rows"]
    return rows


def test_entries_are_paired_by_what_they_say() -> None:
    expected = expect(
        stamp("2091", "2017-02-15"), stamp("EO 5261", "2017-02-16"), complete=frozenset({"receipts"})
    )
    rows = count(
        expected,
        receipts=[
            entry({"number": "EO5261", "date": "2017-02-16"}),
            entry({"number": "2091", "date": "2017-12-15"}, "received_before_issued"),
            entry({"number": "7", "date": None}),
        ],
    )
    assert rows["receipts.number"]["found"] == 2
    assert rows["receipts.date"] == rows["receipts.date"] | {
        "found": 1,
        "wrong": 1,
        "silent": 0,
        "flagged": 1,
    }
    assert rows["receipts"] == rows["receipts"] | {"total": 0, "invented": 1, "silent": 1}


def test_an_entry_left_over_is_wrong_where_the_truth_names_all() -> None:
    given = [entry({"number": "1", "date": "2001-01-01"})]
    named = count(expect(stamp("2091", "2017-02-15"), complete=frozenset({"receipts"})), receipts=given)
    assert (named["receipts.number"]["wrong"], named["receipts.number"]["silent"]) == (1, 1)
    some = count(expect(stamp("2091", "2017-02-15")), receipts=given)
    assert some["receipts.number"]["missed"] == 1
    assert "receipts" not in some


def date_on(line: int, value: str) -> Item:
    return Item(field="any_date", parts=(Part(row="dates", value=value),), lines=(line, line))


def test_a_date_may_stand_in_any_dated_field_and_once_for_two_places() -> None:
    rows = count(
        expect(date_on(3, "2016-09-01"), date_on(8, "2016-09-01"), date_on(9, "2016-08-25")),
        dates_mentioned=[entry("2016-09-01", lines=(3, 3)), entry("2030-01-01", lines=(4, 4))],
        references=[entry({"number": "1/2559", "date": "2016-08-25"})],
    )
    assert rows["dates"] == rows["dates"] | {"total": 3, "found": 3, "wrong": 0, "invented": 0}


def test_another_date_on_the_same_line_is_wrong_and_one_elsewhere_is_not() -> None:
    fields = {"dates_mentioned": [entry("2016-09-10", lines=(3, 3))]}
    assert count(expect(date_on(3, "2016-09-19")), **fields)["dates"]["silent"] == 1
    assert count(expect(date_on(5, "2016-09-19")), **fields)["dates"]["missed"] == 1


def test_an_entry_that_need_not_be_there_counts_neither_way() -> None:
    signer = Item(field="signatories", parts=(Part(row="name", value="นายอดิศร พัฒนกุล", rule="name"),))
    other = Item(
        field="signatories", parts=(Part(row="name", value="นางสาวมลฤดี ศรีสังวาล", rule="name"),), counted=False
    )
    expected = expect(signer, other, complete=frozenset({"signatories"}))
    mine = entry({"title": "นาย", "name": "อดิศร พัฒนกุล"})
    theirs = entry({"title": "นางสาว", "name": "มลฤดี ศรีสังวาล"})
    for given in ([mine], [mine, theirs]):
        rows = count(expected, signatories=given)
        assert rows.keys() == {"name"}
        assert rows["name"]["found"] == rows["name"]["total"] == 1


@pytest.mark.parametrize(
    ("rule", "expected", "got", "right"),
    [
        ("position", "รองอธิบดี รักษาราชการแทน อธิบดี", {"position": "รองอธิบดี", "acting": [{"capacity": "รักษาราชการแทน", "post": "อธิบดี"}]}, True),
        ("register", "ชป 13625", "13625", True),
        ("register", "ชป 13625", "ขป 13625", False),
        ("register", "13625", "13625/31", False),
        ("law", "พ.ร.บ.ระเบียบบริหารราชการแผ่นดิน พ.ศ.2534 และที่แก้ไขเพิ่มเติม", "พระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. 2534", True),
        ("law", "พระราชบัญญัติสัญชาติ พ.ศ. 2508", "พระราชบัญญัติสัญชาติ พ.ศ. 2535", False),
        ("person", "นายอดิศร พัฒนกุล (อธิบดี)", "อดิศร พัฒนกุล", True),
        ("phone", "๕๗๙๗", {"number": None, "extension": "5797"}, True),
        ("first", "consider", ["consider", "approve"], True),
        ("first", "approve", ["consider", "approve"], False),
        ("exact", "2016-09-19", "2016-09-18", False),
    ],
)  # fmt: skip
def test_rules(rule: str, expected: object, got: object, right: bool) -> None:
    assert RULES[rule].right(expected, got) is right


def bundle(*documents: ExpectedDocument, links: tuple[ExpectedLink, ...] = ()) -> Truth:
    return Truth(scan=Path("b.txt"), documents=documents, links=links, all_documents=True, all_links=True)


def test_documents_are_matched_by_their_lines_and_blank_lines_are_nobodys() -> None:
    printed = (3, 4, 5, 8, 9, 12)
    truth = bundle(
        ExpectedDocument(
            name="slip", kind="routing_slip", place=Place(lines=(3, 5), printed=printed, scored=True)
        ),
        ExpectedDocument(name="memo", kind="memo", place=Place(lines=(8, 9), printed=printed, scored=True)),
        links=(ExpectedLink(source="slip", target="memo", relations=frozenset({"forwards"})),),
    )
    told = record({}, {}, {})
    for document, kind, lines in zip(
        told["documents"], ("routing_slip", "letter", "other"), ([1, 7], [8, 11], [12, 12]), strict=True
    ):
        document.update(kind=kind, lines=lines, pages=[1, 1])
    told["links"] = [
        {"from": "d1", "to": "d2", "relation": "forwards"},
        {"from": "d2", "to": "d3", "relation": "encloses"},
    ]
    found = [(verdict.row, verdict.status) for verdict in score(truth, told)]
    assert found == [
        ("boundary", "found"),
        ("kind", "found"),
        ("boundary", "found"),
        ("kind", "wrong"),
        ("boundary", "invented"),
        ("links", "found"),
        ("links", "invented"),
        ("starts", "found"),
        ("starts", "invented"),
    ]


def test_a_document_cut_wrongly_is_wrong_and_one_that_is_not_there_is_missed() -> None:
    pages = [Place(pages=(1, 2), scored=True), Place(pages=(3, 3), scored=True)]
    truth = bundle(
        *(ExpectedDocument(name=f"p{n}", kind="memo", place=place) for n, place in enumerate(pages))
    )
    told = record({})
    told["documents"][0]["pages"] = [1, 3]
    found = [(verdict.document, verdict.row, verdict.status) for verdict in score(truth, told)]
    assert found == [
        ("p0", "boundary", "wrong"),
        ("p0", "kind", "wrong"),
        ("p1", "boundary", "missed"),
        ("p1", "kind", "missed"),
        ("b.txt", "starts", "missed"),
    ]


LETTER: Json = {
    "doc_type": "external_letter",
    "urgency": "ด่วนที่สุด",
    "doc_number": "มท 0622.3/ว 1904",
    "date_iso": "2011-10-03",
    "subject": "การยืมเครื่องสูบน้ำ",
    "agency": "กรมป้องกันน้ำหลากสาธิต",
    "references": ["หนังสือจังหวัดชัยนาท ด่วนมาก ที่ ชน 0017/ว 1277 ลงวันที่ 11 กรกฎาคม 2554"],
    "enclosures": ["แบบสัญญายืม จำนวน ๒ ฉบับ"],
    "receipt_stamps": [],
    "gazette": {"volume": "๑"},
    "pages_read": [1],
    "scoreable": ["doc_type", "urgency", "doc_number", "date_iso", "subject", "references", "enclosures", "receipt_stamps", "gazette"],
}  # fmt: skip

READ: Json = {
    "urgency": entry("most_urgent"),
    "document_number": entry("มท 0622.3/ว 1904"),
    "date": entry("2011-10-08"),
    "subject": entry("การยืมเครื่องสูบน้ำ"),
    "agency": entry("not compared: the truth is not sure of it"),
    "references": [entry({"number": "ชน 0017/ว 1277", "date": "2011-07-11", "urgency": "very_urgent"})],
    "enclosures": [entry({"title": "แบบสัญญายืม", "count": 2, "unit": "ฉบับ"})],
    "receipts": [entry({"number": "11207"}, "faint")],
}


def test_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = tmp_path / "หนังสือ.pdf"
    scan.write_bytes(b"")
    scan.with_name(scan.name + ".truth.json").write_text(json.dumps(LETTER), encoding="utf-8")
    told = json.dumps(record(READ, pages=[{"number": 1}]))
    monkeypatch.setattr(command, "read_one", lambda path, *, model: Outcome(path, record=told))
    out = io.StringIO()
    assert evaluate(tmp_path, as_json=True, out=out) == 0
    report = json.loads(out.getvalue())
    assert report["all"] == report["all"] | {"total": 11, "found": 10, "wrong": 1, "invented": 1, "silent": 1}
    assert report["not_scored"] == {"gazette": 1}
    wrong, invented = sorted(report["errors"], key=lambda error: str(error["row"]))
    assert (wrong["row"], wrong["got"], wrong["silent"]) == ("date", "2011-10-08", True)
    assert (invented["row"], invented["reasons"], invented["silent"]) == ("receipts", ["faint"], False)

    out = io.StringIO()
    evaluate(tmp_path, out=out)
    assert "1 silent errors" in out.getvalue()
    assert "หนังสือ.pdf: date: expected '2011-10-03', got '2011-10-08'" in out.getvalue()
    assert "0 texts with a misread letter or two" in out.getvalue()


def test_a_near_text_that_nobody_is_asked_to_look_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"")
    scan.with_name("a.pdf.truth.json").write_text(json.dumps(LETTER), encoding="utf-8")
    for reasons, told in ((), "1 texts"), (("faint",), "0 texts"):
        near = READ | {"subject": entry("การยืมเครื่องสูบนำ", *reasons)}
        read = json.dumps(record(near, pages=[{"number": 1}]))
        monkeypatch.setattr(command, "read_one", lambda path, *, model, read=read: Outcome(path, record=read))
        out = io.StringIO()
        evaluate(tmp_path, out=out)
        assert f"{told} with a misread letter or two" in out.getvalue()


@pytest.mark.parametrize(
    ("more", "given", "rows"),
    [
        ({"number_handwritten": True}, {"document_number": entry("มท 0622.3/", "serial_unreadable"), "date": entry("2011-10", "day_unreadable")},
         {"document_number.printed": "found", "document_number.serial by hand": "missed", "date.printed": "found", "date.day": "missed"}),
        ({"number_stamped": True}, {"document_number": entry("มท 0822.3/ว 1904"), "date": entry("2011-11-03")},
         {"document_number.printed": "wrong", "document_number.serial stamped": "found", "date.printed": "wrong", "date.day": "found"}),
        ({"day_handwritten": True}, {"document_number": entry("มท 0622.3/ว 1904"), "date": entry("2011-10-03")},
         {"document_number.printed": "found", "document_number.serial": "found", "date.printed": "found", "date.day by hand": "found"}),
        ({"scoreable": ["doc_number_prefix", "date_iso_month"], "doc_number_prefix": "มท ๐๖๒๒.๓/", "date_iso_month": "2011-10"},
         {"document_number": entry("มท 0622.3/7", "low_confidence"), "date": entry("2011-10-08")},
         {"document_number.printed": "found", "date.printed": "found"}),
    ],
)  # fmt: skip
def test_a_closer_look_at_what_is_printed_and_what_by_hand(
    tmp_path: Path, more: Json, given: Json, rows: dict[str, str]
) -> None:
    (tmp_path / "a.pdf.truth.json").write_text(json.dumps(LETTER | more), encoding="utf-8")
    truth = next(find_truths(tmp_path))
    report = Report(directory="x")
    report.add(truth, score(truth, record(READ | given)))
    told = json.loads(report.as_json())
    looks = {
        row: next(status for status in STATUSES if counts[status]) for row, counts in told["closer"].items()
    }
    assert looks == rows
    assert told["all"]["total"] == sum(row["total"] for row in told["rows"].values())
    assert not looks.keys() & told["rows"].keys() - {"document_number.serial"}
    assert "a closer look" in report.as_text()


def test_numbers_and_dates_are_summed_apart() -> None:
    expected = expect(NUMBER, SUBJECT, single("date", "2016-09-21"), stamp("2091", "2017-02-15"))
    report = Report(directory="x")
    given = {"document_number": entry("กษ 2603/1825"), "subject": entry("อื่น"), "date": entry("2016-09-21")}
    verdicts = list(score_document(expected, record(given)["documents"]))
    report.add(Truth(scan=Path("x.pdf"), documents=(expected,)), verdicts)
    assert report.numbers == report.numbers | {"total": 4, "found": 1, "missed": 2, "wrong": 1, "silent": 1}


def test_each_reason_for_review_is_held_against_what_it_flagged() -> None:
    expected = expect(NUMBER, SUBJECT, single("date", "2016-09-21"))
    report = Report(directory="x")
    given = {
        "document_number": entry("กษ 2603/1825", "faint"),
        "subject": entry("อื่น", "faint"),
        "date": entry("2016-09-21", "faint", "blurred"),
    }
    verdicts = list(score_document(expected, record(given)["documents"]))
    report.add(Truth(scan=Path("x.pdf"), documents=(expected,)), verdicts)
    right = sum(verdict.status == "found" for verdict in verdicts)
    assert report.reasons == {
        "blurred": {"right": 1, "other": 0, "right alone": 0, "other alone": 0},
        "faint": {"right": right, "other": 3 - right, "right alone": right - 1, "other alone": 3 - right},
    }
    assert json.loads(report.as_json())["reasons"] == report.reasons
    assert "\nblurred            " in report.as_text()


def test_a_scan_that_cannot_be_read_misses_all_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf.truth.json").write_text(json.dumps(LETTER), encoding="utf-8")
    out = io.StringIO()
    assert evaluate(tmp_path, as_json=True, out=out) == 1
    report = json.loads(out.getvalue())
    assert report["all"]["missed"] == report["all"]["total"] == 11
    assert report["not_read"] == {"a.pdf": "missing_file"}
    assert "a.pdf" in capsys.readouterr().err


def test_no_truths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert evaluate(tmp_path, out=out) == 1
    assert out.getvalue() == ""
    assert "no truths" in capsys.readouterr().err


GOLD = """
[[document]]
kind = "memo"
pages = [1, 1]
absent = ["urgency"]
[document.fields]
document_number = { value = "กษ 2603/1824", raw = "กษ ๒๖๐๓/๑๘๒๔" }
closing = { value = ["consider", "approve"], raw = "จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ" }
receipts = [{ value = { office = "กรมข้าวสาธิต", number = "2091", date = "2017-02-15" }, raw = "" }]
[[document]]
kind = "enclosure"
pages = [2, 3]
absent = []
[document.fields]
[[link]]
from = 1
to = 2
relation = "encloses"
"""


def test_gold_counts_for_every_scan_of_the_document(tmp_path: Path) -> None:
    gold = tmp_path / "documents" / "memo" / "rice" / "gold.toml"
    gold.parent.mkdir(parents=True)
    gold.write_text(GOLD, encoding="utf-8")
    (tmp_path / "scans").mkdir()
    for name in ("rice.pdf", "rice--faint.jpg", "rice-husk.pdf"):
        (tmp_path / "scans" / name).write_bytes(b"")
    truths = list(find_truths(tmp_path))
    assert [truth.scan.name for truth in truths] == ["rice--faint.jpg", "rice.pdf"]
    assert [truth.scan.name for truth in find_truths(tmp_path, transcripts=True)] == ["rice.txt"]

    memo = {
        "document_number": entry("กษ 2603/1824"),
        "closing": entry(["consider"]),
        "receipts": [
            entry({"office": "กรมข้าวสาธิต", "number": "2091", "date": "2017-02-15", "time": "09:40"})
        ],
    }
    told = record(memo, {})
    told["documents"][0]["kind"] = "memo"
    told["documents"][1].update(kind="enclosure", pages=[2, 3])
    told["links"] = [{"from": "d1", "to": "d2", "relation": "encloses"}]
    found = score(truths[0], told)
    bad = [(verdict.row, verdict.status) for verdict in found if verdict.status not in ("found", "absent")]
    assert bad == [("closing", "wrong"), ("receipts.time", "invented")]
    assert [verdict.status for verdict in found if verdict.row == "links"] == ["found"]


SEED: Json = {
    "seeds": {
        "000_a": {
            "components": [
                {
                    "id": "C1",
                    "kind": "internal_memo",
                    "lines": [1, 4],
                    "fields": {
                        "urgency": None,
                        "noise_before_stamps": {"raw": "x"},
                        "receipt_stamps": [
                            {
                                "lines": [1, 1],
                                "unit": {"raw": "กรมข้าวสาธิต", "line": 1},
                                "number": {"raw": "13625/๓๑", "line": 1, "as_read": "13625/31", "expected": "13625", "confidence": "high"},
                                "date": {"raw": "๑ ก.ย. ๕๙", "line": 1, "edtf": "2016-09-21", "edtf_as_read": "2016-09-01", "confidence": "high"},
                                "time": None,
                            }
                        ],
                        "document_number": {
                            "raw": "กษ ๐๒๐๑.๐๖/ ๙๗๖๙๓",
                            "line": 2,
                            "as_read": {"agency_code": "กษ", "office_code": "0201", "sub_code": "06", "circular": False, "running_number": "97693", "canonical": "กษ 0201.06/97693"},
                            "expected": {"running_number": "7693"},
                            "confidence": "low",
                        },
                        "date": {"raw": "๒๐ กันยายน ๒๕๕๙", "line": 2, "edtf": "2016-09-20", "role": "document_date"},
                    },
                }
            ],
            "relations": [],
            "timeline": [["2016-09-20", "C1"]],
        },
        "001_b": {
            "fields": {
                "fiscal_years": [{"raw": "ปีงบประมาณ พ.ศ. 2562", "line": 1, "edtf": "2018-10-01/2019-09-30"}],
                "meetings": [{"raw": "ครั้งที่ 2/2563", "line": 2, "as_read": {"no": 2, "year_be": 2563, "date": "2020-03-17"}}],
            }
        },
    }
}  # fmt: skip


@pytest.fixture
def seeds(tmp_path: Path) -> list[Truth]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "000_a.txt").write_text("stamp\nหนังสือ\n\nend\n", encoding="utf-8")
    (tmp_path / "seeds" / "001_b.txt").write_text("report\n", encoding="utf-8")
    (tmp_path / "seed_truth.json").write_text(json.dumps(SEED), encoding="utf-8")
    above, inside = list(find_truths(tmp_path)), list(find_truths(tmp_path / "seeds"))
    assert above == inside
    return above


def test_seed_bundle(seeds: list[Truth]) -> None:
    fields = {
        "document_number": entry("กษ 0201.06/97693", "out_of_sequence"),
        "date": entry("2016-09-20"),
        "receipts": [entry({"office": "กรมข้าวสาธิต", "number": "13625", "date": "2016-09-01"})],
    }
    told = record(fields)
    told["documents"][0].update(kind="memo", lines=[1, 5])
    found = {verdict.row: verdict for verdict in score(seeds[0], told)}
    assert {row: verdict.status for row, verdict in found.items()} == {
        "boundary": "found",
        "kind": "found",
        "urgency": "absent",
        "document_number": "honest",
        "date": "found",
        "receipts.office": "found",
        "receipts.number": "found",
        "receipts.date": "wrong",
        "receipts.time": "absent",
    }
    assert found["document_number"].expected == "กษ 0201.06/7693"
    assert found["document_number"].confidence == "low"
    assert found["receipts.date"].silent
    assert found["receipts.office"].confidence == "certain"
    assert dict(seeds[0].not_scored) == {"noise_before_stamps": 1, "timeline": 1}


def test_seed_that_is_no_letter(seeds: list[Truth]) -> None:
    dates = {"dates_mentioned": [entry("2018-10-01/2019-09-30")], "to": entry("ผู้อำนวยการ")}
    told = record(dates, {"meetings_mentioned": [entry({"number": "2/2563", "date": None})]})
    found = {verdict.row: verdict.status for verdict in score(seeds[1], told)}
    assert found == {
        "fiscal_years": "found",
        "meetings_mentioned.number": "found",
        "meetings_mentioned.date": "missed",
        "document_number": "absent",
        "to": "invented",
        "receipts": "absent",
    }


def test_the_given_truths_are_read_whole() -> None:
    """Every value of the truths beside the project, where they stand: nothing is dropped on the way."""
    shared = Path(__file__).parents[2] / "shared"
    if not (shared / "seed_truth.json").is_file():
        pytest.skip("no given truths here")
    bundles = [truth for truth in find_truths(shared / "seeds") if len(truth.documents) > 1]
    assert [len(truth.documents) for truth in bundles] == [7]
    letters = list(find_truths(shared / "real" / "letters"))
    assert len(letters) == len(list((shared / "real" / "letters").glob("*.truth.json")))
    for truth in (*bundles, *letters):
        empty = score(truth, {})
        assert {verdict.status for verdict in empty} <= {"missed", "absent"}
        assert any(verdict.status == "missed" for verdict in empty)


@pytest.mark.parametrize("broken", ["{", "[]", "{}", "\ufeff"])
def test_a_broken_truth_is_named_in_one_line(
    tmp_path: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.truth.json").write_text(broken, encoding="utf-8")
    assert evaluate(tmp_path) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"saraban: {tmp_path}/a.truth.json: no truths: ")
    assert said.count("\n") == 1
