"""How the documents of one file belong together, and which of them are there twice."""

from __future__ import annotations

import pytest

from saraban.extract.likeness import alike, same_number, same_words, shingles
from saraban.extract.links import links_of
from saraban.extract.record import Document, Field

FISH = "ขอรับการสนับสนุนพันธุ์ปลาตะเพียนและปลานิล"


def document(
    id: str, kind: str, number: str | None = None, date: str | None = None, **more: object
) -> Document:
    values = {"document_number": number, "date": date, **more}
    cited = values.pop("cites", None)
    fields: dict[str, Field | tuple[Field, ...]] = {
        name: Field(value=value) for name, value in values.items() if value is not None
    }
    if isinstance(cited, str):
        number, _, day = cited.partition("|")
        fields["references"] = (Field(value={"number": number, "date": day or None, "urgency": None}),)
    if isinstance(values.get("encloses"), str):
        del fields["encloses"]
        fields["enclosures"] = (Field(value={"title": values["encloses"], "count": 1, "unit": "ชุด"}),)
    page = int(id[1:])
    return Document(id=id, kind=kind, pages=(page, page), lines=(1, 9), fields=fields)


def told(*documents: Document, **texts: str) -> list[tuple[str, str, str]]:
    return [(one.source, one.target, one.relation) for one in links_of(documents, texts)]


def test_a_chain_newest_first() -> None:
    assert told(
        document("d1", "memo", "กษ 0201/9", "2016-09-20", cites="กษ 0201/7"),
        document("d2", "memo", "กษ 0201/8", "2016-09-15", subject="ขอเชิญประชุมคณะทำงานน้ำบาดาล"),
        document("d3", "memo", "กษ 0201/7", "2016-09-10", subject="ขอเชิญประชุมคณะทำงานน้ำบาดาน"),
        document("d4", "enclosure"),
    ) == [("d1", "d3", "refers_to"), ("d2", "d3", "forwards"), ("d3", "d4", "encloses")]


def test_a_letter_answers_the_stamped_letter_it_cites_over_a_blank_back() -> None:
    assert told(
        document("d1", "letter", "กษ 0922/630", cites="กษ 2604/1081"),
        document("d2", "blank"),
        document("d3", "stamped_letter", "กษ 2604/1081"),
    ) == [("d1", "d3", "answers")]


def test_an_order_lying_below_is_passed_on_and_its_list_encloses_nothing_back() -> None:
    assert told(
        document("d1", "stamped_letter", "ทส 1603.2/441", cites="38/2565"),
        document("d2", "order", "38/2565"),
        document("d3", "enclosure", cites="38/2565"),
    ) == [("d1", "d2", "forwards"), ("d2", "d3", "encloses")]


def test_a_letter_encloses_the_announcement_its_list_names() -> None:
    assert told(
        document("d1", "letter", "มท 0809/28", encloses="ประกาศ ก.จ. เรื่อง การสอบ"),
        document("d2", "announcement", subject="การสอบ"),
        document("d3", "order", "5/2550"),
    ) == [("d1", "d2", "encloses")]


def test_what_the_list_of_a_letter_names_is_its_own_though_an_order_stands_between() -> None:
    letter = document("d1", "letter", "กษ 0201/9", encloses="บัญชีอัตราค่าเช่าเรือจ้างฯ")
    order, first, second = (
        document("d2", "order", "5/2550"),
        document("d3", "enclosure"),
        document("d4", "enclosure"),
    )
    texts = {"d3": "บัญชีเรือแนบท้ายคำสั่ง\nที่ 5/2550", "d4": "บัญชีอัตราค่าเช่า\nเรือจ้างในเขตคลอง\n1 บาท"}
    assert told(letter, order, first, second, **texts) == [("d1", "d4", "encloses"), ("d2", "d3", "encloses")]


