"""The whole way of one file: source, pages, flow, documents, findings, fields, record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import regex

from saraban.extract.attribute import attribute
from saraban.extract.covered import under_marks
from saraban.extract.decide import decide, required
from saraban.extract.doubted import settle_letters, settle_marks
from saraban.extract.engine import load_engine
from saraban.extract.errors import EngineMissing, SarabanError
from saraban.extract.evidence import limits_of
from saraban.extract.failed import beside_failed, failed_page, has_failed
from saraban.extract.find import find
from saraban.extract.flow import Flow
from saraban.extract.heads import worded
from saraban.extract.links import links_of
from saraban.extract.notes import with_unread
from saraban.extract.offices import settle_offices, settle_receivers
from saraban.extract.othermarks import with_other_marks
from saraban.extract.page import Engine, Page, PageWarning
from saraban.extract.pages import read_page
from saraban.extract.poor import POOR, on_poor_pages
from saraban.extract.reading import Reading
from saraban.extract.receipts import with_stamps
from saraban.extract.reconcile import reconcile
from saraban.extract.record import Document, Field, Record
from saraban.extract.source import TEXT, Source, open_source
from saraban.extract.spelling import settle_words
from saraban.extract.split import Extent, split
from saraban.extract.twice import settle_repeated
from saraban.extract.variants import settle
from saraban.extract.witnesses import settle_laws, settle_numbers
from saraban.normalize.months import FULL, SHORT
from saraban.patterns import patterns

_MONTHS = "|".join((*FULL, *map(regex.escape, SHORT)))
_FULL_YEAR = regex.compile(rf"(?:{_MONTHS})[ ]{{0,2}}(?:พ\.?[ ]?ศ\.?[ ]?)?(2[45][0-9]{{2}})(?![0-9])")
_GIVEN = regex.compile(r"(?:ประกาศ|สั่ง|ให้ไว้)(?:มา)? ?ณ ?วันที่")
_HEAD = 12  # lines of a head


def read_document(path: Path, *, model: Path | None = None) -> Record:
    """Read a file. `model`: a .traineddata file to read scans with, instead of the one that is installed.

    A page that cannot be read has its place in the record, and a warning `page_failed`. Raises a SarabanError that
    names what is wrong with the file, or with every page of it, or what is missing on the machine.
    """
    source = open_source(path)
    engine = None if source.media_type == TEXT else load_engine(model)
    return record_of(source, tuple(_pages(source, engine)), engine)


def _pages(source: Source, engine: Engine | None) -> Iterator[Page]:
    failed = 0
    for number in range(1, source.pages + 1):
        try:
            page = read_page(source, number, engine)
        except EngineMissing:
            raise
        except SarabanError as error:
            failed += 1
            if failed == source.pages:
                raise
            page = failed_page(number, error.code, str(error))
        yield page


def record_of(source: Source, pages: tuple[Page, ...], engine: Engine | None) -> Record:
    """Everything after OCR: the record of all pages of a source, `failed_page` for those that could not be read."""
    flow = Flow.of(pages)
    extents = split(flow, pages)
    near = _year(flow.text.string)
    documents: list[Document] = []
    warnings = [warning for page in pages for warning in page.warnings]
    ocr_pages = frozenset(page.number for page in pages if page.text_from == "ocr")
    for extent in extents:
        document, late = _document(flow, extent, engine, ocr_pages, near)
        documents.append(document)
        warnings += late
    documents = _with_blanks(documents, pages, flow)
    numbered = [replace(document, id=f"d{at}") for at, document in enumerate(documents, start=1)]
    texts = _texts(flow, extents, numbered)
    settled = settle_laws(settle_numbers(numbered))
    links = links_of(settled, texts)
    named = settle_offices(settle(reconcile(settled, links), flow, links), flow)
    spelt = settle_letters(settle_words(named, flow), flow)
    repeated = settle_repeated(settle_marks(settle_receivers(spelt, flow)), flow)
    checked = with_other_marks(repeated, flow)
    return Record(
        source=source,
        engine=engine,
        pages=pages,
        documents=beside_failed(on_poor_pages(under_marks(with_unread(checked, pages), pages), pages), pages),
        links=links_of(checked, texts),
        warnings=tuple(warnings),
    )


def _document(
    flow: Flow, extent: Extent, engine: Engine | None, ocr_pages: frozenset[int], near: int | None
) -> tuple[Document, list[PageWarning]]:
    first, last = flow.lines[extent.first], flow.lines[extent.last]
    findings, late = find(patterns(), flow.text.string[first.start : last.stop], first.start)
    findings = attribute(with_stamps(findings, flow, extent), flow)
    reading = Reading(flow, extent, findings, late, engine, ocr_pages, near)
    fields = decide(reading)
    document = Document(
        id="",
        kind=extent.kind,
        pages=(first.page, last.page),
        lines=(first.line.number, last.line.number),
        fields=fields,
        reasons=(*_doubted_kind(reading, fields), *(("boundary_unsure",) if extent.unsure else ())),
    )
    message = "the rule {} ran out of time; what it finds may be missing"
    return document, [PageWarning("rule_timed_out", first.page, message.format(one.rule)) for one in late]


def _texts(flow: Flow, extents: Sequence[Extent], documents: Sequence[Document]) -> dict[str, str]:
    """What is printed on each document, by its id."""
    printed = [document.id for document in documents if document.kind != "blank"]
    spans = [(flow.lines[one.first].start, flow.lines[one.last].stop) for one in extents]
    return {name: flow.text.string[start:stop] for name, (start, stop) in zip(printed, spans, strict=True)}


def _doubted_kind(reading: Reading, fields: Mapping[str, object]) -> tuple[str, ...]:
    """A paper of no known kind that is signed like an official one, a form that misses most of what it
    requires, and a scan whose head was read badly: each may be a form that was not recognised.
    """
    flow, extent = reading.flow, reading.extent
    first, last = flow.lines[extent.first], flow.lines[min(extent.first + _HEAD, extent.last)]
    sure = flow.place(first.start, last.stop).confidence
    scanned = first.page in reading.ocr_pages
    signed = _GIVEN.search(flow.text.string, first.start, flow.lines[extent.last].stop) is not None
    lacking = [name for name in required(reading) if _is_empty(fields.get(name))]
    doubted = (
        (extent.kind == "other" and (scanned or signed))
        or (scanned and sure is not None and sure < limits_of(reading.engine).head)
        or len(lacking) >= 3
    )
    return ("kind_unsure",) if doubted else ()


def _is_empty(field: object) -> bool:
    one = field[0] if isinstance(field, tuple) else field
    return not isinstance(one, Field) or one.value is None


def _year(string: str) -> int | None:
    """The Buddhist year that the dates of a file print in full most often: the century of its short ones."""
    years = Counter(int(year) for year in _FULL_YEAR.findall(string))
    return min(years, key=lambda year: (-years[year], year)) if years else None


def _with_blanks(documents: Sequence[Document], pages: Sequence[Page], flow: Flow) -> list[Document]:
    """The documents and, as one of kind `blank`, each page without a word; flagged where there is ink
    on it, and where it could not be read.
    """
    written = worded(flow)
    blank = [
        Document(
            id="",
            kind="blank",
            pages=(page.number, page.number),
            lines=(0, 0),
            fields={},
            reasons=_doubted_blank(page),
        )
        for page in pages
        if page.number not in written
    ]
    return sorted([*documents, *blank], key=lambda document: (document.pages[0], document.lines[0]))


def _doubted_blank(page: Page) -> tuple[str, ...]:
    if has_failed(page):
        return ("page_failed",)
    return ("kind_unsure",) if _has_ink(page) else ()


def _has_ink(page: Page) -> bool:
    return any(line.text.strip() for line in page.lines) or any(one.code in POOR for one in page.warnings)
