"""Document numbers: every written variant to its one canonical form, and nothing repaired."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from saraban.normalize.digits import to_thai
from saraban.normalize.numbers import NUMBER_SHAPE, DocumentNumber, NumberRefused, parse_number
from saraban.normalize.text import clean

SHAPE = regex.compile(NUMBER_SHAPE, regex.VERBOSE | regex.MULTILINE)

PRINTED = {
    "ทส.๑๖๐๔.๐๓/ว.๒๙๑๖": "ทส 1604.03/ว 2916",
    "ทส1604.03/19045": "ทส 1604.03/19045",
    "รง ๐๕๐๓/ ๓๑๒": "รง 0503/312",
    "รง ๐๕๐๓.๐๒/ ๔๑๘๐๗": "รง 0503.02/41807",
    "(สนช) ๗๔๒/๒๕๕๘": "(สนช) 742/2558",
    "( สนช. ) 742 / 2558": "(สนช) 742/2558",
    "กค. 0530.3/ว.61": "กค 0530.3/ว 61",
    "กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙": "กค (กวจ) 0405.2/ว 119",
    "มท 0809.2/ว51": "มท 0809.2/ว 51",
    "มท 0808.2/ ว 223": "มท 0808.2/ว 223",
    "มท 0809.3/ว 0002": "มท 0809.3/ว 0002",
    "มท ๐๘๐๕.๒/ว ๓๔๘๒": "มท 0805.2/ว 3482",
    "ศธ ๐๔๐๒๒ /๓๔๓๘": "ศธ 04022/3438",
    "ศธ 04056.12/45": "ศธ 04056.12/45",
    "ศธ 0527.10/ว 099": "ศธ 0527.10/ว 099",
    "ศธ 0514.1.12/31": "ศธ 0514.1.12/31",
    "อว 67.01/ว45": "อว 67.01/ว 45",
    "อก 0905/0007": "อก 0905/0007",
    "สร 1002/ว 47": "สร 1002/ว 47",
    "ขก ๕๒๐๐๑/๑๒๓": "ขก 52001/123",
    "สปสช 5.34/ว.12": "สปสช 5.34/ว 12",
    "ก.พ. 1004/ว 12": "ก.พ. 1004/ว 12",
    "กอ.รมน 5/2560": "กอ.รมน. 5/2560",
    "สป. ว 960": "สป ว 960",
    "สป.ว ๙๖๐/๒๕๕๗": "สป ว 960/2557",
    "มท 0809.2/ว(ล) 51": "มท 0809.2/ว(ล) 51",
    "มท 0809.2/ ว (ท)๕๑": "มท 0809.2/ว(ท) 51",
    "มท 0809.2/ล ๕๑": "มท 0809.2/ล 51",
    "อว 8393(10).1/๑๒๓": "อว 8393(10).1/123",
    "ว(ร) 7/2560": "ว(ร) 7/2560",
    "พิเศษ ๑๒/๒๕๖๓": "พิเศษ 12/2563",
    "พิเศษ12 / 63": "พิเศษ 12/63",
    "ว 10": "ว 10",
    "ว.๑๐": "ว 10",
    "๒๓๕/๒๕๖๓": "235/2563",
    "๒๓๕ / ๖๓": "235/63",
    "อ ๑๖๐๖/๒๕๖๔": "อ 1606/2564",
    "ที่ รง 0503/312": "รง 0503/312",
    "ที่รง 0503/312": "รง 0503/312",
    "ศธ 04001/.....142.....": "ศธ 04001/142",
}

BLANK = {
    "ศธ ๐๔๐๐๑/": "ศธ 04001/",
    "ศธ 04001/ ............": "ศธ 04001/",
    "ศธ.๐๕๑๔.๑.๑๒/…": "ศธ 0514.1.12/",
    "ศธ 04001/ว": "ศธ 04001/ว",
    "ศธ 04001/ว ____": "ศธ 04001/ว",
}

REFUSED = {
    "": "empty",
    " \n": "empty",
    "ทราบ": "no_digits",
    "กษ 0201.07": "no_slash",
    "พ.ศ. 2559": "no_slash",
    "2916": "no_slash",
    "12/3": "no_prefix",
    "478/2021": "year_not_buddhist",
    "พิเศษ 12/3": "not_a_number",
    "พิเศษ ว 12": "no_slash",
    "1.2/345": "no_prefix",
    "31/12/2559": "not_a_number",
    "รง 0503/312/12": "not_a_number",
    "กต 0201.2/456-7": "not_a_number",
    "รง 0503/312 ลงวันที่ 11 มิถุนายน 2562": "not_a_number",
    "กษ O201/312": "not_a_number",
    "ศธ 04001/25 ธันวาคม": "not_a_number",
}


@pytest.mark.parametrize(("printed", "value"), PRINTED.items())
def test_written_variants(printed: str, value: str) -> None:
    assert str(parse_number(printed)) == value


@pytest.mark.parametrize(("printed", "value"), PRINTED.items())
def test_shape_covers_the_number_in_a_sentence(printed: str, value: str) -> None:
    bare = printed.removeprefix("ที่").strip()
    match = SHAPE.search(clean(f"ตามหนังสือ ที่ {bare} ลงวันที่ ๒ ตุลาคม").string)
    assert match is not None
    assert str(parse_number(match[0])) == value


@pytest.mark.parametrize(("printed", "value"), BLANK.items())
def test_blank_serial_keeps_the_prefix_part(printed: str, value: str) -> None:
    number = parse_number(printed)
    assert (str(number), number.serial, number.doubts) == (value, None, ("blank_serial",))


@pytest.mark.parametrize(("printed", "reason"), REFUSED.items())
def test_refusals(printed: str, reason: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_number(printed)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        ("รง 0503/312", ()),
        ("กค (กวจ) 0405.2/ว 119", ()),
        ("ฅฉ 0221/312", ("unknown_prefix",)),
        ("0503.02/418", ("no_prefix",)),
        ("0020.111/2874", ("no_prefix",)),
        ("4567.1/2021", ("no_prefix",)),
        ("478/64", ("two_digit_year",)),
        ("สนช 1742/2558", ("serial_or_year",)),
        ("มท 0809.2/ล 51", ("serial_mark",)),
        ("มท 0809.2/ว(ล) 51", ()),
        ("มท 0809/2559", ()),
    ],
)
def test_doubts(printed: str, doubts: tuple[str, ...]) -> None:
    assert parse_number(printed).doubts == doubts


def test_parts() -> None:
    assert parse_number("ทส.๑๖๐๔.๐๓/ว.๒๙๑๖").parts() == {
        "prefix": "ทส",
        "office": "1604.03",
        "circular": True,
        "serial": "2916",
        "year": None,
    }
    assert parse_number("(สนช) ๗๔๒/๒๕๕๘").parts()["year"] == 2558
    assert parse_number("พิเศษ ๑๒/๒๕๖๓").parts()["mark"] == "พิเศษ"


def test_an_urgency_may_stand_before_it() -> None:
    assert str(parse_number("ด่วนที่สุด ที่ รง ๐๕๐๓/๓๑๒")) == "รง 0503/312"
    assert str(parse_number("ด่วนมาก รง 0503/312")) == "รง 0503/312"


def test_one_letter_counts_in_the_year() -> None:
    assert parse_number("อ 1606/2564").parts()["year"] == 2564


def test_shape_takes_no_date_for_a_serial() -> None:
    """External letters with the serial left blank print the date beside the number."""
    match = SHAPE.search("ที่ ศธ 04001/ 25 ธันวาคม 2559")
    assert match is not None
    assert parse_number(match[0]).doubts == ("blank_serial",)


@pytest.mark.parametrize(
    "text", ["31/12/2559", "กต 0201.2/456-7", "ชั้น 5 อาคาร 2", "O809.2/ ว 3", "087-1234567"]
)
def test_shape_ignores(text: str) -> None:
    assert SHAPE.search(text) is None


DIGITS = st.text("0123456789", min_size=1, max_size=7)
CODE = st.text("กขคงจชตทนบปพมยรลสศหอ", min_size=1, max_size=5)
PREFIX = st.one_of(CODE, st.lists(CODE.filter(lambda c: len(c) < 4), min_size=2, max_size=3).map(".".join))
OFFICE = st.from_regex(r"0[0-9]{1,5}(\.[0-9]{1,5}){0,4}", fullmatch=True)


@given(PREFIX, OFFICE, st.booleans(), st.none() | DIGITS)
def test_canonical_form_reads_back(prefix: str, office: str, circular: bool, serial: str | None) -> None:
    dotted = f"{prefix}." if "." in prefix else prefix
    number = DocumentNumber(dotted, office, circular, serial, None)
    assert parse_number(str(number)) == number
    assert parse_number(to_thai(str(number))) == number


@given(st.none() | CODE, st.booleans(), st.integers(1, 9999999), st.integers(2300, 2699))
def test_numbers_by_year_read_back(prefix: str | None, circular: bool, serial: int, year: int) -> None:
    number = DocumentNumber(prefix, None, circular, str(serial), year, parenthesised=prefix is not None)
    assert parse_number(str(number)) == number


@given(st.text(st.sampled_from("กษวสปล.()/ 0123456789ที่…"), max_size=24))
def test_whatever_is_read_reads_back(printed: str) -> None:
    try:
        number = parse_number(printed)
    except NumberRefused:
        return
    assert parse_number(str(number)) == number
