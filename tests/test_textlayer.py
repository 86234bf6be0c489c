"""A text layer is used when it is sound Thai print, and refused when OCR must read the page."""

from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from saraban.app.drawing.fonts import thai_font
from saraban.extract import borneout
from saraban.extract.borneout import agree, sample
from saraban.extract.engine import Engine, load_engine
from saraban.extract.page import Line
from saraban.extract.pages import read_pages
from saraban.extract.source import open_source
from saraban.extract.textlayer import read_layer
from saraban.extract.thainess import is_sound, modern
from tests.badfiles.raw import WORDS, letter, text

REAL = Path(__file__).parents[2] / "shared" / "real"
BODY = [
    "ด้วยกรมชลประทานได้จัดทำแผนการขุดลอกคลองส่งน้ำสายใหญ่ตามมติที่ประชุม",
    "และได้แต่งตั้งคณะทำงานเพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อยแล้ว",
    "จึงเรียนมาเพื่อโปรดทราบและพิจารณามอบหมายผู้แทนเข้าร่วมประชุมต่อไป",
]


PIXEL = (
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    "stream\n\x7f\nendstream"
)


def thai_pdf(
    path: Path,
    lines: list[tuple[int, int, str]],
    *,
    mode: int = 0,
    image: str = "",
    box: str = "0 0 595 842",
) -> Path:
    """A PDF whose text has no embedded font but a map to Unicode; lines at (x, y) points, 16 points high."""
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        "2 beginbfrange <0000> <00FF> <0000> <0E00> <0EFF> <0E00> endbfrange endcmap end end"
    )
    drawn = "".join(
        f"BT /F1 16 Tf {mode} Tr 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
        for x, y, text in lines
    )
    content = drawn + image
    marks = " ".join(f"{code} [4]" for code in [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)])
    return write_pdf(
        path,
        [
            *page_objects(content, box),
            "<</Type/Font/Subtype/Type0/BaseFont/Sarabun/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Sarabun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/DW 500/W[{marks}]/FontDescriptor 7 0 R>>",
            "<</Type/FontDescriptor/FontName/Sarabun/Flags 4/FontBBox[0 -300 1000 900]/ItalicAngle 0/Ascent 900"
            "/Descent -300/CapHeight 700/StemV 80>>",
            f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
            PIXEL,
        ],
    )


def page_objects(content: str, box: str = "0 0 595 842") -> list[str]:
    """The first four objects of a PDF of one page, whose font is object 5 and whose picture is object 9."""
    return [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>/XObject<</I 9 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
    ]


def write_pdf(path: Path, objects: list[str]) -> Path:
    """A PDF of these objects, numbered from 1."""
    data, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n"
    path.write_bytes(f"{data}{tail}{len(data)}\n%%EOF\n".encode("latin-1"))
    return path


def typed(file: Path, lines: list[tuple[int, int, str]], says: dict[str, str]) -> tuple[str, str, str]:
    """Lines set in a font: what draws them, the widths of their letters, and the table that its text layer is made of."""
    from fontTools.ttLib import TTFont

    font = TTFont(file)
    glyphs, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    used = sorted({letter for _, _, text in lines for letter in text})
    number = {letter: font.getGlyphID(glyphs[ord(letter)]) for letter in used}
    widths = " ".join(
        f"{number[letter]} [{font['hmtx'][glyphs[ord(letter)]][0] * scale:.0f}]" for letter in used
    )
    mapped = "\n".join(f"<{number[letter]:04x}> <{ord(says.get(letter, letter)):04x}>" for letter in used)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(used)} beginbfchar {mapped} endbfchar\n"
        "endcmap end end"
    )
    drawn = "".join(
        f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{number[letter]:04x}' for letter in text)}> Tj ET\n"
        for x, y, text in lines
    )
    return drawn, widths, cmap


