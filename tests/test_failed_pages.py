"""A page that could not be read: what was read of the others stands, and what may be missing or astray is flagged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saraban.extract.failed import failed_page
from saraban.extract.page import Page
from saraban.extract.pages import read_pages
from saraban.extract.read import record_of
from saraban.extract.record import Document, Field, Record
from saraban.extract.source import Source, open_source

TRANSCRIPTS = Path(__file__).parent.parent / "corpus" / "transcripts"
BUNDLES = sorted(path for path in TRANSCRIPTS.glob("*.txt") if "\f" in path.read_text("utf-8").rstrip("\f"))
WHY = "the process ended abruptly; read it again"


def without(source: Source, pages: tuple[Page, ...], *lost: int) -> Record:
    read = tuple(failed_page(one.number, "worker_died", WHY) if one.number in lost else one for one in pages)
    return record_of(source, read, None)


def opened(path: Path) -> tuple[Source, tuple[Page, ...]]:
    source = open_source(path)
    return source, tuple(read_pages(source, None))


def values(record: Record) -> Iterator[tuple[Document, str, Field]]:
    for document in record.documents:
        for name in document.fields:
            for field in document.many(name):
                yield document, name, field


def key(document: Document, name: str, field: Field) -> tuple[object, ...]:
    place = field.place and (field.place.page, field.place.lines)
    return document.pages[0], document.kind, name, repr(field.value), place


def test_there_are_bundles() -> None:
    assert len(BUNDLES) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.stem)
def test_no_value_goes_astray_unflagged(path: Path) -> None:
    """Whichever page is lost: an unflagged value is one that the whole file gives too, of the same document."""
    source, pages = opened(path)
    whole = {key(*one) for one in values(record_of(source, pages, None))}
    known = {one[2:] for one in whole}
    for lost in range(1, len(pages) + 1):
        for document, name, field in values(without(source, pages, lost)):
            found = key(document, name, field)
            if field.value is not None and not field.reasons:
                assert found[2:] in known, (lost, document.id, name, field.value)
                assert "page_failed" in document.reasons or found in whole, (lost, document.id, name)


@pytest.mark.slow
@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.stem)
def test_values_before_the_lost_page_stand_as_they_are(path: Path) -> None:
    source, pages = opened(path)
    whole = {key(*one)[2:] for one in values(record_of(source, pages, None))}
    for lost in range(2, len(pages) + 1):
        for document, name, field in values(without(source, pages, lost)):
            if field.value is not None and field.place is not None and field.place.page < lost:
                assert field.reasons or key(document, name, field)[2:] in whole, (lost, name, field.value)


LETTER = """ที่ กษ ๐๒๐๑.๐๖/ว ๘๕๓๗                    กรมชลประทาน
                 ๑๙ กันยายน ๒๕๕๙
เรื่อง  ขอเชิญประชุม
เรียน  ผู้ว่าราชการจังหวัดนนทบุรี
        ด้วยกรมชลประทานจะจัดประชุมเรื่องน้ำ
"""
END = """                       - ๒ -
        จึงเรียนมาเพื่อโปรดทราบ
                ขอแสดงความนับถือ
              (นายสมชาย ใจดี)
              อธิบดีกรมชลประทาน
"""
OTHER = """บันทึกข้อความ
ส่วนราชการ กองคลัง โทร. ๐ ๒๒๔๑ ๐๐๒๐
ที่ กค ๐๓๐๑/๑๒๓ วันที่ ๒๐ กันยายน ๒๕๕๙
เรื่อง ขออนุมัติ
เรียน อธิบดี
        ขออนุมัติจัดซื้อ
              (นางสาวดี ใจงาม)
              หัวหน้ากอง
"""


def letter(tmp_path: Path, *pages: str) -> tuple[Source, tuple[Page, ...]]:
    path = tmp_path / "a.txt"
    path.write_text("\f".join(pages), "utf-8")
    return opened(path)


def test_a_letter_that_lost_its_last_page(tmp_path: Path) -> None:
    record = without(*letter(tmp_path, LETTER, END), 2)
    first, lost = record.documents
    assert (first.kind, first.reasons) == ("letter", ("page_failed",))
    assert first.said("document_number") == "กษ 0201.06/ว 8537"
    number = first.one("document_number")
    assert number is not None
    assert number.reasons == ()
    assert (lost.kind, lost.pages, lost.reasons) == ("blank", (2, 2), ("page_failed",))
    (warning,) = record.warnings
    assert (warning.code, warning.page) == ("page_failed", 2)
    assert warning.message == f"the page was not read: {WHY} [worker_died]"


def test_what_stands_after_a_lost_page_is_flagged(tmp_path: Path) -> None:
    """Page 3 ends another letter, of which page 2 was the first: nothing says so any more."""
    record = without(*letter(tmp_path, LETTER, LETTER, END), 2)
    flagged = {name for _, name, field in values(record) if "page_failed" in field.reasons}
    later = {name for _, name, field in values(record) if field.place and field.place.page == 3}
    assert flagged == later
    assert "signatories" in later
    assert all(document.reasons for document in record.documents)


def test_other_documents_are_not_touched(tmp_path: Path) -> None:
    given = letter(tmp_path, LETTER, END, OTHER, OTHER.replace("๑๒๓", "๑๒๔"))
    whole, record = record_of(*given, None), without(*given, 1)
    assert record.documents[-1].fields == whole.documents[-1].fields
    assert record.documents[-1].reasons == whole.documents[-1].reasons


def test_a_file_of_which_no_page_was_read(tmp_path: Path) -> None:
    record = without(*letter(tmp_path, LETTER, END), 1, 2)
    assert [(one.kind, one.reasons) for one in record.documents] == [("blank", ("page_failed",))] * 2
    assert not record.has_text
