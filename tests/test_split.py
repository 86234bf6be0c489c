"""Where documents begin: what the turn of a page tells, and what stands within one."""

from __future__ import annotations

import pytest

from saraban.extract.flow import Flow
from saraban.extract.heads import caught, tops
from saraban.extract.page import Box, Line, Mark, Page
from saraban.extract.split import split
from saraban.extract.transcript import transcript_pages

LETTER = """ที่ กษ ๐๓๑๑.๐๔/๙๕๗\tสำนักงานชลประทานท้องถิ่น
๙ กุมภาพันธ์ ๒๕๖๖
เรื่อง ขอเชิญร่วมออกแบบทางปลา
เรียน อธิบดีกรมลำธารสาธิต
ด้วยสำนักงานได้รับงบประมาณให้ซ่อมสันฝาย"""
SIGNED = """จึงเรียนมาเพื่อโปรดพิจารณา
ขอแสดงความนับถือ
(นางสาวดวงพร คีรีมาศ)
ผู้อำนวยการสำนักงาน"""
MEMO = """บันทึกข้อความ
ส่วนราชการ กองแผนงาน
ที่ กษ ๑๔๐๒/๓๘๘\tวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๖
เรื่อง ขอเชิญร่วมออกแบบทางปลา
เรียน อธิบดีกรมลำธารสาธิต
จึงเรียนมาเพื่อโปรดพิจารณา
(นายปกรณ์ วังตะกู)"""
BODY = "การออกแบบทางปลาต้องรู้ความเร็วของน้ำที่ปลาแต่ละชนิดทนได้ ความสูงของขั้นบันได และช่วงเวลาที่ปลาเดินทาง"


def parted(*pages: str) -> list[tuple[str, int, int]]:
    """Kind, first and last page of each document of a transcript."""
    read = list(transcript_pages("\f".join(pages)))
    flow = Flow.of(read)
    return [(one.kind, flow.lines[one.first].page, flow.lines[one.last].page) for one in split(flow, read)]


@pytest.mark.parametrize(
    ("pages", "documents"),
    [
        ([LETTER, f"- ๒ -\n{BODY}", f"- ๓ -\n{SIGNED}"], [("letter", 1, 3)]),
        ([LETTER, f"๒\n{BODY}\n{SIGNED}"], [("letter", 1, 2)]),
        ([f"{LETTER}\n/จึงเรียนมา...", SIGNED], [("letter", 1, 2)]),
        ([LETTER, SIGNED], [("letter", 1, 2)]),
        ([f"{LETTER}\nจึงเรียนมาเพื่อทราบ", SIGNED.partition("\n")[2]], [("letter", 1, 2)]),
        ([f"{LETTER}\n{SIGNED}", BODY], [("letter", 1, 1), ("enclosure", 2, 2)]),
        ([f"{LETTER}\n{SIGNED}", "- ๑ -\n" + BODY], [("letter", 1, 1), ("enclosure", 2, 2)]),
        ([f"{LETTER}\n{SIGNED}", "กำหนดการเข้าชม\n" + BODY], [("letter", 1, 1), ("enclosure", 2, 2)]),
        ([f"{LETTER}\n{SIGNED}", "", BODY], [("letter", 1, 1), ("enclosure", 3, 3)]),
        ([MEMO, f"{LETTER}\n{SIGNED}"], [("memo", 1, 1), ("letter", 2, 2)]),
        ([f"{MEMO}\n{MEMO}", f"{LETTER}\n{SIGNED}"], [("memo", 1, 1), ("memo", 1, 1), ("letter", 2, 2)]),
        ([MEMO, "ทราบ ดำเนินการได้\n(นายบวร พฤกษา)"], [("memo", 1, 2)]),
        (
            [f"{LETTER}\n{SIGNED}", f"{LETTER.replace('กษ ๐๓๑๑.๐๔/๙๕๗', '๑๔/๒๕๖๖')}\n{SIGNED}"],
            [("letter", 1, 1), ("letter", 2, 2)],
        ),
    ],
    ids=[
        "page numbers", "bare page number", "catch-word", "end overleaf", "signature overleaf", "what follows a signed letter",
        "a page numbered one", "title", "blank back", "memo on letter", "two papers on a page", "order overleaf",
        "a number without letters",
    ],
)  # fmt: skip
def test_pages(pages: list[str], documents: list[tuple[str, int, int]]) -> None:
    assert parted(*pages) == documents