def test_a_file_bound_oldest_first() -> None:
    assert told(
        document("d1", "letter", "ปท 51004/662", "2021-09-02", subject=FISH),
        document("d2", "memo", "กษ 0328.05/417", "2021-09-03", subject=FISH, cites="ปท 51004/662"),
        document("d3", "letter", "กษ 0328.01/2045", "2021-09-06", subject=FISH, cites="ปท 51004/662"),
    ) == [("d2", "d1", "forwards"), ("d3", "d1", "answers")]


def test_a_number_misread_in_one_place_is_known_by_its_day() -> None:
    memo = document("d1", "memo", "กษ 0201/9", cites="กษ 0201/957|2016-09-10")
    letter = document("d2", "letter", "กษ 0201/951", "2016-09-10")
    (link,) = links_of([memo, letter])
    assert (link.relation, link.reason) == (
        "forwards",
        "cites its number กษ 0201/957, read there as กษ 0201/951",
    )
    assert links_of([memo, document("d2", "letter", "กษ 0201/951", "2016-09-11")]) == ()


def test_a_letter_whose_number_nobody_read_is_the_one_the_memo_on_top_cites() -> None:
    memo = document("d1", "memo", "กษ 0201/9", cites="(กผม) 355/2562|2019-05-20")
    assert told(memo, document("d2", "letter")) == [("d1", "d2", "forwards")]
    assert told(memo, document("d2", "letter", None, "2019-05-21")) == []
    assert told(memo, document("d2", "letter", "มท 0017/1")) == []


TEXT = "ด้วยกลุ่มเลี้ยงปลาบ้านห้วยน้ำใสมีสมาชิก 28 ครัวเรือน และได้ขุดบ่อรวมของกลุ่มไว้แล้วสองบ่อ จึงขอรับพันธุ์ปลา " * 3 + (
    "ทั้งนี้ กลุ่มจะดูแลบ่อและรายงานผลการเลี้ยงทุกสามเดือน โดยมีประมงท้องถิ่นเป็นที่ปรึกษา และจะแบ่งลูกปลาให้หมู่บ้านใกล้เคียงเมื่อครบหนึ่งปี"
)
WORN = TEXT.replace("กลุ่มเลี้ยง", "กลุมเลียง").replace("รายงาน", "รายงาบ")


def test_a_memo_whose_day_was_not_read_lies_on_top_of_the_older_one() -> None:
    subject = "การบูรณะซ่อมแซมศาลาริมน้ำ"
    assert told(
        document("d1", "memo", "กษ 0201/9", "2016-11", subject=subject),
        document("d2", "memo", "กษ 0201/8", "2016-11-04", subject=subject),
    ) == [("d1", "d2", "forwards")]


def test_a_stamped_letter_sends_the_letter_on_whose_number_nobody_read() -> None:
    papers = (
        document("d1", "stamped_letter", "กษ 0201/ว 9", cites="กษ 0201/3705|2016-09-14"),
        document("d2", "letter", date="2016-09"),
    )
    assert told(*papers) == [("d1", "d2", "forwards")]
    assert told(papers[0], document("d2", "letter", date="2016-08")) == []


@pytest.mark.parametrize(
    ("subject", "linked"), [("ประกาศการรับสมัครช่างสำรวจ ประจำปี", True), ("ประกาศผลการสอบช่างเขียนแบบ", False)]
)
def test_a_memo_encloses_the_announcement_that_is_its_subject(subject: str, linked: bool) -> None:
    found = told(
        document("d1", "memo", "กษ 0201/9", subject=subject),
        document("d2", "announcement", subject="การรับสมัครช่างสำรวจ ประจำปี"),
    )
    assert found == ([("d1", "d2", "encloses")] if linked else [])


