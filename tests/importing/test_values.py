"""Cells are read where they are certain; what can mean two things is a question."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearinghouse.core.dates import is_partial_date
from clearinghouse.importing.values import Unclear, date_readings, number_readings, slug_of

DAY, MONTH = "day-first", "month-first"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2006", {"": "2006"}),
        ("2006-01", {"": "2006-01"}),
        ("2006-01-18", {"": "2006-01-18"}),
        ("2006-01-18Z", {"": "2006-01-18"}),
        ("2006-01-18T00:00:00", {"": "2006-01-18"}),
        ("2006/1/8", {"": "2006-01-08"}),
        ("03/04/2002", {DAY: "2002-04-03", MONTH: "2002-03-04"}),
        ("3. 4. 2002", {DAY: "2002-04-03", MONTH: "2002-03-04"}),
        ("04/04/2002", {"": "2002-04-04"}),
        ("31/12/2002", {DAY: "2002-12-31"}),
        ("12-31-2002", {MONTH: "2002-12-31"}),
        ("01/2003", {"": "2003-01"}),
        ("18 January 2006", {"": "2006-01-18"}),
        ("January 18, 2006", {"": "2006-01-18"}),
        ("Sept. 2006", {"": "2006-09"}),
        ("18 janvier 2006", {"": "2006-01-18"}),
        ("03/04/02", {}),
        ("31/02/2003", {}),
        ("37500", {}),
        ("spring 2006", {}),
        ("2006-01-18T14:30:00", {}),
        ("2006-2008", {}),
        ("1 2 January 2006", {}),
        ("January 00182006", {}),
        ("118 January 2006", {}),
        (f"January {'1' * 5000} 2006", {}),
        (f"{'1' * 5000} January 2006", {}),
    ],
    ids=lambda each: str(each)[:40],
)
def test_dates(text, readings):
    assert date_readings(text) == readings


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1500000", {"": "1500000"}),
        ("1,500,000", {"point": "1500000"}),
        ("1.500.000,50", {"comma": "1500000.50"}),
        ("1 500 000", {"": "1500000"}),
        ("1\u00a0500,5", {"comma": "1500.5"}),
        ("1'500.25", {"point": "1500.25"}),
        ("12.50", {"point": "12.50"}),
        ("12,50", {"comma": "12.50"}),
        ("1.500", {"point": "1.500", "comma": "1500"}),
        ("1,500", {"point": "1500", "comma": "1.500"}),
        ("0.500", {"point": "0.500"}),
        ("100000.125", {"point": "100000.125"}),
        ("1,50,000", {}),
        ("EUR 5", {}),
        ("5 million", {}),
        ("1e5", {}),
        ("٥", {}),
        ("9" * 40, {}),
    ],
)
def test_numbers(text, readings):
    assert number_readings(text) == {sign: Decimal(each) for sign, each in readings.items()}


@given(st.text(max_size=30))
def test_whatever_stands_in_a_cell_is_a_date_that_records_can_have_or_none(text):
    assert all(is_partial_date(day) for day in date_readings(text).values())


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_is_a_number_or_none(text):
    assert all(each.is_finite() for each in number_readings(text).values())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("GF/6010-01", "gf-6010-01"),
        ("Straße Ærø Łódź", "strasse-aero-lodz"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("№ 5", "no-5"),
        ("a " * 100 + "_" + "b" * 700, "a-" * 100 + "b" * 700),
    ],
)
def test_ids_are_made_from_latin_letters(text, slug):
    assert slug_of(text) == slug


@pytest.mark.parametrize("text", ["Проект 5", "项目", "---", "مشروع 1", "a " * 50_000])
def test_what_an_id_cannot_have_is_not_dropped(text):
    with pytest.raises(Unclear):
        slug_of(text)