def shown_pdf(
    path: Path,
    lines: list[tuple[int, int, str]],
    *,
    before: str = "",
    after: str = "",
    says: dict[str, str] | None = None,
) -> Path:
    """A PDF that holds its font and can be drawn as it is; `before` and `after` are put around its text. `says`:
    letters that its text layer gives for others.
    """
    file = Path(thai_font(12).path)
    drawn, widths, cmap = typed(file, lines, says or {})
    data = file.read_bytes().decode("latin-1")
    return write_pdf(
        path,
        [
            *page_objects(f"{before}\n{drawn}{after}"),
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/CIDToGIDMap/Identity/DW 500/W[{widths}]/FontDescriptor 7 0 R>>",
            "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -300 1000 900]/ItalicAngle 0/Ascent 900"
            "/Descent -300/CapHeight 700/StemV 80/FontFile2 10 0 R>>",
            f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
            PIXEL,
            f"<</Length {len(data)}/Length1 {len(data)}>>stream\n{data}\nendstream",
        ],
    )


def page_of(path: Path):
    return read_layer(path, 1)


def body(start: int = 600) -> list[tuple[int, int, str]]:
    return [(72, start - 24 * row, text) for row, text in enumerate(BODY)]


def test_lines_come_by_place_not_by_the_order_of_the_file(tmp_path):
    head = [(330, 760, "กรมชลประทาน"), (72, 760, "ที่ กษ ๐๓๒๑/๔๕๖"), (72, 700, "เรื่อง"), (130, 700, "ขออนุมัติ")]
    page = page_of(thai_pdf(tmp_path / "a.pdf", [*body(), *head]))
    assert page is not None
    assert [line.text for line in page.lines] == ["ที่ กษ ๐๓๒๑/๔๕๖", "กรมชลประทาน", "เรื่อง ขออนุมัติ", *BODY]
    assert (page.text_from, page.width, page.height, page.dpi, page.warnings) == (
        "text_layer",
        2479,
        3508,
        300,
        (),
    )
    line = page.lines[0]
    assert line.boxes is not None
    assert len(line.boxes) == len(line.text)
    assert line.confidences is None
    assert abs(line.boxes[0][0] - 300) <= 2  # 72 points
    assert line.box[1] < (842 - 760) * 300 / 72 <= line.box[3]


def test_marks_drawn_apart_return_to_their_consonants(tmp_path):
    apart = [(72, 700, "ทประกาศเรอง"), (77, 700, "ี่"), (141, 700, "ื่")]
    page = page_of(thai_pdf(tmp_path / "a.pdf", [*apart, *body()]))
    assert page is not None
    assert page.lines[0].text == "ที่ประกาศเรื่อง"


@pytest.mark.parametrize(
    "image",
    ["q 560 0 0 800 10 10 cm /I Do Q\n", "q 560 0 0 400 10 10 cm /I Do Q\nq 560 0 0 400 10 410 cm /I Do Q\n"],
)
def test_a_layer_over_the_picture_of_a_page_is_refused(tmp_path, image):
    assert page_of(thai_pdf(tmp_path / "a.pdf", body(), image=image)) is None


def test_the_picture_of_a_page_that_lies_elsewhere_than_at_the_origin_is_seen(tmp_path):
    lines = [(x, y + 2000, text) for x, y, text in body()]
    box, image = "0 2000 595 2842", "q 595 0 0 842 0 2000 cm /I Do Q\n"
    assert page_of(thai_pdf(tmp_path / "a.pdf", lines, box=box)) is not None
    assert page_of(thai_pdf(tmp_path / "b.pdf", lines, box=box, image=image)) is None


@pytest.mark.parametrize("mode", [3, 7])
def test_invisible_text_is_refused(tmp_path, mode):
    assert page_of(thai_pdf(tmp_path / "a.pdf", body(), mode=mode)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("1 g", "", id="white on white"),
        pytest.param("", "0 g 60 540 140 100 re f", id="covered by a bar"),
        pytest.param("", "1 g 60 545 60 20 re f", id="some words painted over"),
        pytest.param("1 0 0 1 200 0 cm", "", id="running out of the page"),
    ],
)
def test_text_that_nobody_sees_is_refused(tmp_path, before, after):
    page = page_of(shown_pdf(tmp_path / "a.pdf", body()))
    assert page is not None
    assert [line.text for line in page.lines] == BODY
    assert page_of(shown_pdf(tmp_path / "b.pdf", body(), before=before, after=after)) is None


