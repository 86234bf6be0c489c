"""The gold documents are themselves tested: what they say must stand on their own pages."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from saraban.normalize.text import clean

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
GOLDS = sorted(CORPUS.glob("documents/*/*/gold.toml"))
NAMES = [path.parent.name for path in GOLDS]

KINDS = {
    "routing_slip", "memo", "letter", "stamped_letter", "order", "regulation", "announcement", "statement",
    "certificate", "minutes", "message", "enclosure", "other", "blank",
}  # fmt: skip
SINGLE = {
    "document_number", "date", "subject", "to", "agency", "urgency", "secrecy", "copy_mark", "closing",
    "e_document_number", "meeting",
}  # fmt: skip
REPEATED: dict[str, set[str] | None] = {  # None: the value is a string
    "references": {"number", "date", "urgency"},
    "enclosures": {"title", "count", "unit"},
    "receipts": {"office", "number", "date", "time"},
    "signatories": {"name", "title", "position", "acting"},
    "dispositions": {"action", "text", "actor", "date", "mark"},
    "contacts": {"kind", "number", "extension"},
    "dates_mentioned": None,
    "laws_cited": None,
    "register_notes": {"book", "number", "date"},
    "meetings_mentioned": {"number", "date"},
}
CODES = {
    "urgency": {"urgent", "very_urgent", "most_urgent"},
    "secrecy": {"confidential", "secret", "top_secret"},
    "copy_mark": {"original", "copy", "true_copy", "file_copy"},
}
ACTIONS = {
    "acknowledge",
    "consider",
    "approve",
    "act",
    "sign",
    "assign",
    "inform",
    "comply",
    "support",
    "return",
}
RELATIONS = {"answers", "forwards", "refers_to", "encloses", "duplicates"}
MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
WEEKDAYS = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]


def gold_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    """Cleaned and without any space: a line end of the page is no part of a value."""
    return "".join(clean(text).string.split())


def pages_of(path: Path) -> list[str]:
    text = (CORPUS / "transcripts" / f"{path.parent.name}.txt").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\f")


def entries(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every stated value of a document with its field."""
    for name, stated in document.get("fields", {}).items():
        for entry in stated if name in REPEATED else [stated]:
            yield name, entry


def is_edtf(text: str) -> bool:
    """Years, months, days and closed intervals are all that the gold uses of EDTF."""
    ends = text.split("/")
    for end in ends:
        if not regex.fullmatch(r"\d{4}(-\d\d){0,2}", end):
            return False
        try:
            datetime.date.fromisoformat((end + "-01-01")[:10])
        except ValueError:
            return False
    return len(ends) == 1 or (len(ends) == 2 and ends[0] < ends[1])


def test_there_are_enough_documents_of_every_kind() -> None:
    kinds = [document["kind"] for path in GOLDS for document in gold_of(path)["document"]]
    assert set(kinds) == KINDS
    assert len(kinds) >= 30


def test_names_are_unique_and_every_source_has_its_gold() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {path.parent for path in CORPUS.glob("documents/*/*/source.toml")} == {
        path.parent for path in GOLDS
    }


def test_one_bundle_holds_the_whole_chain() -> None:
    bundle = gold_of(CORPUS / "documents/bundle/coast-data-bundle/gold.toml")
    kinds = [document["kind"] for document in bundle["document"]]
    assert kinds == ["routing_slip", "memo", "memo", "memo", "letter", "enclosure", "enclosure"]
    for link in bundle["link"]:
        assert 1 <= link["from"] < link["to"] <= len(kinds)
        assert link["relation"] in RELATIONS


def scan_names(path: Path) -> list[str]:
    source = tomllib.loads((path.parent / "source.toml").read_text(encoding="utf-8"))
    tails = ["", *(f"--{scan['recipe']}" for scan in source["scan"][1:])]
    return [
        f"{path.parent.name}{tail}.{scan['format']}" for tail, scan in zip(tails, source["scan"], strict=True)
    ]


def test_scans_are_those_of_the_sources_and_stay_small() -> None:
    scans = {path.name: path.stat().st_size for path in (CORPUS / "scans").iterdir()}
    assert set(scans) == {name for path in GOLDS for name in scan_names(path)}
    assert 0 not in scans.values()
    assert sum(scans.values()) <= 8 * 2**20


def test_transcripts_have_the_pages_of_their_sources() -> None:
    assert {path.stem for path in (CORPUS / "transcripts").iterdir()} == set(NAMES)
    for path in GOLDS:
        source = tomllib.loads((path.parent / "source.toml").read_text(encoding="utf-8"))
        assert len(pages_of(path)) == len(source["page"])