@pytest.mark.parametrize(
    ("law", "linked"),
    [
        ("กฎกระทรวงกำหนดอัตราค่าเช่าเรือในเขตชายฝั่ง พ.ศ. 2548", True),
        ("ระเบียบกรมประมงว่าด้วยกำหนดอัตราค่าเช่าเรือในเขตชายฝั่ง (ฉบับที่ 2) พ.ศ. 2548", False),
    ],
)
def test_a_letter_encloses_the_regulation_that_it_cites_by_name(law: str, linked: bool) -> None:
    letter = document("d1", "letter", "กษ 0201/9").put("laws_cited", (Field(value=law),))
    found = told(letter, document("d2", "regulation", subject="กำหนดอัตราค่าเช่าเรือในเขตชายฝั่ง"))
    assert found == ([("d1", "d2", "encloses")] if linked else [])


def test_the_same_number_and_day_is_the_same_paper() -> None:
    links = links_of(
        [
            document("d1", "letter", "14/2561", "2018-07-09"),
            document("d2", "letter", "14/2561", "2018-07-09", copy_mark="true_copy"),
        ]
    )
    assert [(one.relation, one.reason) for one in links] == [
        ("duplicates", "same number and date; d2 is marked as a certified copy")
    ]


def test_like_texts_are_the_same_paper_even_with_a_number_misread() -> None:
    first = document("d1", "letter", "พม 0406/1568", "2020-09-29", subject=FISH)
    later = document("d2", "letter", "พม 0406/156899", None, subject=FISH)
    (link,) = links_of([first, later], {"d1": TEXT, "d2": WORN})
    assert link.relation == "duplicates"
    assert link.reason.startswith("texts alike by ")
    assert link.reason.endswith("numbers read as พม 0406/1568 and พม 0406/156899")


@pytest.mark.parametrize(
    "later",
    [
        document("d2", "letter", "พม 0406/2011"),  # a form letter to somebody else
        document("d2", "letter", agency="คณะกรรมการกลางพนักงานส่วนตำบล"),
        document("d2", "letter", subject=FISH.replace("ตะเพียน", "สวาย")),
        document("d2", "memo"),
    ],
    ids=["number", "sender", "subject", "kind"],
)
def test_like_texts_of_two_papers_are_no_duplicates(later: Document) -> None:
    first = document("d1", "letter", "พม 0406/1568", subject=FISH, agency="คณะกรรมการกลางพนักงานเทศบาล")
    assert ("d1", "d2", "duplicates") not in told(first, later, d1=TEXT, d2=TEXT)


def test_a_third_copy_belongs_to_the_first() -> None:
    copies = [document(f"d{n}", "letter", "14/2561", "2018-07-09") for n in (1, 2, 3)]
    assert told(*copies) == [("d1", "d2", "duplicates"), ("d1", "d3", "duplicates")]


def test_short_subjects_are_not_alike() -> None:
    assert not alike("ขอเชิญ", "ขอเชิญ")
    assert not alike("ขอเชิญประชุมคณะทำงาน", "รายงานผลการตรวจราชการ")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("กษ 0201.06/ว 8537", "กษ 0201.06/28537", True),
        ("กษ 0107.02/ว 6114", "กษ 010702/ว 6114", True),
        ("กษ 0107.02/26114", "กษ 010702/ว 6114", True),
        ("กษ 0201/957", "กษ 0201/951", True),
        ("กษ 0201/957", "กษ 0201/941", False),
        ("กษ 0201/957", "กค 0201/957", False),
        ("กษ 0201/957", "กษ 0201/95", False),
    ],
)
def test_one_number_in_two_readings(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same
    assert same_number(other, one) is same


def test_words_and_letters_that_differ() -> None:
    assert same_words("คณะกรรมการกลางข้าราชการ", "คณะกรรมการกลางช้าราชการ")
    assert not same_words("พนักงานเทศบาล", "พนักงานส่วนตำบล")


def test_shingles_leave_out_what_scans_change() -> None:
    assert shingles("กรม ป่าไม้ สาธิต") == shingles("กรมป่าไม้\nสาธิต")
    assert shingles(TEXT[: len(TEXT) // 2]) < shingles(TEXT)
    assert not shingles("ทราบ")