NUMBERED = [
    (72, 700, "ตามหนังสือ ที่ กษ ๐๓๓๓/๔๓๓ ลงวันที่ ๓๑ มีนาคม ๒๕๖๓ แจ้งให้ทราบ"),
    (72, 676, "จำนวนเงิน ๓๓,๕๐๐ บาท ภายในวันที่ ๑๓ พฤษภาคม ๒๕๖๓ นั้น"),
]


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("says", "text_from"),
    [({}, "text_layer"), ({"๓": "๔"}, "ocr"), ({"ก": "ด", "น": "ม", "ร": "ธ", "า": "ำ"}, "ocr")],
    ids=["as it shows", "another digit", "other letters"],
)
def test_a_layer_is_believed_when_ocr_of_some_lines_says_the_same(tmp_path, says, text_from):
    path = shown_pdf(tmp_path / "a.pdf", [*NUMBERED, *body()], says=says)
    assert page_of(path) is not None, "it is sound, and can be seen"
    (page,) = read_pages(open_source(path), load_engine())
    assert page.text_from == text_from
    codes = [warning.code for warning in page.warnings]
    assert ("text_layer_refused" in codes) == (text_from == "ocr")
    assert "๐๓๓๓/๔๓๓" in page.lines[0].text.replace(" ", "")


def test_lines_are_the_same_but_for_errors_of_reading():
    line = "ที่ กษ ๐๒๐๑/๓๕๓ ลงวันที่ ๓ มีนาคม ๒๕๖๓"
    assert agree([(line, line)])
    assert agree([(line, line.replace("๓", "3").replace(" ", ""))]), "a digit is a digit"
    assert agree([(line, line.replace("มีนาคม", "มินาคม"))])
    assert agree([(line, line.replace("๕", "๔", 1))]), "one of two may be misread"
    assert not agree([(line, line.replace("๓", "๘"))])
    assert not agree([(line, BODY[0])])


def test_lines_with_digits_are_the_sample():
    texts = [*BODY, "ที่ กษ ๐๓๒๑/๔๕๖", "โทร. ๐๒๔๕๖๗๘๙๐ ต่อ ๑๓"]
    lines = [Line(n, text, (0, n, 9, n + 1)) for n, text in enumerate(texts, start=1)]
    assert [line.number for line in sample(lines)][:2] == [5, 4]
    assert sample(lines[:2]) == lines[:2]


@pytest.mark.ocr
def test_a_searchable_scan_is_read_by_us_and_not_by_whoever_made_it_searchable(tmp_path):
    """A scan over somebody's invisible text, whose digits are wrong: the page is read anew."""
    scan = Path(__file__).parents[1] / "corpus" / "scans" / "seed-list-request--skew.tif"
    with Image.open(scan) as image:
        image.convert("L").save(tmp_path / "scan.pdf", resolution=image.info["dpi"][0])
    wrong = [(72, 700, "ที่ กษ ๐๓๒๑/๑๑๑"), *body()]
    layer = PdfReader(thai_pdf(tmp_path / "layer.pdf", wrong, mode=3)).pages[0]
    writer = PdfWriter(tmp_path / "scan.pdf")
    writer.pages[0].merge_page(layer)
    writer.write(tmp_path / "searchable.pdf")
    assert "๐๓๒๑/๑๑๑" in PdfReader(tmp_path / "searchable.pdf").pages[0].extract_text()
    source = open_source(tmp_path / "searchable.pdf")
    (page,) = read_pages(source, load_engine())
    assert page.text_from == "ocr"
    assert not any("๑๑๑" in line.text for line in page.lines)


