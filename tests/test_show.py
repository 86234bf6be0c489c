"""`saraban show`: boxes stand on their ink, web pages need nothing else, and what cannot be drawn is said."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from saraban.app.cli import cli
from saraban.app.drawing import fonts
from saraban.app.drawing.colours import FLAGGED, SURE
from saraban.app.drawing.crops import crops
from saraban.app.drawing.fonts import thai_font
from saraban.app.drawing.panel import wrapped
from saraban.app.drawing.raster import draw_page
from saraban.app.drawing.scene import scenes
from saraban.app.drawing.web import web_page
from saraban.app.drawing.words import FIELDS, KINDS, MARKS
from saraban.app.schema import schema_text
from saraban.extract.flow import Place
from saraban.extract.images import Gray
from saraban.extract.page import Line, Mark, Page, PageWarning
from saraban.extract.picture import page_pictures
from saraban.extract.read import read_document
from saraban.extract.record import REPEATED, SINGLE, Document, Field, Record
from saraban.extract.source import Source

SCANS = Path(__file__).parents[1] / "corpus" / "scans"
PLACE = Place(1, (1, 1), (100, 100, 300, 130), 0.9, 0.9, 0.9, 0.9)
LOWER = Place(1, (2, 2), (100, 200, 300, 230), 0.9, 0.9, 0.9, 0.9)


def made(name: str = "a.png") -> Record:
    """A page with a sure and a flagged field, one without a place, a stamp and a warning."""
    page = Page(
        number=1,
        text_from="ocr",
        lines=(Line(1, "เรื่อง <ทดสอบ>", (40, 100, 300, 130)), Line(2, "ที่ ๑", (40, 200, 300, 230))),
        width=400,
        height=600,
        dpi=100,
        marks=(Mark("stamp", (250, 300, 390, 380), 7.0, "red"), Mark("check_box", (20, 400, 40, 420))),
    )
    document = Document(
        id="d1",
        kind="letter",
        pages=(1, 1),
        lines=(1, 2),
        fields={
            "subject": Field(value="<ทดสอบ>", place=PLACE),
            "document_number": Field(value="กค 1/2", place=LOWER, reasons=("low_confidence",)),
            "date": Field(value=None, reasons=("not_found",)),
        },
    )
    warning = PageWarning("page_turned", 1, "the page was turned")
    return Record(
        source=Source(Path(name), name, "0" * 64, 1, "image/png", 1),
        engine=None,
        pages=(page,),
        documents=(document,),
        warnings=(warning,),
    )


def paper() -> Gray:
    return np.full((600, 400), 255, np.uint8)


def test_boxes_are_drawn_where_they_stand_in_the_colour_of_their_doubt() -> None:
    drawn = Image.open(io.BytesIO(draw_page(next(scenes(made())), paper())))
    assert drawn.width > 400  # the list beside the page
    assert drawn.getpixel((200, 99)) == SURE
    assert drawn.getpixel((200, 231)) == FLAGGED
    assert drawn.getpixel((200, 500)) == (255, 255, 255)


def test_every_page_tells_its_fields_and_those_without_a_place_stand_on_the_first() -> None:
    (scene,) = scenes(made())
    assert [(one.name, one.text, one.box is None, one.flagged) for one in scene.fields] == [
        ("document_number", "กค 1/2", False, True),
        ("date", "–", True, True),
        ("subject", "<ทดสอบ>", False, False),
    ]
    assert [(bound.row, bound.begins) for bound in scene.bounds] == [(100, True), (230, False)]
    assert [mark.text for mark in scene.marks] == ["red +7.0°", ""]


def test_all_that_a_record_can_hold_has_its_words() -> None:
    assert set(FIELDS) == {*SINGLE, *REPEATED}
    kinds, marks = (
        re.findall(r'"enum": \[([^]]*"' + word + r'"[^]]*)]', schema_text()) for word in ("memo", "seal")
    )
    assert set(re.findall(r'"(\w+)"', kinds[0])) == set(KINDS)
    assert set(re.findall(r'"(\w+)"', marks[0])) == set(MARKS)


class _Parsed(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.identities: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href"}:
                self.links.append(value or "")
            if name == "id":
                self.identities.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_web_page_needs_nothing_from_elsewhere_and_escapes_what_it_is_told() -> None:
    record = made("<script>alert(1)</script>&.png")
    parsed = _Parsed(web_page(record, list(scenes(record)), iter([(record.pages[0], paper())])))
    assert "script" not in parsed.tags
    assert "<ทดสอบ>" in parsed.text
    assert "<script>alert(1)</script>&.png" in parsed.text
    assert parsed.links[0].startswith("data:image/jpeg;base64,")
    anchors = parsed.links[1:]
    assert len(anchors) == 2
    assert {anchor.removeprefix("#") for anchor in anchors} <= set(parsed.identities)
    assert parsed.tags.count("rect") == 2 + 2 + 2  # lines, marks, fields with a place


def test_marks_are_cut_out_but_no_check_boxes() -> None:
    (name, png), *others = crops(made().pages[0], paper())
    assert (name, others) == ("page-1-stamp-1.png", [])
    assert Image.open(io.BytesIO(png)).size == (140 + 4 + 4, 80 + 4 + 4)


def test_thai_is_never_broken_before_a_mark() -> None:
    font = thai_font(20)
    rows = list(wrapped("ที่นี่มีน้ำเย็นและเป็นที่รื่นรมย์ยิ่งนัก" * 3, font, 90))
    assert "".join(rows) == "ที่นี่มีน้ำเย็นและเป็นที่รื่นรมย์ยิ่งนัก" * 3
    assert all(row[0] not in "ัิีึืุู็่้๊๋์ำ" and row[-1] not in "เแโใไ" for row in rows)
    assert all(font.getlength(row) <= 90 for row in rows)


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [0, 90])
def test_boxes_stand_on_their_ink(tmp_path: Path, turn: int) -> None:
    scan = tmp_path / "scan.png"
    with Image.open(SCANS / "seed-list-request--skew.tif") as image:
        image.convert("L").rotate(turn, expand=True).save(scan, dpi=image.info["dpi"])
    record = read_document(scan)
    ((page, pixels),) = page_pictures(record.source, record.pages)
    assert page.rotation == turn
    assert pixels.shape[:2] == (page.height, page.width)
    inked = [(pixels[b[1] : b[3], b[0] : b[2]] < 128).mean() for line in page.lines if (b := line.box)]
    assert np.median(inked) > 4 * (pixels < 128).mean()


@pytest.mark.ocr
def test_show_writes_what_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "new" / "page.png"
    asked = ["show", str(SCANS / "reply-form.tif"), "--out", str(out), "--crops", str(tmp_path / "cut")]
    told = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert told.return_value == 0
    assert told.output.splitlines()[0] == str(out)
    assert [file.name for file in out.parent.iterdir()] == ["page.png"]
    assert Image.open(out).format == "PNG"


def test_what_cannot_be_drawn_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript = tmp_path / "a.txt"
    transcript.write_text("เรื่อง ทดสอบ")
    out = tmp_path / "a.png"

    def told(*arguments: object) -> tuple[object, str]:
        answer = CliRunner().invoke(cli, ["show", *map(str, arguments)], standalone_mode=False)
        assert not out.exists()
        return answer.return_value, answer.stderr

    code, message = told(transcript, "--out", out)
    assert (code, message.count("\n")) == (1, 1)
    assert message.endswith("there is no picture to draw on [no_picture]\n")
    code, message = told(SCANS / "reply-form.tif", "--page", 2, "--out", out)
    assert (code, message.endswith("has no page 2, only 1 [no_picture]\n")) == (1, True)
    code, message = told(tmp_path / "none.png", "--out", out)
    assert (code, message.endswith("[missing_file]\n")) == (1, True)
    monkeypatch.setattr(fonts, "NAMES", ("no such font.ttf",))
    thai_font.cache_clear()
    code, message = told(SCANS / "reply-form.tif", "--out", out)
    assert (code, message.endswith("apt-get install fonts-tlwg-loma-ttf [font_missing]\n")) == (3, True)
    thai_font.cache_clear()


@pytest.mark.parametrize(
    "arguments",
    [[], ["--out", "a.jpg"], ["--out", "{scan}/a.png"], ["--out", ""], ["--page", "0", "--out", "a.png"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    scan = str(SCANS / "reply-form.tif")
    told = CliRunner().invoke(cli, ["show", scan, *(one.replace("{scan}", scan) for one in arguments)])
    assert told.exit_code == 2
