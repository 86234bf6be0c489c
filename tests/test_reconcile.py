"""What other pages of a bundle prove, correct, or only put in doubt."""

from __future__ import annotations

from saraban.extract.likeness import alike
from saraban.extract.links import links_of
from saraban.extract.reconcile import reconcile
from saraban.extract.record import Document, Field


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
    field = reconcile([newer, older])[1].many("receipts")[0]
    assert isinstance(field.value, dict)
    assert field.value["date"] == "2016-09-19"
    assert field.parts["read"] == {"office": "กองกลาง", "number": "12", "date": "2021-02-19", "time": None}
    assert field.reasons == ("received_after_next_issued", "corrected_from_page")


def test_a_stamp_before_the_issue_is_flagged_and_not_touched_when_nothing_is_proved() -> None:
    alone = memo("d1", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-09-01"))
    field = reconcile([alone])[0].many("receipts")[0]
    assert isinstance(field.value, dict)
    assert field.value["date"] == "2016-09-01"
    assert field.reasons == ("received_before_issued",)
    assert [(check.name, check.passed) for check in field.checks] == [("within_chain", False)]


def test_two_possible_days_prove_nothing() -> None:
    newer = memo("d1", "กษ 0201/8", "2016-10-20")
    older = memo("d2", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-12-15"))
    field = reconcile([newer, older])[1].many("receipts")[0]
    assert field.reasons == ("received_after_next_issued",)


def test_a_day_inside_the_chain_passes() -> None:
    newer = memo("d1", "กษ 0201/8", "2016-09-20")
    older = memo("d2", "กษ 0201/7", "2016-09-10", receipts=stamp("2016-09-11"))
    field = reconcile([newer, older])[1].many("receipts")[0]
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
    field = reconcile([slip("กษ 0201/285", "285"), memo("d2", "กษ 0201/ว 85", "2016-09-20")])[0].one(
        "e_document_number"
    )
    assert field is not None
    assert field.value == "กษ 0201/ว 85"
    assert field.parts["read"] == "กษ 0201/285"
    assert field.reasons == ("corrected_from_page",)


def test_another_number_is_a_disagreement_and_stays() -> None:
    field = reconcile([slip("กษ 0201/86", "86"), memo("d2", "กษ 0201/85", "2016-09-20")])[0].one(
        "e_document_number"
    )
    assert field is not None
    assert field.value == "กษ 0201/86"
    assert field.reasons == ("witnesses_disagree",)


def test_the_same_number_is_two_witnesses() -> None:
    field = reconcile([slip("กษ 0201/85", "85"), memo("d2", "กษ 0201/85", "2016-09-20")])[0].one(
        "e_document_number"
    )
    assert field is not None
    assert (field.reasons, [check.passed for check in field.checks]) == ((), [True])


def test_the_slip_repeats_the_stamp() -> None:
    above = slip("กษ 0201/85", "85", receipts=stamp("2016-09-21", "ชป 13625"))
    below = memo("d2", "กษ 0201/85", "2016-09-20", receipts=stamp("2016-09-01", "13625/31"))
    field = reconcile([above, below])[1].many("receipts")[0]
    assert field.value == {"office": "กองกลาง", "number": "13625", "date": "2016-09-21", "time": None}
    assert "corrected_from_page" in field.reasons


def test_links() -> None:
    cites = Field(value={"number": "กษ 0201/7", "date": None, "urgency": None})
    subject = Field(value="ขอเชิญประชุมคณะทำงานน้ำบาดาล")
    documents = [
        memo("d1", "กษ 0201/9", "2016-09-20", references=(cites,)),
        memo("d2", "กษ 0201/8", "2016-09-15", subject=subject),
        memo("d3", "กษ 0201/7", "2016-09-10", subject=Field(value="ขอเชิญประชุมคณะทำงานน้ำบาดาน")),
        Document(id="d4", kind="enclosure", pages=(4, 4), lines=(1, 9), fields={}),
    ]
    assert [(one.source, one.target, one.relation) for one in links_of(documents)] == [
        ("d1", "d3", "refers_to"),
        ("d2", "d3", "forwards"),
        ("d3", "d4", "encloses"),
    ]


def test_short_subjects_are_not_alike() -> None:
    assert not alike("ขอเชิญ", "ขอเชิญ")
    assert not alike("ขอเชิญประชุมคณะทำงาน", "รายงานผลการตรวจราชการ")
