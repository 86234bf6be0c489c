"""Pages and sources as stored bytes: nothing is lost on the way, and no damage passes for a page."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saraban.extract.engine import load_engine
from saraban.extract.errors import StoredDamaged
from saraban.extract.page import Boxes, Line, Mark, Page, PageWarning, packed
from saraban.extract.pages import read_pages
from saraban.extract.read import record_of
from saraban.extract.source import TEXT, Source, open_source
from saraban.extract.stored import pack_page, pack_source, unpack_page, unpack_source

CORPUS = Path(__file__).parent.parent / "corpus"
TRANSCRIPTS = sorted((CORPUS / "transcripts").glob("*.txt"))
SCANS = (
    "training-certificate.jpg",
    "seed-fair-routed--gray.jpg",
    "lantern-letter-twice.pdf",
    "abbot-lecture.tif",
)

whole = st.integers(-(2**31), 2**31 - 1)
real = st.floats() | st.sampled_from([-0.0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308])
box = st.tuples(whole, whole, whole, whole)
text = st.text(st.characters(exclude_categories=()))
numbers = st.lists(whole).map(tuple)
line = st.builds(
    Line,
    number=whole,
    text=text,
    box=st.none() | box,
    boxes=st.none() | st.lists(box).map(Boxes),
    confidences=st.none() | st.lists(real).map(packed),
    by_hand=numbers,
    stamp=st.none() | whole,
    uneven=st.booleans(),
)
mark = st.builds(
    Mark,
    kind=st.sampled_from(["stamp", "emblem"]),
    box=box,
    angle=real,
    ink=text,
    state=st.none() | text,
    lines=numbers,
)
warning = st.builds(PageWarning, text, whole, text)
page = st.builds(
    Page,
    number=whole,
    text_from=st.sampled_from(["ocr", "text_layer", "transcript", "none"]),
    lines=st.lists(line).map(tuple),
    width=whole,
    height=whole,
    dpi=whole,
    rotation=whole,
    skew=real,
    marks=st.lists(mark).map(tuple),
    warnings=st.lists(warning).map(tuple),
)


@given(page)
def test_any_page_comes_back(one: Page) -> None:
    back = unpack_page(pack_page(one))
    assert repr(_plain(back)) == repr(_plain(one))  # NaN is equal to nothing, and -0.0 to 0.0
    assert pack_page(back) == pack_page(one)


def _plain(one: Page) -> object:
    def plain(line: Line) -> object:
        boxes = None if line.boxes is None else list(line.boxes)
        confidences = None if line.confidences is None else list(line.confidences)
        return replace(line, boxes=boxes, confidences=confidences)

    return replace(one, lines=tuple(map(plain, one.lines)))  # type: ignore[arg-type]


@given(
    st.binary(min_size=1).filter(
        lambda name: not {b"/", b"\0"} & {name[at : at + 1] for at in range(len(name))}
    ),
    text,
)
def test_any_source_comes_back(name: bytes, said: str) -> None:
    path = Path("/scans") / name.decode("utf-8", "surrogateescape")
    source = Source(path, said, "0" * 64, 2**40, "image/tiff", 3, (PageWarning("legacy_encoding", 1, said),))
    assert unpack_source(pack_source(source)) == source


@given(page, st.data())
def test_a_flipped_bit_is_found(one: Page, data: st.DataObject) -> None:
    stored = bytearray(pack_page(one))
    stored[data.draw(st.integers(0, len(stored) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(StoredDamaged):
        unpack_page(bytes(stored))


def test_other_bytes_are_no_page() -> None:
    source = Source(Path("/a.txt"), "a.txt", "0" * 64, 1, TEXT, 1)
    whole_page = pack_page(Page(number=1, text_from="none", lines=()))
    for data in (b"", b"\0", whole_page[:-1], whole_page + b"\0", pack_source(source), whole_page[:20]):
        with pytest.raises(StoredDamaged, match="read the file again"):
            unpack_page(data)
    with pytest.raises(StoredDamaged):
        unpack_source(whole_page)


def test_every_member_is_stored() -> None:
    """A member that comes or goes needs a new version of the stored form."""
    assert {kind: [field.name for field in fields(kind)] for kind in (Line, Mark, PageWarning)} == {
        Line: ["number", "text", "box", "boxes", "confidences", "by_hand", "stamp", "uneven"],
        Mark: ["kind", "box", "angle", "ink", "state", "lines"],
        PageWarning: ["code", "page", "message"],
    }
    assert [field.name for field in fields(Page)] == [
        "number", "text_from", "lines", "width", "height", "dpi", "dpi_source", "rotation", "skew", "marks", "warnings",
    ]  # fmt: skip
    assert [field.name for field in fields(Source)] == [
        "path", "name", "sha256", "size", "media_type", "pages", "warnings",
    ]  # fmt: skip


def same_record(path: Path) -> None:
    source = open_source(path)
    engine = None if source.media_type == TEXT else load_engine()
    pages = tuple(read_pages(source, engine))
    back = tuple(unpack_page(pack_page(one)) for one in pages)
    assert back == pages
    stored = record_of(unpack_source(pack_source(source)), back, engine)
    assert stored.json() == record_of(source, pages, engine).json()


@pytest.mark.parametrize("name", ["flood-pump-circular.txt", "bee-village-bundle.txt"])
def test_the_record_of_a_transcript_is_the_same(name: str) -> None:
    same_record(CORPUS / "transcripts" / name)


@pytest.mark.slow
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_record_of_every_transcript_is_the_same(path: Path) -> None:
    same_record(path)


@pytest.mark.slow
@pytest.mark.ocr
@pytest.mark.parametrize("name", SCANS)
def test_the_record_of_a_scan_is_the_same(name: str) -> None:
    same_record(CORPUS / "scans" / name)