ORDER = """คำสั่งกองประภาคารสาธิต
ที่ ๑๒/๒๕๖๓
เรื่อง การจัดเวรเฝ้าประภาคาร
สั่ง ณ วันที่ ๓ มีนาคม พ.ศ. ๒๕๖๓
(นาวาโท วิชิต โคมไฟ)"""
LIST = "บัญชีเวรแนบท้ายคำสั่งกองประภาคารสาธิต\nที่ ๑๒/๒๕๖๓ ลงวันที่ ๓ มีนาคม ๒๕๖๓\n๑ พันจ่าเอก ชาติ คลื่นลม"


def test_a_list_attached_to_an_order() -> None:
    assert parted(ORDER, LIST) == [("order", 1, 1), ("enclosure", 2, 2)]


def test_a_title_that_every_page_of_a_list_repeats_begins_nothing() -> None:
    assert parted(ORDER, LIST, LIST) == [("order", 1, 1), ("enclosure", 2, 3)]


def test_lists_told_apart_by_a_number_are_two() -> None:
    lists = [f"บัญชีรายชื่อผู้เข้าสอบห้องที่ {n}\n๑ นายทา ดงยาง" for n in (1, 2)]
    assert parted(ORDER, *lists) == [("order", 1, 1), ("enclosure", 2, 2), ("enclosure", 3, 3)]


def test_enclosures_name_themselves() -> None:
    enclosures = [f"สิ่งที่ส่งมาด้วย {n}\n{BODY}" for n in (1, 2)]
    documents = parted(f"{LETTER}\n{SIGNED}", *enclosures)
    assert documents == [("letter", 1, 1), ("enclosure", 2, 2), ("enclosure", 3, 3)]


def test_annexes_are_told_by_their_numbers() -> None:
    annexes = [f"บัญชีหมายเลข {n}\nอัตราค่าเช่าที่พัก\n{BODY}" for n in (1, 2)]
    documents = parted(f"{LETTER}\n{SIGNED}", *annexes)
    assert documents == [("letter", 1, 1), ("enclosure", 2, 2), ("enclosure", 3, 3)]


@pytest.mark.parametrize(
    ("pages", "unsure"),
    [
        ([f"แผนงาน\n{BODY}", BODY], [True]),
        ([f"แผนงาน\n{BODY}", f"- ๒ -\n{BODY}", BODY], [True]),
        ([f"แผนงาน\n{BODY}", f"- ๒ -\n{BODY}"], [False]),
        ([f"แผนงาน\n{BODY}\n/การออกแบบ...", BODY], [False]),
        ([LETTER, SIGNED], [False]),
        ([ORDER, LIST, LIST], [False, False]),
    ],
    ids=["nothing", "nothing on one of them", "a number", "a catch-word", "the end of a letter", "its title"],
)
def test_a_page_that_nothing_ties_to_the_one_before_is_doubted(pages: list[str], unsure: list[bool]) -> None:
    read = list(transcript_pages("\f".join(pages)))
    assert [one.unsure for one in split(Flow.of(read), read)] == unsure


def test_pages_of_the_gazette_keep_its_numbers() -> None:
    gazette = [f"หน้า {n}\nเล่ม ๑๒๕ ตอนที่ ๓๑ ก ราชกิจจานุเบกษา\n{BODY}" for n in (26, 27, 28)]
    assert parted(f"{LETTER}\n{SIGNED}", *gazette) == [("letter", 1, 1), ("enclosure", 2, 4)]