def test_a_picture_among_the_text_is_said_the_emblem_is_not(tmp_path):
    emblem = page_of(thai_pdf(tmp_path / "a.pdf", body(), image="q 85 0 0 85 250 730 cm /I Do Q\n"))
    stamp = page_of(thai_pdf(tmp_path / "b.pdf", body(), image="q 150 0 0 60 400 200 cm /I Do Q\n"))
    assert emblem is not None
    assert emblem.warnings == ()
    assert stamp is not None
    assert [warning.code for warning in stamp.warnings] == ["pictures_not_read"]


def test_soundness():
    text = "\n".join(BODY)
    assert is_sound(text)
    assert not is_sound(BODY[0][:30]), "too little to judge"
    assert not is_sound(text.encode("cp874").decode("latin-1")), "Thai codes taken for Latin letters"
    assert not is_sound("".join(c for c in text if c not in "ัิีึืุู็่้๊๋์")), "a font without its marks"
    assert not is_sound("".join(reversed(text)))
    assert not is_sound(
        "".join(chr(0xE01 + (ord(c) - 0xE01 + 7) % 46) if "ก" <= c <= "ฮ" else c for c in text)
    )
    assert not is_sound(text.replace("ร", "\ufffd"))
    english = "The Department of Agriculture informs the governors of the provinces that the meeting is to be held in May"
    assert is_sound(english)
    assert not is_sound("f 1'UfN1 Uflt Jf l'lrl1 flm 'n U11 111 fltJ 1n'U r1 fltJ mlJ 1 tl fl")


def test_legacy_glyphs_are_mapped():
    assert modern("ท\uf702\uf70a \uf70fา") == "ที่ ญา"


@pytest.mark.skipif(not REAL.exists(), reason="no real documents here")
def test_real_layers():
    import pypdfium2

    used = {"bad-text-layer": 0, "print": 0, "scans": 0}
    pages = dict(used)
    for folder in used:
        for path in sorted((REAL / folder).glob("*.pdf")):
            with pypdfium2.PdfDocument(path) as document:
                count = len(document)
            pages[folder] += count
            used[folder] += sum(read_layer(path, number) is not None for number in range(1, count + 1))
    assert (used["bad-text-layer"], used["scans"]) == (0, 0)
    assert used["print"] == pages["print"]


def test_letters_far_from_the_page(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(letter(1).replace(b"/F1 12 Tf", b"/F1 1000000000 Tf"))
    page = read_layer(path, 1)
    assert page is not None
    assert all(max(map(abs, line.box)) <= 1_000_000 for line in page.lines)


@pytest.fixture
def _sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the layers say, the engine reads something else."""
    monkeypatch.setattr(borneout, "are_drawn_as_meant", lambda _: True)
    monkeypatch.setattr(borneout, "recognise", lambda pictures, _: (["nothing"] * len(pictures), None))


@pytest.mark.usefixtures("_sees_nothing")
def test_a_page_that_cannot_be_opened_bears_out_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second says other than is seen there, which its own sample finds out."""
    path, engine = tmp_path / "broken.pdf", cast(Engine, None)
    path.write_bytes(letter(2).replace(b"/Type/Page/Parent", b"/Type/Nope/Nowhere", 1))
    assert not borneout.is_borne_out(path, "0", 2, engine)
    path.write_bytes(letter(2))
    monkeypatch.setattr(borneout, "recognise", lambda pictures, _: ([WORDS] * len(pictures), None))
    assert borneout.is_borne_out(path, "1", 2, engine)


@pytest.mark.usefixtures("_sees_nothing")
def test_a_page_with_too_little_text_bears_out_no_other(tmp_path: Path) -> None:
    path = tmp_path / "short.pdf"
    path.write_bytes(letter(2, more=[text("the")]).replace(b"/Contents 3 0 R", b"/Contents 6 0 R", 1))
    assert not borneout.is_borne_out(path, "2", 2, cast(Engine, None))
