"""What other pages of a bundle prove, correct, or only put in doubt."""

from __future__ import annotations

import pytest

from saraban.extract.reconcile import reconcile
from saraban.extract.record import Document, Field, Link
from saraban.extract.witnesses import settle_laws, settle_numbers

CHAIN = (Link("d1", "d2", "forwards", ""),)


def memo(id: str, number: str, date: str | None, **fields: Field | tuple[Field, ...]) -> Document:
    own: dict[str, Field | tuple[Field, ...]] = {
        "document_number": Field(
            value=number, parts={"prefix": "กษ", "office": "0201", "circular": "ว" in number, "serial": "85"}
        ),
        "date": Field(value=date),
    }
    return Document(id=id, kind="memo", pages=(1, 1), lines=(1, 9), fields={**own, **fields})


def stamp(date: str, number: str | None = "12") -> tuple[Field, ...]:
    return (Field(value={"office": "กองกลาง", "number": number, "date": date, "time": None}),)


def test_the_one_day_that_the_chain_leaves_corrects_a_stamp() -> None:
    newer = memo("d1", "กษ 0201/8", "2016-09-20")
    older = memo("d2", "กษ 0201/7", "2016-09-10", receipts=stamp("2021-02-19"))
    field = reconcile([newer, older], CHAIN)[1].many("receipts")[0]
    assert isinstance(field.value, dict)
    assert field.value["date"] == "2016-09-19"
    assert field.parts["read"] == {"office": "กองกลาง", "number": "12", "date": "2021-02-19", "time": None}
    assert field.reasons == ("received_after_next_issued", "corrected_from_page")