@pytest.mark.parametrize(("number", "documents"), [("๙", 2), ("๒๗", 1)])
def test_a_law_begins_where_the_numbers_of_the_gazette_do_not_go_on(number: str, documents: int) -> None:
    first = f"หน้า ๒๖\nเล่ม ๑๒๕ ตอนที่ ๓๑ ก ราชกิจจานุเบกษา\n{BODY}"
    second = f"หน้า {number}\nเล่ม ๑๑๕ ตอนที่ ๓๗ ก\nราชกิจจานุเบกษา\nกฎกระทรวง\n{BODY}"
    assert len(parted(first, second)) == documents


def test_a_running_head_is_no_paper_of_its_own() -> None:
    head = "หน้า ๑๐\nเล่ม ๑๒๖ ตอนพิเศษ ๖๓ ง\nราชกิจจานุเบกษา\n๒๙ เมษายน ๒๕๕๒"
    rules = f"ระเบียบกรมลำธารสาธิต\nว่าด้วยการใช้รถ\nพ.ศ. ๒๕๕๒\n{BODY}"
    assert parted(f"{head}\n\n\n\n{rules}") == [("regulation", 1, 1)]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("กฎกระทรวง\nกำหนดอัตราค่าเช่าเรือ\nพ.ศ. ๒๕๔๘", "regulation"),
        ("กฎคระทรวง\nกำหนดอัตราค่าเช่าเรือ\nพ.ศ. ๒๕๔๘", "regulation"),
        ("พระราชบัญญัติ\nคลองสาธารณะ\nพ.ศ. ๒๕๔๘", "regulation"),
        ("พระราชกฤษฎีกา\nค่าเรือจ้าง (ฉบับที่ ๒)\nพ.ศ. ๒๕๔๘", "regulation"),
        ("พระราชบัญญัติคลองสาธารณะให้ใช้บังคับทันที", "other"),
        ("ระเบียบ ก.ท.\nว่าด้วยการใช้รถ\nพ.ศ. ๒๕๔๘", "regulation"),
        ("คำสั่งกรมลำธารสาธิต\nที่ ง ๒๙/๒๕๕๑\nเรื่อง การใช้รถ", "order"),
        ("ระเบียบ ข้อบังคับ และคำสั่งที่เกี่ยวข้อง", "other"),
        ("กฎกระทรวงนี้ให้ใช้บังคับทันที", "other"),
        ("ประกาศที่วําการลําเภอสายธาร\nเรื่อง ปิดถนน", "announcement"),
        ("ประกาศที่วําการลําเภอสายธาร\nเมื่อวานนี้ปิดถนน", "other"),
    ],
)
def test_titles_of_rules_and_orders(head: str, kind: str) -> None:
    assert parted(f"{head}\n{BODY}") == [(kind, 1, 1)]


def test_an_announcement_dated_at_its_end_is_ended() -> None:
    announced = f"ประกาศกองประภาคารสาธิต\nเรื่อง ปิดท่าเรือ\n{BODY}\nประกาศ ณ วันที่ ๓ มีนาคม พ.ศ. ๒๕๖๓"
    assert parted(announced, BODY) == [("announcement", 1, 1), ("enclosure", 2, 2)]


def line(
    number: int, text: str, left: int, top: int, *, sure: float = 0.99, stamp: int | None = None
) -> Line:
    """Letters ten pixels wide and thirty high on a page a thousand wide."""
    boxes: tuple[Box, ...] = tuple(
        (left + at * 10, top, left + at * 10 + 9, top + 30) for at in range(len(text))
    )
    box = (left, top, left + len(text) * 10, top + 30)
    return Line(number, text, box, boxes, (sure,) * len(text), stamp=stamp)


def scan(number: int, *lines: Line, marks: tuple[Mark, ...] = ()) -> Page:
    return Page(number=number, text_from="ocr", lines=lines, width=1000, height=1400, dpi=120, marks=marks)


def body(first: int, top: int = 300) -> list[Line]:
    return [line(first + n, "ก" * 80, 100, top + 40 * n) for n in range(6)]