@pytest.mark.parametrize("path", GOLDS, ids=NAMES)
def test_only_known_fields_in_their_form(path: Path) -> None:
    for document in gold_of(path)["document"]:
        assert set(document) <= {"kind", "pages", "absent", "fields"}
        stated, absent = set(document.get("fields", {})), set(document.get("absent", ()))
        assert not stated & absent
        assert len(absent) == len(document.get("absent", ()))
        assert stated | absent <= SINGLE | set(REPEATED)
        for name, entry in entries(document):
            assert set(entry) <= {"value", "raw", "as_read", "missed"}, name
            keys = REPEATED.get(name) if name in REPEATED else {"body", "number", "date", "time", "place"}
            if isinstance(entry["value"], dict):
                assert keys is not None
                assert set(entry["value"]) <= keys, name
            else:
                assert name not in REPEATED or keys is None, name


@pytest.mark.parametrize("path", GOLDS, ids=NAMES)
def test_pages_cover_the_file_in_order(path: Path) -> None:
    """Every page belongs to a document; one that two short papers share is the last of one, the first of the next."""
    documents = gold_of(path)["document"]
    covered = [n for d in documents for n in range(d["pages"][0], d["pages"][1] + 1)]
    assert list(dict.fromkeys(covered)) == list(range(1, len(pages_of(path)) + 1))
    assert covered == sorted(covered)


@pytest.mark.parametrize("path", GOLDS, ids=NAMES)
def test_every_quote_stands_on_its_pages(path: Path) -> None:
    pages = pages_of(path)
    for document in gold_of(path)["document"]:
        first, last = document["pages"]
        printed = squeezed("\n".join(pages[first - 1 : last]))
        for name, entry in entries(document):
            assert squeezed(entry["raw"]) in printed, (name, entry["raw"])


@pytest.mark.parametrize("path", GOLDS, ids=NAMES)
def test_values_agree_with_their_quotes(path: Path) -> None:
    """A slip of the hand shows: what a value keeps of the page must be in its quote."""
    for document in gold_of(path)["document"]:
        for name, entry in entries(document):
            value, quote = entry.get("as_read", entry["value"]), squeezed(entry["raw"])
            match name:
                case "subject" | "to" | "agency" | "laws_cited":
                    assert squeezed(value) == quote
                case "document_number" | "e_document_number":
                    assert squeezed(value).replace(".", "") == quote.replace(".", "")
                case "signatories":
                    assert squeezed(value.get("title", "") + value["name"]) == squeezed(
                        regex.sub(r"^\(ลงชื่อ\)|[()]", "", entry["raw"])
                    )
                case "contacts":
                    digits = value["number"] + value.get("extension", "")
                    assert regex.sub(r"\D", "", digits) == regex.sub(r"\D", "", quote)
                case "enclosures":
                    for part in value.values():
                        assert squeezed(str(part)) in quote
                case "references" | "receipts" | "register_notes" | "meetings_mentioned":
                    assert squeezed(value["number"]).replace(".", "") in quote.replace(".", "")
                case "dispositions":
                    assert squeezed(value["text"]) in quote
                case _:
                    pass


@pytest.mark.parametrize("path", GOLDS, ids=NAMES)
def test_codes_dates_and_times_are_canonical(path: Path) -> None:
    for document in gold_of(path)["document"]:
        for name, entry in entries(document):
            value = entry["value"]
            assert not regex.search("[๐-๙]", str(value)), name
            if name in CODES:
                assert value in CODES[name]
            if name == "closing":
                assert value
                assert set(value) <= ACTIONS
            if name in ("date", "dates_mentioned"):
                assert is_edtf(value), value
            if isinstance(value, dict):
                assert is_edtf(value.get("date", "2000")), value
                assert regex.fullmatch(r"\d\d:\d\d", value.get("time", "00:00")), value
            if name == "dispositions":
                assert value["action"] in ACTIONS
                assert value["mark"] in {"checked", "unchecked", "written"}


@pytest.mark.parametrize("path", GOLDS, ids=NAMES)
def test_weekdays_are_right(path: Path) -> None:
    """An invented date with a wrong weekday would test the wrong thing."""
    printed = regex.compile(rf"วัน({'|'.join(WEEKDAYS)})\s*ที่\s*(\d+)\s*({'|'.join(MONTHS)})\s*(\d{{4}})")
    text = clean(regex.sub(r"\n", "", "".join(pages_of(path)))).string
    for match in printed.finditer(text):
        day = datetime.date(int(match[4]) - 543, MONTHS.index(match[3]) + 1, int(match[2]))
        assert WEEKDAYS[day.weekday()] == match[1], match[0]
