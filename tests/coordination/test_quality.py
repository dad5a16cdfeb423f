"""How complete and how fresh records are, reckoned for a given day."""

from datetime import date

import pytest

from clearinghouse.coordination.quality import by_collection, by_country, is_fresh, quality, quality_of, summary_of
from clearinghouse.pages.coordination.quality import quality_view

CASE = """
countries: [ZM, UG]
themes: [coordination]
lessons: [Begin early.]
not_known: [documents, practices]
confirmed_on: 2025-01-10
"""


@pytest.mark.requirement("R25")
def test_completeness_counts_expected_fields_and_tells_missing_from_not_known(situation_of):
    situation = situation_of({"case-studies/one": CASE})
    found = quality_of(situation.records("case-studies")[0], situation)
    # expected: initiatives, countries, themes, presented_at, experiences, practices, challenges, lessons, documents, confirmed_on
    assert (found.filled, found.expected) == (4, 10)
    assert [field.name for field in found.missing] == ["initiatives", "presented_at", "experiences", "challenges"]
    assert [field.name for field in found.not_known] == ["practices", "documents"]
    assert found.is_fresh


@pytest.mark.parametrize(
    ("confirmed", "today", "fresh"),
    [
        ("2024-06-30", date(2026, 6, 30), True),
        ("2024-06-29", date(2026, 6, 30), False),
        ("2024-02-29", date(2026, 2, 28), True),
        ("2026-07-01", date(2026, 6, 30), True),
    ],
)
@pytest.mark.requirement("R25")
def test_a_record_is_fresh_for_24_months_after_it_was_confirmed(confirmed, today, fresh):
    assert is_fresh(confirmed, today) is fresh


def test_countries_and_collections_add_up_their_records(situation_of):
    situation = situation_of(
        {"case-studies/one": CASE, "case-studies/two": "countries: [ZM]", "countries/zm": "title: Zambia\ncountry: ZM"}
    )
    found = quality(situation)
    zambia = by_country(found)["ZM"]
    # case study one 4 of 10, case study two 1 of 10, the country record 0 of 7
    assert (len(zambia.records), zambia.filled, zambia.expected, zambia.fresh, zambia.percent) == (3, 5, 27, 1, 18)
    assert by_country(found)["UG"].percent == 40
    assert by_collection(found)["case-studies"].confirmed == 1
    assert summary_of(()).percent == 0


@pytest.mark.requirement("R25")
def test_the_same_records_give_another_page_on_another_day_and_the_same_on_the_same(press_from):
    records = {"case-studies/one": CASE, "initiatives/two": "countries: [ZM]"}
    views = [quality_view(press_from(records, day)) for day in (date(2026, 6, 30), date(2026, 6, 30), date(2028, 1, 1))]
    assert views[0].blocks == views[1].blocks
    fresh = [[row.cells[3].value for row in view.tables[0].rows] for view in views]
    assert fresh[0] == [1, 1]
    assert fresh[2] == [0, 0]


def test_an_unrelated_record_changes_no_country_of_others(situation_of):
    before = by_country(quality(situation_of({"case-studies/one": CASE})))
    after = by_country(quality(situation_of({"case-studies/one": CASE, "initiatives/other": "countries: [PE]"})))
    assert {code: after[code] for code in before} == before
    assert set(after) == {"ZM", "UG", "PE"}


@pytest.mark.requirement("R04")
@pytest.mark.requirement("R25")
def test_what_is_overdue_stands_on_the_page_with_its_date(training_press):
    overdue = next(table for table in quality_view(training_press).tables if table.id == "quality-overdue")
    assert overdue.rows, "the training clearinghouse has overdue updates and reviews"
    assert all(str(row.cells[1].value) <= "2026-06-30" for row in overdue.rows)
    assert [row.cells[1].value for row in overdue.rows] == sorted(row.cells[1].value for row in overdue.rows)
