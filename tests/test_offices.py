"""The name of an office that was misread in one place and stands whole in another of the same file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from saraban.extract.flow import Flow, Place
from saraban.extract.offices import settle_offices, settle_receivers
from saraban.extract.page import Line, Page, packed
from saraban.extract.record import Document, Field

WHOLE = "สำนักงานเขตพื้นที่ชายฝั่งสาธิตบางโพธิ์ เขต 3"


def settled(
    read: str, text: str, unsure: str = "", *, reasons: tuple[str, ...] = ("low_confidence",)
) -> Field:
    """The agency of a letter whose first line was `read`, the letters `unsure` of it doubted, the rest the lines of `text`."""
    at = read.find(unsure) if unsure else len(read)
    doubted = range(at, at + len(unsure))
    first = packed(0.5 if place in doubted else 0.99 for place in range(len(read)))
    rest = [
        Line(at, one, confidences=packed([0.99] * len(one))) for at, one in enumerate(text.split("\n"), 2)
    ]
    lines = (Line(1, read, confidences=first), *rest)
    flow = Flow.of([Page(number=1, text_from="ocr", lines=lines)])
    place = Place(1, (1, 1), None, 0.97, 0.5, None, None)
    field = Field(value=read, place=place, reasons=reasons)
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 2), fields={"agency": field})
    right = settle_offices([document], flow)[0].one("agency")
    assert right is not None
    return right


def test_a_misread_name_is_put_right_by_the_text_and_says_so() -> None:
    read = WHOLE.replace("เขต 3", "7ต 3").replace("โพธิ์", "โฝธิ์")
    field = settled(read, f"ด้วย {WHOLE} ขอแจ้ง", "โฝธิ์ 7")
    assert field.value == WHOLE
    assert field.parts["read"] == read
    assert isinstance(source := field.parts["corrected_from"], Mapping)
    assert source["page"] == 1
    assert field.reasons == ("low_confidence", "corrected_from_page")


def test_a_name_that_the_end_of_a_line_parts_is_not_whole() -> None:
    parted = "สำนักงานเขตพื้นที่ชายฝั่งสาธิต"
    read = f"{parted.replace('ฝั่ง', 'ผั่ง')}บางโพธิ์"
    assert settled(read, f"{parted}\nบางโพธิ์ขอแจ้ง", "ผั่งสาธิตบาง").value == read


def test_what_the_engine_was_sure_of_stands() -> None:
    read = WHOLE.replace("โพธิ์", "โฝธิ์")
    assert settled(read, f"ด้วย {WHOLE} ขอแจ้ง").value == read


def test_the_number_of_an_office_is_never_taken_from_another() -> None:
    read = WHOLE.replace("โพธิ์", "โฝธิ์")
    assert settled(read, f"ด้วย {WHOLE.replace('3', '5')} ขอแจ้ง", "โฝธิ์ เขต 3").value == read


def test_letters_that_stand_for_a_name_are_never_taken_from_another() -> None:
    read = "สำนักเลขาผุการสาธิต สท."
    assert settled(read, "เรียน สำนักเลขานุการสาธิต ส.ท.จ. ทุกแห่ง", "ขาผุการสาธิต สท.").value == read
    assert settled(read, "เรียน สำนักเลขานุการสาธิต ส.ท. ทุกแห่ง", "ขาผุการสาธิต สท.").value != read


def test_a_name_that_reads_as_well_is_another_office() -> None:
    read = "สำนักงานประถมศึกษาสาธิตบางโพธิ์"
    other = "สำนักงานมัธยมศึกษาสาธิตบางโพธิ์"
    assert settled(read, f"ด้วย {other} ขอแจ้ง", "ประถม").value == read


def test_a_name_printed_twice_so_is_no_slip() -> None:
    read = WHOLE.replace("โพธิ์", "โฝธิ์")
    assert settled(read, f"ตาม {read} และ {WHOLE} แจ้ง", "โฝธิ์").value == read


def test_a_lost_mark_needs_no_doubt_of_the_engine() -> None:
    field = settled("กรมป้องกันนำหลากสาธิต", "ให้ กรมป้องกันน้ำหลากสาธิต ทราบ", reasons=())
    assert (field.value, field.reasons) == ("กรมป้องกันน้ำหลากสาธิต", ("corrected_from_page",))


def test_the_office_in_a_post_is_put_right_by_the_head() -> None:
    lines = ("กรมส่งเสริมบึงบัวสาธิต", "อธิบดีกรมส่งเสริมบึงบ7สาธิต")
    flow = Flow.of(
        [
            Page(
                number=1,
                text_from="ocr",
                lines=tuple(
                    Line(n, line, confidences=packed([0.8] * len(line))) for n, line in enumerate(lines, 1)
                ),
            )
        ]
    )
    value = {"name": "ก ข", "title": "นาย", "position": lines[1], "acting": []}
    field = Field(
        value=value, place=Place(1, (2, 2), None, 0.8, 0.8, None, None), reasons=("low_confidence",)
    )
    document = Document(id="d1", kind="letter", pages=(1, 1), lines=(1, 2), fields={"signatories": (field,)})
    signed = settle_offices([document], flow)[0].many("signatories")[0]
    assert signed.members["position"] == "อธิบดีกรมส่งเสริมบึงบัวสาธิต"


def stamped(read: str, text: str, to: str | None = None, unsure: str = "") -> Field:
    """The receipt of a letter to `to` with the name of its office as `read`, the letters `unsure` of it doubted, the rest
    of the letter `text`.
    """
    sure = [0.5 if letter in unsure else 0.99 for letter in read]
    lines = (Line(1, read, confidences=packed(sure)), Line(2, text))
    flow = Flow.of([Page(number=1, text_from="ocr", lines=lines)])
    place = Place(1, (1, 1), None, 0.97, 0.5, None, None)
    reasons = ("low_confidence",) if unsure else ()
    receipts = (Field(value={"office": read, "number": "77"}, place=place, reasons=reasons),)
    fields = {"receipts": receipts, "to": Field(value=to, place=replace(place, page=3))}
    document = Document(id="d1", kind="letter", pages=(1, 3), lines=(1, 2), fields=fields)
    return settle_receivers([document], flow)[0].many("receipts")[0]


def test_one_torn_letter_in_a_stamp_is_put_right_by_what_the_file_prints_twice() -> None:
    field = stamped("กรมส่งเสริมฆึงบัวสาธิต", "ให้ กรมส่งเสริมบึงบัวสาธิต แจ้ง กรมส่งเสริมบึงบัวสาธิต ทราบ")
    assert field.members == {"office": "กรมส่งเสริมบึงบัวสาธิต", "number": "77"}
    assert field.reasons == ("corrected_from_page",)


def test_a_stamp_of_another_office_stands() -> None:
    read = "กรมส่งเสริมบึงบัวสาธิต"
    field = stamped(read, "ให้ กรมส่งเสริมป่าไม้สาธิต แจ้ง กรมส่งเสริมป่าไม้สาธิต ทราบ")
    assert (field.members["office"], field.reasons) == (read, ())


def test_a_stamp_is_put_right_by_the_addressee_who_was_put_right_before() -> None:
    text = "เรียน ผู้อำนวยการกรงส่งเสริมบึงบัวสาธิต"
    read = "กรมสงเสริมบีงบัวสาร์ต"
    field = stamped(read, text, "ผู้อำนวยการกรมส่งเสริมบึงบัวสาธิต", unsure="บีร")
    assert field.members == {"office": "กรมส่งเสริมบึงบัวสาธิต", "number": "77"}
    assert field.reasons == ("low_confidence", "corrected_from_page")
    assert isinstance(source := field.parts["corrected_from"], Mapping)
    assert source["page"] == 3


def test_a_stamp_that_the_engine_was_sure_of_is_not_the_addressee() -> None:
    read = "กรมสงเสริมบีงบัวสาร์ต"
    assert stamped(read, "", "ผู้อำนวยการกรมส่งเสริมบึงบัวสาธิต").members["office"] == read


def test_a_piece_of_a_name_at_its_own_place_puts_nothing_right() -> None:
    read = "สํนกงานเขตพื้นที่ชายฝั่ง"
    assert stamped(read, "", unsure=read).members["office"] == read
