"""Letter codes of agencies and provinces: both tables, in both directions."""

import pytest
from pythainlp.corpus import provinces as pythainlp_provinces

from saraban.normalize.agencies import MONTH_CLASHES, agencies, agency_of, is_known_prefix
from saraban.normalize.numbers import parse_number
from saraban.normalize.provinces import province_of, provinces

DOTLESS_MONTHS = {"มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"}


def test_provinces_are_those_of_pythainlp() -> None:
    assert {province.name for province in provinces().values()} == set(pythainlp_provinces())
    assert len(provinces()) == 77


@pytest.mark.parametrize("key", ["name", "name_en", "iso", "roman"])
def test_each_province_has_its_own(key: str) -> None:
    values = [getattr(province, key) for province in provinces().values()]
    assert all(values)
    assert len(set(values)) == len(values)


def test_iso_codes_are_well_formed() -> None:
    assert {province.iso[:3] for province in provinces().values()} == {"TH-"}
    assert all(10 <= int(province.iso[3:]) <= 96 for province in provinces().values())


def test_codes_are_unique_and_agencies_reachable() -> None:
    names = [agency.name for agency in agencies().values() if agency.kind != "historical"]
    assert len(names) - len(set(names)) == 1  # ตช and สตช are one body
    for code, agency in agencies().items():
        assert parse_number(f"{code} 0101/1").prefix == code
        assert is_known_prefix(code)
        if code not in provinces():
            assert agency_of(code) == agency.name


def test_kinds_and_years() -> None:
    assert {agency.kind for agency in agencies().values()} == {"ministry", "body", "historical"}
    for agency in agencies().values():
        assert agency.until is None or (agency.kind == "historical" and (agency.since or 0) < agency.until)
    assert sum(agency.kind == "ministry" for agency in agencies().values()) == 20


def test_the_one_code_that_was_given_on() -> None:
    assert set(agencies()) & set(provinces()) == {"สร"}
    assert agency_of("สร") == "จังหวัดสุรินทร์"


def test_codes_that_read_like_a_month() -> None:
    assert (set(agencies()) | set(provinces())) & DOTLESS_MONTHS == MONTH_CLASHES


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("กษ", "กระทรวงเกษตรและสหกรณ์"),
        ("กค.", "กระทรวงการคลัง"),
        ("กค (กวจ)", "กระทรวงการคลัง"),
        ("สปท", "สภาขับเคลื่อนการปฏิรูปประเทศ"),
        ("ขก", "จังหวัดขอนแก่น"),
        ("กท", "กรุงเทพมหานคร"),
        ("ก.พ.", None),
        ("ฅฉ", None),
        ("", None),
    ],
)
def test_agency_of(prefix: str, name: str | None) -> None:
    assert agency_of(prefix) == name


def test_province_of() -> None:
    assert province_of("อย.") == "พระนครศรีอยุธยา"
    assert province_of("กษ") is None
    assert provinces()["บก"].since == 2554