def test_a_stamp_before_the_issue_is_flagged_and_not_touched_when_nothing_is_proved() -> None:
    alone = memo("d1", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-09-01"))
    field = reconcile([alone], ())[0].many("receipts")[0]
    assert isinstance(field.value, dict)
    assert field.value["date"] == "2016-09-01"
    assert field.reasons == ("received_before_issued",)
    assert [(check.name, check.passed) for check in field.checks] == [("within_chain", False)]


def test_strangers_on_top_prove_nothing() -> None:
    stranger = memo("d1", "มท 0017/8", "2016-09-20")
    stranger = stranger.put("document_number", Field(value="มท 0017/8", parts={"prefix": "มท"}))
    older = memo("d2", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-09-25"))
    assert reconcile([stranger, older], ())[1].many("receipts")[0].reasons == ()
    field = reconcile([stranger, older], CHAIN)[1].many("receipts")[0]
    assert field.reasons == ("received_after_next_issued",)


def test_the_paper_on_top_is_the_next_one_where_both_have_one_addressee() -> None:
    to = Field(value="ปลัดกระทรวงสวนสาธิต")
    newer = memo("d1", "(กผม) 8/2559", "2016-09-20", to=to).put(
        "document_number", Field(value="(กผม) 8/2559")
    )
    older = memo("d2", "กษ 0201/7", "2016-09-10", to=to, receipts=stamp("2021-02-19"))
    field = reconcile([newer, older], ())[1].many("receipts")[0]
    assert "corrected_from_page" in field.reasons


def test_a_file_bound_oldest_first_is_checked_by_its_links() -> None:
    older = memo("d1", "กษ 0201/7", "2016-09-10", receipts=stamp("2021-02-19"))
    newer = memo("d2", "กษ 0201/8", "2016-09-20")
    field = reconcile([older, newer], (Link("d2", "d1", "forwards", ""),))[0].many("receipts")[0]
    assert field.members["date"] == "2016-09-19"
    assert field.parts["corrected_from"] == {
        "document": "d2",
        "page": 1,
        "why": "only 2016-09-19 lies between the issue of this document and of the next",
    }


def test_two_possible_days_prove_nothing() -> None:
    newer = memo("d1", "กษ 0201/8", "2016-10-20")
    older = memo("d2", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-12-15"))
    field = reconcile([newer, older], CHAIN)[1].many("receipts")[0]
    assert field.reasons == ("received_after_next_issued",)


def test_a_day_inside_the_chain_passes() -> None:
    newer = memo("d1", "กษ 0201/8", "2016-09-20")
    older = memo("d2", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-09-11"))
    field = reconcile([newer, older], CHAIN)[1].many("receipts")[0]
    assert field.reasons == ()
    assert [(check.name, check.passed) for check in field.checks] == [("not_before_issued", True)]


def slip(read: str, serial: str, **fields: Field | tuple[Field, ...]) -> Document:
    number = Field(value=read, parts={"prefix": "กษ", "office": "0201", "circular": False, "serial": serial})
    return Document(
        id="d1",
        kind="routing_slip",
        pages=(1, 1),
        lines=(1, 9),
        fields={"e_document_number": number, **fields},
    )


def test_a_circular_read_as_two_is_corrected_from_the_memo() -> None:
    field = settle_numbers([slip("กษ 0201/285", "285"), memo("d2", "กษ 0201/ว 85", "2016-09-20")])[0].one(
        "e_document_number"
    )
    assert field is not None
    assert field.value == "กษ 0201/ว 85"
    assert field.parts["read"] == "กษ 0201/285"
    assert field.reasons == ("corrected_from_page",)


def test_another_number_is_a_disagreement_and_stays() -> None:
    field = settle_numbers([slip("กษ 0201/86", "86"), memo("d2", "กษ 0201/85", "2016-09-20")])[0].one(
        "e_document_number"
    )
    assert field is not None
    assert field.value == "กษ 0201/86"
    assert field.reasons == ("witnesses_disagree",)


def test_the_same_number_is_two_witnesses() -> None:
    field = settle_numbers([slip("กษ 0201/85", "85"), memo("d2", "กษ 0201/85", "2016-09-20")])[0].one(
        "e_document_number"
    )
    assert field is not None
    assert (field.reasons, [check.passed for check in field.checks]) == ((), [True])


@pytest.mark.parametrize(
    ("other", "doubted"),
    [
        ("ระเบียบกรมที่ดินว่าด้วยการชุดดินในเขตชายฝั่ง พ.ศ. 2548", True),
        ("ระเบียบกรมที่ดินว่าด้วยการขุคดินในเขตชายฝั่ง พ.ศ. 2548", False),  # that one is no word
        ("ระเบียบกรมที่ดินว่าด้วยการชุดดินในเขตชายฝั่ง พ.ศ. 2549", False),
        ("ระเบียบกรมที่ดินว่าด้วยการขุดดินในเขตต้นน้ำ พ.ศ. 2548", False),
    ],
)
def test_a_law_read_in_two_words_is_doubted(other: str, doubted: bool) -> None:
    laws = (Field(value="ระเบียบกรมที่ดินว่าด้วยการขุดดินในเขตชายฝั่ง พ.ศ. 2548"), Field(value=other))
    field = settle_laws([memo("d1", "กษ 0201/8", None, laws_cited=laws)])[0].many("laws_cited")[0]
    assert field.reasons == (("witnesses_disagree",) if doubted else ())


def test_the_slip_repeats_the_stamp() -> None:
    above = slip("กษ 0201/85", "85", receipts=stamp("2016-09-21", "ชป 13625"))
    below = memo("d2", "กษ 0201/85", "2016-09-20", receipts=stamp("2016-09-01", "13625/31"))
    field = reconcile([above, below], ())[1].many("receipts")[0]
    assert field.value == {"office": "กองกลาง", "number": "13625", "date": "2016-09-21", "time": None}
    assert "corrected_from_page" in field.reasons


def cites(number: str, date: str | None = "2016-09-10", *reasons: str) -> tuple[Field, ...]:
    return (Field(value={"number": number, "date": date, "urgency": None}, reasons=reasons),)


def heads(*documents: Document) -> list[tuple[object, tuple[str, ...]]]:
    numbers = [
        one.one("document_number") or one.one("e_document_number") for one in settle_numbers(documents)
    ]
    return [(one.value, one.reasons) for one in numbers if one is not None]


def test_what_each_of_two_readings_lost_the_other_has() -> None:
    """The slip lost ว, the head its dot."""
    above = slip("กษ 0107.02/26114", "26114")
    below = memo("d2", "กษ 010702/ว 6114", "2016-09-20")
    whole = "กษ 0107.02/ว 6114"
    assert heads(above, below) == [(whole, ("corrected_from_page",)), (whole, ("corrected_from_page",))]
    settled = settle_numbers([above, below])[0].one("e_document_number")
    assert settled is not None
    assert settled.parts["circular"] is True
    assert settled.parts["corrected_from"] == {"document": "d2", "page": 1, "why": "ว was read as 2"}


def test_a_doubtful_digit_of_a_head_is_corrected_from_the_paper_that_cites_it() -> None:
    above = memo("d1", "กษ 0201/8", "2016-09-20", references=cites("กษ 0201/957"))
    below = memo("d2", "กษ 0201/951", "2016-09-10")
    doubted = below.put("document_number", Field(value="กษ 0201/951", reasons=("handwritten",)))
    assert heads(above, doubted)[1] == ("กษ 0201/957", ("handwritten", "corrected_from_page"))


def test_a_doubtful_citation_is_corrected_from_the_head() -> None:
    above = memo(
        "d1", "กษ 0201/8", "2016-09-20", references=cites("กษ 0201/957", "2016-09-10", "low_confidence")
    )
    below = memo("d2", "กษ 0201/951", "2016-09-10")
    field = settle_numbers([above, below])[0].many("references")[0]
    assert field.members["number"] == "กษ 0201/951"
    assert field.parts["read"] == {"number": "กษ 0201/957", "date": "2016-09-10", "urgency": None}


def test_two_sure_readings_that_differ_are_both_flagged_and_stay() -> None:
    above = memo("d1", "กษ 0201/8", "2016-09-20", references=cites("กษ 0201/957"))
    below = memo("d2", "กษ 0201/951", "2016-09-10")
    assert heads(above, below)[1] == ("กษ 0201/951", ("witnesses_disagree",))
    assert settle_numbers([above, below])[0].many("references")[0].reasons == ("witnesses_disagree",)


def test_a_neighbouring_number_of_another_day_is_another_letter() -> None:
    above = memo("d1", "กษ 0201/8", "2016-09-20", references=cites("กษ 0201/957", "2016-09-11"))
    below = memo("d2", "กษ 0201/951", "2016-09-10")
    assert heads(above, below)[1] == ("กษ 0201/951", ())


def cited_day(head: Field, cited: str, *reasons: str) -> tuple[Field, Field]:
    """The day on a head and the reference that cites it, each held against the other."""
    above = memo("d1", "กษ 0201/8", "2016-09-20", references=cites("กษ 0201/957", cited, *reasons))
    below = memo("d2", "กษ 0201/957", None).put("date", head)
    first, second = settle_numbers([above, below])
    day = second.one("date")
    assert day is not None
    return day, first.many("references")[0]


def test_a_day_that_nobody_could_read_is_taken_from_the_paper_that_cites_it() -> None:
    day, _ = cited_day(Field(value="2016-09", reasons=("day_missing",)), "2016-09-10")
    assert (day.value, day.parts["read"]) == ("2016-09-10", "2016-09")
    assert day.reasons == ("day_missing", "corrected_from_page")
    day, _ = cited_day(Field(value=None, reasons=("not_found",)), "2016-09-10")
    assert (day.value, day.reasons) == ("2016-09-10", ("not_found", "corrected_from_page"))


def test_a_doubtful_day_is_corrected_and_two_sure_days_are_flagged() -> None:
    day, _ = cited_day(Field(value="2016-09-16", reasons=("low_confidence",)), "2016-09-10")
    assert (day.value, "corrected_from_page" in day.reasons) == ("2016-09-10", True)
    _, cited = cited_day(Field(value="2016-09-16"), "2016-09-10", "low_confidence")
    assert cited.members["date"] == "2016-09-16"
    day, cited = cited_day(Field(value="2016-09-16"), "2016-09-10")
    assert (day.value, day.reasons) == ("2016-09-16", ("witnesses_disagree",))
    assert (cited.members["date"], cited.reasons) == ("2016-09-10", ("witnesses_disagree",))
