"""The flow: every span of the cleaned text knows its page, lines, box and confidence."""

from __future__ import annotations

from saraban.extract.flow import Flow, around
from saraban.extract.page import Box, Line, Page
from saraban.extract.transcript import transcript_pages


def printed(number: int, text: str, top: int, sure: float = 0.9) -> Line:
    """A line of characters ten pixels wide and thirty high."""
    boxes: tuple[Box, ...] = tuple((at * 10, top, at * 10 + 9, top + 30) for at in range(len(text)))
    return Line(number, text, around(boxes), boxes, (sure,) * len(text))


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number=number, text_from="ocr", lines=lines, width=1000, height=1400, dpi=100)


def test_a_span_is_a_box() -> None:
    flow = Flow.of([page(printed(1, "กรมป่าไม้", 0), printed(2, "ที่  ทส ๑๖๐๑/๗", 40))])
    start = flow.text.string.index("ทส")
    place = flow.place(start, start + len("ทส 1601/7"))
    assert (place.page, place.lines) == (1, (2, 2))
    assert place.box == (50, 40, 139, 70)
    assert place.confidence == place.weakest_digit == 0.9


def test_a_span_over_two_lines_holds_both() -> None:
    flow = Flow.of([page(printed(1, "เรื่อง ขอ", 0), printed(2, "เชิญ", 40, sure=0.5))])
    place = flow.place(0, len(flow.text.string))
    assert place.lines == (1, 2)
    assert place.box == (0, 0, 89, 70)
    assert place.weakest_digit is None


def test_a_span_over_two_pages_stands_on_the_first() -> None:
    flow = Flow.of([page(printed(1, "กก", 0)), page(printed(1, "ขข", 0), number=2)])
    assert flow.place(0, len(flow.text.string)).page == 1
    assert [line.page for line in flow.lines] == [1, 2]


def test_a_wide_gap_on_paper_reads_as_a_blank_line() -> None:
    flow = Flow.of([page(printed(1, "หนึ่ง", 0), printed(2, "สอง", 35), printed(3, "สาม", 160))])
    assert flow.text.string == "หนึ่ง\nสอง\n\nสาม"
    assert flow.place(flow.text.string.index("สาม"), len(flow.text.string)).lines == (3, 3)


def test_a_transcript_numbers_its_lines_as_its_file_does() -> None:
    pages = list(transcript_pages("\r\n\r\nหนึ่ง\f**สอง** <b>สาม</b>\n### สี่ "))
    flow = Flow.of(pages)
    assert [flow.string(i) for i in range(len(flow.lines))] == ["", "", "หนึ่ง", "สอง สาม", "สี่"]
    start = flow.text.string.index("สาม")
    assert flow.place(start, start + 3).lines == (1, 1)
    assert flow.text.quote(start, start + 3) == "สาม"


def test_check_boxes_of_html_keep_their_state_and_place() -> None:
    text = '<input type="checkbox"/> เพื่อโปรดพิจารณา <input checked="" type="checkbox"/> เพื่อโปรดทราบ\tหมายเหตุ'
    flow = Flow.of(list(transcript_pages(text)))
    assert flow.text.string == "☐ เพื่อโปรดพิจารณา ☑ เพื่อโปรดทราบ\tหมายเหตุ"
    assert flow.text.quote(0, 1) == '<input type="checkbox"/>'