def test_a_bare_number_is_a_page_number_in_the_middle_only() -> None:
    for left, number in ((495, 2), (100, None), (880, None)):
        page = scan(1, line(1, "๒", left, 40), *body(2))
        assert tops(Flow.of([page]), [page])[1].number == number


def test_a_page_number_that_could_not_be_read_is_one() -> None:
    page = scan(1, line(1, "- ษ -", 480, 40), *body(2))
    assert tops(Flow.of([page]), [page])[1].number == 0


@pytest.mark.parametrize(
    ("text", "left"), [("/จึงเรียนมา...", 700), ("1จึงเรียนมา ...", 700), ("/๕. ให้จังหวัด", 700)]
)
def test_a_catch_word_stands_at_the_right_of_the_foot(text: str, left: int) -> None:
    page = scan(1, *body(1), line(7, text, left, 1200))
    assert caught(Flow.of([page]), [page]) == {1}


@pytest.mark.parametrize("text", ["1จึงเรียนมา", "โทร. ๐ ๒๒๗๙ ๔๑๑๐"])
def test_other_last_lines_are_no_catch_words(text: str) -> None:
    page = scan(1, *body(1), line(7, text, 100, 1200))
    assert caught(Flow.of([page]), [page]) == set()


def test_titles_stand_in_the_middle_and_keep_from_the_edges() -> None:
    title = "กำหนดการเข้าชมประภาคาร"
    for left, text, found in ((400, title, title), (100, title, None), (100, title.ljust(80, "ก"), None)):
        page = scan(1, line(1, text, left, 60), *body(2))
        assert tops(Flow.of([page]), [page])[1].title == found


def test_a_title_as_wide_as_the_table_below_it_is_one() -> None:
    title = line(1, "บัญชีอัตราเงินเดือน".ljust(79, "ก"), 105, 60)
    heads = [line(1, "รายการ", 100, 60), line(1, "จำนวน", 500, 60), line(1, "ราคา", 850, 60)]
    rows = [line(n, "12,500 | " * 9, 100, 60 + 40 * n) for n in range(2, 20)]
    words = [line(n, "ก" * 80, 100, 60 + 40 * n) for n in range(2, 20)]
    apart = tuple(box for one in heads for box in one.boxes or ())
    row = Line(1, "".join(one.text for one in heads), (100, 60, 900, 90), apart, (0.99,) * len(apart))
    for top, below, found in ((title, rows, title.text), (title, words, None), (row, rows, None)):
        page = scan(1, top, *below)
        assert tops(Flow.of([page]), [page])[1].title == found


@pytest.mark.parametrize("text", ["หลักสูตร …………………… ณ ประเทศ ……………………", "………./………/………."])
def test_dots_to_write_on_are_no_title_and_no_catch_word(text: str) -> None:
    page = scan(1, line(1, text, 300, 60), *body(2), line(8, text, 600, 1200))
    flow = Flow.of([page])
    assert tops(flow, [page])[1].title is None
    assert caught(flow, [page]) == set()


def test_what_stands_in_a_stamp_or_is_no_print_hides_no_title() -> None:
    title = line(6, "กำหนดการเข้าชมประภาคาร", 400, 200)
    noise = [line(n, "๗ฉ๙*", 700, 10 * n, sure=0.4) for n in (1, 2, 3)]
    stamped = [line(n, "รับที่ ๑๒", 700, 30 * n, stamp=0) for n in (4, 5)]
    page = scan(1, *noise, *stamped, title, *body(7), marks=(Mark("stamp", (690, 100, 900, 190)),))
    assert tops(Flow.of([page]), [page])[1].title == title.text


def test_an_emblem_begins_a_document_where_nothing_else_tells() -> None:
    first = scan(1, *body(1))
    emblem = Mark("emblem", (430, 60, 570, 200))
    low = Mark("emblem", (430, 900, 570, 1040))
    for marks, starts in (((emblem,), 2), ((), 1), ((low,), 1)):
        for top in ([], [line(9, "- ๒ -", 480, 20)]):
            pages = [first, scan(2, *top, *body(1), marks=marks)]
            assert len(split(Flow.of(pages), pages)) == starts
